/**
 * Printed figures: '2,781.88万元', '６８．３５％', '10人次', '——'. Values are exact; what a figure can stand for follows
 * the rounding rules of `quantity.ts`.
 */
import { type Exact, formatExact, one, parseExact, roundExact, truncateExact } from '@mingzhang/kernel';
import { squeeze } from './compact.ts';
import { type Dimension, type Quantity } from './quantity.ts';

export interface Figure {
  readonly value: Exact;
  readonly half: Exact;
  readonly dimension: Dimension;
  readonly unit: string;
  readonly unitFactor: Exact;
  readonly decimals: number;
}

interface UnitDefinition {
  readonly dimension: Dimension;
  readonly factor: Exact;
}

const tenThousand = one * 10_000n;
const hundredMillion = one * 100_000_000n;

const moneyUnits: Readonly<Record<string, Exact>> = {
  元: one,
  千元: one * 1_000n,
  百元: one * 100n,
  万元: tenThousand,
  百万元: one * 1_000_000n,
  亿元: hundredMillion,
};

/** What a printed unit means: `万` alone is money where money is expected. Null for words that are no unit. */
export function unitDefinition(unit: string): UnitDefinition | null {
  const money = moneyUnits[unit];
  if (money !== undefined) return { dimension: 'yuan', factor: money };
  if (unit === '%') return { dimension: 'percent', factor: one };
  if (unit === '‰') return { dimension: 'percent', factor: one / 10n };
  if (unit === '个百分点' || unit === '百分点') return { dimension: 'percent', factor: one };
  if (unit === '分') return { dimension: 'points', factor: one };
  if (unit.startsWith('万')) return { dimension: 'count', factor: tenThousand };
  if (unit.startsWith('亿')) return { dimension: 'count', factor: hundredMillion };
  return { dimension: 'count', factor: one };
}

/** Half of what converting to 万元 can cause: 0.005 万元. */
export const halfOfWanyuan: Exact = one * 50n;

/** What a figure printed with `decimals` decimals in this unit can stand for, to either side. */
export function halfWidth(unit: string, factor: Exact, dimension: Dimension, decimals: number, hedged: boolean): Exact {
  const lastDigit = factor / 10n ** BigInt(Math.min(decimals, 8)) / 2n;
  if (hedged) return lastDigit;
  if (dimension === 'percent') return lastDigit;
  if (dimension === 'points') return 0n;
  if (dimension === 'yuan') {
    if (unit === '万元') return lastDigit < halfOfWanyuan ? lastDigit : halfOfWanyuan;
    return unit === '元' ? 0n : lastDigit;
  }
  return factor > one ? lastDigit : 0n;
}

/** True for a zero that is printed to the decimals of a rounded amount: 0.00 万元. */
export function isPrintedZero({ value, dimension, unit, decimals }: Figure): boolean {
  return value === 0n && dimension === 'yuan' && unit === '万元' && decimals >= 2;
}

const figurePattern = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(.*)$/;

/** What a figure with so many decimals is in a unit: the same for every cell of a column. */
interface Style extends UnitDefinition {
  /** What one of the last printed digit means; exact for the decimals of `parsePlain`. */
  readonly step: Exact;
  readonly half: Exact;
}

/** Styles of the units seen, by unit and number of decimals; units are few, and of others no more than these are kept. */
const styles = new Map<string, Style[]>();
const stylesAtMost = 400;

function styleOf(unit: string, decimals: number): Style | null {
  const known = styles.get(unit)?.[decimals];
  if (known !== undefined) return known;
  const definition = unitDefinition(unit);
  if (definition === null) return null;
  const style: Style = {
    ...definition,
    step: definition.factor / 10n ** BigInt(decimals),
    half: halfWidth(unit, definition.factor, definition.dimension, decimals, false),
  };
  if (styles.size >= stylesAtMost) styles.clear();
  const list = styles.get(unit) ?? [];
  list[decimals] = style;
  styles.set(unit, list);
  return style;
}

function figureOf(value: Exact, style: Style, unit: string, decimals: number): Figure {
  return {
    value,
    // A printed zero is taken as none, so that a column of zeros cannot hide what a missing row leaves out (but see `maybeSmall`).
    half: value === 0n ? 0n : style.half,
    dimension: style.dimension,
    unit,
    unitFactor: style.factor,
    decimals,
  };
}

/** Digits that a number holds exactly. */
const plainDigitsAtMost = 15;
const plainDecimalsAtMost = 6;

/** Reads what most cells hold, digits and one point, without a pattern; null for anything else. */
function parsePlain(text: string, unit: string): Figure | null {
  const { length } = text;
  if (length > plainDigitsAtMost) return null;
  let digits = 0;
  let point = -1;
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0x30 && code <= 0x39) digits = digits * 10 + (code - 0x30);
    else if (code === 0x2e && point === -1 && index > 0) point = index;
    else return null;
  }
  const decimals = point === -1 ? 0 : length - 1 - point;
  if (length === 0 || (point !== -1 && decimals === 0) || decimals > plainDecimalsAtMost) return null;
  const style = styleOf(unit, decimals);
  return style === null ? null : figureOf(BigInt(digits) * style.step, style, unit, decimals);
}

/**
 * Reads a cell that holds one figure, with or without its unit: '15万元', '2.36万', '≥90%' is not one. `defaultUnit` is
 * what a bare number means there. Null when the text is no figure.
 */
export function parseFigure(text: string, defaultUnit: string): Figure | null {
  const plain = parsePlain(text, defaultUnit);
  if (plain !== null) return plain;
  const squeezed = squeeze(text)
    .replace(/^[−﹣–]/, '-')
    .replaceAll('，', ',');
  const match = figurePattern.exec(squeezed);
  if (match === null) return null;
  const [, sign = '', whole = '', decimals = '', rest = ''] = match;
  const unit = rest === '' ? defaultUnit : rest === '万' && moneyUnits[defaultUnit] !== undefined ? '万元' : rest;
  if (rest !== '' && !/^[\p{Script=Han}%‰]{1,6}$/u.test(rest)) return null;
  const number = parseExact(`${sign}${whole.replaceAll(',', '')}${decimals === '' ? '' : `.${decimals}`}`);
  const style = number === null ? null : styleOf(unit, decimals.length);
  return number === null || style === null
    ? null
    : figureOf((number * style.factor) / one, style, unit, decimals.length);
}

/** Prints a value in the unit and style of another figure: 26848800 yuan like '2,686.87万元' → '2684.88万元'. */
export function printLike(
  value: Exact,
  like: Pick<Quantity, 'unitFactor' | 'unit' | 'dimension' | 'decimals'>,
): string {
  const inUnit = (value * one) / like.unitFactor;
  const places = like.dimension === 'yuan' ? Math.max(like.decimals, like.unit === '元' ? 0 : 2) : like.decimals;
  const usual = roundExact(inUnit, Math.min(places, 8));
  // 44万元 beside 43亿元 is 0.0044亿元, not 0.00亿元.
  const rounded = usual === 0n && like.dimension === 'yuan' ? roundExact(inUnit, 8) : usual;
  return `${formatExact(rounded, like.dimension === 'count' ? 0 : places)}${like.unit}`;
}

/**
 * True if `printed` is what cutting `actual` off after its last printed digit gives. 520万元 stands for 520.00万元 – trailing
 * zeros are dropped – so 520.99 is not cut off to it; a hedged 520余万元 is cut off where it is printed.
 */
export function isTruncated(
  actual: Exact,
  printed: Pick<Quantity, 'value' | 'half' | 'unitFactor' | 'unit' | 'decimals'>,
): boolean {
  const inUnit = (actual * one) / printed.unitFactor;
  const printedInUnit = (printed.value * one) / printed.unitFactor;
  const places =
    printed.unit === '万元' && printed.half <= halfOfWanyuan ? Math.max(2, printed.decimals) : printed.decimals;
  return truncateExact(inUnit, Math.min(places, 8)) === printedInUnit;
}
