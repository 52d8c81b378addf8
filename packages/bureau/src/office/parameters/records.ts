/** A unit's own parameters on the database: entered by one, confirmed by another. */
import { decideChecking } from '../../access/index.ts';
import { type Entered, idProblem, type Outcome } from '../entered.ts';
import { closedBooks, type Db, insertOnce, lockUnit, settle, trace, unitUnknown, within } from '../recording.ts';
import { refuse } from '../register-refusals.ts';
import { type ParameterValue, parameterProblem } from './decide.ts';

export interface ListedParameter extends ParameterValue {
  readonly id: string;
  readonly by: string;
}

export async function listParameters(db: Db, unit: string): Promise<readonly ListedParameter[]> {
  const rows = await db
    .selectFrom('office_parameter')
    .selectAll()
    .where('unit_id', '=', unit)
    .orderBy('key')
    .orderBy('from_date')
    .orderBy('made_at')
    .execute();
  return rows.map(({ id, key, from_date: from, value, source, made_by: by, confirmed_by: confirmedBy }) => {
    return { id, key, from, value, source, by, confirmedBy };
  });
}

/** Enters a value; it is used once somebody else has confirmed it. */
export async function enterParameter(db: Db, command: Entered & Omit<ParameterValue, 'confirmedBy'>): Promise<Outcome> {
  const { unit, id, by, at, key, from, value, source } = command;
  const problem = parameterProblem(command);
  if (problem !== null) return problem;
  return within(db, async (trx) => {
    if ((await closedBooks(trx, unit)) === undefined) return unitUnknown(unit);
    const row = { unit_id: unit, id, key, from_date: from, value, source, made_by: by, made_at: at };
    const written = await insertOnce(trx, 'office_parameter', ['unit_id', 'id'], row);
    return settle(trx, command, written, { action: 'payroll.make', kind: 'parameter', detail: { key, from, value } });
  });
}

/** Confirms a value that somebody else has entered. */
export async function confirmParameter(db: Db, entered: Entered): Promise<Outcome> {
  const { unit, id, by, at } = entered;
  return within(db, async (trx) => {
    await lockUnit(trx, unit);
    const values = await listParameters(trx, unit);
    const row = idProblem(id) === null ? values.find((one) => one.id === id) : undefined;
    if (row === undefined) return refuse('record-unknown', '没有这个参数值，请刷新列表后再试。');
    if (row.confirmedBy !== null) return refuse('decided-already', `这个值已由${row.confirmedBy}确认。`);
    const one = decideChecking({ maker: row.by, checker: by, what: `参数值${row.value}` });
    if (one !== null) return one;
    const taken = values.find((one) => one.confirmedBy !== null && one.key === row.key && one.from === row.from);
    if (taken !== undefined) {
      return refuse(
        'parameter-taken',
        `${row.from}起已有确认的值${taken.value}。确认过的不再改动；有误的请以另一个起用日期录入。`,
      );
    }
    await trx
      .updateTable('office_parameter')
      .set({ confirmed_by: by, confirmed_at: at })
      .where('unit_id', '=', unit)
      .where('id', '=', id)
      .execute();
    await trace(trx, entered, 'payroll.check', 'parameter', { key: row.key, from: row.from, value: row.value });
    return { id, again: false, warnings: [] };
  });
}
