import { balancesThrough, closingOf, dimensionText, emptySnapshot, reversalOf, type Voucher } from '@mingzhang/ledger';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifiers } from '../verify.ts';
import { readTrialBalance } from './balances.ts';
import {
  accountSets,
  addDetailAccount,
  balancesAt,
  closePeriod,
  openPeriod,
  postYearEnd,
  readEntries,
} from './index.ts';
import { budgetary, financial, line, salary, setUpBooks, type TestBooks, unit } from './testing.ts';

let store: Store;
let books: TestBooks;

beforeEach(async () => {
  store = await testDatabase();
  books = await setUpBooks(store.db, '2024-12');
});
afterEach(() => store.close());

async function failures(): Promise<readonly string[]> {
  const all = await Promise.all(verifiers.map(async (verifier) => (await verifier.run(store.db)).failures));
  return all.flat();
}

const entriesOf = (voucher: Voucher) => readEntries(store.db, [{ set_id: financial, voucher_id: voucher.id }]);

async function setNamed(id: string) {
  const set = (await accountSets(store.db, unit)).find((one) => one.id === id);
  if (set === undefined) throw new Error(id);
  return set;
}

test('a voucher is posted into both books and read back whole', async () => {
  const voucher = books.voucher('salary-paid-by-treasury', '2024-03-15', [line('1552.69')]);
  expect(await books.post(voucher)).toMatchObject({ outcome: 'accepted' });
  const entries = await entriesOf(voucher);
  expect(entries.map(({ set, legs }) => [set, legs.map((leg) => `${leg.account} ${leg.side} ${leg.amount}`)])).toEqual([
    [financial, ['5001 debit 155269', '4001 credit 155269']],
    [budgetary, ['7101 debit 155269', '6001 credit 155269']],
  ]);
  expect(await failures()).toEqual([]);
});

test('the same voucher sent again is recognised, also after its month was closed', async () => {
  const voucher = books.voucher('salary-paid-by-treasury', '2024-01-15', [line('10.00')]);
  await books.post(voucher);
  expect((await books.post(voucher)).outcome).toBe('recorded-before');
  await closePeriod(store.db, books.charts, financial, '2024-01', '2024-02-01');
  expect((await books.post(voucher)).outcome).toBe('recorded-before');
  const other = { ...voucher, text: '另一件事' };
  expect(await books.post(other)).toMatchObject({ outcome: 'refused', refusal: { id: 'voucher-id-used' } });
  const stolen = {
    ...books.voucher('salary-paid-by-treasury', '2024-03-15', [line('9.00')]),
    entries: voucher.entries,
  };
  expect(await books.post(stolen)).toMatchObject({ outcome: 'refused', refusal: { id: 'entry-id-used' } });
});

test.each`
  what                          | change                                                 | refusal
  ${'an unbalanced voucher'}    | ${(v: Voucher) => withAmount(v, 999)}                  | ${'entry-unbalanced'}
  ${'a date after today'}       | ${(v: Voucher) => ({ ...v, date: '2024-12-31' })}      | ${'date-in-future'}
  ${'a month that is not open'} | ${(v: Voucher) => ({ ...v, date: '2023-12-31' })}      | ${'period-before-books'}
  ${'an id of another version'} | ${(v: Voucher) => ({ ...v, id: crypto.randomUUID() })} | ${'id-malformed'}
  ${'an id that is none'}       | ${(v: Voucher) => ({ ...v, id: '第一号' })}            | ${'id-malformed'}
  ${'an account that is none'}  | ${(v: Voucher) => withAccount(v, '9999')}              | ${'account-unknown'}
  ${'an account not in force'}  | ${(v: Voucher) => withAccount(v, '1821')}              | ${null}
`('$what: $refusal', async ({ change, refusal }: { change: (voucher: Voucher) => Voucher; refusal: string | null }) => {
  const voucher = change(books.voucher('salary-paid-by-treasury', '2024-03-15', [line('10.00')]));
  const decision = await books.post(voucher, '2024-12-01');
  expect(decision.outcome === 'refused' ? decision.refusal.id : null).toBe(refusal);
  const written = await store.db.selectFrom('ledger_voucher').select('id').execute();
  expect(written).toHaveLength(refusal === null ? 1 : 0);
  if (refusal !== null) expect(await failures()).toEqual([]);
});

function withAmount(voucher: Voucher, amount: number): Voucher {
  const [first, ...rest] = voucher.entries;
  if (first === undefined) throw new Error('no entry');
  const legs = first.legs.map((leg, index) => (index === 0 ? { ...leg, amount } : leg));
  return { ...voucher, entries: [{ ...first, legs }, ...rest] };
}

function withAccount(voucher: Voucher, account: string): Voucher {
  const [first, ...rest] = voucher.entries;
  if (first === undefined) throw new Error('no entry');
  const legs = first.legs.map((leg, index) => (index === 0 ? { ...leg, account } : leg));
  return { ...voucher, entries: [{ ...first, legs }, ...rest] };
}

test('eight who post the same voucher at once post it once', async () => {
  const voucher = books.voucher('salary-paid-by-treasury', '2024-03-15', [line('10.00')]);
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => books.post(voucher)));
  expect(outcomes.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1);
  expect(outcomes.filter(({ outcome }) => outcome === 'recorded-before')).toHaveLength(7);
});

test('of two who take the same voucher back at once, one does', async () => {
  const voucher = books.voucher('salary-paid-by-treasury', '2024-03-15', [line('10.00')]);
  await books.post(voucher);
  const entries = await entriesOf(voucher);
  const back = () =>
    books.post(reversalOf(entries, { id: newId(), date: '2024-04-01', text: '冲销', entryIds: [newId(), newId()] }));
  const outcomes = await Promise.all([back(), back()]);
  const shown = outcomes.map((one) => (one.outcome === 'refused' ? one.refusal.id : one.outcome)).sort();
  expect(shown).toEqual(['accepted', 'reversal-repeated']);
  const { rows } = await balancesAt(store.db, await setNamed(budgetary), '2024-04');
  expect(rows.map(closingOf)).toEqual([0, 0]);
  expect(await failures()).toEqual([]);
});

test('of two who close the same month at once, one does; the month takes nothing more', async () => {
  await books.post(books.voucher('salary-paid-by-treasury', '2024-01-15', [line('10.00')]));
  const close = () => closePeriod(store.db, books.charts, budgetary, '2024-01', '2024-02-01');
  const outcomes = await Promise.all([close(), close()]);
  expect(outcomes.map((one) => ('refusal' in one ? one.refusal.id : 'closed')).sort()).toEqual([
    'closed',
    'period-closed-already',
  ]);
  const late = books.voucher('salary-paid-by-treasury', '2024-01-31', [line('10.00')]);
  expect(await books.post(late)).toMatchObject({ outcome: 'refused', refusal: { id: 'period-closed' } });
  expect(await failures()).toEqual([]);
});

test('postings and closings that meet leave no entry in a closed month unseen by its balances', async () => {
  const vouchers = Array.from({ length: 30 }, (_, index) =>
    books.voucher('salary-paid-by-treasury', '2024-01-15', [line(`${index + 1}.00`)]),
  );
  const close = async () => {
    await closePeriod(store.db, books.charts, financial, '2024-01', '2024-02-01');
    await closePeriod(store.db, books.charts, budgetary, '2024-01', '2024-02-01');
  };
  const outcomes = await Promise.all([...vouchers.map((voucher) => books.post(voucher)), close()]);
  expect(outcomes).toHaveLength(31);
  expect(await failures()).toEqual([]);
});

test('balances from snapshots equal a replay of all entries, over two years', async () => {
  const { db } = store;
  const project = {
    ...salary,
    functionCode: '2101506',
    economyCode: '30227',
    spending: 'project',
    project: 'JB-01',
  } as const;
  const vouchers: Voucher[] = [];
  for (let month = 1; month <= 12; month += 1) {
    const date = `2024-${String(month).padStart(2, '0')}-15`;
    vouchers.push(books.voucher('salary-paid-by-treasury', date, [line(`${month}00.17`)]));
    vouchers.push(books.voucher('expense-paid-by-treasury', date, [line('33.33', project), line('0.01')]));
  }
  vouchers.push(
    books.voucher('other-income-received', '2024-06-30', [line('5.00', { ...salary, source: 'non-fiscal-other' })]),
  );
  for (const voucher of vouchers) expect(await books.post(voucher)).toMatchObject({ outcome: 'accepted' });
  for (const set of [financial, budgetary]) {
    for (let month = 1; month <= 11; month += 1) {
      const name = `2024-${String(month).padStart(2, '0')}`;
      expect(await closePeriod(db, books.charts, set, name, '2025-01-05')).toHaveProperty('state');
    }
    const unfinished = await closePeriod(db, books.charts, set, '2024-12', '2025-01-05');
    expect('refusal' in unfinished && unfinished.refusal.id).toBe('year-end-not-posted');
    const command = { set, year: 2024, today: '2025-01-05', by: '李会计', at: new Date('2025-01-05T08:00:00Z'), newId };
    const yearEnd = await postYearEnd(db, books.charts, command);
    if ('refusal' in yearEnd) throw new Error(yearEnd.refusal.message);
    vouchers.push(...yearEnd.vouchers);
    expect(await postYearEnd(db, books.charts, command)).toEqual({ vouchers: [] });
    expect(await closePeriod(db, books.charts, set, '2024-12', '2025-01-05')).toHaveProperty('state');
    expect(await openPeriod(db, books.charts, set, '2025-01')).toHaveProperty('state');
  }
  const next = books.voucher('salary-paid-by-treasury', '2025-01-10', [line('8.00')]);
  await books.post(next);
  vouchers.push(next);
  for (const id of [financial, budgetary]) {
    const set = await setNamed(id);
    const entries = vouchers.flatMap(({ id: voucher, kind, date, text, entries: drafts }) =>
      drafts.filter((draft) => draft.set === id).map((draft) => ({ ...draft, voucher, kind, date, text })),
    );
    for (const month of ['2024-01', '2024-07', '2024-12', '2025-01']) {
      const replay = balancesThrough(emptySnapshot(set), entries, month);
      expect(await balancesAt(db, set, month)).toEqual(replay);
    }
    const ordinary = entries.filter(({ kind }) => kind !== 'closing');
    expect(await balancesAt(db, set, '2024-12', 'before-closing')).toEqual(
      balancesThrough(emptySnapshot(set), ordinary, '2024-12'),
    );
    const trial = await readTrialBalance(db, set, '2024-01', '2024-12');
    expect(trial.total).toMatchObject({ opening: 0, closing: 0 });
    expect(trial.total.debit).toBe(trial.total.credit);
  }
  expect(await failures()).toEqual([]);
});

test('a detail account takes over from its account, for whoever holds an older chart too', async () => {
  const bank = books.voucher('expense-paid-from-bank', '2024-03-15', [line('10.00')]);
  expect((await books.post(bank)).outcome).toBe('accepted');
  const detail = { key: '100201', code: '100201', name: '基本户存款', parent: '1002', from: '2024-01-01' };
  expect(await addDetailAccount(store.db, financial, detail)).toHaveProperty('set');
  expect(await addDetailAccount(store.db, financial, detail)).toMatchObject({ refusal: { id: 'account-code-taken' } });
  const again = books.voucher('expense-paid-from-bank', '2024-03-15', [line('10.00')]);
  expect(await books.post(again)).toMatchObject({ outcome: 'refused', refusal: { id: 'account-not-leaf' } });
});

test.each([
  ['an amount', sql`update ledger_leg set amount = amount + 1 where line = 1`, '借贷相差'],
  ['a leg', sql`delete from ledger_leg where line = 2`, '不足两行'],
  ['an entry', sql`delete from ledger_entry where set_id = ${budgetary}`, '没有分录'],
  ['a kept balance', sql`update ledger_snapshot set debit = debit + 100 where account = '5001'`, '应有 5001'],
  ['a date', sql`update ledger_leg set date = '2024-02-01'`, '日期、性质与分录不同'],
  ['an account', sql`update ledger_leg set account = '9999' where account = '4001'`, '9999'],
])('verification finds %s that somebody changed past us', async (_, change, message) => {
  await books.post(books.voucher('salary-paid-by-treasury', '2024-01-15', [line('10.00')]));
  await closePeriod(store.db, books.charts, financial, '2024-01', '2024-02-01');
  expect(await failures()).toEqual([]);
  await change.execute(store.db);
  expect((await failures()).join('\n')).toContain(message);
});

test('dimensions are kept as one text in their order', async () => {
  await books.post(books.voucher('salary-paid-by-treasury', '2024-01-15', [line('10.00')]));
  const legs = await store.db.selectFrom('ledger_leg').select('dimensions').where('account', '=', '7101').execute();
  expect(legs).toEqual([{ dimensions: dimensionText(salary) }]);
});
