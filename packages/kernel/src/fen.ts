/**
 * Money is an integer count of fen. Every sum goes through this module, which asserts that the result is still a safe
 * integer; every product goes through bigint, so that 90 亿元 × 10,000 does not lose its last digits on the way.
 *
 *     parseYuan('1552.69') → 155269        formatYuan(155269) → '1552.69'
 *     multiplyFen(10_000, { numerator: 1, denominator: 3 }) → 3333
 *     formatExact(wanyuanOfFen(15_526_949_999), 2) → '15526.95'
 */
import { type Exact, exactPlaces, formatExact, parseExact } from './exact.ts';

/** An integer count of fen; negative where money is taken back. Between −90 万亿元 and 90 万亿元 (2⁵³ fen). */
export type Fen = number;

/** An exact ratio of two integers; the denominator is not zero. */
export interface Fraction {
  readonly numerator: number | bigint;
  readonly denominator: number | bigint;
}

/** The same number as fen; throws unless it is a safe integer. Minus zero becomes zero. */
export function fen(value: number): Fen {
  if (!Number.isSafeInteger(value)) throw new Error(`not an amount in fen: ${value}`);
  return value === 0 ? 0 : value;
}

export function addFen(a: Fen, b: Fen): Fen {
  return fen(fen(a) + fen(b));
}

export function subtractFen(a: Fen, b: Fen): Fen {
  return fen(fen(a) - fen(b));
}

export function negateFen(amount: Fen): Fen {
  return fen(-fen(amount));
}

/** The sum; zero for none. */
export function sumFen(amounts: Iterable<Fen>): Fen {
  let sum = 0;
  for (const amount of amounts) sum = addFen(sum, amount);
  return sum;
}

/**
 * The one rounding operator: numerator ÷ denominator to the nearest integer, a half away from zero, as 四舍五入 does
 * (2.5 → 3, −2.5 → −3).
 */
export function roundFraction(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new Error('division by zero');
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const quotient = (n * 2n + d) / (d * 2n);
  return negative ? -quotient : quotient;
}

/** amount × fraction, rounded once to whole fen. */
export function multiplyFen(amount: Fen, { numerator, denominator }: Fraction): Fen {
  return fen(Number(roundFraction(BigInt(fen(amount)) * BigInt(numerator), BigInt(denominator))));
}

const exactPerFen = 10n ** BigInt(exactPlaces - 2);

/**
 * Reads an amount in yuan with at most two decimals (`1552.69`, `-3`, `0.5`); null for anything else, and for what does not
 * fit. Separators and units are for the caller to remove.
 */
export function parseYuan(text: string): Fen | null {
  const value = parseExact(text);
  if (value === null || value % exactPerFen !== 0n) return null;
  const amount = Number(value / exactPerFen);
  return Number.isSafeInteger(amount) ? fen(amount) : null;
}

/** Prints in yuan with two decimals and no separators: 155269 → '1552.69', −5 → '-0.05'. */
export function formatYuan(amount: Fen): string {
  return formatExact(BigInt(fen(amount)) * exactPerFen, 2);
}

/** The amount in 万元 to two decimals, half away from zero: what a final-accounts table prints. */
export function wanyuanOfFen(amount: Fen): Exact {
  return roundFraction(BigInt(fen(amount)), 10_000n) * exactPerFen;
}
