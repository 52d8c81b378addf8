/** 对账: 余额调节表 of an account against the bank, the finance bureau or the treasury, and what is open, matched here. */
import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { Field } from '../field.tsx';
import { grouped, sumOf } from '../office/amount.tsx';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { ReasonAction } from '../office/entry/reason-action.tsx';
import { newId } from '../office/new-id.ts';
import { useMay } from '../session.tsx';
import { type Schemas } from '../words.ts';
import { type Bureau, Loaded, TreasuryFrame } from './frame.tsx';
import { TakeFile } from './take-file.tsx';
import { act, nameIn, useTreasury } from './treasury.ts';

type Matching = Schemas['FundMatching'];
type Open = Matching['lines'][number];

export function MatchingPage() {
  return <TreasuryFrame title="对账">{(bureau) => <Accounts bureau={bureau} />}</TreasuryFrame>;
}

function Accounts({ bureau }: { readonly bureau: Bureau }) {
  const accounts = useTreasury<{ accounts: readonly Schemas['FundAccount'][] }>(
    `accounts?department=${bureau.department}`,
  );
  return (
    <Loaded from={accounts}>
      {({ accounts: rows }) =>
        rows.length === 0 ? (
          <p className="aside">还没有登记银行账户。</p>
        ) : (
          <OfAccount bureau={bureau} accounts={rows} />
        )
      }
    </Loaded>
  );
}

interface OfAccountProps {
  readonly bureau: Bureau;
  readonly accounts: readonly Schemas['FundAccount'][];
}

function OfAccount({ bureau: { department, month: latest, choices, sets }, accounts }: OfAccountProps) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const may = useMay();
  const [chosen, setChosen] = useState(accounts.find(({ role }) => role === 'fiscal')?.id ?? accounts[0]?.id ?? '');
  const role = accounts.find(({ id }) => id === chosen)?.role;
  const sources = choices.roles.find(({ id }) => id === role)?.sources ?? [];
  const [asked, setSource] = useState('bank');
  const source = sources.some(({ id }) => id === asked) ? asked : (sources[0]?.id ?? 'bank');
  const [askedMonth, setMonth] = useState<string | null>(null);
  const month = askedMonth ?? latest;
  const of = { department, account: chosen, source };
  const found = useTreasury<Matching>(
    /^\d{4}-\d{2}$/.test(month) ? `matching?${new URLSearchParams({ ...of, month }).toString()}` : null,
  );
  const again = (): void => void queries.invalidateQueries({ queryKey: ['office-registers'] });
  return (
    <>
      <div className="entry-fields">
        <Field label="账户">
          {(id) => (
            <Select
              id={id}
              className="entry-choice"
              value={chosen}
              onChange={setChosen}
              options={accounts.map((one) => {
                return { value: one.id, label: `${nameIn(sets, one.set)} ${nameIn(choices.roles, one.role)}` };
              })}
            />
          )}
        </Field>
        <Field label="对账单">
          {(id) => (
            <Select
              id={id}
              className="entry-choice"
              value={source}
              onChange={setSource}
              options={sources.map((one) => ({ value: one.id, label: one.name }))}
            />
          )}
        </Field>
        <Field label="月份">
          {(id) => <Input id={id} type="month" value={month} onChange={(event) => setMonth(event.target.value)} />}
        </Field>
      </div>
      {may('treasury.make') && (
        <div className="record-actions">
          <TakeFile label="导入对账单" path="statements-of-others" fields={of} />
          <Button
            type="primary"
            onClick={async () => {
              try {
                const { matched } = await act<{ matched: number }>('matching/automatic', of);
                message.success(matched === 0 ? '没有可以自动对上的。' : `自动对上${matched}笔。`);
              } catch (error) {
                message.error(error instanceof Error ? error.message : '');
              }
              again();
            }}
          >
            自动对账
          </Button>
        </div>
      )}
      <Loaded from={found}>
        {(matching) => <Reconciled key={`${chosen} ${source} ${month}`} of={of} matching={matching} again={again} />}
      </Loaded>
    </>
  );
}

interface ReconciledProps {
  readonly of: { readonly department: string; readonly account: string; readonly source: string };
  readonly matching: Matching;
  readonly again: () => void;
}

function Reconciled({ of, matching, again }: ReconciledProps) {
  const { message } = App.useApp();
  const may = useMay();
  const [lines, setLines] = useState<readonly string[]>([]);
  const [entries, setEntries] = useState<readonly string[]>([]);
  const [reason, setReason] = useState('');
  const [id, setId] = useState(newId);
  const [error, setError] = useState<string | null>(null);
  const decide = (match: string, approve: boolean, why: string): Promise<unknown> =>
    act(`matches/${match}/decision`, { department: of.department, approve, reason: why });
  const amount = (text: string | null): string => (text === null ? '没有对账单' : grouped(text));
  const rows = [
    ['账面余额', grouped(matching.books), '对账单余额', amount(matching.statement)],
    ['加：对方已收，我方未收', grouped(matching.statementIn), '加：我方已收，对方未收', grouped(matching.booksIn)],
    ['减：对方已付，我方未付', grouped(matching.statementOut), '减：我方已付，对方未付', grouped(matching.booksOut)],
    ['调节后余额', grouped(matching.adjustedBooks), '调节后余额', amount(matching.adjustedStatement)],
  ] as const;
  const table = (
    label: string,
    items: readonly Open[],
    picked: readonly string[],
    pick: (next: readonly string[]) => void,
  ) => (
    <LedgerTable
      label={label}
      rows={items}
      rowKey={(one) => one.id}
      empty="没有未达账项。"
      columns={[
        {
          title: '',
          cell: (one) =>
            may('treasury.make') &&
            (one.proposed ? (
              '待复核'
            ) : (
              <Checkbox
                aria-label={`选取${one.date} ${one.amount}`}
                checked={picked.includes(one.id)}
                onChange={(event) =>
                  pick(event.target.checked ? [...picked, one.id] : picked.filter((other) => other !== one.id))
                }
              />
            )),
        },
        { title: '日期', cell: ({ date }) => date },
        { title: '摘要', cell: ({ text }) => text },
        { title: '金额（元）', num: true, cell: ({ amount: own }) => grouped(own) },
        { title: '天数', num: true, cell: ({ age }) => age },
      ]}
    />
  );
  const sum = (items: readonly Open[], picked: readonly string[]): string =>
    grouped(sumOf(items.filter((one) => picked.includes(one.id)).map((one) => one.amount)));
  return (
    <>
      <h2>余额调节表</h2>
      <LedgerTable
        label="余额调节表"
        rows={rows}
        rowKey={([first]) => first}
        empty=""
        columns={[
          { title: '我方账', cell: ([name]) => name },
          { title: '金额（元）', num: true, cell: ([, value]) => value },
          { title: '对账单', cell: ([, , name]) => name },
          { title: '金额（元） ', num: true, cell: ([, , , value]) => value },
        ]}
      />
      {matching.difference !== null &&
        (matching.difference === '0.00' ? (
          <Alert type="success" showIcon title={`调节后相等；已对上${matching.matched}笔。`} />
        ) : (
          <Alert
            type="error"
            showIcon
            title={`调节后还差${grouped(matching.difference)}元，请查对账单是否缺行。`}
            role="alert"
          />
        ))}
      <h2>对账单上有、账上没有的</h2>
      {table('对账单未达', matching.lines, lines, setLines)}
      <h2>账上有、对账单上没有的</h2>
      {table('账面未达', matching.entries, entries, setEntries)}
      {(lines.length > 0 || entries.length > 0) && (
        <section className="panel" aria-label="手工对账">
          <p>
            所选流水合计{sum(matching.lines, lines)}元，分录合计{sum(matching.entries, entries)}元。
          </p>
          <Field label="对账说明">
            {(field) => (
              <Input id={field} maxLength={100} value={reason} onChange={(event) => setReason(event.target.value)} />
            )}
          </Field>
          {error !== null && <Alert type="error" showIcon title={error} role="alert" />}
          <Button
            type="primary"
            onClick={async () => {
              try {
                await act('matches', { ...of, id, lines, entries, reason: reason.trim() });
                message.success('已提请复核。');
                setLines([]);
                setEntries([]);
                setReason('');
                setId(newId());
                setError(null);
                again();
              } catch (problem) {
                setError(problem instanceof Error ? problem.message : '');
              }
            }}
          >
            提请复核
          </Button>
        </section>
      )}
      {matching.waiting.length > 0 && (
        <>
          <h2>待复核的手工对账</h2>
          <LedgerTable
            label="待复核的手工对账"
            rows={matching.waiting}
            rowKey={(one) => one.id}
            empty=""
            columns={[
              { title: '说明', cell: (one) => one.reason },
              { title: '金额（元）', num: true, cell: (one) => grouped(one.amount) },
              { title: '流水、分录', cell: (one) => `${one.lines}笔、${one.entries}笔` },
              { title: '经办', cell: (one) => one.maker },
              {
                title: '',
                cell: (one) =>
                  may('treasury.check') &&
                  (one.mine ? (
                    '本人经办，须由他人复核'
                  ) : (
                    <span className="record-actions">
                      <ReasonAction
                        label="复核"
                        ask={null}
                        said="已对上。"
                        primary
                        act={() => decide(one.id, true, '')}
                      />
                      <ReasonAction
                        label="退回"
                        ask="退回理由"
                        said="已退回，可以重新选取。"
                        act={(why) => decide(one.id, false, why)}
                      />
                    </span>
                  )),
              },
            ]}
          />
        </>
      )}
    </>
  );
}
