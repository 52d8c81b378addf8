/**
 * What had been used of a year, as it stands in a settlement's row before and after: what is zero or empty is left out, since most of
 * it always is. The year's own row, which is asked by amounts, keeps all of it.
 *
 *     usedText({ year: 2024, stays: {}, pool: 2_240, … })  →  '{"year":2024,"pool":2240}'
 */
import { type Accumulators, noneUsed } from '@mingzhang/policy';

export function usedText(used: Accumulators): string {
  const kept: Record<string, unknown> = {};
  for (const name in used) {
    const value = used[name as keyof Accumulators];
    if (typeof value === 'number' ? value !== 0 : Object.keys(value).length > 0) kept[name] = value;
  }
  return JSON.stringify(kept);
}

/** Of a row's column; rows that were written in full read the same. */
export function usedOf(kept: unknown): Accumulators {
  const { year, ...rest } = kept as Pick<Accumulators, 'year'> & Partial<Accumulators>;
  return { ...noneUsed(year), ...rest };
}
