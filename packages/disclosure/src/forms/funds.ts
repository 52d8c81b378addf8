/**
 * Money blocks of self-evaluation forms: 年度资金总额 and what it consists of, the task table of an overall form, and the
 * splits 按收入性质 and 按支出性质.
 */

import { squeeze } from '../compact.ts';
import { type FormCell, type FormFunds } from '../model.ts';
import { type Row } from '../row.ts';
import { type CellKind, cellOfText, formCell, isDash, moneyUnitIn, readFigure } from './cell.ts';
import { type FundsColumn, fundsColumn, fundsKey } from './words.ts';

export interface FundsHeader {
  readonly columns: Readonly<Partial<Record<FundsColumn, number>>>;
  /** First column with a figure: what stands left of it is the label. */
  readonly first: number;
  readonly unit: string;
}

const kinds: Readonly<Record<FundsColumn, CellKind>> = {
  startBudget: 'money',
  annualBudget: 'money',
  executed: 'money',
  points: 'points',
  rate: 'percent',
  score: 'points',
};

const names: Readonly<Record<FundsColumn, string>> = {
  startBudget: '年初预算数',
  annualBudget: '全年预算数',
  executed: '全年执行数',
  points: '分值',
  rate: '执行率',
  score: '得分',
};

const order = ['startBudget', 'annualBudget', 'executed', 'points', 'rate', 'score'] as const;

/** Columns of a money header; a lone 预算数 is the whole-year budget, unless an adjusted one stands beside it. */
export function fundsHeaderOf(row: Row): FundsHeader {
  const columns: Partial<Record<FundsColumn, number>> = {};
  let lone: number | null = null;
  for (const index of row.filled) {
    const column = fundsColumn(row.texts[index] ?? '');
    if (column === null) continue;
    if (column === 'budget') lone ??= index;
    else columns[column] ??= index;
  }
  if (lone !== null) {
    if (columns.annualBudget === undefined) columns.annualBudget = lone;
    else columns.startBudget ??= lone;
  }
  if (columns.annualBudget === undefined && columns.startBudget !== undefined) {
    // Only one budget is printed, whatever it is called: the rate is taken over it.
    columns.annualBudget = columns.startBudget;
    delete columns.startBudget;
  }
  return { columns, first: Math.min(...Object.values(columns)), unit: moneyUnitIn(row.joined) ?? '万元' };
}

function isFigure(text: string): boolean {
  return readFigure(text, 'money', '万元') !== null;
}

/** Reads a row of the money block; null when it holds no label. */
export function readFunds(row: Row, header: FundsHeader, form: string): FormFunds | null {
  const firstValue = row.filled.find(
    (index) => index > 0 && (isFigure(row.texts[index] ?? '') || isDash(row.texts[index] ?? '')),
  );
  const labels = row.filled.filter(
    (index) => index < (firstValue ?? header.first) && !isFigure(row.texts[index] ?? ''),
  );
  const labelAt =
    labels.findLast(
      (index) => !/^(?:项目|年度|部门)?(?:预算|资金).{0,4}(?:申请|情况|（万元）|（元）)/.test(row.texts[index] ?? ''),
    ) ?? labels.at(-1);
  if (labelAt === undefined) return null;
  const label = cleanLabel(row.texts[labelAt] ?? '');
  const shift = bestShift(row, header, labelAt);
  const read: Partial<Record<FundsColumn, FormCell>> = {};
  for (const column of order) {
    const index = header.columns[column];
    if (index === undefined) continue;
    read[column] = formCell(row, index + shift, kinds[column], header.unit, {
      form,
      row: label,
      column: names[column],
    });
  }
  return { label, key: fundsKey(label), ...read, line: row.source.line, endLine: row.source.endLine };
}

export function cleanLabel(text: string): string {
  return squeeze(text)
    .replace(/^其中：/, '')
    .replace(/[：:]$/, '');
}

function bestShift(row: Row, header: FundsHeader, labelAt: number): number {
  let best = 0;
  let bestFit = Number.NEGATIVE_INFINITY;
  for (const shift of [0, -1, 1, -2, 2]) {
    let fit = -Math.abs(shift) * 0.6;
    for (const column of order) {
      const index = header.columns[column];
      if (index === undefined) continue;
      const text = row.texts[index + shift] ?? '';
      if (index + shift <= labelAt) fit -= 5;
      if (text === '') continue;
      const kind = kinds[column];
      const percent = /[%％]$/.test(text);
      if (kind === 'percent' ? percent || isDash(text) : !percent && (isFigure(text) || isDash(text)))
        fit += kind === 'percent' && percent ? 3 : 2;
      else fit -= 2;
      if (kind === 'money' && isDash(text)) fit -= 1;
    }
    if (fit > bestFit) {
      best = shift;
      bestFit = fit;
    }
  }
  return best;
}

/** A task table's columns: three amounts (total, fiscal, other) each for budget and execution. */
export interface TaskHeader {
  readonly label: number;
  readonly budget: number;
  readonly executed: number;
  readonly points?: number;
  readonly rate?: number;
  readonly score?: number;
  /** How many amounts each side has, and their names, from the second header row. */
  readonly parts: readonly string[];
  readonly unit: string;
}

/** True for the header of an overall form's task table. */
export function isTaskHeader(row: Row): boolean {
  return (
    row.texts.some((text) => /^任务名称$|^主要任务$|^主要内容$/.test(text)) &&
    row.texts.some((text) => /预算数|执行数/.test(text))
  );
}

export function taskHeaderOf(row: Row, second: Row | undefined): TaskHeader {
  const find = (pattern: RegExp): number => row.texts.findIndex((text) => pattern.test(text));
  // The second row names the amounts of both sides and has the table's full width, whatever the encoding; in the first row
  // a heading over several amounts is written once (merged-once) or followed by blanks.
  const amounts = second?.filled ?? [];
  const perSide = Math.max(1, Math.floor(amounts.length / 2));
  const budget = amounts[0] ?? find(/预算数|预算金额/);
  const executed = amounts[perSide] ?? find(/执行数|执行金额|支出数/);
  const widening = row.once && second !== undefined ? second.texts.length - row.texts.length : 0;
  const optional = (key: 'points' | 'rate' | 'score', pattern: RegExp): Partial<TaskHeader> => {
    const index = find(pattern);
    return index === -1 ? {} : { [key]: index + widening };
  };
  return {
    label: Math.max(0, find(/^任务名称$|^主要任务$/)),
    budget,
    executed,
    ...optional('points', /^分值$|^权重$/),
    ...optional('rate', /执行率/),
    ...optional('score', /得分/),
    parts: second === undefined ? ['总额'] : amounts.slice(0, perSide).map((index) => second.texts[index] ?? ''),
    unit: moneyUnitIn(row.joined) ?? '万元',
  };
}

/** True for the second header row of a task table. */
export function isTaskSubHeader(row: Row): boolean {
  return (
    row.texts.some((text) => /^总额$|^小计$|^合计$/.test(text)) &&
    row.texts.some((text) => /财政拨款|其他资金/.test(text))
  );
}

/** Reads a task row into one entry of all money and one for each part: 任务1, 任务1（财政拨款）, 任务1（其他资金）. */
export function readTask(row: Row, header: TaskHeader, form: string): readonly FormFunds[] {
  const shift = taskShift(row, header);
  const total = row.texts.some((text) => /^(?:金额)?(?:合计|总计)$/.test(text));
  const labels = row.filled.filter(
    (index) => index < header.budget + Math.min(shift, 0) && !/任务完成情况|年度主要任务/.test(row.texts[index] ?? ''),
  );
  const label = total
    ? '金额合计'
    : labels
        .slice(0, 2)
        .map((index) => row.texts[index] ?? '')
        .join(' ');
  return header.parts.map((part, offset): FormFunds => {
    const whole = offset === 0;
    const name = { form, row: whole ? label : `${label}（${part}）` };
    const suffix = whole ? '' : /财政/.test(part) ? '-fiscal' : '-other';
    const cell = (index: number, kind: CellKind, column: string): FormCell =>
      formCell(row, index + shift, kind, header.unit, { ...name, column });
    return {
      label: name.row,
      key: `${total ? 'total' : 'task'}${suffix}`,
      annualBudget: cell(header.budget + offset, 'money', '全年预算数'),
      executed: cell(header.executed + offset, 'money', '全年执行数'),
      ...(whole && header.points !== undefined ? { points: cell(header.points, 'points', '分值') } : {}),
      ...(whole && header.rate !== undefined ? { rate: cell(header.rate, 'percent', '执行率') } : {}),
      ...(whole && header.score !== undefined ? { score: cell(header.score, 'points', '得分') } : {}),
      line: row.source.line,
      endLine: row.source.endLine,
    };
  });
}

function taskShift(row: Row, header: TaskHeader): number {
  if (header.rate === undefined) return 0;
  for (const shift of [0, 1, -1, 2, -2, -3, 3, -4]) {
    if (/[%％]$/.test(row.texts[header.rate + shift] ?? '')) return shift;
  }
  return 0;
}

/** True for the row that opens the splits 按收入性质分 and 按支出性质分. */
export function isSplitHeader(row: Row): boolean {
  return row.texts.some((text) => /按(?:收入|支出)性质/.test(text));
}

export interface SplitHeader {
  readonly income: number;
  readonly expenditure: number;
}

export function splitHeaderOf(row: Row): SplitHeader {
  return {
    income: row.texts.findIndex((text) => /按收入性质/.test(text)),
    expenditure: row.texts.findIndex((text) => /按支出性质/.test(text)),
  };
}

/** Reads 其中：一般公共预算：506.48万元 on the left and 项目支出：100万元 on the right. */
export function readSplits(row: Row, header: SplitHeader, unit: string, form: string): readonly FormFunds[] {
  const read: FormFunds[] = [];
  for (const [order, index] of row.filled.entries()) {
    const text = row.texts[index] ?? '';
    const source = row.source.cells[index];
    const match = /^(?:其中：)?(.*?)：?([\d,.]*\d(?:万元|元|亿元)?)?$/.exec(text);
    const label = cleanLabel(match?.[1] ?? '');
    if (source === undefined || match === null || label === '' || /按(?:收入|支出)性质/.test(label)) continue;
    const side =
      header.expenditure !== -1 && (index >= header.expenditure || header.income === -1)
        ? 'by-expenditure'
        : 'by-income';
    const name = { form, row: label, column: side === 'by-income' ? '按收入性质' : '按支出性质' };
    const next = row.filled[order + 1];
    const nextText = next === undefined ? '' : (row.texts[next] ?? '');
    const amount = match[2];
    const annual =
      amount !== undefined
        ? quoting(cellOfText(amount, source, 'money', unit, name), source.text)
        : next !== undefined && isFigure(nextText)
          ? formCell(row, next, 'money', unit, name)
          : ({
              text: null,
              line: source.line,
              endLine: source.endLine,
              left: { text: source.text, line: source.line },
            } satisfies FormCell);
    read.push({ label, key: side, annual, line: row.source.line, endLine: row.source.endLine });
  }
  return read;
}

function quoting(cell: FormCell, quote: string): FormCell {
  const quantity = cell.quantity;
  return quantity === undefined ? cell : { ...cell, quantity: { ...quantity, place: { ...quantity.place, quote } } };
}
