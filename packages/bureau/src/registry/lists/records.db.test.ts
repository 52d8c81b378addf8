import { type Category } from '@mingzhang/policy';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkCharacter, identityKey } from '../../access/index.ts';
import { addDepartment } from '../../books/index.ts';
import { categoriesKnown, findInsured, registerInsured } from '../index.ts';
import { enterCategory, enterDeath, type Trx } from '../records.ts';
import { confirmList, handInList, listLists, viewList, withdrawList } from './index.ts';
import { type TypedRow } from './read.ts';

let store: Store;
const key = identityKey(Buffer.alloc(32, 7));
const [maker, checker] = [newId(), newId()];
const at = new Date('2024-06-30T02:00:00Z');
const hand = { by: maker, at, today: '2024-06-30' };
const persons = new Map<string, string>();

beforeAll(async () => {
  store = await testDatabase();
  await addDepartment(store.db, { id: 'demo', name: '禾丰县医疗保障局', area: '990102' });
  for (const [index, name] of ['段守田', '何满秀', '龙大贵', '廖福生'].entries()) {
    const id = newId();
    const draft = { name, number: numberOf(index), bornOn: '1952-01-30', area: '990102101203' };
    await done((trx) => registerInsured(trx, key, { id, ...hand, ...draft }));
    persons.set(name, id);
  }
  await done((trx) =>
    enterCategory(trx, {
      person: persons.get('何满秀') ?? '',
      id: newId(),
      ...hand,
      category: 'low-income',
      from: '2023-01-01',
      knownSince: '2023-01-10',
      document: '2023年名单',
    }),
  );
  await done((trx) => enterDeath(trx, { person: persons.get('廖福生') ?? '', ...hand, diedOn: '2024-02-01' }));
});
afterAll(() => store.close());

function numberOf(index: number): string {
  const first = `99010219520130${600 + index}`;
  return `${first}${checkCharacter(first)}`;
}

const within = <T>(work: (trx: Trx) => Promise<T>): Promise<T> => store.db.transaction().execute(work);

async function done(work: (trx: Trx) => Promise<object>): Promise<void> {
  const outcome = await within(work);
  if ('refusal' in outcome) throw new Error(JSON.stringify(outcome.refusal));
}

const said = (outcome: object): string =>
  'refusal' in outcome
    ? (outcome.refusal as { id: string }).id
    : (outcome as { again: boolean }).again
      ? 'again'
      : 'new';

const line = (number: number, name: string, identity: string): TypedRow => {
  return { line: number, name, number: identity, category: '低保', from: '' };
};

const list = {
  department: 'demo',
  source: 'civil-affairs',
  categories: ['low-income'],
  whole: true,
  asOf: '2024-06-01',
  knownSince: '2024-06-20',
  document: '禾民函〔2024〕6号',
  file: '低保名单.xlsx',
} as const;

const handIn = (id: string, sha256: string, rows: readonly TypedRow[], more: object = {}) =>
  within((trx) => handInList(trx, key, { id, ...hand, ...list, sha256, rows, ...more }));

async function known(name: string, day: string, on: string): Promise<readonly Category[]> {
  const person = await findInsured(store.db, persons.get(name) ?? '');
  return categoriesKnown(person?.categories ?? [], day, on);
}

describe('lists, one after the other', { shuffle: false }, () => {
  test('a list is handed in once, changes nothing until another confirms it, and what was known when stays', async () => {
    const [id, wrong] = [newId(), `${numberOf(2).slice(0, 17)}${numberOf(2).endsWith('1') ? '2' : '1'}`];
    const rows = [
      line(2, '段守田', numberOf(0)),
      line(3, '龙大贵', wrong),
      line(4, '廖福生', numberOf(3)),
      line(5, '陌生人', numberOf(9)),
    ];
    expect(said(await handIn(id, 'a'.repeat(64), rows))).toBe('new');
    expect(await handIn(newId(), 'a'.repeat(64), rows)).toEqual({ id, again: true });
    expect(said(await handIn(id, 'b'.repeat(64), rows))).toBe('id-used');
    expect(said(await handIn(newId(), 'c'.repeat(64), rows, { categories: ['monitored'] }))).toBe('category-unknown');
    expect(said(await handIn(newId(), 'c'.repeat(64), rows, { knownSince: '2024-07-01' }))).toBe('date-in-future');
    const viewed = await viewList(store.db, id);
    expect(viewed?.plan).toMatchObject({
      started: [{ name: '段守田', from: '2024-06-01' }],
      ended: [{ name: '何满秀', to: '2024-05-31' }],
      unchanged: 0,
      problems: [{ id: 'number-wrong' }, { id: 'dead' }, { id: 'person-unknown' }],
    });
    expect(await known('段守田', '2024-06-10', '2024-06-30')).toEqual([]);
    const confirm = (by: string, seen = viewed?.seen ?? '') => within((trx) => confirmList(trx, { id, by, at, seen }));
    expect(said(await confirm(maker))).toBe('checker-is-maker');
    expect(said(await confirm(checker, 'something else'))).toBe('list-changed');
    expect(said(await confirm(checker))).toBe('new');
    expect(said(await confirm(checker))).toBe('again');
    expect(said(await confirm(newId()))).toBe('list-settled');
    expect(said(await within((trx) => withdrawList(trx, { id, by: maker, at })))).toBe('list-settled');
    // Paid on the 15th, before the list came: then nobody knew.
    expect(await known('段守田', '2024-06-10', '2024-06-15')).toEqual([]);
    expect(await known('段守田', '2024-06-10', '2024-06-20')).toEqual(['low-income']);
    expect(await known('何满秀', '2024-06-10', '2024-06-15')).toEqual(['low-income']);
    expect(await known('何满秀', '2024-06-10', '2024-06-20')).toEqual([]);
    expect(await listLists(store.db, 'demo')).toMatchObject([
      { id, state: 'confirmed', rows: 4, done: { by: checker, started: 1, ended: 1, unchanged: 0, problems: 3 } },
    ]);
  });

  test('no whole number is kept of a list, right or wrong', async () => {
    const { rows } = await sql<{ text: string }>`select r::text as text from category_list_row r`.execute(store.db);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ text }) => /\d{17}/.test(text.replace(/\\x[0-9a-f]+/, '')))).toEqual([]);
  });

  test('what changed since it was looked at is looked at again; a list that was withdrawn may come again', async () => {
    const id = newId();
    const rows = [line(2, '龙大贵', numberOf(2)), line(3, '段守田', numberOf(0))];
    expect(said(await handIn(id, 'd'.repeat(64), rows))).toBe('new');
    const seen = (await viewList(store.db, id))?.seen ?? '';
    await done((trx) => enterDeath(trx, { person: persons.get('龙大贵') ?? '', ...hand, diedOn: '2024-05-01' }));
    expect(said(await within((trx) => confirmList(trx, { id, by: checker, at, seen })))).toBe('list-changed');
    const withdraw = () => within((trx) => withdrawList(trx, { id, by: maker, at }));
    expect([said(await withdraw()), said(await withdraw())]).toEqual(['new', 'again']);
    expect(said(await handIn(newId(), 'd'.repeat(64), rows))).toBe('new');
    expect(await viewList(store.db, newId())).toBeNull();
    expect(said(await within((trx) => confirmList(trx, { id: newId(), by: checker, at, seen })))).toBe('list-unknown');
  });
});
