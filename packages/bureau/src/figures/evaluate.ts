/**
 * The value of a formula from the values of its operands, exactly: a fraction of whole numbers, rounded once where it is
 * printed. Ratios come out as per cent.
 *
 *     (a - a[prior]) / a[prior] with 1180.00 and 1000.00 → 18/100, printed 18.00
 */
import { type Exact, exactPlaces, formatExact, one, parseExact, roundFraction } from '@mingzhang/kernel';
import { type Operand, operandsOf } from './formula.ts';

export interface Rational {
  readonly numerator: bigint;
  /** Above zero. */
  readonly denominator: bigint;
}

export type Evaluation =
  | { readonly value: Rational }
  /** An operand has no value, or the formula divides by nothing. */
  | { readonly missing: Operand }
  | { readonly divisionByZero: true };

/** Evaluates a formula of the catalogue; `operandValue` gives an operand's exact decimal, or null where there is none. */
export function evaluate(formula: string, operandValue: (operand: Operand) => string | null): Evaluation {
  const operands = operandsOf(formula);
  if (operands === null) throw new Error(`not a formula: ${formula}`);
  const values: Rational[] = [];
  for (const operand of operands) {
    const text = operandValue(operand);
    if (text === null) return { missing: operand };
    const parsed = parseExact(text);
    if (parsed === null) throw new Error(`not a number: ${text}`);
    values.push({ numerator: parsed, denominator: one });
  }
  const tokens = formula.match(/[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:\{[^}]*\})?(?:\[prior\])?|[-+/()]/g) ?? [];
  const reader = new Reader(tokens, values);
  const value = reader.sum();
  return value === null ? { divisionByZero: true } : { value: reduced(value) };
}

/** Sums of quotients, from left to right, as the formulas are written. Null: something is divided by nothing. */
class Reader {
  private at = 0;
  private used = 0;
  private readonly tokens: readonly string[];
  private readonly values: readonly Rational[];

  constructor(tokens: readonly string[], values: readonly Rational[]) {
    this.tokens = tokens;
    this.values = values;
  }

  sum(): Rational | null {
    let left = this.quotient();
    while (this.tokens[this.at] === '+' || this.tokens[this.at] === '-') {
      const sign = this.tokens[this.at] === '+' ? 1n : -1n;
      this.at += 1;
      const right = this.quotient();
      if (left === null || right === null) left = null;
      else {
        left = {
          numerator: left.numerator * right.denominator + sign * right.numerator * left.denominator,
          denominator: left.denominator * right.denominator,
        };
      }
    }
    return left;
  }

  private quotient(): Rational | null {
    let left = this.single();
    while (this.tokens[this.at] === '/') {
      this.at += 1;
      const right = this.single();
      if (left === null || right === null || right.numerator === 0n) left = null;
      else {
        const sign = right.numerator < 0n ? -1n : 1n;
        left = {
          numerator: left.numerator * right.denominator * sign,
          denominator: left.denominator * right.numerator * sign,
        };
      }
    }
    return left;
  }

  private single(): Rational | null {
    if (this.tokens[this.at] === '(') {
      this.at += 1;
      const inner = this.sum();
      this.at += 1;
      return inner;
    }
    this.at += 1;
    this.used += 1;
    return this.values[this.used - 1] ?? null;
  }
}

function reduced({ numerator, denominator }: Rational): Rational {
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? { numerator: 0n, denominator: 1n } : { numerator: numerator / a, denominator: denominator / a };
}

/** Printed to so many places, rounded once. `percent` multiplies by a hundred before that. */
export function printRational({ numerator, denominator }: Rational, places: number, percent = false): string {
  const scale = 10n ** BigInt(places) * (percent ? 100n : 1n);
  const rounded: Exact = roundFraction(numerator * scale, denominator) * 10n ** BigInt(exactPlaces - places);
  return formatExact(rounded, places);
}
