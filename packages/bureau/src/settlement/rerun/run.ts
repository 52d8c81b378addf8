/**
 * A range of persons settled again, and its differences kept under the run: what one worker does. Only differences are written, a few
 * thousand rows by one COPY, so that a county's year costs what changes.
 */
import { type DateText, type Fen } from '@mingzhang/kernel';
import { type Payer, payers } from '@mingzhang/policy';
import { type Bulk, copyLine, type Database, newId } from '@mingzhang/store';
import { type Kysely } from 'kysely';
import { CatalogueItems } from '../../registry/catalogue/index.ts';
import { type CategorySpan, categoriesKnown } from '../../registry/index.ts';
import { billText, type KeptPlan } from '../premises.ts';
import { byCatalogue } from './by-catalogue.ts';
import { Premises } from './premises.ts';
import { type PersonYear, readYear, type YearScope } from './read-year.ts';
import { type Difference, derivedAgain, type Plans, type Replay, replayYear } from './replay.ts';
import { whyDifferent } from './why.ts';

type Db = Kysely<Database>;

export interface Counted {
  readonly persons: number;
  readonly settlements: number;
  /** Settlements that come out otherwise, and whose they are. */
  readonly differing: number;
  readonly differingPersons: number;
  readonly stopped: number;
  /** Over all, by payer. */
  readonly change: Readonly<Record<Payer, Fen>>;
}

export const payerNames = Object.keys(payers) as readonly Payer[];

const sumByPayer = (of: (payer: Payer) => Fen): Counted['change'] =>
  Object.fromEntries(payerNames.map((payer) => [payer, of(payer)])) as Record<Payer, Fen>;

export const noneCounted: Counted = {
  persons: 0,
  settlements: 0,
  differing: 0,
  differingPersons: 0,
  stopped: 0,
  change: sumByPayer(() => 0),
};

export function added(a: Counted, b: Counted): Counted {
  return {
    persons: a.persons + b.persons,
    settlements: a.settlements + b.settlements,
    differing: a.differing + b.differing,
    differingPersons: a.differingPersons + b.differingPersons,
    stopped: a.stopped + b.stopped,
    change: sumByPayer((payer) => a.change[payer] + b.change[payer]),
  };
}

/** One person's year again, by the identities known on a day. */
export function replayPerson(
  plans: Plans,
  year: number,
  { rows, categories }: Pick<PersonYear, 'rows' | 'categories'>,
  asOf: DateText,
): Replay {
  return replayYear(plans, year, rows, (visit) => categoriesAt(categories, visit.day, asOf));
}

function categoriesAt(categories: readonly CategorySpan[], day: DateText, asOf: DateText) {
  return categories.length === 0 ? [] : categoriesKnown(categories, day, asOf);
}

/** The persons of a range as a run takes them: as they were settled, or with their lines classified by the catalogue of today. */
export async function* personsOf(db: Db, scope: YearScope, catalogue: boolean): ReturnType<typeof readYear> {
  const items = new CatalogueItems();
  for await (const persons of readYear(db, scope)) {
    yield catalogue ? await byCatalogue(db, items, persons) : persons;
  }
}

interface RangeRun extends YearScope {
  readonly run: string;
  readonly asOf: DateText;
  readonly catalogue: boolean;
}

interface Differing {
  readonly one: PersonYear;
  readonly differences: readonly Difference[];
}

/** Settles the range again and keeps what differs; tells how far it is after every few thousand rows. */
export async function runRange(
  bulk: Bulk,
  plans: Plans,
  { run, asOf, catalogue, ...scope }: RangeRun,
  progress: (counted: Counted) => void,
): Promise<Counted> {
  let counted = noneCounted;
  const premises = new Premises();
  const kept = new Set<string>();
  for await (const persons of personsOf(bulk.db, scope, catalogue)) {
    const differing: Differing[] = [];
    const stops: string[] = [];
    let settlements = 0;
    for (const one of persons) {
      const replay: Replay = one.unclassified ?? replayPerson(plans, scope.year, one, asOf);
      for (const { kind } of one.rows) settlements += kind === 'settled' ? 1 : 0;
      if (replay.kind === 'stopped') stops.push(copyLine([run, one.person, replay.message]));
      else if (replay.differences.length > 0) differing.push({ one, differences: replay.differences });
    }
    await bulk.copy('rerun_stop', ['run_id', 'person_id', 'message'], stops);
    if (differing.length > 0) {
      await premises.read(bulk.db, differing);
      const used = new Map<string, KeptPlan>();
      await bulk.copy('rerun_difference', differenceColumns, linesOf(differing, { run, asOf }, plans, premises, used));
      await keepPlans(bulk.db, used, kept);
    }
    const all = differing.flatMap(({ differences }) => differences);
    const batch: Counted = {
      persons: persons.length,
      settlements,
      differing: all.length,
      differingPersons: differing.length,
      stopped: stops.length,
      change: sumByPayer((payer) => all.reduce((sum, { amounts }) => sum + amounts[payer], 0)),
    };
    counted = added(counted, batch);
    progress(batch);
  }
  return counted;
}

/** The plans that a batch stands on and that were not written before; the same as settlements keep theirs. */
async function keepPlans(db: Db, used: ReadonlyMap<string, KeptPlan>, kept: Set<string>): Promise<void> {
  const fresh = [...used.values()].filter(({ text }) => !kept.has(text));
  if (fresh.length === 0) return;
  await db
    .insertInto('settlement_plan')
    .values(fresh.map(({ hash, text }) => ({ hash, plan: text })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  for (const { text } of fresh) kept.add(text);
}

const differenceColumns = [
  'run_id',
  'person_id',
  'settlement_id',
  'adjustment_id',
  'visit',
  'amounts',
  'use_before',
  'use_after',
  'plan',
  'bill',
  'used',
  'why',
  'booked',
];

function* linesOf(
  differing: readonly Differing[],
  { run, asOf }: Pick<RangeRun, 'run' | 'asOf'>,
  plans: Plans,
  premises: Premises,
  used: Map<string, KeptPlan>,
): Generator<string> {
  for (const { one, differences } of differing) {
    for (const difference of differences) {
      const { settlement, visit, amounts, use } = difference;
      const before = premises.of(one, settlement);
      const { derivation: after, kept } = derivedAgain(plans, difference);
      used.set(kept.text, kept);
      const ground = { before: before.steps, after, categories: one.categories, asOf };
      yield copyLine([
        run,
        one.person,
        settlement,
        newId(),
        JSON.stringify(visit),
        JSON.stringify(amounts),
        JSON.stringify(use.before),
        JSON.stringify(use.after),
        kept.hash,
        billText(difference.bill),
        JSON.stringify(difference.usedBefore),
        arrayOf(whyDifferent(before.categories, difference, ground)),
        false,
      ]);
    }
  }
}

/** As PostgreSQL writes an array of texts. */
const arrayOf = (texts: readonly string[]): string =>
  `{${texts.map((text) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`;
