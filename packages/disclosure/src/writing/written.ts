/**
 * A disclosure or report as it is written: headings, paragraphs and tables in the order of printing, before any file format.
 * The writers (`documents`) turn it into HTML, DOCX, PDF, XLSX and JSON; what is read back from each is the same model.
 *
 * An amount knows where it comes from: a run of text with an `origin` is a figure, and a page can open what stands behind it.
 *
 *     { text: '2025年度收入总计' } { text: '1247.00', origin: { kind: 'terms', year: 2025, terms: […] } } { text: '万元。' }
 */
import { type FormId, type TableId } from '../model.ts';
import { type StatementTerm } from '../statements/facts.ts';
import { type PrintedCell, type PrintedRow } from '../statements/statements.ts';

export const evaluationParts = [
  'start-budget',
  'annual-budget',
  'executed',
  'score',
  'execution-score',
  'review',
  'use',
  'target',
  'actual',
  'points',
  'line-score',
] as const;

export type EvaluationPart = (typeof evaluationParts)[number];

/** What stands behind a figure in a sentence or a form. */
export type FigureOrigin =
  /** A sum over the accounts of a year, as a cell of the tables is. */
  | { readonly kind: 'terms'; readonly year: number; readonly terms: readonly StatementTerm[] }
  /** A figure of the catalogue; `item` where it has one value for each functional item, project … */
  | { readonly kind: 'figure'; readonly id: string; readonly year: number; readonly item?: string }
  /**
   * What a self-evaluation or a goal that two people made states: its money – all of it, or `of` a source or kind –, its scores, or what
   * was set and found in one of its lines.
   */
  | {
      readonly kind: 'evaluation';
      readonly id: string;
      readonly year: number;
      readonly what: EvaluationPart;
      readonly line?: number;
      readonly of?: string;
    }
  /** Calculated from others: 占比, 增减额, 增减率, 完成率. */
  | {
      readonly kind: 'derived';
      readonly formula: 'difference' | 'share' | 'growth' | 'completion' | 'sum' | 'score';
      readonly operands: readonly FigureOrigin[];
    };

/** Characters that are printed alike; a figure is a run of its own. */
export interface WrittenRun {
  readonly text: string;
  readonly origin?: FigureOrigin;
}

/** A heading with its number in the text: 第一部分 部门概况 (1), 一、… (2), （一）… (3), 1.… (4). */
export interface WrittenHeading {
  readonly kind: 'heading';
  readonly level: 1 | 2 | 3 | 4;
  readonly text: string;
}

export interface WrittenParagraph {
  readonly kind: 'paragraph';
  readonly runs: readonly WrittenRun[];
}

/** A cell of a form may hold a figure that no table holds. */
export interface WrittenCell extends PrintedCell {
  readonly origin?: FigureOrigin;
}

export interface WrittenRow extends PrintedRow {
  readonly cells: readonly WrittenCell[];
}

/** A table or form as a grid; merged cells say so (`PrintedCell.merged`). */
export interface WrittenTable {
  readonly kind: 'table';
  /** What it is, where the audit knows it; null for any other grid (list of tables, list of units). */
  readonly id: TableId | FormId | null;
  /** Printed over the table; '' where a heading says it. */
  readonly title: string;
  /** '公开05表'; null where it has no number. */
  readonly number: string | null;
  /** '部门：青禾县医疗保障局'; null where the head has none. */
  readonly department: string | null;
  /** '2024年度', where the head prints the year. */
  readonly year: string | null;
  /** '单位：万元'; null where the head has none. */
  readonly unit: string | null;
  /** The header rows come first; a writer repeats them on every page. */
  readonly rows: readonly WrittenRow[];
  readonly notes: readonly string[];
  /** Too wide for an upright page: it goes on a page laid sideways. */
  readonly wide: boolean;
}

/** What follows begins on a new page. */
export interface WrittenPageBreak {
  readonly kind: 'page-break';
}

export type WrittenBlock = WrittenHeading | WrittenParagraph | WrittenTable | WrittenPageBreak;

/** The first page: what it is, whose it is, when it was published, and who released it. */
export interface WrittenCover {
  /** 2024年度部门决算 */
  readonly title: string;
  /** 青禾县医疗保障局 */
  readonly bureau: string;
  /** 公开日期; null while it is not published. */
  readonly publishedOn: string | null;
  /** 保密审查 and 审签: role and name as printed; empty in a draft. */
  readonly released: readonly { readonly role: string; readonly person: string }[];
}

export interface WrittenDocument {
  readonly cover: WrittenCover;
  readonly year: number;
  /** 'hunan-2024' … */
  readonly template: string;
  readonly blocks: readonly WrittenBlock[];
}

/** The paragraph's words. */
export function textOf(paragraph: WrittenParagraph): string {
  return paragraph.runs.map(({ text }) => text).join('');
}
