/**
 * A year's publication out of books, budget, registers, figures and texts. What is written is read back by the auditor's own
 * reader and checked before anybody puts a name to it.
 */
import {
  audit,
  checks,
  type Gap,
  gapInWords,
  narrativeTemplate,
  type ReasonAsked,
  readBack,
  reasonRefusal,
  statements,
  statementTemplate,
  type WrittenBlock,
  type WrittenDocument,
  writeDisclosure,
} from '@mingzhang/disclosure';
import { type Finding, formatExact, wanyuanOfFen } from '@mingzhang/kernel';
import { type Db, findDepartment } from '../../books/index.ts';
import { type ComputedFigure, FigureReader } from '../../figures/index.ts';
import { type PerformanceBlocks, performanceBlocks } from '../../performance/index.ts';
import { contentHash, figuresOf, type PrintedFigure, tablesHash } from './content.ts';
import { FigureFollower, isPrintedAs } from './evidence.ts';
import { gatherFacts } from './gather.ts';
import { type Refused, refuse } from './refusals.ts';
import { readTexts } from './texts.ts';

/** A 增减原因 that the narrative needs: which change, with its two figures, and the reason where one is given. */
export interface AskedReason {
  readonly key: string;
  readonly what: string;
  /** In 万元, as printed. */
  readonly before: string;
  readonly after: string;
  readonly given: string | null;
  /** Why the given reason is none, in words; null where it is accepted or not given. */
  readonly refused: string | null;
}

export interface Compiled {
  readonly department: string;
  readonly name: string;
  readonly year: number;
  readonly template: string;
  readonly document: WrittenDocument;
  readonly contentHash: string;
  readonly tablesHash: string;
  readonly findings: readonly Finding[];
  /** Figures with nothing behind them, and sentences that are read as something else than they say. */
  readonly unfounded: readonly string[];
  readonly reasonsAsked: readonly AskedReason[];
  /** Parts, registers and texts that a publication must have, in words. */
  readonly partsMissing: readonly string[];
  /** Every unit has closed December. */
  readonly closed: boolean;
}

export interface CompileRequest {
  readonly department: string;
  readonly year: number;
  readonly template: string;
}

/** `computed` are the duties' figures, `computedFigures()` of the catalogue. */
export async function compilePublication(
  db: Db,
  { department, year, template: templateId }: CompileRequest,
  computed: readonly ComputedFigure[],
): Promise<Compiled | Refused> {
  const found = await findDepartment(db, department);
  if (found === null) return refuse('department-unknown', `没有标识为“${department}”的部门。`);
  const [layout, narrative] = [statementTemplate(templateId), narrativeTemplate(templateId)];
  if (layout === null || narrative === null) return refuse('template-unknown', '没有这个版式。请从版式列表中选取。');
  const reader = new FigureReader(db, computed);
  const follower = new FigureFollower(db, department, reader);
  const accounts = await follower.accountsOf(year);
  if (accounts === null) {
    return refuse(
      'books-of-year-missing',
      `${found.name}没有${year}年的预算会计账簿，不能编制决算公开。请先建账并记账。`,
    );
  }
  if ('findings' in accounts.outcome) {
    const sentences = accounts.outcome.findings.map(({ message }) => message).join('');
    return refuse('statements-not-ready', `${year}年的账簿还不能成表：${sentences}`);
  }
  const { facts } = accounts.outcome;
  const before = await follower.accountsOf(year - 1);
  const prior = before !== null && 'facts' in before.outcome ? before.outcome.facts : null;
  const texts = await readTexts(db, { department, year });
  const performance = await performanceBlocks(db, department, year, templateId, computed);
  const gathered = await gatherFacts({ accounts, facts, prior, reader, texts, performance: performance.facts });
  const { document, claims, asked, gaps } = writeDisclosure({
    facts: gathered,
    tables: statements(facts, layout),
    attachments: attached(performance),
    template: { narrative, statements: layout },
    cover: { title: `${year}年度部门决算`, bureau: found.name, publishedOn: null, released: [] },
  });
  const { disclosure, misread } = readBack(document, new Map([...claims, ...performance.claims]));
  const reasonsAsked = asked.map((one) => reasonShown(one, gathered.reasons, year));
  // A sentence that is misread because of its reason is told once, with the reason.
  const misworded = misread.filter(
    ({ text }) =>
      !reasonsAsked.some(({ given, refused }) => refused !== null && given !== null && text.includes(given)),
  );
  return {
    department,
    name: found.name,
    year,
    template: templateId,
    document,
    contentHash: contentHash(document),
    tablesHash: tablesHash(document),
    findings: audit(disclosure, checks).findings,
    unfounded: [
      ...(await differing(follower, figuresOf(document))),
      ...misworded.map(({ text }) => `“${text}”读出来与写进去的不一致，是系统的措辞问题`),
    ],
    reasonsAsked,
    partsMissing: missingIn(gaps, gathered.texts.offices),
    closed: accounts.closed,
  };
}

/** The evaluation report, then each form on a page of its own. */
function attached({ report, forms }: PerformanceBlocks): readonly WrittenBlock[] {
  return [...report, ...forms.flatMap((form): readonly WrittenBlock[] => [{ kind: 'page-break' }, form])];
}

const againstNames: Readonly<Record<string, string>> = {
  prior: '上年决算',
  'start-budget': '年初预算',
  'annual-budget': '全年预算',
  budget: '预算',
};

function reasonShown(one: ReasonAsked, given: Readonly<Record<string, string>>, year: number): AskedReason {
  const { key, also, name, section, against, direction, now, base } = one;
  const word = direction === 1 ? '增加' : '减少';
  const reason = [key, ...also].map((each) => given[each]).find((each) => each !== undefined);
  return {
    key,
    what: `${section}：${name}比${againstNames[against] ?? against}${word}`,
    before: formatExact(wanyuanOfFen(base), 2),
    after: formatExact(wanyuanOfFen(now), 2),
    given: reason ?? null,
    refused: reason === undefined ? null : (reasonRefusal(one, reason, year)?.message ?? null),
  };
}

function missingIn(gaps: readonly Gap[], offices: readonly string[]): readonly string[] {
  // A list of names is printed as it is; that there is none is no gap in the sentence.
  const names = offices.length === 0 ? ['内设机构设置缺少内设机构的名称：请在“部门文字”填写，再重新编制。'] : [];
  return [...names, ...new Set(gaps.map(gapInWords))];
}

/** The figures that books and registers do not give as they are printed: a sentence each. */
export async function differing(
  follower: FigureFollower,
  figures: readonly PrintedFigure[],
): Promise<readonly string[]> {
  const sentences: string[] = [];
  for (const { origin, text, place } of figures) {
    if (origin.kind === 'derived' && origin.formula === 'score') continue;
    const words = await follower.words(origin);
    if (words !== null) {
      if (words !== text) sentences.push(`${place}印作“${text}”，现在是“${words}”`);
      continue;
    }
    const value = await follower.value(origin);
    if (value === null) sentences.push(`${place}的“${text}”没有账簿、台账或填报可查`);
    else if (!isPrintedAs(text, value)) sentences.push(`${place}印作“${text}”，现在是${formatExact(value)}`);
  }
  return sentences;
}
