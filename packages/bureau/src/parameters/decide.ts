/**
 * Which drafts may be confirmed and with what value, and how the parameters of a place stand on a day. Pure: set, place and day
 * are given.
 */
import {
  type AreaId,
  areaChain,
  type DateText,
  isSolid,
  type ParameterFound,
  type ParameterRow,
  type ParameterSet,
  type ParameterUnit,
} from '@mingzhang/kernel';
import { parameterText, parameterValueOf, printedParameter } from '@mingzhang/policy';
import { type ParameterRefused, refuse } from './refusals.ts';

/** Which row: there is one of an area, a key and a first day. */
export interface RowId {
  readonly area: AreaId;
  readonly key: string;
  readonly from: DateText;
}

export interface EnteredValue extends RowId {
  /** As a person types it: yuan and ratios as decimals. */
  readonly value: string;
  readonly document: string;
}

const unitForms = {
  yuan: '金额，单位元，至多两位小数',
  ratio: '0到1的小数，至多四位（百分之七十写作0.7）',
  days: '天数，非负整数',
  months: '月数，非负整数',
  count: '非负整数',
} as const;

/** The draft row that somebody wants to answer for, or why nobody can. */
export function draftRow(set: ParameterSet, { area, key, from }: RowId): ParameterRow | ParameterRefused {
  const row = set.rows.find((one) => one.area === area && one.key === key && one.from === from);
  if (row === undefined) {
    return refuse('row-unknown', `参数文件里没有${area}的“${key}”自${from}起的一行，没有保存。请刷新后从列表中选取。`);
  }
  if (isSolid(row)) {
    return refuse(
      'row-solid',
      `“${row.name}”自${from}起的数值依据等级${row.grade}，可以直接使用，不必确认。数值有误的，请更正参数文件。`,
    );
  }
  return row;
}

/** The value as it is kept, or what is wrong with what was entered for a draft row. */
export function decideEntry(
  set: ParameterSet,
  row: ParameterRow,
  entered: Pick<EnteredValue, 'value' | 'document'>,
): { readonly value: string } | ParameterRefused {
  const value = valueTyped(set, row, entered.value);
  if (value === null) {
    return refuse('value-malformed', `“${row.name}”录入为“${entered.value}”，应是${formOf(set, row)}。没有保存。`);
  }
  const { document } = entered;
  if (document.trim().length < 4 || document !== document.trim() || document.length > 200 || /\p{Cc}/u.test(document)) {
    return refuse(
      'document-malformed',
      '请写明核对的是哪份文件（名称或文号，4至200字，首尾不留空白），以便确认的人找到它。没有保存。',
    );
  }
  return { value: parameterText(value, row.unit) };
}

/** What somebody typed for a row, in the unit's integers; null for what does not fit. */
export function valueTyped(set: ParameterSet, row: ParameterRow, text: string): number | string | null {
  const value = parameterValueOf(text.trim(), row.unit);
  if (value === null || row.unit !== 'word') return value;
  const words = wordsKnown(set, row.key);
  const fits = words.some((word) => monthDay.test(word)) ? monthDay.test(text) : words.includes(text);
  return fits ? value : null;
}

/** How a value of the row is written, for a sentence. */
export function formOf(set: ParameterSet, { unit, key }: ParameterRow): string {
  if (unit !== 'word') return unitForms[unit];
  const words = wordsKnown(set, key);
  return words.some((word) => monthDay.test(word))
    ? '月和日，如09-01'
    : `下列之一：${words.map((word) => `${word}（${printedParameter(word, unit)}）`).join('、')}`;
}

const monthDay = /^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** A rule knows no other words than those that the files use somewhere. */
export function wordsKnown(set: ParameterSet, key: string): readonly string[] {
  const words = set.rows
    .filter((row) => row.key === key)
    .flatMap(({ value }) => (value === null ? [] : [String(value)]));
  return [...new Set(words)].sort();
}

/** How a row stands: whether a rule may use it, and on whose word. */
export const parameterStates = {
  'in-force': '有据可用',
  confirmed: '已确认',
  draft: '草稿',
  unknown: '数值未知',
  'not-covered': '未涵盖',
} as const;

export type ParameterState = keyof typeof parameterStates;

export interface RowStanding {
  readonly row: ParameterRow;
  readonly state: Exclude<ParameterState, 'not-covered'>;
  /** The confirmed value, else the row's own; null where nobody knows it. */
  readonly value: number | string | null;
  /** As the files write it. */
  readonly text: string | null;
  readonly printed: string | null;
  readonly confirmedBy: string | null;
}

/** A parameter of a place on a day. */
export interface ParameterStanding {
  readonly key: string;
  readonly name: string;
  readonly state: ParameterState;
  /** Null where nothing covers the day. */
  readonly current: RowStanding | null;
  /** The next day on which it changes, and what stands then; `standing` null where it is no longer covered. */
  readonly next: { readonly day: DateText; readonly standing: RowStanding | null } | null;
  /** Every row that ever holds in the place, the earliest first. */
  readonly history: readonly RowStanding[];
}

/** Every parameter of which the files say something for the place on any day, in the order of the files. */
export function parametersOn(set: ParameterSet, area: AreaId, day: DateText): readonly ParameterStanding[] {
  const chain = areaChain(area);
  const ofPlace = Map.groupBy(
    set.rows.filter((row) => chain.includes(row.area)),
    ({ key }) => key,
  );
  return [...ofPlace].map(([key, rows]) => {
    const history = rows.toSorted((a, b) => (a.from < b.from ? -1 : 1)).map((row) => standingOf(set, row));
    const current = standingOn(set, area, key, day);
    const change = set.nextChange(area, key, day);
    const { row: nearest } = current ?? history.findLast(({ row }) => row.from <= day) ?? (history[0] as RowStanding);
    return {
      key,
      name: nearest.name,
      state: current?.state ?? 'not-covered',
      current,
      next: change === null ? null : { day: change, standing: standingOn(set, area, key, change) },
      history,
    };
  });
}

function standingOn(set: ParameterSet, area: AreaId, key: string, day: DateText): RowStanding | null {
  const found = set.find(area, key, day);
  return found.kind === 'not-covered' ? null : standing(found);
}

function standingOf(set: ParameterSet, row: ParameterRow): RowStanding {
  const found = set.find(row.area, row.key, row.from);
  if (found.kind === 'not-covered') throw new Error(`${row.area} ${row.key} ${row.from} is not found in its own set`);
  return standing(found);
}

function standing(found: Exclude<ParameterFound, { readonly kind: 'not-covered' }>): RowStanding {
  const { row } = found;
  if (found.kind === 'unconfirmed') {
    if (row.value === null) return { row, state: 'unknown', ...noValue, confirmedBy: null };
    return { row, state: 'draft', ...written(row.value, row.unit), confirmedBy: null };
  }
  const { value, confirmedBy } = found;
  const state = confirmedBy === null ? 'in-force' : 'confirmed';
  return { row, state, ...written(value, row.unit), confirmedBy };
}

const noValue = { value: null, text: null, printed: null } as const;

function written(value: number | string, unit: ParameterUnit): Pick<RowStanding, 'value' | 'text' | 'printed'> {
  return { value, text: parameterText(value, unit), printed: printedParameter(value, unit) };
}
