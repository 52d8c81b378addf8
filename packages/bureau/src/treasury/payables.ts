/**
 * 应付待遇款: what settlements owe and no batch has taken, by payee. What a correction took of a payee stands below zero there: it is set
 * against what they are owed next, or given back.
 *
 *     7360.00 paid; corrected by −1848.00        the payee owes 1848.00
 *     1000.00 given back                         848.00 is left of the correction
 *     another correction of +900.00              52.00 is owed to the payee
 */
import { type DateText, type Fen } from '@mingzhang/kernel';
import { type FundPart } from '@mingzhang/ledger';
import { sql } from 'kysely';
import { type Db, type Trx } from './hand.ts';

/**
 * The settlement whose payee a row `s` concerns: the one that it corrects, or takes back, or itself. Who was paid is owed what a correction
 * adds, and owes what it takes. Nothing corrects a correction.
 */
export const paidWith = sql`case when s.cancels is null then coalesce(s.corrects, s.id)
  else (select coalesce(c.corrects, c.id) from settlement c where c.person_id = s.person_id and c.id = s.cancels) end`;

/** What has been given back of each part of a settlement, to be joined as `g`; little beside the settlements. */
export const givenBackParts = sql`(select person_id, settlement_id, payer, sum(amount)::bigint as amount from fund_given_back group by 1, 2, 3)`;

/** What is still owed of the part `f`; below zero what is still to be given back. */
export const stillOwed = sql<Fen>`(f.amount + coalesce(g.amount, 0))`;

/** The parts `f` of a set that no batch has, kept as settlements and batches are written. */
export const waiting = (set: string) => sql`settlement_waiting w
  join settlement_fund f on f.person_id = w.person_id and f.settlement_id = w.settlement_id and f.payer = w.payer and f.set_id = ${set}`;

export interface Payable {
  /**
   * A claim of paper bills and assistance on application are paid to the person, with whatever corrects them; everything else to the
   * institution.
   */
  readonly kind: 'institution' | 'person';
  readonly name: string;
  /** The payee's checked bank account, or the settlement that names a person's sealed one; null where there is none yet. */
  readonly payee: string | null;
  readonly settlements: number;
  readonly amount: Fen;
}

/** What a fund set owes through a day and has in no batch, by payee, the largest first. */
export async function listPayables(
  db: Db,
  department: string,
  set: string,
  through: DateText,
): Promise<readonly Payable[]> {
  const { rows } = await sql<Payable>`
    select case when o.name is null then 'institution' else 'person' end as kind, coalesce(o.name, s.institution) as name,
           coalesce(o.settlement_id, p.id) as payee, count(distinct (s.person_id, s.id))::integer as settlements,
           sum(${stillOwed})::bigint as amount
    from ${waiting(set)}
    join settlement s on s.person_id = f.person_id and s.id = f.settlement_id
    left join settlement_payee o on o.person_id = s.person_id and o.settlement_id = ${paidWith}
    left join fund_payee p on o.name is null and p.department_id = s.department_id and p.kind = 'institution'
      and p.name = s.institution and p.checked_at is not null and p.ended_at is null
    left join ${givenBackParts} g on g.person_id = f.person_id and g.settlement_id = f.settlement_id and g.payer = f.payer
    where w.set_id = ${set} and s.department_id = ${department} and s.settled_on <= ${through} and ${stillOwed} <> 0
    group by 1, 2, 3
    order by amount desc, name, payee`.execute(db);
  return rows;
}

/** Those that a batch can take: money is owed, and it is known where to. */
export function payableNow(payables: readonly Payable[]): readonly (Payable & { readonly payee: string })[] {
  return payables.flatMap((one) => (one.payee === null || one.amount <= 0 ? [] : [{ ...one, payee: one.payee }]));
}

/** Who gives money back: an institution by its name, a person by the settlement that names their account. */
export interface GivenBackBy {
  readonly kind: 'institution' | 'person';
  readonly key: string;
}

/** Whoever it is, with the person behind the settlement; null where nobody is. */
export interface KnownPayee {
  readonly name: string;
  readonly institution: string | null;
  readonly person: string | null;
  readonly settlement: string | null;
}

export async function findGivenBackBy(db: Db, department: string, by: GivenBackBy): Promise<KnownPayee | null> {
  if (by.kind === 'institution') {
    const row = await db
      .selectFrom('settlement')
      .select('institution')
      .where('department_id', '=', department)
      .where('institution', '=', by.key)
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? null : { name: by.key, institution: by.key, person: null, settlement: null };
  }
  const row = await db
    .selectFrom('settlement_payee as o')
    .innerJoin('settlement as s', (join) =>
      join.onRef('s.person_id', '=', 'o.person_id').onRef('s.id', '=', 'o.settlement_id'),
    )
    .select(['o.name', 'o.person_id'])
    .where('o.settlement_id', '=', by.key)
    .where('s.department_id', '=', department)
    .executeTakeFirst();
  return row === undefined ? null : { name: row.name, institution: null, person: row.person_id, settlement: by.key };
}

export interface PayeeOfFund {
  readonly department: string;
  readonly set: string;
  readonly fund: FundPart;
  readonly payee: KnownPayee;
}

/** The parts `f` of settlements `s` of one payee that no batch has, with `g`. */
function partsOf({ department, set, payee }: PayeeOfFund) {
  const theirs =
    payee.institution === null
      ? sql`s.person_id = ${payee.person} and ${paidWith} = ${payee.settlement}`
      : sql`s.institution = ${payee.institution} and not exists (
          select from settlement_payee o where o.person_id = s.person_id and o.settlement_id = ${paidWith})`;
  return sql`${waiting(set)}
    join settlement s on s.person_id = f.person_id and s.id = f.settlement_id
    left join ${givenBackParts} g on g.person_id = f.person_id and g.settlement_id = f.settlement_id and g.payer = f.payer
    where w.set_id = ${set} and s.department_id = ${department} and ${theirs} and ${stillOwed} <> 0`;
}

/**
 * What a payee has to give back to a fund: what was taken of them through the day the money came, less what they are owed by now, by the
 * fund and by the set as a whole. Nothing is zero.
 */
export async function toGiveBack(db: Db, of: PayeeOfFund, day: DateText): Promise<Fen> {
  const { rows } = await sql<{ set: Fen; fund: Fen; taken: Fen }>`
    select coalesce(-sum(${stillOwed}), 0)::bigint as set,
           coalesce(-sum(${stillOwed}) filter (where f.fund = ${of.fund}), 0)::bigint as fund,
           coalesce(-sum(${stillOwed}) filter (where f.fund = ${of.fund} and ${stillOwed} < 0 and s.settled_on <= ${day}), 0)::bigint as taken
    from ${partsOf(of)}`.execute(db);
  const [owed] = rows;
  return owed === undefined ? 0 : Math.max(0, Math.min(owed.set, owed.fund, owed.taken));
}

/** Spreads what was given back over what was taken, the earliest first; `toGiveBack` has said that there is so much. */
export async function spreadGivenBack(
  trx: Trx,
  of: PayeeOfFund,
  { movement, amount, day }: { readonly movement: string; readonly amount: Fen; readonly day: DateText },
): Promise<void> {
  const { rows } = await sql<{ person: string; settlement: string; payer: string; taken: Fen }>`
    select f.person_id as person, f.settlement_id as settlement, f.payer, -${stillOwed} as taken
    from ${partsOf(of)} and f.fund = ${of.fund} and ${stillOwed} < 0 and s.settled_on <= ${day}
    order by s.settled_on, s.id, f.payer`.execute(trx);
  let left = amount;
  const parts = rows.flatMap(({ person, settlement, payer, taken }) => {
    const part = Math.min(left, taken);
    left -= part;
    if (part === 0) return [];
    return [{ movement_id: movement, person_id: person, settlement_id: settlement, payer, amount: part }];
  });
  if (left !== 0) throw new Error(`movement ${movement} gives back more than was taken`);
  await trx.insertInto('fund_given_back').values(parts).execute();
}

/** One after the other of a department gathers what is owed, or takes what is given back. */
export async function holdPayables(trx: Trx, department: string): Promise<void> {
  await trx.selectFrom('department').select('id').where('id', '=', department).forNoKeyUpdate().execute();
}
