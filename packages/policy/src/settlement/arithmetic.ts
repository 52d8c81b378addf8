/**
 * The engine's arithmetic: plain integers that cannot leave the exact range of a number, because what comes in is bounded.
 *
 *     ratioOf(230_00, 10_000) → 230_00        ratioOf(999, 5_000) → 500 (499.5, a half goes up)
 *
 * Amounts are fen up to ten million yuan for a line and a hundred million for a bill; ratios are ten-thousandths: a product is
 * below 10^14, far from 2^53. Nothing is divided but by these powers of ten, and every quotient is rounded from its remainder.
 */
import { type Fen } from '@mingzhang/kernel';

/** A line of a bill: ten million yuan. */
export const lineAmountAtMost: Fen = 1_000_000_000;

/** A year of one person's care: a hundred million yuan. */
export const amountAtMost: Fen = 10_000_000_000;

/** One as a ratio in ten-thousandths. */
export const whole = 10_000;

/** amount × ratio, rounded to the fen, a half up (四舍五入). Neither may be negative. */
export function ratioOf(amount: Fen, ratio: number): Fen {
  return roundedQuotient(amount * ratio, whole);
}

/**
 * numerator ÷ denominator to the nearest integer, a half up; both whole, neither negative, below 2^53. The quotient of two such
 * numbers can be rounded up to the next whole one, which its remainder shows; `%` would be exact too, and several times slower.
 */
export function roundedQuotient(numerator: number, denominator: number): number {
  let quotient = Math.floor(numerator / denominator);
  let remainder = numerator - quotient * denominator;
  if (remainder < 0) {
    quotient -= 1;
    remainder += denominator;
  }
  return remainder * 2 >= denominator ? quotient + 1 : quotient;
}

/** Millionths of a yuan × ten-thousandths of a piece, per fen. */
export const perFen = 100_000_000;

/** unit price (millionths of a yuan) × quantity (ten-thousandths), in fen, a half up. */
export function priceTimesQuantity(price: number, quantity: number): Fen {
  const product = price * quantity;
  if (product <= Number.MAX_SAFE_INTEGER) return roundedQuotient(product, perFen);
  const exact = BigInt(price) * BigInt(quantity);
  const remainder = exact % BigInt(perFen);
  return Number(exact / BigInt(perFen)) + (remainder * 2n >= BigInt(perFen) ? 1 : 0);
}
