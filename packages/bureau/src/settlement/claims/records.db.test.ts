/** Claims on a database: taken, completed, worked out, reviewed by another person, settled and paid to a person's account. */
import { type ParameterSet } from '@mingzhang/kernel';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identityKey, openText } from '../../access/index.ts';
import { type Charts } from '../../books/index.ts';
import { parametersOf } from '../../parameters/index.ts';
import { findSettlement } from '../read.ts';
import { cancelSettlement, settleVisit } from '../records.ts';
import { department, insured, setUpFunds, stay } from '../testing.ts';
import { settlementVerifiers } from '../verify.ts';
import { findClaim, listClaims } from './read.ts';
import {
  decideClaim,
  type ReviewCommand,
  reviewClaim,
  supplementClaim,
  type TakeClaimCommand,
  takeClaim,
  withdrawClaim,
} from './records.ts';

const key = identityKey(Buffer.alloc(32, 7));
const [clerk, reviewer] = [newId(), newId()];
const day = { at: new Date('2024-07-05T03:00:00Z'), today: '2024-07-05' };

let store: Store;
let charts: Charts;
let parameters: ParameterSet;

beforeAll(async () => {
  store = await testDatabase();
  charts = await setUpFunds(store.db, '2024-07');
  parameters = await parametersOf(store.db);
});
afterAll(() => store.close());

let invoices = 0;

function claimOf(person: string, number: string): TakeClaimCommand {
  const { visit, bill } = stay(person, number, clerk);
  invoices += 1;
  return {
    id: newId(),
    department,
    person,
    cause: 'illness',
    visit,
    bill,
    submittedOn: '2024-07-01',
    invoices: [{ code: '43060124', number: `00${invoices}`.padStart(10, '0'), day: '2024-06-10', amount: 1_200_000 }],
    materials: ['receipt', 'fee-list', 'discharge-record', 'identity', 'bank-account'],
    payee: { name: '沈青禾', bank: '青禾农商行', account: '6230580000012345678' },
    by: clerk,
    ...day,
  };
}

async function outcome(work: Promise<object>): Promise<string> {
  const done = (await work) as { refusal?: { list: string; id: string }; again?: boolean };
  if (done.refusal !== undefined) return `${done.refusal.list} ${done.refusal.id}`;
  return done.again === true ? 'again' : 'new';
}

const take = (command: TakeClaimCommand) => outcome(takeClaim(store.db, key, command));
const hand = (id: string, by = clerk) => ({ id, department, by, ...day });
const decide = (id: string) => outcome(decideClaim(store.db, parameters, hand(id)));
const review = (id: string, more: Partial<ReviewCommand> = {}) =>
  outcome(
    reviewClaim(store.db, charts, parameters, {
      ...hand(id, reviewer),
      decision: 'approve',
      reason: '',
      settlement: newId(),
      ...more,
    }),
  );
const stateOf = async (id: string) => (await findClaim(store.db, key, id))?.state;

test('from the counter to what is payable, by two people', async () => {
  const person = await insured(store.db, '001');
  const claim = claimOf(person, 'LX-1');
  expect(await take(claim)).toBe('new');
  expect(await take(claim)).toBe('again');
  expect(await take({ ...claim, submittedOn: '2024-07-02' })).toBe('claims id-used');
  expect(await review(claim.id)).toBe('claims state-unfit');
  expect(await decide(claim.id)).toBe('new');
  expect(await review(claim.id, { by: clerk })).toBe('access checker-is-maker');
  const settlement = newId();
  expect(await review(claim.id, { settlement })).toBe('new');
  expect(await review(claim.id)).toBe('claims state-unfit');
  expect(await findClaim(store.db, key, claim.id)).toMatchObject({
    state: 'settled',
    settlement,
    funds: 736_000,
    total: 1_200_000,
    payee: { name: '沈青禾', account: '****5678' },
    steps: [
      { step: 'taken', by: clerk },
      { step: 'decided', by: clerk },
      { step: 'settled', by: reviewer },
    ],
  });
  expect(await findSettlement(store.db, person, settlement)).toMatchObject({
    amounts: { pool: 736_000, cash: 464_000 },
  });
  const payee = await store.db
    .selectFrom('settlement_payee')
    .selectAll()
    .where('settlement_id', '=', settlement)
    .executeTakeFirstOrThrow();
  expect(openText(key, payee.account_sealed)).toBe('6230580000012345678');
  const found = await Promise.all(settlementVerifiers.map(({ run }) => run(store.db)));
  expect(found.flatMap(({ failures }) => failures)).toEqual([]);
});

test('an invoice is claimed once, until the claim is withdrawn, rejected, or its settlement taken back', async () => {
  const person = await insured(store.db, '002');
  const first = claimOf(person, 'LX-1');
  const second = { ...claimOf(person, 'LX-2'), invoices: first.invoices };
  expect(await take(first)).toBe('new');
  expect(await take(second)).toBe('claims invoice-claimed-already');
  const said = await takeClaim(store.db, key, second);
  expect(said).toMatchObject({ refusal: { message: expect.stringContaining('在“参保人002”2024-07-01的申请中登记') } });
  const withdraw = (reason: string) => outcome(withdrawClaim(store.db, { ...hand(first.id), reason }));
  expect(await withdraw('')).toBe('claims text-malformed');
  expect(await withdraw('改在医院结算')).toBe('new');
  expect(await take(second)).toBe('new');
  expect(await review(second.id, { decision: 'reject', reason: '不属于' })).toBe('new');
  const third = { ...claimOf(person, 'LX-3'), invoices: first.invoices };
  expect(await take(third)).toBe('new');
  await decide(third.id);
  const settlement = newId();
  expect(await review(third.id, { settlement })).toBe('new');
  const fourth = { ...claimOf(person, 'LX-4'), invoices: first.invoices };
  expect(await take(fourth)).toBe('claims invoice-claimed-already');
  await cancelSettlement(store.db, charts, {
    department,
    person,
    id: newId(),
    cancels: settlement,
    reason: '重报',
    by: newId(),
    ...day,
  });
  expect(await take(fourth)).toBe('new');
  expect((await listClaims(store.db, { department })).filter((one) => one.person === person)).toMatchObject([
    { state: 'taken', takenBack: false },
    { state: 'settled', takenBack: true },
    { state: 'rejected' },
    { state: 'withdrawn' },
  ]);
});

test('one invoice in two claims at once is taken in one of them', async () => {
  const [a, b] = [claimOf(await insured(store.db, '003'), 'LX-1'), claimOf(await insured(store.db, '004'), 'LX-1')];
  const outcomes = await Promise.all([take(a), take({ ...b, invoices: a.invoices })]);
  expect(outcomes.sort()).toEqual(['claims invoice-claimed-already', 'new']);
});

test('what is missing is said once, handed in later, and then worked out', async () => {
  const claim = { ...claimOf(await insured(store.db, '005'), 'LX-1'), materials: ['receipt', 'identity'] };
  expect(await take(claim)).toBe('new');
  expect(await decideClaim(store.db, parameters, hand(claim.id))).toMatchObject({
    refusal: { id: 'materials-missing', message: expect.stringContaining('还缺费用明细清单、出院小结、本人银行账户') },
  });
  const supplement = (materials: string[]) => outcome(supplementClaim(store.db, { ...hand(claim.id), materials }));
  expect(await supplement(['letter'])).toBe('claims material-unknown');
  expect(await supplement(['fee-list', 'discharge-record', 'bank-account'])).toBe('new');
  expect(await decide(claim.id)).toBe('new');
  expect(await review(claim.id, { decision: 'return', reason: '' })).toBe('claims text-malformed');
  expect(await review(claim.id, { decision: 'return', reason: '级别填错' })).toBe('new');
  expect(await stateOf(claim.id)).toBe('taken');
});

test('what was worked out and is no more so is not settled', async () => {
  const person = await insured(store.db, '006');
  const claim = claimOf(person, 'LX-1');
  await take(claim);
  expect(await decide(claim.id)).toBe('new');
  // Another stay in between takes the first deductible.
  await settleVisit(store.db, charts, parameters, stay(person, 'ZY-1', clerk));
  expect(await review(claim.id)).toBe('claims amounts-changed');
  expect(await stateOf(claim.id)).toBe('decided');
  expect(await decide(claim.id)).toBe('new');
  expect(await review(claim.id)).toBe('new');
});

test.each<[string, (claim: TakeClaimCommand) => TakeClaimCommand, string, string]>([
  ['an injury at work', (claim) => ({ ...claim, cause: 'work-injury' }), 'new', 'manual-claim not-payable-by-fund'],
  [
    'a year without cover',
    (claim) => ({
      ...claim,
      visit: { ...claim.visit, from: '2023-06-01', to: '2023-06-10' },
      invoices: claim.invoices.map((one) => ({ ...one, day: '2023-06-10' })),
    }),
    'new',
    'manual-claim not-covered-on-day',
  ],
  [
    'a level that the rules do not know',
    (claim) => ({ ...claim, visit: { ...claim.visit, level: 'level-9' } }),
    'new',
    'policy not-covered',
  ],
  ['no such bureau', (claim) => ({ ...claim, department: 'nowhere' }), 'claims department-unknown', ''],
  ['no such person', (claim) => ({ ...claim, person: newId() }), 'registry person-unknown', ''],
  ['an id that is none', (claim) => ({ ...claim, id: 'LX-1' }), 'claims id-malformed', ''],
])('%s', async (_, change, taking, deciding) => {
  const claim = change(claimOf(await insured(store.db, String(100 + invoices)), 'LX-1'));
  expect(await take(claim)).toBe(taking);
  expect(await decide(claim.id)).toBe(deciding === '' ? 'claims claim-unknown' : deciding);
});

test('a visit that stands settled is not claimed again', async () => {
  const person = await insured(store.db, '008');
  await settleVisit(store.db, charts, parameters, stay(person, 'LX-1', clerk));
  const claim = claimOf(person, 'LX-1');
  expect(await take(claim)).toBe('new');
  expect(await decide(claim.id)).toBe('manual-claim settled-already');
});
