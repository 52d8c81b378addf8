/** 门诊慢特病和两病待遇资格 of a person: what was found and by whom; entered by one, reviewed by another, ended with the reason. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Spin } from 'antd';
import { useState } from 'react';
import { getJson, postJson } from '../api.ts';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { ReasonAction } from '../office/entry/reason-action.tsx';
import { type Recorded, RecordForm, type Values } from '../office/entry/record-form.tsx';
import { useMay } from '../session.tsx';
import { type Schemas } from '../words.ts';
import { entitlementKindNames, entitlementStateNames } from './names.ts';

type Entitlement = Schemas['BenefitEntitlement'];

interface Bureaus {
  readonly departments: readonly { readonly id: string }[];
}

export function EntitlementsOf({ person }: { readonly person: string }) {
  const may = useMay();
  const [entering, setEntering] = useState(false);
  const queryKey = ['entitlements', person];
  const asked = useQuery({
    queryKey,
    queryFn: () => getJson<{ entitlements: readonly Entitlement[] }>(`/api/insured/${person}/entitlements`),
  });
  const bureaus = useQuery({
    queryKey: ['settlement-departments'],
    queryFn: () => getJson<Bureaus>('/api/settlements/choices'),
  });
  if (asked.isPending) return <Spin />;
  if (asked.isError) return <Alert type="error" showIcon title={asked.error.message} role="alert" />;
  const department = bureaus.data?.departments[0]?.id;
  return (
    <section aria-label="门诊慢特病、两病资格">
      <h2>门诊慢特病、两病资格</h2>
      {may('entitlement.write') && department !== undefined && !entering && (
        <div className="record-actions">
          <Button size="small" onClick={() => setEntering(true)}>
            认定
          </Button>
        </div>
      )}
      {entering && department !== undefined && (
        <Grant person={person} department={department} onDone={() => setEntering(false)} />
      )}
      <EntitlementTable rows={asked.data.entitlements} ofOnePerson />
    </section>
  );
}

interface GrantProps {
  readonly person: string;
  readonly department: string;
  readonly onDone: () => void;
}

type Diseases = Readonly<Record<Entitlement['kind'], readonly { readonly id: string; readonly name: string }[]>>;

function Grant({ person, department, onDone }: GrantProps) {
  const queries = useQueryClient();
  const [day, setDay] = useState('');
  const diseases = useQuery({
    queryKey: ['diseases', person, department, day],
    queryFn: () => getJson<Diseases>(`/api/insured/${person}/diseases?department=${department}&day=${day}`),
    enabled: /^\d{4}-\d{2}-\d{2}$/.test(day),
    placeholderData: (before) => before,
  });
  const fields = ({ kind }: Values) => {
    const known = diseases.data?.[kind === 'two-disease' ? 'two-disease' : 'chronic'] ?? [];
    return [
      { kind: 'date', name: 'from', label: '资格起始' },
      { kind: 'date', name: 'to', label: '资格截止', optional: true, hint: '长期有效的不填。' },
      {
        kind: 'choice',
        name: 'kind',
        label: '待遇',
        options: Object.entries(entitlementKindNames).map(([value, label]) => ({ value, label })),
      },
      {
        kind: 'choice',
        name: 'item',
        label: '病种',
        search: true,
        hint: known.length === 0 ? '先填起始日期；那天没有参保或没有规定的，没有病种可选。' : '',
        options: known.map(({ id, name }) => ({ value: id, label: name })),
      },
      { kind: 'text', name: 'doctor', label: '责任医师' },
      { kind: 'text', name: 'institution', label: '认定机构' },
      { kind: 'text', name: 'opinion', label: '医师意见', wide: true },
    ] as const;
  };
  return (
    <RecordForm
      title="认定门诊慢特病、两病资格"
      fields={fields}
      initial={{ kind: 'chronic' }}
      // The diseases follow from the day, since the rules and the cover do.
      onValues={({ from }) => setDay(typeof from === 'string' ? from : '')}
      said="已录入，等另一人复核。"
      send={async (id, { text, given }): Promise<Recorded> => {
        const answer = await postJson<Schemas['Entered']>(`/api/insured/${person}/entitlements`, {
          id,
          department,
          kind: text('kind'),
          item: text('item'),
          from: text('from'),
          to: given('to'),
          doctor: text('doctor'),
          institution: text('institution'),
          opinion: text('opinion'),
        });
        await queries.invalidateQueries({ queryKey: ['entitlements'] });
        return { ...answer, warnings: [] };
      }}
      onDone={onDone}
    />
  );
}

interface TableProps {
  readonly rows: readonly Entitlement[];
  readonly ofOnePerson?: boolean;
  /** Opens the person of a row. */
  readonly onPerson?: (id: string) => void;
}

export function EntitlementTable({ rows, ofOnePerson = false, onPerson }: TableProps) {
  const person = {
    title: '姓名',
    cell: ({ person: id, personName }: Entitlement) => (
      <Button type="link" size="small" onClick={() => onPerson?.(id)}>
        {personName}
      </Button>
    ),
  };
  return (
    <LedgerTable
      label="门诊慢特病、两病资格"
      rows={rows}
      rowKey={({ person: of, id }) => `${of} ${id}`}
      empty={ofOnePerson ? '没有认定过资格。' : '没有这样的资格。'}
      struck={({ state, from, to }) => state === 'rejected' || (to !== null && to < from)}
      columns={[
        ...(ofOnePerson ? [] : [person]),
        { title: '待遇', cell: ({ kind }) => entitlementKindNames[kind] },
        { title: '病种', cell: ({ itemName }) => itemName },
        { title: '起止', cell: ({ from, to }) => `${from}至${to ?? '长期'}` },
        { title: '医师意见', cell: ({ doctor, institution, opinion }) => `${opinion}（${institution}，${doctor}）` },
        { title: '状态', cell: stateOf },
        { title: '录入、复核', cell: ({ maker, checker }) => (checker === null ? maker : `${maker}、${checker}`) },
        { title: '', cell: (row) => <Acts row={row} /> },
      ]}
    />
  );
}

function stateOf({ state, checkReason, endReason }: Entitlement): string {
  if (checkReason !== null) return `${entitlementStateNames[state]}：${checkReason}`;
  return endReason === null ? entitlementStateNames[state] : `已终止：${endReason}`;
}

function Acts({ row }: { readonly row: Entitlement }) {
  const may = useMay();
  const queries = useQueryClient();
  const [ending, setEnding] = useState(false);
  const { person, id, state, mine, endReason } = row;
  const act = async (path: string, body: object): Promise<void> => {
    await postJson(`/api/insured/${person}/entitlements/${id}/${path}`, body);
    await queries.invalidateQueries({ queryKey: ['entitlements'] });
  };
  if (ending) {
    return (
      <RecordForm
        title="终止资格"
        fields={() => [
          { kind: 'date', name: 'to', label: '最后一天', hint: '认定有误、从未成立的，填起始的前一天。' },
          { kind: 'text', name: 'reason', label: '终止原因' },
        ]}
        submit="终止"
        said="已终止。"
        send={async (_, { text }): Promise<Recorded> => {
          await act('end', { to: text('to'), reason: text('reason') });
          return { id, again: false, warnings: [] };
        }}
        onDone={() => setEnding(false)}
      />
    );
  }
  return (
    <div className="record-actions">
      {state === 'made' && !mine && may('entitlement.check') && (
        <>
          <ReasonAction
            label="复核通过"
            ask={null}
            said="已认定，起始日以后的就诊据以支付。"
            primary
            act={() => act('review', { decision: 'confirm' })}
          />
          <ReasonAction
            label="不通过"
            ask="不通过的理由"
            said="已登记为不通过。"
            danger
            act={(reason) => act('review', { decision: 'reject', reason })}
          />
        </>
      )}
      {state !== 'rejected' && endReason === null && may('entitlement.write') && (
        <Button size="small" type="link" onClick={() => setEnding(true)}>
          终止
        </Button>
      )}
    </div>
  );
}
