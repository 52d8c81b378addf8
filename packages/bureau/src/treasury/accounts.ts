/** Bank accounts of the funds and what they stand at in the books; whom money is paid to, with the second person's check. */
import { type DateText, type Fen, formatYuan, type Month } from '@mingzhang/kernel';
import { parseDimensions } from '@mingzhang/ledger';
import { sql } from 'kysely';
import { dayProblem, firstProblem, idProblem, textProblem, wordProblem } from './entered.ts';
import {
  type Db,
  departmentUnknown,
  type Entered,
  type Hand,
  idUsed,
  samePerson,
  type Trx,
  trace,
  within,
} from './hand.ts';
import { type AccountRole, accountRoles, isRole, type PayeeKind, payeeKinds } from './kinds.ts';
import { refuse, type TreasuryRefused } from './refusals.ts';

export interface AccountDraft {
  readonly department: string;
  readonly id: string;
  readonly set: string;
  readonly role: string;
  readonly name: string;
  readonly bank: string;
  readonly number: string;
  readonly openedOn: string;
}

export interface FundAccount {
  readonly id: string;
  readonly department: string;
  readonly set: string;
  readonly role: AccountRole;
  readonly name: string;
  readonly bank: string;
  readonly number: string;
  readonly openedOn: DateText;
}

/** Registers a bank account of a fund set. */
export async function enterAccount(db: Db, draft: AccountDraft & Hand): Promise<Entered | TreasuryRefused> {
  const { department, id, set, role, name, bank, number, openedOn, by, at, today } = draft;
  const problem = firstProblem(
    idProblem(id),
    textProblem({ 户名: name, 开户银行: bank, 账号: number }),
    wordProblem('账户类别', role, accountRoles),
    dayProblem('开户日期', openedOn, today),
  );
  if (problem !== null) return problem;
  return within(db, async (trx): Promise<Entered | TreasuryRefused> => {
    if ((await setRow(trx, department, set)) === null) {
      return refuse('fund-without-books', `没有“${set}”这个基金账套，账户没有登记；请先为基金建账。`);
    }
    const before = await findAccount(trx, id);
    if (before !== null) {
      const same = before.set === set && before.role === role && before.number === number && before.name === name;
      return same ? { id, again: true } : idUsed(id);
    }
    const taken = await trx
      .selectFrom('fund_account')
      .select('number')
      .where('set_id', '=', set)
      .where('role', '=', role)
      .executeTakeFirst();
    if (taken !== undefined && isRole(role)) {
      return refuse(
        'account-exists',
        `这个账套的${accountRoles[role].name}已经登记（账号${taken.number}）。账上每一类账户只有一个科目，不能再登记一个。`,
      );
    }
    await trx
      .insertInto('fund_account')
      .values({
        id,
        department_id: department,
        set_id: set,
        role,
        name,
        bank,
        number,
        opened_on: openedOn,
        made_by: by,
        made_at: at,
      })
      .execute();
    await trace(trx, draft, 'treasury.make', `fund-account:${id}`, { set, role, number });
    return { id, again: false };
  });
}

export async function findAccount(db: Db, id: string): Promise<FundAccount | null> {
  if (idProblem(id) !== null) return null;
  const row = await db.selectFrom('fund_account').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : accountOf(row);
}

export async function listAccounts(db: Db, department: string): Promise<readonly FundAccount[]> {
  const rows = await db
    .selectFrom('fund_account')
    .selectAll()
    .where('department_id', '=', department)
    .orderBy('set_id')
    .orderBy('role')
    .execute();
  return rows.map(accountOf);
}

function accountOf(row: {
  readonly id: string;
  readonly department_id: string;
  readonly set_id: string;
  readonly role: string;
  readonly name: string;
  readonly bank: string;
  readonly number: string;
  readonly opened_on: string;
}): FundAccount {
  const { id, department_id, set_id, role, name, bank, number, opened_on } = row;
  if (!isRole(role)) throw new Error(`the account ${id} has no role that we know`);
  return { id, department: department_id, set: set_id, role, name, bank, number, openedOn: opened_on };
}

async function setRow(db: Db, department: string, set: string) {
  const row = await db
    .selectFrom('account_set as s')
    .innerJoin('accounting_unit as u', 'u.id', 's.unit_id')
    .select('s.id')
    .where('s.id', '=', set)
    .where('s.book', '=', 'fund')
    .where('u.department_id', '=', department)
    .executeTakeFirst();
  return row ?? null;
}

/** What a bank account stands at in the books on a day, by fund. */
export async function accountBalances(
  db: Db,
  { set, role }: Pick<FundAccount, 'set' | 'role'>,
  day: DateText,
): Promise<ReadonlyMap<string, Fen>> {
  const { rows } = await sql<{ dimensions: string; amount: number }>`
    select dimensions, sum(amount)::bigint as amount from ledger_leg
    where set_id = ${set} and account = ${accountRoles[role].account} and date <= ${day}
    group by dimensions`.execute(db);
  return new Map(rows.map(({ dimensions, amount }) => [parseDimensions(dimensions).fund ?? '', amount]));
}

export async function accountBalance(db: Db, account: Pick<FundAccount, 'set' | 'role'>, day: DateText): Promise<Fen> {
  const balances = await accountBalances(db, account, day);
  return [...balances.values()].reduce((sum, amount) => sum + amount, 0);
}

/** Month by month what came into an account and went out of it. */
export async function accountMonths(
  db: Db,
  { set, role }: Pick<FundAccount, 'set' | 'role'>,
  year: number,
): Promise<readonly { readonly month: Month; readonly received: Fen; readonly paid: Fen }[]> {
  const { rows } = await sql<{ month: string; received: number; paid: number }>`
    select to_char(date, 'YYYY-MM') as month,
           coalesce(sum(amount) filter (where amount > 0), 0)::bigint as received,
           coalesce(-sum(amount) filter (where amount < 0), 0)::bigint as paid
    from ledger_leg
    where set_id = ${set} and account = ${accountRoles[role].account} and kind = 'ordinary'
      and date between ${`${year}-01-01`} and ${`${year}-12-31`}
    group by 1 order by 1`.execute(db);
  return rows;
}

export interface PayeeDraft {
  readonly department: string;
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly bank: string;
  readonly number: string;
}

/** Enters where a payee's money goes; it counts when a second person has checked it. */
export async function enterPayee(db: Db, draft: PayeeDraft & Hand): Promise<Entered | TreasuryRefused> {
  const { department, id, kind, name, bank, number, by, at } = draft;
  const problem = firstProblem(
    idProblem(id),
    textProblem({ 收款人: name, 开户银行: bank, 账号: number }),
    wordProblem('收款人类别', kind, payeeKinds),
  );
  if (problem !== null) return problem;
  return within(db, async (trx): Promise<Entered | TreasuryRefused> => {
    const known = await trx.selectFrom('department').select('id').where('id', '=', department).executeTakeFirst();
    if (known === undefined) return departmentUnknown(department);
    const before = await trx.selectFrom('fund_payee').selectAll().where('id', '=', id).executeTakeFirst();
    if (before !== undefined) {
      const same = before.kind === kind && before.name === name && before.bank === bank && before.number === number;
      return same ? { id, again: true } : idUsed(id);
    }
    await trx
      .insertInto('fund_payee')
      .values({ id, department_id: department, kind, name, bank, number, made_by: by, made_at: at })
      .execute();
    await trace(trx, draft, 'treasury.make', `fund-payee:${id}`, { kind, name });
    return { id, again: false };
  });
}

/** The second person's check; the payee's account before is over. */
export async function checkPayee(
  db: Db,
  { department, id, ...hand }: { readonly department: string; readonly id: string } & Hand,
): Promise<Entered | TreasuryRefused> {
  return within(db, async (trx): Promise<Entered | TreasuryRefused> => {
    const row = await payeeRow(trx, department, id);
    if (row === undefined) return refuse('payee-unknown', '没有这个收款人，请刷新列表后再试。');
    if (row.checked_at !== null) return refuse('decided-already', `${row.name}的收款账户已经复核，不必再复核。`);
    const same = samePerson(row.made_by, hand.by, '这个收款账户');
    if (same !== null) return same;
    await trx
      .updateTable('fund_payee')
      .set({ ended_at: hand.at })
      .where('department_id', '=', department)
      .where('kind', '=', row.kind)
      .where('name', '=', row.name)
      .where('checked_at', 'is not', null)
      .where('ended_at', 'is', null)
      .execute();
    await trx
      .updateTable('fund_payee')
      .set({ checked_by: hand.by, checked_at: hand.at })
      .where('id', '=', id)
      .execute();
    await trace(trx, hand, 'treasury.check', `fund-payee:${id}`, { name: row.name });
    return { id, again: false };
  });
}

async function payeeRow(trx: Trx, department: string, id: string) {
  if (idProblem(id) !== null) return undefined;
  return trx
    .selectFrom('fund_payee')
    .selectAll()
    .where('id', '=', id)
    .where('department_id', '=', department)
    .forUpdate()
    .executeTakeFirst();
}

export interface Payee {
  readonly id: string;
  readonly kind: PayeeKind;
  readonly name: string;
  readonly bank: string;
  readonly number: string;
  readonly maker: string;
  readonly checker: string | null;
  readonly state: 'waiting' | 'standing' | 'ended';
}

/** Payees by name, those that wait for a check first. */
export async function listPayees(db: Db, department: string): Promise<readonly Payee[]> {
  const rows = await db
    .selectFrom('fund_payee')
    .selectAll()
    .where('department_id', '=', department)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(({ id, kind, name, bank, number, made_by, checked_by, checked_at, ended_at }) => {
    const state = checked_at === null ? 'waiting' : ended_at === null ? 'standing' : 'ended';
    return { id, kind: kind as PayeeKind, name, bank, number, maker: made_by, checker: checked_by, state };
  });
}

export function insufficient(what: string, stands: Fen, wanted: Fen): TreasuryRefused {
  return refuse(
    'balance-insufficient',
    `${what}账面余额${formatYuan(stands)}元，不够付出${formatYuan(wanted)}元，没有记账。请先拨入资金，或核对金额。`,
  );
}
