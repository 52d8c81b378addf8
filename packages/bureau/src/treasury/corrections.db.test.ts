/**
 * 补差 of what was paid to persons, from the re-run to the bank: what it adds is owed to the person who was paid, what it takes is theirs to
 * give back, and nothing of it is the institution's.
 *
 *     7360.00 paid to 甲 for a stay; 低保 becomes known: 医疗救助 +1848.00 to 甲; 低保 turns out wrong: −1848.00, to be recovered from 甲
 */
import { formatYuan, type ParameterSet } from '@mingzhang/kernel';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identityKey, sealText } from '../access/index.ts';
import { parametersOf } from '../parameters/index.ts';
import { endCategory, enterCategory } from '../registry/index.ts';
import { settleVisit } from '../settlement/index.ts';
import { bookRerun, computeRerun, enterRerun } from '../settlement/rerun/index.ts';
import { insured, stay } from '../settlement/testing.ts';
import { settlementVerifiers } from '../settlement/verify.ts';
import {
  checkBatch,
  exportBatch,
  listBatchLines,
  listPayables,
  makeBatch,
  payableNow,
  takeResult,
  withdrawBatch,
} from './batches.ts';
import { checker, department, maker, must, sets, setUpTreasury, type TestTreasury, yuan } from './testing.ts';
import { treasuryVerifiers } from './verify.ts';

const key = identityKey(Buffer.alloc(32, 7));
const hospital = '青禾县第六医院';
let store: Store;
let t: TestTreasury;
let parameters: ParameterSet;
let order = 100;
let day = '2024-07-10';

beforeAll(async () => {
  store = await testDatabase();
  t = await setUpTreasury(store.db, '2024-08', { resident: '1000000.00', assistance: '1000000.00' });
  const shipped = await parametersOf(store.db);
  parameters = shipped.confirming(
    shipped.rows
      .filter(({ key: name, value }) => name.startsWith('assistance/benefit/low-income/') && value !== null)
      .map(({ area, key: name, from, value }) => ({
        ...{ area, key: name, from, value: value ?? 0 },
        ...{ document: '试验', by: '周敏' },
      })),
  );
  for (const fund of ['resident', 'assistance'] as const) {
    await t.move({
      ...{ kind: 'fiscal-to-payment', fund, amount: yuan('50000.00'), date: '2024-06-01' },
      account: t.account(sets[fund], 'fiscal'),
      toAccount: t.account(sets[fund], 'payment'),
    });
  }
  await t.payee(hospital);
});
afterAll(() => store.close());

const hand = (by: string) => t.hand(by, day);

/** Somebody's stay of 12000.00, of which the fund pays 7360.00: to themselves where they have a name, else to the hospital. */
async function settled(name: string | null): Promise<string> {
  order += 1;
  const person = await insured(store.db, String(order));
  const command = stay(person, 'ZY-1', newId());
  const visit = { ...command.visit, institution: hospital };
  const done = await settleVisit(store.db, t.charts, parameters, { ...command, visit });
  if ('refusal' in done) throw new Error(done.refusal.message);
  if (name === null) return person;
  await store.db
    .insertInto('settlement_payee')
    .values({
      ...{ person_id: person, settlement_id: done.id, name, bank: '青禾县农商银行' },
      account_sealed: sealText(key, `62305800000000${order}`),
    })
    .execute();
  return person;
}

/** 低保 from January on, known on the day; gives the entry's id. */
async function nowKnown(person: string): Promise<string> {
  const id = newId();
  await store.db.transaction().execute(async (trx) => {
    const span = {
      category: 'low-income',
      from: '2024-01-01',
      knownSince: day,
      document: '青民认〔2024〕8号',
    } as const;
    const entered = await enterCategory(trx, { person, id, ...hand(maker), ...span });
    if ('refusal' in entered) throw new Error(entered.refusal.message);
  });
  return id;
}

/** It turns out that it never held. */
async function neverHeld(person: string, id: string): Promise<void> {
  await store.db.transaction().execute(async (trx) => {
    const ended = await endCategory(trx, { person, id, ...hand(maker), to: '2023-12-31', knownSince: day });
    if ('refusal' in ended) throw new Error(ended.refusal.message);
  });
}

/** The year settled again, and its differences booked by another person. */
async function rerun(): Promise<void> {
  const run = {
    id: newId(),
    department,
    year: 2024,
    scope: 'year',
    scopeValue: '',
    basis: '青民认〔2024〕8号',
  } as const;
  const done = [
    await enterRerun(store.db, { ...run, ...hand(maker) }),
    await computeRerun(store, run.id, parameters),
    await bookRerun(store.db, t.charts, parameters, { id: run.id, department, ...hand(checker) }),
  ];
  for (const one of done) if ('refusal' in one) throw new Error(JSON.stringify(one.refusal));
}

const payables = (set: string) => listPayables(store.db, department, set, day);
const owed = async (set: string): Promise<readonly string[]> =>
  (await payables(set))
    .map(({ kind, name, settlements, amount }) => `${kind} ${name} ${settlements} ${formatYuan(amount)}`)
    .sort();

async function gather(set: string): Promise<string> {
  const now = payableNow(await payables(set));
  const id = newId();
  const total = now.reduce((sum, { amount }) => sum + amount, 0);
  must(await makeBatch(store.db, { department, id, set, through: day, lines: now.length, total, ...hand(maker) }));
  return id;
}

/** Everything that is owed is gathered, checked, and paid by the bank; gives the payment file. */
async function payAll(set: string): Promise<string> {
  const id = await gather(set);
  must(await checkBatch(store.db, { department, id, ...hand(checker) }));
  const file = must(await exportBatch(store.db, key, { department, id, ...hand(maker) }));
  const lines = (await listBatchLines(store.db, department, id)) ?? [];
  const cells = file.text.split('\r\n').map((row) => row.split(','));
  const accounts = new Map(cells.map((row) => [row[1], row[4] ?? '']));
  const rows = lines.map(({ line, amount }, index) => ({
    ...{
      row: index + 2,
      batch: file.number,
      line,
      number: accounts.get(String(line)) ?? '',
      amount,
      outcome: 'paid' as const,
    },
    ...{ reason: '', date: day, reference: `LS${line}` },
  }));
  const answer = { department, id: newId(), name: '回盘.csv', sha256: id, rows, problems: [], count: rows.length };
  expect(must(await takeResult(store.db, key, t.charts, { ...answer, ...hand(maker) }))).toMatchObject({
    taken: rows.length,
    problems: [],
  });
  return file.text;
}

async function failures(): Promise<readonly string[]> {
  const found = await Promise.all([...settlementVerifiers, ...treasuryVerifiers].map(({ run }) => run(store.db)));
  return found.flatMap((one) => one.failures);
}

async function bookedPayable(set: string): Promise<string> {
  const { rows } = await sql<{ amount: number }>`
    select coalesce(-sum(amount), 0)::bigint as amount from ledger_leg
    where set_id = ${set} and account = 'benefit-payable'`.execute(store.db);
  return formatYuan(rows[0]?.amount ?? 0);
}

// Each goes on from what the one before it paid.
describe('corrections', { shuffle: false }, () => {
  const people: Record<string, string> = {};
  const entries: Record<string, string> = {};

  test('what a re-run adds is owed to whoever was paid: the person, or the institution', {
    timeout: 120_000,
  }, async () => {
    for (const name of ['收款甲', '收款乙']) people[name] = await settled(name);
    const patient = await settled(null);
    await payAll(sets.resident);
    for (const name of ['收款甲', '收款乙']) entries[name] = await nowKnown(people[name] ?? '');
    await nowKnown(patient);
    await rerun();
    expect(await owed(sets.assistance)).toEqual([
      `institution ${hospital} 1 1848.00`,
      'person 收款乙 1 1848.00',
      'person 收款甲 1 1848.00',
    ]);
    expect(await owed(sets.resident)).toEqual([]);
    expect(await bookedPayable(sets.assistance)).toBe('5544.00');
    // To the accounts that the claims named, opened for the file.
    expect(await payAll(sets.assistance)).toMatch(/收款甲,62305800000000101,青禾县农商银行,1848\.00/);
    expect(await owed(sets.assistance)).toEqual([]);
    expect(await bookedPayable(sets.assistance)).toBe('0.00');
    expect(await failures()).toEqual([]);
  });

  test('what a re-run takes is the person’s to give back, and is set against what is owed to them next', {
    timeout: 120_000,
  }, async () => {
    day = '2024-07-12';
    for (const name of ['收款甲', '收款乙']) await neverHeld(people[name] ?? '', entries[name] ?? '');
    await rerun();
    const both = ['person 收款乙 1 -1848.00', 'person 收款甲 1 -1848.00'];
    expect(await owed(sets.assistance)).toEqual(both);
    expect(payableNow(await payables(sets.assistance))).toEqual([]);
    expect(await bookedPayable(sets.assistance)).toBe('-3696.00');
    day = '2024-07-14';
    await nowKnown(people.收款乙 ?? '');
    await rerun();
    expect(await owed(sets.assistance)).toEqual(['person 收款乙 2 0.00', 'person 收款甲 1 -1848.00']);
    expect(await failures()).toEqual([]);
  });

  test('a batch with what has been taken from a person since is not checked', { timeout: 120_000 }, async () => {
    day = '2024-07-16';
    people.收款丁 = await settled('收款丁');
    const entry = await nowKnown(people.收款丁);
    await rerun();
    const batch = await gather(sets.assistance);
    day = '2024-07-18';
    await neverHeld(people.收款丁, entry);
    await rerun();
    expect(await checkBatch(store.db, { department, id: batch, ...hand(checker) })).toMatchObject({
      refusal: { id: 'payables-changed', message: expect.stringContaining('1笔结算在归集后已经撤销或追回') },
    });
    must(await withdrawBatch(store.db, { department, id: batch, reason: '有追回的', ...hand(maker) }));
    expect(await owed(sets.assistance)).toContain('person 收款丁 2 0.00');
    expect(await owed(sets.resident)).toEqual(['person 收款丁 1 7360.00']);
    expect(await failures()).toEqual([]);
  });
});
