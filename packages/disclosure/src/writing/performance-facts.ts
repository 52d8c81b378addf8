/**
 * What sentences tell of a year's evaluations: money and rate of execution, score and grade, what was missed and why, and what is made of
 * the result. All of it is worked out before; a sentence only prints it.
 */
import { type KnownFigure } from './narrative-facts.ts';
import { type FigureOrigin } from './written.ts';

/** A value as it is printed, its unit with it: 98.5分, ≥120家次, 效果明显. */
export interface PrintedValue {
  readonly text: string;
  readonly origin: FigureOrigin | null;
}

/**
 * An indicator that wants a reason: below its target, far above it, or with points taken off though the target was reached – a cost
 * under its limit where less was delivered.
 */
export interface Shortfall {
  readonly indicator: string;
  readonly kind: 'missed' | 'far-above' | 'deducted';
  readonly target: PrintedValue;
  readonly actual: PrintedValue;
  readonly points: PrintedValue;
  readonly score: PrintedValue;
  readonly reason: string;
  readonly measure: string;
}

export interface EvaluationFacts {
  /** 城乡医疗救助项目, 部门整体支出 */
  readonly name: string;
  readonly annual: KnownFigure;
  readonly executed: KnownFigure;
  readonly score: PrintedValue;
  readonly grade: string;
  readonly goal: string;
  readonly outcome: string;
  readonly shortfalls: readonly Shortfall[];
  /** The department's own evaluation. */
  readonly review: { readonly score: PrintedValue; readonly grade: string; readonly opinion: string } | null;
  /** What is made of the result: 压减预算, with the amount where one goes with it. */
  readonly use: { readonly kind: string; readonly amount: KnownFigure | null; readonly note: string } | null;
}

/** The projects that got a grade. */
export interface GradeCount {
  readonly grade: string;
  readonly count: PrintedValue;
}

export interface PerformanceFacts {
  readonly overall: EvaluationFacts | null;
  readonly projects: readonly EvaluationFacts[];
  /** How many projects were evaluated, with what money, and with which grades; null where none was. */
  readonly covered: {
    readonly count: PrintedValue;
    readonly funds: KnownFigure;
    readonly grades: readonly GradeCount[];
  } | null;
}

/** Of a year in which nothing has been evaluated yet. */
export const nothingEvaluated: PerformanceFacts = { overall: null, projects: [], covered: null };
