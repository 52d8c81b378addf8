/**
 * The funds' finance of a county at once: accounts and payees, documents and what was spent on them, movements, and a payment batch for
 * each set and month of what settlements owe – each looked at by the function that looks at one at a desk, the vouchers posted with
 * them. One that would be refused is an error of all.
 */
import { type DateText, type Fen, firstDayOf, type Month } from '@mingzhang/kernel';
import { type FundPart, type Leg, type Voucher } from '@mingzhang/ledger';
import { type Bulk, copyLine, makeIndexes, postponeIndexes } from '@mingzhang/store';
import { sql } from 'kysely';
import { type Charts, postManyWithin } from '../books/index.ts';
import { type AccountDraft, type FundAccount, type PayeeDraft } from './accounts.ts';
import { dayProblem, firstProblem, idProblem, textProblem, wordProblem } from './entered.ts';
import { fingerprintOf, type Trx } from './hand.ts';
import { accountRoles, movementKind, payeeKinds } from './kinds.ts';
import { type MovementDraft, movementLegs, movementProblem } from './movements.ts';
import { type TreasuryRefused } from './refusals.ts';
import { type SpendingDraft, type Subsidy, type SubsidyDraft, spendingProblem, subsidyProblem } from './subsidies.ts';

export interface BulkTreasury {
  readonly department: string;
  /** Who makes, and who checks: two people. */
  readonly by: string;
  readonly checker: string;
  /** The last day that anything of it knows. */
  readonly today: DateText;
}

const moment = (day: DateText): string => `${day}T05:00:00Z`;

/** Registers bank accounts and payees, the payees' accounts checked. */
export async function openTreasury(
  bulk: Bulk,
  { department, by, checker, today }: BulkTreasury,
  {
    accounts,
    payees,
  }: {
    readonly accounts: readonly Omit<AccountDraft, 'department'>[];
    readonly payees: readonly Omit<PayeeDraft, 'department'>[];
  },
): Promise<void> {
  for (const { id, role, name, bank, number, openedOn } of accounts) {
    const texts = { 户名: name, 开户银行: bank, 账号: number };
    must(
      idProblem(id),
      textProblem(texts),
      wordProblem('账户类别', role, accountRoles),
      dayProblem('开户日期', openedOn, today),
    );
  }
  for (const { id, kind, name, bank, number } of payees) {
    const texts = { 收款人: name, 开户银行: bank, 账号: number };
    must(idProblem(id), textProblem(texts), wordProblem('收款人类别', kind, payeeKinds));
  }
  await bulk.copy(
    'fund_account',
    ['id', 'department_id', 'set_id', 'role', 'name', 'bank', 'number', 'opened_on', 'made_by', 'made_at'],
    accounts.map(({ id, set, role, name, bank, number, openedOn }) =>
      copyLine([id, department, set, role, name, bank, number, openedOn, by, moment(openedOn)]),
    ),
  );
  await bulk.copy(
    'fund_payee',
    ['id', 'department_id', 'kind', 'name', 'bank', 'number', 'made_by', 'made_at', 'checked_by', 'checked_at'],
    payees.map(({ id, kind, name, bank, number }) =>
      copyLine([id, department, kind, name, bank, number, by, moment(today), checker, moment(today)]),
    ),
  );
}

/** Writes documents and what the finance bureau spent on them. */
export async function writeSubsidyDocuments(
  bulk: Bulk,
  { department, by, today }: BulkTreasury,
  documents: readonly Omit<SubsidyDraft, 'department'>[],
  spendings: readonly Omit<SpendingDraft, 'department' | 'voucher'>[],
): Promise<void> {
  for (const one of documents) must(subsidyProblem({ ...one, department }, today));
  const spent = new Map<string, Fen>();
  for (const one of spendings) {
    const document = documents.find(({ id }) => id === one.subsidy);
    if (document === undefined) throw new Error(`the spending ${one.id} is of no document`);
    const before = spent.get(one.subsidy) ?? 0;
    const facts = { subsidy: document as Subsidy, spent: before, voucher: null };
    must(
      idProblem(one.id),
      dayProblem('支出日期', one.spentOn, today),
      spendingProblem({ ...one, voucher: null }, facts),
    );
    spent.set(one.subsidy, before + one.amount);
  }
  await bulk.copy(
    'fund_subsidy',
    [
      'id',
      'department_id',
      'number',
      'level',
      'fund',
      'year',
      'function_code',
      'purpose',
      'path',
      'amount',
      'issued_on',
      'made_by',
      'made_at',
    ],
    documents.map(({ id, number, level, fund, year, functionCode, purpose, path, amount, issuedOn }) =>
      copyLine([
        id,
        department,
        number,
        level,
        fund,
        year,
        functionCode,
        purpose,
        path,
        amount,
        issuedOn,
        by,
        moment(issuedOn),
      ]),
    ),
  );
  await bulk.copy(
    'fund_subsidy_spending',
    ['id', 'subsidy_id', 'spent_on', 'amount', 'reference', 'made_by', 'made_at'],
    spendings.map(({ id, subsidy, spentOn, amount, reference }) =>
      copyLine([id, subsidy, spentOn, amount, reference, by, moment(spentOn)]),
    ),
  );
}

export interface BulkMovement extends Omit<MovementDraft, 'department' | 'fund'> {
  readonly fund: FundPart;
  readonly voucher: string;
  readonly entry: string;
}

/** Writes movements that a second person has checked, each with its voucher. */
export async function writeMovements(
  bulk: Bulk,
  trx: Trx,
  charts: Charts,
  { department, by, checker, today }: BulkTreasury,
  {
    movements,
    accounts,
    documents,
  }: {
    readonly movements: readonly BulkMovement[];
    readonly accounts: readonly FundAccount[];
    readonly documents: readonly Subsidy[];
  },
): Promise<void> {
  const accountOf = new Map(accounts.map((one) => [one.id, one]));
  const received = new Map<string, Fen>();
  const vouchers: (Voucher & { readonly at: Date })[] = [];
  const lines: string[] = [];
  for (const one of movements) {
    const {
      id,
      fund,
      kind: kindId,
      account: accountId,
      toAccount,
      subsidy: document,
      date,
      amount,
      reference,
      text,
    } = one;
    const kind = movementKind(kindId);
    const account = accountOf.get(accountId) ?? null;
    if (kind === null || account === null) throw new Error(`the movement ${id} is not whole`);
    const to = toAccount === null ? null : (accountOf.get(toAccount) ?? null);
    const subsidy = documents.find((each) => each.id === document);
    const before = received.get(document ?? '') ?? 0;
    const facts = {
      kind,
      set: account.set,
      fund,
      account,
      to,
      subsidy: subsidy === undefined ? null : { subsidy, received: before },
      from: null,
    };
    const texts = { 摘要: text, '银行流水号？': reference };
    must(idProblem(id), textProblem(texts), dayProblem('日期', date, today), movementProblem(one, facts));
    if (document !== null) received.set(document, before + amount);
    const legs = movementLegs(kind, { fund, amount, account, to });
    const entries = [{ id: one.entry, set: account.set, reverses: null, legs }];
    const said = reference === '' ? text : `${text} ${reference}`;
    vouchers.push({ id: one.voucher, kind: 'ordinary', date, text: said, entries, at: new Date(moment(date)) });
    const fingerprint = fingerprintOf([
      department,
      fund,
      kindId,
      accountId,
      toAccount,
      document,
      date,
      amount,
      reference,
      text,
    ]);
    lines.push(
      copyLine([
        id,
        department,
        account.set,
        fund,
        kindId,
        accountId,
        toAccount,
        document,
        date,
        amount,
        reference,
        text,
        'booked',
        one.voucher,
        fingerprint,
        by,
        moment(date),
        checker,
        moment(date),
      ]),
    );
  }
  await bulk.copy('fund_movement', movementColumns, lines);
  for (const [, own] of Map.groupBy(vouchers, ({ entries }) => entries[0]?.set ?? '')) {
    await postManyWithin(trx, charts, own, { today, by: checker });
  }
}

const movementColumns = [
  'id',
  'department_id',
  'set_id',
  'fund',
  'kind',
  'account_id',
  'to_account_id',
  'subsidy_id',
  'date',
  'amount',
  'reference',
  'text',
  'state',
  'voucher_id',
  'fingerprint',
  'made_by',
  'made_at',
  'checked_by',
  'checked_at',
] as const;

export interface BulkLine {
  readonly line: number;
  readonly payee: string;
  readonly name: string;
  /** The months whose settlements it pays: its own, and one that came back. */
  readonly months: readonly Month[];
  readonly amounts: ReadonlyMap<FundPart, Fen>;
  /** Why the bank returned it; null where it was paid. */
  readonly returned: string | null;
}

export interface BulkBatch {
  readonly id: string;
  readonly set: string;
  readonly account: string;
  readonly number: string;
  readonly madeOn: DateText;
  /** Null: it has gone to the bank, which has not answered. */
  readonly paidOn: DateText | null;
  readonly voucher: string;
  readonly entry: string;
  /** Of the bank's answer. */
  readonly file: string;
  readonly lines: readonly BulkLine[];
}

/**
 * Writes batches with everything they pay: each line every settlement of its institution and months that no batch has taken. The bank has
 * answered, but for those that say otherwise. Whoever has just loaded settlements has them analysed before, outside the transaction.
 */
export async function writeBatches(
  bulk: Bulk,
  trx: Trx,
  charts: Charts,
  { department, by, checker, today }: BulkTreasury,
  batches: readonly BulkBatch[],
): Promise<void> {
  await bulk.copy(
    'fund_batch',
    [
      'id',
      'department_id',
      'set_id',
      'account_id',
      'number',
      'date',
      'state',
      'fingerprint',
      'made_by',
      'made_at',
      'checked_by',
      'checked_at',
      'sent_by',
      'sent_at',
    ],
    batches.map(({ id, set, account, number, madeOn, paidOn, lines }) => {
      must(
        idProblem(id),
        dayProblem('批次日期', madeOn, today),
        paidOn === null ? null : dayProblem('支付日期', paidOn, today),
      );
      const total = lines.reduce((sum, line) => sum + totalOf(line), 0);
      const fingerprint = fingerprintOf([department, set, madeOn, lines.length, total]);
      const at = moment(madeOn);
      return copyLine([
        id,
        department,
        set,
        account,
        number,
        madeOn,
        paidOn === null ? 'sent' : 'finished',
        fingerprint,
        by,
        at,
        checker,
        at,
        by,
        at,
      ]);
    }),
  );
  await bulk.copy(
    'fund_batch_line',
    ['batch_id', 'line', 'payee_id', 'amount', 'state', 'reason', 'done_on', 'bank_reference', 'voucher_id'],
    batches.flatMap(({ id, number, paidOn, voucher, lines }) =>
      lines.map((line) => {
        const { payee, returned } = line;
        const said = [id, line.line, payee, totalOf(line)] as const;
        if (paidOn === null) return copyLine([...said, 'waiting', '', null, '', null]);
        const reference = `FK${number}${String(line.line).padStart(4, '0')}`;
        if (returned !== null) return copyLine([...said, 'returned', returned, paidOn, reference, null]);
        return copyLine([...said, 'paid', '', paidOn, reference, voucher]);
      }),
    ),
  );
  await writeItems(trx, department, batches);
  const answered = batches.filter(({ paidOn }) => paidOn !== null);
  await bulk.copy(
    'fund_file',
    ['id', 'department_id', 'kind', 'name', 'sha256', 'rows', 'taken', 'problems', 'made_by', 'made_at'],
    answered.map(({ file, id, number, lines, paidOn }) =>
      copyLine([
        file,
        department,
        'result',
        `银行回盘${number}.csv`,
        `county ${id}`,
        lines.length,
        lines.length,
        '[]',
        by,
        moment(paidOn ?? today),
      ]),
    ),
  );
  const vouchers = answered.flatMap((batch) => {
    const legs = legsOf(batch.lines.filter(({ returned }) => returned === null));
    if (legs.length === 0) return [];
    const date = batch.paidOn ?? today;
    const entries = [{ id: batch.entry, set: batch.set, reverses: null, legs }];
    return [
      {
        id: batch.voucher,
        kind: 'ordinary' as const,
        date,
        text: `支付待遇款 批次${batch.number}`,
        entries,
        at: new Date(moment(date)),
      },
    ];
  });
  for (const [, own] of Map.groupBy(vouchers, ({ entries }) => entries[0]?.set ?? '')) {
    await postManyWithin(trx, charts, own, { today, by });
  }
}

const totalOf = ({ amounts }: Pick<BulkLine, 'amounts'>): Fen =>
  [...amounts.values()].reduce((sum, one) => sum + one, 0);

/** 借 应付待遇款 贷 支出户存款, by fund. */
function legsOf(lines: readonly BulkLine[]): readonly Leg[] {
  const sums = new Map<FundPart, Fen>();
  for (const { amounts } of lines) for (const [fund, amount] of amounts) sums.set(fund, (sums.get(fund) ?? 0) + amount);
  return [...sums].flatMap(([fund, amount]): readonly Leg[] => [
    { account: 'benefit-payable', side: 'debit', amount, dimensions: { fund } },
    { account: accountRoles.payment.account, side: 'credit', amount, dimensions: { fund } },
  ]);
}

/** Every settlement's part of every line, and what waits for payment, by one statement over the whole county. */
async function writeItems(trx: Trx, department: string, batches: readonly BulkBatch[]): Promise<void> {
  // A county's year does not fit into what a desk needs.
  await sql`set local work_mem = '256MB'`.execute(trx);
  // What was returned once may be in a later batch: whether it is paid in any is said of each.
  await sql`create temporary table bulk_line (batch_id uuid, line integer, set_id text, name text, first_day date, live boolean,
            paid boolean) on commit drop`.execute(trx);
  const rows = batches.flatMap(({ id, set, lines }) =>
    lines.flatMap(({ line, name, months, returned }) =>
      months.map((month) => ({ id, line, set, name, first: firstDayOf(month), live: returned === null })),
    ),
  );
  const keyOf = ({ set, name, first }: (typeof rows)[number]): string => [set, name, first].join('\t');
  const paid = new Set(rows.filter(({ live }) => live).map(keyOf));
  await sql`
    insert into bulk_line select * from unnest(
      ${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ line }) => line)}::integer[], ${rows.map(({ set }) => set)}::text[],
      ${rows.map(({ name }) => name)}::text[], ${rows.map(({ first }) => first)}::date[],
      ${rows.map(({ live }) => live)}::boolean[], ${rows.map((row) => paid.has(keyOf(row)))}::boolean[])`.execute(trx);
  await sql`analyze bulk_line`.execute(trx);
  const later = await postponeIndexes(trx, ['fund_batch_item'], { unique: true });
  // What waits is written by the same statement: what a trigger is told of millions of rows is kept on the disk.
  await sql`alter table fund_batch_item disable trigger settlement_waiting`.execute(trx);
  await sql`
    with part as materialized (
      select f.person_id, f.settlement_id, f.payer, f.fund, f.amount, f.set_id, l.batch_id, l.line, l.live,
             coalesce(l.paid, false) as paid
      from settlement s
      join settlement_fund f on f.person_id = s.person_id and f.settlement_id = s.id
      left join bulk_line l
        on l.set_id = f.set_id and l.name = s.institution and l.first_day = date_trunc('month', s.settled_on)::date
      where s.department_id = ${department}
    ), taken as (
      insert into fund_batch_item (batch_id, line, person_id, settlement_id, payer, fund, amount, live)
      select batch_id, line, person_id, settlement_id, payer, fund, amount, live from part where batch_id is not null
    )
    insert into settlement_waiting (person_id, settlement_id, payer, set_id)
    select distinct person_id, settlement_id, payer, set_id from part where not paid`.execute(trx);
  await sql`alter table fund_batch_item enable trigger settlement_waiting`.execute(trx);
  await makeIndexes(trx, later);
}

function must(...problems: readonly (TreasuryRefused | null)[]): void {
  const refused = firstProblem(...problems);
  if (refused !== null) throw new Error(refused.refusal.message);
}

/** What opening vouchers bring into the books of a fund: money on 财政专户 that is its balance. */
export function openingLegs(fund: FundPart, amount: Fen): readonly Leg[] {
  return [
    { account: accountRoles.fiscal.account, side: 'debit', amount, dimensions: { fund } },
    { account: 'fund-balance-general', side: 'credit', amount, dimensions: { fund } },
  ];
}

export interface Moved {
  readonly set: string;
  readonly fund: FundPart;
  readonly account: string;
  readonly month: Month;
  /** Debits less credits, year-end vouchers left out. */
  readonly amount: Fen;
}

/** What moved on every account of a department's fund sets, month by month. */
export async function movedByMonth(trx: Trx, department: string): Promise<readonly Moved[]> {
  const { rows } = await sql<Moved>`
    select l.set_id as set, substring(l.dimensions from 'fund=([a-z-]+)') as fund, l.account, to_char(l.date, 'YYYY-MM') as month,
           sum(l.amount)::bigint as amount
    from accounting_unit u
    join account_set s on s.unit_id = u.id and s.book = 'fund'
    join ledger_leg l on l.set_id = s.id
    where u.department_id = ${department} and l.kind <> 'closing'
    group by 1, 2, 3, 4
    order by 1, 2, 3, 4`.execute(trx);
  return rows;
}
