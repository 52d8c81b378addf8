import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closePeriod } from '../../books/index.ts';
import { budgetary, financial, line, salary, setUpBooks, type TestBooks, unit } from '../../books/testing.ts';
import { verifiers } from '../../verify.ts';
import {
  bookVoucher,
  checkVoucher,
  findAttachment,
  findVoucher,
  keepAttachment,
  listVouchers,
  returnVoucher,
  reviseVoucher,
  type StepOutcome,
  type Submitted,
  submitVoucher,
  type VoucherSubmission,
  withdrawVoucher,
} from './index.ts';

const maker = newId();
const checker = newId();
const at = new Date('2024-06-30T08:00:00Z');
const today = '2024-06-30';

let store: Store;
let books: TestBooks;

beforeEach(async () => {
  store = await testDatabase();
  books = await setUpBooks(store.db, '2024-12');
});
afterEach(() => store.close());

const submission = (change: Partial<VoucherSubmission> = {}): VoucherSubmission => ({
  id: newId(),
  unit,
  date: '2024-03-15',
  content: { rule: 'expense-paid-by-treasury', lines: [line('120.50')] },
  paymentOrder: '2024-0001',
  maker,
  at,
  today,
  ...change,
});

const submit = (one: VoucherSubmission): Promise<Submitted> =>
  store.db.transaction().execute((trx) => submitVoucher(trx, one));
const revise = (one: VoucherSubmission): Promise<Submitted> =>
  store.db.transaction().execute((trx) => reviseVoucher(trx, one));
const step = (take: typeof checkVoucher, id: string, person: string, reason?: string): Promise<StepOutcome> =>
  store.db.transaction().execute((trx) => take(trx, { unit, id, person, at, today, reason }));
const book = (id: string, person = maker): Promise<StepOutcome> =>
  store.db.transaction().execute((trx) => bookVoucher(trx, books.charts, { unit, id, person, at, today }));

async function booked(change: Partial<VoucherSubmission> = {}): Promise<string> {
  const one = submission(change);
  const submitted = await submit(one);
  if ('refusal' in submitted) throw new Error(submitted.refusal.message);
  await step(checkVoucher, one.id, checker);
  const outcome = await book(one.id);
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  return one.id;
}

const refusalOf = (outcome: Submitted | StepOutcome): string | null =>
  'refusal' in outcome ? outcome.refusal.id : null;

async function failures(): Promise<readonly string[]> {
  const all = await Promise.all(verifiers.map(async (verifier) => (await verifier.run(store.db)).failures));
  return all.flat();
}

test('drawn up, checked by another, booked: posted into both books, numbered, and on the trail', async () => {
  const one = submission();
  expect(await submit(one)).toEqual({ id: one.id, again: false });
  expect(await submit(one)).toEqual({ id: one.id, again: true });
  expect(refusalOf(await step(checkVoucher, one.id, maker))).toBe('checker-is-maker');
  expect(await step(checkVoucher, one.id, checker)).toMatchObject({ state: 'checked' });
  expect(await book(one.id)).toEqual({
    state: 'booked',
    month: '2024-03',
    number: 1,
    payments: { tied: [], open: [] },
  });
  expect(refusalOf(await book(one.id))).toBe('voucher-state-unfit');
  const found = await findVoucher(store.db, unit, one.id);
  expect(found).toMatchObject({
    state: 'booked',
    total: 12_050,
    paymentOrder: '2024-0001',
    madeBy: maker,
    checkedBy: checker,
  });
  expect(found?.voucher.entries.map(({ set }) => set)).toEqual([financial, budgetary]);
  const legs = await store.db.selectFrom('ledger_leg').select('account').execute();
  expect(legs.map(({ account }) => account).sort()).toEqual(['4001', '5001', '6001', '7101']);
  const trail = await store.db.selectFrom('trail_action').select('action').orderBy('id').execute();
  expect(trail.map(({ action }) => action)).toEqual(['voucher.make', 'voucher.check', 'voucher.book']);
  expect(await failures()).toEqual([]);
});

test('numbers are given in the order of booking, month by month, without gaps even where several book at once', async () => {
  const ids: string[] = [];
  for (let made = 0; made < 12; made += 1) {
    const one = submission({ date: made % 2 === 0 ? '2024-03-15' : '2024-04-15' });
    await submit(one);
    await step(checkVoucher, one.id, checker);
    ids.push(one.id);
  }
  const outcomes = await Promise.all(ids.map((id) => book(id)));
  const numbers = outcomes.map((one) => ('refusal' in one ? one.refusal.id : `${one.month} ${one.number}`)).sort();
  expect(numbers).toEqual(
    ['2024-03', '2024-04'].flatMap((month) => [1, 2, 3, 4, 5, 6].map((number) => `${month} ${number}`)),
  );
  expect(await failures()).toEqual([]);
});

test('a booking that the ledger refuses uses up no number and changes nothing', async () => {
  const one = submission();
  await submit(one);
  await step(checkVoucher, one.id, checker);
  for (const set of [financial, budgetary]) {
    for (const month of ['2024-01', '2024-02', '2024-03']) await closePeriod(store.db, books.charts, set, month, today);
  }
  expect(refusalOf(await book(one.id))).toBe('period-closed');
  expect(await findVoucher(store.db, unit, one.id)).toMatchObject({ state: 'checked', number: null });
  await booked({ date: '2024-04-01' });
  expect(await failures()).toEqual([]);
});

test.each([
  [
    'an amount of nothing',
    { content: { rule: 'expense-paid-by-treasury', lines: [line('0')] } },
    'amount-not-positive',
  ],
  ['a rule that is none', { content: { rule: 'gift-received', lines: [line('1.00')] } }, 'event-not-covered'],
  ['a day to come', { date: '2024-07-01' }, 'date-in-future'],
  ['no payment order', { paymentOrder: null }, 'payment-order-missing'],
  [
    'project money without its project',
    { content: { rule: 'expense-paid-by-treasury', lines: [line('1.00', { ...salary, spending: 'project' })] } },
    'project-missing',
  ],
  ['a file that was not uploaded', { attachments: ['0'.repeat(64)] }, 'attachment-unknown'],
  ['an id that is none', { id: crypto.randomUUID() }, 'id-malformed'],
  [
    'legs that do not balance',
    {
      content: {
        entries: [
          {
            set: financial,
            legs: [
              { account: '1002', side: 'debit', amount: 100, dimensions: {} },
              { account: '2307', side: 'credit', amount: 99, dimensions: {} },
            ],
          },
        ],
      },
      text: '收到代管款项',
    },
    'entry-unbalanced',
  ],
] as const)('%s is refused when it is submitted: %s', async (_, change, refusal) => {
  expect(refusalOf(await submit(submission(change as Partial<VoucherSubmission>)))).toBe(refusal);
  expect((await listVouchers(store.db, { unit, limit: 10, offset: 0 })).total).toBe(0);
});

test('sent back, drawn up anew by its maker only, and withdrawn', async () => {
  const one = submission();
  await submit(one);
  expect(refusalOf(await step(returnVoucher, one.id, checker))).toBe('reason-missing');
  expect(await step(returnVoucher, one.id, checker, '功能分类应为2101504')).toMatchObject({ state: 'returned' });
  const changed = { ...one, content: { rule: 'expense-paid-by-treasury', lines: [line('130.00')] } };
  expect(refusalOf(await submit(changed))).toBe('voucher-resubmitted-differently');
  expect(refusalOf(await revise({ ...changed, maker: checker }))).toBe('voucher-of-another-maker');
  expect(await revise(changed)).toEqual({ id: one.id, again: false });
  expect(await findVoucher(store.db, unit, one.id)).toMatchObject({ state: 'made', total: 13_000, reason: null });
  expect(await step(withdrawVoucher, one.id, maker, '重复编制')).toMatchObject({ state: 'withdrawn' });
  expect(refusalOf(await step(checkVoucher, one.id, checker))).toBe('voucher-state-unfit');
  expect(refusalOf(await step(checkVoucher, newId(), checker))).toBe('voucher-unknown');
  expect(refusalOf(await revise(submission()))).toBe('voucher-unknown');
});

test('a booked voucher is taken back whole, once, by a voucher that says why', async () => {
  const original = await booked();
  const back = (reason: string) => submission({ date: '2024-04-01', content: { takesBack: original, reason } });
  expect(refusalOf(await submit(back(' ')))).toBe('reason-missing');
  const first = back('功能分类记错');
  expect(await submit(first)).toEqual({ id: first.id, again: false });
  const second = back('再冲一次');
  expect(await submit(second)).toEqual({ id: second.id, again: false });
  for (const { id } of [first, second]) await step(checkVoucher, id, checker);
  expect(await book(first.id)).toMatchObject({ month: '2024-04', number: 1 });
  expect(refusalOf(await book(second.id))).toBe('reversal-repeated');
  const found = await findVoucher(store.db, unit, first.id);
  expect(found?.text).toBe('冲销2024-03记-1：功能分类记错');
  const { rows } = await listVouchers(store.db, { unit, month: '2024-04', state: 'booked', limit: 10, offset: 0 });
  expect(rows.map(({ id }) => id)).toEqual([first.id]);
  expect(await failures()).toEqual([]);
});

test('what is not booked cannot be taken back', async () => {
  const one = submission();
  await submit(one);
  const back = submission({ content: { takesBack: one.id, reason: '记错了' } });
  expect(refusalOf(await submit(back))).toBe('voucher-state-unfit');
  const unknown = submission({ content: { takesBack: newId(), reason: '记错了' } });
  expect(refusalOf(await submit(unknown))).toBe('voucher-unknown');
});

test('attachments are kept once, by what they hold', async () => {
  const bytes = new TextEncoder().encode('发票');
  const keep = (name: string) => keepAttachment(store.db, { name, mediaType: 'text/plain', bytes, by: maker, at });
  const sha256 = await keep('发票.txt');
  expect(await keep('发票副本.txt')).toBe(sha256);
  expect((await findAttachment(store.db, sha256))?.name).toBe('发票.txt');
  expect(await findAttachment(store.db, '0'.repeat(64))).toBeNull();
  const id = await booked({ attachments: [sha256] });
  expect((await findVoucher(store.db, unit, id))?.files).toEqual([
    { sha256, name: '发票.txt', mediaType: 'text/plain', size: 6 },
  ]);
});

test('vouchers are found by month, state and words', async () => {
  await booked({ text: '支付三月办公费', paymentOrder: '2024-0107' });
  await submit(submission({ text: '支付四月电费', date: '2024-04-20' }));
  const texts = async (filter: Omit<Parameters<typeof listVouchers>[1], 'unit' | 'limit' | 'offset'>) =>
    (await listVouchers(store.db, { unit, limit: 10, offset: 0, ...filter })).rows.map(({ text }) => text);
  expect(await texts({})).toEqual(['支付四月电费', '支付三月办公费']);
  expect(await texts({ month: '2024-03' })).toEqual(['支付三月办公费']);
  expect(await texts({ state: 'made' })).toEqual(['支付四月电费']);
  expect(await texts({ words: '0107' })).toEqual(['支付三月办公费']);
  expect(await texts({ words: '电费' })).toEqual(['支付四月电费']);
});

test('verification finds a lost number, and a voucher whose amount is not the one posted', async () => {
  await booked();
  await booked();
  await store.db.updateTable('office_voucher').set({ number: 7 }).where('number', '=', 1).execute();
  expect((await failures()).join()).toContain('编号不连续');
  await store.db.updateTable('office_voucher').set({ number: 1, total: 1 }).where('number', '=', 7).execute();
  expect((await failures()).join()).toContain('金额与账上不同');
});
