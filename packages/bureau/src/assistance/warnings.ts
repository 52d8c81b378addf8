/**
 * 高额费用负担患者监测预警: who passed the line, found from the settlements since the last look or from all of a year, and pushed once
 * for each time. A cancellation that takes somebody below again is an event like any other.
 */
import { createHash } from 'node:crypto';
import { type DateText, type Fen, formatYuan, type ParameterSet, yearOf } from '@mingzhang/kernel';
import { newId } from '@mingzhang/store';
import { type IdentityKey, maskedIdentity } from '../access/index.ts';
import { policyAreaOf } from '../registry/index.ts';
import { burdensFrom, settledThrough } from '../settlement/index.ts';
import { crossing, idProblem, type LineKind, lineKinds, textProblem } from './decide.ts';
import { type Letter, letterOf } from './letters.ts';
import { type Db, type Done, departmentProblem, fingerprintOf, type Hand, idUsed, trace, within } from './recording.ts';
import { type AssistanceRefused, refuse } from './refusals.ts';

/** Transactions that were under way at the last look are looked for again. */
const overlapMilliseconds = 10 * 60_000;

export interface Scanned {
  readonly looked: 'since-last' | 'all';
  readonly persons: number;
  readonly above: number;
  readonly below: number;
}

export type ScanCommand = Omit<Hand, 'id'> & { readonly year: number; readonly all: boolean };

/** Looks the year through; the second look at the same settlements finds nothing new. */
export function scanBurdens(
  db: Db,
  parameters: ParameterSet,
  command: ScanCommand,
): Promise<Scanned | AssistanceRefused> {
  const { department, year, at, today } = command;
  return within(db, async (trx): Promise<Scanned | AssistanceRefused> => {
    const place = await trx
      .selectFrom('department')
      .select('area')
      .where('id', '=', department)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (place === undefined) return refuse('department-unknown', `没有“${department}”这个经办机构，请核对。`);
    const lines = linesOf(parameters, place.area, yearOf(today) === year ? today : `${year}-12-31`);
    if ('refusal' in lines) return lines;
    const before = await trx
      .selectFrom('burden_scan')
      .select('through')
      .where('department_id', '=', department)
      .where('year', '=', year)
      .executeTakeFirst();
    const since = command.all || before === undefined ? null : new Date(before.through.getTime() - overlapMilliseconds);
    const through = await settledThrough(trx, department, year);
    const states = await standing(trx, department, year);
    const least = Math.min(lines.vulnerable, lines.ordinary);
    const found = await burdensFrom(trx, { department, year, since }, least, [...states.keys()]);
    const vulnerable = await holders(
      trx,
      found.map(({ person }) => person),
      year,
    );
    let [above, below] = [0, 0];
    for (const { person, burden, settlement } of found) {
      const kind: LineKind = vulnerable.has(person) ? 'vulnerable' : 'ordinary';
      const last = states.get(person)?.get(kind);
      const direction = crossing(last?.direction === 'above', burden, lines[kind]);
      if (direction === null) continue;
      if (direction === 'above') above += 1;
      else below += 1;
      await trx
        .insertInto('burden_event')
        .values({
          id: newId(),
          department_id: department,
          person_id: person,
          year,
          line_kind: kind,
          direction,
          ordinal: (last?.ordinal ?? 0) + 1,
          line: lines[kind],
          burden,
          settlement_id: settlement,
          seen_on: today,
          seen_at: at,
        })
        .execute();
    }
    if (through !== null) {
      await trx
        .insertInto('burden_scan')
        .values({ department_id: department, year, through })
        .onConflict((conflict) => conflict.columns(['department_id', 'year']).doUpdateSet({ through }))
        .execute();
    }
    await trace(trx, command, 'warning.push', `burden-scan:${department}/${year}`, { above, below });
    return { looked: since === null ? 'all' : 'since-last', persons: found.length, above, below };
  });
}

/** The lines of a place on a day, or why nobody can be warned of there. */
export function linesOf(
  parameters: ParameterSet,
  division: string,
  day: DateText,
): Readonly<Record<LineKind, Fen>> | AssistanceRefused {
  const area = policyAreaOf(division);
  const found = (Object.keys(lineKinds) as LineKind[]).map((kind) => {
    const line = area === null ? null : parameters.find(area, `assistance/warning/line/${kind}`, day);
    return [kind, line?.kind === 'in-force' ? Number(line.value) : null] as const;
  });
  const missing = found.filter(([, line]) => line === null).map(([kind]) => lineKinds[kind]);
  if (missing.length > 0) {
    return refuse(
      'line-unconfirmed',
      `${division} ${day}的预警线（${missing.join('、')}）还没有人确认，不能预警；请在参数页录入本地文件规定的数并由另一人确认。`,
    );
  }
  return Object.fromEntries(found) as Record<LineKind, Fen>;
}

interface Standing {
  readonly direction: 'above' | 'below';
  readonly ordinal: number;
}

/** The latest event of each person and line. */
async function standing(db: Db, department: string, year: number): Promise<Map<string, Map<LineKind, Standing>>> {
  const rows = await db
    .selectFrom('burden_event')
    .distinctOn(['person_id', 'line_kind'])
    .select(['person_id', 'line_kind', 'direction', 'ordinal'])
    .where('department_id', '=', department)
    .where('year', '=', year)
    .orderBy('person_id')
    .orderBy('line_kind')
    .orderBy('ordinal', 'desc')
    .execute();
  const states = new Map<string, Map<LineKind, Standing>>();
  for (const { person_id, line_kind, direction, ordinal } of rows) {
    const of = states.get(person_id) ?? new Map<LineKind, Standing>();
    of.set(line_kind as LineKind, { direction: direction as Standing['direction'], ordinal });
    states.set(person_id, of);
  }
  return states;
}

/** Who of these has held an identity of assistance in the year. */
async function holders(db: Db, persons: readonly string[], year: number): Promise<ReadonlySet<string>> {
  if (persons.length === 0) return new Set();
  const rows = await db
    .selectFrom('insured_category')
    .select('person_id')
    .distinct()
    .where('person_id', 'in', persons)
    .where('from_date', '<=', `${year}-12-31`)
    .where((where) => where.or([where('to_date', 'is', null), where('to_date', '>=', `${year}-01-01`)]))
    .execute();
  return new Set(rows.map(({ person_id }) => person_id));
}

export interface BurdenEvent {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly identity: string;
  readonly area: string;
  readonly line: Fen;
  readonly lineKind: LineKind;
  readonly direction: 'above' | 'below';
  readonly burden: Fen;
  readonly seenOn: DateText;
  readonly push: string | null;
  /** Ready to be printed; null for who fell below. */
  readonly letter: Letter | null;
}

interface OfYear {
  readonly department: string;
  readonly year: number;
}

/** The events of a year, the latest first. */
export async function listBurdenEvents(
  db: Db,
  key: IdentityKey,
  { department, year }: OfYear,
): Promise<readonly BurdenEvent[]> {
  const rows = await db
    .selectFrom('burden_event as e')
    .innerJoin('insured_person as p', 'p.id', 'e.person_id')
    .innerJoin('department as d', 'd.id', 'e.department_id')
    .leftJoin('burden_push_event as x', 'x.event_id', 'e.id')
    .selectAll('e')
    .select(['p.name', 'p.identity_sealed as sealed', 'p.area', 'd.name as departmentName', 'x.push_id as push'])
    .where('e.department_id', '=', department)
    .where('e.year', '=', year)
    .orderBy('e.seen_at', 'desc')
    .orderBy('e.id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    person: row.person_id,
    name: row.name,
    identity: maskedIdentity(key, row.sealed),
    area: row.area,
    line: row.line,
    lineKind: row.line_kind as LineKind,
    direction: row.direction as BurdenEvent['direction'],
    burden: row.burden,
    seenOn: row.seen_on,
    push: row.push,
    letter:
      row.direction === 'above'
        ? letterOf('burden-warning', {
            name: row.name,
            year: String(year),
            burden: formatYuan(row.burden),
            line: formatYuan(row.line),
            told: row.push === null ? '将' : '已',
            department: row.departmentName,
            date: row.seen_on,
          })
        : null,
  }));
}

/** Hands everything that was not pushed yet to the monitoring of return to poverty, as one file with its hash. */
export function pushBurdens(
  db: Db,
  key: IdentityKey,
  command: Hand & { readonly year: number; readonly recipient: string },
): Promise<Done | AssistanceRefused> {
  const { id, department, year, recipient, by, at, today } = command;
  return within(db, async (trx): Promise<Done | AssistanceRefused> => {
    const form = idProblem(id) ?? (await departmentProblem(trx, department)) ?? textProblem({ 接收单位: recipient });
    if (form !== null) return form;
    const before = await trx.selectFrom('burden_push').select(['recipient']).where('id', '=', id).executeTakeFirst();
    if (before !== undefined) return before.recipient === recipient ? { id, again: true } : idUsed(id);
    // Two pushes at once go one after the other: the second finds what the first left.
    await trx.selectFrom('department').select('id').where('id', '=', department).forNoKeyUpdate().execute();
    const events = (await listBurdenEvents(trx, key, { department, year }))
      .filter(({ push }) => push === null)
      .reverse();
    if (events.length === 0) {
      return refuse('nothing-to-push', `${year}年没有还未推送的预警；新的结算以后请先查找，再推送。`);
    }
    const content = pushFile(events, year);
    await trx
      .insertInto('burden_push')
      .values({
        id,
        department_id: department,
        recipient,
        pushed_on: today,
        content,
        sha256: createHash('sha256').update(content).digest('hex'),
        made_by: by,
        made_at: at,
      })
      .execute();
    await trx
      .insertInto('burden_push_event')
      .values(events.map((event) => ({ event_id: event.id, push_id: id })))
      .execute();
    await trace(trx, command, 'warning.push', `burden-push:${id}`, {
      recipient,
      persons: events.length,
      content: fingerprintOf(content),
    });
    return { id, again: false };
  });
}

function pushFile(events: readonly BurdenEvent[], year: number): string {
  const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = events.map((event) => [
    event.name,
    event.identity,
    event.area,
    String(year),
    formatYuan(event.burden),
    formatYuan(event.line),
    lineKinds[event.lineKind],
    event.direction === 'above' ? '达到预警线' : '回落到线下',
    event.seenOn,
  ]);
  const head = ['姓名', '身份证号（遮盖）', '居住地', '年度', '个人负担（元）', '预警线（元）', '适用', '情况', '日期'];
  return `${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** The recipient has confirmed that it has the file. */
export function acknowledgePush(
  db: Db,
  command: Hand & { readonly recipientPerson: string; readonly on: DateText },
): Promise<Done | AssistanceRefused> {
  const { id, department, recipientPerson, on, today } = command;
  return within(db, async (trx): Promise<Done | AssistanceRefused> => {
    const problem = textProblem({ 签收人: recipientPerson });
    if (problem !== null) return problem;
    const row =
      idProblem(id) === null
        ? await trx
            .selectFrom('burden_push')
            .selectAll()
            .where('id', '=', id)
            .where('department_id', '=', department)
            .forUpdate()
            .executeTakeFirst()
        : undefined;
    if (row === undefined) return refuse('record-unknown', '没有这次推送，请从列表中选取。');
    if (row.acknowledged_on !== null) {
      if (row.acknowledged_on === on && row.acknowledged_by === recipientPerson) return { id, again: true };
      return refuse('state-unfit', `这次推送${row.acknowledged_on}已由${row.acknowledged_by}签收，不再改动。`);
    }
    if (on < row.pushed_on || on > today) {
      return refuse('date-malformed', `签收日期${on}应在推送（${row.pushed_on}）以后、今天（${today}）以前，请核对。`);
    }
    await trx
      .updateTable('burden_push')
      .set({ acknowledged_on: on, acknowledged_by: recipientPerson })
      .where('id', '=', id)
      .execute();
    await trace(trx, command, 'warning.push', `burden-push:${id}`, { acknowledged: on });
    return { id, again: false };
  });
}

export interface BurdenPush {
  readonly id: string;
  readonly recipient: string;
  readonly pushedOn: DateText;
  readonly sha256: string;
  readonly events: number;
  readonly by: string;
  readonly acknowledgedOn: DateText | null;
  readonly acknowledgedBy: string | null;
}

export async function listBurdenPushes(db: Db, department: string): Promise<readonly BurdenPush[]> {
  const rows = await db
    .selectFrom('burden_push as p')
    .select(['p.id', 'p.recipient', 'p.pushed_on', 'p.sha256', 'p.made_by', 'p.acknowledged_on', 'p.acknowledged_by'])
    .select(({ selectFrom }) =>
      selectFrom('burden_push_event as e')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .whereRef('e.push_id', '=', 'p.id')
        .as('events'),
    )
    .where('p.department_id', '=', department)
    .orderBy('p.made_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    recipient: row.recipient,
    pushedOn: row.pushed_on,
    sha256: row.sha256,
    events: Number(row.events ?? 0),
    by: row.made_by,
    acknowledgedOn: row.acknowledged_on,
    acknowledgedBy: row.acknowledged_by,
  }));
}

/** The file of a push, as it was handed over. */
export async function findBurdenPush(
  db: Db,
  id: string,
): Promise<{ readonly department: string; readonly content: string } | null> {
  if (idProblem(id) !== null) return null;
  const row = await db
    .selectFrom('burden_push')
    .select(['department_id as department', 'content'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}
