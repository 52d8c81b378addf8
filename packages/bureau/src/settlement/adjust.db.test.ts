/** Differences on a database: amounts, entries and use beside what was settled, and back again in order. */
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountSets, type Charts } from '../books/index.ts';
import { ourBalances } from '../books/testing-other-programs.ts';
import { parametersOf } from '../parameters/index.ts';
import { type AdjustCommand, adjustSettlement } from './adjust.ts';
import { findSettlement, listSettlements } from './read.ts';
import { cancelSettlement, preSettle, settleVisit } from './records.ts';
import { department, insured, setUpFunds, stay } from './testing.ts';
import { settlementVerifiers } from './verify.ts';

const [clerk, reviewer] = [newId(), newId()];
const hand = { at: new Date('2024-06-30T03:00:00Z'), today: '2024-06-30' };

let store: Store;
let charts: Charts;

beforeAll(async () => {
  store = await testDatabase();
  charts = await setUpFunds(store.db, '2024-07');
});
afterAll(() => store.close());

const used = {
  year: 2024,
  stays: {},
  deductible: 0,
  pool: 0,
  outpatientDeductible: 0,
  outpatientPool: 0,
  limitUsed: {},
  burden: 0,
  illness: 0,
  assistanceThreshold: 0,
  assistance: 0,
};

const nothing = {
  total: 0,
  own: 0,
  overLimit: 0,
  firstPay: 0,
  inScope: 0,
  deductible: 0,
  poolRatio: null,
  pool: 0,
  criticalIllness: 0,
  largeAmount: 0,
  civilServant: 0,
  assistance: 0,
  cadre: 0,
  funds: 0,
  hospitalBorne: 0,
  personal: 0,
  account: 0,
  cash: 0,
};

function less(person: string, corrects: string): AdjustCommand {
  return {
    department,
    person,
    corrects,
    id: newId(),
    by: reviewer,
    ...hand,
    visit: {
      area: 'hunan/yongzhou',
      scheme: 'resident',
      kind: 'inpatient',
      member: 'resident',
      day: '2024-06-10',
      level: 'level-2',
      categories: [],
      filing: 'local',
      civilServant: false,
      item: '',
    },
    visitKind: 'inpatient',
    institution: '青禾县人民医院',
    number: 'ZY-1',
    from: '2024-06-01',
    to: '2024-06-10',
    amounts: { ...nothing, pool: -36_000, assistance: 20_000, funds: -16_000, personal: 16_000, cash: 16_000 },
    use: { before: used, after: { ...used, pool: -36_000, assistance: 20_000 } },
    derivation: [],
    reason: '2024年追溯重算',
  };
}

const adjustIt = (command: AdjustCommand) =>
  store.db.transaction().execute((trx) => adjustSettlement(trx, charts, command));

async function failures(): Promise<readonly string[]> {
  return (await Promise.all(settlementVerifiers.map(({ run }) => run(store.db)))).flatMap((one) => one.failures);
}

test('one fund pays less and another more; it is taken back before what it corrects', async () => {
  const person = await insured(store.db, '001');
  const command = stay(person, 'ZY-1', clerk);
  expect(await settleVisit(store.db, charts, await parametersOf(store.db), command)).toMatchObject({ again: false });
  const balances = async () =>
    Promise.all((await accountSets(store.db)).map((set) => ourBalances(store.db, set, '2024-06')));
  const before = await balances();
  const adjustment = less(person, command.id);
  expect(await adjustIt(adjustment)).toEqual({ id: adjustment.id, again: false });
  expect(await adjustIt(adjustment)).toEqual({ id: adjustment.id, again: true });
  expect(await adjustIt({ ...adjustment, reason: '别的原因' })).toMatchObject({ refusal: { id: 'id-used' } });
  expect(await findSettlement(store.db, person, adjustment.id)).toMatchObject({
    kind: 'adjusted',
    corrects: command.id,
    amounts: { pool: -36_000, assistance: 20_000, cash: 16_000 },
    funds: [
      { payer: 'assistance', fund: 'assistance', amount: 20_000 },
      { payer: 'pool', fund: 'resident', amount: -36_000 },
    ],
  });
  const { rows } = await sql<{ pool: number; assistance: number }>`
    select (used ->> 'pool')::int as pool, (used ->> 'assistance')::int as assistance
    from settlement_accumulator where person_id = ${person}`.execute(store.db);
  expect(rows).toEqual([{ pool: 700_000, assistance: 20_000 }]);
  expect(await failures()).toEqual([]);
  const undo = (cancels: string) =>
    cancelSettlement(store.db, charts, {
      department,
      person,
      id: newId(),
      cancels,
      reason: '重算有误',
      by: clerk,
      ...hand,
    });
  expect(
    await cancelSettlement(store.db, charts, {
      ...hand,
      department,
      person,
      id: newId(),
      cancels: command.id,
      reason: '传错',
      by: newId(),
    }),
  ).toMatchObject({
    refusal: { list: 'settlement', id: 'adjusted-since' },
  });
  expect(await undo(adjustment.id)).toMatchObject({ again: false });
  expect(await failures()).toEqual([]);
  expect(await balances()).toEqual(before);
  expect((await listSettlements(store.db, person)).map(({ kind }) => kind)).toEqual([
    'cancelled',
    'adjusted',
    'settled',
  ]);
});

test('without a reason, a department or a person nothing is booked', async () => {
  const person = await insured(store.db, '002');
  const command = less(person, newId());
  expect(await adjustIt({ ...command, reason: '' })).toMatchObject({ refusal: { id: 'text-malformed' } });
  expect(await adjustIt({ ...command, department: 'nowhere' })).toMatchObject({
    refusal: { id: 'department-unknown' },
  });
  expect(await adjustIt({ ...command, person: newId() })).toMatchObject({ refusal: { id: 'person-unknown' } });
  expect(await listSettlements(store.db, person)).toEqual([]);
});

test('assistance that another scheme used of the year counts against the cap', async () => {
  const parameters = await parametersOf(store.db);
  const assisting = parameters.confirming(
    parameters.rows
      .filter(({ key, value }) => key.startsWith('assistance/benefit/low-income/') && value !== null)
      .map(({ area, key, from, value }) => ({ area, key, from, value: value ?? 0, document: '试验', by: '周敏' })),
  );
  const person = await insured(store.db, '003', { category: 'low-income' });
  const almost = less(person, newId());
  const visit = { ...almost.visit, scheme: 'employee' as const, member: 'in-service' as const };
  const paid = 4_990_000;
  const amounts = { ...nothing, assistance: paid, funds: paid, personal: -paid, cash: -paid };
  const use = { before: used, after: { ...used, assistance: paid } };
  expect(await adjustIt({ ...almost, corrects: null, visit, amounts, use })).toMatchObject({ again: false });
  // 2640.00 are left within the rules, 70 % of which would be 1848.00; of 50000.00 only 100.00 are left.
  expect(await preSettle(store.db, assisting, stay(person, 'ZY-1', clerk))).toMatchObject({
    settlement: { assistance: 10_000 },
  });
});
