/**
 * The final-accounts disclosure as a model: what recognition makes of a reader's blocks, what the checks run over, and
 * what our own publication will be written from.
 *
 *     document ─ parts ─ sections ─ paragraphs
 *              ├ tables (normalised: one row per printed item or code)
 *              ├ forms  (performance: base data, self-evaluations, goals)
 *              └ claims (figures stated in the narrative, with their keys)
 */
import { type Place } from '@mingzhang/kernel';
import { type Block, type Paragraph } from './blocks.ts';
import { type Quantity } from './quantity.ts';

export type DocumentKind = 'final-accounts' | 'performance-report' | 'budget' | 'goal-form' | 'unknown';

export type TableId =
  | 'income-expenditure-summary'
  | 'income'
  | 'expenditure'
  | 'fiscal-summary'
  | 'general-public-expenditure'
  | 'basic-expenditure-detail'
  | 'government-fund'
  | 'state-capital'
  | 'three-public'
  | 'disclosure-statistics'
  | 'other';

export type FormId = 'base-data' | 'overall-self-evaluation' | 'project-self-evaluation' | 'goal';

/** A disclosure can carry a report of another year or unit: each is a part of its own. */
export interface Part {
  readonly index: number;
  readonly kind: DocumentKind;
  readonly bureau: string | null;
  /** The year the part is about, from its title or its sentences. */
  readonly year: number | null;
  readonly line: number;
  readonly endLine: number;
}

/** A heading and what stands under it, down to the next heading of its own or a higher level. */
export interface Section {
  readonly title: string;
  /** 1 第一部分, 2 一、, 3 （一）, 4 1. — as numbered, whatever was skipped. */
  readonly level: number;
  /** Titles from the outermost down to this one. */
  readonly path: readonly string[];
  readonly part: number;
  readonly line: number;
  readonly endLine: number;
  /** Paragraphs directly under this heading (not under its sub-headings), the heading's own run-on text first. */
  readonly paragraphs: readonly Paragraph[];
  /** The number as printed: 一, 3; '' for what precedes the first heading. */
  readonly number: string;
  /** What the section is about ('income', 'three-public' …), its own or inherited; null when unknown. */
  readonly topic: string | null;
  readonly scope: Scope;
}

/** A cell of a normalised table: `null` blank, '—' marked not applicable, else the amount as printed. */
export interface TableCell {
  readonly text: string | null;
  /** Present when the text is a number. */
  readonly quantity?: Quantity;
  readonly line: number;
  readonly endLine: number;
}

export interface TableRow {
  /** Account code, where the table has one (3, 5 or 7 digits). */
  readonly code?: string;
  /** Name as printed, spaces removed. */
  readonly name: string;
  /** Canonical row key: the code; 'total'; in the summaries 'general', 'class:208', 'year-total', 'opening' … */
  readonly key: string;
  /** 1 类, 2 款, 3 项 for codes; 0 for totals. */
  readonly level?: number;
  readonly side?: 'income' | 'expenditure';
  /** The printed cells stand this many columns too far right (+1) or left (−1); `cells` has them where they belong. */
  readonly shifted?: 1 | -1;
  readonly cells: readonly TableCell[];
  readonly line: number;
  readonly endLine: number;
}

export interface Table {
  readonly id: TableId;
  /** '公开05表', spaces removed; null where none is printed. */
  readonly printedNumber: string | null;
  readonly title: string;
  /** '万元', '元' … as printed in the table's head. */
  readonly unit: string | null;
  /** The unit its amounts were read in: the printed one, unless all other tables show that it is a slip. */
  readonly unitRead: string;
  /** Where the unit is printed. */
  readonly unitPlace?: Place;
  /** What follows 部门： / 编制单位： / 单位名称：; '' when the label is there and the name is not; null when neither. */
  readonly department: string | null;
  /** Year printed in the table's own head, where there is one. */
  readonly year: number | null;
  /** Column labels, two-level headers joined with '/'. */
  readonly columns: readonly string[];
  /** Canonical column keys, same length: 'total', 'fiscal', 'basic', 'project', 'general' … */
  readonly columnKeys: readonly string[];
  readonly rows: readonly TableRow[];
  /** No amount in it at all (a lone 0 counts as none). */
  readonly empty: boolean;
  /** 注 and 说明 under the table. */
  readonly notes: readonly { readonly text: string; readonly line: number; readonly endLine: number }[];
  readonly part: number;
  readonly place: Place;
}

/** A cell of a performance form. */
export interface FormCell {
  readonly text: string | null;
  readonly quantity?: Quantity;
  readonly line: number;
  readonly endLine: number;
  /** Blank cells: the nearest filled cell to the left, which a finding about the blank cites. */
  readonly left?: { readonly text: string; readonly line: number };
}

/** One row of a form's money block: 年度资金总额, 其中：当年财政拨款, 任务1 … */
export interface FormFunds {
  readonly label: string;
  /** 'total', 'fiscal', 'carried-over', 'other', 'task', 'by-income', 'by-expenditure', 'central', 'province', 'county' … */
  readonly key: string;
  readonly startBudget?: FormCell;
  readonly annualBudget?: FormCell;
  readonly executed?: FormCell;
  readonly points?: FormCell;
  readonly rate?: FormCell;
  readonly score?: FormCell;
  /** Goal forms: 实施期 and 年度 amounts. */
  readonly wholePeriod?: FormCell;
  readonly annual?: FormCell;
  readonly line: number;
  readonly endLine: number;
}

export interface FormIndicator {
  /** 产出指标, 效益指标, 满意度指标 … without the points in brackets. */
  readonly level1: string;
  /** Points that the first-level heading announces: 产出指标（50分） → 50. */
  readonly level1Points?: FormCell;
  /** The first-level heading as printed, on the row where it is printed. */
  readonly level1Heading?: FormCell;
  readonly level2: string;
  readonly level2Points?: FormCell;
  /** The second-level heading as printed, on the row where it is printed. */
  readonly level2Heading?: FormCell;
  /** The indicator itself (三级指标 / 指标内容). */
  readonly name: FormCell;
  readonly target?: FormCell;
  readonly actual?: FormCell;
  readonly points?: FormCell;
  readonly score?: FormCell;
  readonly reason?: FormCell;
  /** Goal forms: which half the row belongs to. */
  readonly horizon?: 'whole-period' | 'annual';
  readonly line: number;
  readonly endLine: number;
}

/** A labelled free-text field: 年度总体目标, 项目概况, 立项依据 … */
export interface FormField {
  readonly label: string;
  /** 'expected-goal', 'actual-outcome', 'overview', 'basis', 'department', 'implementer', 'filler', 'fill-date' … */
  readonly key: string;
  readonly cell: FormCell;
}

export interface Form {
  readonly id: FormId;
  readonly title: string;
  /** Year from the title or its sub-title. */
  readonly year: number | null;
  readonly project: string | null;
  readonly unit: string | null;
  readonly funds: readonly FormFunds[];
  readonly indicators: readonly FormIndicator[];
  readonly fields: readonly FormField[];
  /** 总分 row. */
  readonly totalPoints?: FormCell;
  readonly totalScore?: FormCell;
  /** Base data: label path → last year's final, this year's budget, this year's final; staff and buildings likewise. */
  readonly base: readonly {
    readonly label: string;
    readonly key: string;
    readonly columns: Readonly<Record<string, FormCell>>;
  }[];
  readonly part: number;
  readonly line: number;
  readonly endLine: number;
  readonly place: Place;
}

/** Basis of a claim: which budget or account the figure belongs to. */
export type Basis = 'start-budget' | 'annual-budget' | 'budget' | 'final' | 'prior-final';

/** Which money: all of the department's, fiscal appropriation, one of its three kinds, an insurance fund. */
export type Scope = 'all' | 'fiscal' | 'general' | 'government-fund' | 'state-capital' | 'insurance-fund' | 'none';

/** What a change is counted from. */
export type Comparator = 'prior' | 'start-budget' | 'annual-budget' | 'budget';

/**
 * A figure stated in the narrative. Two claims are compared only when all keys are equal, or when a declared identity
 * relates them.
 */
export interface Claim {
  /** `reason`: an amount inside an explanation; `other`: a ratio of something that is no account. */
  readonly kind: 'amount' | 'share' | 'completion' | 'change' | 'growth' | 'count' | 'reason' | 'other';
  /** What is measured: 'income-total', 'expenditure-year', 'basic', 'code:2080505', 'economic:30101', 'reception' …; 'text:…' for a noun we hold no measure for. */
  readonly measure: string;
  /** The measure in Chinese, as messages print it. */
  readonly name: string;
  readonly basis: Basis;
  readonly scope: Scope;
  /** The unit the part is about; '' when it is the bureau itself. */
  readonly subject: string;
  /** Year the figure is for. */
  readonly period: number | null;
  /** Shares: the whole's measure as named. Completion: the budget as named. */
  readonly of?: string;
  /** Changes and growth: what they are counted from. */
  readonly against?: Comparator;
  /** '约', '余', '以上' … or null. */
  readonly hedge: string | null;
  /** +1 增加, −1 减少 for changes and growth. */
  readonly direction?: 1 | -1;
  readonly quantity: Quantity;
  /** For ratios: what the sentence divides by what, where both are stated. */
  readonly ratio?: { readonly numerator: readonly ClaimTerm[]; readonly denominator: readonly ClaimTerm[] };
  /** Offset of the figure in its paragraph's text. */
  readonly offset: number;
  /** Stands in round brackets, beside the sentence's own figures. */
  readonly aside: boolean;
  readonly part: number;
  /** Index of the section it stands in. */
  readonly section: number;
  /** Running numbers of paragraph and sentence, for grouping. */
  readonly paragraph: number;
  readonly sentence: number;
}

export interface ClaimTerm {
  readonly quantity: Quantity;
  readonly sign: 1 | -1;
}

/** 「…万元，其中：甲…，乙…」: a whole and the parts listed under it, in order. */
export interface ClaimList {
  readonly whole: Claim;
  readonly parts: readonly Claim[];
  /** How many parts the text announces (“共有3个项目”), where it does. */
  readonly announced: number | null;
}

export interface NotRead {
  readonly place: Place;
  readonly why: string;
}

export interface Disclosure {
  readonly kind: DocumentKind;
  readonly bureau: string | null;
  readonly area: string | null;
  readonly year: number | null;
  /** Money unit of its tables. */
  readonly unit: string | null;
  readonly template: string | null;
  readonly parts: readonly Part[];
  readonly sections: readonly Section[];
  readonly tables: readonly Table[];
  readonly forms: readonly Form[];
  readonly claims: readonly Claim[];
  readonly lists: readonly ClaimList[];
  readonly notRead: readonly NotRead[];
  readonly blocks: readonly Block[];
  /** Entries of the table of contents, without page numbers. */
  readonly contents: readonly { readonly text: string; readonly line: number }[];
  readonly characters: number;
  /** Amounts in the narrative, and how many of them are in a claim. */
  readonly amounts: number;
  readonly amountsUnderstood: number;
}
