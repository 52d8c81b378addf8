import { keepAttachment } from '@mingzhang/bureau';
import { line, type SignedIn, salary, setUpBooks, signedIn, type TestBooks } from '@mingzhang/bureau/testing';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../app.ts';

let store: Store;
let app: FastifyInstance;
let accountant: SignedIn;
let checker: SignedIn;
let books: TestBooks;

beforeAll(async () => {
  store = await testDatabase();
  books = await setUpBooks(store.db, '2024-12');
  const reception = { ...salary, economyCode: '30217' };
  await books.post(books.voucher('salary-paid-by-treasury', '2024-03-15', [line('30000.17')]));
  await books.post(books.voucher('expense-paid-by-treasury', '2024-03-16', [line('88.00', reception)]));
  await books.post(books.voucher('expense-paid-by-treasury', '2024-04-16', [line('12.00', reception)]));
  const pool = {
    audit: () => Promise.reject(new Error('nothing is audited here')),
    load: () => ({ running: 0, waiting: 0 }),
    close: () => Promise.resolve(),
  };
  app = await createApp({ db: store.db, pool, checks: [], version: '0.0.0', webRoot: null });
  accountant = await signedIn(store.db, ['department-accountant'], { name: '林会计' });
  checker = await signedIn(store.db, ['department-reviewer'], { name: '周复核' });
});
afterAll(async () => {
  await app.close();
  await store.close();
});

async function ask(who: SignedIn | null, method: 'GET' | 'POST', url: string, body?: object) {
  const response = await app.inject({
    method,
    url,
    headers: { host: 'localhost', ...(who === null ? {} : { cookie: who.cookie }) },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: response.statusCode, json: response.json() as Record<string, unknown> & { type?: string } };
}

const refusalOf = ({ json }: { json: { type?: string } }) => json.type?.split('#')[1];

test('a figure with its value, its evidence down to the voucher, and page by page', async () => {
  const url = '/api/figures/three-public-final?year=2024&area=990101';
  expect((await ask(accountant, 'GET', url)).json).toMatchObject({
    id: 'three-public-final',
    term: '“三公”经费决算',
    unit: '元',
    aggregation: 'sum',
    value: '100.00',
    basis: 'computed',
    asOf: '2024-12-31',
  });
  const first = await ask(accountant, 'GET', '/api/figures/three-public-final/evidence?year=2024&limit=1');
  expect(first.json).toMatchObject({ rows: [{ amount: '88.00', date: '2024-03-16', voucher: { unit: 'qinghe' } }] });
  const after = encodeURIComponent(String(first.json.next));
  const second = await ask(
    accountant,
    'GET',
    `/api/figures/three-public-final/evidence?year=2024&limit=1&after=${after}`,
  );
  expect(second.json).toMatchObject({ rows: [{ amount: '12.00' }], next: null });
});

test('a ratio gives its formula and its operands instead', async () => {
  const { json } = await ask(
    accountant,
    'GET',
    '/api/figures/three-public-share/evidence?year=2024&at=part%3Dreception',
  );
  expect(json).toMatchObject({
    rows: [],
    formula: 'three-public-final / three-public-final{*}',
    operands: [
      { figure: 'three-public-final', value: '100.00', at: { part: 'reception' } },
      { figure: 'three-public-final', value: '100.00', at: {} },
    ],
  });
});

test('the catalogue, with and without the values of a year', async () => {
  const bare = (await ask(accountant, 'GET', '/api/figures')).json as { figures: { values: unknown[] }[] };
  expect(bare.figures.length).toBeGreaterThan(200);
  const { figures } = (await ask(accountant, 'GET', '/api/figures?year=2024')).json as {
    figures: { id: string; values: { at: object; value: string | null }[] }[];
  };
  const income = figures.find(({ id }) => id === 'income-final');
  expect(income?.values.map(({ at, value }) => [at, value])).toEqual([
    [{}, '30100.17'],
    [{ income: 'fiscal' }, '30100.17'],
    [{ income: 'general' }, '30100.17'],
  ]);
});

test.each([
  ['/api/figures/no-such?year=2024', 404, 'figure-unknown'],
  ['/api/figures/three-public-final?year=2024&at=part%3Dbanquet', 422, 'coordinates-unknown'],
  ['/api/figures/three-public-final?year=2024&area=110101', 404, 'department-unknown'],
  ['/api/figures/three-public-final', 400, 'request-invalid'],
  ['/api/office/statements?year=2019&template=hunan-2024', 404, 'books-of-year-missing'],
  [
    '/api/office/statements/evidence?year=2024&template=hunan-2024&table=income&row=9&column=total',
    404,
    'statement-cell-unknown',
  ],
])('%s is answered with %i %s', async (url, status, refusal) => {
  const answer = await ask(accountant, 'GET', url);
  expect([answer.status, refusalOf(answer)]).toEqual([status, refusal]);
});

test('nobody reads figures without signing in', async () => {
  expect((await ask(null, 'GET', '/api/figures?year=2024')).status).toBe(401);
});

test('a cell of a statement is followed back to its legs', async () => {
  const { json } = await ask(accountant, 'GET', '/api/office/statements?year=2024&template=hunan-2024');
  const { tables, findings } = json as { tables: { id: string; title: string }[]; findings: unknown[] };
  expect(findings).toEqual([]);
  expect(tables).toHaveLength(9);
  const evidence = await ask(
    accountant,
    'GET',
    '/api/office/statements/evidence?year=2024&template=hunan-2024&table=expenditure&row=2101501&column=basic',
  );
  expect(evidence.json).toMatchObject({ text: '3.01', yuan: '30100.17' });
  expect((evidence.json.rows as { amount: string }[]).map(({ amount }) => amount)).toEqual([
    '30000.17',
    '88.00',
    '12.00',
  ]);
});

test('a value is declared by one and checked by another', async () => {
  const bytes = new TextEncoder().encode('台账');
  const by = accountant.personId;
  const attachment = await keepAttachment(store.db, {
    name: '台账.txt',
    mediaType: 'text/plain',
    bytes,
    by,
    at: new Date(),
  });
  const draft = {
    id: newId(),
    department: 'qinghe',
    kind: 'declared',
    figure: 'insured-persons',
    at: {},
    period: { from: '2024-01-01', to: '2024-12-31' },
    cutOff: { kind: 'year-end', date: '2024-12-31' },
    value: '583437',
    denominator: null,
    sourceRegister: '参保登记台账',
    survey: null,
    attachment,
    replaces: null,
  };
  expect((await ask(accountant, 'POST', '/api/figure-declarations', draft)).status).toBe(201);
  const check = (who: SignedIn) =>
    ask(who, 'POST', `/api/figure-declarations/${draft.id}/check`, { department: 'qinghe' });
  expect(refusalOf(await check(accountant))).toBe('action-not-permitted');
  expect((await check(checker)).status).toBe(200);
  expect(refusalOf(await check(checker))).toBe('declaration-state-unfit');
  const { json } = await ask(accountant, 'GET', '/api/figures/insured-persons?year=2024');
  expect(json).toMatchObject({ value: '583437', basis: 'declared', asOf: '2024-12-31' });
  const list = await ask(accountant, 'GET', '/api/figure-declarations?year=2024');
  expect(list.json).toMatchObject({ declarations: [{ maker: '林会计', checker: '周复核', state: 'checked' }] });
  const money = { ...draft, id: newId(), figure: 'three-public-final', value: '1.00' };
  expect(refusalOf(await ask(accountant, 'POST', '/api/figure-declarations', money))).toBe('figure-is-computed');
});
