/** A batch of the county into the database: everything of it in one transaction, with the mark that it is there. */
import { type IdentityKey, type WholePerson, writeInsured } from '@mingzhang/bureau';
import { type Bulk } from '@mingzhang/store';
import { dateOf, lastDayOfYear } from './days.ts';
import { digestOfPeople } from './digest.ts';
import { type Planted } from './faults.ts';
import { type CountyPlan, type DrawnCounty, drawPart } from './parts.ts';

export interface Target {
  readonly department: string;
  /** Who is said to have entered it. */
  readonly by: string;
  readonly key: IdentityKey;
}

export interface BatchWritten {
  readonly batch: number;
  readonly people: number;
  readonly settlements: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly digest: Uint8Array;
  readonly planted: readonly Planted[];
}

export interface WorkerInput {
  readonly url: string;
  readonly plan: CountyPlan;
  readonly target: Target;
}

export type WorkerAnswer = { readonly written: BatchWritten } | { readonly failed: string };

export async function writeBatch(
  bulk: Bulk,
  county: DrawnCounty,
  index: number,
  target: Target,
): Promise<BatchWritten> {
  const parts = county.batches[index];
  if (parts === undefined) throw new Error(`the county has no batch ${index}`);
  const drawn = parts.map((part) => drawPart(county, part));
  const people = drawn.flatMap((part) => part.people);
  const planted = drawn.flatMap((part) => part.planted);
  const digest = digestOfPeople(people);
  const today = dateOf(lastDayOfYear(county.plan.years.last) + 366);
  const { department, by, key } = target;
  const refused: Record<string, number> = {};
  const settlements = 0;
  await bulk.db.transaction().execute(async (trx) => {
    const persons = people.map((person): WholePerson => person);
    await writeInsured(bulk, trx, persons, { key, by, today });
    const refusals = Object.values(refused).reduce((sum, count) => sum + count, 0);
    await trx
      .insertInto('county_batch')
      .values({
        department_id: department,
        batch: index,
        people: people.length,
        settlements,
        refused: refusals,
        digest,
      })
      .execute();
  });
  return { batch: index, people: people.length, settlements, refused, digest, planted };
}
