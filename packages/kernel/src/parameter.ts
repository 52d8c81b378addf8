/**
 * Numbers the law can change: dated, placed and sourced. A rule asks a set for a key, in a place, on a day, and gets the value in
 * force – or is told that there is none, or that nobody has yet answered for it. There is no third way: a gap is never filled.
 *
 *     set.find('hunan/yongzhou', 'resident/inpatient/deductible/level-2', '2023-06-01')
 *       → { kind: 'in-force', value: 80_000 (fen), row: 湖南省…实施办法, from 2023-01-01, grade B }
 *
 * A row holds for its area and every area below it ('hunan' for 'hunan/yongzhou'). Two rows that claim the same key, area and day
 * are a mistake in the files and are refused when they are loaded.
 */
import { type DateText, isDate, type Span } from './calendar.ts';

/** 'national', 'hunan', 'hunan/yongzhou': from the province down. */
export type AreaId = string;

/** fen; ten-thousandths (of one, or of a percentage point's hundred); days, months; one of some words. */
export const parameterUnits = ['yuan', 'ratio', 'days', 'months', 'count', 'word'] as const;

export type ParameterUnit = (typeof parameterUnits)[number];

/** A: official text, B: transcription of one, both may be used; C and K are leads and memory, which somebody must confirm first. */
export const evidenceGrades = ['A', 'B', 'C', 'K-h', 'K-m', 'K-l', 'none'] as const;

export type EvidenceGrade = (typeof evidenceGrades)[number];

export interface ParameterRow extends Span {
  readonly area: AreaId;
  /** 'resident/inpatient/deductible/level-2' */
  readonly key: string;
  /** 城乡居民住院起付标准（二级医院） */
  readonly name: string;
  readonly unit: ParameterUnit;
  /** In the unit's integers: fen, ten-thousandths, days; a word as it is. Null where we know only that there is such a rule. */
  readonly value: number | string | null;
  /** 国办发〔2021〕42号, or the title of the text. */
  readonly instrument: string | null;
  readonly article: string | null;
  readonly grade: EvidenceGrade;
  /** Where it was read. */
  readonly source: string;
  readonly note: string | null;
}

/** A named person's word that a draft's value holds. */
export interface ParameterConfirmation {
  readonly area: AreaId;
  readonly key: string;
  readonly from: DateText;
  readonly value: number | string;
  readonly document: string;
  readonly by: string;
}

/** A value supposed for a calculation beside the books; it stands from a day on in an area and below. */
export interface SupposedValue {
  readonly area: AreaId;
  readonly key: string;
  readonly from: DateText;
  readonly to: DateText | null;
  readonly value: number | string;
}

export type ParameterFound =
  | {
      readonly kind: 'in-force';
      readonly value: number | string;
      readonly row: ParameterRow;
      readonly confirmedBy: string | null;
      readonly supposed: boolean;
    }
  | { readonly kind: 'unconfirmed'; readonly row: ParameterRow }
  | { readonly kind: 'not-covered' };

/** True if a row of this grade may be used without anybody's confirmation. */
export function isSolid(row: Pick<ParameterRow, 'grade' | 'value'>): boolean {
  return row.value !== null && (row.grade === 'A' || row.grade === 'B');
}

/** 'hunan/yongzhou' → ['hunan/yongzhou', 'hunan', 'national'] */
export function areaChain(area: AreaId): readonly AreaId[] {
  if (area === 'national') return ['national'];
  const parts = area.split('/');
  return [...parts.map((_, index) => parts.slice(0, parts.length - index).join('/')), 'national'];
}

/** Where two rows claim the same case, and rows that cannot stand: each a sentence. */
export function parameterProblems(rows: readonly ParameterRow[]): readonly string[] {
  const problems: string[] = [];
  const byKey = Map.groupBy(rows, ({ key }) => key);
  for (const row of rows) {
    const where = `${row.area} ${row.key} ${row.from}`;
    if (!isDate(row.from) || (row.to !== null && (!isDate(row.to) || row.to < row.from))) {
      problems.push(`${where}：起止日期不对`);
    }
    const word = row.unit === 'word';
    const fits =
      row.value === null ||
      (typeof row.value === 'string' ? word : !word && Number.isSafeInteger(row.value) && row.value >= 0);
    if (!fits) problems.push(`${where}：数值 ${row.value} 不合单位 ${row.unit}`);
    if (row.unit === 'ratio' && typeof row.value === 'number' && row.value > 10_000) {
      problems.push(`${where}：比例超过1`);
    }
    if (row.source === '') problems.push(`${where}：没有出处`);
  }
  for (const same of byKey.values()) {
    same.forEach((one, index) => {
      for (const other of same.slice(index + 1)) {
        const related = areaChain(one.area).includes(other.area) || areaChain(other.area).includes(one.area);
        if (related && overlap(one, other)) {
          problems.push(`${one.key}：${one.area} ${one.from} 与 ${other.area} ${other.from} 两行规定同一情形`);
        }
      }
    });
  }
  return problems;
}

function overlap(a: Span, b: Span): boolean {
  return (a.to === null || b.from <= a.to) && (b.to === null || a.from <= b.to);
}

/** All rows, with what people have confirmed; made once, asked often. */
export class ParameterSet {
  readonly rows: readonly ParameterRow[];
  readonly #byKey: ReadonlyMap<string, readonly ParameterRow[]>;
  readonly #confirmations: ReadonlyMap<string, ParameterConfirmation>;
  readonly #supposed: readonly SupposedValue[];

  /** Throws where rows contradict each other: such files must not be used at all. */
  constructor(
    rows: readonly ParameterRow[],
    confirmations: readonly ParameterConfirmation[] = [],
    supposed: readonly SupposedValue[] = [],
  ) {
    const problems = parameterProblems(rows);
    if (problems.length > 0) throw new Error(`parameters cannot be used: ${problems.join('; ')}`);
    this.rows = rows;
    this.#byKey = Map.groupBy(rows, ({ key }) => key);
    this.#confirmations = new Map(confirmations.map((one) => [identity(one), one]));
    this.#supposed = supposed;
  }

  /** The same rows with other values supposed, for a what-if calculation. */
  supposing(values: readonly SupposedValue[]): ParameterSet {
    return new ParameterSet(this.rows, [...this.#confirmations.values()], [...this.#supposed, ...values]);
  }

  /** The same rows with more confirmations. */
  confirming(confirmations: readonly ParameterConfirmation[]): ParameterSet {
    return new ParameterSet(this.rows, [...this.#confirmations.values(), ...confirmations], this.#supposed);
  }

  /** The value in force in an area on a day. */
  find(area: AreaId, key: string, day: DateText): ParameterFound {
    const chain = areaChain(area);
    const row = this.#byKey
      .get(key)
      ?.find((one) => chain.includes(one.area) && one.from <= day && (one.to === null || day <= one.to));
    const supposed = this.#supposed.findLast(
      (one) => one.key === key && chain.includes(one.area) && one.from <= day && (one.to === null || day <= one.to),
    );
    if (row === undefined) return { kind: 'not-covered' };
    if (supposed !== undefined) {
      return { kind: 'in-force', value: supposed.value, row, confirmedBy: null, supposed: true };
    }
    if (isSolid(row) && row.value !== null) {
      return { kind: 'in-force', value: row.value, row, confirmedBy: null, supposed: false };
    }
    const confirmation = this.#confirmations.get(identity(row));
    if (confirmation === undefined) return { kind: 'unconfirmed', row };
    return { kind: 'in-force', value: confirmation.value, row, confirmedBy: confirmation.by, supposed: false };
  }

  /** Keys under a prefix that have a row in an area on a day: the levels of hospital, the diseases … */
  keysUnder(area: AreaId, prefix: string, day: DateText): readonly string[] {
    const chain = areaChain(area);
    return this.rows
      .filter(
        (row) =>
          row.key.startsWith(prefix) &&
          chain.includes(row.area) &&
          row.from <= day &&
          (row.to === null || day <= row.to),
      )
      .map(({ key }) => key);
  }

  /** The first day after `day` on which a key changes in an area, or null while no change is known. */
  nextChange(area: AreaId, key: string, day: DateText): DateText | null {
    const chain = areaChain(area);
    const days = (this.#byKey.get(key) ?? [])
      .filter((row) => chain.includes(row.area))
      .flatMap((row) => [row.from, ...(row.to === null ? [] : [dayAfter(row.to)])])
      .filter((one) => one > day)
      .sort();
    return days[0] ?? null;
  }
}

function identity({ area, key, from }: { readonly area: string; readonly key: string; readonly from: string }): string {
  return `${area} ${key} ${from}`;
}

function dayAfter(day: DateText): DateText {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
