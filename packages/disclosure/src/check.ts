/**
 * What a check is. One check, one file, one page, one test, all of the same name; metadata above logic.
 *
 * A check states relations (the engine in `judge.ts` decides them, with rounding and root causes) or reports findings of
 * its own (`judge(ok, …)`). It never decides severity `rounding` itself and never looks at lines: it works on the model.
 */
import { type Certainty, type Finding, type Place, type RelatedPlace, type Severity } from '@mingzhang/kernel';
import { type Disclosure } from './model.ts';
import { type Quantity } from './quantity.ts';

export interface CheckMeta {
  /** kebab-case; says what should be true: 'code-tree-adds-up'. */
  readonly id: string;
  /** One of the families of the labels, lower case: 'tab', 'xtab', 'narr-sum', 'perf-pts' … */
  readonly family: string;
  /** Severity of a violation that rounding cannot explain. */
  readonly severity: Severity;
  readonly certainty: Certainty;
  /** Short Chinese name shown in lists: '功能分类逐级汇总一致'. */
  readonly name: string;
  /** One Chinese sentence: what should be true. */
  readonly help: string;
  /** Legal or normative source, only where graded A or B in the facts. */
  readonly article?: string;
}

/** A term of a sum. */
export interface Term {
  readonly quantity: Quantity;
  readonly sign: 1 | -1;
}

interface RelationBase {
  /** Overrides of the check's own. */
  readonly certainty?: Certainty;
  readonly severity?: Severity;
  /** Quantity to accuse when no root cause tells better; must be one of the relation's own. */
  readonly accuse: Quantity;
  /** Chinese: how it was computed, without figures: '各款之和'. */
  readonly reason: string;
  readonly also?: readonly RelatedPlace[];
}

/** whole = Σ ± parts. One part of sign +1: both are the same figure stated twice. */
export interface SumRelation extends RelationBase {
  readonly kind: 'sum';
  readonly whole: Quantity;
  readonly parts: readonly Term[];
}

/** ratio (per cent) = 100 × Σ ± numerator ÷ Σ ± denominator. */
export interface RatioRelation extends RelationBase {
  readonly kind: 'ratio';
  readonly ratio: Quantity;
  readonly numerator: readonly Term[];
  readonly denominator: readonly Term[];
}

/** left ≥ right. */
export interface AtLeastRelation extends RelationBase {
  readonly kind: 'at-least';
  readonly left: Quantity;
  readonly right: Quantity;
}

export type Relation = SumRelation | RatioRelation | AtLeastRelation;

/** What a check says of itself when it reports a finding without the relation engine. */
export interface Judgement {
  readonly severity?: Severity;
  readonly certainty?: Certainty;
  readonly place: Place;
  readonly also?: readonly RelatedPlace[];
  readonly stated?: string;
  readonly expected?: string;
  readonly difference?: string;
  readonly message: string;
  /** What the finding is about, for its id, where stated figures alone would not tell two apart. */
  readonly labels?: readonly string[];
}

export interface Report {
  /** States a relation; it is counted, and becomes a finding or a consequence of one if it does not hold. */
  relation(relation: Relation): void;
  /** Counts one thing looked at; when `ok` is false the judgement becomes a finding. */
  judge(ok: boolean, judgement: () => Judgement): void;
  /** Says that the document has nothing for this check, and why. */
  notApplicable(why: string): void;
}

export interface Check {
  readonly meta: CheckMeta;
  run(document: Disclosure, report: Report): void;
}

/** The audit object's findings and counts; the contract's shape, without the file's own facts. */
export interface Checked {
  readonly check: string;
  readonly relations: number;
  readonly held: number;
  readonly notApplicable?: string;
}

export interface AuditOutcome {
  readonly findings: readonly Finding[];
  readonly checked: readonly Checked[];
  readonly relations: number;
  readonly held: number;
}
