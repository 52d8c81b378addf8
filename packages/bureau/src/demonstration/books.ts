/**
 * The demonstration bureau's books, in bulk: every voucher is decided by the ledger and the voucher desk as if it came through
 * the door, then posted, numbered and written together. Three years are closed; the one under way is booked through the last
 * month that is over, and what happened since waits for checking and booking.
 */
import {
  addMonths,
  type DateText,
  type Fen,
  firstDayOf,
  type Month,
  monthOf,
  sumFen,
  uuid7,
  yearOf,
} from '@mingzhang/kernel';
import { type AccountSet, draftVoucher, type EventLine, totalOf, type Voucher, voucherRules } from '@mingzhang/ledger';
import { sql } from 'kysely';
import { addAccountSet, addUnit, Charts, closePeriod, openPeriod, postManyWithin } from '../books/index.ts';
import {
  type Chance,
  type InventedEvent,
  inventedYear,
  type Occasion,
  seededChance,
  type YearPlan,
} from '../office/invented-year/index.ts';
import { decideContent } from '../office/vouchers/decide.ts';
import { postUnitYearEnd } from '../office/vouchers/index.ts';
import { type DemonstrationAssets, openingCards, openingVoucherOf, writtenOff } from './assets.ts';
import { idsFrom } from './ids.ts';
import { type DemonstrationUnit, demonstrationPlans, demonstrationUnits } from './plan.ts';
import { type DemonstrationStaff, demonstrationStaff, payrollEvents, payrollSpending } from './staff.ts';
import { type Persons, type Trx } from './write.ts';

export interface DemonstrationVoucher {
  readonly unit: string;
  readonly occasion: Occasion;
  readonly rule: string;
  readonly lines: readonly EventLine[];
  readonly voucher: Voucher;
  readonly paymentOrder: string | null;
  /** The register whose record it books. */
  readonly source: string | null;
  readonly state: 'booked' | 'checked' | 'made';
  /** What it puts into 1601, and into 1701. */
  readonly toFixedAssets: Fen;
  readonly toSoftware: Fen;
}

export interface DemonstrationBooks {
  readonly unit: DemonstrationUnit;
  /** The years that are closed, and the one under way. */
  readonly years: readonly number[];
  readonly plans: readonly YearPlan[];
  readonly staff: DemonstrationStaff;
  readonly assets: DemonstrationAssets;
  /** What the books begin with. */
  readonly opening: Voucher;
  readonly vouchers: readonly DemonstrationVoucher[];
}

type SourcedEvent = InventedEvent & { readonly source: string | null };

/** Draws up a unit's vouchers of three years before the one of `today`, and of that year up to `today`. */
export function drawUpBooks(
  unit: DemonstrationUnit,
  sets: readonly AccountSet[],
  today: DateText,
  seed: number,
): DemonstrationBooks {
  const now = yearOf(today);
  const years = [now - 3, now - 2, now - 1, now];
  const booksFrom: Month = `${now - 3}-01`;
  const staff = demonstrationStaff(unit, years, seededChance(seed + 100));
  const chance = seededChance(seed);
  const plans = demonstrationPlans(unit, years, (year) => payrollSpending(unit, staff, year), chance);
  const pay = payrollEvents(unit, staff);
  const ofYears = plans.map(({ unpaid }): readonly SourcedEvent[] => [
    // What is written off follows from the cards below.
    ...inventedYear(unpaid, chance)
      .filter(({ occasion }) => occasion !== 'depreciation')
      .map((event) => ({ ...event, source: null })),
    ...pay.filter(({ event }) => yearOf(event.date) === unpaid.year),
  ]);
  const draw = voucherDrawer(sets, today, chance);
  const spent = ofYears.flatMap((events) => draw(inOrder(events)));
  const ids = idsFrom(seededChance(seed + 200));
  const cards = openingCards(unit, booksFrom, ids);
  const financial = sets.find(({ book }) => book === 'financial');
  if (financial === undefined) throw new Error(`${unit.id} has no financial book`);
  const opening = openingVoucherOf(cards, financial, firstDayOf(booksFrom), ids);
  const { assets, events } = writtenOff(unit, cards, spent, { booksFrom, today }, seededChance(seed + 300));
  const vouchers = [...spent, ...draw(events)].sort(byDate);
  return { unit, years, plans: plans.map(({ whole }) => whole), staff, assets, opening, vouchers };
}

function inOrder(events: readonly SourcedEvent[]): readonly SourcedEvent[] {
  return events.toSorted((a, b) => (a.event.date < b.event.date ? -1 : a.event.date > b.event.date ? 1 : 0));
}

function byDate({ voucher: a }: DemonstrationVoucher, { voucher: b }: DemonstrationVoucher): number {
  return a.date < b.date ? -1 : a.date > b.date ? 1 : a.id < b.id ? -1 : 1;
}

function voucherDrawer(sets: readonly AccountSet[], today: DateText, chance: Chance) {
  return (events: readonly SourcedEvent[]): readonly DemonstrationVoucher[] =>
    events
      .filter(({ event }) => event.date <= today)
      .map((event, index) => voucherOf(event, sets, today, index + 1, chance));
}

function voucherOf(
  { unit, occasion, event, source }: SourcedEvent,
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
  const { voucher } = drafted;
  const paymentOrder = event.rule.endsWith('-by-treasury')
    ? `${event.date.slice(0, 4)}${unit === 'demo-bureau' ? '01' : '02'}${String(number).padStart(5, '0')}`
    : null;
  const rule = voucherRules.find((one) => one.id === event.rule) ?? null;
  const refusal = decideContent(voucher, rule, paymentOrder);
  if (refusal !== null) throw new Error(`${event.date} ${event.text}: ${refusal.message}`);
  const underWay = monthOf(event.date) === monthOf(today);
  const state = !underWay ? 'booked' : number % 3 === 0 ? 'checked' : 'made';
  const into = (account: string): Fen =>
    sumFen(
      voucher.entries
        .flatMap(({ legs }) => legs)
        .filter((leg) => leg.side === 'debit' && leg.account.startsWith(account))
        .map(({ amount }) => amount),
    );
  return {
    unit,
    occasion,
    rule: event.rule,
    lines: event.lines,
    voucher,
    paymentOrder,
    source,
    state,
    toFixedAssets: into('1601'),
    toSoftware: into('1701'),
  };
}

/** Sets up the units and keeps their books; belongs into the transaction that loads the demonstration. */
export async function loadDemonstrationBooks(
  trx: Trx,
  today: DateText,
  seed: number,
  persons: Persons,
): Promise<readonly DemonstrationBooks[]> {
  const charts = new Charts();
  const firstMonth: Month = `${yearOf(today) - 3}-01`;
  const all: DemonstrationBooks[] = [];
  for (const [position, unit] of demonstrationUnits.entries()) {
    const { id, name, nature } = unit;
    await addUnit(trx, { id, department: 'demo', name, nature, position });
    const sets: AccountSet[] = [];
    for (const book of ['financial', 'budgetary'] as const) {
      const added = await addAccountSet(trx, { id: `${id}-${book}`, unit: id, book, firstMonth });
      if ('refusal' in added) throw new Error(added.refusal.message);
      sets.push(added.set);
    }
    const books = drawUpBooks(unit, sets, today, seed + position);
    all.push(books);
    await keepBooks(trx, charts, sets, books, today, persons);
  }
  return all;
}

async function keepBooks(
  trx: Trx,
  charts: Charts,
  sets: readonly AccountSet[],
  { unit, years, vouchers, opening }: DemonstrationBooks,
  today: DateText,
  persons: Persons,
): Promise<void> {
  for (const year of years) {
    const last: Month = year === yearOf(today) ? monthOf(today) : `${year}-12`;
    for (const { id } of sets) await openThrough(trx, charts, id, `${year}-01`, last);
    const own = vouchers.filter(({ voucher }) => yearOf(voucher.date) === year);
    const booked = own.filter(({ state }) => state === 'booked').map(({ voucher }) => voucher);
    await postManyWithin(
      trx,
      charts,
      [...(yearOf(opening.date) === year ? [opening] : []), ...booked].map((voucher) => {
        return { ...voucher, at: bookedAt(voucher.date) };
      }),
      { today, by: persons.maker },
    );
    await writeDesk(trx, own, persons);
    if (year < yearOf(today)) {
      const at = new Date(`${year + 1}-01-01T09:00:00Z`);
      const command = { unit: unit.id, year, today, person: persons.checker, at, newId: closingIds(unit.id, year) };
      const posted = await postUnitYearEnd(trx, charts, command);
      if ('refusal' in posted) throw new Error(posted.refusal.message);
    }
    for (const { id } of sets) await closeThrough(trx, charts, id, year, today);
  }
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
async function closeThrough(trx: Trx, charts: Charts, set: string, year: number, today: DateText): Promise<void> {
  const over = year < yearOf(today);
  const last: Month = over ? `${year}-12` : addMonths(monthOf(today), -2);
  for (let month: Month = `${year}-01`; month <= last; month = addMonths(month, 1)) {
    const closed = await closePeriod(trx, charts, set, month, today);
    if ('refusal' in closed) throw new Error(closed.refusal.message);
  }
}

function closingIds(unit: string, year: number): () => string {
  const seed = [...`${unit}${year}`].reduce((sum, letter) => Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0), 7);
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
  const rows = vouchers.map(({ unit, rule, voucher, paymentOrder, source, state }) => {
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
      source,
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
    insert into office_voucher (unit_id, id, state, date, text, content, fingerprint, total, rule, payment_order, source,
                                made_by, made_at, checked_by, checked_at, booked_by, booked_at, month, number)
    select unit_id, id, state, date, text, content, fingerprint, total, rule, payment_order, source,
           made_by, made_at, checked_by, checked_at, booked_by, booked_at, month, number
    from jsonb_populate_recordset(null::office_voucher, ${JSON.stringify(rows)}::jsonb)`.execute(trx);
  const counters = [...last].map(([month, number]) => ({ unit_id: vouchers[0]?.unit ?? '', month, last: number }));
  if (counters.length > 0) await trx.insertInto('office_voucher_number').values(counters).execute();
}
