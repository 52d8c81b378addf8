/**
 * 部门整体支出绩效自评报告: what was aimed at, how the money was spent, what the funds' budgets came to, what was done, what fell short and
 * why, and what is made of it. It is written by the sentences of the narrative (`data/sentences`), in sections of its own
 * (`data/narrative/report.json`); a figure is printed with what stands behind it, a clause whose figures nobody gives is left out, and
 * reasons are only those that somebody wrote into a self-evaluation.
 */
import file from '../data/narrative/report.json' with { type: 'json' };
import {
  type CatalogueFigure,
  type NarrativeFacts,
  type SectionPlan,
  sentences,
  type WrittenNarrative,
  writeReport,
} from '../writing/index.ts';
import { piecesOf } from '../writing/variables.ts';
import { performanceFacts } from './facts.ts';
import { type OverallEvaluation, type ProjectEvaluation } from './values.ts';

export interface ReportFacts {
  readonly bureau: string;
  readonly year: number;
  /** By `id` or `id[dimension=value …]`, as the sentences name them. */
  readonly figures: ReadonlyMap<string, CatalogueFigure>;
  readonly overall: OverallEvaluation | null;
  readonly projects: readonly ProjectEvaluation[];
}

/** The figures of the catalogue that sentences want, by the names under which they are given. */
export const reportFigures: readonly { readonly key: string; readonly id: string; readonly at: string }[] = [
  ...new Set(
    [...sentences.values()]
      .flatMap(({ clauses = [] }) => clauses)
      .flatMap((clause) => piecesOf(clause))
      .flatMap((piece) => (piece.kind === 'catalogue' ? [piece.variable.key] : [])),
  ),
].map((key) => {
  const [id = '', at = ''] = key.split('[');
  return { key, id, at: at.replace(']', '') };
});

/** The report without its attachments, and what each of its paragraphs must be read back as. */
export function evaluationReport({ bureau, year, figures, overall, projects }: ReportFacts): WrittenNarrative {
  // A report tells of evaluations and figures; the accounts stand in the disclosure that it is attached to.
  const facts: NarrativeFacts = {
    accounts: {
      year,
      department: bureau,
      opening: [],
      income: [],
      expenditure: [],
      useOfSurplus: 0,
      surplusAllocation: 0,
      costBudget: {},
      statistics: {},
    },
    prior: null,
    self: '本部门',
    startBudget: {},
    runningCostBudget: null,
    registers: {},
    texts: { duties: [], offices: [], units: [], purposes: {}, evaluating: [], otherMatters: [], contact: [] },
    performance: performanceFacts(overall, projects),
    catalogue: figures,
    reasons: {},
  };
  const written = writeReport(file.sections as readonly unknown[] as readonly SectionPlan[], facts);
  const title = { kind: 'heading', level: 2, text: file.title.replace('{year}', String(year)) } as const;
  return { ...written, blocks: [title, ...written.blocks] };
}
