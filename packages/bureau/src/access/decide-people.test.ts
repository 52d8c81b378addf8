import { describe, expect, test } from 'vitest';
import { type Grant } from './decide.ts';
import { decideGrant, decideLastAdministrator, decideOther, decidePerson } from './decide-people.ts';

test.each`
  name               | signIn            | taken    | answer
  ${'林知微'}        | ${'kuaiji'}       | ${false} | ${'kuaiji'}
  ${' 林知微 '}      | ${' KuaiJi '}     | ${false} | ${'kuaiji'}
  ${'林知微'}        | ${'l.zhiwei-02'}  | ${false} | ${'l.zhiwei-02'}
  ${' \u200b '}      | ${'kuaiji'}       | ${false} | ${'person-name-missing'}
  ${'名'.repeat(51)} | ${'kuaiji'}       | ${false} | ${'person-name-missing'}
  ${'林知微'}        | ${'k'}            | ${false} | ${'sign-in-malformed'}
  ${'林知微'}        | ${'会计'}         | ${false} | ${'sign-in-malformed'}
  ${'林知微'}        | ${'-kuaiji'}      | ${false} | ${'sign-in-malformed'}
  ${'林知微'}        | ${'k'.repeat(33)} | ${false} | ${'sign-in-malformed'}
  ${'林知微'}        | ${'kuaiji'}       | ${true}  | ${'sign-in-taken'}
`('$name as $signIn: $answer', ({ name, signIn, taken, answer }) => {
  const outcome = decidePerson({ name, signIn, taken });
  expect('refusal' in outcome ? outcome.refusal.id : outcome.signIn).toBe(answer);
  if (!('refusal' in outcome)) expect(outcome.name).toBe('林知微');
});

describe('a role is given', () => {
  const places = [{ department: 'demo', units: ['centre'] }];
  const held = (role: Grant['role'], from: string, to: string | null): readonly Grant[] => [
    { role, department: null, unit: null, from, to },
  ];
  const draft = { role: 'desk-clerk', department: null, unit: null, from: '2024-01-01', to: null };
  test.each`
    draft                                          | held                                                 | answer
    ${{}}                                          | ${[]}                                                | ${'given'}
    ${{ department: 'demo' }}                      | ${[]}                                                | ${'given'}
    ${{ department: 'demo', unit: 'centre' }}      | ${[]}                                                | ${'given'}
    ${{ role: 'emperor' }}                         | ${[]}                                                | ${'role-unknown'}
    ${{ role: 'toString' }}                        | ${[]}                                                | ${'role-unknown'}
    ${{ department: 'x' }}                         | ${[]}                                                | ${'department-unknown'}
    ${{ department: 'demo', unit: 'x' }}           | ${[]}                                                | ${'unit-unknown'}
    ${{ unit: 'centre' }}                          | ${[]}                                                | ${'unit-unknown'}
    ${{ from: '2024-02-30' }}                      | ${[]}                                                | ${'grant-day-malformed'}
    ${{ to: '2024' }}                              | ${[]}                                                | ${'grant-day-malformed'}
    ${{ to: '2023-12-31' }}                        | ${[]}                                                | ${'grant-span-reversed'}
    ${{ to: '2024-01-01' }}                        | ${[]}                                                | ${'given'}
    ${{}}                                          | ${held('reviewer', '2020-01-01', null)}              | ${'given'}
    ${{}}                                          | ${held('administrator', '2020-01-01', null)}         | ${'roles-incompatible'}
    ${{}}                                          | ${held('administrator', '2020-01-01', '2024-01-01')} | ${'roles-incompatible'}
    ${{}}                                          | ${held('administrator', '2020-01-01', '2023-12-31')} | ${'given'}
    ${{ role: 'administrator' }}                   | ${held('desk-clerk', '2024-12-01', null)}            | ${'roles-incompatible'}
    ${{ role: 'auditor' }}                         | ${held('administrator', '2024-12-01', null)}         | ${'roles-incompatible'}
    ${{ role: 'administrator', to: '2024-11-30' }} | ${held('desk-clerk', '2024-12-01', null)}            | ${'given'}
    ${{}}                                          | ${held('desk-clerk', '2024-06-01', '2024-06-30')}    | ${'grant-repeated'}
    ${{ department: 'demo' }}                      | ${held('desk-clerk', '2024-06-01', '2024-06-30')}    | ${'given'}
  `('$draft beside $held: $answer', ({ draft: more, held: others, answer }) => {
    const outcome = decideGrant({ ...draft, ...more }, { held: others, places });
    expect('refusal' in outcome ? outcome.refusal.id : 'given').toBe(answer);
    if ('refusal' in outcome) expect(outcome.refusal.message).toMatch(/。$/);
  });
});

describe('somebody who can manage people is left', () => {
  const administrator = (person: string, more: Partial<Grant> = {}) => ({
    person,
    grants: [{ role: 'administrator', department: null, unit: null, from: '2024-01-01', to: null, ...more } as Grant],
  });
  test.each`
    all                                         | after                                           | answer
    ${[administrator('a'), administrator('b')]} | ${[administrator('b')]}                         | ${null}
    ${[administrator('a')]}                     | ${[]}                                           | ${'last-administrator'}
    ${[administrator('a')]}                     | ${[administrator('b', { to: '2030-01-01' })]}   | ${'last-administrator'}
    ${[administrator('a')]}                     | ${[administrator('b', { from: '2025-01-01' })]} | ${'last-administrator'}
    ${[administrator('a')]}                     | ${[administrator('b', { role: 'director' })]}   | ${'last-administrator'}
    ${[]}                                       | ${[]}                                           | ${null}
  `('$answer', ({ all, after, answer }) => {
    expect(decideLastAdministrator(all, after, '2024-06-01')?.refusal.id ?? null).toBe(answer);
  });
});

test('nobody manages their own account', () => {
  expect(decideOther('a', 'b')).toBeNull();
  expect(decideOther('a', 'a')?.refusal.id).toBe('change-of-oneself');
});
