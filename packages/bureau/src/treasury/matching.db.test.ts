/** A month's statement of the bank and of the finance bureau against the books: matched, by hand by two people, left over, agreed. */
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StatementRow } from './bank-files.ts';
import { accountMatching, decideMatch, matchAutomatically, proposeMatch, takeStatement } from './matching.ts';
import { checker, department, maker, must, sets, setUpTreasury, type TestTreasury, yuan } from './testing.ts';

let store: Store;
let t: TestTreasury;

beforeAll(async () => {
  store = await testDatabase();
  t = await setUpTreasury(store.db, '2024-06', { resident: '1000.00' });
});
afterAll(() => store.close());

async function outcome(work: Promise<object>): Promise<string> {
  const done = (await work) as { refusal?: { list: string; id: string }; again?: boolean };
  if (done.refusal !== undefined) return `${done.refusal.list} ${done.refusal.id}`;
  return done.again === true ? 'again' : 'new';
}

test('three ways, row by row, with what is open listed by age', { timeout: 60_000 }, async () => {
  const account = t.account(sets.resident, 'fiscal');
  const of = { department, account, source: 'bank' };
  const hand = (by = maker) => t.hand(by, '2024-06-30');
  const money = (kind: string, amount: string, date: string, reference = '') =>
    t.move({ kind, fund: 'resident', amount: yuan(amount), date, account, reference });
  await money('interest', '10.00', '2024-03-21', 'LS-0321');
  await money('other-income', '20.00', '2024-03-22');
  await money('interest', '1.00', '2024-03-25');
  await money('interest', '2.00', '2024-03-25');
  await money('transfer-out', '5.00', '2024-03-31');
  let row = 1;
  let balance = yuan('1000.00');
  const line = (date: string, amount: string, reference: string, more: Partial<StatementRow> = {}): StatementRow => {
    row += 1;
    balance += yuan(amount);
    return { row, date, amount: yuan(amount), balance, reference, counterparty: '', text: '', ...more };
  };
  const rows = [
    line('2024-03-21', '10.00', 'LS-0321'),
    line('2024-03-22', '20.00', 'LS-0322'),
    line('2024-03-26', '3.00', 'LS-0326'),
    line('2024-03-28', '-7.00', 'LS-0328'),
    // Does not follow from the line before.
    line('2024-04-02', '-5.00', 'LS-0402', { balance: 1 }),
  ];
  const file = { id: newId(), name: '对账单.csv', sha256: 'one', rows, problems: [], count: rows.length };
  const take = (more: object = {}) => takeStatement(store.db, { ...of, ...file, ...hand(), ...more });
  expect(await outcome(take({ source: 'treasury' }))).toBe('treasury account-of-other-role');
  expect(await outcome(take({ account: newId() }))).toBe('treasury account-unknown');
  expect(await take()).toMatchObject({
    rows: 5,
    taken: 5,
    problems: [{ message: expect.stringContaining('余额接不上') }],
  });
  // Late in the evening in Greenwich: the next morning at the bureau.
  await store.db
    .updateTable('fund_file')
    .set({ made_at: new Date('2024-04-02T23:00:00Z') })
    .execute();
  const again = take({ id: newId() });
  expect(await outcome(again)).toBe('treasury file-taken-already');
  expect(await again).toMatchObject({ refusal: { message: expect.stringContaining('这份文件2024-04-03已经导入过') } });
  // Another file with the same lines: told row by row, none taken twice.
  expect(await take({ id: newId(), sha256: 'two' })).toMatchObject({ taken: 0, problems: { length: 5 } });
  expect(await matchAutomatically(store.db, { ...of, ...hand() })).toEqual({ matched: 3 });
  expect(await matchAutomatically(store.db, { ...of, ...hand() })).toEqual({ matched: 0 });
  const march = async () => must(await accountMatching(store.db, { ...of, month: '2024-03' }));
  let state = await march();
  // 5.00 paid on the last of March came to the bank in April: open at the end of March.
  expect(state.entries.map(({ amount, age }) => [amount, age])).toEqual([
    [100, 6],
    [200, 6],
    [-500, 0],
  ]);
  expect(state.lines.map(({ amount, age }) => [amount, age])).toEqual([
    [300, 5],
    [-700, 3],
  ]);
  expect(state.reconciliation).toMatchObject({ books: yuan('1028.00'), statement: yuan('1026.00'), difference: 0 });
  const [three, seven] = state.lines.map(({ id }) => id);
  const [one, two] = state.entries.map(({ id }) => id);
  const match = { ...of, id: newId(), lines: [three ?? ''], entries: [one ?? '', two ?? ''], reason: '银行合并记账' };
  const propose = (more: object = {}) => outcome(proposeMatch(store.db, { ...match, ...hand(), ...more }));
  expect(await propose({ lines: [seven] })).toBe('treasury match-unbalanced');
  expect(await propose({ lines: [newId()] })).toBe('treasury match-side-unknown');
  expect(await propose()).toBe('new');
  expect(await propose()).toBe('again');
  expect(await propose({ id: newId() })).toBe('treasury match-side-taken');
  const decide = (approve: boolean, by: string, id = match.id) =>
    outcome(decideMatch(store.db, { department, id, approve, reason: approve ? '' : '对错了', ...hand(by) }));
  expect(await decide(true, maker)).toBe('access checker-is-maker');
  expect(await decide(true, checker, newId())).toBe('treasury match-unknown');
  // Proposed only, it is open still.
  state = await march();
  expect([state.lines.length, state.entries.length, state.waiting.length]).toEqual([2, 3, 1]);
  expect(await decide(true, checker)).toBe('new');
  expect(await decide(true, checker)).toBe('treasury decided-already');
  state = await march();
  expect([state.lines.length, state.entries.length, state.reconciliation.difference]).toEqual([1, 1, 0]);
  expect(await decide(false, checker)).toBe('new');
  expect((await march()).entries).toHaveLength(3);
  // The finance bureau's own word on the same account is matched by itself.
  const fiscal = { ...of, source: 'fiscal' };
  must(await takeStatement(store.db, { ...fiscal, ...file, id: newId(), rows: rows.slice(0, 1), count: 1, ...hand() }));
  expect(await matchAutomatically(store.db, { ...fiscal, ...hand() })).toEqual({ matched: 1 });
  expect(await outcome(accountMatching(store.db, { ...of, month: '2024' }))).toBe('treasury date-malformed');
});
