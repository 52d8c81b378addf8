/** 追溯重算: a scope is chosen and tried; what would differ for whom and why; another person books it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Input, Select, Spin } from 'antd';
import { useState } from 'react';
import { getJson, postJson } from '../api.ts';
import { Field } from '../field.tsx';
import { grouped } from '../office/amount.tsx';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { ReasonAction } from '../office/entry/reason-action.tsx';
import { newId } from '../office/new-id.ts';
import '../office/office.css';
import { useMay } from '../session.tsx';
import { useTitle } from '../use-title.ts';
import { type Schemas } from '../words.ts';
import { FindPerson } from './find-person.tsx';
import './insurance.css';

type Listed = Schemas['ListedRerun'];

const scopes = { person: '一个人', institution: '一家医疗机构', year: '全年' } as const;

export function RerunPage() {
  useTitle('追溯重算');
  const may = useMay();
  const runs = useQuery({
    queryKey: ['reruns'],
    queryFn: () => getJson<{ runs: readonly Listed[] }>('/api/reruns'),
    // A run of many is drawn up behind the page; its counts grow while one looks.
    refetchInterval: ({ state }) =>
      state.data?.runs.some(({ state: of }) => of === 'computing') === true ? 2_000 : false,
  });
  return (
    <div className="insurance">
      <h1>追溯重算</h1>
      <p className="quiet">
        按现在的参数和救助身份，把已结算的一年重新算一遍。试算只列差异，不改结算；入账把差额补在原结算旁边，由另一人办理。
      </p>
      {may('rerun.make') && <TryRerun />}
      {runs.isPending && <Spin />}
      {runs.isError && <Alert type="error" showIcon title={runs.error.message} role="alert" />}
      {runs.data !== undefined && (
        <LedgerTable
          label="历次重算"
          rows={runs.data.runs}
          rowKey={({ id }) => id}
          empty="还没有重算过。"
          struck={({ state }) => state === 'dropped'}
          columns={[
            { title: '年度', cell: ({ year }) => `${year}年` },
            {
              title: '范围',
              cell: ({ scope, scopeName, scopeValue }) => (scope === 'institution' ? scopeValue : scopeName),
            },
            { title: '依据', cell: ({ basis }) => basis },
            { title: '按', cell: groundsOf },
            { title: '状态', cell: ({ stateName }) => stateName },
            { title: '人数', num: true, cell: ({ persons }) => String(persons) },
            { title: '结算笔数', num: true, cell: ({ settlements }) => String(settlements) },
            { title: '试算人', cell: ({ maker }) => maker },
            { title: '入账人', cell: ({ booker }) => booker ?? '' },
          ]}
          detail={(row) => <Detail row={row} />}
        />
      )}
    </div>
  );
}

/** By which rules and catalogue, where not simply those in force. */
function groundsOf({ supposed, catalogue }: Listed): string {
  return [supposed > 0 ? `假设的${supposed}个参数` : '现行参数', ...(catalogue ? ['现行目录'] : [])].join('、');
}

function TryRerun() {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [id, setId] = useState(newId);
  const [scope, setScope] = useState<keyof typeof scopes>('person');
  const [person, setPerson] = useState<string | null>(null);
  const [institution, setInstitution] = useState('');
  const [year, setYear] = useState('');
  const [basis, setBasis] = useState('');
  const [catalogue, setCatalogue] = useState(false);
  const choices = useQuery({
    queryKey: ['settlement-choices'],
    queryFn: () => getJson<{ departments: readonly { readonly id: string }[] }>('/api/settlements/choices'),
  });
  const trying = useMutation({
    mutationFn: () =>
      postJson('/api/reruns', {
        id,
        department: choices.data?.departments[0]?.id ?? '',
        year: Number(year),
        scope,
        scopeValue: scope === 'person' ? (person ?? '') : scope === 'institution' ? institution.trim() : '',
        basis: basis.trim(),
        catalogue,
      }),
    onSuccess: () => {
      message.success('已开始试算，结果列在下面。');
      setId(newId());
      void queries.invalidateQueries({ queryKey: ['reruns'] });
    },
  });
  return (
    <section className="panel" aria-label="试算">
      {scope === 'person' && <FindPerson chosen={person} onChoose={setPerson} />}
      <form
        className="find"
        onSubmit={(event) => {
          event.preventDefault();
          trying.mutate();
        }}
      >
        <Field label="范围">
          {(of) => (
            <Select
              id={of}
              value={scope}
              onChange={setScope}
              options={Object.entries(scopes).map(([value, label]) => ({ value, label }))}
            />
          )}
        </Field>
        {scope === 'institution' && (
          <Field label="医疗机构">
            {(of) => <Input id={of} value={institution} onChange={(event) => setInstitution(event.target.value)} />}
          </Field>
        )}
        <Field label="年度">
          {(of) => <Input id={of} placeholder="2024" value={year} onChange={(event) => setYear(event.target.value)} />}
        </Field>
        <Field label="依据">
          {(of) => (
            <Input
              id={of}
              placeholder="文件或名单"
              maxLength={100}
              value={basis}
              onChange={(event) => setBasis(event.target.value)}
            />
          )}
        </Field>
        <Checkbox checked={catalogue} onChange={(event) => setCatalogue(event.target.checked)}>
          费用按现行目录重新归类
        </Checkbox>
        <Button
          type="primary"
          htmlType="submit"
          loading={trying.isPending}
          disabled={!/^\d{4}$/.test(year) || (scope === 'person' && person === null)}
        >
          试算
        </Button>
      </form>
      {trying.isError && <Alert type="error" showIcon title={trying.error.message} role="alert" />}
    </section>
  );
}

const said = (changes: readonly { readonly payer: string; readonly amount: string }[]): string =>
  changes.map(({ payer, amount }) => `${payer} ${amount.startsWith('-') ? '' : '+'}${grouped(amount)}`).join('，');

function Detail({ row }: { readonly row: Listed }) {
  const may = useMay();
  const queries = useQueryClient();
  const detail = useQuery({
    queryKey: ['rerun', row.id, row.state],
    queryFn: () => getJson<Schemas['RerunDetail']>(`/api/reruns/${row.id}`),
  });
  if (detail.isPending) return <Spin />;
  if (detail.isError) return <Alert type="error" showIcon title={detail.error.message} role="alert" />;
  const { differing, total, differences, stopped, asOf } = detail.data;
  const act = async (path: string): Promise<void> => {
    await postJson(`/api/reruns/${row.id}/${path}`, { department: row.department });
    await queries.invalidateQueries({ queryKey: ['reruns'] });
  };
  const open = row.state === 'computed' || row.state === 'booking';
  if (row.state === 'computing') {
    return (
      <>
        <p>
          正在试算，已算{row.persons}人{row.settlements}笔；算完后差异列在这里。
        </p>
        {may('rerun.make') && <ReasonAction label="放弃" ask={null} said="已放弃。" act={() => act('drop')} />}
      </>
    );
  }
  if (row.state === 'interrupted') {
    return (
      <>
        <Alert type="warning" showIcon title="上次重算因服务停止而中断，没有形成结果，请重新发起。" />
        {may('rerun.make') && (
          <div className="record-actions">
            <ReasonAction label="重新发起" ask={null} said="已重新开始试算。" primary act={() => act('restart')} />
            <ReasonAction label="放弃" ask={null} said="已放弃。" act={() => act('drop')} />
          </div>
        )}
      </>
    );
  }
  return (
    <>
      <p>
        救助身份以{asOf}所知为准。
        {differing.settlements === 0
          ? '每一笔都与原来相同，没有差异。'
          : `${differing.persons}人${differing.settlements}笔与原来不同，合计：${said(total)}（元）。`}
      </p>
      {stopped.map(({ name, message }) => (
        <Alert key={`${name} ${message}`} type="warning" showIcon title={`${name}没有重算：${message}`} />
      ))}
      {differences.length > 0 && (
        <LedgerTable
          label="差异"
          rows={differences}
          rowKey={({ settlement }) => settlement}
          empty=""
          columns={[
            { title: '姓名', cell: ({ name }) => name },
            { title: '就诊', cell: ({ institution, to }) => `${institution} ${to}` },
            { title: '差额（元）', cell: ({ payers }) => said(payers) },
            { title: '为什么', cell: ({ why }) => why.join('；') },
            { title: '', cell: ({ booked }) => (booked ? '已补差' : '') },
          ]}
          detail={({ staff }) => <pre className="steps">{staff.join('\n')}</pre>}
        />
      )}
      {differing.settlements > differences.length && <p className="quiet">只列前{differences.length}笔。</p>}
      <div className="record-actions">
        {open && differing.settlements > 0 && row.supposed === 0 && may('rerun.book') && (
          <ReasonAction label="补差入账" ask={null} said="已入账。" primary act={() => act('booking')} />
        )}
        {open && may('rerun.make') && <ReasonAction label="放弃" ask={null} said="已放弃。" act={() => act('drop')} />}
      </div>
    </>
  );
}
