/**
 * A year's publication out of books, budget, registers, figures and texts. What is written is read back by the auditor's own
 * reader and checked before anybody puts a name to it.
 */
import {
  type StatementTable,
  statements,
  statementTemplate,
  type WrittenBlock,
  type WrittenDocument,
} from '@mingzhang/disclosure';
import { type Finding, formatExact } from '@mingzhang/kernel';
import { type Db, findDepartment } from '../../books/index.ts';
import { type ComputedFigure, FigureReader } from '../../figures/index.ts';
import { auditOfDocument } from './audit.ts';
import { contentHash, figuresOf, type PrintedFigure, tablesHash } from './content.ts';
import { FigureFollower, isPrintedAs } from './evidence.ts';
import { type Refused, refuse } from './refusals.ts';

/** A 增减原因 that the narrative needs: which change, with its two figures, and the reason where one is given. */
export interface AskedReason {
  readonly key: string;
  readonly what: string;
  readonly before: string;
  readonly after: string;
  readonly given: string | null;
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
  /** Figures with nothing behind them. */
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
  const template = statementTemplate(templateId);
  if (template === null) return refuse('template-unknown', `没有“${templateId}”这个版式。`);
  const follower = new FigureFollower(db, department, new FigureReader(db, computed));
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
  const tables = statements(accounts.outcome.facts, template);
  const document: WrittenDocument = {
    cover: { title: `${year}年度部门决算`, bureau: found.name, publishedOn: null, released: [] },
    year,
    template: templateId,
    blocks: tables.flatMap(blocksOfTable),
  };
  return {
    department,
    name: found.name,
    year,
    template: templateId,
    document,
    contentHash: contentHash(document),
    tablesHash: tablesHash(document),
    findings: auditOfDocument(document),
    reasonsAsked: [],
    partsMissing: [],
    unfounded: await differing(follower, figuresOf(document)),
    closed: accounts.closed,
  };
}

function blocksOfTable({ id, title, head, grid, notes }: StatementTable): readonly WrittenBlock[] {
  return [
    {
      kind: 'table',
      id,
      title,
      number: head.number,
      department: head.department,
      year: head.year,
      unit: head.unit,
      rows: grid,
      notes: notes.map(({ text }) => text),
      wide: grid.some(({ cells }) => cells.length > 8),
    },
    { kind: 'page-break' },
  ];
}

/** The figures that books and registers do not give as they are printed: a sentence each. */
export async function differing(
  follower: FigureFollower,
  figures: readonly PrintedFigure[],
): Promise<readonly string[]> {
  const sentences: string[] = [];
  for (const { origin, text, place } of figures) {
    if (origin.kind === 'derived' && origin.formula === 'score') continue;
    const value = await follower.value(origin);
    if (value === null) sentences.push(`${place}的“${text}”没有账簿、台账或填报可查`);
    else if (!isPrintedAs(text, value)) sentences.push(`${place}印作“${text}”，现在是${formatExact(value)}`);
  }
  return sentences;
}
