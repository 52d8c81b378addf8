/** 账户与收付: what every bank account of the funds stands at, and the year's money in and out, made by one and checked by another. */
import { Button } from 'antd';
import { useState } from 'react';
import { grouped } from '../office/amount.tsx';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { ReasonAction } from '../office/entry/reason-action.tsx';
import { RecordForm } from '../office/entry/record-form.tsx';
import { useMay } from '../session.tsx';
import { type Schemas } from '../words.ts';
import { type Bureau, Loaded, TreasuryFrame } from './frame.tsx';
import { act, type Choices, nameIn, options, type Payables, sender, useTreasury } from './treasury.ts';

type Account = Schemas['FundAccount'];
type Movement = Schemas['FundMovement'];

const stateNames: Readonly<Record<Movement['state'], string>> = {
  made: '待复核',
  booked: '已记账',
  'sent-back': '已退回',
};

export function AccountsPage() {
  const may = useMay();
  const [adding, setAdding] = useState<'account' | 'movement' | null>(null);
  return (
    <TreasuryFrame
      title="账户与收付"
      byYear="booked"
      tools={() =>
        may('treasury.make') && (
          <>
            <Button onClick={() => setAdding('account')}>登记账户</Button>
            <Button type="primary" onClick={() => setAdding('movement')}>
              登记收付
            </Button>
          </>
        )
      }
    >
      {(bureau) => <Accounts bureau={bureau} adding={adding} onDone={() => setAdding(null)} />}
    </TreasuryFrame>
  );
}

interface AccountsProps {
  readonly bureau: Bureau;
  readonly adding: 'account' | 'movement' | null;
  readonly onDone: () => void;
}

function Accounts({ bureau, adding, onDone }: AccountsProps) {
  const { department, year, choices, sets } = bureau;
  const accounts = useTreasury<{ accounts: readonly Account[] }>(`accounts?department=${department}`);
  const movements = useTreasury<{ movements: readonly Movement[] }>(`movements?department=${department}&year=${year}`);
  return (
    <Loaded from={accounts}>
      {({ accounts: rows }) => (
        <>
          {adding === 'account' && <AccountForm bureau={bureau} onDone={onDone} />}
          {adding === 'movement' && <MovementForm bureau={bureau} accounts={rows} onDone={onDone} />}
          <LedgerTable
            label="银行账户"
            rows={rows}
            rowKey={({ id }) => id}
            empty="还没有登记账户。每个基金登记收入户、支出户和财政专户，才能办理收付。"
            columns={[
              { title: '基金', cell: ({ set }) => nameIn(sets, set) },
              { title: '账户', cell: ({ role }) => nameIn(choices.roles, role) },
              { title: '户名', cell: ({ name }) => name },
              { title: '开户银行', cell: ({ bank }) => bank },
              { title: '账号', cell: ({ number }) => number },
              { title: '账面余额（元）', num: true, cell: ({ balance }) => grouped(balance) },
            ]}
          />
          <h2>{year}年收付</h2>
          <Loaded from={movements}>
            {({ movements: list }) => <Movements bureau={bureau} accounts={rows} movements={list} />}
          </Loaded>
        </>
      )}
    </Loaded>
  );
}

function roleOf(choices: Choices, accounts: readonly Account[], id: string): string {
  const account = accounts.find((one) => one.id === id);
  return account === undefined ? id : nameIn(choices.roles, account.role);
}

interface MovementsProps {
  readonly bureau: Bureau;
  readonly accounts: readonly Account[];
  readonly movements: readonly Movement[];
}

function Movements({ bureau: { department, choices }, accounts, movements }: MovementsProps) {
  const may = useMay();
  const waiting = movements.filter(({ state }) => state === 'made').length;
  const decide = (id: string, approve: boolean, reason: string) =>
    act(`movements/${id}/decision`, { department, approve, reason });
  return (
    <>
      {waiting > 0 && <p className="aside">有{waiting}笔待复核；复核后才记账，当月才能结账。</p>}
      <LedgerTable
        label="收付"
        rows={movements}
        rowKey={({ id }) => id}
        empty="这一年还没有收付。"
        struck={({ state }) => state === 'sent-back'}
        columns={[
          { title: '日期', cell: ({ date }) => date },
          { title: '种类', cell: ({ kind }) => nameIn(choices.kinds, kind) },
          { title: '基金', cell: ({ fund }) => nameIn(choices.funds, fund) },
          {
            title: '账户',
            cell: ({ account, toAccount }) =>
              toAccount === null
                ? roleOf(choices, accounts, account)
                : `${roleOf(choices, accounts, account)} → ${roleOf(choices, accounts, toAccount)}`,
          },
          {
            title: '摘要',
            cell: ({ text, reference, from }) => `${from === null ? '' : `${from}退回 `}${text} ${reference}`,
          },
          { title: '金额（元）', num: true, cell: ({ amount }) => grouped(amount) },
          {
            title: '状态',
            cell: ({ state, reason }) => (reason === '' ? stateNames[state] : `${stateNames[state]}：${reason}`),
          },
          { title: '经办、复核', cell: ({ maker, checker }) => (checker === null ? maker : `${maker}、${checker}`) },
          {
            title: '',
            cell: ({ id, state, mine }) =>
              state === 'made' &&
              may('treasury.check') && (
                <span className="record-actions">
                  {mine ? (
                    '本人经办，须由他人复核'
                  ) : (
                    <>
                      <ReasonAction
                        label="复核记账"
                        ask={null}
                        said="已记账。"
                        primary
                        act={() => decide(id, true, '')}
                      />
                      <ReasonAction
                        label="退回"
                        ask="退回原因"
                        said="已退回。"
                        danger
                        act={(why) => decide(id, false, why)}
                      />
                    </>
                  )}
                </span>
              ),
          },
        ]}
      />
    </>
  );
}

function AccountForm({ bureau: { department, choices, sets }, onDone }: Omit<AccountsProps, 'adding'>) {
  return (
    <RecordForm
      title="登记账户"
      initial={{ openedOn: choices.today }}
      fields={() => [
        { name: 'set', label: '基金', kind: 'choice', options: options(sets) },
        { name: 'role', label: '账户类别', kind: 'choice', options: options(choices.roles) },
        { name: 'name', label: '户名', kind: 'text' },
        { name: 'bank', label: '开户银行', kind: 'text' },
        { name: 'number', label: '账号', kind: 'text' },
        { name: 'openedOn', label: '开户日期', kind: 'date' },
      ]}
      send={sender('accounts', (id, values) => ({
        department,
        id,
        set: values.text('set'),
        role: values.text('role'),
        name: values.text('name'),
        bank: values.text('bank'),
        number: values.text('number'),
        openedOn: values.text('openedOn'),
      }))}
      onDone={onDone}
    />
  );
}

/** Whoever was chosen, as the server is told: 'person 0190…', 'institution 青禾县人民医院'. */
function givenBackBy(chosen: string): { readonly kind: string; readonly key: string } {
  const [kind = ''] = chosen.split(' ', 1);
  return { kind, key: chosen.slice(kind.length + 1) };
}

interface MovementFormProps {
  readonly bureau: Bureau;
  readonly accounts: readonly Account[];
  readonly onDone: () => void;
}

function MovementForm({ bureau: { department, choices, sets }, accounts, onDone }: MovementFormProps) {
  const [givenBackTo, setGivenBackTo] = useState<string | null>(null);
  const setOf = (fund: string) => sets.find(({ funds }) => funds.some((one) => one === fund))?.id;
  const payables = useTreasury<Payables>(
    givenBackTo === null ? null : `payables?department=${department}&set=${givenBackTo}&through=${choices.today}`,
  );
  const owing = (payables.data?.payables ?? []).filter(({ amount }) => amount.startsWith('-'));
  const { data } = useTreasury<{ subsidies: readonly Schemas['FundSubsidy'][] }>(`subsidies?department=${department}`);
  const ofFund = (fund: string) => {
    return accounts.filter((account) => account.set === setOf(fund));
  };
  return (
    <RecordForm
      title="登记收付"
      initial={{ date: choices.today }}
      said="已登记，交另一人复核记账。"
      onValues={({ kind, fund }) => setGivenBackTo(kind === 'given-back' ? (setOf(String(fund ?? '')) ?? null) : null)}
      fields={(values) => {
        const kind = choices.kinds.find(({ id }) => id === values.kind);
        const fund = String(values.fund ?? '');
        const own = ofFund(fund);
        const listed = (roles: readonly string[]) =>
          own
            .filter(({ role }) => roles.includes(role))
            .map(({ id, role, number }) => ({ value: id, label: `${nameIn(choices.roles, role)} ${number}` }));
        return [
          { name: 'fund', label: '基金', kind: 'choice', options: options(choices.funds) },
          {
            name: 'kind',
            label: '种类',
            kind: 'choice',
            search: true,
            options: options(choices.kinds),
            ...(kind?.confirmed === false ? { hint: '这样记账的依据待核，各地做法不一，请先核对。' } : {}),
          },
          {
            name: 'account',
            label: kind?.to == null ? '账户' : '转出账户',
            kind: 'choice',
            options: listed(kind?.roles ?? []),
          },
          ...(kind?.to == null
            ? []
            : [{ name: 'toAccount', label: '转入账户', kind: 'choice' as const, options: listed(kind.to) }]),
          ...(kind?.id === 'subsidy'
            ? [
                {
                  name: 'subsidy',
                  label: '补助文件',
                  kind: 'choice' as const,
                  search: true,
                  options: (data?.subsidies ?? [])
                    .filter((one) => one.fund === fund)
                    .map(({ id, number, amount }) => ({ value: id, label: `${number}（${grouped(amount)}元）` })),
                },
              ]
            : []),
          ...(kind?.id === 'given-back'
            ? [
                {
                  name: 'from',
                  label: '退款的人或机构',
                  kind: 'choice' as const,
                  search: true,
                  hint:
                    owing.length === 0
                      ? '这个基金没有应退的人和机构。'
                      : '可以分次退；退清以前，余额仍在应付待遇款里。',
                  options: owing.map(({ kind: of, name, payee, amount }) => ({
                    value: `${of} ${of === 'person' ? payee : name}`,
                    label: `${name}（应退${grouped(amount.slice(1))}元）`,
                  })),
                },
              ]
            : []),
          { name: 'date', label: '日期', kind: 'date' },
          { name: 'amount', label: '金额', kind: 'amount' },
          { name: 'reference', label: '银行流水号', kind: 'text', optional: true },
          { name: 'text', label: '摘要', kind: 'text', wide: true },
        ];
      }}
      send={sender('movements', (id, values) => ({
        department,
        id,
        fund: values.text('fund'),
        kind: values.text('kind'),
        account: values.text('account'),
        toAccount: values.given('toAccount'),
        subsidy: values.text('kind') === 'subsidy' ? values.given('subsidy') : null,
        from: values.text('kind') === 'given-back' ? givenBackBy(values.text('from')) : null,
        date: values.text('date'),
        amount: values.text('amount'),
        reference: values.text('reference'),
        text: values.text('text'),
      }))}
      onDone={onDone}
    />
  );
}
