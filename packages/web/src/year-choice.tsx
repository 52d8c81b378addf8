/**
 * Which year a page opens at, the same everywhere: the one that the reader asked for, else the latest that has data, else the present
 * one. The years that have data can be chosen, and the present one, which says so where it has none yet.
 */
import { Select } from 'antd';

export interface YearsAsked {
  /** Null where the reader has not chosen one. */
  readonly asked: number | null;
  /** Those that have data, in any order. */
  readonly years: readonly number[];
  /** The year of today. */
  readonly present: number;
  /** What is said beside a year without data. */
  readonly lacking?: string;
}

export function presentYear(): number {
  return new Date().getFullYear();
}

export function yearShown({ asked, years, present }: YearsAsked): number {
  if (asked !== null) return asked;
  const past = years.filter((year) => year <= present);
  return past.length === 0 ? present : Math.max(...past);
}

/** The latest first; the one that was asked for is among them whether it has data or not. */
export function yearOptions({
  asked,
  years,
  present,
  lacking = '还没有数',
}: YearsAsked): readonly { readonly value: number; readonly label: string }[] {
  const all = new Set([...years, present, ...(asked === null ? [] : [asked])]);
  return [...all]
    .sort((a, b) => b - a)
    .map((value) => ({ value, label: years.includes(value) ? `${value}年` : `${value}年（${lacking}）` }));
}

/** The year that an address names; null where it names none. */
export function yearNamed(text: string | null): number | null {
  return text !== null && /^(?:199|20\d)\d$/.test(text) ? Number(text) : null;
}

interface YearChoiceProps extends YearsAsked {
  readonly onChoose: (year: number) => void;
  /** What a label points to. */
  readonly id?: string;
}

export function YearChoice({ onChoose, id, ...of }: YearChoiceProps) {
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      aria-label="年度"
      value={yearShown(of)}
      onChange={onChoose}
      options={[...yearOptions(of)]}
    />
  );
}
