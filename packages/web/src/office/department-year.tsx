/** Which department and which year a page shows: in the address, so that a link leads to the same figures. */
import { Alert, Empty, Select, Spin } from 'antd';
import { type ReactNode, useId } from 'react';
import { useSearchParams } from 'react-router';
import { OfficeYearChoice, useChoose, useUnits, useYear } from './chosen.tsx';

export interface DepartmentYear {
  readonly department: string;
  readonly year: number;
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
  const [search] = useSearchParams();
  const choose = useChoose();
  const departmentId = useId();
  const units = useUnits();
  const departments = units.data?.departments ?? [];
  const named = departments.find(({ id }) => id === search.get('department'));
  // A unit that another page has chosen belongs to one of the departments.
  const ofUnit = departments.find((one) => one.units.some(({ id }) => id === search.get('unit')));
  const shown = named ?? ofUnit ?? departments[0];
  const { year, of } = useYear([...new Set(shown?.units.flatMap(({ years }) => years) ?? [])]);
  if (units.isPending) return <Spin className="centre" />;
  if (units.isError) return <Alert type="error" showIcon title={units.error.message} />;
  if (shown === undefined) {
    return (
      <>
        <h1>{title}</h1>
        <Empty description="还没有设立部门。先建立部门和会计主体，再记账、填报。" />
      </>
    );
  }
  const chosen = { department: shown.id, year };
  return (
    <>
      <header className="office-head">
        <h1>{title}</h1>
        <label htmlFor={departmentId}>部门</label>
        <Select
          id={departmentId}
          className="office-unit"
          value={chosen.department}
          onChange={(value: string) => choose('department', value)}
          options={departments.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <OfficeYearChoice of={of} />
        <div className="office-tools">{tools?.(chosen)}</div>
      </header>
      {children(chosen)}
    </>
  );
}
