/** 期间: the months of a year by book, what is still to do in each, opening, year-end and closing, and the checks of the books. */
import { CheckCircleFilled, CloseCircleFilled, LockOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Empty, Spin } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { getJson, postJson } from '../../api.ts';
import { Dialog } from '../../dialog.tsx';
import { useMay } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { type Schemas } from '../../words.ts';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';
import { useForgetBooks } from '../vouchers/vouchers.ts';
import { bookNames } from './books.ts';

type YearPeriods = Schemas['YearPeriods'];
type Month = YearPeriods['months'][number];
type PeriodSet = YearPeriods['sets'][number];

export function PeriodsPage() {
  useTitle('期间');
  return (
    <UnitYearPage title="期间">
      {(chosen) => <Periods key={`${chosen.unit} ${chosen.year}`} chosen={chosen} />}
    </UnitYearPage>
  );
}

function Periods({ chosen: { unit, year } }: { readonly chosen: UnitYear }) {
  const path = `/api/books/units/${encodeURIComponent(unit)}`;
  const periods = useQuery({
    queryKey: ['books', 'periods', unit, year],
    queryFn: () => getJson<YearPeriods>(`${path}/periods?year=${year}`),
  });
  if (periods.isPending) return <Spin />;
  if (periods.isError) return <Alert type="error" showIcon title={periods.error.message} />;
  const { sets, months } = periods.data;
  if (sets.length === 0) return <Empty description="这个单位还没有账套。" />;
  return (
    <>
      <Matrix unit={unit} year={year} sets={sets} months={months} today={periods.data.today} />
      <Checks path={path} />
    </>
  );
}

type State = 'before' | 'unopened' | 'open' | 'closed';

const stateWords: Readonly<Record<State, string>> = {
  before: '建账前',
  unopened: '未打开',
  open: '打开',
  closed: '已结账',
};

function stateOf({ firstMonth, openedThrough, closedThrough }: PeriodSet, month: string): State {
  if (month < firstMonth) return 'before';
  if (closedThrough !== null && month <= closedThrough) return 'closed';
  return openedThrough !== null && month <= openedThrough ? 'open' : 'unopened';
}

interface MatrixProps {
  readonly unit: string;
  readonly year: number;
  readonly sets: readonly PeriodSet[];
  readonly months: readonly Month[];
  readonly today: string;
}

type Deed = { readonly do: 'open' | 'close' | 'year-end'; readonly month: string };

function Matrix({ unit, year, sets, months, today }: MatrixProps) {
  const { message } = App.useApp();
  const may = useMay();
  const forget = useForgetBooks();
  const [asking, setAsking] = useState<Deed | null>(null);
  const path = `/api/books/units/${encodeURIComponent(unit)}`;
  const doing = useMutation({
    mutationFn: async (deed: Deed): Promise<string> => {
      if (deed.do === 'year-end') {
        const { vouchers } = await postJson<{ readonly vouchers: readonly unknown[] }>(`${path}/year-ends`, { year });
        return vouchers.length === 0 ? '没有要结转的余额。' : `已记年末结转凭证 ${vouchers.length} 张。`;
      }
      await postJson(`${path}/periods/${deed.month}/${deed.do}`, {});
      return deed.do === 'open' ? `${deed.month}已打开。` : `${deed.month}已结账。`;
    },
    onSuccess: (said) => {
      message.success(said);
      setAsking(null);
    },
    onSettled: forget,
  });
  const states = (month: string): readonly State[] => sets.map((set) => stateOf(set, month));
  const nextToOpen = months.find(({ month }) => states(month).includes('unopened'))?.month;
  const nextToClose = months.find(({ month }) => states(month).includes('open'))?.month;
  const decemberOpen = states(`${year}-12`).includes('open');
  const ask = (deed: Deed): void => {
    doing.reset();
    setAsking(deed);
  };
  return (
    <>
      {doing.isError && asking?.do === 'open' && (
        <Alert type="error" showIcon title={doing.error.message} role="alert" />
      )}
      <table className="ledger periods" aria-label={`${year}年会计期间`}>
        <thead>
          <tr>
            <th scope="col">月份</th>
            {sets.map(({ set, book }) => (
              <th key={set} scope="col">
                {bookNames[book]}
              </th>
            ))}
            <th scope="col">凭证</th>
            <th scope="col">办理</th>
          </tr>
        </thead>
        <tbody>
          {months.map((row) => {
            const { month } = row;
            const over = today > `${month}-31`;
            return (
              <tr key={month}>
                <th scope="row">{month}</th>
                {sets.map((set) => (
                  <td key={set.set}>
                    <PeriodState state={stateOf(set, month)} />
                  </td>
                ))}
                <td>
                  <ToDo unit={unit} year={year} row={row} />
                </td>
                <td>
                  <div className="period-tools">
                    {month === nextToOpen && may('period.open') && (
                      <Button
                        size="small"
                        loading={doing.isPending && doing.variables.month === month}
                        onClick={() => {
                          setAsking({ do: 'open', month });
                          doing.mutate({ do: 'open', month });
                        }}
                      >
                        打开
                      </Button>
                    )}
                    {month === `${year}-12` && decemberOpen && may('period.close') && (
                      <Button size="small" onClick={() => ask({ do: 'year-end', month })}>
                        年末结转
                      </Button>
                    )}
                    {month === nextToClose && may('period.close') && (
                      <Button
                        size="small"
                        type="primary"
                        disabled={!over}
                        title={over ? undefined : '这个月还没有过完'}
                        onClick={() => ask({ do: 'close', month })}
                      >
                        结账
                      </Button>
                    )}
                    {month === `${year}-12` && <YearEnd sets={sets} />}
                  </div>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Dialog
        title={asking?.do === 'year-end' ? `${year}年年末结转` : `${asking?.month ?? ''}结账`}
        open={asking !== null && asking.do !== 'open'}
        onClose={() => setAsking(null)}
      >
        <p>
          {asking?.do === 'year-end'
            ? '将按结转规则把本年收入、费用和预算收支结转，逐张编号记账。12月的凭证须先全部记账；结转后又记了12月的凭证，再结转一次即可。'
            : '财务会计和预算会计一起结账，留存当月余额。结账后这个月不能再记账，也不能重新打开；更正只能记在其后打开的月份。'}
        </p>
        {doing.isError && <Alert type="error" showIcon title={doing.error.message} role="alert" />}
        <div className="entry-end">
          <Button onClick={() => setAsking(null)}>放弃</Button>
          <Button type="primary" loading={doing.isPending} onClick={() => asking !== null && doing.mutate(asking)}>
            {asking?.do === 'year-end' ? '结转' : '结账'}
          </Button>
        </div>
      </Dialog>
    </>
  );
}

function PeriodState({ state }: { readonly state: State }) {
  return (
    <span className={`state period-${state}`}>
      {state === 'closed' && <LockOutlined aria-hidden />} {stateWords[state]}
    </span>
  );
}

function YearEnd({ sets }: { readonly sets: readonly PeriodSet[] }) {
  const posted = sets.filter(({ yearEndVouchers }) => yearEndVouchers > 0);
  if (posted.length === 0) return null;
  const words = posted.map(({ book, yearEndVouchers }) => `${bookNames[book]}${yearEndVouchers}张`).join('，');
  return <span className="quiet">已年末结转：{words}</span>;
}

/** What stands between a month and its closing, each leading to the vouchers it speaks of. */
function ToDo({ unit, year, row }: { readonly unit: string; readonly year: number; readonly row: Month }) {
  const to = (state: string): string =>
    `/office/vouchers?unit=${encodeURIComponent(unit)}&year=${year}&month=${row.month}&state=${state}`;
  const waiting = [
    ['made', '待复核', row.made],
    ['checked', '待记账', row.checked],
    ['returned', '已退回', row.returned],
  ] as const;
  return (
    <span className="period-vouchers">
      {row.booked > 0 && <Link to={to('booked')}>已记账 {row.booked}</Link>}
      {waiting.map(
        ([state, name, count]) =>
          count > 0 && (
            <Link key={state} to={to(state)} className={`state voucher-${state}`}>
              {name} {count}
            </Link>
          ),
      )}
    </span>
  );
}

function Checks({ path }: { readonly path: string }) {
  const checks = useQuery({
    queryKey: ['books', 'checks', path],
    queryFn: async () =>
      (await getJson<{ readonly checks: readonly Schemas['BooksCheck'][] }>(`${path}/checks`)).checks,
    enabled: false,
  });
  const failing = checks.data?.filter(({ findings }) => findings.length > 0).length ?? 0;
  return (
    <section className="panel book-checks" aria-label="记账检查">
      <div className="book-tools">
        <h2>记账检查</h2>
        <Button loading={checks.isFetching} onClick={() => void checks.refetch()}>
          {checks.data === undefined ? '检查全部账簿' : '再检查一次'}
        </Button>
      </div>
      {checks.isError && <Alert type="error" showIcon title={checks.error.message} />}
      {checks.data === undefined ? (
        <p className="quiet">
          从建账起逐年检查借贷相等、两套账一致、余额方向和年末结转；结账前运行一次，能早些发现错误。
        </p>
      ) : (
        <>
          <p role="status">
            {checks.data.length} 项检查，{failing === 0 ? '全部成立。' : `${failing} 项有发现。`}
          </p>
          <ul className="plain-list">
            {checks.data.map((check) => (
              <li key={check.id} className="check-item">
                <div className="check-name">
                  {check.findings.length === 0 ? (
                    <CheckCircleFilled className="good" aria-label="成立" />
                  ) : (
                    <CloseCircleFilled className="bad" aria-label="有发现" />
                  )}
                  <strong>{check.name}</strong>
                  <code className="quiet">{check.id}</code>
                </div>
                <div className="quiet">{check.help}</div>
                {check.findings.length > 0 && (
                  <ul className="check-findings">
                    {check.findings.map(({ message }) => (
                      <li key={message}>{message}</li>
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
