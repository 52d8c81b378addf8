/**
 * 异地就医备案 on the database. The person is held while it is decided, as by the settlement desk, so that a filing either counts for a
 * settlement or comes after it. Ended, never removed.
 */
import { type DateText } from '@mingzhang/kernel';
import { type Database, newId } from '@mingzhang/store';
import { type Transaction } from 'kysely';
import { recordAction, type TrailDetail } from '../access/index.ts';
import { type Db } from '../books/index.ts';
import { coverageOn, divisionBeginning, divisionSaid, lockInsured } from '../registry/index.ts';
import {
  type CrossRegionFiling,
  endProblem,
  type FilingDraft,
  type FilingKind,
  filingProblem,
  idProblem,
  type Reach,
  reachOf,
} from './decide.ts';
import { refuse, type TravelRefused } from './refusals.ts';

type Trx = Transaction<Database>;

export interface FilingHand {
  readonly person: string;
  /** UUID of version 7, made by whoever submits. */
  readonly id: string;
  readonly by: string;
  readonly at: Date;
  readonly today: DateText;
}

export interface ListedFiling extends CrossRegionFiling {
  readonly reach: Reach;
  readonly madeOn: DateText;
  readonly by: string;
  readonly endReason: string | null;
}

export type Filed = { readonly id: string; readonly again: boolean } | TravelRefused;

/** The filings of a person, the latest first. */
export async function listFilings(db: Db, person: string): Promise<readonly ListedFiling[]> {
  const rows = await db
    .selectFrom('cross_region_filing')
    .selectAll()
    .where('person_id', '=', person)
    .orderBy('from_date', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as FilingKind,
    area: row.area,
    reach: row.reach as Reach,
    from: row.from_date,
    to: row.to_date,
    reason: row.reason,
    madeOn: row.made_on,
    by: row.made_by,
    endReason: row.end_reason,
  }));
}

/** Files care elsewhere for a person who is insured here on the day that it begins. */
export async function fileCare(
  trx: Trx,
  command: FilingHand & FilingDraft & { readonly department: string },
): Promise<Filed> {
  const { department, person: of, id, by, at, today, kind, from, to, reason } = command;
  const area = divisionBeginning(command.area);
  const form = idProblem(id);
  if (form !== null) return form;
  const person = await lockInsured(trx, of);
  if ('refusal' in person) return personUnknown();
  const bureau = await trx.selectFrom('department').select('area').where('id', '=', department).executeTakeFirst();
  if (bureau === undefined) return refuse('department-unknown', `没有“${department}”这个经办机构，请核对。`);
  const held = await listFilings(trx, of);
  const before = held.find((one) => one.id === id);
  if (before !== undefined) {
    const same = before.kind === kind && before.area === area && before.from === from && before.reason === reason;
    return same ? { id, again: true } : refuse('id-used', `编号${id}已用于另一条备案，请为新的备案换一个编号。`);
  }
  const problem = filingProblem({ kind, area, from, to, reason }, bureau.area, held);
  if (problem !== null) return problem;
  const coverage = coverageOn(person.spells, person.suspensions, from);
  if (coverage.kind === 'none' || coverage.spell.area !== bureau.area) {
    return refuse(
      'not-enrolled',
      `${person.name}${from}没有在本地（${divisionSaid(bureau.area)}）参保，不能备案。请核对参保，或到参保地备案。`,
    );
  }
  const reach = reachOf(bureau.area, area);
  await trx
    .insertInto('cross_region_filing')
    .values({
      person_id: of,
      id,
      department_id: department,
      kind,
      area,
      reach,
      from_date: from,
      to_date: to,
      reason,
      made_by: by,
      made_on: today,
      made_at: at,
    })
    .execute();
  await trace(trx, command, { department, kind, area, from });
  return { id, again: false };
}

/** Ends a filing; settlements made under it stay. */
export async function endFiling(
  trx: Trx,
  command: FilingHand & { readonly to: DateText; readonly reason: string },
): Promise<Filed> {
  const { person: of, id, by, at, to, reason } = command;
  const person = await lockInsured(trx, of);
  if ('refusal' in person) return personUnknown();
  const entry = (await listFilings(trx, of)).find((one) => one.id === id);
  if (entry === undefined) return refuse('entry-unknown', '没有这条备案，请从此人的备案中选取。');
  if (entry.endReason !== null) {
    if (entry.to === to) return { id, again: true };
    return refuse(
      'entry-ended',
      `这条备案已于${entry.to ?? ''}终止（${entry.endReason}），不再改动；需要的请另行备案。`,
    );
  }
  const problem = endProblem(entry.from, to);
  if (problem !== null) return problem;
  if (reason.trim() === '') return refuse('text-malformed', '终止原因要填写，例如“已返回参保地居住”。');
  await trx
    .updateTable('cross_region_filing')
    .set({ to_date: to, ended_by: by, ended_at: at, end_reason: reason.trim() })
    .where('person_id', '=', of)
    .where('id', '=', id)
    .execute();
  await trace(trx, command, { to, reason });
  return { id, again: false };
}

function personUnknown(): TravelRefused {
  const message = '没有这位参保人员，请先按姓名或身份证号查找。';
  return { refusal: { list: 'registry', id: 'person-unknown', message } };
}

async function trace(trx: Trx, { person, id, by, at }: FilingHand, detail: TrailDetail): Promise<void> {
  await recordAction(trx, {
    id: newId(),
    at,
    person: by,
    action: 'filing.write',
    subject: `cross-region-filing:${person}/${id}`,
    detail,
  });
}
