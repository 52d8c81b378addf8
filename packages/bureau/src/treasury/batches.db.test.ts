/** Payable → batch → file → paid or returned, on a database: by two people, once, to the fen, and the books behind it. */
import { type ParameterSet } from '@mingzhang/kernel';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identityKey, sealText } from '../access/index.ts';
import { parametersOf } from '../parameters/index.ts';
import { cancelSettlement, settleVisit } from '../settlement/index.ts';
import { insured, stay } from '../settlement/testing.ts';
import { checkPayee, enterPayee, listPayees } from './accounts.ts';
import { type ResultRow } from './bank-files.ts';
import {
  checkBatch,
  exportBatch,
  listBatches,
  listBatchLines,
  makeBatch,
  paymentsOf,
  takeResult,
  withdrawBatch,
} from './batches.ts';
import { listPayables } from './payables.ts';
import { checker, department, maker, sets, setUpTreasury, type TestTreasury, yuan } from './testing.ts';
import { treasuryVerifiers } from './verify.ts';

const key = identityKey(Buffer.alloc(32, 7));
let store: Store;
let t: TestTreasury;
let parameters: ParameterSet;
let order = 100;

beforeAll(async () => {
  store = await testDatabase();
  t = await setUpTreasury(store.db, '2024-08', { resident: '1000000.00' });
  parameters = await parametersOf(store.db);
  await t.move({
    kind: 'fiscal-to-payment',
    fund: 'resident',
    amount: yuan('50000.00'),
    date: '2024-06-01',
    account: t.account(sets.resident, 'fiscal'),
    toAccount: t.account(sets.resident, 'payment'),
  });
});
afterAll(() => store.close());

async function outcome(work: Promise<object>): Promise<string> {
  const done = (await work) as { refusal?: { list: string; id: string }; again?: boolean };
  if (done.refusal !== undefined) return `${done.refusal.list} ${done.refusal.id}`;
  return done.again === true ? 'again' : 'new';
}

/** Somebody's stay of 12000.00 in a hospital of its own, of which the fund pays 7360.00. */
async function settled(institution: string): Promise<{ readonly person: string; readonly id: string }> {
  order += 1;
  const person = await insured(store.db, String(order));
  const command = stay(person, 'ZY-1', newId());
  const done = await settleVisit(store.db, t.charts, parameters, {
    ...command,
    visit: { ...command.visit, institution },
  });
  if ('refusal' in done) throw new Error(done.refusal.message);
  return { person, id: done.id };
}

const hand = (by: string) => t.hand(by, '2024-07-10');
const payables = async () => listPayables(store.db, department, sets.resident, '2024-07-10');
const make = (id: string, more: object = {}) =>
  makeBatch(store.db, {
    department,
    id,
    set: sets.resident,
    through: '2024-07-10',
    lines: 1,
    total: yuan('7360.00'),
    ...hand(maker),
    ...more,
  });
const take = (rows: readonly ResultRow[], sha256: string) =>
  takeResult(store.db, key, t.charts, {
    department,
    id: newId(),
    name: '回盘.csv',
    sha256,
    rows,
    problems: [],
    count: rows.length,
    ...hand(maker),
  });

async function booked(): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql<{ account: string; amount: number }>`
    select account, sum(amount)::bigint as amount from ledger_leg where set_id = ${sets.resident} group by 1`.execute(
    store.db,
  );
  return Object.fromEntries(rows.map(({ account, amount }) => [account, amount]));
}

const failuresOf = async (wanted: string, db: Store['db'] = store.db): Promise<readonly string[] | undefined> =>
  (await treasuryVerifiers.find(({ id }) => id === wanted)?.run(db))?.failures;

const agree = async () => {
  expect(await failuresOf('fund-statements-agree-with-settlements')).toEqual([]);
  expect(await failuresOf('waiting-is-in-no-batch')).toEqual([]);
};

// The second goes on from the books that the first leaves.
describe('batches', { shuffle: false }, () => {
  test('from what settlements owe to what the bank paid, returned, and paid at last', { timeout: 60_000 }, async () => {
    const [first, second] = ['青禾县第一医院', '青禾县第二医院'];
    await settled(first);
    expect(await outcome(make(newId()))).toBe('treasury payables-none');
    const payee = await t.payee(first);
    expect((await payables()).map(({ name, amount, payee: to }) => [name, amount, to])).toEqual([
      [first, yuan('7360.00'), payee],
    ]);
    await t.payee(second);
    const gone = await settled(second);
    expect(await outcome(make(newId()))).toBe('treasury payables-changed');
    expect(await outcome(make(newId(), { set: 'nothing' }))).toBe('treasury fund-without-books');
    const id = newId();
    const both = { lines: 2, total: yuan('14720.00') };
    expect(await outcome(make(id, both))).toBe('new');
    expect(await outcome(make(id, both))).toBe('again');
    expect(await payables()).toEqual([]);
    const batchHand = { department, id };
    expect(await outcome(exportBatch(store.db, key, { ...batchHand, ...hand(maker) }))).toBe(
      'treasury batch-state-unfit',
    );
    expect(await outcome(checkBatch(store.db, { ...batchHand, ...hand(maker) }))).toBe('access checker-is-maker');
    // One of its settlements is taken back meanwhile: the batch would pay too much.
    await cancelSettlement(store.db, t.charts, {
      department,
      person: gone.person,
      id: newId(),
      cancels: gone.id,
      reason: '传错',
      by: newId(),
      at: new Date('2024-07-09T02:00:00Z'),
      today: '2024-07-09',
    });
    expect(await outcome(checkBatch(store.db, { ...batchHand, ...hand(checker) }))).toBe('treasury payables-changed');
    expect(await outcome(withdrawBatch(store.db, { ...batchHand, reason: '有撤销的', ...hand(maker) }))).toBe('new');
    // What was settled and taken back nets to nothing; nothing is paid for it.
    expect((await payables()).map(({ name, amount }) => [name, amount])).toEqual([
      [first, yuan('7360.00')],
      [second, 0],
    ]);
    await settled(second);
    const next = newId();
    expect(await outcome(make(next, both))).toBe('new');
    expect(await outcome(checkBatch(store.db, { department, id: next, ...hand(checker) }))).toBe('new');
    const file = await exportBatch(store.db, key, { department, id: next, ...hand(maker) });
    if ('refusal' in file) throw new Error(file.refusal.message);
    expect(file.text.split('\r\n')).toHaveLength(4);
    expect(await exportBatch(store.db, key, { department, id: next, ...hand(maker) })).toEqual(file);
    const lines = (await listBatchLines(store.db, department, next)) ?? [];
    const rowOf = (index: number, more: Partial<ResultRow> = {}): ResultRow => {
      const line = lines[index];
      if (line === undefined) throw new Error('no such line');
      const { number, amount } = line;
      const said = { row: index + 2, batch: file.number, line: line.line, number, amount, reference: `LS${index}` };
      return { ...said, outcome: 'paid', reason: '', date: '2024-07-10', ...more };
    };
    // One line is wrong: it is told, the other is booked.
    const answer = await take([rowOf(0), rowOf(1, { amount: 1 })], 'hash-1');
    expect(answer).toMatchObject({
      rows: 2,
      taken: 1,
      problems: [{ row: 3, message: expect.stringContaining('没有入账') }],
    });
    expect(await outcome(take([rowOf(0)], 'hash-1'))).toBe('treasury file-taken-already');
    expect(await take([rowOf(0), rowOf(1, { outcome: 'returned', reason: '户名不符' })], 'hash-2')).toMatchObject({
      taken: 1,
      problems: [{ row: 2, message: expect.stringContaining('已经付讫') }],
    });
    expect(await booked()).toMatchObject({
      'benefit-payable': -yuan('7360.00'),
      'payment-account-deposit': yuan('42640.00'),
      'benefit-expense': yuan('14720.00'),
    });
    await agree();
    expect(
      (await listBatches(store.db, department)).map(({ state, paid, returned }) => [state, paid, returned]),
    ).toEqual([
      ['finished', yuan('7360.00'), yuan('7360.00')],
      ['withdrawn', 0, 0],
    ]);
    // Returned, it is payable again; the other comes back from the bank after all.
    expect(await payables()).toHaveLength(1);
    await take([rowOf(0, { outcome: 'returned', reason: '账户已销户' })], 'hash-3');
    expect(await booked()).toMatchObject({
      'benefit-payable': -yuan('14720.00'),
      'payment-account-deposit': yuan('50000.00'),
    });
    await agree();
    expect((await payables()).map(({ amount }) => amount)).toEqual([yuan('7360.00'), yuan('7360.00')]);
    // A new account of the payee takes the old one's place when a second person has checked it.
    const account = { department, id: newId(), kind: 'institution', name: first, bank: '建行', number: '6227' };
    expect(await outcome(enterPayee(store.db, { ...account, ...hand(maker) }))).toBe('new');
    expect(await outcome(checkPayee(store.db, { department, id: account.id, ...hand(maker) }))).toBe(
      'access checker-is-maker',
    );
    expect(await outcome(checkPayee(store.db, { department, id: newId(), ...hand(checker) }))).toBe(
      'treasury payee-unknown',
    );
    expect(await outcome(checkPayee(store.db, { department, id: account.id, ...hand(checker) }))).toBe('new');
    expect(
      (await listPayees(store.db, department))
        .filter(({ name }) => name === first)
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['ended', 'standing']);
    expect((await payables()).find(({ name }) => name === first)?.payee).toBe(account.id);
    expect(await outcome(checkBatch(store.db, { department, id: newId(), ...hand(checker) }))).toBe(
      'treasury batch-unknown',
    );
    const none = { rows: 1, taken: 0, problems: [{ message: expect.stringContaining('没有批次') }] };
    expect(await take([rowOf(0, { batch: 'P-0' })], 'hash-4')).toMatchObject(none);
  });

  test('a person is paid to their own sealed account, line by line, and again after the bank returned it', async () => {
    const [paid, again] = [await settled('青禾县第五医院'), await settled('青禾县第五医院')];
    await store.db
      .insertInto('settlement_payee')
      .values(
        [paid, again].map(({ person, id }, index) => {
          const account = sealText(key, `623058000000000${index}`);
          return {
            person_id: person,
            settlement_id: id,
            name: `领款人${index}`,
            bank: '青禾县农商银行',
            account_sealed: account,
          };
        }),
      )
      .execute();
    const owed = (await payables()).filter(({ kind }) => kind === 'person');
    expect(owed.map(({ name, amount }) => [name, amount])).toEqual([
      ['领款人0', yuan('7360.00')],
      ['领款人1', yuan('7360.00')],
    ]);
    const id = newId();
    const now = (await payables()).filter(({ payee }) => payee !== null);
    const total = now.reduce((sum, { amount }) => sum + amount, 0);
    expect(await outcome(make(id, { lines: now.length, total }))).toBe('new');
    expect(await outcome(checkBatch(store.db, { department, id, ...hand(checker) }))).toBe('new');
    const file = await exportBatch(store.db, key, { department, id, ...hand(maker) });
    if ('refusal' in file) throw new Error(file.refusal.message);
    expect(file.text).toContain('领款人1,6230580000000001,青禾县农商银行,7360.00');
    const lines = (await listBatchLines(store.db, department, id)) ?? [];
    expect(lines.filter(({ number }) => number === '封存')).toHaveLength(2);
    const answer = (order: number, result: 'paid' | 'returned'): ResultRow => ({
      row: order + 2,
      batch: file.number,
      line: lines.find(({ name }) => name === `领款人${order}`)?.line ?? 0,
      number: `623058000000000${order}`,
      amount: yuan('7360.00'),
      outcome: result,
      reason: result === 'returned' ? '账号已销户' : '',
      date: '2024-07-10',
      reference: `P${order}`,
    });
    const payments = async () =>
      new Map((await paymentsOf(store.db, [paid.id, again.id])).map(({ settlement, ...one }) => [settlement, one]));
    expect((await payments()).get(paid.id)).toEqual({ paid: 0, returned: '' });
    expect(await take([answer(0, 'paid'), answer(1, 'returned')], 'persons')).toMatchObject({ taken: 2, problems: [] });
    expect((await payments()).get(paid.id)).toEqual({ paid: yuan('7360.00'), returned: '' });
    expect((await payments()).get(again.id)).toEqual({ paid: 0, returned: '账号已销户' });
    expect((await payables()).filter(({ kind }) => kind === 'person').map(({ name }) => name)).toEqual(['领款人1']);
    await agree();
  });

  test('what waits and is in a batch, or is in none and does not wait, is found', async () => {
    await t.payee('青禾县第九医院');
    await settled('青禾县第九医院');
    const broken = async (spoil: (trx: Store['db']) => Promise<unknown>): Promise<number | undefined> => {
      const undone = new Error('undone');
      let found: number | undefined;
      const spoiled = store.db.transaction().execute(async (trx) => {
        await spoil(trx);
        found = (await failuresOf('waiting-is-in-no-batch', trx))?.length;
        throw undone;
      });
      await expect(spoiled).rejects.toBe(undone);
      return found;
    };
    expect(await broken((trx) => sql`delete from settlement_waiting`.execute(trx))).toBeGreaterThan(0);
    expect(
      await broken((trx) => sql`update settlement_waiting set set_id = ${sets.assistance}`.execute(trx)),
    ).toBeGreaterThan(0);
    expect(await failuresOf('waiting-is-in-no-batch')).toEqual([]);
  });
});
