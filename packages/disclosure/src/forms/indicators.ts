/**
 * Indicator rows of self-evaluation forms. The header names the columns; a row is laid against it at the shift at which its
 * figures fit best, because published rows lose or gain leading cells. The level of a heading is decided by the word
 * list first and by its column second.
 */

import { squeeze } from '../compact.ts';
import { type FormCell, type FormIndicator } from '../model.ts';
import { type Row } from '../row.ts';
import { cellOfText, formCell, isDash, readFigure } from './cell.ts';
import {
  announcedPoints,
  type IndicatorColumn,
  indicatorColumn,
  isBlockLabel,
  isCostLevel,
  isFirstLevel,
  isOnlySecondLevel,
  isSecondLevel,
  levelName,
} from './words.ts';

export type IndicatorHeader = Readonly<Partial<Record<IndicatorColumn, number>>>;

/** Columns of an indicator header row. The deepest level is the indicator itself. */
export function indicatorHeaderOf(row: Row): IndicatorHeader {
  const found = new Map<string, number>();
  for (const index of row.filled) {
    const column = indicatorColumn(row.texts[index] ?? '');
    if (column !== null && !found.has(column)) found.set(column, index);
  }
  const deepest = found.get('fourth') ?? found.get('third') ?? found.get('level2') ?? found.get('level1');
  const header: Partial<Record<IndicatorColumn, number>> = {};
  for (const column of ['level1', 'level2', 'target', 'actual', 'points', 'score', 'reason'] as const) {
    const index = found.get(column);
    if (index !== undefined && index !== deepest) header[column] = index;
  }
  if (deepest !== undefined) header.name = deepest;
  return header;
}

/** The headings in force from the rows above (vertically merged cells are printed once). */
export interface Levels {
  readonly level1: string;
  readonly level1Points?: FormCell;
  readonly level2: string;
  readonly level2Points?: FormCell;
}

export const noLevels: Levels = { level1: '', level2: '' };

export interface ReadIndicator {
  readonly indicator: FormIndicator | null;
  readonly levels: Levels;
  /** Cells that found no column. */
  readonly stray: readonly number[];
}

function isPoints(text: string): boolean {
  return readFigure(text, 'points', '分') !== null;
}

/** How well a row fits the header when it is moved by `shift`; figures weigh most, moving costs a little. */
function fit(row: Row, header: IndicatorHeader, shift: number): number {
  const at = (column: IndicatorColumn): string | null => {
    const index = header[column];
    return index === undefined ? null : (row.texts[index + shift] ?? '');
  };
  let score = -Math.abs(shift) * 0.6;
  for (const column of ['points', 'score'] as const) {
    const text = at(column);
    if (text === null) continue;
    if (isPoints(text)) score += 3;
    else if (text !== '' && !isDash(text)) score -= 5;
  }
  for (const column of ['target', 'actual'] as const) {
    const text = at(column);
    if (text !== null && text !== '') score += 1;
  }
  const reason = at('reason');
  if (reason !== null && isPoints(reason)) score -= 3;
  const first = header.target ?? header.actual ?? header.points ?? 0;
  if (row.filled.some((index) => index < first + shift)) score += 1;
  return score;
}

function bestShift(row: Row, header: IndicatorHeader): number {
  let best = 0;
  let bestFit = fit(row, header, 0);
  for (const shift of [-1, 1, -2, 2, -3, 3, -4]) {
    const value = fit(row, header, shift);
    if (value > bestFit) {
      best = shift;
      bestFit = value;
    }
  }
  return best;
}

/** Reads one row against the header. `moneyUnit` is the form's, for cost figures written without one. */
export function readIndicator(
  row: Row,
  header: IndicatorHeader,
  before: Levels,
  form: string,
  moneyUnit: string,
): ReadIndicator {
  const shift = bestShift(row, header);
  const firstValue = Math.min(
    ...(['target', 'actual', 'points', 'score'] as const).flatMap((column) => header[column] ?? []),
  );
  const left = row.filled.filter((index) => index < firstValue + shift && !isBlockLabel(row.texts[index] ?? ''));
  const { level1At, level2At, nameAt } = placeHeadings(row, left, header, shift);

  const levels = levelsAfter(row, before, level1At, level2At, form);
  const nameText = nameAt.map((index) => row.source.cells[index]?.text ?? '').join(' ');
  const rowName = `${levels.level2}${nameText === '' ? '' : `“${squeeze(nameText)}”`}`;
  const nameCell: FormCell = namedCell(row, nameAt, nameText);
  const cell = (
    column: IndicatorColumn,
    kind: 'free' | 'points' | 'text',
    columnName: string,
  ): FormCell | undefined => {
    const index = header[column];
    if (index === undefined) return undefined;
    const unit = kind === 'points' ? '分' : isCostLevel(`${levels.level1}${levels.level2}`) ? moneyUnit : '';
    return formCell(row, index + shift, kind, unit, { form, row: rowName, column: columnName });
  };
  const target = cell('target', 'free', '年度指标值');
  const actual = cell('actual', 'free', '实际完成值');
  const points = cell('points', 'points', '分值');
  const score = cell('score', 'points', '得分');
  const reason = cell('reason', 'text', '偏差原因');
  const empty =
    nameText === '' && [target, actual, points, score].every((value) => value === undefined || value.text === null);
  const known = new Set([...left, ...Object.values(header).map((index) => index + shift)]);
  const stray = row.filled.filter((index) => !known.has(index) && !isBlockLabel(row.texts[index] ?? ''));
  if (empty) return { indicator: null, levels, stray };
  const indicator: FormIndicator = {
    level1: levels.level1,
    ...(levels.level1Points === undefined ? {} : { level1Points: levels.level1Points }),
    ...headingCell('level1Heading', row, level1At),
    level2: levels.level2,
    ...(levels.level2Points === undefined ? {} : { level2Points: levels.level2Points }),
    ...headingCell('level2Heading', row, level2At),
    name: nameCell,
    ...(target === undefined ? {} : { target }),
    ...(actual === undefined ? {} : { actual }),
    ...(points === undefined ? {} : { points }),
    ...(score === undefined ? {} : { score }),
    ...(reason === undefined ? {} : { reason }),
    line: row.source.line,
    endLine: row.source.endLine,
  };
  return { indicator, levels, stray };
}

function headingCell(
  key: 'level1Heading' | 'level2Heading',
  row: Row,
  at: number | null,
): { level1Heading?: FormCell; level2Heading?: FormCell } {
  const source = at === null ? undefined : row.source.cells[at];
  return source === undefined ? {} : { [key]: { text: source.text, line: source.line, endLine: source.endLine } };
}

function namedCell(row: Row, at: readonly number[], text: string): FormCell {
  const first = row.source.cells[at[0] ?? -1];
  const last = row.source.cells[at.at(-1) ?? -1];
  if (first === undefined || last === undefined) return { text: null, line: row.source.line, endLine: row.source.line };
  return { text, line: first.line, endLine: last.endLine };
}

interface Headings {
  readonly level1At: number | null;
  readonly level2At: number | null;
  readonly nameAt: readonly number[];
}

/** Which of the cells left of the values are headings and which name the indicator. */
function placeHeadings(row: Row, left: readonly number[], header: IndicatorHeader, shift: number): Headings {
  let level1At: number | null = null;
  let level2At: number | null = null;
  const nameAt: number[] = [];
  for (const [order, index] of left.entries()) {
    const text = row.texts[index] ?? '';
    const follows = order < left.length - 1;
    const next = row.texts[left[order + 1] ?? -1] ?? '';
    const column = index - shift;
    const noHeadingYet = level2At === null && nameAt.length === 0;
    const inFirst = column === header.level1;
    const inSecond = column === header.level2;
    const inName = column === header.name && shift === 0;
    const firstWord =
      isFirstLevel(text) && !(isSecondLevel(text) && !(inFirst && (shift === 0 || isSecondLevel(next))));
    if (
      noHeadingYet &&
      level1At === null &&
      !inName &&
      (firstWord || (inFirst && shift === 0 && follows && !isOnlySecondLevel(text)))
    ) {
      level1At = index;
    } else if (
      noHeadingYet &&
      header.level2 !== undefined &&
      !inName &&
      (follows || inSecond) &&
      (isSecondLevel(text) || (inSecond && follows))
    ) {
      level2At = index;
    } else if (noHeadingYet && header.level2 === undefined && follows && isSecondLevel(text)) {
      level2At = index;
    } else {
      nameAt.push(index);
    }
  }
  return { level1At, level2At, nameAt };
}

/** The headings in force for a row: its own where it prints them, else those above. */
export function levelsAfter(
  row: Row,
  before: Levels,
  level1At: number | null,
  level2At: number | null,
  form: string,
): Levels {
  let levels = before;
  if (level1At !== null) {
    const level1 = levelName(row.texts[level1At] ?? '');
    const points = pointsOf(row, level1At, form, level1);
    const same = level1 === before.level1;
    levels = {
      level1,
      ...(points !== null
        ? { level1Points: points }
        : same && before.level1Points !== undefined
          ? { level1Points: before.level1Points }
          : {}),
      level2: same ? before.level2 : '',
      ...(same && before.level2Points !== undefined ? { level2Points: before.level2Points } : {}),
    };
  }
  if (level2At !== null) {
    const level2 = levelName(row.texts[level2At] ?? '');
    const points = pointsOf(row, level2At, form, level2);
    levels = {
      level1: levels.level1,
      ...(levels.level1Points === undefined ? {} : { level1Points: levels.level1Points }),
      level2,
      ...(points === null ? {} : { level2Points: points }),
    };
  }
  return levels;
}

function pointsOf(row: Row, index: number, form: string, level: string): FormCell | null {
  const source = row.source.cells[index];
  const points = source === undefined ? null : announcedPoints(source.text);
  if (source === undefined || points === null) return null;
  const cell = cellOfText(points, source, 'points', '分', { form, row: level, column: '标明分值' });
  const quote = source.text;
  const quantity = cell.quantity;
  return quantity === undefined
    ? { ...cell, text: quote }
    : { ...cell, text: quote, quantity: { ...quantity, place: { ...quantity.place, quote } } };
}
