/** 区划: by its name with the code small beside it, and chosen by either. */
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { getJson } from './api.ts';
import { type Schemas } from './words.ts';

/** `name` as the server gives it: the code itself where nothing is known of it, with the code in it where only what is around is known. */
export function Place({ code, name }: { readonly code: string; readonly name: string }) {
  if (code === '') return null;
  if (name === code) {
    return (
      <>
        {code} <small className="quiet">没有这个区划的名称</small>
      </>
    );
  }
  if (name.includes(code)) return name;
  return (
    <>
      {name} <small className="quiet">{code}</small>
    </>
  );
}

interface DivisionSelectProps {
  readonly id: string;
  readonly value: string | null;
  readonly onChange: (code: string | null) => void;
}

export function DivisionSelect({ id, value, onChange }: DivisionSelectProps) {
  const [text, setText] = useState('');
  const found = useQuery({
    queryKey: ['divisions', text],
    queryFn: () =>
      getJson<{ divisions: readonly Schemas['Division'][] }>(
        `/api/divisions?${new URLSearchParams({ text }).toString()}`,
      ),
    placeholderData: (before) => before,
  });
  return (
    <Select
      id={id}
      popupMatchSelectWidth={false}
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder="名称或代码，如“长沙 岳麓”"
      value={value}
      onChange={(code: string | undefined) => onChange(code ?? null)}
      notFoundContent="没有这样的地方，请核对名称或代码；县没有列入的选它所属的市。"
      options={(found.data?.divisions ?? []).map(({ code, name }) => ({ value: code, label: `${name}（${code}）` }))}
    />
  );
}
