/** The books, as the pages ask for them, and what their codes are called. */
import { useQuery } from '@tanstack/react-query';
import { getJson } from '../../api.ts';
import { type Schemas } from '../../words.ts';

export type BookSet = Schemas['BookSet'];
export type ChartAccount = Schemas['ChartAccount'];
export type Dimensions = Schemas['Dimensions'];
export type DimensionName = keyof Dimensions;
export type NamedAccount = Schemas['NamedAccount'];
export type Book = BookSet['book'];

export const bookNames: Readonly<Record<Book, string>> = {
  financial: '财务会计',
  budgetary: '预算会计',
  fund: '基金会计',
};

export const dimensionLabels: Readonly<Record<DimensionName, string>> = {
  functionCode: '支出功能分类',
  economyCode: '支出经济分类',
  fund: '基金',
  spending: '支出性质',
  source: '资金来源',
  project: '项目',
  counterpart: '部门内往来单位',
};

export const spendingNames: Readonly<Record<string, string>> = { basic: '基本支出', project: '项目支出' };

export const fundNames: Readonly<Record<string, string>> = {
  'employee-pooled': '职工医保统筹基金',
  'employee-personal': '职工医保个人账户',
  resident: '居民医保基金',
  assistance: '医疗救助基金',
  'civil-servant': '公务员医疗补助',
  'retired-cadre': '离休人员医疗经费',
};

/** Departments with their units and sets, as far as the person may look into their books. */
export function useBooks() {
  return useQuery({
    queryKey: ['books', 'departments'],
    queryFn: async () =>
      (await getJson<{ departments: readonly Schemas['BooksDepartment'][] }>('/api/books/departments')).departments,
  });
}

/** The sets of a unit, 财务会计 first; undefined while they are not known. */
export function useSets(unit: string): readonly BookSet[] | undefined {
  const { data } = useBooks();
  return (
    data?.flatMap(({ units }) => units).find(({ id }) => id === unit)?.sets ?? (data === undefined ? undefined : [])
  );
}

/** The other units of the department, which a transfer can go to. */
export function useSisters(unit: string): readonly { readonly id: string; readonly name: string }[] {
  const { data } = useBooks();
  const own = data?.find(({ units }) => units.some(({ id }) => id === unit));
  return own?.units.filter(({ id }) => id !== unit) ?? [];
}

/** The chart of a set on a day; nothing is asked while the day is none. */
export function useChart(set: string | undefined, date: string) {
  return useQuery({
    queryKey: ['books', 'chart', set, date],
    queryFn: async () =>
      (
        await getJson<{ accounts: readonly ChartAccount[] }>(
          `/api/books/sets/${encodeURIComponent(set ?? '')}/accounts?date=${date}`,
        )
      ).accounts,
    enabled: set !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(date),
    staleTime: 60_000,
  });
}

/** `1601 固定资产`. */
export function accountLabel({ code, name }: Pick<NamedAccount, 'code' | 'name'>): string {
  return code === null ? name : `${code} ${name}`;
}

/** The months of a year, `2024-01` to `2024-12`. */
export function monthsOf(year: number): readonly string[] {
  return Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`);
}

/** `2024-03` → `3月`. */
export function monthLabel(month: string): string {
  return `${Number(month.slice(5))}月`;
}
