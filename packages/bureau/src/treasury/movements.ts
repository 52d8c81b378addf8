/**
 * Money that comes to a fund, goes from it, or from one of its bank accounts to another. One person makes it, a second checks it, and
 * checking books it: movement and entry are one transaction. What is sent back is done anew under a new id.
 */
import { type DateText, type Fen, formatYuan, sumFen } from '@mingzhang/kernel';
import { type FundPart, type Leg, type Voucher } from '@mingzhang/ledger';
import { newId } from '@mingzhang/store';
import { type Charts, postVoucherWithin } from '../books/index.ts';
import { accountBalances, type FundAccount, findAccount, insufficient } from './accounts.ts';
import { amountProblem, dayProblem, firstProblem, idProblem, textProblem, wordProblem } from './entered.ts';
import {
  type Db,
  type Entered,
  fingerprintOf,
  fundSets,
  type Hand,
  idUsed,
  samePerson,
  setOfFund,
  type Trx,
  trace,
  within,
} from './hand.ts';
import { accountRoles, fundNames, isFund, type MovementKind, movementKind, movementKinds } from './kinds.ts';
import {
  findGivenBackBy,
  type GivenBackBy,
  holdPayables,
  type KnownPayee,
  type PayeeOfFund,
  spreadGivenBack,
  toGiveBack,
} from './payables.ts';
import { ofLedger, refuse, type TreasuryRefused } from './refusals.ts';
import { findSubsidy, type Subsidy } from './subsidies.ts';

export interface MovementDraft {
  readonly department: string;
  readonly id: string;
  readonly fund: string;
  readonly kind: string;
  readonly account: string;
  readonly toAccount: string | null;
  readonly subsidy: string | null;
  /** Who gives back what was paid too much; of no other kind of movement. */
  readonly from?: GivenBackBy | null;
  readonly date: string;
  readonly amount: Fen;
  /** The bank's number of it; empty where it has none yet. */
  readonly reference: string;
  readonly text: string;
}

interface MovementFacts {
  readonly kind: MovementKind;
  readonly set: string;
  readonly fund: FundPart;
  readonly account: FundAccount | null;
  readonly to: FundAccount | null;
  /** Null where it names none. */
  readonly subsidy: { readonly subsidy: Subsidy; readonly received: Fen } | null;
  /** Null where it names nobody, or somebody who is not known. */
  readonly from: { readonly payee: KnownPayee; readonly owed: Fen; readonly waiting: Fen } | null;
}

/** Why a movement may not be made, or null. */
export function movementProblem(
  {
    toAccount,
    subsidy: named,
    from: givenBackBy = null,
    amount,
    account: chosen,
  }: Pick<MovementDraft, 'toAccount' | 'subsidy' | 'from' | 'amount' | 'account'>,
  { kind, set, fund, account, to, subsidy, from }: MovementFacts,
): TreasuryRefused | null {
  const roleNames = (roles: MovementKind['roles']): string => roles.map((role) => accountRoles[role].name).join('、');
  if (account === null || account.set !== set) {
    return refuse('account-unknown', `这个账户不是${fundNames[fund]}的账户，请从列表中选取。`);
  }
  if (!kind.roles.includes(account.role)) {
    return refuse(
      'account-of-other-role',
      `“${kind.name}”要用${roleNames(kind.roles)}，不能用${accountRoles[account.role].name}。`,
    );
  }
  if ((kind.to !== undefined) !== (toAccount !== null)) {
    return refuse(
      'account-unknown',
      kind.to === undefined ? `“${kind.name}”没有转入账户。` : `“${kind.name}”要选转入的账户。`,
    );
  }
  if (kind.to !== undefined) {
    if (toAccount === chosen) {
      return refuse('accounts-the-same', '转出和转入是同一个账户，没有可以划转的。请核对两个账户。');
    }
    if (to === null || to.set !== set) {
      return refuse('account-unknown', `转入的账户不是${fundNames[fund]}的账户，请从列表中选取。`);
    }
    if (!kind.to.includes(to.role)) {
      return refuse(
        'account-of-other-role',
        `“${kind.name}”要转入${roleNames(kind.to)}，不能转入${accountRoles[to.role].name}。`,
      );
    }
  }
  if (kind.id !== 'given-back' && givenBackBy !== null) {
    return refuse('payee-unknown', `“${kind.name}”不是收回多付的待遇款，不写明是谁退的。`);
  }
  if (kind.id === 'given-back') {
    return named === null
      ? givenBackProblem(fund, amount, from)
      : refuse('subsidy-unknown', `“${kind.name}”不对应补助文件。`);
  }
  if (kind.id !== 'subsidy' && named === null) return null;
  if (kind.id !== 'subsidy' || subsidy === null || subsidy.subsidy.fund !== fund) {
    return refuse(
      'subsidy-unknown',
      kind.id === 'subsidy'
        ? `财政补贴要写明是哪一份补助文件，且是${fundNames[fund]}的文件。请先登记文件。`
        : `“${kind.name}”不对应补助文件。`,
    );
  }
  const { number, amount: whole } = subsidy.subsidy;
  const left = whole - subsidy.received;
  if (amount <= left) return null;
  return refuse(
    'receipt-exceeds-document',
    `${number}共${formatYuan(whole)}元，已登记到账${formatYuan(subsidy.received)}元，只余${formatYuan(left)}元，不能再收${formatYuan(amount)}元。请核对文号和金额。`,
  );
}

/** Why somebody may not give so much back: it is not known who, or they owe nothing, or less. */
function givenBackProblem(fund: FundPart, amount: Fen, from: MovementFacts['from']): TreasuryRefused | null {
  if (from === null) {
    return refuse('payee-unknown', '收回多付的待遇款要选是谁退的，请从应退的人和机构中选取。');
  }
  const { payee, owed, waiting } = from;
  if (owed === 0) {
    return refuse(
      'nothing-to-give-back',
      `${payee.name}没有应退给${fundNames[fund]}的待遇款：没有多付，或已经退清、抵扣。请核对是谁退的款、哪个基金，款到的日期不早于补差。`,
    );
  }
  if (amount <= owed - waiting) return null;
  const put = waiting === 0 ? '' : `，另有${formatYuan(waiting)}元已登记待复核`;
  return refuse(
    'given-back-exceeds-owed',
    `${payee.name}应退给${fundNames[fund]}${formatYuan(owed)}元${put}，不能再收${formatYuan(amount)}元。请核对金额，多退的款另行退还。`,
  );
}

/** The legs of a movement: the kind's two accounts, of the one fund. */
export function movementLegs(
  kind: MovementKind,
  {
    fund,
    amount,
    account,
    to,
  }: { readonly fund: FundPart; readonly amount: Fen; readonly account: FundAccount; readonly to: FundAccount | null },
): readonly Leg[] {
  const keyOf = (word: string): string => {
    if (word === '@account') return accountRoles[account.role].account;
    if (word !== '@to') return word;
    if (to === null) throw new Error(`${kind.id} goes nowhere`);
    return accountRoles[to.role].account;
  };
  return [
    { account: keyOf(kind.debit), side: 'debit', amount, dimensions: { fund } },
    { account: keyOf(kind.credit), side: 'credit', amount, dimensions: { fund } },
  ];
}

export async function makeMovement(db: Db, draft: MovementDraft & Hand): Promise<Entered | TreasuryRefused> {
  const {
    department,
    id,
    fund,
    kind: kindId,
    account,
    toAccount,
    subsidy,
    from = null,
    date,
    amount,
    reference,
    text,
    by,
    at,
    today,
  } = draft;
  const problem = firstProblem(
    idProblem(id),
    textProblem({ 摘要: text, '银行流水号？': reference }),
    wordProblem('基金', fund, fundNames),
    wordProblem('种类', kindId, Object.fromEntries(movementKinds.map((kind) => [kind.id, kind]))),
    dayProblem('日期', date, today),
    amountProblem('金额', amount),
  );
  if (problem !== null) return problem;
  return within(db, async (trx): Promise<Entered | TreasuryRefused> => {
    const kind = movementKind(kindId);
    if (kind === null || !isFund(fund)) throw new Error('kind and fund were looked at above');
    const set = await setOfFund(trx, department, fund);
    if ('refusal' in set) return set;
    const fingerprint = fingerprintOf([
      department,
      fund,
      kindId,
      account,
      toAccount,
      subsidy,
      date,
      amount,
      reference,
      text,
      ...(from === null ? [] : [from.kind, from.key]),
    ]);
    const before = await trx.selectFrom('fund_movement').select('fingerprint').where('id', '=', id).executeTakeFirst();
    if (before !== undefined) return before.fingerprint === fingerprint ? { id, again: true } : idUsed(id);
    const facts: MovementFacts = {
      kind,
      set: set.id,
      fund,
      account: await findAccount(trx, account),
      to: toAccount === null ? null : await findAccount(trx, toAccount),
      subsidy: subsidy === null ? null : await receiptsOf(trx, department, subsidy),
      from: from === null ? null : await givenBackFacts(trx, { department, set: set.id, fund }, from, date),
    };
    const wrong = movementProblem(draft, facts);
    if (wrong !== null) return wrong;
    await trx
      .insertInto('fund_movement')
      .values({
        id,
        department_id: department,
        set_id: set.id,
        fund,
        kind: kindId,
        account_id: account,
        to_account_id: toAccount,
        subsidy_id: subsidy,
        from_institution: facts.from?.payee.institution ?? null,
        from_person_id: facts.from?.payee.person ?? null,
        from_settlement_id: facts.from?.payee.settlement ?? null,
        date,
        amount,
        reference,
        text,
        state: 'made',
        fingerprint,
        made_by: by,
        made_at: at,
      })
      .execute();
    await trace(trx, draft, 'treasury.make', `fund-movement:${id}`, { kind: kindId, fund, amount, date });
    return { id, again: false };
  });
}

/** The document, held, and what has been put down as received of it. */
async function receiptsOf(trx: Trx, department: string, id: string): Promise<MovementFacts['subsidy']> {
  if (idProblem(id) !== null) return null;
  const held = await trx
    .selectFrom('fund_subsidy')
    .select('id')
    .where('id', '=', id)
    .where('department_id', '=', department)
    .forUpdate()
    .executeTakeFirst();
  const subsidy = held === undefined ? null : await findSubsidy(trx, id);
  if (subsidy === null) return null;
  const rows = await trx
    .selectFrom('fund_movement')
    .select('amount')
    .where('subsidy_id', '=', id)
    .where('state', '<>', 'sent-back')
    .execute();
  return { subsidy, received: sumFen(rows.map(({ amount }) => amount)) };
}

/** Who gives back, what they owe, and what of it has been put down already and waits for its check. */
async function givenBackFacts(
  trx: Trx,
  of: Omit<PayeeOfFund, 'payee'>,
  by: GivenBackBy,
  day: DateText,
): Promise<MovementFacts['from']> {
  if (by.kind === 'person' && idProblem(by.key) !== null) return null;
  await holdPayables(trx, of.department);
  const payee = await findGivenBackBy(trx, of.department, by);
  if (payee === null) return null;
  const rows = await trx
    .selectFrom('fund_movement')
    .select('amount')
    .where('set_id', '=', of.set)
    .where('fund', '=', of.fund)
    .where('state', '=', 'made')
    .where(by.kind === 'institution' ? 'from_institution' : 'from_settlement_id', '=', by.key)
    .execute();
  return {
    payee,
    owed: await toGiveBack(trx, { ...of, payee }, day),
    waiting: sumFen(rows.map(({ amount }) => amount)),
  };
}

interface Decision extends Hand {
  readonly department: string;
  readonly id: string;
}

async function heldMovement(trx: Trx, department: string, id: string) {
  if (idProblem(id) !== null) return undefined;
  return trx
    .selectFrom('fund_movement')
    .selectAll()
    .where('id', '=', id)
    .where('department_id', '=', department)
    .forUpdate()
    .executeTakeFirst();
}

/** The second person's check; it books the movement. What an account has not got it does not give. */
export async function checkMovement(
  db: Db,
  charts: Charts,
  { department, id, ...hand }: Decision,
): Promise<Entered | TreasuryRefused> {
  return within(db, async (trx): Promise<Entered | TreasuryRefused> => {
    const row = await heldMovement(trx, department, id);
    const wrong = undecided(row);
    if (wrong !== null || row === undefined) return wrong ?? movementUnknown();
    const same = samePerson(row.made_by, hand.by, '这笔资金变动');
    if (same !== null) return same;
    const kind = movementKind(row.kind);
    const account = await findAccount(trx, row.account_id);
    const to = row.to_account_id === null ? null : await findAccount(trx, row.to_account_id);
    if (kind === null || account === null || !isFund(row.fund)) throw new Error(`movement ${id} is not whole`);
    if (kind.credit === '@account') {
      const short = await shortOf(trx, account, row.fund, row.amount, row.date);
      if (short !== null) return short;
    }
    const givenBack = await heldGivenBack(trx, row);
    if (givenBack !== null) {
      // It may have been set against something else since it was put down.
      const owed = await toGiveBack(trx, givenBack, row.date);
      const less = givenBackProblem(row.fund, row.amount, { payee: givenBack.payee, owed, waiting: 0 });
      if (less !== null) return less;
      await spreadGivenBack(trx, givenBack, { movement: id, amount: row.amount, day: row.date });
    }
    const voucher: Voucher = {
      id: newId(),
      kind: 'ordinary',
      date: row.date,
      text: row.reference === '' ? row.text : `${row.text} ${row.reference}`,
      entries: [
        {
          id: newId(),
          set: row.set_id,
          reverses: null,
          legs: movementLegs(kind, { fund: row.fund, amount: row.amount, account, to }),
        },
      ],
    };
    const posted = await postVoucherWithin(trx, charts, { voucher, ...hand });
    if (posted.outcome === 'refused') return ofLedger(posted.refusal);
    await trx
      .updateTable('fund_movement')
      .set({ state: 'booked', voucher_id: voucher.id, checked_by: hand.by, checked_at: hand.at })
      .where('id', '=', id)
      .execute();
    await trace(trx, hand, 'treasury.check', `fund-movement:${id}`, { kind: row.kind, amount: row.amount });
    return { id, again: false };
  });
}

/** Who gives back by a movement, with what is owed held; null where it is another kind. */
async function heldGivenBack(
  trx: Trx,
  row: {
    readonly department_id: string;
    readonly set_id: string;
    readonly fund: string;
    readonly from_institution: string | null;
    readonly from_settlement_id: string | null;
  },
): Promise<PayeeOfFund | null> {
  const {
    department_id: department,
    set_id: set,
    fund,
    from_institution: institution,
    from_settlement_id: settlement,
  } = row;
  const key = institution ?? settlement;
  if (key === null || !isFund(fund)) return null;
  await holdPayables(trx, department);
  const payee = await findGivenBackBy(trx, department, { kind: institution === null ? 'person' : 'institution', key });
  if (payee === null) throw new Error(`nobody is known by ${key}`);
  return { department, set, fund, payee };
}

/** A refusal where the fund has not so much in the account on the day. */
export async function shortOf(
  db: Db,
  account: FundAccount,
  fund: FundPart,
  amount: Fen,
  day: DateText,
): Promise<TreasuryRefused | null> {
  const stands = (await accountBalances(db, account, day)).get(fund) ?? 0;
  if (stands >= amount) return null;
  return insufficient(`${fundNames[fund]}${accountRoles[account.role].name}${day}`, stands, amount);
}

/** Sends a movement back with the reason; it is over, and what is right is made anew. */
export async function sendMovementBack(
  db: Db,
  { department, id, reason, ...hand }: Decision & { readonly reason: string },
): Promise<Entered | TreasuryRefused> {
  const problem = textProblem({ 退回原因: reason });
  if (problem !== null) return problem;
  return within(db, async (trx): Promise<Entered | TreasuryRefused> => {
    const row = await heldMovement(trx, department, id);
    const wrong = undecided(row);
    if (wrong !== null || row === undefined) return wrong ?? movementUnknown();
    const same = samePerson(row.made_by, hand.by, '这笔资金变动');
    if (same !== null) return same;
    await trx
      .updateTable('fund_movement')
      .set({ state: 'sent-back', reason, checked_by: hand.by, checked_at: hand.at })
      .where('id', '=', id)
      .execute();
    await trace(trx, hand, 'treasury.check', `fund-movement:${id}`, { sentBack: true, reason });
    return { id, again: false };
  });
}

function movementUnknown(): TreasuryRefused {
  return refuse('movement-unknown', '没有这笔资金变动，请刷新列表后再试。');
}

function undecided(row: { readonly state: string } | undefined): TreasuryRefused | null {
  if (row === undefined) return movementUnknown();
  if (row.state === 'made') return null;
  return refuse('decided-already', `这笔资金变动已经${row.state === 'booked' ? '复核记账' : '退回'}，不能再复核。`);
}

export interface FundMovement {
  readonly id: string;
  readonly set: string;
  readonly fund: FundPart;
  readonly kind: string;
  readonly account: string;
  readonly toAccount: string | null;
  readonly subsidy: string | null;
  /** The name of whoever gives back what was paid too much. */
  readonly from: string | null;
  readonly date: DateText;
  readonly amount: Fen;
  readonly reference: string;
  readonly text: string;
  readonly state: 'made' | 'booked' | 'sent-back';
  readonly reason: string;
  readonly voucher: string | null;
  readonly maker: string;
  readonly checker: string | null;
}

/** The movements of a department within a span of days, the latest first. */
export async function listMovements(
  db: Db,
  department: string,
  { from, to }: { readonly from: DateText; readonly to: DateText },
): Promise<readonly FundMovement[]> {
  const sets = await fundSets(db, department);
  if (sets.length === 0) return [];
  const rows = await db
    .selectFrom('fund_movement as m')
    .leftJoin('settlement_payee as o', (join) =>
      join.onRef('o.person_id', '=', 'm.from_person_id').onRef('o.settlement_id', '=', 'm.from_settlement_id'),
    )
    .selectAll('m')
    .select('o.name as person')
    .where(
      'set_id',
      'in',
      sets.map(({ id }) => id),
    )
    .where('date', '>=', from)
    .where('date', '<=', to)
    .orderBy('date', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    set: row.set_id,
    fund: row.fund as FundPart,
    kind: row.kind,
    account: row.account_id,
    toAccount: row.to_account_id,
    subsidy: row.subsidy_id,
    from: row.from_institution ?? row.person,
    date: row.date,
    amount: row.amount,
    reference: row.reference,
    text: row.text,
    state: row.state as FundMovement['state'],
    reason: row.reason,
    voucher: row.voucher_id,
    maker: row.made_by,
    checker: row.checked_by,
  }));
}
