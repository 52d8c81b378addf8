/**
 * The sentences, which are data (`data/sentences/*.json`): a text with variables, or variants of it by how a figure stands to what
 * it is compared with, or a text for each of a list. `docs/reference/narrative-sentences.md` lists them.
 */
import accounts from '../data/sentences/accounts.json' with { type: 'json' };
import costs from '../data/sentences/costs.json' with { type: 'json' };
import funds from '../data/sentences/funds.json' with { type: 'json' };
import overview from '../data/sentences/overview.json' with { type: 'json' };
import performance from '../data/sentences/performance.json' with { type: 'json' };
import report from '../data/sentences/report.json' with { type: 'json' };
import { type Comparator } from '../model.ts';
import { type EachOf, eachNames } from './each.ts';
import { type Comparison } from './values.ts';
import { piecesOf } from './variables.ts';

export interface Sentence {
  readonly id: string;
  /** What it is for, as the reference page says it. */
  readonly about: string;
  readonly text?: string;
  /** Said with a comma between them and a full stop behind; one that has a figure that nobody gives is left out. */
  readonly clauses?: readonly string[];
  /** People's own words: the figures in them are theirs, and not read back. */
  readonly told?: boolean;
  /** Said once for each of these, `join` between them and `end` behind. */
  readonly each?: EachOf;
  readonly join?: string;
  readonly end?: string;
  /** Which of the variants is said: the sentence's measure compared with this. */
  readonly compare?: Comparator;
  readonly variants?: Readonly<Partial<Record<Comparison, string>>>;
}

interface SentenceFile {
  readonly about: string;
  readonly sentences: readonly Sentence[];
}

export const sentenceFiles = [
  overview,
  accounts,
  costs,
  funds,
  performance,
  report,
] as readonly unknown[] as readonly SentenceFile[];

export const sentences: ReadonlyMap<string, Sentence> = new Map(
  sentenceFiles.flatMap((file) => file.sentences).map((sentence) => [sentence.id, sentence]),
);

const comparisons: readonly Comparison[] = [
  'no-base',
  'both-zero',
  'zero-base',
  'unchanged',
  'about-unchanged',
  'rose',
  'fell',
];

/** What is wrong with a sentence, in sentences; none if it can be said. For whoever writes a new file. */
export function sentenceProblems({ id, text, clauses, each, compare, variants }: Sentence): readonly string[] {
  const problems: string[] = [];
  if ([text, clauses, variants].filter((one) => one !== undefined).length !== 1)
    problems.push(`${id} 应有 text、clauses 或 variants，只有其一`);
  if ((variants === undefined) !== (compare === undefined)) problems.push(`${id} 有 variants 就要有 compare`);
  if (each !== undefined && !eachNames.includes(each)) problems.push(`${id} 的 each 没有“${each}”`);
  for (const comparison of variants === undefined ? [] : comparisons)
    if (variants?.[comparison] === undefined) problems.push(`${id} 没有“${comparison}”时的说法`);
  for (const one of [text, ...(clauses ?? []), ...Object.values(variants ?? {})]) {
    try {
      piecesOf(one ?? '');
    } catch (error) {
      problems.push(`${id}：${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return problems;
}
