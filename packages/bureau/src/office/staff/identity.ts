/**
 * The identity numbers of the staff: kept encrypted, listed masked, shown whole for a reason that stays on the trail. Within a unit
 * one human being is on the list once; who stands in post in two units at the same time is told, because it may be a transfer whose
 * other half is still to be entered.
 */
import { type DateText } from '@mingzhang/kernel';
import { type IdentityKey, keepIdentity, unmaskIdentity } from '../../access/index.ts';
import { type Entered, idProblem, type Outcome } from '../entered.ts';
import { type Db, lockUnit, trace, within } from '../recording.ts';
import { type Refused, refuse } from '../register-refusals.ts';
import { type StaffState, standingOn } from './decide.ts';
import { listPersons } from './records.ts';

/** The encrypted numbers of a unit, by person; who has none is not among them. */
export async function listSealedIdentities(db: Db, unit: string): Promise<ReadonlyMap<string, Buffer>> {
  const rows = await db
    .selectFrom('staff_person')
    .select(['id', 'identity_sealed as sealed'])
    .where('unit_id', '=', unit)
    .where('identity_sealed', 'is not', null)
    .execute();
  return new Map(rows.flatMap(({ id, sealed }) => (sealed === null ? [] : [[id, sealed] as const])));
}

/** Records somebody's number, or a better one for a number that was mistyped. `id` is the person. */
export async function setStaffIdentity(
  db: Db,
  key: IdentityKey,
  command: Entered & { readonly number: string; readonly today: DateText },
): Promise<Outcome> {
  const { unit, id, at, number, today } = command;
  return within(db, async (trx) => {
    await lockUnit(trx, unit);
    const person = (await listPersons(trx, unit)).find((one) => one.id === id);
    if (person === undefined) return personUnknown();
    const kept = await keepIdentity(trx, key, number, at);
    if ('refusal' in kept) return kept;
    const holders = await trx
      .selectFrom('staff_person as p')
      .innerJoin('accounting_unit as u', 'u.id', 'p.unit_id')
      .select(['p.unit_id as unit', 'u.name as unitName', 'p.id', 'p.name'])
      .where('p.identity_index', '=', kept.index)
      .execute();
    const taken = holders.find((one) => one.unit === unit && one.id !== id);
    if (taken !== undefined) return identityTaken(taken.name);
    await trx
      .updateTable('staff_person')
      .set({ identity_sealed: kept.sealed, identity_index: kept.index })
      .where('unit_id', '=', unit)
      .where('id', '=', id)
      .execute();
    await trace(trx, command, 'register.write', 'staff', { change: 'identity-recorded' });
    const warnings: string[] = [];
    if (isServing(standingOn(person.events, today))) {
      for (const other of holders.filter((one) => one.unit !== unit)) {
        const there = (await listPersons(trx, other.unit)).find((one) => one.id === other.id);
        if (there === undefined || !isServing(standingOn(there.events, today))) continue;
        warnings.push(
          `同一身份证号在“${other.unitName}”的“${other.name}”名下，${today}也在职。一个人不能在两个单位领工资：已调走的请在原单位登记调出，号码输错的请更正。`,
        );
      }
    }
    return { id, again: false, warnings };
  });
}

/** Shows somebody's whole number to a person who may see it. `id` is whose. */
export async function unmaskStaffIdentity(
  db: Db,
  key: IdentityKey,
  { unit, id, by, at, reason }: Entered & { readonly reason: string },
): Promise<{ readonly number: string } | Refused> {
  return within(db, async (trx) => {
    const row =
      idProblem(id) === null
        ? await trx
            .selectFrom('staff_person')
            .select(['name', 'identity_sealed as sealed'])
            .where('unit_id', '=', unit)
            .where('id', '=', id)
            .executeTakeFirst()
        : undefined;
    if (row === undefined) return personUnknown();
    if (row.sealed === null) {
      const message = `“${row.name}”还没有登记身份证号，没有可以显示的。`;
      return { refusal: { id: 'identity-missing', message } };
    }
    return unmaskIdentity(trx, key, { subject: `staff:${unit}/${id}`, sealed: row.sealed, person: by, reason, at });
  });
}

/** True of whoever is paid for serving: in a post, or in a 公益性岗位. */
export function isServing(state: StaffState | null): boolean {
  return state?.standing === 'in-post' || state?.standing === 'public-welfare';
}

function personUnknown(): Refused {
  return refuse('record-unknown', '没有这个人，请从人员名册中选取。');
}

function identityTaken(name: string): Refused {
  const message = `这个身份证号已登记在本单位“${name}”名下，没有保存。同一个人在名册上只有一条；请核对是否输错，或把变动登记到原来那一条上。`;
  return { refusal: { id: 'identity-taken', message } };
}
