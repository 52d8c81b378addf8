import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Database, newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listTrail, listTrailActions, type TrailFilter } from './list-trail.ts';
import { findTrailState, hadHead, sealTrail, verifyTrail } from './seal.ts';
import { recordAction, systemPerson, type TrailEntry } from './trail.ts';

let store: Store;
beforeAll(async () => {
  store = await testDatabase();
  // Past the uniqueness that a careful hand would keep to.
  await sql`alter table trail_seal drop constraint trail_seal_person_id_action_id_key`.execute(store.db);
});
beforeEach(() => sql`truncate trail_action, trail_waiting, trail_seal`.execute(store.db));
afterAll(() => store.close());

const start = new Date('2024-06-03T01:00:00Z').getTime();

async function record(db: Kysely<Database>, number: number, more: Partial<TrailEntry> = {}): Promise<void> {
  const at = new Date(start + number * 1000);
  const entry = {
    id: newId(),
    at,
    person: systemPerson,
    action: 'voucher.make',
    subject: `voucher:${number}`,
    detail: { number },
  };
  await db.transaction().execute((trx) => recordAction(trx, { ...entry, ...more } as TrailEntry));
}

async function fill(count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) await record(store.db, number);
}

test('what is recorded waits, is sealed in order without gaps, and the chain is whole', async () => {
  await fill(5);
  expect(await findTrailState(store.db)).toEqual({ sealed: 0, unsealed: 5, head: null });
  expect((await verifyTrail(store.db)).failures).toEqual([]);
  expect(await sealTrail(store.db)).toBe(5);
  await record(store.db, 6);
  const { failures, sealed, unsealed, head } = await verifyTrail(store.db);
  expect([failures, sealed, unsealed, head?.length]).toEqual([[], 5, 1, 64]);
  expect(await sealTrail(store.db)).toBe(1);
  expect(await sealTrail(store.db)).toBe(0);
});

test('an action is recorded with what it tells of, or not at all', async () => {
  const work = store.db.transaction().execute(async (trx) => {
    await recordAction(trx, {
      id: newId(),
      at: new Date(),
      person: systemPerson,
      action: 'voucher.make',
      subject: '',
      detail: {},
    });
    throw new Error('rolled back');
  });
  await expect(work).rejects.toThrow('rolled back');
  expect(await findTrailState(store.db)).toEqual({ sealed: 0, unsealed: 0, head: null });
});

describe('whoever tampers with the trail is found', () => {
  const third = sql`(select action_id from trail_seal where sequence = 3)`;
  test.each`
    what                                   | statements                                                                                                                                                                                | failure
    ${'a text changed'}                    | ${[sql`update trail_action set detail = '{"number":9}' where id = ${third}`]}                                                                                                             | ${'第 3 号'}
    ${'a time changed'}                    | ${[sql`update trail_action set at = at - interval '1 second' where id = ${third}`]}                                                                                                       | ${'第 3 号'}
    ${'a person changed'}                  | ${[sql`update trail_action set person_id = gen_random_uuid() where id = ${third}`]}                                                                                                       | ${'第 3 号'}
    ${'a row deleted'}                     | ${[sql`delete from trail_action where id = ${third}`]}                                                                                                                                    | ${'第 3 号（编号 '}
    ${'a row and its seal deleted'}        | ${[sql`delete from trail_action where id = ${third}`, sql`delete from trail_seal where sequence = 3`]}                                                                                    | ${'第 3 至 3 号的封存不见了'}
    ${'a seal deleted'}                    | ${[sql`delete from trail_seal where sequence = 3`]}                                                                                                                                       | ${'第 3 至 3 号的封存不见了'}
    ${'a row inserted beside the system'}  | ${[sql`insert into trail_action select person_id, gen_random_uuid(), at, action, subject, detail from trail_action limit 1`]}                                                             | ${'不是经系统记下的'}
    ${'a waiting row deleted'}             | ${[sql`delete from trail_action where subject = 'voucher:6'`]}                                                                                                                            | ${'等待封存的留痕'}
    ${'a waiting row hidden'}              | ${[sql`delete from trail_waiting`]}                                                                                                                                                       | ${'不是经系统记下的'}
    ${'a sealed row put back'}             | ${[sql`insert into trail_waiting select person_id, action_id from trail_seal where sequence = 3`]}                                                                                        | ${'已经封存，又在等待封存'}
    ${'two rows exchanged'}                | ${[sql`update trail_seal set sequence = -2 where sequence = 2`, sql`update trail_seal set sequence = 2 where sequence = 3`, sql`update trail_seal set sequence = 3 where sequence = -2`]} | ${'第 2 号'}
    ${'two rows exchanged but not hashes'} | ${[sql`update trail_seal a set action_id = b.action_id from trail_seal b where a.sequence in (2, 3) and b.sequence = 5 - a.sequence`]}                                                    | ${'第 2 号'}
    ${'a hash changed'}                    | ${[sql`update trail_seal set hash = sha256('x') where sequence = 3`]}                                                                                                                     | ${'第 3 号'}
  `('$what', async ({ statements, failure }) => {
    await fill(5);
    await sealTrail(store.db);
    await record(store.db, 6);
    expect((await verifyTrail(store.db)).failures).toEqual([]);
    for (const statement of statements) await statement.execute(store.db);
    const { failures } = await verifyTrail(store.db);
    expect(failures.join('\n')).toContain(failure);
  });

  test('a change is told where it is, and not once more for everything after it', async () => {
    await fill(20);
    await sealTrail(store.db);
    await sql`update trail_action set subject = 'x' where id = ${third}`.execute(store.db);
    expect((await verifyTrail(store.db)).failures).toHaveLength(1);
  });
});

test('a trail whose end was cut off is whole in itself, and does not have the head that was noted', async () => {
  await fill(5);
  await sealTrail(store.db);
  const noted = await findTrailState(store.db);
  expect(await hadHead(store.db, 5, noted.head ?? '')).toBe(true);
  await record(store.db, 6);
  await sealTrail(store.db);
  expect(await hadHead(store.db, 5, noted.head ?? '')).toBe(true);
  expect(await hadHead(store.db, 6, noted.head ?? '')).toBe(false);
  await sql`delete from trail_action where subject in ('voucher:5', 'voucher:6')`.execute(store.db);
  await sql`delete from trail_seal where sequence > 4`.execute(store.db);
  expect((await verifyTrail(store.db)).failures).toEqual([]);
  await record(store.db, 7);
  await sealTrail(store.db);
  expect(await hadHead(store.db, 5, noted.head ?? '')).toBe(false);
});

test('eight appenders and three sealers at once: nothing waits for long, nothing is lost, the chain is whole', async () => {
  const each = 25;
  const appenders = Array.from({ length: 8 }, async (_, lane) => {
    for (let number = 0; number < each; number += 1) await record(store.db, lane * each + number, { person: newId() });
  });
  let done = false;
  const sealers = Array.from({ length: 3 }, async () => {
    while (!done) {
      await sealTrail(store.db);
      expect((await verifyTrail(store.db)).failures).toEqual([]);
    }
  });
  await Promise.all(appenders);
  done = true;
  await Promise.all(sealers);
  await sealTrail(store.db);
  const { failures, sealed, unsealed } = await verifyTrail(store.db);
  expect([failures, sealed, unsealed]).toEqual([[], 8 * each, 0]);
});

test('an open transaction holds up neither appenders nor the sealer, and is sealed when it is done', async () => {
  await store.db.transaction().execute(async (trx) => {
    await recordAction(trx, {
      id: newId(),
      at: new Date(start),
      person: systemPerson,
      action: 'voucher.make',
      subject: 'slow',
      detail: {},
    });
    await record(store.db, 1);
    expect(await sealTrail(store.db)).toBe(1);
  });
  expect(await sealTrail(store.db)).toBe(1);
  expect((await verifyTrail(store.db)).failures).toEqual([]);
});

test('waiting rows whose actions were taken away hold up nobody, and are found', async () => {
  await sql`insert into trail_waiting select ${systemPerson}::uuid, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid
            from generate_series(1, 300) as n`.execute(store.db);
  await fill(3);
  expect(await sealTrail(store.db)).toBe(3);
  const { failures, sealed } = await verifyTrail(store.db);
  expect(sealed).toBe(3);
  expect(failures.join('\n')).toContain('等待封存的留痕');
});

test('a sealer killed in the middle leaves the chain whole, and the next goes on', async () => {
  await sql`
    with made as (
      insert into trail_action
      select ${systemPerson}::uuid, gen_random_uuid(), now() + n * interval '1 ms', 'voucher.make', 'voucher:' || n, '{}'
        from generate_series(1, 30000) n returning person_id, id)
    insert into trail_waiting select person_id, id from made`.execute(store.db);
  const program = fileURLToPath(new URL('./testing/seal-until-killed.ts', import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, store.url], {
    stdio: 'inherit',
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await expect
    .poll(async () => (await findTrailState(store.db)).sealed, { timeout: 30_000, interval: 5 })
    .toBeGreaterThan(0);
  child.kill('SIGKILL');
  await ended;
  const killed = await verifyTrail(store.db);
  expect(killed.failures).toEqual([]);
  expect(killed.sealed + killed.unsealed).toBe(30_000);
  expect(killed.unsealed).toBeGreaterThan(0);
  await sealTrail(store.db);
  const { failures, sealed, unsealed } = await verifyTrail(store.db);
  expect([failures, sealed, unsealed]).toEqual([[], 30_000, 0]);
});

test('the trail is read latest first, by who, what and when, a page at a time', async () => {
  const person = newId();
  await fill(3);
  await record(store.db, 4, { person, action: 'pii.unmask', subject: 'person:x', detail: { reason: '核对\0' } });
  await sealTrail(store.db);
  await record(store.db, 5);
  const all: TrailFilter = { person: null, action: null, subject: null, from: null, to: null };
  const subjects = async (filter: Partial<TrailFilter>): Promise<readonly string[]> =>
    (await listTrail(store.db, { filter: { ...all, ...filter }, after: null, limit: 10 })).map(
      ({ subject }) => subject,
    );
  expect(await subjects({})).toEqual(['voucher:5', 'person:x', 'voucher:3', 'voucher:2', 'voucher:1']);
  expect(await subjects({ person })).toEqual(['person:x']);
  expect(await subjects({ action: 'pii.unmask' })).toEqual(['person:x']);
  expect(await subjects({ subject: 'voucher:' })).toHaveLength(4);
  expect(await subjects({ from: new Date(start + 2000), to: new Date(start + 4000) })).toEqual([
    'voucher:3',
    'voucher:2',
  ]);
  const [first, second] = await listTrail(store.db, { filter: all, after: null, limit: 2 });
  expect([first?.sequence, second?.sequence, second?.actionName, second?.detail]).toEqual([
    null,
    4,
    '显示完整身份证号',
    { reason: '核对\ufffd' },
  ]);
  const after = { at: new Date(second?.at ?? ''), id: second?.id ?? '' };
  expect((await listTrail(store.db, { filter: all, after, limit: 1 }))[0]?.subject).toBe('voucher:3');
  expect((await listTrailActions(store.db)).map(({ id }) => id)).toEqual(['pii.unmask', 'voucher.make']);
});
