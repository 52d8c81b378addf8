/** A part of an insurance page that shows one year, opened as `year-choice.tsx` says. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Spin } from 'antd';
import { type ReactNode, useState } from 'react';
import { getJson } from '../api.ts';
import { presentYear, YearChoice, yearShown } from '../year-choice.tsx';

/** What each duty tells of its years, and what is said of a year that is not among them. */
const told = {
  warnings: { of: 'assistance', lacking: '还没有数' },
  funds: { of: 'assistance', lacking: '还没有数' },
  enrolled: { of: 'enrolment', lacking: '还没有人参保' },
  subsidised: { of: 'enrolment', lacking: '还没有资助对象参保' },
} as const;

interface ByYearProps {
  readonly department: string;
  readonly what: keyof typeof told;
  /** What is shown of the year, with the choice of it. */
  readonly children: (year: number, choice: ReactNode) => ReactNode;
}

export function ByYear({ department, what, children }: ByYearProps) {
  const { of: duty, lacking } = told[what];
  const [asked, setAsked] = useState<number | null>(null);
  const found = useQuery({
    queryKey: [`${duty}-years`, department],
    queryFn: () =>
      getJson<{ readonly [kind: string]: readonly number[] }>(`/api/${duty}/years?department=${department}`),
  });
  if (found.isPending) return <Spin />;
  if (found.isError) return <Alert type="error" showIcon title={found.error.message} role="alert" />;
  const of = { asked, years: found.data[what] ?? [], present: presentYear(), lacking };
  return <>{children(yearShown(of), <YearChoice {...of} onChoose={setAsked} />)}</>;
}
