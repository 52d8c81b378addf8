/** The register of sources against the income in the assistance fund's books: the check of `verify` on what agrees and what does not. */
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { department, sets, setUpTreasury, type TestTreasury, yuan } from '../treasury/testing.ts';
import { checkSource, enterSource, withdrawSource } from './funds.ts';
import { assistanceVerifiers } from './verify.ts';

const [clerk, reviewer] = [newId(), newId()];
const day = { at: new Date('2024-06-30T05:00:00Z'), today: '2024-06-30' };

let store: Store;
let t: TestTreasury;

beforeAll(async () => {
  store = await testDatabase();
  t = await setUpTreasury(store.db, '2024-12', { assistance: '50000.00' });
});
afterAll(() => store.close());

const check = async () => {
  const verifier = assistanceVerifiers.find(({ id }) => id === 'assistance-sources-equal-income');
  return (await verifier?.run(store.db)) ?? { checked: -1, failures: [], notes: [] };
};

async function received(level: string, amount: string): Promise<string> {
  const id = newId();
  const draft = { year: 2024, kind: 'received', level, purpose: '', amount: yuan(amount), document: '财社〔2024〕1号' };
  const outcomes = [
    await enterSource(store.db, { id, department, by: clerk, ...day, ...draft, dated: '2024-03-01' }),
    await checkSource(store.db, { id, department, by: reviewer, ...day }),
  ];
  for (const outcome of outcomes) if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  return id;
}

async function arrived(level: string, amount: string): Promise<void> {
  const number = `文件〔2024〕${level}号`;
  const of = { fund: 'assistance', amount: yuan(amount) } as const;
  const subsidy = await t.subsidy({ number, functionCode: '2101301', level, ...of });
  const account = t.account(sets.assistance, 'fiscal');
  await t.move({ kind: 'subsidy', date: '2024-03-08', account, subsidy, ...of });
}

const closeYear = (through: string | null) =>
  store.db.updateTable('account_set').set({ closed_through: through }).where('id', '=', sets.assistance).execute();

test('what was received by level is the income in the books; what differs is said, and fails once the year is closed', async () => {
  await arrived('central', '80000.00');
  await arrived('county', '20000.00');
  expect(await check()).toEqual({
    checked: 0,
    failures: [],
    notes: ['qinghe2024年救助基金账上有收入，资金台账没有登记到账，没有核对。'],
  });

  await received('central', '80000.00');
  const county = await received('county', '20000.00');
  expect(await check()).toEqual({ checked: 1, failures: [], notes: [] });

  // A fen of interest that the register has not.
  const interest = { kind: 'interest', fund: 'assistance', amount: 1, date: '2024-03-21' } as const;
  await t.move({ ...interest, account: t.account(sets.assistance, 'fiscal') });
  expect(await check()).toEqual({
    checked: 1,
    failures: [],
    notes: ['qinghe2024年利息：台账到账0.00元，账上收入0.01元，相差-0.01元。'],
  });
  await received('interest', '0.01');
  await closeYear('2024-12');
  expect(await check()).toEqual({ checked: 1, failures: [], notes: [] });

  // The whole agrees and two levels do not.
  const done = await withdrawSource(store.db, { id: county, department, by: reviewer, ...day, reason: '层级登错' });
  expect(done).toMatchObject({ again: false });
  await received('city', '20000.00');
  expect(await check()).toEqual({
    checked: 1,
    failures: [
      'qinghe2024年市级补助：台账到账20000.00元，账上收入0.00元，相差20000.00元。',
      'qinghe2024年县级安排：台账到账0.00元，账上收入20000.00元，相差-20000.00元。',
    ],
    notes: [],
  });
});
