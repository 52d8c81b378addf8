/** A batch of the county into the database: everything of it in one transaction, with the mark that it is there. */
import {
  type BulkBurden,
  BulkDesk,
  type BulkPerson,
  Charts,
  copyBulk,
  fundSetsOf,
  type IdentityKey,
  parametersOf,
  policyAreaOf,
  postManyWithin,
  writeBurdenEvents,
  writeEntitlements,
  writeFilings,
  writeHouseholds,
  writeInsured,
} from '@mingzhang/bureau';
import { addMonths, uuid7 } from '@mingzhang/kernel';
import { type Bulk, copyLine, endsOf, readFresh } from '@mingzhang/store';
import { sql } from 'kysely';
import { Chance } from './chance.ts';
import { dateOf, lastDayOfYear } from './days.ts';
import { digestOfBatch } from './digest.ts';
import { collectFor, filesOf, Purse } from './dues.ts';
import { type Planted } from './faults.ts';
import { type CountyPerson, type CountyVisit } from './model.ts';
import { owedText } from './owed.ts';
import { type CountyPlan, type DrawnCounty, drawPart } from './parts.ts';
import { householdsOf } from './registry.ts';

export interface Target {
  readonly department: string;
  /** Who is said to have entered it. */
  readonly by: string;
  /** Who checks what moves money: somebody else. */
  readonly checker: string;
  readonly key: IdentityKey;
}

export interface BatchWritten {
  readonly batch: number;
  readonly people: number;
  readonly settlements: number;
  /** How many visits the desk refused, by refusal. */
  readonly refused: Readonly<Record<string, number>>;
  readonly digest: Uint8Array;
  readonly planted: readonly Planted[];
}

/** What the workers are told, and what they answer. */
export interface WorkerInput {
  readonly url: string;
  readonly plan: CountyPlan;
  readonly target: Target;
}

export type WorkerAnswer = { readonly written: BatchWritten } | { readonly failed: string };

/** What a county has most rows of. */
export const filled = [
  'insured_person',
  'insured_identity',
  'household_member',
  'insured_spell',
  'contribution_due',
  'contribution_row',
  'settlement',
  'settlement_derivation',
  'settlement_fund',
  'settlement_accumulator',
  'visit_record',
  'personal_account_entry',
] as const;

/** Writes batches of a county, one after the other, on one connection. */
export async function openBatchWriter(bulk: Bulk, county: DrawnCounty, target: Target) {
  const { department, by, checker, key } = target;
  const { area: division, seed, years } = county.plan;
  const parameters = await parametersOf(bulk.db);
  const sets = await fundSetsOf(bulk.db, department);
  const charts = new Charts();
  const openFrom = await firstOpenMonths(bulk, [...new Set(sets.values())]);
  const files = filesOf(county.plan);
  const today = dateOf(lastDayOfYear(years.last) + 366);
  const place = policyAreaOf(division);
  if (place === null) throw new Error(`nobody knows whose rules hold in ${division}`);
  const itemsUnder = (prefix: string): readonly string[] =>
    parameters.keysUnder(place, prefix, dateOf(lastDayOfYear(years.last))).map((name) => name.slice(prefix.length));
  const items = {
    chronic: [
      ...new Set([...itemsUnder('resident/chronic/monthly-limit/'), ...itemsUnder('employee/chronic/monthly-limit/')]),
    ],
    'two-disease': itemsUnder('resident/two-disease/annual-cap/'),
  };

  return async (batch: number): Promise<BatchWritten> => {
    const parts = county.batches[batch];
    if (parts === undefined) throw new Error(`the county has no batch ${batch}`);
    const drawn = parts.map((part) => drawPart(county, part));
    const people = drawn.flatMap((part) => part.people);
    const households = parts.flatMap(({ index }, at) => householdsOf(county.plan, index, drawn[at]?.people ?? []));
    const bureau = { department, division, parameters, sets, key, by, checker };
    const { collection, accounts, credits, ...dues } = collectFor(county, files, batch, people, bureau);
    const planted = [...drawn.flatMap((part) => part.planted), ...dues.planted];
    const digest = digestOfBatch(people, collection);
    const start = Date.parse(`${years.first}-01-01T00:00:00Z`);
    const idsOf = (what: string) => {
      const chance = new Chance(seed, `${what} ${batch}`);
      return (): string => uuid7(start + chance.below(1_000_000_000), chance.bytes(10));
    };
    const [makeId, eventId] = [idsOf('ids'), idsOf('burdens')];
    const desk = new BulkDesk({ department, division, parameters, sets, by, gather: 'month', openFrom, makeId });
    const refused: Record<string, number> = {};
    const settled: { readonly person: string; readonly visit: CountyVisit }[] = [];
    const burdens: BulkBurden[] = [];
    for (const person of people) {
      const purse = new Purse(credits.get(person.id));
      const borne = new Map<number, BulkBurden>();
      // The desk keeps count of what was taken; what may be taken by the day the purse says.
      const balance = accounts.totalOf(person.id);
      for (const visit of person.visits) {
        const { id, draft, settledOn } = visit;
        const at = new Date(Date.parse(`${settledOn}T02:00:00Z`));
        const bill = { ...visit.bill, account: purse.offers(settledOn, draft.kind === 'inpatient') };
        const answer = desk.settle(knownOn(person, settledOn, balance), { id, visit: draft, bill, settledOn, at });
        if (!('refusal' in answer)) purse.took(answer.account);
        if ('refusal' in answer) {
          const why = `${answer.refusal.list}/${answer.refusal.id}`;
          refused[why] = (refused[why] ?? 0) + 1;
          continue;
        }
        settled.push({ person: person.id, visit });
        const { inScope, funds } = answer;
        const { year } = answer.after;
        const burden = (borne.get(year)?.burden ?? 0) + inScope - funds;
        borne.set(year, { person: person.id, year, burden, settlement: id, categories: person.categories });
      }
      burdens.push(...borne.values());
      desk.leave(person.id);
    }
    const ends = await endsOf(bulk.db, filled);
    await bulk.db.transaction().execute(async (trx) => {
      await writeInsured(bulk, trx, people, { key, by, today });
      await writeHouseholds(bulk, households, { by });
      await writeFilings(
        bulk,
        people.map(({ id, filings }) => ({ person: id, filings })),
        { department, division, by },
      );
      await writeEntitlements(
        bulk,
        people.map(({ id, entitlements }) => ({ person: id, diedOn: null, entitlements })),
        { items, by },
      );
      await collection.write(bulk);
      await accounts.write(bulk);
      await bulk.copy(
        'visit_record',
        ['person_id', 'settlement_id', 'diagnoses', 'procedures', 'discharge', 'doctor'],
        settled.map(({ person, visit }) => {
          const { diagnoses, procedures, discharge, doctor } = visit.record;
          return copyLine([person, visit.id, arrayOf(diagnoses), arrayOf(procedures), discharge, doctor]);
        }),
      );
      // What waits for payment is known once all batches of payments are.
      await sql`set local mingzhang.waiting = 'later'`.execute(trx);
      // From here on others wait for what is held: summaries, books, sums of files.
      await copyBulk(bulk, trx, desk.take());
      await writeBurdenEvents(bulk, { department, division, parameters, makeId: eventId }, burdens);
      for (const set of new Set(sets.values())) {
        const ofAccounts = set === sets.get('employee-personal') ? accounts.vouchers() : [];
        const vouchers = [...ofAccounts, ...collection.vouchers(set), ...desk.vouchers(set)];
        await postManyWithin(trx, charts, vouchers, { today, by });
      }
      // Last, for whoever adds next waits until this transaction is over.
      await collection.addSums(trx);
      const refusals = Object.values(refused).reduce((sum, count) => sum + count, 0);
      await trx
        .insertInto('county_batch')
        .values({
          department_id: department,
          batch,
          people: people.length,
          settlements: settled.length,
          refused: refusals,
          digest,
          owed: owedText(desk.owed()),
        })
        .execute();
    });
    await readFresh(bulk.db, ends);
    return { batch, people: people.length, settlements: settled.length, refused, digest, planted };
  };
}

/** The month after the last closed one, where a set has one: a closed month takes nothing more. */
async function firstOpenMonths({ db }: Bulk, sets: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('account_set').select(['id', 'closed_through']).where('id', 'in', sets).execute();
  return new Map(
    rows.flatMap(({ id, closed_through: closed }) => (closed === null ? [] : [[id, addMonths(closed, 1)] as const])),
  );
}

/** Codes of letters, digits and points: nothing that an array would have to quote. */
const arrayOf = (codes: readonly string[]): string => `{${codes.join(',')}}`;

/** What the desk knew of somebody on a day: a death counts from the day on which it was written down. */
function knownOn(
  { id, name, death, spells, suspensions, categories, filings, entitlements }: CountyPerson,
  day: string,
  balance: number,
): BulkPerson {
  const diedOn = death !== null && death.knownOn <= day ? death.on : null;
  return { id, name, diedOn, spells, suspensions, categories, filings, entitlements, balance };
}
