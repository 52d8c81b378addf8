/** Which unit and which year the pages of the office show: in the address, so that a link leads to the same figures. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Empty, Select, Spin } from 'antd';
import { type ReactNode, useId } from 'react';
import { useSearchParams } from 'react-router';
import { getJson } from '../api.ts';
import { type Schemas } from '../words.ts';

export interface UnitYear {
  readonly unit: string;
  readonly year: number;
}

/** The years that can be chosen: the present one and those before it. */
function years(): readonly number[] {
  const present = new Date().getFullYear();
  return Array.from({ length: 8 }, (_, index) => present - index);
}

/** The heading of a page with its choice of unit and year, and the page below for what is chosen. */
export function UnitYearPage({
  title,
  tools,
  children,
}: {
  readonly title: string;
  /** What stands at the right of the heading. */
  readonly tools?: (chosen: UnitYear) => ReactNode;
  readonly children: (chosen: UnitYear) => ReactNode;
}) {
  const [search, setSearch] = useSearchParams();
  const [unitId, yearId] = [useId(), useId()];
  const units = useQuery({
    queryKey: ['office-units'],
    queryFn: () => getJson<{ readonly departments: readonly Schemas['Department'][] }>('/api/office/units'),
    staleTime: 300_000,
  });
  if (units.isPending) return <Spin className="centre" />;
  if (units.isError) return <Alert type="error" showIcon title={units.error.message} />;
  const all = units.data.departments.flatMap((department) => department.units);
  const first = all[0];
  if (first === undefined) {
    return (
      <>
        <h1>{title}</h1>
        <Empty description="还没有设立单位。先建立部门和会计主体，再登记预算。" />
      </>
    );
  }
  const asked = search.get('unit');
  const unit = all.find(({ id }) => id === asked)?.id ?? first.id;
  const askedYear = Number(search.get('year'));
  const year = Number.isInteger(askedYear) && askedYear >= 2000 && askedYear <= 2099 ? askedYear : (years()[0] ?? 2024);
  const choose = (name: 'unit' | 'year', value: string): void => {
    setSearch((before) => {
      before.set(name, value);
      return before;
    });
  };
  const chosen = { unit, year };
  return (
    <>
      <header className="office-head">
        <h1>{title}</h1>
        <label htmlFor={unitId}>单位</label>
        <Select
          id={unitId}
          className="office-unit"
          value={unit}
          onChange={(value: string) => choose('unit', value)}
          options={units.data.departments.map((department) => ({
            label: department.name,
            options: department.units.map(({ id, name }) => ({ value: id, label: name })),
          }))}
        />
        <label htmlFor={yearId}>年度</label>
        <Select
          id={yearId}
          value={year}
          onChange={(value: number) => choose('year', String(value))}
          options={[...new Set([...years(), year])].map((value) => ({ value, label: String(value) }))}
        />
        <div className="office-tools">{tools?.(chosen)}</div>
      </header>
      {children(chosen)}
    </>
  );
}
