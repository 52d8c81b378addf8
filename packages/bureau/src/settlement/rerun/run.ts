/**
 * A range of persons settled again, and its differences kept under the run: what one worker does. Only differences are written, so that a
 * county's year costs what changes.
 */

import { type DateText } from '@mingzhang/kernel';
import { type Derivation, type DerivationStep } from '@mingzhang/policy';
import { type Database, newId } from '@mingzhang/store';
import { type Kysely } from 'kysely';
import { type CategorySpan, categoriesKnown } from '../../registry/index.ts';
import { stepsOf } from '../read.ts';
import { type PersonYear, readYear, type YearScope } from './read-year.ts';
import { type Difference, derivedAgain, type Plans, type Replay, replayYear } from './replay.ts';
import { whyDifferent } from './why.ts';

type Db = Kysely<Database>;

export interface Counted {
  readonly persons: number;
  readonly settlements: number;
  readonly differing: number;
  readonly stopped: number;
}

export const noneCounted: Counted = { persons: 0, settlements: 0, differing: 0, stopped: 0 };

export function added(a: Counted, b: Counted): Counted {
  return {
    persons: a.persons + b.persons,
    settlements: a.settlements + b.settlements,
    differing: a.differing + b.differing,
    stopped: a.stopped + b.stopped,
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

interface RangeRun extends YearScope {
  readonly run: string;
  readonly asOf: DateText;
}

/** Settles the range again and keeps what differs; tells how far it is after every few thousand rows. */
export async function runRange(
  db: Db,
  plans: Plans,
  { run, asOf, ...scope }: RangeRun,
  progress: (counted: Counted) => void,
): Promise<Counted> {
  let counted = noneCounted;
  for await (const persons of readYear(db, scope)) {
    let batch = noneCounted;
    for (const one of persons) {
      const replay = replayPerson(plans, scope.year, one, asOf);
      const settlements = one.rows.filter(({ kind }) => kind === 'settled').length;
      const differing = replay.kind === 'replayed' ? replay.differences.length : 0;
      batch = added(batch, { persons: 1, settlements, differing, stopped: replay.kind === 'stopped' ? 1 : 0 });
      if (replay.kind === 'stopped') await keepStop(db, run, one.person, replay.refused.message);
      else if (differing > 0) await keepDifferences(db, plans, { run, asOf }, one, replay.differences);
    }
    counted = added(counted, batch);
    progress(batch);
  }
  return counted;
}

async function keepStop(db: Db, run: string, person: string, message: string): Promise<void> {
  await db.insertInto('rerun_stop').values({ run_id: run, person_id: person, message }).execute();
}

async function keepDifferences(
  db: Db,
  plans: Plans,
  { run, asOf }: Pick<RangeRun, 'run' | 'asOf'>,
  { person, rows, categories }: PersonYear,
  differences: readonly Difference[],
): Promise<void> {
  const before = new Map<string, Derivation>();
  for (const { settlement } of differences) before.set(settlement, (await stepsOf(db, person, settlement)) ?? []);
  await db
    .insertInto('rerun_difference')
    .values(
      differences.map((one) => {
        const row = rows.find(({ id }) => id === one.settlement);
        if (row === undefined) throw new Error(`${one.settlement} is not among the rows`);
        const steps = before.get(one.settlement);
        const again: readonly DerivationStep[] = derivedAgain(plans, row, one).derivation ?? [];
        return {
          run_id: run,
          person_id: person,
          settlement_id: one.settlement,
          adjustment_id: newId(),
          visit: JSON.stringify(one.visit),
          amounts: JSON.stringify(one.amounts),
          use_before: JSON.stringify(one.use.before),
          use_after: JSON.stringify(one.use.after),
          steps: JSON.stringify(again),
          why: [...whyDifferent(row, one, { before: steps ?? [], after: again, categories, asOf })],
          booked: false,
        };
      }),
    )
    .execute();
}
