/** Settlements on a database: amounts, entries and accumulators together, once, and back again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ParameterSet } from '@mingzhang/kernel';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountSets, addDepartment, type Charts } from '../books/index.ts';
import { otherPrograms, ourBalances } from '../books/testing-other-programs.ts';
import { parametersOf } from '../parameters/index.ts';
import { verifiers } from '../verify.ts';
import { findSettlement, listSettlements } from './read.ts';
import { cancelSettlement, preSettle, type SettleCommand, settleVisit } from './records.ts';
import { department, insured, setUpFunds, stay } from './testing.ts';
import { settlementVerifiers } from './verify.ts';

const clerk = newId();
const reviewer = newId();
const at = new Date('2024-06-30T03:00:00Z');

let store: Store;
let charts: Charts;
let parameters: ParameterSet;

beforeAll(async () => {
  store = await testDatabase();
  charts = await setUpFunds(store.db, '2024-07');
  parameters = await parametersOf(store.db);
});
afterAll(() => store.close());

const settleIt = (command: SettleCommand, by: ParameterSet = parameters) => settleVisit(store.db, charts, by, command);

const cancelIt = (person: string, cancels: string, other: object = {}) =>
  cancelSettlement(store.db, charts, {
    department,
    person,
    id: newId(),
    cancels,
    reason: '费用传错',
    by: reviewer,
    at,
    today: '2024-06-30',
    ...other,
  });

async function outcome(work: Promise<object>): Promise<string> {
  const done = (await work) as { refusal?: { list: string; id: string }; again?: boolean };
  if (done.refusal !== undefined) return `${done.refusal.list} ${done.refusal.id}`;
  return done.again === true ? 'again' : 'new';
}

async function used(person: string): Promise<unknown> {
  const { rows } = await sql<{ used: unknown }>`
    select used from settlement_accumulator where person_id = ${person}`.execute(store.db);
  return rows.map((row) => row.used);
}

async function state(): Promise<string> {
  const tables = [
    'settlement',
    'settlement_derivation',
    'settlement_fund',
    'settlement_accumulator',
    'ledger_leg',
    'trail_action',
  ];
  const counts = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await sql<{ n: number }>`select count(*)::integer as n from ${sql.table(table)}`.execute(
        store.db,
      );
      return `${table} ${rows[0]?.n}`;
    }),
  );
  return counts.join(' ');
}

async function failures(): Promise<readonly string[]> {
  const all = await Promise.all(verifiers.map(async (verifier) => (await verifier.run(store.db)).failures));
  return all.flat();
}

/** The parameters with 低保 confirmed. */
function assisting(): ParameterSet {
  return parameters.confirming(
    parameters.rows
      .filter(({ key, value }) => key.startsWith('assistance/benefit/low-income/') && value !== null)
      .map(({ area, key, from, value }) => ({ area, key, from, value: value ?? 0, document: '试验', by: '周敏' })),
  );
}

test('a stay: what was said beforehand is what is settled, booked and used', async () => {
  const person = await insured(store.db, '001');
  const command = stay(person, 'ZY-1', clerk);
  const before = await state();
  const said = await preSettle(store.db, parameters, command);
  expect(await state()).toBe(before);
  expect(said).toMatchObject({ settlement: { total: 1_200_000, pool: 736_000, funds: 736_000, cash: 464_000 } });
  expect(await outcome(settleIt(command))).toBe('new');
  const found = await findSettlement(store.db, person, command.id);
  expect(found).toMatchObject({
    kind: 'settled',
    cancelledBy: null,
    amounts: { deductible: 80_000, poolRatio: 8_000, pool: 736_000, cash: 464_000 },
    funds: [
      { payer: 'pool', fund: 'resident', account: 'benefit-expense', amount: 736_000, set: 'qinghe-resident-fund' },
    ],
  });
  expect(found?.staff).toContain('统筹支付 = 9200.00元×80%=7360.00元（四舍五入到分），付7360.00元');
  expect(found?.patient.at(-1)).toBe('自己付4640.00元：个人账户0.00元，现金4640.00元。');
  const { rows } = await sql<{ leg: string }>`
    select l.account || ' ' || l.amount || ' ' || l.dimensions as leg
    from settlement_fund f
    join ledger_entry e on e.set_id = f.set_id and e.voucher_id = f.voucher_id
    join ledger_leg l on l.set_id = e.set_id and l.entry_id = e.id
    where f.person_id = ${person} order by l.line`.execute(store.db);
  expect(rows.map(({ leg }) => leg)).toEqual([
    'benefit-expense 736000 fund=resident',
    'benefit-payable -736000 fund=resident',
  ]);
  expect(await used(person)).toMatchObject([{ pool: 736_000, deductible: 80_000, stays: { 'level-2': 1 } }]);
});

test('eight stays of one person at once charge one full deductible, as one after the other', async () => {
  const [together, inTurn] = [await insured(store.db, '002'), await insured(store.db, '003')];
  const stays = (person: string) => Array.from({ length: 8 }, (_, index) => stay(person, `ZY-${index}`, clerk));
  const outcomes = await Promise.all(stays(together).map((command) => outcome(settleIt(command))));
  expect(outcomes).toEqual(Array.from({ length: 8 }, () => 'new'));
  for (const command of stays(inTurn)) expect(await outcome(settleIt(command))).toBe('new');
  const amounts = async (person: string) =>
    (await listSettlements(store.db, person)).map(({ amounts }) => `${amounts.deductible} ${amounts.pool}`).sort();
  expect(await amounts(together)).toEqual(await amounts(inTurn));
  const full = (await listSettlements(store.db, together)).filter(({ amounts }) => amounts.deductible === 80_000);
  expect(full).toHaveLength(1);
  expect(await used(together)).toEqual(await used(inTurn));
});

test('one visit sent eight times at once, and again later, is settled once', async () => {
  const person = await insured(store.db, '004');
  const command = stay(person, 'ZY-1', clerk);
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => outcome(settleIt(command))));
  expect(outcomes.sort()).toEqual(['again', 'again', 'again', 'again', 'again', 'again', 'again', 'new']);
  expect(await outcome(settleIt(command))).toBe('again');
  expect(await outcome(settleIt({ ...command, id: newId() }))).toBe('settlement visit-settled-already');
  expect(await outcome(preSettle(store.db, parameters, command))).toBe('settlement visit-settled-already');
  const other = { ...command, visit: { ...command.visit, number: 'ZY-2' } };
  expect(await outcome(settleIt(other))).toBe('settlement id-used');
  expect(await listSettlements(store.db, person)).toHaveLength(1);
});

test('taking back mirrors every amount and gives back what was used; then the visit can be settled again', async () => {
  const person = await insured(store.db, '005');
  const [first, second] = [stay(person, 'ZY-1', clerk), stay(person, 'ZY-2', clerk)];
  await settleIt(first);
  const between = await used(person);
  await settleIt(second);
  expect(await outcome(cancelIt(person, second.id, { by: clerk }))).toBe('access checker-is-maker');
  expect(await outcome(cancelIt(person, second.id, { reason: '' }))).toBe('settlement text-malformed');
  expect(await outcome(cancelIt(person, newId()))).toBe('settlement settlement-unknown');
  const both = await Promise.all([cancelIt(person, second.id), cancelIt(person, second.id)].map(outcome));
  expect(both.sort()).toEqual(['new', 'settlement cancelled-already']);
  expect(await used(person)).toEqual(between);
  const again = { id: newId() };
  expect(await outcome(cancelIt(person, first.id, again))).toBe('new');
  expect(await outcome(cancelIt(person, first.id, again))).toBe('again');
  expect(await used(person)).toMatchObject([{ pool: 0, deductible: 0, burden: 0, stays: {} }]);
  expect(await outcome(settleIt({ ...first, id: newId() }))).toBe('new');
  const listed = await listSettlements(store.db, person);
  expect(listed.map(({ kind, amounts }) => `${kind} ${amounts.pool}`).sort()).toEqual([
    'cancelled -736000',
    'cancelled -768000',
    'settled 736000',
    'settled 736000',
    'settled 768000',
  ]);
});

test('assistance is booked in its own fund, by what is confirmed only', async () => {
  const person = await insured(store.db, '006', { category: 'low-income' });
  const command = stay(person, 'ZY-1', clerk);
  expect(await outcome(settleIt(command))).toBe('policy parameter-unconfirmed');
  expect(await outcome(settleIt(command, assisting()))).toBe('new');
  expect((await findSettlement(store.db, person, command.id))?.funds).toMatchObject([
    { payer: 'assistance', fund: 'assistance', amount: 184_800, set: 'qinghe-assistance-fund' },
    { payer: 'pool', fund: 'resident', amount: 736_000, set: 'qinghe-resident-fund' },
  ]);
});

test('what is refused leaves nothing', async () => {
  const person = await insured(store.db, '007');
  const command = stay(person, 'ZY-1', clerk);
  await addDepartment(store.db, { id: 'bare', name: '白石县医疗保障局', area: '990101' });
  const before = await state();
  const nowhere = { ...command.visit, level: 'level-9' };
  const lines = { ...command.bill, sums: { own: 0, overLimit: 0, firstPay: 0, inScope: 0 } };
  const refusals: readonly (readonly [string, Partial<SettleCommand>])[] = [
    ['settlement id-malformed', { id: '1' }],
    ['registry person-unknown', { person: newId() }],
    ['settlement department-unknown', { department: 'nowhere' }],
    ['settlement fund-without-books', { department: 'bare' }],
    ['policy not-covered', { visit: nowhere }],
    ['policy lines-missing', { bill: lines }],
    ['settlement date-in-future', { today: '2024-06-09' }],
    ['ledger period-not-opened', { today: '2024-08-01' }],
  ];
  for (const [expected, change] of refusals) {
    expect(await outcome(settleIt({ ...command, ...change })), expected).toBe(expected);
  }
  expect(await state()).toBe(before);
});

/** Somebody whose stay was settled with assistance, and another that was taken back. */
async function settledAndTakenBack(order: string): Promise<void> {
  const person = await insured(store.db, order, { category: 'low-income' });
  const [kept, undone] = [stay(person, 'ZY-1', clerk), stay(person, 'ZY-2', clerk)];
  for (const command of [kept, undone]) expect(await outcome(settleIt(command, assisting()))).toBe('new');
  expect(await outcome(cancelIt(person, undone.id))).toBe('new');
}

test('all that can be proved holds', async () => {
  await settledAndTakenBack('008');
  expect(await failures()).toEqual([]);
});

test.for(otherPrograms)(
  '$name reads the funds’ books and says the same',
  { timeout: 60_000 },
  async ({ name, missing, balances, advice }, { skip }) => {
    if (missing()) skip(advice);
    await settledAndTakenBack(name === otherPrograms[0]?.name ? '009' : '010');
    const directory = mkdtempSync(join(tmpdir(), 'mingzhang-funds-'));
    try {
      for (const set of await accountSets(store.db)) {
        const ours = await ourBalances(store.db, set, '2024-07');
        expect(await balances(store.db, set, directory), set.id).toEqual(ours);
      }
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
);

test('what does not agree is found', async () => {
  await settledAndTakenBack('011');
  const all = async () =>
    Promise.all(settlementVerifiers.map(async ({ run }) => ((await run(store.db)).failures.length > 0 ? 1 : 0)));
  const change = async (statement: ReturnType<typeof sql>, expected: readonly number[]): Promise<void> => {
    const undone = new Error('taken back');
    await store.db
      .transaction()
      .execute(async (trx) => {
        await statement.execute(trx);
        const found = await Promise.all(
          settlementVerifiers.map(async ({ run }) => ((await run(trx)).failures.length > 0 ? 1 : 0)),
        );
        expect(found).toEqual(expected);
        throw undone;
      })
      .catch((error: unknown) => {
        if (error !== undone) throw error;
      });
  };
  expect(await all()).toEqual([0, 0, 0, 0, 0, 0]);
  await change(sql`update settlement_fund set amount = amount + 1 where fund = 'assistance'`, [1, 0, 0, 0, 0, 0]);
  await change(sql`delete from settlement_fund where fund = 'assistance'`, [1, 0, 0, 0, 0, 0]);
  await change(sql`update settlement_accumulator set used = jsonb_set(used, '{deductible}', '1')`, [0, 0, 1, 0, 0, 0]);
  await change(
    sql`update settlement set total = total - 1, own = own - 1, cash = cash - 1, personal = personal - 1 where kind = 'cancelled'`,
    [0, 0, 0, 1, 0, 0],
  );
  await change(
    sql`update settlement set pool = pool - 1, assistance = assistance + 1 where kind = 'settled' and assistance > 0`,
    [0, 0, 0, 1, 1, 0],
  );
  await change(sql`update settlement_fund set settlement_id = gen_random_uuid()`, [1, 1, 0, 0, 0, 0]);
  await change(sql`update settlement_accumulator set person_id = gen_random_uuid()`, [0, 1, 1, 0, 0, 0]);
  await change(sql`update settlement_derivation set digest = '\\x00'`, [0, 0, 0, 0, 1, 0]);
  await change(sql`update settlement_plan set plan = replace(plan, '8000', '8001')`, [0, 0, 0, 0, 1, 0]);
});
