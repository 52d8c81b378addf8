import { expect, test } from 'vitest';
import { type CrossRegionFiling, endProblem, filingProblem, filingsFor, isElsewhere, reachOf } from './decide.ts';

const held: CrossRegionFiling = {
  id: 'f',
  kind: 'long-term',
  area: '9801',
  from: '2024-01-01',
  to: '2024-06-30',
  reason: '随子女居住',
};
const draft = { kind: 'transferred', area: '98', from: '2024-03-05', to: null, reason: '转诊' };

test.each([
  ['care in another province', draft, null],
  ['a kind that is none', { ...draft, kind: 'holiday' }, 'kind-unknown'],
  ['a place of three digits', { ...draft, area: '980' }, 'area-malformed'],
  ['the own city', { ...draft, area: '9901' }, 'area-not-elsewhere'],
  ['a county of the own city', { ...draft, area: '990102' }, 'area-not-elsewhere'],
  ['all of the own province', { ...draft, area: '99' }, null],
  ['no reason', { ...draft, reason: ' ' }, 'text-malformed'],
  ['an end before the beginning', { ...draft, to: '2024-03-04' }, 'date-malformed'],
  ['a day that is none', { ...draft, from: '2024-02-30' }, 'date-malformed'],
  ['the same place while a filing holds', { ...draft, area: '9801', from: '2024-06-30' }, 'filing-overlaps'],
  ['the same place the day after it ended', { ...draft, area: '9801', from: '2024-07-01' }, null],
] as const)('%s', (_, filing, refusal) => {
  expect(filingProblem(filing, '990101', [held])?.refusal.id ?? null).toBe(refusal);
});

test.each([
  ['in the filed city, from its last day on', { area: '980105', from: '2024-06-30', to: '2024-07-09' }, 'f'],
  ['after the filing', { area: '980105', from: '2024-07-01', to: '2024-07-09' }, null],
  ['in another city', { area: '980205', from: '2024-03-01', to: '2024-03-09' }, null],
] as const)('a stay %s', (_, care, covering) => {
  expect(filingsFor([held], care).covering?.id ?? null).toBe(covering);
});

test('a filing may end on the day before it began, not earlier', () => {
  expect(endProblem('2024-01-01', '2023-12-31')).toBeNull();
  expect(endProblem('2024-01-01', '2023-12-30')?.refusal.id).toBe('date-malformed');
});

test('near and far, seen from where one is insured', () => {
  expect([isElsewhere('990101', '990105'), isElsewhere('990101', '990201')]).toEqual([false, true]);
  expect([reachOf('990101', '9902'), reachOf('990101', '980101')]).toEqual(['in-province', 'cross-province']);
});
