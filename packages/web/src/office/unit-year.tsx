/** Which unit and which year the pages of the office show: in the address, so that a link leads to the same figures. */
import { Alert, Empty, Select, Spin } from 'antd';
import { type ReactNode, useId } from 'react';
import { useSearchParams } from 'react-router';
import { OfficeYearChoice, useChoose, useUnits, useYear } from './chosen.tsx';

export interface UnitYear {
  readonly unit: string;
  readonly year: number;
}

/** The heading of a page with its choice of unit and year, and the page below for what is chosen. */
export function UnitYearPage({
  title,
  byYear = true,
  tools,
  children,
}: {
  readonly title: string;
  /** False where what is shown has a day of its own, so that a year cannot be chosen. */
  readonly byYear?: boolean;
  /** What stands at the right of the heading. */
  readonly tools?: (chosen: UnitYear) => ReactNode;
  readonly children: (chosen: UnitYear) => ReactNode;
}) {
  const [search] = useSearchParams();
  const choose = useChoose();
  const unitId = useId();
  const units = useUnits();
  const all = units.data?.departments.flatMap((department) => department.units) ?? [];
  const shown = all.find(({ id }) => id === search.get('unit')) ?? all[0];
  const { year, of } = useYear(shown?.years ?? []);
  if (units.isPending) return <Spin className="centre" />;
  if (units.isError) return <Alert type="error" showIcon title={units.error.message} />;
  if (shown === undefined) {
    return (
      <>
        <h1>{title}</h1>
        <Empty description="还没有设立单位。先建立部门和会计主体，再登记预算。" />
      </>
    );
  }
  const chosen = { unit: shown.id, year };
  return (
    <>
      <header className="office-head">
        <h1>{title}</h1>
        <label htmlFor={unitId}>单位</label>
        <Select
          id={unitId}
          className="office-unit"
          value={chosen.unit}
          onChange={(value: string) => choose('unit', value)}
          options={units.data.departments.map((department) => ({
            label: department.name,
            options: department.units.map(({ id, name }) => ({ value: id, label: name })),
          }))}
        />
        {byYear && <OfficeYearChoice of={of} />}
        <div className="office-tools">{tools?.(chosen)}</div>
      </header>
      {children(chosen)}
    </>
  );
}
