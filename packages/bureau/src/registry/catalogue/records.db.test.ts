/** The 目录 on the database: what two people agree on, and what becomes of a file afterwards. */
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TypedItem } from './decide.ts';
import {
  catalogueHistory,
  confirmCatalogueImport,
  type HandInCatalogue,
  handInCatalogue,
  listCatalogueImports,
  viewCatalogueImport,
  withdrawCatalogueImport,
} from './records.ts';

let store: Store;
beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.close());

const at = new Date('2024-03-05T02:00:00Z');
const [clerk, reviewer] = [newId(), newId()];

function itemRow(code: string, other: Partial<TypedItem> = {}): TypedItem {
  const empty = { kind: '', specification: '', priceLimit: '', firstPay: '', from: '', to: '' };
  return { line: 2, code, name: '示例', class: '甲类', ...empty, ...other };
}

async function handIn(rows: readonly TypedItem[], other: Partial<HandInCatalogue> = {}): Promise<string> {
  const head = { from: '2024-01-01', whole: false, document: '省医保发〔2024〕1号', file: '目录.csv', sha256: newId() };
  const command = { id: newId(), by: clerk, at, ...head, rows, ...other };
  const made = await store.db.transaction().execute((trx) => handInCatalogue(trx, command));
  return 'refusal' in made ? made.refusal.id : made.id;
}

async function confirm(id: string, seen?: string): Promise<string | boolean> {
  const saw = seen ?? (await viewCatalogueImport(store.db, id))?.seen ?? '';
  const made = await store.db
    .transaction()
    .execute((trx) => confirmCatalogueImport(trx, { id, by: reviewer, at, seen: saw }));
  return 'refusal' in made ? made.refusal.id : made.again;
}

async function withdraw(id: string): Promise<string | boolean> {
  const made = await store.db.transaction().execute((trx) => withdrawCatalogueImport(trx, { id, by: clerk, at }));
  return 'refusal' in made ? made.refusal.id : made.again;
}

test('two files at once: the second is looked at again after the first', async () => {
  const one = await handIn([itemRow('XA01')]);
  const two = await handIn([itemRow('XA01', { class: '乙类', from: '2024-02-01' })]);
  const seen = (await viewCatalogueImport(store.db, two))?.seen ?? '';
  expect(await confirm(one)).toBe(false);
  expect(await confirm(two, seen)).toBe('import-changed');
  expect(await confirm(two)).toBe(false);
  expect(await confirm(two)).toBe(true);
  expect((await catalogueHistory(store.db, 'XA01')).map((item) => [item.class, item.from, item.to])).toEqual([
    ['b', '2024-02-01', null],
    ['a', '2024-01-01', '2024-01-31'],
  ]);
  expect(await withdraw(one)).toBe('import-settled');
});

test('what is withdrawn is not confirmed, and what is not there neither', async () => {
  const id = await handIn([itemRow('XA02')]);
  expect(await withdraw(id)).toBe(false);
  expect(await withdraw(id)).toBe(true);
  expect(await confirm(id)).toBe('import-settled');
  expect(await confirm(newId())).toBe('import-unknown');
  expect(await confirm('17')).toBe('import-unknown');
  expect((await listCatalogueImports(store.db)).find((one) => one.id === id)?.state).toBe('withdrawn');
});

test('an id is one file', async () => {
  const id = newId();
  expect(await handIn([itemRow('XA03')], { id, sha256: 'a' })).toBe(id);
  expect(await handIn([itemRow('XA03')], { id, sha256: 'a' })).toBe(id);
  expect(await handIn([itemRow('XA04')], { id, sha256: 'b' })).toBe('id-used');
});
