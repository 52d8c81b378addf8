/** 科目余额表: opening, movement and closing of every account, each leading to its ledger. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Dropdown, Empty, Spin } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { getJson } from '../../api.ts';
import { useTitle } from '../../use-title.ts';
import { type Schemas } from '../../words.ts';
import { grouped } from '../amount.tsx';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';
import { bookNames } from './books.ts';
import { rangeSearch, SetBar, type SetRange, useSetRange } from './set-bar.tsx';

type Row = Schemas['TrialBalanceRow'];

export function BalancesPage() {
  useTitle('科目余额表');
  return <UnitYearPage title="科目余额表">{(chosen) => <Balances chosen={chosen} />}</UnitYearPage>;
}

function Balances({ chosen: { unit, year } }: { readonly chosen: UnitYear }) {
  const range = useSetRange(unit, year);
  if (range === null) return <Empty description="这个单位还没有账套，或您不能查看它的账簿。" />;
  return (
    <>
      <div className="book-tools">
        <SetBar unit={unit} year={year} range={range} />
        <ExportBooks range={range} />
      </div>
      <BalanceTable unit={unit} year={year} range={range} />
    </>
  );
}

/** The whole set as plain text for an independent program. */
export function ExportBooks({ range: { set } }: { readonly range: SetRange }) {
  const path = `/api/books/sets/${encodeURIComponent(set.id)}/export?format=`;
  return (
    <Dropdown
      menu={{
        items: [
          { key: 'hledger', label: <a href={`${path}hledger`}>hledger 账本（.journal）</a> },
          { key: 'beancount', label: <a href={`${path}beancount`}>Beancount 账本（.beancount）</a> },
        ],
      }}
    >
      <Button>导出整套{bookNames[set.book]}账</Button>
    </Dropdown>
  );
}

interface BalanceTableProps {
  readonly unit: string;
  readonly year: number;
  readonly range: SetRange;
}

function BalanceTable({ unit, year, range }: BalanceTableProps) {
  const [topOnly, setTopOnly] = useState(false);
  const search = rangeSearch(range);
  const balance = useQuery({
    queryKey: ['books', 'trial-balance', search],
    queryFn: () =>
      getJson<Schemas['TrialBalance']>(`/api/books/sets/${encodeURIComponent(range.set.id)}/trial-balance?${search}`),
    placeholderData: (before) => before,
  });
  if (balance.isPending) return <Spin />;
  if (balance.isError) return <Alert type="error" showIcon title={balance.error.message} />;
  const { rows, total } = balance.data;
  if (rows.length === 0) return <Empty description={`${range.from}至${range.to}没有余额和发生额。`} />;
  const detailed = rows.some(({ level }) => level > 1);
  const shown = topOnly ? rows.filter(({ level }) => level === 1) : rows;
  return (
    <>
      {detailed && (
        <Checkbox className="desk-month" checked={topOnly} onChange={(event) => setTopOnly(event.target.checked)}>
          只看一级科目
        </Checkbox>
      )}
      <div className="sheet">
        <table className="ledger balances" aria-label="科目余额表">
          <caption>单位：元</caption>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                编号
              </th>
              <th scope="col" rowSpan={2}>
                科目名称
              </th>
              {['期初余额', '本期发生', '期末余额'].map((name) => (
                <th key={name} scope="colgroup" colSpan={2} className="pair">
                  {name}
                </th>
              ))}
            </tr>
            <tr className="second">
              {['期初', '本期', '期末'].flatMap((name) =>
                ['借方', '贷方'].map((side) => (
                  <th key={`${name}${side}`} scope="col" className="num">
                    {side}
                  </th>
                )),
              )}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.account} className={row.level === 1 ? '' : 'detail-row'}>
                <td className="code">{row.code}</td>
                <th scope="row" className={`depth-${row.level - 1}`}>
                  <Link
                    to={`/office/ledgers?unit=${encodeURIComponent(unit)}&year=${year}&${search}&account=${encodeURIComponent(row.account)}`}
                  >
                    {row.name}
                  </Link>
                </th>
                <Figures row={row} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td />
              <th scope="row">合计</th>
              <Figures row={totals(rows, total)} total />
            </tr>
          </tfoot>
        </table>
      </div>
    </>
  );
}

type Sums = Pick<Row, 'opening' | 'debit' | 'credit' | 'closing'>;

/** Debit balances and credit balances stand in columns of their own; below, each column is added up by itself. */
function totals(rows: readonly Row[], total: Sums): Sums & { readonly sides: readonly string[] } {
  const top = rows.filter(({ level }) => level === 1);
  const sum = (pick: (row: Row) => string, sign: 1 | -1): string => {
    const fen = top.reduce((all, row) => {
      const value = BigInt(pick(row).replace('.', '')) * BigInt(sign);
      return value > 0n ? all + value : all;
    }, 0n);
    const digits = fen.toString().padStart(3, '0');
    return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
  };
  return {
    ...total,
    sides: [
      sum((row) => row.opening, 1),
      sum((row) => row.opening, -1),
      sum((row) => row.closing, 1),
      sum((row) => row.closing, -1),
    ],
  };
}

function Figures({
  row,
  total = false,
}: {
  readonly row: Sums & { readonly sides?: readonly string[] };
  readonly total?: boolean;
}) {
  const { opening, debit, credit, closing, sides } = row;
  const cells = [
    sides?.[0] ?? onSide(opening, 'debit'),
    sides?.[1] ?? onSide(opening, 'credit'),
    debit,
    credit,
    sides?.[2] ?? onSide(closing, 'debit'),
    sides?.[3] ?? onSide(closing, 'credit'),
  ];
  return cells.map((cell, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: six columns in their order
    <td key={index} className="num">
      {cell === '0.00' && !total ? '' : grouped(cell)}
    </td>
  ));
}

/** A signed balance in the column of its side; nothing in the other. */
function onSide(balance: string, side: 'debit' | 'credit'): string {
  const credit = balance.startsWith('-');
  if (credit !== (side === 'credit')) return '0.00';
  return credit ? balance.slice(1) : balance;
}
