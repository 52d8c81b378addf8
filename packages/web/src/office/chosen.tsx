/** What the pages of the office are chosen by: the units, and the year – in the address, so that a link leads to the same figures. */
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useSearchParams } from 'react-router';
import { getJson } from '../api.ts';
import { type Schemas } from '../words.ts';
import { presentYear, YearChoice, type YearsAsked, yearNamed, yearShown } from '../year-choice.tsx';

export function useUnits() {
  return useQuery({
    queryKey: ['office-units'],
    queryFn: () => getJson<{ readonly departments: readonly Schemas['Department'][] }>('/api/office/units'),
  });
}

/** Sets one part of the address and leaves the others. */
export function useChoose(): (name: 'department' | 'unit' | 'year', value: string) => void {
  const [, setSearch] = useSearchParams();
  return (name, value) =>
    setSearch((before) => {
      before.set(name, value);
      return before;
    });
}

/** The year that the address names, else the latest of those that have a budget or vouchers. */
export function useYear(years: readonly number[]): { readonly year: number; readonly of: YearsAsked } {
  const [search] = useSearchParams();
  const of = { asked: yearNamed(search.get('year')), years, present: presentYear(), lacking: '还没有预算和凭证' };
  return { year: yearShown(of), of };
}

export function OfficeYearChoice({ of }: { readonly of: YearsAsked }) {
  const id = useId();
  const choose = useChoose();
  return (
    <>
      <label htmlFor={id}>年度</label>
      <YearChoice id={id} {...of} onChoose={(year) => choose('year', String(year))} />
    </>
  );
}
