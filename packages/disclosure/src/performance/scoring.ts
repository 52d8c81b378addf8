/**
 * Scores, exactly: fractions of whole numbers, each rounded once by the rules in force.
 *
 *     ≥100, actual 95, 10 points → 9.5      ≤30, actual 40, 5 points → 3.75      99 of 100 spent, 10 points → 9.9
 *
 * 财预〔2020〕10号 lets a reached indicator have its full points and one not reached its share; a qualitative one has a place in
 * the range of its band. What places settle differently is in the rules.
 */
import { type Exact, exact, exactPlaces, formatExact, one, parseExact, roundFraction } from '@mingzhang/kernel';
import { type Band, type Grade, gradeOf, type Level1, type Level2, type ScoringRules } from './rules.ts';

/** More is better, less is better, or judged in words. */
export type Direction = 'up' | 'down' | 'qualitative';

/** How a missed indicator is scored: its share, or nothing. */
export type MissRule = 'share' | 'nothing';

export interface Indicator {
  readonly level1: Level1;
  readonly level2: Level2;
  readonly name: string;
  readonly direction: Direction;
  /** A decimal in `unit`; the words of a qualitative one. */
  readonly target: string;
  /** As printed behind the figure: 次, 万元, %; '' for words. */
  readonly unit: string;
  readonly points: string;
  readonly rule: MissRule;
}

/** What came of an indicator. */
export type Actual =
  | { readonly kind: 'figure'; readonly value: string }
  /** `percent` of the points, within the band. */
  | { readonly kind: 'words'; readonly words: string; readonly band: Band; readonly percent: string };

export interface Explained {
  readonly actual: Actual;
  /** 偏差原因 and 改进措施; '' where none is needed. */
  readonly reason: string;
  readonly measure: string;
  /** Far above its target because that was set too low. */
  readonly targetTooLow: boolean;
}

export interface ScoredIndicator {
  readonly score: Exact;
  readonly points: Exact;
  /** The target was not reached. */
  readonly missed: boolean;
  /** The actual value is beyond the limit from which it needs a reason. */
  readonly farAbove: boolean;
}

interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const hundred = exact('100');
const whole: Fraction = { numerator: 1n, denominator: 1n };
const nothing: Fraction = { numerator: 0n, denominator: 1n };

/** points × numerator ÷ denominator, rounded once as the rules say. */
export function scoreOf(points: Exact, { numerator, denominator }: Fraction, rules: ScoringRules): Exact {
  const step = 10n ** BigInt(exactPlaces - rules.places);
  const [n, d] = [points * numerator, denominator * step];
  return (rules.rounding === 'down' ? n / d : roundFraction(n, d)) * step;
}

/** A decimal of an indicator; a broken promise where it is none: what is stored has been looked at. */
function decimal(text: string): Exact {
  const value = parseExact(text);
  if (value === null) throw new Error(`not a decimal: ${text}`);
  return value;
}

/** The share of its points that a figure has earned. */
function shareOf(target: Exact, actual: Exact, { direction, rule }: Indicator, rules: ScoringRules): Fraction {
  const missed = direction === 'up' ? actual < target : actual > target;
  if (!missed) return whole;
  if (rule === 'nothing') return nothing;
  if (direction === 'up') return actual <= 0n ? nothing : { numerator: actual, denominator: target };
  switch (rules.upperLimit) {
    case 'target-over-actual':
      return target <= 0n ? nothing : { numerator: target, denominator: actual };
    case 'excess-deducted': {
      const left = target * 2n - actual;
      return left <= 0n || target <= 0n ? nothing : { numerator: left, denominator: target };
    }
    case 'nothing':
      return nothing;
  }
}

/** Scores one indicator by itself. */
export function scoreIndicator(indicator: Indicator, explained: Explained, rules: ScoringRules): ScoredIndicator {
  const points = decimal(indicator.points);
  const { actual } = explained;
  if (actual.kind === 'words') {
    const percent = decimal(actual.percent);
    const score = scoreOf(points, { numerator: percent, denominator: hundred }, rules);
    return { score, points, missed: score < points, farAbove: false };
  }
  const [target, value] = [decimal(indicator.target), decimal(actual.value)];
  const missed = indicator.direction === 'up' ? value < target : value > target;
  const limit = decimal(rules.farAbove.limit);
  const farAbove = indicator.direction === 'up' && target > 0n && value * hundred > target * limit;
  const tooLow = farAbove && explained.targetTooLow && rules.farAbove.deduction === 'limit-over-actual';
  const share = tooLow
    ? { numerator: target * limit, denominator: value * hundred }
    : shareOf(target, value, indicator, rules);
  return { score: scoreOf(points, share, rules), points, missed, farAbove };
}

export interface Spending {
  /** Fen: 全年预算 after adjustment, and what was executed. */
  readonly annual: bigint;
  readonly executed: bigint;
}

/** Executed ÷ annual budget in per cent, two decimals; null where there was no budget. */
export function executionRate({ annual, executed }: Spending): Exact | null {
  if (annual <= 0n) return null;
  const step = 10n ** BigInt(exactPlaces - 2);
  return roundFraction(executed * hundred, annual * step) * step;
}

/** The score of budget execution: its share of the points, never more than all of them. */
export function scoreExecution({ annual, executed }: Spending, rules: ScoringRules): Exact {
  const points = decimal(rules.points.execution);
  if (annual <= 0n || executed <= 0n) return 0n;
  const share = executed >= annual ? whole : { numerator: executed, denominator: annual };
  return scoreOf(points, share, rules);
}

export interface Scored {
  readonly execution: { readonly points: Exact; readonly score: Exact; readonly rate: Exact | null };
  readonly indicators: readonly ScoredIndicator[];
  readonly total: Exact;
  readonly grade: Grade;
}

/** Scores a whole form: execution, indicators in their order, total and grade. */
export function scoreForm(
  lines: readonly { readonly indicator: Indicator; readonly explained: Explained }[],
  spending: Spending,
  rules: ScoringRules,
): Scored {
  const alone = lines.map(({ indicator, explained }) => scoreIndicator(indicator, explained, rules));
  const delivered = deliveredShare(lines, alone);
  const indicators = alone.map((scored, at) => {
    const line = lines[at];
    if (!rules.costNeedsOutput || delivered === null || line === undefined || !isUnderCost(line)) return scored;
    const most = scoreOf(scored.points, delivered, rules);
    return scored.score <= most ? scored : { ...scored, score: most };
  });
  const execution = {
    points: decimal(rules.points.execution),
    score: scoreExecution(spending, rules),
    rate: executionRate(spending),
  };
  const total = indicators.reduce((sum, { score }) => sum + score, execution.score);
  return { execution, indicators, total, grade: gradeOf(total, rules) };
}

/** A cost below its limit: less was spent, which is no merit where less was done. */
function isUnderCost({
  indicator,
  explained,
}: {
  readonly indicator: Indicator;
  readonly explained: Explained;
}): boolean {
  const { actual } = explained;
  return (
    indicator.direction === 'down' &&
    indicator.level2.startsWith('cost') &&
    actual.kind === 'figure' &&
    decimal(actual.value) < decimal(indicator.target)
  );
}

/** True if a form may not leave the indicator without a reason and a measure. */
export function needsReason({ score, points, missed, farAbove }: ScoredIndicator): boolean {
  return missed || farAbove || score < points;
}

/** How much of the quantities was delivered, by their points; null where the form counts none. */
function deliveredShare(
  lines: readonly { readonly indicator: Indicator }[],
  scored: readonly ScoredIndicator[],
): Fraction | null {
  const quantities = scored.filter((_, at) => lines[at]?.indicator.level2 === 'quantity');
  const points = quantities.reduce((sum, one_) => sum + one_.points, 0n);
  if (points === 0n) return null;
  return { numerator: quantities.reduce((sum, { score }) => sum + score, 0n), denominator: points };
}

/** Prints points, scores and per cent without trailing zeros: 9.50 → '9.5', 10 → '10'. */
export function plainNumber(value: Exact): string {
  return formatExact(value);
}

/** ≥20次, ≤15万元, 100%, 效果明显: what a form prints as the target. A share of a hundred cannot be exceeded. */
export function targetText({ direction, target, unit }: Pick<Indicator, 'direction' | 'target' | 'unit'>): string {
  if (direction === 'qualitative') return target;
  if (direction === 'up' && unit === '%' && parseExact(target) === hundred) return '100%';
  return `${direction === 'up' ? '≥' : '≤'}${target}${unit}`;
}

/** What a form prints as the actual value; figures to two decimals at most. */
export function actualText({ unit }: Pick<Indicator, 'unit'>, actual: Actual): string {
  if (actual.kind === 'words') return actual.words;
  const value = decimal(actual.value);
  return `${formatExact(roundFraction(value, one / 100n) * (one / 100n))}${unit}`;
}
