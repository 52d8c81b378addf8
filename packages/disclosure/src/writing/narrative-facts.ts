/**
 * What the narrative is written from. Amounts of the accounts are the statements' own facts, of this year and the last; what no
 * account line holds – budgets by item, counts of registers, staff – comes as a value with the figure that stands behind it; what
 * is no figure at all – duties, names, reasons – is the department's own words.
 */
import { type Scope } from '../model.ts';
import { type StatementFacts } from '../statements/facts.ts';
import { type PerformanceFacts } from './performance-facts.ts';
import { type FigureOrigin } from './written.ts';

/** A value and what stands behind it: fen, or a number of groups, persons, vehicles … */
export interface KnownFigure {
  readonly value: number;
  readonly origin: FigureOrigin;
}

/** What registers count, by the name that the claims of the audit give it. Those of money are in fen. */
export const registerMeasures = [
  'abroad-groups',
  'abroad-persons',
  'vehicles-bought',
  'vehicles-kept',
  'reception-domestic-batches',
  'reception-domestic-persons',
  'reception-foreign',
  'reception-foreign-batches',
  'reception-foreign-persons',
  'reception-overseas',
  'reception-overseas-batches',
  'reception-overseas-persons',
  'meetings-count',
  'meetings-persons',
  'training-count',
  'training-persons',
  'festivals-count',
  'procurement-goods-sme',
  'procurement-works-sme',
  'procurement-services-sme',
  'equipment-general',
  'equipment-bought',
  'staff-authorised',
  'staff-authorised-administrative',
  'staff-authorised-institution',
  'staff-authorised-workman',
  'staff-actual',
  'staff-actual-administrative',
  'staff-actual-institution',
  'staff-actual-workman',
  'staff-retired',
  'offices',
] as const;

export type RegisterMeasure = (typeof registerMeasures)[number];

/** Texts that the department writes itself, a string a paragraph, without numbers in front. */
export interface DepartmentTexts {
  readonly duties: readonly string[];
  /** Names of the inner offices, 办公室 first. */
  readonly offices: readonly string[];
  /** Names of the units whose accounts are summed, 本级 first. */
  readonly units: readonly string[];
  /** What money was spent on, after 主要用于: 'abroad', 'vehicle-running', 'reception', 'meetings', 'training', 'code:2101506' … */
  readonly purposes: Readonly<Record<string, string>>;
  /** Why there are more people than posts, where there are. */
  readonly staffNote?: string;
  /** How evaluating was organised, beside what the evaluations say; none where there is nothing to add. */
  readonly evaluating: readonly string[];
  /** Other matters; none where there is nothing to say. */
  readonly otherMatters: readonly string[];
  /** 电话 and 地址 as printed. */
  readonly contact: readonly string[];
}

/** A figure of the catalogue, as an exact decimal in its own unit. */
export interface CatalogueFigure {
  readonly value: string;
  readonly origin: FigureOrigin;
}

export interface NarrativeFacts {
  readonly accounts: StatementFacts;
  /** The year before; null where the department did not exist or has no accounts of it. */
  readonly prior: StatementFacts | null;
  /**
   * Where the year before has no accounts here: what it was published with, by `priorKey`. What is not among them is not
   * compared with.
   */
  readonly priorFigures?: Readonly<Record<string, KnownFigure>>;
  /** How the document speaks of itself. */
  readonly self: '本部门' | '本单位';
  /** 年初预算 of 一般公共预算财政拨款, by 项. */
  readonly startBudget: Readonly<Record<string, KnownFigure>>;
  /** 年初预算 of 机关运行经费, where a province compares with it. */
  readonly runningCostBudget: KnownFigure | null;
  readonly registers: Readonly<Partial<Record<RegisterMeasure, KnownFigure>>>;
  readonly texts: DepartmentTexts;
  /** The year's evaluations that two people have made. */
  readonly performance: PerformanceFacts;
  /** Figures of the catalogue that sentences name, by `id` or `id[dimension=value …]`. */
  readonly catalogue: ReadonlyMap<string, CatalogueFigure>;
  /** Reasons as people gave them, by `reasonKey`. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** 'income-total fiscal': a measure and whose money it counts. */
export function priorKey(measure: string, scope: Scope): string {
  return `${measure} ${scope}`;
}
