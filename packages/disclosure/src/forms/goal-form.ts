/**
 * Goal forms (绩效目标表): what is planned, without actual values. The money and the indicators often stand twice side by
 * side, for the whole period (实施期) and for the year; indicators of the two halves are told apart by their order in the
 * row, because scanned rows are shifted.
 */

import { squeeze } from '../compact.ts';
import { type FormCell, type FormField, type FormFunds, type FormIndicator, type NotRead } from '../model.ts';
import { firstText, type Row } from '../row.ts';
import { formCell, moneyUnitIn, readFigure } from './cell.ts';
import { isFootRow, readFields, readFootRow, rowNotRead } from './fields.ts';
import { cleanLabel } from './funds.ts';
import { type Levels, levelsAfter, noLevels } from './indicators.ts';
import { isIndicatorHeader } from './segments.ts';
import { type FormBody } from './self-evaluation.ts';
import {
  fundsKey,
  indicatorColumn,
  isBlockLabel,
  isCostLevel,
  isFirstLevel,
  isSecondLevel,
  labelKey,
} from './words.ts';

interface Half {
  readonly level1: number | null;
  readonly level2: number | null;
  readonly name: number;
  readonly target: number;
}

function halvesOf(row: Row): readonly Half[] {
  const halves: Half[] = [];
  let level1: number | null = null;
  let level2: number | null = null;
  let name: number | null = null;
  for (const index of row.filled) {
    switch (indicatorColumn(row.texts[index] ?? '')) {
      case 'level1':
        level1 = index;
        break;
      case 'level2':
        level2 = index;
        break;
      case 'third':
      case 'fourth':
        name = index;
        break;
      case 'target':
        halves.push({
          level1,
          level2: name === null ? null : level2,
          name: name ?? level2 ?? index - 1,
          target: index,
        });
        level1 = null;
        level2 = null;
        name = null;
        break;
      default:
        break;
    }
  }
  return halves;
}

/** Reads the rows of one goal form. */
export function readGoalForm(rows: readonly Row[], form: string): FormBody {
  const funds: FormFunds[] = [];
  const indicators: FormIndicator[] = [];
  const fields: FormField[] = [];
  const notRead: NotRead[] = [];
  let halves: readonly Half[] = [];
  let left: Levels = noLevels;
  let right: Levels = noLevels;
  let unit = '万元';
  let onlyAnnual = false;
  let goalColumns: { readonly whole: number; readonly annual: number } | null = null;

  for (const [index, row] of rows.entries()) {
    if (row.filled.length === 0) continue;
    if (isIndicatorHeader(row)) {
      halves = halvesOf(row);
      continue;
    }
    if (halves.length === 0) {
      const whole = row.texts.findIndex((text) => /^(?:实施期|中期|长期|项目)(?:总体|绩效|总)?目标/.test(text));
      const annual = row.texts.findIndex((text) => /^年度(?:总体|绩效)?目标/.test(text));
      if (whole !== -1 && annual !== -1) {
        goalColumns = { whole, annual };
        continue;
      }
      const goal = readGoalRow(row, goalColumns, form);
      if (goal.length > 0) {
        fields.push(...goal);
        continue;
      }
      if (row.filled.length === 1 && index === 0 && labelKey(firstText(row)) === null) {
        const at = row.filled[0] ?? 0;
        fields.push({
          label: '项目名称',
          key: 'project-name',
          cell: formCell(row, at, 'text', '', { form, row: '项目名称', column: '' }),
        });
        continue;
      }
      unit = /资金|预算|金额/.test(firstText(row)) ? (moneyUnitIn(firstText(row)) ?? unit) : unit;
      const money = readMoney(row, unit, form, onlyAnnual);
      if (money !== null) {
        onlyAnnual ||= money.wholePeriod === undefined;
        funds.push(money);
        continue;
      }
      const read = readFields(row, form);
      if (read.length > 0) fields.push(...read);
      else notRead.push(rowNotRead(row, form, '目标表的这一行不认识'));
      continue;
    }
    if (isFootRow(row)) {
      fields.push(...readFootRow(row, form));
      continue;
    }
    const read = readHalves(row, halves, left, right, unit, form);
    left = read.left;
    right = read.right;
    indicators.push(...read.indicators);
    if (read.stray !== null)
      notRead.push({
        place: { line: row.source.line, table: form, quote: read.stray },
        why: '指标行里的这一格不在任何一列',
      });
  }
  return { funds, indicators, fields, notRead };
}

/** A money row: pairs of a label and an amount, for the whole period and for the year. */
function readMoney(row: Row, unit: string, form: string, annualBefore: boolean): FormFunds | null {
  const labelled = row.filled.filter((index) => {
    const text = row.texts[index] ?? '';
    return (
      /资金|自筹|总额|拨款|结转|经费|小计|合计/.test(text) &&
      !/^(?:项目|预算)?资金(?:总额|情况|来源)?(?:（(?:单位：)?(?:万元|元)）)?$/.test(text.replace(/：$/, '')) &&
      text.length <= 24 &&
      readFigure(text, 'money', unit) === null
    );
  });
  const pairs = labelled.map((at) => {
    const next = row.filled.find((index) => index > at);
    const amount = next !== undefined && readFigure(row.texts[next] ?? '', 'money', unit) !== null ? next : null;
    return { label: cleanLabel(row.texts[at] ?? ''), at, amount };
  });
  if (
    pairs.length === 0 ||
    pairs.every((pair) => pair.amount === null && !/资金|自筹/.test(pair.label)) ||
    row.texts.some((text) => text.length > 40)
  )
    return null;
  if (labelKey(firstText(row)) !== null) return null;
  const [first, second] = pairs;
  if (first === undefined) return null;
  const label = first.label.replace(/^(?:实施期?|年度)/, '');
  const cell = (pair: { at: number; amount: number | null }, column: string): FormCell =>
    formCell(row, pair.amount ?? pair.at + 1, 'money', unit, { form, row: label, column });
  const onlyAnnual = second === undefined && (annualBefore || /年度/.test(first.label));
  return {
    label,
    key: fundsKey(first.label),
    ...(onlyAnnual ? { annual: cell(first, '年度金额') } : { wholePeriod: cell(first, '实施期金额') }),
    ...(second === undefined ? {} : { annual: cell(second, '年度金额') }),
    line: row.source.line,
    endLine: row.source.endLine,
  };
}

function readGoalRow(
  row: Row,
  columns: { readonly whole: number; readonly annual: number } | null,
  form: string,
): readonly FormField[] {
  const label = firstText(row);
  if (!/^(?:项目|年度|总体)?(?:总体|绩效|年度)?(?:绩效)?目标(?:（.*）)?$/.test(label)) return [];
  const texts = row.filled.slice(1);
  const field = (index: number, key: string, name: string): FormField => ({
    label: name,
    key,
    cell: formCell(row, index, 'text', '', { form, row: label, column: name }),
  });
  const [first, second] = texts;
  if (first === undefined) return [field((row.filled[0] ?? 0) + 1, 'annual-goal', label)];
  if (columns === null) return [field(first, 'annual-goal', label)];
  if (second !== undefined)
    return [field(first, 'expected-goal', '实施期目标'), field(second, 'annual-goal', '年度目标')];
  return Math.abs(first - columns.annual) < Math.abs(first - columns.whole - 1)
    ? [field(first, 'annual-goal', '年度目标')]
    : [field(first, 'expected-goal', '实施期目标')];
}

interface ReadHalves {
  readonly indicators: readonly FormIndicator[];
  readonly left: Levels;
  readonly right: Levels;
  readonly stray: string | null;
}

/**
 * Names and targets come in pairs. Four texts beside headings are both halves; two texts belong to the half under whose
 * columns they stand; headings without a text are categories left open.
 */
function readHalves(
  row: Row,
  halves: readonly Half[],
  before: Levels,
  beforeRight: Levels,
  unit: string,
  form: string,
): ReadHalves {
  let left = before;
  let right = beforeRight;
  const filled = row.filled.filter((index) => !isBlockLabel(row.texts[index] ?? ''));
  const second = halves[1];
  const middle = second === undefined ? Number.POSITIVE_INFINITY : Math.min(second.level2 ?? second.name, second.name);
  const texts: number[] = [];
  const headings: { readonly at: number; readonly side: 'left' | 'right' }[] = [];
  let level1At: number | null = null;
  for (const [order, index] of filled.entries()) {
    const text = row.texts[index] ?? '';
    const next = row.texts[filled[order + 1] ?? -1] ?? '';
    const pairOpen = texts.length % 2 === 1;
    if (order === 0 && isFirstLevel(text) && !(isSecondLevel(text) && !isSecondLevel(next))) level1At = index;
    else if (order === 0 && index === halves[0]?.level1) level1At = index;
    else if (!pairOpen && isSecondLevel(text)) {
      const side =
        texts.length >= 2 || (second !== undefined && headings.length >= 1 && texts.length === 0 && index >= middle - 1)
          ? 'right'
          : 'left';
      // 服务对象满意度指标 | 群众满意度: the second is the indicator, though it sounds like a heading.
      if (headings.some((heading) => heading.side === side)) texts.push(index);
      else headings.push({ at: index, side });
    } else texts.push(index);
  }
  const leftHeading = headings.find((heading) => heading.side === 'left');
  const rightHeading = headings.find((heading) => heading.side === 'right');
  left = levelsAfter(row, left, level1At, leftHeading?.at ?? null, form);
  // The right half has no first level of its own: it shares the left's.
  right =
    rightHeading === undefined
      ? { ...right, level1: left.level1 }
      : levelsAfter(row, { level1: left.level1, level2: right.level2 }, null, rightHeading.at, form);

  const indicators: FormIndicator[] = [];
  const make = (
    levels: Levels,
    nameAt: number | null,
    targetAt: number | null,
    horizon: 'whole-period' | 'annual',
    headed: boolean,
  ): void => {
    const nameText = nameAt === null ? null : (row.source.cells[nameAt]?.text ?? null);
    const half = horizon === 'whole-period' ? '实施期' : '年度';
    const heading = headings.find((item) => (item.side === 'left') === (horizon === 'whole-period'));
    const nameCell: FormCell =
      nameAt === null
        ? formCell(row, (heading?.at ?? row.filled[0] ?? 0) + 1, 'text', '', {
            form,
            row: levels.level2,
            column: '三级指标',
          })
        : formCell(row, nameAt, 'text', '', { form, row: levels.level2, column: '三级指标' });
    const name = { form, row: `${levels.level2}“${squeeze(nameText ?? '')}”`, column: `${half}指标值` };
    const kindUnit = isCostLevel(levels.level2) ? unit : '';
    indicators.push({
      level1: levels.level1,
      ...(headed && level1At !== null ? { level1Heading: formCell(row, level1At, 'text', '', name) } : {}),
      level2: levels.level2,
      ...(heading !== undefined ? { level2Heading: formCell(row, heading.at, 'text', '', name) } : {}),
      name: nameCell,
      target: formCell(row, targetAt ?? (nameAt ?? heading?.at ?? 0) + 1, 'free', kindUnit, name),
      horizon,
      line: row.source.line,
      endLine: row.source.endLine,
    });
  };
  const onlyAnnual = second === undefined;
  const firstHorizon = onlyAnnual ? 'annual' : 'whole-period';
  const [a, b, c, d] = texts;
  let stray: string | null = null;
  if (a === undefined) {
    if (leftHeading !== undefined) make(left, null, null, firstHorizon, true);
    if (rightHeading !== undefined) make(right, null, null, 'annual', false);
  } else if (c !== undefined && second !== undefined) {
    make(left, a, b ?? null, firstHorizon, true);
    make(right, c, d ?? null, 'annual', false);
    if (texts.length > 4) stray = row.source.cells[texts[4] ?? -1]?.text ?? null;
  } else {
    const onRight = second !== undefined && a >= middle && leftHeading === undefined;
    make(onRight ? right : left, a, b ?? null, onRight ? 'annual' : firstHorizon, true);
    if (!onRight && rightHeading !== undefined) make(right, null, null, 'annual', false);
    if (texts.length > 2) stray = row.source.cells[texts[2] ?? -1]?.text ?? null;
  }
  return { indicators, left, right, stray };
}
