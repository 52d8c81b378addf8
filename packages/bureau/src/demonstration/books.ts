/**
 * The demonstration bureau's books, in bulk: every voucher is decided by the ledger and the voucher desk as if it came through
 * the door, then posted, numbered and written together. Three years are closed; the one under way is booked through the last
 * month that is over, and what happened since waits for checking and booking.
 */
import { addMonths, type DateText, firstDayOf, type Month, monthOf, uuid7, yearOf } from '@mingzhang/kernel';
import { type AccountSet, draftVoucher, totalOf, type Voucher, voucherRules } from '@mingzhang/ledger';
import { type Database } from '@mingzhang/store';
import { sql, type Transaction } from 'kysely';
import {
  addAccountSet,
  addUnit,
  Charts,
  closePeriod,
  openPeriod,
  postManyWithin,
  postYearEnd,
} from '../books/index.ts';
import {
  type Chance,
  type InventedEvent,
  inventedYear,
  type Occasion,
  seededChance,
  type YearPlan,
} from '../office/invented-year/index.ts';
import { decideContent } from '../office/vouchers/decide.ts';
import { demonstrationPlans, demonstrationUnits } from './plan.ts';

type Trx = Transaction<Database>;

export interface DemonstrationVoucher {
  readonly unit: string;
  readonly occasion: Occasion;
  readonly rule: string;
  readonly voucher: Voucher;
  readonly paymentOrder: string | null;
  readonly state: 'booked' | 'checked' | 'made';
}

export interface DemonstrationBooks {
  readonly plans: readonly YearPlan[];
  readonly vouchers: readonly DemonstrationVoucher[];
  /** The years that are closed, and the one under way. */
  readonly years: readonly number[];
}

interface Persons {
  readonly maker: string;
  readonly checker: string;
}

/** Draws up the units' vouchers of three years before the one of `today`, and of that year up to `today`. */
export function drawUpDemonstration(sets: readonly AccountSet[], today: DateText, seed: number): DemonstrationBooks {
  const now = yearOf(today);
  const years = [now - 3, now - 2, now - 1, now];
  const plans: YearPlan[] = [];
  const vouchers: DemonstrationVoucher[] = [];
  for (const [index, unit] of demonstrationUnits.entries()) {
    const chance = seededChance(seed + index);
    const own = sets.filter((set) => set.unit === unit.id);
    for (const plan of demonstrationPlans(unit, years, chance)) {
      plans.push(plan);
      const events = inventedYear(plan, chance).filter(({ event }) => event.date <= today);
      vouchers.push(...events.map((event, number) => voucherOf(event, own, today, number + 1, chance)));
    }
  }
  return { plans, vouchers, years };
}

function voucherOf(
  { unit, occasion, event }: InventedEvent,
  sets: readonly AccountSet[],
  today: DateText,
  number: number,
  chance: Chance,
): DemonstrationVoucher {
  const random = Uint8Array.from({ length: 10 }, () => chance(256));
  const milliseconds = Date.parse(`${event.date}T08:00:00Z`) + number;
  const id = (salt: number): string =>
    uuid7(
      milliseconds,
      random.map((byte, index) => (index === 9 ? salt : byte)),
    );
  const drafted = draftVoucher(event, sets, { voucher: id(0), entries: [id(1), id(2)] });
  if ('refusal' in drafted) throw new Error(`${event.date} ${event.text}: ${drafted.refusal.message}`);
  const paymentOrder = event.rule.endsWith('-by-treasury')
    ? `${event.date.slice(0, 4)}${unit === 'demo-bureau' ? '01' : '02'}${String(number).padStart(5, '0')}`
    : null;
  const rule = voucherRules.find((one) => one.id === event.rule) ?? null;
  const refusal = decideContent(drafted.voucher, rule, paymentOrder);
  if (refusal !== null) throw new Error(`${event.date} ${event.text}: ${refusal.message}`);
  const underWay = monthOf(event.date) === monthOf(today);
  const state = !underWay ? 'booked' : number % 3 === 0 ? 'checked' : 'made';
  return { unit, occasion, rule: event.rule, voucher: drafted.voucher, paymentOrder, state };
}

/** Sets up the units and keeps their books; belongs into the transaction that loads the demonstration. */
export async function loadDemonstrationBooks(
  trx: Trx,
  today: DateText,
  seed: number,
  { maker, checker }: Persons,
): Promise<DemonstrationBooks> {
  const charts = new Charts();
  const firstMonth: Month = `${yearOf(today) - 3}-01`;
  const sets: AccountSet[] = [];
  for (const [position, { id, name, nature }] of demonstrationUnits.entries()) {
    await addUnit(trx, { id, department: 'demo', name, nature, position });
    for (const book of ['financial', 'budgetary'] as const) {
      const added = await addAccountSet(trx, { id: `${id}-${book}`, unit: id, book, firstMonth });
      if ('refusal' in added) throw new Error(added.refusal.message);
      sets.push(added.set);
    }
  }
  const drawn = drawUpDemonstration(sets, today, seed);
  for (const year of drawn.years) {
    const last: Month = year === yearOf(today) ? monthOf(today) : `${year}-12`;
    for (const { id } of sets) await openThrough(trx, charts, id, `${year}-01`, last);
    for (const { id: unit } of demonstrationUnits) {
      const own = drawn.vouchers.filter((one) => one.unit === unit && yearOf(one.voucher.date) === year);
      const booked = own.filter(({ state }) => state === 'booked');
      await postManyWithin(
        trx,
        charts,
        booked.map(({ voucher }) => ({ ...voucher, at: bookedAt(voucher.date) })),
        { today, by: maker },
      );
      await writeDesk(trx, own, { maker, checker });
    }
    for (const { id } of sets) await closeThrough(trx, charts, id, year, today, maker);
  }
  return drawn;
}

/** Vouchers of a day are booked on the next morning. */
function bookedAt(date: DateText): Date {
  return new Date(Date.parse(`${date}T01:00:00Z`) + 24 * 3_600_000);
}

async function openThrough(trx: Trx, charts: Charts, set: string, first: Month, last: Month): Promise<void> {
  for (let month = first; month <= last; month = addMonths(month, 1)) {
    const opened = await openPeriod(trx, charts, set, month);
    if ('refusal' in opened) throw new Error(opened.refusal.message);
  }
}

/** Closes a year that is over; of the one under way the months before the last that is over. */
async function closeThrough(
  trx: Trx,
  charts: Charts,
  set: string,
  year: number,
  today: DateText,
  by: string,
): Promise<void> {
  const over = year < yearOf(today);
  const last: Month = over ? `${year}-12` : addMonths(monthOf(today), -2);
  for (let month: Month = `${year}-01`; month <= last; month = addMonths(month, 1)) {
    if (month.endsWith('-12')) {
      const at = new Date(`${firstDayOf(addMonths(month, 1))}T09:00:00Z`);
      const newId = closingIds(set, year);
      const posted = await postYearEnd(trx, charts, { set, year, today, by, at, newId });
      if ('refusal' in posted) throw new Error(posted.refusal.message);
    }
    const closed = await closePeriod(trx, charts, set, month, today);
    if ('refusal' in closed) throw new Error(closed.refusal.message);
  }
}

function closingIds(set: string, year: number): () => string {
  const seed = [...`${set}${year}`].reduce((sum, letter) => Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0), 7);
  const chance = seededChance(seed);
  return () =>
    uuid7(
      Date.parse(`${year}-12-31T15:00:00Z`),
      Uint8Array.from({ length: 10 }, () => chance(256)),
    );
}

/** The desk's side of the vouchers; booked ones are numbered month by month in order of date. */
async function writeDesk(trx: Trx, vouchers: readonly DemonstrationVoucher[], persons: Persons): Promise<void> {
  const last = new Map<string, number>();
  const rows = vouchers.map(({ unit, rule, voucher, paymentOrder, state }) => {
    const { id, date, text, entries } = voucher;
    const month = monthOf(date);
    const number = (last.get(month) ?? 0) + 1;
    const booked = state === 'booked';
    if (booked) last.set(month, number);
    const made = new Date(`${date}T08:30:00Z`);
    return {
      unit_id: unit,
      id,
      state,
      date,
      text,
      content: voucher,
      fingerprint: `demonstration ${id}`,
      total: Math.max(...entries.map(({ legs }) => totalOf(legs, 'debit'))),
      rule,
      payment_order: paymentOrder,
      made_by: persons.maker,
      made_at: made,
      checked_by: state === 'made' ? null : persons.checker,
      checked_at: state === 'made' ? null : new Date(`${date}T09:30:00Z`),
      booked_by: booked ? persons.maker : null,
      booked_at: booked ? bookedAt(date) : null,
      month: booked ? month : null,
      number: booked ? number : null,
    };
  });
  await sql`
    insert into office_voucher (unit_id, id, state, date, text, content, fingerprint, total, rule, payment_order,
                                made_by, made_at, checked_by, checked_at, booked_by, booked_at, month, number)
    select unit_id, id, state, date, text, content, fingerprint, total, rule, payment_order,
           made_by, made_at, checked_by, checked_at, booked_by, booked_at, month, number
    from jsonb_populate_recordset(null::office_voucher, ${JSON.stringify(rows)}::jsonb)`.execute(trx);
  const counters = [...last].map(([month, number]) => ({ unit_id: vouchers[0]?.unit ?? '', month, last: number }));
  if (counters.length > 0) await trx.insertInto('office_voucher_number').values(counters).execute();
}
