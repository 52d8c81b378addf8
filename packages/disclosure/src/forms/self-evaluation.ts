/**
 * Self-evaluation forms (自评表) of projects and of a whole department: head, money, goals, indicators, total, foot. The
 * rows are read in the order in which they are printed; each header row switches what the following rows mean, so forms
 * with their blocks in another order work too.
 */
import { type FormCell, type FormField, type FormFunds, type FormIndicator, type NotRead } from '../model.ts';
import { firstText, type Row } from '../row.ts';
import { formCell, isDash, readFigure } from './cell.ts';
import { isFootRow, readFields, readFootRow, rowNotRead } from './fields.ts';
import {
  cleanLabel,
  type FundsHeader,
  fundsHeaderOf,
  isSplitHeader,
  isTaskHeader,
  isTaskSubHeader,
  readFunds,
  readSplits,
  readTask,
  type SplitHeader,
  splitHeaderOf,
  type TaskHeader,
  taskHeaderOf,
} from './funds.ts';
import { type IndicatorHeader, indicatorHeaderOf, type Levels, noLevels, readIndicator } from './indicators.ts';
import { isFundsHeader, isIndicatorHeader } from './segments.ts';
import { labelKey } from './words.ts';

/** What a layout reads of a form; the frame (title, year, project) is added by `index.ts`. */
export interface FormBody {
  readonly funds: readonly FormFunds[];
  readonly indicators: readonly FormIndicator[];
  readonly fields: readonly FormField[];
  readonly totalPoints?: FormCell;
  readonly totalScore?: FormCell;
  readonly notRead: readonly NotRead[];
}

type Mode = 'head' | 'funds' | 'tasks' | 'splits' | 'goals' | 'indicators' | 'foot';

interface GoalHeader {
  readonly expected: number;
  readonly actual: number;
}

/** Header of the goals: 预期目标 beside 实际完成情况. */
function goalHeaderOf(row: Row): GoalHeader | null {
  const expected = row.texts.findIndex((text) =>
    /^(?:年度)?(?:预期|预期总体|年初设定|年初|设定)目标|^年度(?:绩效)?目标（/.test(text),
  );
  const actual = row.texts.findIndex(
    (text) => /实际完成情况|目标完成情况|实际完成$|完成情况$/.test(text) && !/^(?:年度)?总体目标/.test(text),
  );
  return expected === -1 || actual === -1 ? null : { expected, actual };
}

function totalLabel(row: Row): boolean {
  return /^(?:总分|合计|总计|总得分|自评总分|得分合计|分值合计|自评得分|总分值)(?:（.*）)?$/.test(
    firstText(row).replace(/[：:]$/, ''),
  );
}

/** Reads the rows of one self-evaluation form. */
export function readSelfEvaluation(rows: readonly Row[], form: string): FormBody {
  const funds: FormFunds[] = [];
  const indicators: FormIndicator[] = [];
  const fields: FormField[] = [];
  const notRead: NotRead[] = [];
  let totalPoints: FormCell | undefined;
  let totalScore: FormCell | undefined;
  let mode: Mode = 'head';
  let fundsHeader: FundsHeader | null = null;
  let taskHeader: TaskHeader | null = null;
  let splitHeader: SplitHeader | null = null;
  let goalHeader: GoalHeader | null = null;
  let indicatorHeader: IndicatorHeader | null = null;
  let levels: Levels = noLevels;

  for (const [index, row] of rows.entries()) {
    if (row.filled.length === 0) continue;
    if (isIndicatorHeader(row)) {
      indicatorHeader = indicatorHeaderOf(row);
      mode = 'indicators';
      continue;
    }
    if (isTaskHeader(row)) {
      const second = rows[index + 1];
      taskHeader = taskHeaderOf(row, second !== undefined && isTaskSubHeader(second) ? second : undefined);
      mode = 'tasks';
      continue;
    }
    if (isFundsHeader(row)) {
      fundsHeader = fundsHeaderOf(row);
      mode = 'funds';
      continue;
    }
    if (isSplitHeader(row)) {
      splitHeader = splitHeaderOf(row);
      mode = 'splits';
      funds.push(...readSplits(row, splitHeader, fundsHeader?.unit ?? '万元', form));
      continue;
    }
    const goals = mode === 'indicators' ? null : goalHeaderOf(row);
    if (goals !== null) {
      goalHeader = goals;
      mode = 'goals';
      continue;
    }
    if (indicatorHeader !== null && (mode === 'foot' || isFootRow(row)) && isFootRow(row)) {
      fields.push(...readFootRow(row, form));
      mode = 'foot';
      continue;
    }
    if (indicatorHeader !== null && totalLabel(row)) {
      const total = readTotal(row, indicatorHeader, form);
      totalPoints = total.points ?? totalPoints;
      totalScore = total.score ?? totalScore;
      continue;
    }
    const labelled = mode === 'indicators' ? [] : labelKey(firstText(row)) !== null ? readFields(row, form) : [];
    if (labelled.length > 0) {
      fields.push(...labelled);
      continue;
    }
    switch (mode) {
      case 'head': {
        const projectName = row.filled.length === 1 && index === 0 ? row.filled[0] : undefined;
        const cells = readFields(row, form);
        if (projectName !== undefined)
          fields.push({
            label: '项目名称',
            key: 'project-name',
            cell: formCell(row, projectName, 'text', '', { form, row: '项目名称', column: '' }),
          });
        else if (cells.length > 0) fields.push(...cells);
        else notRead.push(rowNotRead(row, form, '表头部分的这一行不认识'));
        break;
      }
      case 'funds': {
        const read = fundsHeader === null ? null : readFunds(row, fundsHeader, form);
        if (read === null) notRead.push(rowNotRead(row, form, '资金部分的这一行没有名称'));
        else funds.push(read);
        break;
      }
      case 'tasks':
        if (taskHeader !== null && !isTaskSubHeader(row)) funds.push(...readTask(row, taskHeader, form));
        break;
      case 'splits':
        if (splitHeader !== null) funds.push(...readSplits(row, splitHeader, fundsHeader?.unit ?? '万元', form));
        break;
      case 'goals': {
        const read = goalHeader === null ? [] : readGoals(row, goalHeader, form);
        if (read.length === 0) notRead.push(rowNotRead(row, form, '总体目标部分的这一行不认识'));
        fields.push(...read);
        break;
      }
      case 'indicators': {
        if (indicatorHeader === null) break;
        const read = readIndicator(row, indicatorHeader, levels, form, fundsHeader?.unit ?? taskHeader?.unit ?? '万元');
        levels = read.levels;
        if (read.indicator !== null) indicators.push(read.indicator);
        for (const stray of read.stray) {
          const cell = row.source.cells[stray];
          if (cell !== undefined)
            notRead.push({
              place: { line: cell.line, table: form, quote: cell.text },
              why: '指标行里的这一格不在任何一列',
            });
        }
        break;
      }
      case 'foot':
        notRead.push(rowNotRead(row, form, '表尾的这一行不认识'));
        break;
    }
  }
  return {
    funds,
    indicators,
    fields,
    ...(totalPoints === undefined ? {} : { totalPoints }),
    ...(totalScore === undefined ? {} : { totalScore }),
    notRead,
  };
}

/** Points and score of the total row: the last two figures, or by column where only one is printed. */
function readTotal(
  row: Row,
  header: IndicatorHeader,
  form: string,
): { readonly points?: FormCell; readonly score?: FormCell } {
  const labelAt = row.filled[0] ?? 0;
  const figures = row.filled.filter(
    (index) => index > labelAt && readFigure(row.texts[index] ?? '', 'points', '分') !== null,
  );
  const cell = (index: number, column: string): FormCell =>
    formCell(row, index, 'points', '分', { form, row: '总分', column });
  const [first, second] = figures.slice(-2);
  if (header.points === undefined)
    return first === undefined ? { score: cell(row.texts.length, '得分') } : { score: cell(second ?? first, '得分') };
  if (first === undefined) return { points: cell(labelAt + 1, '分值'), score: cell(labelAt + 2, '得分') };
  if (second !== undefined) return { points: cell(first, '分值'), score: cell(second, '得分') };
  const inScore = row.once
    ? first > labelAt + 1
    : header.score !== undefined && first >= header.score && row.texts.length > 3;
  return inScore
    ? { points: cell(first - 1, '分值'), score: cell(first, '得分') }
    : { points: cell(first, '分值'), score: cell(first + 1, '得分') };
}

/** The two goal texts of a row; with one text, the header's columns decide which it is. */
function readGoals(row: Row, header: GoalHeader, form: string): readonly FormField[] {
  const texts = row.filled.filter(
    (index) =>
      !/^(?:年度)?(?:总体)?(?:绩效)?目标(?:完成情况)?$|^年度$|^总体目标.{0,4}完成情况$/.test(
        cleanLabel(row.texts[index] ?? ''),
      ),
  );
  const field = (index: number, key: string, label: string): FormField => ({
    label,
    key,
    cell: formCell(row, index, 'text', '', { form, row: '年度总体目标', column: label }),
  });
  const [first, second] = texts;
  if (first === undefined) return [];
  if (second !== undefined)
    return [field(first, 'expected-goal', '预期目标'), field(second, 'actual-outcome', '实际完成情况')];
  const isExpected = row.once ? first <= 1 : Math.abs(first - header.expected) <= Math.abs(first - header.actual);
  const other = row.texts[first + 1] === '' ? first + 1 : row.texts.length;
  return isExpected
    ? [field(first, 'expected-goal', '预期目标'), field(other, 'actual-outcome', '实际完成情况')]
    : [
        field(isDash(row.texts[first - 1] ?? '') ? first - 1 : Math.max(first - 1, 0), 'expected-goal', '预期目标'),
        field(first, 'actual-outcome', '实际完成情况'),
      ];
}
