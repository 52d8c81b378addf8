/** What every page of the funds' finance begins with: which bureau, which year, and what can be chosen. */
import { Alert, Empty, Select, Spin } from 'antd';
import { type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import '../office/office.css';
import { useTitle } from '../use-title.ts';
import { YearChoice, yearNamed, yearShown } from '../year-choice.tsx';
import { type Choices, useTreasury } from './treasury.ts';
import './treasury.css';

export interface Bureau {
  readonly department: string;
  readonly year: number;
  /** The latest that has anything on the books, where a page shows a month that nobody asked for. */
  readonly month: string;
  readonly choices: Choices;
  readonly sets: Choices['departments'][number]['sets'];
}

interface FrameProps {
  readonly title: string;
  /** Shows one year: of those that have a budget, or anything on the books. */
  readonly byYear?: 'budgeted' | 'booked';
  readonly tools?: (bureau: Bureau) => ReactNode;
  readonly children: (bureau: Bureau) => ReactNode;
}

export function TreasuryFrame({ title, byYear, tools, children }: FrameProps) {
  useTitle(title);
  const [search, setSearch] = useSearchParams();
  const choices = useTreasury<Choices>('choices');
  if (choices.isPending) return <Spin className="centre" />;
  if (choices.isError) return <Alert type="error" showIcon title={choices.error.message} role="alert" />;
  const { departments, today } = choices.data;
  const chosen = departments.find(({ id }) => id === search.get('department')) ?? departments[0];
  if (chosen === undefined) {
    return (
      <Empty
        image={Empty.PRESENTED_IMAGE_SIMPLE}
        description="还没有基金账套。请先为基金建账、确认科目编号并打开月份。"
      />
    );
  }
  const of = {
    asked: yearNamed(search.get('year')),
    years: chosen.years[byYear ?? 'booked'],
    present: Number(today.slice(0, 4)),
    lacking: byYear === 'budgeted' ? '还没有预算' : '还没有记账',
  };
  const present = today.slice(0, 7);
  const { lastMonth } = chosen.years;
  const bureau: Bureau = {
    department: chosen.id,
    year: yearShown(of),
    month: lastMonth !== null && lastMonth < present ? lastMonth : present,
    choices: choices.data,
    sets: chosen.sets,
  };
  const set = (name: string, value: string): void => {
    setSearch((before) => {
      const after = new URLSearchParams(before);
      after.set(name, value);
      return after;
    });
  };
  return (
    <div className="office treasury">
      <div className="office-page">
        <div className="office-head">
          <h1>{title}</h1>
          {departments.length > 1 && (
            <Select
              aria-label="经办机构"
              className="office-unit"
              value={chosen.id}
              onChange={(id: string) => set('department', id)}
              options={departments.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          {byYear !== undefined && <YearChoice {...of} onChoose={(year) => set('year', String(year))} />}
          <div className="office-tools">{tools?.(bureau)}</div>
        </div>
        {children(bureau)}
      </div>
    </div>
  );
}

/** What was asked for, or that it is on its way, or why there is none. */
export function Loaded<Answer>({
  from,
  children,
}: {
  readonly from: { readonly data: Answer | undefined; readonly error: Error | null };
  readonly children: (answer: Answer) => ReactNode;
}) {
  if (from.data !== undefined) return <>{children(from.data)}</>;
  if (from.error !== null) return <Alert type="error" showIcon title={from.error.message} role="alert" />;
  return <Spin />;
}
