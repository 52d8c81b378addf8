/** The bureau that a page of the insurance desk works for: chosen where there are several, remembered in the address. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Empty, Select, Spin } from 'antd';
import { type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { getJson } from '../api.ts';

interface Choices {
  readonly departments: readonly { readonly id: string; readonly name: string }[];
}

export function OfDepartment({
  title,
  children,
}: {
  readonly title: string;
  readonly children: (department: string) => ReactNode;
}) {
  const [search, setSearch] = useSearchParams();
  const choices = useQuery({
    queryKey: ['contribution-choices'],
    queryFn: () => getJson<Choices>('/api/contributions/choices'),
    staleTime: 300_000,
  });
  if (choices.isPending) return <Spin className="centre" />;
  if (choices.isError) return <Alert type="error" showIcon title={choices.error.message} role="alert" />;
  const { departments } = choices.data;
  const chosen = departments.find(({ id }) => id === search.get('department')) ?? departments[0];
  if (chosen === undefined) return <Empty description="还没有设立经办机构。先建立部门和基金的账套，再办理。" />;
  return (
    <>
      <div className="desk-head">
        <h1>{title}</h1>
        {departments.length > 1 && (
          <Select
            aria-label="经办机构"
            value={chosen.id}
            onChange={(id) => setSearch({ department: id })}
            options={departments.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </div>
      {children(chosen.id)}
    </>
  );
}
