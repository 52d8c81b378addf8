/**
 * 补差 of what was paid to persons, from the re-run to the bank: what it adds is owed to the person who was paid, what it takes is theirs to
 * give back, and nothing of it is the institution's.
 *
 *     7360.00 paid to 甲 for a stay; 低保 becomes known: 医疗救助 +1848.00 to 甲; 低保 turns out wrong: −1848.00, to be recovered from 甲
 */
import { formatYuan, monthsBetween, type ParameterSet } from '@mingzhang/kernel';
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
import { checkBatch, exportBatch, listBatchLines, makeBatch, takeResult, withdrawBatch } from './batches.ts';
import { closeFundMonth } from './closing.ts';
import { checkMovement, listMovements, type MovementDraft, makeMovement, sendMovementBack } from './movements.ts';
import { listPayables, payableNow } from './payables.ts';
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

/** Whoever is owed or owes under that name. */
async function whoIs(name: string): Promise<{ readonly kind: 'person'; readonly key: string }> {
  const found = (await payables(sets.assistance)).find((one) => one.name === name);
  return { kind: 'person', key: found?.payee ?? '' };
}

async function outcome(work: Promise<object>): Promise<string> {
  const done = (await work) as { refusal?: { list: string; id: string }; again?: boolean };
  if (done.refusal !== undefined) return `${done.refusal.list} ${done.refusal.id}`;
  return done.again === true ? 'again' : 'new';
}

/** 收款甲 gives 1848.00 back to the assistance fund, or what is said instead. */
async function give(other: Partial<MovementDraft>): Promise<string> {
  const draft: MovementDraft = {
    ...{ department, id: newId(), fund: 'assistance', kind: 'given-back', toAccount: null, subsidy: null, date: day },
    ...{ account: t.account(sets.assistance, 'payment'), amount: yuan('1848.00'), reference: '', text: '退回多付' },
    from: 'from' in other ? null : await whoIs('收款甲'),
    ...other,
  };
  return outcome(makeMovement(store.db, { ...draft, ...hand(maker) }));
}

const check = (id: string): Promise<string> =>
  outcome(checkMovement(store.db, t.charts, { department, id, ...hand(checker) }));

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
    people.病人 = await settled(null);
    await payAll(sets.resident);
    for (const name of ['收款甲', '收款乙']) entries[name] = await nowKnown(people[name] ?? '');
    entries.病人 = await nowKnown(people.病人);
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

  test('what a person gives back is booked when another has checked it, and never more than is owed', {
    timeout: 120_000,
  }, async () => {
    day = '2024-07-20';
    const before = await owed(sets.assistance);
    expect(before).toContain('person 收款甲 1 -1848.00');
    const id = newId();
    expect(await give({ amount: yuan('1848.01') })).toBe('treasury given-back-exceeds-owed');
    expect(await give({ from: await whoIs('收款乙') })).toBe('treasury nothing-to-give-back');
    expect(await give({ from: { kind: 'person', key: newId() } })).toBe('treasury payee-unknown');
    expect(await give({ from: { kind: 'person', key: '收款甲' } })).toBe('treasury payee-unknown');
    expect(await give({ from: { kind: 'institution', key: '没有的医院' } })).toBe('treasury payee-unknown');
    expect(await give({ from: null })).toBe('treasury payee-unknown');
    expect(await give({ kind: 'interest' })).toBe('treasury payee-unknown');
    expect(await give({ subsidy: newId() })).toBe('treasury subsidy-unknown');
    // Before anything was taken of them.
    expect(await give({ date: '2024-07-11' })).toBe('treasury nothing-to-give-back');
    expect(await give({ id, amount: yuan('1000.00') })).toBe('new');
    expect(await give({ id, amount: yuan('1000.00') })).toBe('again');
    expect(await give({ id, amount: yuan('1000.00'), from: await whoIs('收款乙') })).toBe('treasury id-used');
    // What waits for its check is no longer free.
    expect(await give({ amount: yuan('848.01') })).toBe('treasury given-back-exceeds-owed');
    const rest = newId();
    expect(await give({ id: rest, amount: yuan('848.00') })).toBe('new');
    expect(await owed(sets.assistance)).toEqual(before);
    const payable = await bookedPayable(sets.assistance);
    expect(await check(id)).toBe('new');
    expect(await owed(sets.assistance)).toContain('person 收款甲 1 -848.00');
    expect([payable, await bookedPayable(sets.assistance)]).toEqual(['-1848.00', '-848.00']);
    const listed = await listMovements(store.db, department, { from: day, to: day });
    expect(listed.map(({ from, state }) => `${from} ${state}`).sort()).toEqual(['收款甲 booked', '收款甲 made']);
    expect(await failures()).toEqual([]);

    // Meanwhile they are owed again: what was put down as given back is no longer theirs to give, and the rest is set against it.
    entries.收款甲 = await nowKnown(people.收款甲 ?? '');
    await rerun();
    expect(await owed(sets.assistance)).toContain('person 收款甲 2 1000.00');
    expect(await check(rest)).toBe('treasury nothing-to-give-back');
    must(await sendMovementBack(store.db, { department, id: rest, reason: '已抵扣', ...hand(checker) }));
    expect(await payAll(sets.assistance)).toMatch(/收款甲,62305800000000101,青禾县农商银行,1000\.00/);
    expect((await owed(sets.assistance)).filter((one) => !one.endsWith(' 0.00'))).toEqual([]);
    expect(await bookedPayable(sets.assistance)).toBe('0.00');
    expect(await failures()).toEqual([]);
  });

  test('an institution gives back as a person does; into a closed month nothing is booked, and what is owed stays', {
    timeout: 120_000,
  }, async () => {
    day = '2024-07-24';
    for (const name of ['收款甲', '病人']) await neverHeld(people[name] ?? '', entries[name] ?? '');
    await rerun();
    const owing = async () => (await owed(sets.assistance)).filter((one) => !one.endsWith(' 0.00'));
    expect(await owing()).toEqual([`institution ${hospital} 1 -1848.00`, 'person 收款甲 1 -1848.00']);
    const ofHospital = newId();
    expect(await give({ id: ofHospital, from: { kind: 'institution', key: hospital } })).toBe('new');
    expect(await check(ofHospital)).toBe('new');
    expect(await owing()).toEqual(['person 收款甲 1 -1848.00']);
    day = '2024-08-02';
    for (const month of monthsBetween('2024-01', '2024-07')) {
      must(await closeFundMonth(store.db, t.charts, { department, set: sets.assistance, month, ...hand(checker) }));
    }
    const late = newId();
    expect(await give({ id: late, date: '2024-07-25' })).toBe('new');
    expect(await check(late)).toBe('ledger period-closed');
    expect(await owing()).toEqual(['person 收款甲 1 -1848.00']);
    must(await sendMovementBack(store.db, { department, id: late, reason: '七月已结账', ...hand(checker) }));
    const whole = newId();
    expect(await give({ id: whole })).toBe('new');
    expect(await check(whole)).toBe('new');
    expect(await owing()).toEqual([]);
    expect(await bookedPayable(sets.assistance)).toBe('0.00');
    expect(await failures()).toEqual([]);
  });

  test('verify finds what was given back of nothing', async () => {
    const given = store.db.updateTable('fund_given_back');
    // Of the 1848.00 taken 1000.00; the rest was paid off with a batch.
    const rows = store.db.selectFrom('fund_given_back').selectAll();
    const first = await rows.where('amount', '=', yuan('1000.00')).executeTakeFirstOrThrow();
    const one = given.where('movement_id', '=', first.movement_id).where('settlement_id', '=', first.settlement_id);
    await one.set({ amount: first.amount + 1 }).execute();
    expect(await failures()).toEqual([
      expect.stringMatching(/^批次.+：与结算的基金支付（减去已退回的）不同。$/),
      `收回的待遇款${first.movement_id}：与分摊的合计不同。`,
      expect.stringMatching(/收回的待遇款：账上.+相差-0\.01元。$/),
    ]);
    await one.set({ amount: first.amount }).execute();
    expect(await failures()).toEqual([]);
  });
});
