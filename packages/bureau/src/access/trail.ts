/**
 * The trail: who did what to what, and when. An action is recorded inside the transaction of what it tells of, so that neither is
 * there without the other. Rows are only ever inserted, and appenders do not wait for each other; `sealTrail` chains them
 * afterwards (see `seal.ts`).
 */
import { arrayRows, type Database } from '@mingzhang/store';
import { CompiledQuery, type Transaction } from 'kysely';
import { maskIdentitiesIn } from './identity-number.ts';
import { type ActionId, actions } from './roles.ts';

/** What happens without anybody's permission, or to anybody. */
export const trailEvents = {
  'session.start': '登录',
  'session.refuse': '登录被拒',
  'session.end': '退出',
  'password.change': '修改口令',
  'demonstration.load': '装入示范单位',
} as const;

export type TrailActionId = ActionId | keyof typeof trailEvents;

/** What an entry of the trail is called. */
export function trailActionName(id: string): string {
  if (Object.hasOwn(actions, id)) return actions[id as ActionId].name;
  return Object.hasOwn(trailEvents, id) ? trailEvents[id as keyof typeof trailEvents] : id;
}

/** Stands for the system itself, and for somebody unknown at the door. */
export const systemPerson = '00000000-0000-0000-0000-000000000000';

/** Flat and small: names and values that a reader of the trail understands, such as the number of a voucher and its amount. */
export type TrailDetail = Readonly<Record<string, string | number | boolean | null>>;

export interface TrailEntry {
  /** A UUID of version 7. The same id of the same person twice is a broken promise and fails the transaction. */
  readonly id: string;
  readonly at: Date;
  /** The person's id. */
  readonly person: string;
  readonly action: TrailActionId;
  /** What it was done to, as kind and id: `voucher:0198…`; empty where there is no such thing. */
  readonly subject: string;
  readonly detail: TrailDetail;
}

/**
 * Records an action; call it in the transaction that carries the action out. A whole identity number in a text is masked
 * before it is written. Passwords never go into a detail: nothing here could tell one.
 */
export function recordAction(trx: Transaction<Database>, entry: TrailEntry): Promise<void> {
  return recordActions(trx, [entry]);
}

/** The same for what one transaction carries out of several. */
export async function recordActions(trx: Transaction<Database>, entries: readonly TrailEntry[]): Promise<void> {
  await trx.executeQuery(
    CompiledQuery.raw(insertActions, [
      entries.map(({ person }) => person),
      entries.map(({ id }) => id),
      entries.map(({ at }) => at),
      entries.map(({ action }) => action),
      entries.map(({ subject }) => plain(subject)),
      entries.map(({ detail }) => plain(JSON.stringify(detail))),
    ]),
  );
}

const keyColumns = { person_id: 'uuid', id: 'uuid' };
const columns = { ...keyColumns, at: 'timestamptz', action: 'text', subject: 'text', detail: 'text' };

const insertActions = `/* prepared: record-actions */
  with action as (
    insert into trail_action (${Object.keys(columns).join(', ')}) select * from ${arrayRows(columns, 1, 'r')}
  )
  insert into trail_waiting (person_id, action_id) select * from ${arrayRows(keyColumns, 1, 'r')}`;

function plain(text: string): string {
  return maskIdentitiesIn(text.toWellFormed().replaceAll('\0', '\ufffd').replaceAll('\\u0000', '\\ufffd'));
}
