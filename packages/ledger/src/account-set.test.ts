import { expect, test } from 'vitest';
import { latestRow } from './account.ts';
import { type AccountSetDraft, decideAccountSet } from './account-set.ts';

const draft: AccountSetDraft = {
  id: 'bureau-budgetary',
  unit: '青禾县医疗保障局',
  unitKind: 'administrative',
  book: 'budgetary',
  firstMonth: '2024-01',
};
const fund: AccountSetDraft = { ...draft, id: 'resident-fund', unitKind: 'fund', book: 'fund', funds: ['resident'] };
const confirmation = { key: 'cash', code: '1001', by: '李会计', on: '2024-01-02', source: '财会〔2017〕28号附表' };
const detail = { key: '810106', code: '810106', name: '本年收支结转', parent: '8101', from: '2019-01-01' };

test.each`
  change                                                              | refusal                           | why
  ${{ id: 'Bureau 1' }}                                               | ${'set-id-malformed'}             | ${'capitals and a space'}
  ${{ firstMonth: '2024-1' }}                                         | ${'set-month-malformed'}          | ${'one digit'}
  ${{ book: 'fund' }}                                                 | ${'set-kind-mismatch'}            | ${'a department keeps no fund book'}
  ${{ funds: ['resident'] }}                                          | ${'set-kind-mismatch'}            | ${'nor a fund'}
  ${{ ...fund, funds: [] }}                                           | ${'set-kind-mismatch'}            | ${'a fund book names its funds'}
  ${{ ...fund, funds: ['work-injury'] }}                              | ${'fund-not-covered'}             | ${'工伤保险 has rules of its own'}
  ${{ ...fund, confirmations: [{ ...confirmation, key: 'gold' }] }}   | ${'confirmation-account-unknown'} | ${'no such account'}
  ${{ ...fund, confirmations: [{ ...confirmation, by: ' ' }] }}       | ${'confirmation-incomplete'}      | ${'nobody answers for it'}
  ${{ ...fund, confirmations: [{ ...confirmation, code: '10011' }] }} | ${'confirmation-incomplete'}      | ${'five digits'}
  ${{ ...fund, confirmations: [{ ...confirmation, code: '1004' }] }}  | ${'account-code-taken'}           | ${'支出户存款 has it'}
  ${{ details: [{ ...detail, parent: '8109' }] }}                     | ${'detail-parent-unknown'}        | ${'no such account'}
  ${{ details: [{ ...detail, from: '2019' }] }}                       | ${'detail-malformed'}             | ${'no date'}
  ${{ details: [detail, { ...detail, key: '810107' }] }}              | ${'account-code-taken'}           | ${'two of one code'}
`('$refusal: $why', ({ change, refusal }: { change: Partial<AccountSetDraft>; refusal: string }) => {
  const decision = decideAccountSet({ ...draft, ...change });
  expect('refusal' in decision ? decision.refusal.id : 'accepted').toBe(refusal);
});

test('a confirmation leaves the earlier rows of an account as they were', () => {
  const confirmations = [{ ...confirmation, key: '1821', code: '1821' }];
  const decision = decideAccountSet({ ...draft, book: 'financial', confirmations });
  const rows = 'set' in decision ? decision.set.accounts.filter(({ key }) => key === '1821') : [];
  expect(rows.map(({ name, grade, source }) => `${name} ${grade} ${source.includes('李会计')}`)).toEqual([
    '文物文化资产 A false',
    '文物资源 B true',
  ]);
});

test('a detail account inherits from the one above it; a confirmed code bears the name of who confirmed it', () => {
  const department = decideAccountSet({ ...draft, details: [{ ...detail, requires: ['fund', 'source'] }] });
  const own = 'set' in department ? latestRow(department.set.accounts, '810106') : null;
  expect(own).toMatchObject({ class: 'budget-balance', normalSide: 'credit', parent: '8101' });
  expect(own?.requires).toEqual(['functionCode', 'spending', 'source', 'fund']);
  const resident = decideAccountSet({ ...fund, confirmations: [confirmation] });
  const cash = 'set' in resident ? latestRow(resident.set.accounts, 'cash') : null;
  expect(cash).toMatchObject({ code: '1001', grade: 'B', source: '财会〔2017〕28号附表（李会计，2024-01-02）' });
});
