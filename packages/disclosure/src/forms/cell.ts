/**
 * Cells of performance forms. A published form breaks words over lines, writes units into cells, puts comparators before
 * figures and '——' where there are no points; here a grid's cell becomes a `FormCell` and, where it holds one figure, a
 * quantity with its place and its Chinese label.
 *
 *     ' 15万元' → 150000 yuan     '5分' → 5 points     '≥24万人次' → 240000 (count)     '——' → no quantity
 */
import { type Exact, exact, one, type Place } from '@mingzhang/kernel';
import { type Figure, halfWidth, isPrintedZero, parseFigure } from '../amount.ts';
import { type GridCell } from '../blocks.ts';
import { squeeze } from '../compact.ts';
import { type FormCell } from '../model.ts';
import { type Quantity } from '../quantity.ts';
import { remembering } from '../remember.ts';
import { type Row } from '../row.ts';

/** What a bare number means in a cell: money in the form's unit, a ratio, points, or whatever the text itself says. */
export type CellKind = 'money' | 'percent' | 'points' | 'free' | 'text';

/** Where a cell stands, in words: the form, its row and its column. Together they are the quantity's label. */
export interface CellName {
  readonly form: string;
  readonly row: string;
  readonly column: string;
}

/** '——', '—', '一', '/', '无': marked as not applicable. */
export const isDash = remembering((text): boolean => {
  return /^(?:[—―–\-－─一/]+|无|N\/A)$/i.test(squeeze(text));
});

/** Nothing there, or marked as not applicable. */
export function isBlank(cell: FormCell | undefined): boolean {
  return cell === undefined || cell.text === null || isDash(cell.text);
}

const comparator =
  /^(?:≥|≤|＞|＜|>=|<=|=>|=<|>|<|=|＝|⩾|⩽|≧|≦|不低于|不少于|不超过|不高于|不大于|不小于|大于等于|小于等于|大于或等于|小于或等于|大于|小于|高于|低于|超过|达到|达|控制在|各|约|近|等于)+/;
const hedgeAfter = /(?:余|多|来)(?=[\p{Script=Han}%]*$)/u;

/** Removes comparators before a figure and 以上, 以下, 以内 … behind it. */
export function withoutComparator(text: string): string {
  return squeeze(text)
    .replace(comparator, '')
    .replace(/^（含）/, '')
    .replace(/(?:（含）)?(?:及)?(?:以上|以下|以内|之内|左右|之间)(?:（含）)?$/, '')
    .replace(/（含）$/, '');
}

/** True if the text says that the figure is not exact: 约, 余, 多, 近, 左右. */
export function isHedged(text: string): boolean {
  const squeezed = squeeze(text);
  return (
    /^(?:约|近|将近|大约|大概)/.test(squeezed) ||
    /左右|上下/.test(squeezed) ||
    (/\d/.test(squeezed) && hedgeAfter.test(squeezed))
  );
}

/**
 * Reads a cell's figure. `unit` is what a bare number counts: the form's money unit in money cells; in free cells a unit such
 * as 人 where the column says so, and a money unit there only for a bare 万.
 */
export function readFigure(text: string, kind: CellKind, unit: string): Figure | null {
  if (kind === 'text' || isDash(text)) return null;
  const squeezed = squeeze(text);
  if (kind === 'points') {
    const figure = parseFigure(squeezed.replace(/[%％]$/, ''), '分');
    return figure?.dimension === 'points' ? figure : null;
  }
  if (kind === 'percent') {
    const figure = parseFigure(squeezed, '%');
    if (figure === null || figure.dimension !== 'percent') return null;
    // A bare 0.98 in a rate's cell is a fraction: 98 %.
    if (!/[%％‰]/.test(squeezed) && figure.value <= one && figure.decimals > 0) {
      return { ...figure, value: figure.value * 100n, half: figure.half * 100n, unitFactor: figure.unitFactor * 100n };
    }
    return figure;
  }
  const bare = withoutComparator(squeezed);
  const hedged = isHedged(squeezed);
  const plain = hedged ? bare.replace(hedgeAfter, '') : bare;
  const figure = parseFigure(plain, kind === 'money' || !unit.endsWith('元') ? unit : '');
  if (figure === null) return null;
  const asMoney = figure.unit === '万' && unit.endsWith('元') ? parseFigure(plain, unit) : figure;
  const read = asMoney ?? figure;
  if (kind === 'money' && read.dimension !== 'yuan') return null;
  return hedged ? { ...read, half: halfWidth(read.unit, read.unitFactor, read.dimension, read.decimals, true) } : read;
}

/** The nearest filled cell left of `index`. */
function filledLeft(row: Row, index: number): GridCell | undefined {
  for (let at = Math.min(index, row.source.cells.length) - 1; at >= 0; at -= 1) {
    const cell = row.source.cells[at];
    if (cell !== undefined && cell.text !== '') return cell;
  }
  return undefined;
}

/** The place of a form's cell; a blank cell is cited from the nearest filled cell on its left. */
export function placeOfCell(cell: FormCell, name: CellName): Place {
  const labels = { table: name.form, row: name.row, column: name.column };
  if (cell.text !== null) return place(cell.line, cell.endLine, cell.text, labels);
  const left = cell.left;
  return left === undefined
    ? place(cell.line, cell.endLine, name.row, labels)
    : place(left.line, cell.endLine, left.text, labels);
}

function place(
  line: number,
  endLine: number,
  quote: string,
  labels: { table: string; row: string; column: string },
): Place {
  return endLine > line ? { line, endLine, ...labels, quote } : { line, ...labels, quote };
}

/** Makes the form's cell of a grid's cell; the cell need not exist (rows cut short at the end of a file). */
export function formCell(row: Row, index: number, kind: CellKind, unit: string, name: CellName): FormCell {
  const source = row.source.cells[index];
  if (source === undefined || source.text === '') {
    const left = filledLeft(row, index);
    const line = source?.line ?? row.source.endLine;
    return {
      text: null,
      line,
      endLine: source?.endLine ?? line,
      ...(left === undefined ? {} : { left: { text: left.text, line: left.line } }),
    };
  }
  return cellOfText(source.text, source, kind, unit, name);
}

/** As `formCell`, for a figure that is only a piece of a cell (其中：基本支出：406.48万元). */
export function cellOfText(text: string, source: GridCell, kind: CellKind, unit: string, name: CellName): FormCell {
  const cell: FormCell = { text, line: source.line, endLine: source.endLine };
  const figure = readFigure(text, kind, unit);
  if (figure === null) return cell;
  return { ...cell, quantity: quantityOf(figure, cell, name, surelyRead(text, kind, figure)) };
}

/** A bare number in a free cell says nothing of its unit. */
function surelyRead(text: string, kind: CellKind, figure: Figure): boolean {
  if (kind === 'free') return !(figure.dimension === 'count' && figure.unit === '');
  return !(
    kind === 'percent' &&
    !/[%％]/.test(text) &&
    figure.value <= exact('100') &&
    figure.decimals > 0 &&
    figure.unitFactor !== one
  );
}

function quantityOf(figure: Figure, cell: FormCell, name: CellName, sure: boolean): Quantity {
  return {
    value: figure.value,
    half: figure.half,
    dimension: figure.dimension,
    printed: cell.text === null ? '' : printed(cell.text, figure),
    unitFactor: figure.unitFactor,
    decimals: figure.decimals,
    unit: figure.unit,
    label: `${name.form}${name.row === '' ? '' : `“${innerQuotes(name.row)}”`}${name.column}`,
    place: placeOfCell(cell, name),
    source: 'form',
    ...(isPrintedZero(figure) ? { maybeSmall: true as const } : {}),
    sure,
  };
}

/** Quotation marks inside quotation marks. */
export function innerQuotes(text: string): string {
  return text.replaceAll('“', '‘').replaceAll('”', '’');
}

/** The figure as printed, with the unit of the form's head where the cell has none: '23.44' → '23.44万元'. */
function printed(text: string, figure: Figure): string {
  const bare = squeeze(text);
  return /\d$/.test(bare) ? `${bare}${figure.unit}` : bare;
}

/** Money unit in a head such as 项目资金（万元）; null where none is printed. */
export function moneyUnitIn(text: string): string | null {
  return /(百万元|亿元|万元|千元|(?<=[（：:])元)/.exec(squeeze(text))?.[1] ?? null;
}

/** Sum of exact values. */
export function sumOf(values: readonly Exact[]): Exact {
  return values.reduce((total, value) => total + value, 0n);
}
