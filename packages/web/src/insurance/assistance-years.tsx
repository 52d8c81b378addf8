/** A part of the pages of assistance that shows one year, opened as `year-choice.tsx` says. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Spin } from 'antd';
import { type ReactNode, useState } from 'react';
import { getJson } from '../api.ts';
import { presentYear, YearChoice, yearShown } from '../year-choice.tsx';

interface Years {
  readonly warnings: readonly number[];
  readonly funds: readonly number[];
}

interface OfYearProps {
  readonly department: string;
  readonly what: keyof Years;
  /** What is shown of the year, with the choice of it. */
  readonly children: (year: number, choice: ReactNode) => ReactNode;
}

export function AssistanceYear({ department, what, children }: OfYearProps) {
  const [asked, setAsked] = useState<number | null>(null);
  const found = useQuery({
    queryKey: ['assistance-years', department],
    queryFn: () => getJson<Years>(`/api/assistance/years?department=${department}`),
  });
  if (found.isPending) return <Spin />;
  if (found.isError) return <Alert type="error" showIcon title={found.error.message} role="alert" />;
  const of = { asked, years: found.data[what], present: presentYear() };
  return <>{children(yearShown(of), <YearChoice {...of} onChoose={setAsked} />)}</>;
}
