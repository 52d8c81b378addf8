/** Confirmations on the database: a value for a draft entered by one person, confirmed by another, and the set with all of them. */
import { type ParameterConfirmation, type ParameterSet } from '@mingzhang/kernel';
import { parameterValueOf } from '@mingzhang/policy';
import { type Database, newId } from '@mingzhang/store';
import { CompiledQuery, type Kysely, type Transaction } from 'kysely';
import { type AccessRefused, decideChecking, recordAction } from '../access/index.ts';
import { decideEntry, draftRow, type EnteredValue } from './decide.ts';
import { shippedParameters } from './load.ts';
import { type ParameterRefused, refuse } from './refusals.ts';

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

export interface ListedEntry extends EnteredValue {
  readonly id: string;
  readonly maker: string;
  readonly madeAt: Date;
  readonly confirmer: string | null;
  readonly confirmedAt: Date | null;
  /** 'passed-over': the row was confirmed by another entry. */
  readonly state: 'waiting' | 'confirmed' | 'passed-over';
}

interface Hand {
  readonly id: string;
  readonly by: string;
  readonly at: Date;
}

/** Enters a value for a draft row; it counts once somebody else has confirmed it. */
export async function enterParameterValue(
  trx: Trx,
  command: EnteredValue & Hand,
): Promise<{ readonly id: string } | ParameterRefused> {
  const { id, by, at, area, key, from, document } = command;
  const row = draftRow(shippedParameters(), command);
  if ('refusal' in row) return row;
  const taken = await confirmedAlready(trx, command);
  if (taken !== null) return taken;
  const decided = decideEntry(shippedParameters(), row, command);
  if ('refusal' in decided) return decided;
  const { value } = decided;
  await trx
    .insertInto('parameter_entry')
    .values({ id, area, key, from_date: from, value, document, made_by: by, made_at: at })
    .execute();
  await recordAction(trx, {
    id: newId(),
    at,
    person: by,
    action: 'policy.enter',
    subject: `policy-parameter:${id}`,
    detail: { area, key, from, value, document },
  });
  return { id };
}

/** Confirms what somebody else has entered. */
export async function confirmParameterValue(
  trx: Trx,
  { id, by, at }: Hand,
): Promise<{ readonly id: string } | ParameterRefused | AccessRefused> {
  const entry = await trx.selectFrom('parameter_entry').selectAll().where('id', '=', id).executeTakeFirst();
  if (entry === undefined) return refuse('entry-unknown', '没有这条录入，没有确认。请刷新列表后再试。');
  const { area, key, from_date: from, value } = entry;
  const row = draftRow(shippedParameters(), { area, key, from });
  if ('refusal' in row) return row;
  const taken = await confirmedAlready(trx, { area, key, from });
  if (taken !== null) return taken;
  const samePerson = decideChecking({ maker: entry.made_by, checker: by, what: `“${row.name}”的录入` });
  if (samePerson !== null) return samePerson;
  const written = await trx
    .insertInto('parameter_confirmation')
    .values({ entry_id: id, area, key, from_date: from, made_by: entry.made_by, confirmed_by: by, confirmed_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('entry_id')
    .executeTakeFirst();
  if (written === undefined) {
    // Somebody was quicker; the unique index made this wait for them.
    return (
      (await confirmedAlready(trx, { area, key, from })) ?? refuse('confirmed-already', '这一行刚刚已由他人确认。')
    );
  }
  await recordAction(trx, {
    id: newId(),
    at,
    person: by,
    action: 'policy.confirm',
    subject: `policy-parameter:${id}`,
    detail: { area, key, from, value },
  });
  return { id };
}

async function confirmedAlready(
  db: Db,
  { area, key, from }: Pick<EnteredValue, 'area' | 'key' | 'from'>,
): Promise<ParameterRefused | null> {
  const row = await db
    .selectFrom('parameter_confirmation as c')
    .innerJoin('parameter_entry as e', 'e.id', 'c.entry_id')
    .leftJoin('access_person as p', 'p.id', 'c.confirmed_by')
    .select(['e.value', 'p.name'])
    .where('c.area', '=', area)
    .where('c.key', '=', key)
    .where('c.from_date', '=', from)
    .executeTakeFirst();
  if (row === undefined) return null;
  return refuse(
    'confirmed-already',
    `这一行已由${row.name ?? '他人'}确认为${row.value}，确认过的不再改动。确认有误的，请在参数文件中以官方原文更正。`,
  );
}

/** All entries, the newest first. */
export async function listParameterEntries(db: Db): Promise<readonly ListedEntry[]> {
  const rows = await db
    .selectFrom('parameter_entry as e')
    .leftJoin('parameter_confirmation as c', 'c.entry_id', 'e.id')
    .leftJoin('parameter_confirmation as other', (join) =>
      join
        .onRef('other.area', '=', 'e.area')
        .onRef('other.key', '=', 'e.key')
        .onRef('other.from_date', '=', 'e.from_date'),
    )
    .leftJoin('access_person as maker', 'maker.id', 'e.made_by')
    .leftJoin('access_person as confirmer', 'confirmer.id', 'c.confirmed_by')
    .select(['e.id', 'e.area', 'e.key', 'e.from_date', 'e.value', 'e.document', 'e.made_at', 'c.confirmed_at'])
    .select(['maker.name as maker', 'confirmer.name as confirmer', 'other.entry_id as taken'])
    .orderBy('e.made_at', 'desc')
    .orderBy('e.id', 'desc')
    .execute();
  return rows.map(({ from_date: from, made_at: madeAt, confirmed_at: confirmedAt, maker, taken, ...row }) => ({
    ...row,
    from,
    maker: maker ?? '',
    madeAt,
    confirmedAt,
    state: confirmedAt !== null ? 'confirmed' : taken !== null ? 'passed-over' : 'waiting',
  }));
}

/** The confirmed set made last, and of which confirmations. */
let made: { readonly stamp: string; readonly set: ParameterSet } | null = null;

/**
 * The set that every rule asks: the files with what has been confirmed. Confirmations are only ever added, so how many there are and
 * which is the last say which set it is.
 */
export async function parametersOf(db: Db): Promise<ParameterSet> {
  const { rows } = await db.executeQuery<{ stamp: string }>(CompiledQuery.raw(readStamp, []));
  const stamp = rows[0]?.stamp ?? '';
  if (made?.stamp === stamp) return made.set;
  const set = shippedParameters().confirming(await readConfirmations(db));
  made = { stamp, set };
  return set;
}

const readStamp = `/* prepared: parameters-stamp */
  select (select count(*) from parameter_confirmation)::text || ' ' || coalesce(
    (select entry_id::text from parameter_confirmation order by confirmed_at desc, entry_id desc limit 1), '') as stamp`;

/** What has been confirmed, for rows that the files still have; the verifiers tell of the others. */
async function readConfirmations(db: Db): Promise<readonly ParameterConfirmation[]> {
  const rows = await db
    .selectFrom('parameter_confirmation as c')
    .innerJoin('parameter_entry as e', 'e.id', 'c.entry_id')
    .leftJoin('access_person as p', 'p.id', 'c.confirmed_by')
    .select(['e.area', 'e.key', 'e.from_date', 'e.value', 'e.document', 'p.name'])
    .execute();
  const shipped = shippedParameters();
  return rows.flatMap(({ area, key, from_date: from, value: text, document, name }) => {
    const row = shipped.rows.find((one) => one.area === area && one.key === key && one.from === from);
    const value = row === undefined ? null : parameterValueOf(text, row.unit);
    return value === null ? [] : [{ area, key, from, value, document, by: name ?? '' }];
  });
}
