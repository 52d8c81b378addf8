/**
 * Identity numbers of the demonstration's staff. They begin with 990102, a county that does not exist, so that none can be anybody's;
 * the last character checks, so that they pass where a real one would.
 */
import { addMonths, type DateText, type Month, monthOf } from '@mingzhang/kernel';
import { checkCharacter, type IdentityKey, keepIdentity } from '../access/index.ts';
import { type Chance } from '../office/invented-year/index.ts';
import { type DemonstrationStaff } from './staff.ts';
import { type Trx } from './write.ts';

const county = '990102';

/** Months of age at which people here retire, and at which they took up their first post. */
const retiring = 60 * 12;
const joining = 23 * 12;

/** Keeps a number for everybody whom the staff list has on `today`. */
export async function writeIdentities(
  trx: Trx,
  key: IdentityKey,
  { unit, persons }: DemonstrationStaff,
  { today, at }: { readonly today: DateText; readonly at: Date },
  chance: Chance,
): Promise<void> {
  for (const { id, events } of persons) {
    const number = inventedNumber(bornIn(events), chance);
    if ((events[0]?.date ?? today) > today) continue;
    const kept = await keepIdentity(trx, key, number, at);
    if ('refusal' in kept) throw new Error(kept.refusal.message);
    await trx
      .updateTable('staff_person')
      .set({ identity_sealed: kept.sealed, identity_index: kept.index })
      .where('unit_id', '=', unit)
      .where('id', '=', id)
      .execute();
  }
}

/** Sixty years before somebody retired, or twenty-three before the first post. */
function bornIn(events: DemonstrationStaff['persons'][number]['events']): Month {
  const retired = events.find(({ kind }) => kind === 'retired' || kind === 'took-over-retired');
  const [first] = events;
  if (retired !== undefined) return addMonths(monthOf(retired.date), -retiring);
  if (first === undefined) throw new Error('somebody on the list has no first day');
  return addMonths(monthOf(first.date), -joining);
}

function inventedNumber(born: Month, chance: Chance): string {
  const day = String(chance(28) + 1).padStart(2, '0');
  const order = String(chance(1_000)).padStart(3, '0');
  const number = `${county}${born.replace('-', '')}${day}${order}`;
  return `${number}${checkCharacter(number)}`;
}
