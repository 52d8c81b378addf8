/** 明细账: the opening of an account, every leg with its voucher and what it leaves, month by month, down to the voucher itself. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Alert, Button, Empty, Select, Spin } from 'antd';
import { Fragment } from 'react';
import { Link, useSearchParams } from 'react-router';
import { getJson } from '../../api.ts';
import { useTitle } from '../../use-title.ts';
import { type Schemas } from '../../words.ts';
import { grouped } from '../amount.tsx';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';
import { DimensionSelect } from '../vouchers/dimension-select.tsx';
import { useDimensionWords } from '../vouchers/dimensions.tsx';
import { accountLabel, type DimensionName, type Dimensions, monthLabel, useChart } from './books.ts';
import { rangeSearch, SetBar, type SetRange, useSetRange } from './set-bar.tsx';

type Ledger = Schemas['AccountLedger'];
type Line = Schemas['AccountLedgerLine'];

const filters: readonly DimensionName[] = [
  'spending',
  'project',
  'functionCode',
  'economyCode',
  'source',
  'counterpart',
];

const pageSize = 200;

export function AccountLedgerPage() {
  useTitle('明细账');
  return <UnitYearPage title="明细账">{(chosen) => <Chosen chosen={chosen} />}</UnitYearPage>;
}

function Chosen({ chosen: { unit, year } }: { readonly chosen: UnitYear }) {
  const range = useSetRange(unit, year);
  const [search, setSearch] = useSearchParams();
  const chart = useChart(range?.set.id, `${year}-12-31`);
  if (range === null) return <Empty description="这个单位还没有账套，或您不能查看它的账簿。" />;
  const account = search.get('account');
  const dimensions = dimensionsIn(search);
  const row = chart.data?.find(({ key }) => key === account);
  const choose = (changes: Readonly<Record<string, string | undefined>>): void => {
    setSearch((before) => {
      for (const [name, value] of Object.entries(changes)) {
        if (value === undefined || value === '') before.delete(name);
        else before.set(name, value);
      }
      return before;
    });
  };
  return (
    <>
      <SetBar unit={unit} year={year} range={range} />
      <div className="book-filters">
        <Select
          aria-label="科目"
          className="filter-account"
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="科目编号或名称"
          value={account}
          onChange={(key: string) => choose({ account: key })}
          options={(chart.data ?? []).map((one) => ({
            value: one.key,
            label: `${'　'.repeat(one.level - 1)}${accountLabel(one)}`,
          }))}
        />
        {row !== undefined &&
          filters
            .filter((name) => row.keeps.includes(name))
            .map((name) => (
              <div key={name} className="filter">
                <DimensionSelect
                  unit={unit}
                  year={year}
                  name={name}
                  row="筛选"
                  dimensions={dimensions}
                  required={false}
                  onChange={(next) => choose({ ...emptyFilters, ...next })}
                />
              </div>
            ))}
      </div>
      {account === null ? (
        <Empty description="选择一个科目，或从科目余额表点进来。" />
      ) : (
        <LedgerTable unit={unit} year={year} range={range} account={account} dimensions={dimensions} />
      )}
    </>
  );
}

const emptyFilters: Readonly<Record<string, undefined>> = Object.fromEntries(filters.map((name) => [name, undefined]));

function dimensionsIn(search: URLSearchParams): Dimensions {
  const said = filters.flatMap((name) => {
    const value = search.get(name);
    return value === null ? [] : [[name, value]];
  });
  return Object.fromEntries(said) as Dimensions;
}

interface LedgerTableProps {
  readonly unit: string;
  readonly year: number;
  readonly range: SetRange;
  readonly account: string;
  readonly dimensions: Dimensions;
}

function LedgerTable({ unit, year, range, account, dimensions }: LedgerTableProps) {
  const words = useDimensionWords(unit);
  const search = new URLSearchParams({ account, ...dimensions, limit: String(pageSize) });
  const path = `/api/books/sets/${encodeURIComponent(range.set.id)}/account-ledger?${rangeSearch(range)}&${search}`;
  const ledger = useInfiniteQuery({
    queryKey: ['books', 'account-ledger', path],
    queryFn: ({ pageParam }) => getJson<Ledger>(`${path}&offset=${pageParam}`),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const read = pages.reduce((sum, { lines }) => sum + lines.length, 0);
      return read < last.total ? read : null;
    },
  });
  if (ledger.isPending) return <Spin />;
  if (ledger.isError) return <Alert type="error" showIcon title={ledger.error.message} />;
  const first = ledger.data.pages[0];
  if (first === undefined) return null;
  const lines = ledger.data.pages.flatMap((page) => page.lines);
  const byMonth = Map.groupBy(lines, ({ date }) => date.slice(0, 7));
  const shown = [...byMonth.keys()];
  const side = balanceSide(first.closing);
  return (
    <>
      <p className="book-summary">
        <strong>{accountLabel(first.account)}</strong>
        <span>期初 {signed(first.opening)}</span>
        <span>借方 {grouped(first.debit)}</span>
        <span>贷方 {grouped(first.credit)}</span>
        <span>
          期末 {side}
          {side === '平' ? '' : ` ${grouped(first.closing.replace('-', ''))}`}
        </span>
        <span className="quiet">{first.total} 行</span>
      </p>
      <div className="sheet">
        <table className="ledger" aria-label="明细账">
          <caption>单位：元</caption>
          <thead>
            <tr>
              <th scope="col">日期</th>
              <th scope="col">凭证号</th>
              <th scope="col">摘要</th>
              <th scope="col">对方科目</th>
              <th scope="col" className="num">
                借方
              </th>
              <th scope="col" className="num">
                贷方
              </th>
              <th scope="col">方向</th>
              <th scope="col" className="num">
                余额
              </th>
            </tr>
          </thead>
          <tbody>
            <tr className="sum-row">
              <td className="code">{range.from}-01</td>
              <td />
              <td>{range.from.endsWith('-01') ? '年初余额' : '期初余额'}</td>
              <td />
              <td />
              <td />
              <Balance of={first.opening} />
            </tr>
            {shown.map((month, index) => (
              <Fragment key={month}>
                {byMonth.get(month)?.map((line) => (
                  <LedgerRow
                    key={`${line.entry} ${line.line}`}
                    unit={unit}
                    year={year}
                    line={line}
                    account={account}
                    words={words}
                  />
                ))}
                {/* A month's sums stand only below the last of its lines. */}
                {(index < shown.length - 1 || !ledger.hasNextPage) && (
                  <MonthSums month={first.months.find((one) => one.month === month)} />
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      {ledger.hasNextPage && (
        <Button
          block
          className="shelf-more"
          loading={ledger.isFetchingNextPage}
          onClick={() => void ledger.fetchNextPage()}
        >
          再取一些（已取 {lines.length}，共 {first.total} 行）
        </Button>
      )}
    </>
  );
}

interface LedgerRowProps {
  readonly unit: string;
  readonly year: number;
  readonly line: Line;
  readonly account: string;
  readonly words: (dimensions: Dimensions) => readonly string[];
}

function LedgerRow({ unit, year, line, account, words }: LedgerRowProps) {
  const details = [
    ...(line.account.key === account ? [] : [accountLabel(line.account)]),
    ...words(line.dimensions),
  ].join(' · ');
  return (
    <tr>
      <td className="code">{line.date}</td>
      <td className="code">
        <VoucherLink unit={unit} year={year} voucher={line.voucher} number={line.number} kind={line.kind} />
      </td>
      <td>
        {line.text}
        {details !== '' && <div className="quiet">{details}</div>}
      </td>
      <td>{line.counterparts.map(accountLabel).join('、')}</td>
      <td className="num">{line.debit === '0.00' ? '' : grouped(line.debit)}</td>
      <td className="num">{line.credit === '0.00' ? '' : grouped(line.credit)}</td>
      <Balance of={line.balance} />
    </tr>
  );
}

function MonthSums({ month: sums }: { readonly month: Ledger['months'][number] | undefined }) {
  if (sums === undefined) return null;
  return (
    <>
      <tr className="sum-row">
        <td />
        <td />
        <td>{monthLabel(sums.month)}合计</td>
        <td />
        <td className="num">{grouped(sums.debit)}</td>
        <td className="num">{grouped(sums.credit)}</td>
        <Balance of={sums.balance} />
      </tr>
      <tr className="sum-row sum-year">
        <td />
        <td />
        <td>本年累计</td>
        <td />
        <td className="num">{grouped(sums.debitToDate)}</td>
        <td className="num">{grouped(sums.creditToDate)}</td>
        <Balance of={sums.balance} />
      </tr>
    </>
  );
}

/** The two last columns: on which side it stands, and how much. */
function Balance({ of }: { readonly of: string }) {
  const side = balanceSide(of);
  return (
    <>
      <td>{side}</td>
      <td className="num">{side === '平' ? '0.00' : grouped(of.replace('-', ''))}</td>
    </>
  );
}

function balanceSide(balance: string): '借' | '贷' | '平' {
  if (balance === '0.00') return '平';
  return balance.startsWith('-') ? '贷' : '借';
}

function signed(balance: string): string {
  const side = balanceSide(balance);
  return side === '平' ? '平' : `${side} ${grouped(balance.replace('-', ''))}`;
}

interface VoucherLinkProps {
  readonly unit: string;
  readonly year: number;
  readonly voucher: string;
  readonly number: number | null;
  readonly kind: Line['kind'];
}

/** The way down to the voucher; an entry that no voucher of the desk stands for says what it is. */
export function VoucherLink({ unit, year, voucher, number, kind }: VoucherLinkProps) {
  if (number === null) return kind === 'closing' ? '年末结转' : kind === 'opening' ? '期初' : '—';
  return <Link to={`/office/vouchers/${voucher}?unit=${encodeURIComponent(unit)}&year=${year}`}>记-{number}</Link>;
}
