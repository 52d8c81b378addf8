/** 定点医药机构: found, registered, and the agreements by which they may settle. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Spin } from 'antd';
import { useState } from 'react';
import { getJson, postJson } from '../api.ts';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { type Recorded, RecordForm } from '../office/entry/record-form.tsx';
import '../office/office.css';
import { useMay } from '../session.tsx';
import { today } from '../today.ts';
import { useTitle } from '../use-title.ts';
import { type Schemas } from '../words.ts';
import './insurance.css';
import { institutionKindNames } from './names.ts';
import { Paged } from './paged.tsx';

type Institution = Schemas['CareInstitution'];

interface Answer {
  readonly institutions: readonly Institution[];
  readonly total: number;
}

interface Level {
  readonly id: string;
  readonly name: string;
}

export function InstitutionsPage() {
  useTitle('定点医药机构');
  const may = useMay();
  const queries = useQueryClient();
  const [where, setWhere] = useState('text=&offset=0');
  const [registering, setRegistering] = useState(false);
  const listed = useQuery({
    queryKey: ['institutions', where],
    queryFn: () => getJson<Answer>(`/api/institutions?${where}`),
    placeholderData: (before) => before,
  });
  const choices = useQuery({
    queryKey: ['settlement-choices', 'levels'],
    queryFn: () => getJson<{ levels: readonly Level[] }>('/api/settlements/choices?scheme=resident&kind=inpatient'),
  });
  const levels = choices.data?.levels ?? [];
  const again = (): void => void queries.invalidateQueries({ queryKey: ['institutions'] });
  return (
    <div className="insurance office">
      <h1>定点医药机构</h1>
      <Paged label="机构名称或编号" total={listed.data?.total ?? 0} onWhere={setWhere} />
      {may('insured.write') && !registering && (
        <p>
          <Button onClick={() => setRegistering(true)}>登记定点医药机构</Button>
        </p>
      )}
      {registering && (
        <Register
          levels={levels}
          onDone={() => {
            setRegistering(false);
            again();
          }}
        />
      )}
      {listed.isPending && <Spin />}
      {listed.isError && <Alert type="error" showIcon title={listed.error.message} role="alert" />}
      {listed.data !== undefined && (
        <LedgerTable
          label="定点医药机构"
          rows={listed.data.institutions}
          rowKey={({ code }) => code}
          empty={where.startsWith('text=&') ? '还没有登记定点医药机构。' : '没有这样的定点医药机构。'}
          columns={[
            { title: '编号', cell: ({ code }) => code },
            { title: '名称', cell: ({ name }) => name },
            { title: '类型', cell: ({ kind }) => institutionKindNames[kind] },
            { title: '所在地', cell: ({ place }) => place },
            { title: '级别', cell: ({ level }) => levels.find(({ id }) => id === level)?.name ?? (level || '—') },
            { title: 'DIP付费', cell: ({ dip }) => (dip ? '是' : '否') },
            { title: '协议', cell: ({ agreements: [latest] }) => (latest === undefined ? '没有' : termOf(latest)) },
          ]}
          detail={(row) => <Agreements institution={row} writes={may('insured.write')} onChanged={again} />}
        />
      )}
    </div>
  );
}

function termOf({ from, to, endedOn }: Institution['agreements'][number]): string {
  return endedOn === null ? `${from}至${to}` : `${from}至${endedOn}（提前终止）`;
}

interface AgreementsProps {
  readonly institution: Institution;
  readonly writes: boolean;
  readonly onChanged: () => void;
}

function Agreements({ institution: { code, agreements }, writes, onChanged }: AgreementsProps) {
  const [act, setAct] = useState<'enter' | { readonly end: string } | null>(null);
  const done = (): void => {
    setAct(null);
    onChanged();
  };
  return (
    <>
      <ul className="plain">
        {agreements.map((one) => (
          <li key={one.id}>
            {termOf(one)}{' '}
            {writes && one.endedOn === null && one.to >= today() && (
              <Button size="small" type="link" onClick={() => setAct({ end: one.id })}>
                提前终止
              </Button>
            )}
          </li>
        ))}
        {agreements.length === 0 && <li>还没有服务协议。</li>}
      </ul>
      {writes && act === null && (
        <Button size="small" onClick={() => setAct('enter')}>
          登记协议
        </Button>
      )}
      {act !== null && (
        <RecordForm
          key={JSON.stringify(act)}
          title={act === 'enter' ? '登记协议' : '提前终止协议'}
          fields={() =>
            act === 'enter'
              ? [
                  { kind: 'date', name: 'from', label: '协议起始' },
                  { kind: 'date', name: 'to', label: '协议截止' },
                ]
              : [
                  { kind: 'date', name: 'to', label: '最后一天' },
                  { kind: 'text', name: 'reason', label: '终止原因', wide: true },
                ]
          }
          submit="保存"
          said="已保存。"
          send={async (id, values): Promise<Recorded> => {
            const at = `/api/institutions/${code}/agreements`;
            const answer =
              act === 'enter'
                ? await postJson<Schemas['Entered']>(at, { id, from: values.text('from'), to: values.text('to') })
                : await postJson<Schemas['Entered']>(`${at}/${act.end}/end`, {
                    to: values.text('to'),
                    reason: values.text('reason'),
                  });
            return { ...answer, warnings: [] };
          }}
          onDone={done}
        />
      )}
    </>
  );
}

function Register({ levels, onDone }: { readonly levels: readonly Level[]; readonly onDone: () => void }) {
  const kinds = Object.entries(institutionKindNames).map(([value, label]) => ({ value, label }));
  return (
    <RecordForm
      title="登记定点医药机构"
      fields={({ kind }) => [
        { kind: 'text', name: 'code', label: '编号', hint: '国家编码12位：医疗机构H开头，药店P开头。' },
        { kind: 'text', name: 'name', label: '名称' },
        { kind: 'choice', name: 'kind', label: '类型', options: kinds },
        { kind: 'text', name: 'area', label: '所在地', hint: '6、9或12位区划代码。' },
        ...(kind === 'pharmacy'
          ? []
          : [
              {
                kind: 'choice',
                name: 'level',
                label: '级别',
                options: levels.map(({ id, name }) => ({ value: id, label: name })),
              } as const,
              { kind: 'check', name: 'dip', label: '住院按DIP付费' } as const,
            ]),
      ]}
      send={async (_, values): Promise<Recorded> => {
        const pharmacy = values.text('kind') === 'pharmacy';
        const body = {
          code: values.text('code'),
          name: values.text('name'),
          kind: values.text('kind'),
          area: values.text('area'),
          level: pharmacy ? '' : values.text('level'),
          dip: !pharmacy && values.checked('dip'),
        };
        return { ...(await postJson<Schemas['Entered']>('/api/institutions', body)), warnings: [] };
      }}
      onDone={onDone}
    />
  );
}
