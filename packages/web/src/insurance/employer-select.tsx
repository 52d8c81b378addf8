/** A 参保单位 out of the registry, found by its name or code. */
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { getJson } from '../api.ts';
import { type Schemas } from '../words.ts';

interface EmployerSelectProps {
  readonly id: string;
  readonly value: string | null;
  readonly onChange: (code: string | null) => void;
}

export function EmployerSelect({ id, value, onChange }: EmployerSelectProps) {
  const [text, setText] = useState('');
  const found = useQuery({
    queryKey: ['employers', 'select', text],
    queryFn: () =>
      getJson<{ employers: readonly Schemas['Employer'][] }>(
        `/api/employers?${new URLSearchParams({ text, limit: '30', offset: '0' }).toString()}`,
      ),
    placeholderData: (before) => before,
  });
  return (
    <Select
      id={id}
      className="entry-choice"
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder="按名称或代码查找"
      value={value}
      onChange={(code: string | undefined) => onChange(code ?? null)}
      notFoundContent="没有登记这样的单位，请先到“参保单位”登记。"
      options={(found.data?.employers ?? []).map(({ code, name, to }) => ({
        value: code,
        label: `${name}（${code}）${to === null ? '' : `，${to}注销`}`,
      }))}
    />
  );
}
