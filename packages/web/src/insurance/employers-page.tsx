/** 参保单位: found, registered by their 统一社会信用代码, struck off. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Spin } from 'antd';
import { useState } from 'react';
import { getJson, postJson } from '../api.ts';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { type Recorded, RecordForm } from '../office/entry/record-form.tsx';
import '../office/office.css';
import { useMay } from '../session.tsx';
import { useTitle } from '../use-title.ts';
import { type Schemas } from '../words.ts';
import './insurance.css';
import { employerKindNames } from './names.ts';
import { Paged } from './paged.tsx';

interface Answer {
  readonly employers: readonly Schemas['Employer'][];
  readonly total: number;
}

export function EmployersPage() {
  useTitle('参保单位');
  const may = useMay();
  const queries = useQueryClient();
  const [where, setWhere] = useState('text=&offset=0');
  const [ending, setEnding] = useState<Schemas['Employer'] | null>(null);
  const [registering, setRegistering] = useState(false);
  const listed = useQuery({
    queryKey: ['employers', where],
    queryFn: () => getJson<Answer>(`/api/employers?${where}`),
    placeholderData: (before) => before,
  });
  const done = (): void => {
    setRegistering(false);
    setEnding(null);
    void queries.invalidateQueries({ queryKey: ['employers'] });
  };
  return (
    <div className="insurance office">
      <h1>参保单位</h1>
      <Paged label="单位名称或统一社会信用代码" total={listed.data?.total ?? 0} onWhere={setWhere} />
      {may('insured.write') && !registering && (
        <p>
          <Button onClick={() => setRegistering(true)}>登记参保单位</Button>
        </p>
      )}
      {registering && <Register onDone={done} />}
      {ending !== null && (
        <RecordForm
          key={ending.code}
          title={`注销“${ending.name}”的登记`}
          fields={() => [{ kind: 'date', name: 'to', label: '最后一天' }]}
          submit="注销"
          said="已注销登记。"
          send={async (_, values): Promise<Recorded> => {
            const answer = await postJson<Schemas['Entered']>(`/api/employers/${ending.code}/end`, {
              to: values.text('to'),
            });
            return { ...answer, warnings: [] };
          }}
          onDone={done}
        />
      )}
      {listed.isPending && <Spin />}
      {listed.isError && <Alert type="error" showIcon title={listed.error.message} role="alert" />}
      {listed.data !== undefined && (
        <LedgerTable
          label="参保单位"
          rows={listed.data.employers}
          rowKey={({ code }) => code}
          empty={where.startsWith('text=&') ? '还没有登记参保单位。' : '没有这样的参保单位。'}
          struck={({ to }) => to !== null}
          columns={[
            { title: '统一社会信用代码', cell: ({ code }) => code },
            { title: '名称', cell: ({ name }) => name },
            { title: '类型', cell: ({ kind }) => employerKindNames[kind] },
            { title: '参保地', cell: ({ place }) => place },
            { title: '登记', cell: ({ from, to }) => `${from}至${to ?? '今'}` },
            {
              title: '',
              cell: (one) =>
                may('insured.write') && one.to === null ? (
                  <Button size="small" type="link" onClick={() => setEnding(one)}>
                    注销
                  </Button>
                ) : null,
            },
          ]}
        />
      )}
    </div>
  );
}

function Register({ onDone }: { readonly onDone: () => void }) {
  const kinds = Object.entries(employerKindNames).map(([value, label]) => ({ value, label }));
  return (
    <RecordForm
      title="登记参保单位"
      fields={() => [
        { kind: 'text', name: 'code', label: '统一社会信用代码', hint: '18位，末位校验。' },
        { kind: 'text', name: 'name', label: '名称' },
        { kind: 'choice', name: 'kind', label: '类型', options: kinds },
        { kind: 'text', name: 'area', label: '参保地', hint: '6位县级区划代码。' },
        { kind: 'date', name: 'from', label: '登记日期' },
      ]}
      send={async (_, values): Promise<Recorded> => {
        const body = Object.fromEntries(
          ['code', 'name', 'kind', 'area', 'from'].map((name) => [name, values.text(name)]),
        );
        return { ...(await postJson<Schemas['Entered']>('/api/employers', body)), warnings: [] };
      }}
      onDone={onDone}
    />
  );
}
