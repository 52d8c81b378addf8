/** 资助参保: by category who is entitled, paid and subsidised; lists made by one and approved by another; the people, to be exported. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Spin } from 'antd';
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
import './insurance.css';
import { ByYear } from './by-year.tsx';
import { OfDepartment } from './of-department.tsx';

type Subsidies = Schemas['Subsidies'];

interface Chosen {
  readonly department: string;
  readonly year: number;
}

export function SubsidiesPage() {
  useTitle('资助参保');
  return (
    <div className="insurance office">
      <OfDepartment title="资助参保">
        {(department) => (
          <ByYear key={department} department={department} what="subsidised">
            {(year, choice) => (
              <>
                {choice}
                <Subsidised key={year} department={department} year={year} />
              </>
            )}
          </ByYear>
        )}
      </OfDepartment>
    </div>
  );
}

function Subsidised({ department, year }: Chosen) {
  const [category, setCategory] = useState<string | null>(null);
  const found = useQuery({
    queryKey: ['subsidies', department, year],
    queryFn: () => getJson<Subsidies>(`/api/enrolment/subsidies?department=${department}&year=${year}`),
  });
  if (found.isPending) return <Spin />;
  if (found.isError) return <Alert type="error" showIcon title={found.error.message} role="alert" />;
  const { categories, lists, missing } = found.data;
  const ready = categories.reduce((sum, one) => sum + one.settled - one.approved, 0);
  return (
    <>
      <section aria-label="按类别">
        <h2>按类别</h2>
        {missing > 0 && (
          <Alert
            type="warning"
            showIcon
            title={`名册里还有${missing}人没有登记${year}年度参保。请到“参保缴费”为他们登记，应资助的随即核定。`}
          />
        )}
        <LedgerTable
          label="按类别"
          rows={categories}
          rowKey={(row) => row.category}
          empty={`${year}年度还没有登记参保的资助对象。`}
          columns={[
            {
              title: '类别',
              cell: (row) => (
                <Button
                  type="link"
                  size="small"
                  aria-pressed={row.category === category}
                  onClick={() => setCategory(row.category === category ? null : row.category)}
                >
                  {row.name}
                </Button>
              ),
            },
            { title: '应资助（人）', num: true, cell: ({ entitled }) => entitled },
            { title: '其中本人已缴清', num: true, cell: ({ settled }) => settled },
            { title: '已资助（人）', num: true, cell: ({ approved }) => approved },
            { title: '已资助（元）', num: true, cell: ({ amount }) => grouped(amount) },
          ]}
        />
      </section>
      <Lists department={department} year={year} lists={lists} ready={ready} />
      <People department={department} year={year} category={category} />
    </>
  );
}

function Lists({
  department,
  year,
  lists,
  ready,
}: Chosen & { readonly lists: Subsidies['lists']; readonly ready: number }) {
  const may = useMay();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const refresh = async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: ['subsidies'] });
    await queries.invalidateQueries({ queryKey: ['subsidised'] });
  };
  const listing = useMutation({
    mutationFn: () => postJson('/api/enrolment/subsidies/lists', { id: newId(), department, year }),
    onSuccess: async () => {
      message.success('已列成名单，等另一人复核。');
      await refresh();
    },
  });
  const decide = async (id: string, approve: boolean, reason: string): Promise<void> => {
    await postJson(`/api/enrolment/subsidies/lists/${id}/decision`, { department, approve, reason });
    await refresh();
  };
  return (
    <section aria-label="资助名单">
      <div className="desk-head">
        <h2>资助名单</h2>
        {may('enrolment.make') && (
          <Button type="primary" disabled={ready === 0} loading={listing.isPending} onClick={() => listing.mutate()}>
            把已缴清的列成名单
          </Button>
        )}
      </div>
      {listing.isError && <Alert type="error" showIcon title={listing.error.message} role="alert" />}
      <LedgerTable
        label="资助名单"
        rows={lists}
        rowKey={({ id }) => id}
        empty="还没有名单。"
        struck={({ decided }) => decided === 'rejected'}
        columns={[
          { title: '人数', num: true, cell: ({ persons }) => persons },
          { title: '金额（元）', num: true, cell: ({ amount }) => grouped(amount) },
          { title: '编制', cell: ({ maker }) => maker },
          {
            title: '状态',
            cell: ({ decided, decidedOn, decidedReason, checker }) =>
              decided === null
                ? '待复核'
                : `${checker ?? ''} ${decidedOn ?? ''}${decided === 'approved' ? '通过，已从救助基金划到居民医保基金' : `退回：${decidedReason ?? ''}`}`,
          },
          {
            title: '',
            cell: ({ id, decided }) =>
              decided === null && may('enrolment.check') ? (
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

const stateNames: Readonly<Record<Schemas['SubsidisedPerson']['state'], string>> = {
  unpaid: '本人未缴清',
  open: '可列名单',
  listed: '名单待复核',
  approved: '已资助',
};

function People({ department, year, category }: Chosen & { readonly category: string | null }) {
  const query = new URLSearchParams({ department, year: String(year), ...(category === null ? {} : { category }) });
  const people = useInfiniteQuery({
    queryKey: ['subsidised', department, year, category],
    queryFn: ({ pageParam }) =>
      getJson<{ readonly people: readonly Schemas['SubsidisedPerson'][]; readonly next: string | null }>(
        `/api/enrolment/subsidies/people?${query}${pageParam === '' ? '' : `&after=${pageParam}`}`,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  if (people.isPending) return <Spin />;
  if (people.isError) return <Alert type="error" showIcon title={people.error.message} role="alert" />;
  const rows = people.data.pages.flatMap((page) => page.people);
  return (
    <section aria-label="资助对象">
      <div className="desk-head">
        <h2>资助对象</h2>
        {rows.length > 0 && (
          <Button href={`/api/enrolment/subsidies/people.csv?${query}`} download>
            导出名单
          </Button>
        )}
      </div>
      <LedgerTable
        label="资助对象"
        rows={rows}
        rowKey={({ person }) => person}
        empty="没有这样的人。"
        columns={[
          { title: '姓名', cell: ({ name }) => name },
          { title: '身份证号', cell: ({ identity }) => identity },
          { title: '居住地', cell: ({ place }) => place },
          { title: '资助类别', cell: ({ categoryName }) => categoryName },
          { title: '标准（元）', num: true, cell: ({ standard }) => grouped(standard) },
          { title: '资助', num: true, cell: ({ subsidy }) => grouped(subsidy) },
          { title: '本人缴纳', num: true, cell: ({ own }) => grouped(own) },
          { title: '状态', cell: ({ state }) => stateNames[state] },
        ]}
      />
      {people.hasNextPage && (
        <Button loading={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
          再列一些
        </Button>
      )}
    </section>
  );
}
