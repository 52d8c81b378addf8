/**
 * Points add up to a hundred by construction: those of the first levels are the rules', and a level's points are shared out over its
 * indicators by their weights until nothing is left. Points that somebody sets by hand are taken only where they add up.
 */
import { type Exact, exact, formatExact, parseExact } from '@mingzhang/kernel';
import { type Level1, level1Names, level1s, type ScoringRules } from './rules.ts';
import { type Indicator } from './scoring.ts';

const hundredth = exact('0.01');

/**
 * Shares points out by weights in steps of `step`: each has what its weight gives, cut off, and what is left over goes to those that
 * lost most by the cut, the first of equals first.
 *
 *     allotPoints('20', [1, 1, 1], '1') → ['7', '7', '6']
 */
export function allotPoints(points: string, weights: readonly number[], step = '1'): readonly string[] {
  const unit = parseExact(step);
  const total = parseExact(points);
  if (unit === null || total === null || unit < hundredth || total % unit !== 0n)
    throw new Error('points do not divide');
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (weights.length === 0 || sum <= 0 || weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0))
    throw new Error('weights are whole numbers, not all zero');
  const steps = total / unit;
  const cut = weights.map((weight) => (steps * BigInt(weight)) / BigInt(sum));
  const lost = weights.map((weight) => (steps * BigInt(weight)) % BigInt(sum));
  let left = Number(steps - cut.reduce((all, one) => all + one, 0n));
  const order = lost.map((_, at) => at).toSorted((a, b) => Number((lost[b] ?? 0n) - (lost[a] ?? 0n)) || a - b);
  const given = [...cut];
  for (const at of order) {
    if (left === 0) break;
    given[at] = (given[at] ?? 0n) + 1n;
    left -= 1;
  }
  return given.map((one) => formatExact(one * unit));
}

export interface PointsDifference {
  readonly level1: Level1;
  readonly name: string;
  readonly stated: Exact;
  readonly expected: Exact;
}

/** The first levels whose indicators do not come to the rules' points; none where all of them do, and then they are a hundred. */
export function pointsDifferences(
  indicators: readonly Pick<Indicator, 'level1' | 'points'>[],
  rules: ScoringRules,
): readonly PointsDifference[] {
  return level1s.flatMap((level1): readonly PointsDifference[] => {
    const expected = exact(rules.points[level1] ?? '0');
    const stated = indicators
      .filter((indicator) => indicator.level1 === level1)
      .reduce((sum, { points }) => sum + (parseExact(points) ?? 0n), 0n);
    return stated === expected ? [] : [{ level1, name: level1Names[level1], stated, expected }];
  });
}
