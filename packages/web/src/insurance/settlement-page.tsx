/** 待遇结算: a person is found, a visit entered, looked at beforehand, settled; what was settled can be opened and taken back. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Empty, Spin } from 'antd';
import { useState } from 'react';
import { getJson, postJson } from '../api.ts';
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
import { amountNames, fundNames, memberNames, schemeNames, visitKindNames } from './names.ts';
import { Slip } from './slip.tsx';
import { VisitForm } from './visit-form.tsx';

type Person = Schemas['InsuredPerson'];
type Listed = Schemas['ListedSettlement'];

export function SettlementPage() {
  useTitle('待遇结算');
  const [person, setPerson] = useState<string | null>(null);
  return (
    <div className="insurance">
      <h1>待遇结算</h1>
      <FindPerson chosen={person} onChoose={setPerson} />
      {person === null ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="按姓名或身份证号查找参保人员，再办理结算。" />
      ) : (
        <OfPerson key={person} id={person} />
      )}
    </div>
  );
}

function OfPerson({ id }: { readonly id: string }) {
  const may = useMay();
  const [visit, setVisit] = useState(newId);
  const person = useQuery({ queryKey: ['insured', id], queryFn: () => getJson<Person>(`/api/insured/${id}`) });
  if (person.isPending) return <Spin />;
  if (person.isError) return <Alert type="error" showIcon title={person.error.message} role="alert" />;
  return (
    <>
      <PersonHead person={person.data} />
      {may('settlement.make') && (
        <VisitForm
          key={visit}
          person={id}
          scheme={person.data.spells.at(-1)?.scheme ?? 'resident'}
          onSettled={() => setVisit(newId())}
        />
      )}
      <Settlements person={id} />
    </>
  );
}

function PersonHead({ person }: { readonly person: Person }) {
  const { name, identity, bornOn, diedOn, spells, suspensions, categories } = person;
  return (
    <section className="panel" aria-label="参保人员">
      <h2>
        {name} <span className="quiet">{identity}</span>
      </h2>
      <p>
        {bornOn}出生{diedOn === null ? '' : `，${diedOn}死亡`}
      </p>
      <ul className="plain">
        {spells.map(({ id, scheme, member, place, from, to, waitingUntil }) => (
          <li key={id}>
            {schemeNames[scheme]}（{memberNames[member]}），参保地{place}，{from}至{to ?? '今'}
            {waitingUntil === null ? '' : `，等待期到${waitingUntil}`}
          </li>
        ))}
        {suspensions.map(({ id, from, to, reason }) => (
          <li key={id}>
            {from}至{to ?? '今'}暂停享受待遇：{reason}
          </li>
        ))}
        {categories.map(({ id, name: category, from, to, knownSince, document }) => (
          <li key={id}>
            {category}，{from}至{to ?? '今'}，{knownSince}获知（{document}）
          </li>
        ))}
        {spells.length === 0 && <li>没有参保登记。</li>}
      </ul>
    </section>
  );
}

function Settlements({ person }: { readonly person: string }) {
  const listed = useQuery({
    queryKey: ['settlements', person],
    queryFn: () => getJson<{ settlements: readonly Listed[] }>(`/api/insured/${person}/settlements`),
  });
  if (listed.isPending) return <Spin />;
  if (listed.isError) return <Alert type="error" showIcon title={listed.error.message} role="alert" />;
  return (
    <section aria-label="结算记录">
      <h2>结算记录</h2>
      <LedgerTable
        label="结算记录"
        rows={listed.data.settlements}
        rowKey={({ id }) => id}
        empty="还没有结算。"
        struck={({ cancelledBy }) => cancelledBy !== null}
        columns={[
          { title: '结算日', cell: ({ settledOn }) => settledOn },
          { title: '', cell: ({ kind, cancelledBy }) => stateOf(kind, cancelledBy) },
          { title: '医疗机构', cell: ({ institution, number }) => `${institution} ${number}` },
          { title: '就诊', cell: ({ visitKind, from, to }) => `${visitKindNames[visitKind]} ${from}至${to}` },
          { title: '总费用', num: true, cell: ({ amounts }) => grouped(amounts.total) },
          { title: '基金支付', num: true, cell: ({ amounts }) => grouped(amounts.funds) },
          { title: '个人负担', num: true, cell: ({ amounts }) => grouped(amounts.personal) },
          { title: '经办人', cell: ({ maker }) => maker },
        ]}
        detail={(row) => <Detail person={person} row={row} />}
      />
    </section>
  );
}

function stateOf(kind: Listed['kind'], cancelledBy: string | null): string {
  if (kind === 'cancelled') return '撤销';
  if (cancelledBy !== null) return '已撤销';
  return kind === 'adjusted' ? '补差' : '结算';
}

function Detail({ person, row }: { readonly person: string; readonly row: Listed }) {
  const may = useMay();
  const queries = useQueryClient();
  const [undo] = useState(newId);
  const detail = useQuery({
    queryKey: ['settlement', person, row.id],
    queryFn: () => getJson<Schemas['SettlementDetail']>(`/api/insured/${person}/settlements/${row.id}`),
  });
  if (detail.isPending) return <Spin />;
  if (detail.isError) return <Alert type="error" showIcon title={detail.error.message} role="alert" />;
  const { layers, funds, amounts, reason } = detail.data;
  return (
    <>
      {reason !== '' && (
        <p>
          {row.kind === 'adjusted' ? '补差原因' : '撤销原因'}：{reason}
        </p>
      )}
      {row.kind === 'adjusted' && layers.length > 0 && (
        <p className="quiet">金额是补上的差额；下面是整笔就诊重算后的推导。</p>
      )}
      <Slip amounts={amounts} layers={layers} />
      {funds.length > 0 && (
        <LedgerTable
          label="基金分录"
          rows={funds}
          rowKey={({ payer }) => payer}
          empty=""
          columns={[
            { title: '支付', cell: ({ payer }) => amountNames[payer as keyof typeof amountNames] ?? payer },
            { title: '基金', cell: ({ fund }) => fundNames[fund] ?? fund },
            { title: '账套', cell: ({ set }) => set },
            { title: '金额（元）', num: true, cell: ({ amount }) => grouped(amount) },
          ]}
        />
      )}
      {row.kind !== 'cancelled' && row.cancelledBy === null && may('settlement.cancel') && (
        <div className="record-actions">
          <ReasonAction
            label="撤销这笔结算"
            ask="撤销原因"
            said="已撤销。"
            danger
            act={async (why) => {
              const body = { id: undo, department: row.department, reason: why };
              await postJson(`/api/insured/${person}/settlements/${row.id}/cancellation`, body);
              await queries.invalidateQueries({ queryKey: ['settlements', person] });
            }}
          />
        </div>
      )}
    </>
  );
}
