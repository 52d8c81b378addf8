/**
 * Which year a page opens at, the same everywhere: the one that the reader asked for, else the latest that has data, else the present
 * one. The years that have data can be chosen, and the present one, which says so where it has none yet.
 */
import { Select } from 'antd';
import { Field } from './field.tsx';

/** `years` that have data, `present` the year of today. */
export function yearShown(asked: number | null, years: readonly number[], present: number): number {
  if (asked !== null) return asked;
  const past = years.filter((year) => year <= present);
  return past.length === 0 ? present : Math.max(...past);
}

/** The latest first; `asked` is among them whether it has data or not. */
export function yearOptions(
  asked: number | null,
  years: readonly number[],
  present: number,
): readonly { readonly value: number; readonly label: string }[] {
  const all = [...new Set([...years, present, ...(asked === null ? [] : [asked])])].sort((a, b) => b - a);
  return all.map((value) => ({ value, label: years.includes(value) ? `${value}年` : `${value}年（还没有数）` }));
}

interface YearChoiceProps {
  readonly asked: number | null;
  readonly years: readonly number[];
  readonly present: number;
  readonly onChoose: (year: number) => void;
}

export function YearChoice({ asked, years, present, onChoose }: YearChoiceProps) {
  return (
    <Field label="年度">
      {(id) => (
        <Select
          id={id}
          className="year-choice"
          value={yearShown(asked, years, present)}
          onChange={onChoose}
          options={[...yearOptions(asked, years, present)]}
        />
      )}
    </Field>
  );
}
