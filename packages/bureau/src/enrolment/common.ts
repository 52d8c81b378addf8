/** What every part of the duty needs of the database: the bureau, the books of a fund, the trail. */
import { type DateText, formatYuan } from '@mingzhang/kernel';
import { type FundPart, type Leg, type Side, type Voucher } from '@mingzhang/ledger';
import { type Database, newId } from '@mingzhang/store';
import { type Kysely, type Transaction } from 'kysely';
import { type ActionId, recordAction, type TrailDetail } from '../access/index.ts';
import { type Charts, postVoucherWithin } from '../books/index.ts';
import { type EnrolmentRefused, ofLedger, refuse } from './refusals.ts';

export type Db = Kysely<Database>;
export type Trx = Transaction<Database>;

/** Who does it, when, and under which id: the same id with the same content is the same act. */
export interface Hand {
  readonly id: string;
  readonly by: string;
  readonly at: Date;
  readonly today: DateText;
}

export interface Department {
  readonly id: string;
  /** Six digits. */
  readonly area: string;
}

export async function departmentOf(db: Db, id: string): Promise<Department | EnrolmentRefused> {
  const row = await db.selectFrom('department').select(['id', 'area']).where('id', '=', id).executeTakeFirst();
  return row ?? refuse('department-unknown', `没有“${id}”这个经办机构，请核对。`);
}

/** What a voucher moves in one fund: from an account to another, so much. */
export interface Movement {
  readonly fund: FundPart;
  readonly debit: string;
  readonly credit: string;
  readonly amount: number;
}

interface Booking extends Pick<Hand, 'by' | 'at' | 'today'> {
  readonly department: string;
  readonly of: 'file' | 'resolution' | 'subsidy' | 'transfer' | 'account-credit';
  readonly ofId: string;
  readonly text: string;
  readonly movements: readonly Movement[];
}

const fundNames: Readonly<Record<FundPart, string>> = {
  resident: '居民医保基金',
  'employee-pooled': '职工医保统筹基金',
  'employee-personal': '职工医保个人账户',
  assistance: '医疗救助基金',
  'civil-servant': '公务员医疗补助',
  'retired-cadre': '离休人员医疗经费',
};

/** Posts one voucher in each set of books that the movements touch. What is refused is the caller's to roll back. */
export async function book(trx: Trx, charts: Charts, booking: Booking): Promise<EnrolmentRefused | null> {
  const { department, of, ofId, text, by, at, today } = booking;
  const movements = booking.movements.filter(({ amount }) => amount !== 0);
  if (movements.length === 0) return null;
  const sets = await trx
    .selectFrom('account_set as s')
    .innerJoin('accounting_unit as u', 'u.id', 's.unit_id')
    .select(['s.id', 's.funds'])
    .where('u.department_id', '=', department)
    .where('s.book', '=', 'fund')
    .orderBy('s.id')
    .execute();
  const setOf = (fund: string): string => sets.find(({ funds }) => funds.includes(fund))?.id ?? '';
  const missing = movements.find(({ fund }) => setOf(fund) === '');
  if (missing !== undefined) {
    return refuse(
      'fund-without-books',
      `${fundNames[missing.fund]}还没有账套，${formatYuan(missing.amount)}元无处记账，没有办理；请先为它建账并打开月份。`,
    );
  }
  for (const [set, own] of Map.groupBy(movements, ({ fund }) => setOf(fund))) {
    const voucher: Voucher = {
      id: newId(),
      kind: 'ordinary',
      date: today,
      text,
      entries: [{ id: newId(), set, reverses: null, legs: legsOf(own) }],
    };
    const posted = await postVoucherWithin(trx, charts, { voucher, today, by, at });
    if (posted.outcome === 'refused') return ofLedger(posted.refusal);
    await trx
      .insertInto('contribution_voucher')
      .values({ department_id: department, of, of_id: ofId, set_id: set, voucher_id: voucher.id })
      .execute();
  }
  return null;
}

/** The voucher that `book` made; undefined where nothing was to be booked. */
export function bookedAs(
  trx: Trx,
  { department, of, ofId }: Pick<Booking, 'department' | 'of' | 'ofId'>,
): Promise<{ readonly set: string; readonly id: string } | undefined> {
  return trx
    .selectFrom('contribution_voucher')
    .select(['set_id as set', 'voucher_id as id'])
    .where('department_id', '=', department)
    .where('of', '=', of)
    .where('of_id', '=', ofId)
    .executeTakeFirst();
}

/** One leg for an account and fund: the bank's line is one sum, whatever it is made of. */
export function legsOf(movements: readonly Movement[]): readonly Leg[] {
  const sums = new Map<string, Leg>();
  const add = (side: Side, account: string, { fund, amount }: Movement): void => {
    const key = `${side} ${account} ${fund}`;
    const before = sums.get(key)?.amount ?? 0;
    sums.set(key, { account, side, amount: before + amount, dimensions: { fund } });
  };
  for (const movement of movements) {
    add('debit', movement.debit, movement);
    add('credit', movement.credit, movement);
  }
  return [...sums.values()];
}

export async function trace(
  trx: Trx,
  { by, at }: Pick<Hand, 'by' | 'at'>,
  action: ActionId,
  subject: string,
  detail: TrailDetail,
): Promise<void> {
  await recordAction(trx, { id: newId(), at, person: by, action, subject, detail });
}

/** In parts, for statements that take many rows. */
export function* parts<Thing>(things: readonly Thing[], size = 2_000): Generator<readonly Thing[]> {
  for (let at = 0; at < things.length; at += size) yield things.slice(at, at + size);
}
