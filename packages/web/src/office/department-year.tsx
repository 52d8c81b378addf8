/** Which department and which year a page shows: in the address, so that a link leads to the same figures. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Empty, Select, Spin } from 'antd';
import { type ReactNode, useId } from 'react';
import { useSearchParams } from 'react-router';
import { getJson } from '../api.ts';
import { type Schemas } from '../words.ts';

export interface DepartmentYear {
  readonly department: string;
  readonly year: number;
}

function years(): readonly number[] {
  const present = new Date().getFullYear();
  return Array.from({ length: 8 }, (_, index) => present - index);
}

/** The heading of a page with its choice of department and year, and the page below for what is chosen. */
export function DepartmentYearPage({
  title,
  tools,
  children,
}: {
  readonly title: string;
  readonly tools?: (chosen: DepartmentYear) => ReactNode;
  readonly children: (chosen: DepartmentYear) => ReactNode;
}) {
  const [search, setSearch] = useSearchParams();
  const [departmentId, yearId] = [useId(), useId()];
  const units = useQuery({
    queryKey: ['office-units'],
    queryFn: () => getJson<{ readonly departments: readonly Schemas['Department'][] }>('/api/office/units'),
    staleTime: 300_000,
  });
  if (units.isPending) return <Spin className="centre" />;
  if (units.isError) return <Alert type="error" showIcon title={units.error.message} />;
  const { departments } = units.data;
  const [first] = departments;
  if (first === undefined) {
    return (
      <>
        <h1>{title}</h1>
        <Empty description="还没有设立部门。先建立部门和会计主体，再记账、填报。" />
      </>
    );
  }
  const named = departments.find(({ id }) => id === search.get('department'));
  // A unit that another page has chosen belongs to one of the departments.
  const ofUnit = departments.find((one) => one.units.some(({ id }) => id === search.get('unit')));
  const department = (named ?? ofUnit ?? first).id;
  const askedYear = Number(search.get('year'));
  const year = Number.isInteger(askedYear) && askedYear >= 2000 && askedYear <= 2099 ? askedYear : (years()[0] ?? 2024);
  const choose = (name: 'department' | 'year', value: string): void => {
    setSearch((before) => {
      before.set(name, value);
      return before;
    });
  };
  const chosen = { department, year };
  return (
    <>
      <header className="office-head">
        <h1>{title}</h1>
        <label htmlFor={departmentId}>部门</label>
        <Select
          id={departmentId}
          className="office-unit"
          value={department}
          onChange={(value: string) => choose('department', value)}
          options={departments.map(({ id, name }) => ({ value: id, label: name }))}
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
