/**
 * Exact decimals: numbers as they are printed, never floating point.
 *
 * An `Exact` is an integer count of 10⁻⁸ of a unit (yuan, person, per cent …). Eight places hold one fen written in 亿元
 * and a ratio to six places, so everything a disclosure prints is held without loss:
 *
 *     exact('1,552.69') → 155269000000n      formatExact(155269000000n) → '1552.69'
 */
export type Exact = bigint;

/** How many decimal places an `Exact` holds. */
export const exactPlaces = 8;

/** One unit as an `Exact`. */
export const one: Exact = 100_000_000n;

const plainNumber = /^([+-]?)(\d+)(?:\.(\d*))?$/;

/**
 * Reads a plain decimal (`1552.69`, `-1.5`, `+3`); thousands separators and spaces are for the caller to remove.
 * Returns null for anything else, and for more decimal places than an `Exact` holds.
 */
export function parseExact(text: string): Exact | null {
  const match = plainNumber.exec(text);
  if (match === null) return null;
  const [, sign, whole = '', decimals = ''] = match;
  if (decimals.length > exactPlaces || whole.length > 24) return null;
  const value = BigInt(whole + decimals.padEnd(exactPlaces, '0'));
  return sign === '-' ? -value : value;
}

/** As `parseExact`, for literals in our own code and tests; throws on anything that is not a plain decimal. */
export function exact(text: string): Exact {
  const value = parseExact(text.replaceAll(',', ''));
  if (value === null) throw new Error(`not a plain decimal: ${text}`);
  return value;
}

/** Prints with at least `places` decimals, more only where needed: formatExact(exact('2.5'), 2) → '2.50'. */
export function formatExact(value: Exact, places = 0): string {
  const digits = absolute(value)
    .toString()
    .padStart(exactPlaces + 1, '0');
  const whole = digits.slice(0, -exactPlaces);
  const decimals = digits.slice(-exactPlaces).replace(/0+$/, '').padEnd(places, '0');
  return `${value < 0n ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}`;
}

/** The absolute value. */
export function absolute(value: Exact): Exact {
  return value < 0n ? -value : value;
}

/** Rounds half away from zero to `places` decimals, as 四舍五入 does: 2.345 → 2.35, −2.345 → −2.35. */
export function roundExact(value: Exact, places: number): Exact {
  const step = 10n ** BigInt(exactPlaces - places);
  const half = step / 2n;
  return value < 0n ? -(((-value + half) / step) * step) : ((value + half) / step) * step;
}

/** Cuts off after `places` decimals, as a careless conversion does: 2.349 → 2.34, −2.349 → −2.34. */
export function truncateExact(value: Exact, places: number): Exact {
  const step = 10n ** BigInt(exactPlaces - places);
  return (value / step) * step;
}

/** numerator ÷ denominator to eight places, rounded half away from zero. The denominator must not be zero. */
export function divideExact(numerator: Exact, denominator: Exact): Exact {
  if (denominator === 0n) throw new Error('division by zero');
  const negative = numerator < 0n !== denominator < 0n;
  const n = absolute(numerator) * one;
  const d = absolute(denominator);
  const quotient = (n + d / 2n) / d;
  return negative ? -quotient : quotient;
}

/** A closed interval: what a printed figure can stand for. */
export interface Interval {
  readonly low: Exact;
  readonly high: Exact;
}

export function intervalAround(value: Exact, half: Exact): Interval {
  return { low: value - half, high: value + half };
}

/** True if the two closed intervals share a point. */
export function intervalsMeet(a: Interval, b: Interval): boolean {
  return a.low <= b.high && b.low <= a.high;
}
