/** How the narrative prints its figures: 万元 with two decimals, rates with two, a plain 0 for nothing. */
import { exactPlaces, type Fen, formatExact, roundFraction, wanyuanOfFen } from '@mingzhang/kernel';

/** 万元 with two decimals: 15_526_949_999 fen → '15526.95'; '0' where that is nothing. */
export function wanyuan(amount: Fen): string {
  const rounded = wanyuanOfFen(amount);
  return rounded === 0n ? '0' : formatExact(rounded, 2);
}

/** True if the amount prints as nothing. */
export function printsAsZero(amount: Fen): boolean {
  return wanyuanOfFen(amount) === 0n;
}

/**
 * A rate with two decimals, and with more where two would make nothing of something: '75.90', '0.0004'. An exact 100 is printed
 * bare. What is printed as nothing is 0 per cent, also of nothing; else the denominator must not be zero.
 */
export function percent(numerator: Fen, denominator: Fen): string {
  if (printsAsZero(numerator)) return '0';
  if (numerator === denominator) return '100';
  const top = BigInt(numerator) * 100n;
  for (let places = 2; ; places += 1) {
    const rounded = roundFraction(top * 10n ** BigInt(places), BigInt(denominator));
    if (rounded !== 0n || places === exactPlaces)
      return formatExact(rounded * 10n ** BigInt(exactPlaces - places), places);
  }
}
