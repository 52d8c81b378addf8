/**
 * Money as integer fen, and how a disclosure prints it. Nothing here is floating point: a ratio is computed from fen and
 * rounded once, half away from zero, as 四舍五入 does.
 *
 *     wan(155268_95_00n) … 1552.69 万元 is 1_552_690_000 fen give or take half of 0.01 万元
 */

export type Fen = bigint;

const fenPerCentOfWan = 10_000n;

function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const quotient = (2n * n + d) / (2n * d);
  return negative ? -quotient : quotient;
}

/** Prints an integer count of 10^-places units with that many decimals. */
export function printScaled(value: bigint, places: number): string {
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0');
  if (places === 0) return sign + digits;
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** 万元 with two decimals, rounded on its own. */
export function wan(fen: Fen): string {
  return printScaled(divideRounded(fen, fenPerCentOfWan), 2);
}

/** 万元 as an integer count of 0.01 万元. */
export function wanCents(fen: Fen): bigint {
  return divideRounded(fen, fenPerCentOfWan);
}

/** 元 with two decimals: exact. */
export function yuan(fen: Fen): string {
  return printScaled(fen, 2);
}

/** 元 without decimals. */
export function wholeYuan(fen: Fen): string {
  return printScaled(divideRounded(fen, 100n), 0);
}

/** 100 × numerator ÷ denominator with `places` decimals. The denominator must not be zero. */
export function percent(numerator: Fen, denominator: Fen, places = 2): string {
  if (denominator === 0n) throw new Error('a share of nothing');
  return printScaled(divideRounded(numerator * 100n * 10n ** BigInt(places), denominator), places);
}

/** Drops trailing zeros after the point: 77.00 → 77, 7.70 → 7.7. */
export function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
}

/** Puts separators between thousands: 4889.88 → 4,889.88. */
export function withThousands(text: string): string {
  const [whole = '', decimals] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

/** Fen from 万元 written plainly, for the figures of a test: fen('12.50') → 12_500_000n. */
export function fen(wanText: string): Fen {
  const [whole = '0', decimals = ''] = wanText.split('.');
  return BigInt(whole + decimals.padEnd(6, '0').slice(0, 6));
}

export function sum(list: Iterable<Fen>): Fen {
  let total = 0n;
  for (const item of list) total += item;
  return total;
}
