/** Figures in running text: numbers with a unit, their hedges and where they stand. */
import { type Exact, one, parseExact } from '@mingzhang/kernel';
import { halfWidth, unitDefinition } from '../amount.ts';
import { matchesOf } from '../matches.ts';
import { type Dimension } from '../quantity.ts';
import { hedgesBefore } from './phrasebook.ts';

export interface TextFigure {
  /** Offsets in the compact text, number and unit included. */
  readonly start: number;
  readonly end: number;
  readonly value: Exact;
  readonly half: Exact;
  readonly dimension: Dimension;
  readonly unit: string;
  readonly unitFactor: Exact;
  readonly decimals: number;
  readonly printed: string;
  readonly hedge: string | null;
}

const figurePattern =
  /(?<![\d.A-Za-z])([-－—]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(余|多|几)?(万|亿|千|百)?(余|多)?(个百分点|百分点|元|%|‰|人次|人|名|辆|批次|批|个|次|台|套|家次|家|件|项|场|户|例|笔|种|期|起|分(?!钟|之|值|别|局|公司|项)|次)?(左右|以上|以下|上下)?/g;

/** Every figure with a unit, left to right. Years, dates, numbering and document numbers have none and are left out. */
export function figuresIn(text: string): TextFigure[] {
  const figures: TextFigure[] = [];
  for (const match of matchesOf(text, figurePattern)) {
    const [whole, sign = '', digits = '', fraction = '', hedge1, scale = '', hedge2, noun = '', tail] = match;
    if (scale === '' && noun === '') continue;
    if ((scale === '千' || scale === '百') && noun !== '元') continue;
    // Thresholds are no figures of the unit: 单价100万元以上设备, 单位价值50万元.
    if (/(?:单价|单位价值|单台|每台|价值)(?:在|达)?$/.test(text.slice(Math.max(0, match.index - 6), match.index)))
      continue;
    let unit = `${scale}${noun}`;
    if (unit === '亿' || unit === '万') {
      // 万 alone: money where the words before speak of money, else a count.
      const before = text.slice(Math.max(0, match.index - 12), match.index);
      if (/费|资金|支出|预算|金额|收入|款/.test(before)) unit = `${unit}元`;
    }
    const definition = unitDefinition(unit);
    const number = parseExact(
      `${sign === '' || isDash(text, match.index) ? '' : '-'}${digits.replaceAll(',', '')}${fraction}`,
    );
    if (definition === null || number === null) continue;
    const before = hedgesBefore.exec(text.slice(Math.max(0, match.index - 2), match.index))?.[1];
    const hedge = before ?? hedge1 ?? hedge2 ?? tail ?? null;
    const decimals = fraction === '' ? 0 : fraction.length - 1;
    const printed = whole.slice(sign === '—' ? 1 : 0);
    figures.push({
      start: match.index,
      end: match.index + whole.length,
      value: (number * definition.factor) / one,
      half: number === 0n ? 0n : halfWidth(unit, definition.factor, definition.dimension, decimals, hedge !== null),
      dimension: definition.dimension,
      unit,
      unitFactor: definition.factor,
      decimals,
      printed,
      hedge,
    });
  }
  return figures;
}

/** A minus sign follows a word or punctuation (为-321.30万元); between digits or after a digit it is a range. */
function isDash(text: string, at: number): boolean {
  const before = text.charAt(at - 1);
  return text.charAt(at) === '—' || /[\d年月日%元]/.test(before);
}
