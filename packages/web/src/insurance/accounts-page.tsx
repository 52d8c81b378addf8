/** 个人账户划入: a month's credits looked at beforehand, listed by one person and approved by another. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input, Select, Spin } from 'antd';
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
import { EmployerSelect } from './employer-select.tsx';
import './insurance.css';
import { OfDepartment } from './of-department.tsx';

type List = Schemas['AccountCreditList'];
type Credit = Schemas['AccountCredit'];

const kindNames: Readonly<Record<List['kind'], string>> = {
  'in-service': '在职（随缴费）',
  retired: '退休（按定额）',
};

export function AccountsPage() {
  useTitle('个人账户划入');
  const may = useMay();
  return (
    <div className="insurance">
      <OfDepartment title="个人账户划入">
        {(department) => (
          <>
            <p className="quiet">
              在职的划入额来自已缴清的应缴，随征收文件记入个人账户基金；退休的按定额从统筹基金划转，复核通过时记账。
            </p>
            {may('enrolment.make') && <Propose department={department} />}
            <Lists department={department} />
          </>
        )}
      </OfDepartment>
    </div>
  );
}

interface Preview {
  readonly persons: number;
  readonly amount: string;
  readonly credits: readonly Credit[];
}

function Propose({ department }: { readonly department: string }) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [id, setId] = useState(newId);
  const [kind, setKind] = useState<List['kind']>('in-service');
  const [month, setMonth] = useState('');
  const [employer, setEmployer] = useState<string | null>(null);
  const body = { department, kind, month, employer: kind === 'retired' ? null : employer };
  const previewing = useMutation({ mutationFn: () => postJson<Preview>('/api/account-credits/preview', body) });
  const listing = useMutation({
    mutationFn: () => postJson('/api/account-credits', { id, ...body }),
    onSuccess: () => {
      message.success('已列成名单，等另一人复核。');
      setId(newId());
      previewing.reset();
      void queries.invalidateQueries({ queryKey: ['account-credits'] });
    },
  });
  /** What was looked at is no longer what stands in the form. */
  const changed = (): void => {
    previewing.reset();
    listing.reset();
  };
  const error = listing.error ?? previewing.error;
  return (
    <section className="panel" aria-label="列划入名单">
      <form
        className="entry"
        onSubmit={(event) => {
          event.preventDefault();
          previewing.mutate();
        }}
      >
        <h2 className="entry-title">列划入名单</h2>
        <div className="entry-fields">
          <Field label="人员">
            {(field) => (
              <Select
                id={field}
                value={kind}
                onChange={(value) => {
                  setKind(value);
                  changed();
                }}
                options={Object.entries(kindNames).map(([value, label]) => ({ value, label }))}
              />
            )}
          </Field>
          <Field label="月份">
            {(field) => (
              <Input
                id={field}
                type="month"
                required
                value={month}
                onChange={(event) => {
                  setMonth(event.target.value);
                  changed();
                }}
              />
            )}
          </Field>
          {kind === 'in-service' && (
            <Field label="参保单位" hint="不选为全部单位。">
              {(field) => (
                <EmployerSelect
                  id={field}
                  value={employer}
                  onChange={(value) => {
                    setEmployer(value);
                    changed();
                  }}
                />
              )}
            </Field>
          )}
        </div>
        {error !== null && <Alert type="error" showIcon title={error.message} role="alert" />}
        {previewing.data !== undefined && (
          <section aria-label="划入预览">
            <p role="status">
              {previewing.data.persons === 0
                ? '没有可以划入的人：应缴没有缴清，或已经列入名单。'
                : `将划入${previewing.data.persons}人，共${grouped(previewing.data.amount)}元（尚未保存）。`}
            </p>
            {previewing.data.persons > 0 && <Credits rows={previewing.data.credits} />}
          </section>
        )}
        <div className="entry-end">
          <Button htmlType="submit" loading={previewing.isPending}>
            预览
          </Button>
          <Button
            type="primary"
            disabled={previewing.data === undefined || previewing.data.persons === 0}
            loading={listing.isPending}
            onClick={() => listing.mutate()}
          >
            列成名单
          </Button>
        </div>
      </form>
    </section>
  );
}

function Credits({ rows }: { readonly rows: readonly Credit[] }) {
  return (
    <LedgerTable
      label="划入明细"
      rows={rows}
      rowKey={({ person }) => person}
      empty=""
      columns={[
        { title: '姓名', cell: ({ name }) => name },
        { title: '划入（元）', num: true, cell: ({ amount }) => grouped(amount) },
      ]}
    />
  );
}

function Lists({ department }: { readonly department: string }) {
  const may = useMay();
  const queries = useQueryClient();
  const asked = useQuery({
    queryKey: ['account-credits', department],
    queryFn: () => getJson<{ lists: readonly List[] }>(`/api/account-credits?department=${department}`),
  });
  if (asked.isPending) return <Spin />;
  if (asked.isError) return <Alert type="error" showIcon title={asked.error.message} role="alert" />;
  const decide = async (id: string, approve: boolean, reason: string): Promise<void> => {
    await postJson(`/api/account-credits/${id}/decision`, { department, approve, reason });
    await queries.invalidateQueries({ queryKey: ['account-credits'] });
  };
  return (
    <section aria-label="划入名单">
      <h2>划入名单</h2>
      <LedgerTable
        label="划入名单"
        rows={asked.data.lists}
        rowKey={({ id }) => id}
        empty="还没有列过名单。"
        struck={({ decided }) => decided === 'rejected'}
        columns={[
          { title: '月份', cell: ({ month }) => month },
          { title: '人员', cell: ({ kind }) => kindNames[kind] },
          { title: '参保单位', cell: ({ employerName }) => employerName },
          { title: '人数', num: true, cell: ({ persons }) => persons },
          { title: '划入（元）', num: true, cell: ({ amount }) => grouped(amount) },
          { title: '列名单', cell: ({ maker }) => maker },
          { title: '结果', cell: resultOf },
          {
            title: '',
            cell: ({ id, decided, mine }) =>
              decided === null && !mine && may('enrolment.check') ? (
                <div className="record-actions">
                  <ReasonAction
                    label="复核通过"
                    ask={null}
                    said="已记入各人账户。"
                    primary
                    act={() => decide(id, true, '')}
                  />
                  <ReasonAction
                    label="退回"
                    ask="退回理由"
                    said="已退回。"
                    danger
                    act={(reason) => decide(id, false, reason)}
                  />
                </div>
              ) : null,
          },
        ]}
        detail={({ id }) => <OfList department={department} id={id} />}
      />
    </section>
  );
}

function resultOf({ decided, decidedOn, decidedReason, checker }: List): string {
  if (decided === null) return '待复核';
  return decided === 'approved' ? `${decidedOn}记入，${checker}复核` : `退回：${decidedReason}`;
}

function OfList({ department, id }: { readonly department: string; readonly id: string }) {
  const asked = useQuery({
    queryKey: ['account-credit', id],
    queryFn: () => getJson<{ credits: readonly Credit[] }>(`/api/account-credits/${id}?department=${department}`),
  });
  if (asked.isPending) return <Spin />;
  if (asked.isError) return <Alert type="error" showIcon title={asked.error.message} role="alert" />;
  return <Credits rows={asked.data.credits} />;
}
