/** Exact decimals as the server sends them: added up, compared and printed, never turned into floating point. */
import { grouped } from './amount.tsx';

interface Scaled {
  readonly digits: bigint;
  readonly places: number;
}

function scaled(text: string): Scaled {
  const [whole = '0', decimals = ''] = text.split('.');
  return { digits: BigInt(`${whole}${decimals}`), places: decimals.length };
}

function withPlaces({ digits, places }: Scaled, wanted: number): bigint {
  return digits * 10n ** BigInt(wanted - places);
}

function printed(digits: bigint, places: number): string {
  const text = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0');
  const sign = digits < 0n ? '-' : '';
  return places === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -places)}.${text.slice(-places)}`;
}

/** The sum, with as many decimals as the finest of them: `['1.5', '2']` → `3.5`; nothing at all is `0`. */
export function exactSum(texts: readonly string[]): string {
  const all = texts.map(scaled);
  const places = Math.max(0, ...all.map((one) => one.places));
  return printed(
    all.reduce((sum, one) => sum + withPlaces(one, places), 0n),
    places,
  );
}

/** True if both are the same number, however many noughts it is written with. */
export function sameNumber(a: string, b: string): boolean {
  const [first, second] = [scaled(a), scaled(b)];
  const places = Math.max(first.places, second.places);
  return withPlaces(first, places) === withPlaces(second, places);
}

export type MoneyUnit = '元' | '万元';

/** Yuan as 万元 with two decimals, half away from zero: `20969986.84` → `2097.00`. */
export function inWan(yuan: string): string {
  const { digits, places } = scaled(yuan);
  const divisor = 10n ** BigInt(places + 2);
  const size = digits < 0n ? -digits : digits;
  const rounded = (size + divisor / 2n) / divisor;
  return printed(digits < 0n ? -rounded : rounded, 2);
}

/** A value of a unit for the eye: thousands set apart, and yuan as 万元 where that is wished. */
export function shownIn(value: string, unit: string, money: MoneyUnit): string {
  return grouped(unit === '元' && money === '万元' ? inWan(value) : value);
}
