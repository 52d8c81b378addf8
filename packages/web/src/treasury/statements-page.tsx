/** 基金报表: 资产负债表 and 收支表 of each fund at the end of a month, and the months of the sets. */
import { Alert, Input } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { Field } from '../field.tsx';
import { grouped } from '../office/amount.tsx';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { ReasonAction } from '../office/entry/reason-action.tsx';
import { useMay } from '../session.tsx';
import { type Schemas } from '../words.ts';
import { type Bureau, Loaded, TreasuryFrame } from './frame.tsx';
import { act, nameIn, useTreasury } from './treasury.ts';

type Statements = Schemas['FundStatements'];

interface Answer {
  readonly statements: readonly Statements[];
  readonly periods: readonly {
    readonly set: string;
    readonly openedThrough: string | null;
    readonly closedThrough: string | null;
  }[];
}

export function FundStatementsPage() {
  return <TreasuryFrame title="基金报表">{(bureau) => <OfMonth bureau={bureau} />}</TreasuryFrame>;
}

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

function OfMonth({ bureau }: { readonly bureau: Bureau }) {
  const { department, choices, sets } = bureau;
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const [asked, setMonth] = useState(search.get('month'));
  const month = asked ?? bureau.month;
  const answer = useTreasury<Answer>(
    /^\d{4}-\d{2}$/.test(month) ? `statements?department=${department}&month=${month}` : null,
  );
  return (
    <>
      <div className="entry-fields">
        <Field label="月份">
          {(id) => (
            <Input
              id={id}
              type="month"
              value={month}
              onChange={({ target: { value } }) => {
                setMonth(value);
                setSearch((before) => {
                  const after = new URLSearchParams(before);
                  after.set('month', value);
                  return after;
                });
              }}
            />
          )}
        </Field>
      </div>
      <Loaded from={answer}>
        {({ statements, periods }) => (
          <>
            {statements.length === 0 && <p className="aside">{month}还没有打开，没有报表。</p>}
            {statements.map((one) => (
              <section key={one.fund} aria-label={nameIn(choices.funds, one.fund)}>
                <h2>{nameIn(choices.funds, one.fund)}</h2>
                {!one.balanced && (
                  <Alert type="error" showIcon title="资产合计与负债和基金结余合计不等，请核对账簿。" role="alert" />
                )}
                <LedgerTable
                  label={`${nameIn(choices.funds, one.fund)}资产负债表`}
                  rows={shown(one.balance)}
                  rowKey={({ key }) => key}
                  empty="没有余额。"
                  columns={[
                    { title: '资产负债表', cell: ({ name, total }) => (total ? <b>{name}</b> : name) },
                    { title: '年初数（元）', num: true, cell: ({ first }) => grouped(first) },
                    { title: '期末数（元）', num: true, cell: ({ second }) => grouped(second) },
                  ]}
                />
                <LedgerTable
                  label={`${nameIn(choices.funds, one.fund)}收支表`}
                  rows={shown(one.flow)}
                  rowKey={({ key }) => key}
                  empty="没有收支。"
                  columns={[
                    { title: '收支表', cell: ({ name, total }) => (total ? <b>{name}</b> : name) },
                    { title: '本月数（元）', num: true, cell: ({ first }) => grouped(first) },
                    { title: '本年累计数（元）', num: true, cell: ({ second }) => grouped(second) },
                  ]}
                />
              </section>
            ))}
            <h2>会计期间</h2>
            <LedgerTable
              label="会计期间"
              rows={periods}
              rowKey={({ set }) => set}
              empty="没有账套。"
              columns={[
                { title: '基金', cell: ({ set }) => nameIn(sets, set) },
                { title: '打开到', cell: ({ openedThrough }) => openedThrough ?? '—' },
                { title: '结账到', cell: ({ closedThrough }) => closedThrough ?? '—' },
                {
                  title: '',
                  cell: ({ set, openedThrough, closedThrough }) => (
                    <span className="record-actions">
                      {openedThrough !== null && may('treasury.make') && (
                        <ReasonAction
                          label={`打开${nextMonth(openedThrough)}`}
                          ask={null}
                          said="已打开。"
                          act={() => act('months/opening', { department, set, month: nextMonth(openedThrough) })}
                        />
                      )}
                      {closedThrough !== null && closedThrough !== openedThrough && may('treasury.check') && (
                        <ReasonAction
                          label={`结账${nextMonth(closedThrough)}`}
                          ask={null}
                          said="已结账。"
                          act={() => act('months/closing', { department, set, month: nextMonth(closedThrough) })}
                        />
                      )}
                    </span>
                  ),
                },
              ]}
            />
          </>
        )}
      </Loaded>
    </>
  );
}

/** Rows with nothing in them are left out, sums are not. */
function shown(rows: Statements['balance']): Statements['balance'] {
  return rows.filter(({ total, first, second }) => total || first !== '0.00' || second !== '0.00');
}
