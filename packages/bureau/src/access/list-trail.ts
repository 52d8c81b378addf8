/** The trail as it is read: the latest first, with names and seals. */
import { type Database } from '@mingzhang/store';
import { type Kysely, sql } from 'kysely';
import { systemPerson, type TrailDetail, trailActionName } from './trail.ts';

type Db = Kysely<Database>;

export interface TrailFilter {
  readonly person: string | null;
  readonly action: string | null;
  /** As recorded: `voucher:0198…`; everything of a kind by `voucher:`. */
  readonly subject: string | null;
  readonly from: Date | null;
  /** Not included. */
  readonly to: Date | null;
}

export interface TrailPlace {
  readonly at: Date;
  readonly id: string;
}

export interface ListedAction {
  readonly id: string;
  readonly at: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly action: string;
  readonly actionName: string;
  readonly subject: string;
  readonly detail: TrailDetail;
  /** The number of its seal; null while it waits. */
  readonly sequence: number | null;
}

interface TrailPage {
  readonly filter: TrailFilter;
  /** Goes on after this one. */
  readonly after: TrailPlace | null;
  readonly limit: number;
}

export async function listTrail(db: Db, { filter, after, limit }: TrailPage): Promise<readonly ListedAction[]> {
  const { person, action, subject, from, to } = filter;
  const rows = await db
    .selectFrom('trail_action as a')
    .leftJoin('access_person as p', 'p.id', 'a.person_id')
    .leftJoin('trail_seal as s', (join) =>
      join.onRef('s.person_id', '=', 'a.person_id').onRef('s.action_id', '=', 'a.id'),
    )
    .select(['a.id', 'a.at', 'a.person_id', 'p.name', 'a.action', 'a.subject', 'a.detail', 's.sequence'])
    .$if(person !== null, (query) => query.where('a.person_id', '=', person ?? ''))
    .$if(action !== null, (query) => query.where('a.action', '=', action ?? ''))
    .$if(subject !== null, (query) => query.where(sql<boolean>`starts_with(a.subject, ${subject})`))
    .$if(from !== null, (query) => query.where('a.at', '>=', from ?? new Date(0)))
    .$if(to !== null, (query) => query.where('a.at', '<', to ?? new Date(0)))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(a.at, a.id) < (${after?.at.toISOString()}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('a.at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    person: { id: row.person_id, name: row.name ?? (row.person_id === systemPerson ? '系统' : '') },
    action: row.action,
    actionName: trailActionName(row.action),
    subject: row.subject,
    detail: JSON.parse(row.detail) as TrailDetail,
    sequence: row.sequence,
  }));
}

/** What has been done by anybody so far, for a filter to offer. */
export async function listTrailActions(db: Db): Promise<readonly { readonly id: string; readonly name: string }[]> {
  // One look-up for each kind of action, however long the trail is.
  const { rows } = await sql<{ action: string }>`
    with recursive kinds as (
      (select action from trail_action order by action limit 1)
      union all
      select (select a.action from trail_action a where a.action > k.action order by a.action limit 1)
        from kinds k where k.action is not null)
    select action from kinds where action is not null`.execute(db);
  return rows.map(({ action }) => ({ id: action, name: trailActionName(action) }));
}
