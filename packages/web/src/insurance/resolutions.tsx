/** 暂收款 claimed or given back: proposals of a file's rows, and the list that waits for the second person. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Select, Spin } from 'antd';
import { useState } from 'react';
import { getJson, postJson } from '../api.ts';
import { Field } from '../field.tsx';
import { grouped } from '../office/amount.tsx';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { ReasonAction } from '../office/entry/reason-action.tsx';
import { newId } from '../office/new-id.ts';
import { useMay } from '../session.tsx';
import { type Schemas } from '../words.ts';
import { FindPerson } from './find-person.tsx';

type Row = Schemas['ContributionRow'];

function useRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries({ queryKey: ['contribution-rows'] });
    await queries.invalidateQueries({ queryKey: ['contribution-resolutions'] });
    await queries.invalidateQueries({ queryKey: ['contribution-files'] });
  };
}

/** What can be done about one row with money held: give it back, or find whose it is. */
export function RowActions({ department, row }: { readonly department: string; readonly row: Row }) {
  const may = useMay();
  const refresh = useRefresh();
  const [{ refund, claim }] = useState(() => ({ refund: newId(), claim: newId() }));
  const [person, setPerson] = useState<string | null>(row.person);
  const [due, setDue] = useState<string | null>(null);
  const dues = useQuery({
    queryKey: ['enrolment', person],
    queryFn: () => getJson<Schemas['Enrolment']>(`/api/insured/${person ?? ''}/enrolment`),
    enabled: person !== null,
  });
  if (row.waiting !== null) return <p>已提出处理，等另一人复核。</p>;
  if (row.open === '0.00' || !may('contribution.make')) return <p>{row.message}</p>;
  const propose = async (kind: 'claim' | 'refund', reason: string): Promise<void> => {
    const whose = kind === 'claim' ? { person, due } : { person: null, due: null };
    const body = { id: kind === 'claim' ? claim : refund, department, kind, ...whose, reason };
    await postJson(`/api/contributions/files/${row.file}/rows/${row.row}/resolutions`, body);
    await refresh();
  };
  const open = (dues.data?.dues ?? []).filter(({ settledOn, withdrawn }) => settledOn === null && withdrawn === null);
  return (
    <>
      <p>
        {row.message} 挂着 <strong>{grouped(row.open)}</strong> 元。
      </p>
      <div className="record-actions">
        <ReasonAction
          label="提出退费"
          ask="退费理由"
          said="已提出，等另一人复核。"
          act={(reason) => propose('refund', reason)}
        />
      </div>
      <h3>或认领到一笔应缴</h3>
      <FindPerson
        chosen={person}
        onChoose={(id) => {
          setPerson(id);
          setDue(null);
        }}
      />
      {person !== null && dues.data !== undefined && (
        <>
          <Field label="欠缴的应缴">
            {(id) => (
              <Select
                id={id}
                className="due-choice"
                value={due}
                onChange={setDue}
                placeholder={open.length === 0 ? '此人没有欠缴的应缴，请先登记参保' : '选一笔'}
                options={open.map((one) => ({
                  value: one.id,
                  label: `${one.period} ${one.kindName} 本人应缴${grouped(one.person)}元，已缴${grouped(one.paid)}元`,
                }))}
              />
            )}
          </Field>
          {due !== null && (
            <div className="record-actions">
              <ReasonAction
                label="提出认领"
                ask="认领理由"
                said="已提出，等另一人复核。"
                primary
                act={(reason) => propose('claim', reason)}
              />
            </div>
          )}
        </>
      )}
    </>
  );
}

/** Refunds of all rows that came twice or should not have come, at once. */
export function RefundAll({ department, file }: { readonly department: string; readonly file: string }) {
  const { message } = App.useApp();
  const refresh = useRefresh();
  const proposing = useMutation({
    mutationFn: () =>
      postJson<{ readonly proposed: number; readonly amount: string }>(`/api/contributions/files/${file}/refunds`, {
        department,
      }),
    onSuccess: async ({ proposed, amount }) => {
      message.success(
        proposed === 0 ? '没有要提出的退费。' : `已提出${proposed}笔退费，共${grouped(amount)}元，等另一人复核。`,
      );
      await refresh();
    },
  });
  return (
    <>
      <Button loading={proposing.isPending} onClick={() => proposing.mutate()}>
        提出全部重复、多缴的退费
      </Button>
      {proposing.isError && <Alert type="error" showIcon title={proposing.error.message} role="alert" />}
    </>
  );
}

const kindNames: Readonly<Record<Schemas['ContributionResolution']['kind'], string>> = {
  claim: '认领',
  refund: '退费',
};

/** What waits for the second person, and what was decided. */
export function Resolutions({ department }: { readonly department: string }) {
  const may = useMay();
  const refresh = useRefresh();
  const found = useQuery({
    queryKey: ['contribution-resolutions', department],
    queryFn: () =>
      getJson<{ readonly resolutions: readonly Schemas['ContributionResolution'][] }>(
        `/api/contributions/resolutions?department=${department}`,
      ),
  });
  if (found.isPending) return <Spin />;
  if (found.isError) return <Alert type="error" showIcon title={found.error.message} role="alert" />;
  const { resolutions } = found.data;
  if (resolutions.length === 0) return null;
  const decide = async (id: string, approve: boolean, reason: string): Promise<void> => {
    await postJson(`/api/contributions/resolutions/${id}/decision`, { department, approve, reason });
    await refresh();
  };
  return (
    <section aria-label="退费和认领">
      <h2>退费和认领</h2>
      <LedgerTable
        label="退费和认领"
        rows={resolutions}
        rowKey={({ id }) => id}
        empty=""
        struck={({ decided }) => decided === 'rejected'}
        columns={[
          { title: '处理', cell: ({ kind, period }) => `${kindNames[kind]}${period === null ? '' : `到${period}`}` },
          { title: '姓名', cell: ({ name, number }) => `${name} ${number}` },
          { title: '文件和行', cell: ({ fileName, row }) => `${fileName} 第${row}行` },
          { title: '情形', cell: ({ matchName }) => matchName },
          { title: '金额（元）', num: true, cell: ({ amount }) => grouped(amount) },
          { title: '理由', cell: ({ reason }) => reason },
          {
            title: '状态',
            cell: ({ decided, decidedOn, decidedReason, maker }) =>
              decided === null
                ? `${maker}提出，待复核`
                : `${decidedOn ?? ''}${decided === 'approved' ? '通过' : `退回：${decidedReason ?? ''}`}`,
          },
          {
            title: '',
            cell: ({ id, decided }) =>
              decided === null && may('contribution.check') ? (
                <span className="record-actions">
                  <ReasonAction
                    label="通过"
                    ask={null}
                    said="已通过并记账。"
                    primary
                    act={() => decide(id, true, '')}
                  />
                  <ReasonAction
                    label="退回"
                    ask="退回理由"
                    said="已退回。"
                    act={(reason) => decide(id, false, reason)}
                  />
                </span>
              ) : null,
          },
        ]}
      />
    </section>
  );
}
