/** Accounts, subsidies and movements on a database: what is entered, booked, and refused. */
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unit } from '../books/testing.ts';
import { accountBalance, enterAccount, listAccounts } from './accounts.ts';
import { checkMovement, listMovements, type MovementDraft, makeMovement, sendMovementBack } from './movements.ts';
import { enterSpending, enterSubsidy, listSubsidies } from './subsidies.ts';
import { checker, department, maker, must, sets, setUpTreasury, type TestTreasury, yuan } from './testing.ts';

let store: Store;
let t: TestTreasury;

beforeAll(async () => {
  store = await testDatabase();
  t = await setUpTreasury(store.db, '2024-06', { resident: '1000000.00', assistance: '50000.00' });
});
afterAll(() => store.close());

async function outcome(work: Promise<object>): Promise<string> {
  const done = (await work) as { refusal?: { list: string; id: string }; again?: boolean };
  if (done.refusal !== undefined) return `${done.refusal.list} ${done.refusal.id}`;
  return done.again === true ? 'again' : 'new';
}

test('a bank account is entered once for each role of a set', async () => {
  const draft = { department, id: newId(), set: sets.resident, role: 'income', name: '甲', bank: '乙', number: '1' };
  const enter = (other: object) =>
    outcome(enterAccount(store.db, { ...draft, openedOn: '2024-01-01', ...t.hand(), ...other }));
  expect(await enter({})).toBe('treasury account-exists');
  expect(await enter({ set: 'qinghe-financial' })).toBe('treasury fund-without-books');
  expect(await enter({ role: 'secret' })).toBe('treasury word-unknown');
  expect(await enter({ number: '' })).toBe('treasury text-malformed');
  expect(await enter({ openedOn: '2024-13-01' })).toBe('treasury date-malformed');
  expect(await enter({ openedOn: '2030-01-01' })).toBe('treasury date-in-future');
  expect(await enter({ id: 'x' })).toBe('treasury id-malformed');
  expect(await listAccounts(store.db, department)).toHaveLength(12);
});

test('documents and their spending are refused where they cannot be', async () => {
  const draft = {
    department,
    id: newId(),
    number: '青财社〔2024〕20号',
    level: 'county',
    fund: 'resident',
    year: 2024,
    functionCode: '2101202',
    purpose: 'general',
    path: 'department',
    amount: yuan('100.00'),
    issuedOn: '2024-03-01',
  };
  const enter = (other: object) => outcome(enterSubsidy(store.db, { ...draft, ...t.hand(), ...other }));
  expect(await enter({ functionCode: '2101301' })).toBe('treasury item-of-other-fund');
  expect(await enter({ functionCode: '2101302', fund: 'assistance' })).toBe('treasury item-of-other-fund');
  expect(await enter({ department: 'nowhere' })).toBe('treasury department-unknown');
  expect(await enter({ amount: 0 })).toBe('treasury amount-not-positive');
  expect(await enter({})).toBe('new');
  expect(await enter({})).toBe('again');
  expect(await enter({ amount: 1 })).toBe('treasury id-used');
  expect(await enter({ id: newId() })).toBe('treasury subsidy-taken');
  const voucher = await t.spend('2101202', '2024-04-10', '60.00');
  const other = await t.spend('2101501', '2024-04-10', '60.00');
  const spending = {
    department,
    id: newId(),
    subsidy: draft.id,
    spentOn: '2024-04-10',
    amount: yuan('60.00'),
    voucher: { unit, id: voucher },
    reference: '',
  };
  const spend = (more: object) => outcome(enterSpending(store.db, { ...spending, id: newId(), ...t.hand(), ...more }));
  expect(await spend({ subsidy: newId() })).toBe('treasury subsidy-unknown');
  expect(await spend({ voucher: null, reference: '拨款单' })).toBe('treasury spending-of-other-path');
  expect(await spend({ voucher: { unit, id: other } })).toBe('treasury voucher-without-expenditure');
  expect(await spend({ amount: yuan('60.01') })).toBe('treasury spending-exceeds-voucher');
  expect(await spend({ spentOn: '2024-04-11' })).toBe('treasury date-malformed');
  expect(await spend({ id: spending.id })).toBe('new');
  expect(await spend({ id: spending.id })).toBe('again');
  const more = await t.spend('2101202', '2024-04-12', '60.00');
  expect(await spend({ voucher: { unit, id: more }, spentOn: '2024-04-12' })).toBe(
    'treasury spending-exceeds-document',
  );
  expect((await listSubsidies(store.db, department)).map(({ id }) => id)).toContain(draft.id);
});

test('a movement is made by one, booked by another, once; what an account has not got it does not give', async () => {
  const draft: MovementDraft = {
    department,
    id: newId(),
    fund: 'resident',
    kind: 'fiscal-to-payment',
    account: t.account(sets.resident, 'fiscal'),
    toAccount: t.account(sets.resident, 'payment'),
    subsidy: null,
    date: '2024-05-10',
    amount: yuan('500000.00'),
    reference: 'LS-1',
    text: '拨入支出户',
  };
  const make = (other: object) => outcome(makeMovement(store.db, { ...draft, ...t.hand(), ...other }));
  const check = (id: string, by = checker) =>
    outcome(checkMovement(store.db, t.charts, { department, id, ...t.hand(by) }));
  expect(await make({ toAccount: draft.account })).toBe('treasury accounts-the-same');
  expect(await make({ toAccount: t.account(sets.resident, 'income') })).toBe('treasury account-of-other-role');
  expect(await make({ account: t.account(sets.assistance, 'fiscal') })).toBe('treasury account-unknown');
  expect(await make({ kind: 'subsidy', toAccount: null })).toBe('treasury subsidy-unknown');
  expect(await make({ fund: 'pension' })).toBe('treasury word-unknown');
  expect(await make({})).toBe('new');
  expect(await make({})).toBe('again');
  expect(await check(draft.id, maker)).toBe('access checker-is-maker');
  expect(await check(draft.id)).toBe('new');
  expect(await check(draft.id)).toBe('treasury decided-already');
  expect(await check(newId())).toBe('treasury movement-unknown');
  const payment = { set: sets.resident, role: 'payment' } as const;
  expect(await accountBalance(store.db, payment, '2024-05-09')).toBe(0);
  expect(await accountBalance(store.db, payment, '2024-05-10')).toBe(yuan('500000.00'));
  const large = { id: newId(), amount: yuan('99999999.00') };
  expect(await make(large)).toBe('new');
  expect(await check(large.id)).toBe('treasury balance-insufficient');
  expect(
    await outcome(sendMovementBack(store.db, { department, id: large.id, reason: '金额写错', ...t.hand(checker) })),
  ).toBe('new');
  expect(await check(large.id)).toBe('treasury decided-already');
  const closed = { id: newId(), date: '2024-07-01' };
  expect(await make(closed)).toBe('new');
  expect(await check(closed.id)).toBe('ledger period-not-opened');
  const listed = await listMovements(store.db, department, { from: '2024-05-01', to: '2024-05-31' });
  const ours = listed.filter(({ id }) => id === draft.id || id === large.id);
  expect(ours.map(({ state }) => state).sort()).toEqual(['booked', 'sent-back']);
});

test('a receipt is refused where it is more than its document', async () => {
  const subsidy = await t.subsidy({
    number: '青财社〔2024〕1号',
    fund: 'resident',
    functionCode: '2101202',
    amount: 100,
  });
  const draft = {
    department,
    id: newId(),
    fund: 'resident',
    kind: 'subsidy',
    account: t.account(sets.resident, 'fiscal'),
    toAccount: null,
    subsidy,
    date: '2024-05-10',
    amount: 101,
    reference: '',
    text: '补贴',
  };
  expect(await outcome(makeMovement(store.db, { ...draft, ...t.hand() }))).toBe('treasury receipt-exceeds-document');
  must(await makeMovement(store.db, { ...draft, id: newId(), kind: 'interest', subsidy: null, ...t.hand() }));
});
