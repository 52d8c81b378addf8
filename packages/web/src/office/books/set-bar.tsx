/** Which book, which months, and whether the year-end vouchers count: in the address, so that a link leads to the same figures. */
import { Checkbox, Segmented, Select } from 'antd';
import { useSearchParams } from 'react-router';
import { type BookSet, bookNames, monthLabel, monthsOf, useSets } from './books.ts';

export interface SetRange {
  readonly set: BookSet;
  readonly from: string;
  readonly to: string;
  readonly stage: 'closed' | 'before-closing';
}

/** What the address says, or the whole year of the first book; null while the books are not known or there are none. */
export function useSetRange(unit: string, year: number): SetRange | null {
  const [search] = useSearchParams();
  const sets = useSets(unit);
  const set = sets?.find(({ id }) => id === search.get('set')) ?? sets?.[0];
  if (set === undefined) return null;
  const months = monthsOf(year);
  const from = months.find((month) => month === search.get('from')) ?? `${year}-01`;
  const to = months.find((month) => month === search.get('to') && month >= from) ?? `${year}-12`;
  return { set, from, to, stage: search.get('stage') === 'before-closing' ? 'before-closing' : 'closed' };
}

/** The same as parameters of an address. */
export function rangeSearch({ set, from, to, stage }: SetRange): string {
  return `set=${encodeURIComponent(set.id)}&from=${from}&to=${to}${stage === 'closed' ? '' : `&stage=${stage}`}`;
}

interface SetBarProps {
  readonly unit: string;
  readonly year: number;
  readonly range: SetRange;
  /** False where the year-end vouchers are always among the rest. */
  readonly stages?: boolean;
}

export function SetBar({ unit, year, range, stages = true }: SetBarProps) {
  const [, setSearch] = useSearchParams();
  const sets = useSets(unit) ?? [];
  const choose = (changes: Readonly<Record<string, string | null>>): void => {
    setSearch((before) => {
      for (const [name, value] of Object.entries(changes)) {
        if (value === null) before.delete(name);
        else before.set(name, value);
      }
      return before;
    });
  };
  const options = monthsOf(year).map((value) => ({ value, label: monthLabel(value) }));
  return (
    <div className="set-bar">
      <Segmented
        aria-label="账套"
        value={range.set.id}
        onChange={(set: string) => choose({ set, account: null })}
        options={sets.map(({ id, book }) => ({ value: id, label: bookNames[book] }))}
      />
      <span>
        <Select
          aria-label="起始月份"
          value={range.from}
          options={options}
          onChange={(from: string) => choose({ from, ...(from > range.to ? { to: from } : {}) })}
        />{' '}
        至{' '}
        <Select
          aria-label="截止月份"
          value={range.to}
          options={options.filter(({ value }) => value >= range.from)}
          onChange={(to: string) => choose({ to })}
        />
      </span>
      {stages && (
        <Checkbox
          checked={range.stage === 'before-closing'}
          onChange={(event) => choose({ stage: event.target.checked ? 'before-closing' : null })}
        >
          不含年末结转
        </Checkbox>
      )}
    </div>
  );
}
