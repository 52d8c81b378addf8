import { type SignedIn, signedIn } from '@mingzhang/bureau/testing';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { otherUnit, salary, setUpBooks, unit } from '../../testing/books.ts';
import { type Answer, type Door, openDoor } from '../../testing/door.ts';

let store: Store;
let door: Door;
let accountant: SignedIn;
let reviewer: SignedIn;
let auditor: SignedIn;

const financial = `${unit}-financial`;
const budgetary = `${unit}-budgetary`;

beforeEach(async () => {
  store = await testDatabase();
  door = await openDoor(store);
  await setUpBooks(store, '2024-12');
  accountant = await signedIn(store.db, ['department-accountant'], { name: '林知微' });
  reviewer = await signedIn(store.db, ['department-reviewer']);
  auditor = await signedIn(store.db, ['auditor'], { department: 'cloud', unit });
});

afterEach(async () => {
  await door.app.close();
  await store.close();
});

const get = (url: string, who = auditor): Promise<Answer> => door.ask(who, 'GET', url);
const month = (name: string, step: 'open' | 'close', who: SignedIn): Promise<Answer> =>
  door.ask(who, 'POST', `/api/books/units/${unit}/periods/${name}/${step}`, {});

async function booked(date: string, amount: string, more: object = {}, dimensions: object = salary): Promise<string> {
  const id = newId();
  const content = { rule: 'expense-paid-by-treasury', lines: [{ amount, dimensions }] };
  const body = { id, unit, date, content, paymentOrder: '24-1', ...more };
  for (const [who, path, sent] of [
    [accountant, '', body],
    [reviewer, `/${id}/check`, { unit }],
    [accountant, `/${id}/book`, { unit }],
  ] as const) {
    const answer = await door.ask(who, 'POST', `/api/office/vouchers${path}`, sent);
    if (answer.status >= 300) throw new Error(answer.text);
  }
  return id;
}

describe('the books are read', () => {
  beforeEach(async () => {
    await booked('2024-01-10', '100.00');
    await booked('2024-02-10', '20.00', { text: '付2月电费' }, { ...salary, economyCode: '30206' });
    await booked('2024-02-20', '3.45');
  });

  test('departments with their units and sets, as far as one may look', async () => {
    const { json } = await get('/api/books/departments');
    expect(json.departments).toHaveLength(1);
    expect(json.departments[0].units).toEqual([
      {
        id: unit,
        name: unit,
        nature: 'administrative',
        sets: [
          { id: financial, book: 'financial', firstMonth: '2024-01', openedThrough: '2024-12', closedThrough: null },
          { id: budgetary, book: 'budgetary', firstMonth: '2024-01', openedThrough: '2024-12', closedThrough: null },
        ],
      },
    ]);
    expect((await get('/api/books/departments', accountant)).json.departments[0].units).toHaveLength(2);
    expect(await get(`/api/books/sets/${otherUnit}-financial/trial-balance?from=2024-01&to=2024-02`)).toMatchObject({
      status: 403,
      refusal: 'access#action-not-permitted',
    });
    expect(await get('/api/books/sets/nothing/trial-balance?from=2024-01&to=2024-02', accountant)).toMatchObject({
      status: 404,
      refusal: 'ledger#set-unknown',
    });
  });

  test('the trial balance of some months', async () => {
    const { json } = await get(`/api/books/sets/${financial}/trial-balance?from=2024-02&to=2024-03`);
    expect(json).toEqual({
      rows: [
        {
          account: '4001',
          code: '4001',
          name: '财政拨款收入',
          level: 1,
          normalSide: 'credit',
          opening: '-100.00',
          debit: '0.00',
          credit: '23.45',
          closing: '-123.45',
        },
        {
          account: '5001',
          code: '5001',
          name: '业务活动费用',
          level: 1,
          normalSide: 'debit',
          opening: '100.00',
          debit: '23.45',
          credit: '0.00',
          closing: '123.45',
        },
      ],
      total: { opening: '0.00', debit: '23.45', credit: '23.45', closing: '0.00' },
    });
    expect(await get(`/api/books/sets/${financial}/trial-balance?from=2024-02&to=2025-03`)).toMatchObject({
      status: 400,
      refusal: '#request-invalid',
    });
  });

  test('the ledger of an account by its dimensions, page by page', async () => {
    const ask = (more: string) =>
      get(`/api/books/sets/${budgetary}/account-ledger?account=7101&from=2024-02&to=2024-12${more}`);
    const { json } = await ask('&limit=1');
    expect(json).toMatchObject({ opening: '100.00', debit: '23.45', credit: '0.00', closing: '123.45', total: 2 });
    expect(json.lines).toMatchObject([
      { number: 1, text: '付2月电费', debit: '20.00', balance: '120.00', counterparts: [{ code: '6001' }] },
    ]);
    expect((await ask('&limit=1&offset=1')).json.lines).toMatchObject([
      { number: 2, debit: '3.45', balance: '123.45' },
    ]);
    expect(json.months[0]).toEqual({
      month: '2024-02',
      debit: '23.45',
      credit: '0.00',
      debitToDate: '123.45',
      creditToDate: '0.00',
      balance: '123.45',
    });
    const electricity = (await ask('&economyCode=302')).json;
    expect(electricity).toMatchObject({ opening: '0.00', closing: '20.00', total: 1 });
    expect((await ask('&source=non-fiscal-other')).json).toMatchObject({ closing: '0.00', total: 0, lines: [] });
  });

  test('the journal in order of time, found by words', async () => {
    const { json } = await get(`/api/books/sets/${financial}/journal?from=2024-01&to=2024-12&limit=2`);
    expect(json).toMatchObject({ total: 3, amount: '123.45' });
    expect(json.entries.map((entry: { date: string; number: number }) => [entry.date, entry.number])).toEqual([
      ['2024-01-10', 1],
      ['2024-02-10', 1],
    ]);
    const found = await get(
      `/api/books/sets/${financial}/journal?from=2024-01&to=2024-12&words=${encodeURIComponent('电费')}`,
    );
    expect(found.json).toMatchObject({ total: 1, amount: '20.00', entries: [{ text: '付2月电费' }] });
  });

  test('the whole set as plain text, with no voucher of another unit', async () => {
    for (const [format, sign] of [
      ['hledger', '2024-02-10 * ('],
      ['beancount', '2024-02-10 * "付2月电费"'],
    ] as const) {
      const answer = await get(`/api/books/sets/${financial}/export?format=${format}`);
      expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
      expect(answer.text.split('\n\n').filter((part) => part.startsWith('2024-') && part.includes('*'))).toHaveLength(
        3,
      );
      expect(answer.text).toContain(sign);
      expect(answer.text.endsWith('CNY\n')).toBe(true);
    }
  });

  test('every check of the ledger, with what it found', async () => {
    const { json } = await get(`/api/books/units/${unit}/checks`);
    expect(json.checks).toHaveLength(8);
    expect(json.checks[0]).toMatchObject({ id: 'entries-balance', runs: 6, findings: [] });
    await store.db
      .updateTable('ledger_leg')
      .set({ amount: 7 })
      .where('amount', '=', 345)
      .where('set_id', '=', financial)
      .execute();
    const again = (await get(`/api/books/units/${unit}/checks`)).json.checks;
    const failing = again.filter(({ findings }: { findings: unknown[] }) => findings.length > 0);
    expect(failing.map(({ id }: { id: string }) => id)).toEqual(['entries-balance', 'trial-balance-nets-to-zero']);
    expect(failing[0].findings[0].message).toContain('借贷相差-3.38元');
  });
});

describe('the months of a unit', () => {
  test('show what is left to do, and close in both books', async () => {
    await booked('2024-01-10', '100.00');
    const id = newId();
    const content = { rule: 'expense-paid-by-treasury', lines: [{ amount: '9.00', dimensions: salary }] };
    await door.ask(accountant, 'POST', '/api/office/vouchers', {
      id,
      unit,
      date: '2024-01-20',
      content,
      paymentOrder: '24-2',
    });
    const { json } = await get(`/api/books/units/${unit}/periods?year=2024`);
    expect(json.sets.map(({ book }: { book: string }) => book)).toEqual(['financial', 'budgetary']);
    expect(json.months[0]).toEqual({ month: '2024-01', made: 1, checked: 0, returned: 0, booked: 1 });
    expect(json.months).toHaveLength(12);
    expect(await month('2024-01', 'close', reviewer)).toMatchObject({
      status: 409,
      refusal: 'vouchers#month-vouchers-unbooked',
    });
    await door.ask(accountant, 'POST', `/api/office/vouchers/${id}/withdraw`, { unit, reason: '重复编制' });
    expect((await month('2024-01', 'close', reviewer)).json.periods).toMatchObject([
      { set: budgetary, closedThrough: '2024-01' },
      { set: financial, closedThrough: '2024-01' },
    ]);
    expect(await month('2024-03', 'close', reviewer)).toMatchObject({ refusal: 'ledger#period-out-of-order' });
    expect(await month('2025-01', 'open', accountant)).toMatchObject({ status: 200 });
    expect(await month('2025-01', 'open', reviewer)).toMatchObject({ status: 403 });
    expect(await month('2024-02', 'close', accountant)).toMatchObject({ status: 403 });
    const nowhere = await door.ask(accountant, 'POST', '/api/books/units/nowhere/periods/2025-01/open', {});
    expect(nowhere).toMatchObject({ status: 404, refusal: 'vouchers#unit-unknown' });
  });

  test('of two who close the same month at once, one does, and the other is told so', async () => {
    const other = await signedIn(store.db, ['department-reviewer']);
    await booked('2024-01-10', '100.00');
    const answers = await Promise.all([reviewer, other, reviewer, other].map((who) => month('2024-01', 'close', who)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const refusals = answers.flatMap(({ refusal }) => refusal ?? []);
    expect(new Set(refusals)).toEqual(new Set(['ledger#period-closed-already']));
    const kept = await store.db.selectFrom('ledger_snapshot').select('set_id').where('month', '=', '2024-01').execute();
    expect(kept.filter(({ set_id }) => set_id === financial)).toHaveLength(2);
    const trail = await store.db
      .selectFrom('trail_action')
      .select('action')
      .where('action', '=', 'period.close')
      .execute();
    expect(trail).toHaveLength(1);
  });

  test('a closing that was sent again with its key is answered as the first time', async () => {
    const close = () =>
      door.ask(reviewer, 'POST', `/api/books/units/${unit}/periods/2024-01/close`, {}, { 'idempotency-key': 'once' });
    const first = await close();
    expect(first.status).toBe(200);
    expect((await close()).json).toEqual(first.json);
  });

  test('the year-end is posted into both books, numbered, and leaves nothing', async () => {
    await booked('2024-12-10', '80.00');
    const yearEnd = () => door.ask(reviewer, 'POST', `/api/books/units/${unit}/year-ends`, { year: 2024 });
    expect((await yearEnd()).json.vouchers.map(({ number }: { number: number }) => number)).toEqual([2, 3]);
    expect((await yearEnd()).json.vouchers).toEqual([]);
    const closed = await get(`/api/books/sets/${financial}/trial-balance?from=2024-01&to=2024-12`);
    expect(closed.json.rows.every(({ closing }: { closing: string }) => closing === '0.00')).toBe(true);
    const before = await get(`/api/books/sets/${financial}/trial-balance?from=2024-01&to=2024-12&stage=before-closing`);
    expect(before.json.rows).toMatchObject([{ closing: '-80.00' }, { closing: '80.00' }]);
    const periods = await get(`/api/books/units/${unit}/periods?year=2024`);
    expect(periods.json.sets).toMatchObject([{ yearEndVouchers: 1 }, { yearEndVouchers: 1 }]);
  });
});

describe('the chart of a set', () => {
  test('has the accounts of the day, and grows by a detail that takes the entries over', async () => {
    const chart = async (date: string) =>
      (await get(`/api/books/sets/${financial}/accounts?date=${date}`)).json.accounts;
    const nameOn = async (date: string, code: string) =>
      (await chart(date)).find((row: { code: string }) => row.code === code)?.name;
    expect(await nameOn('2024-12-31', '1821')).toBe('文物文化资产');
    expect(await nameOn('2025-01-01', '1821')).toBe('文物资源');
    const detail = { key: '121801', code: '121801', name: '备用金', parent: '1218', from: '2024-02-01' };
    const add = (body: object, who = accountant) =>
      door.ask(who, 'POST', `/api/books/sets/${financial}/accounts`, body);
    expect(await add(detail, reviewer)).toMatchObject({ status: 403 });
    expect(await add(detail)).toMatchObject({ status: 201, json: { key: '121801' } });
    expect(await add(detail)).toMatchObject({ status: 422, refusal: 'ledger#account-code-taken' });
    const before = (await chart('2024-01-31')).find(({ code }: { code: string }) => code === '1218');
    const after = (await chart('2024-02-01')).find(({ code }: { code: string }) => code === '1218');
    expect([before.leaf, after.leaf]).toEqual([true, false]);
    const trail = await store.db
      .selectFrom('trail_action')
      .select('subject')
      .where('action', '=', 'account-set.manage')
      .execute();
    expect(trail).toEqual([{ subject: `account-set:${financial}` }]);
  });

  test('a code is confirmed only with a source, by the one who signs for it', async () => {
    const confirm = (body: object) => door.ask(accountant, 'POST', `/api/books/sets/${financial}/confirmations`, body);
    expect(await confirm({ key: 'nothing', code: '1111', source: '财会〔2017〕25号' })).toMatchObject({
      refusal: 'ledger#confirmation-account-unknown',
    });
    expect(await confirm({ key: '1001', code: '1001', source: ' ' })).toMatchObject({
      refusal: 'ledger#confirmation-incomplete',
    });
  });
});
