import { expect, test } from 'vitest';
import { isVerified, parameterOn, parameterProblem, parameters } from './decide.ts';

const id = '018f0000-0000-7000-8000-000000000001';
const entered = { id, key: 'housing', from: '2024-07-01', value: '0.12', source: '县公积金〔2024〕5号' };

test.each<[string, Partial<typeof entered>, string | null]>([
  ['a rate within its bounds', {}, null],
  ['a per cent', { value: '12%' }, 'parameter-out-of-range'],
  ['above the ceiling', { value: '0.13' }, 'parameter-out-of-range'],
  ['below the floor', { value: '0.04' }, 'parameter-out-of-range'],
  ['seven decimals', { value: '0.0800001' }, 'parameter-out-of-range'],
  ['no such parameter', { key: 'pension' }, 'parameter-unknown'],
  ['no document', { source: '' }, 'text-malformed'],
  ['no day', { from: '2024-7-1' }, 'date-malformed'],
  ['a choice', { key: 'depreciation-start', value: 'month-after' }, null],
  ['none of the choices', { key: 'depreciation-start', value: '0' }, 'parameter-out-of-range'],
])('%s', (_, other, expected) => expect(parameterProblem({ ...entered, ...other })?.refusal.id ?? null).toBe(expected));

test('what the unit confirmed goes before what is shipped; what nobody answers for is no value', () => {
  const own = (value: string, from: string, confirmedBy: string | null) => ({
    ...entered,
    key: 'annuity-person',
    value,
    from,
    confirmedBy,
  });
  const values = [
    own('0.03', '2024-07-01', '赵复核'),
    own('0.02', '2024-01-01', '赵复核'),
    own('0.01', '2024-08-01', null),
  ];
  expect(parameterOn('annuity-person', '2023-12-31', values)?.value).toBe('0.04');
  expect(parameterOn('annuity-person', '2024-03-01', values)?.value).toBe('0.02');
  expect(parameterOn('annuity-person', '2024-09-01', values)?.value).toBe('0.03');
  expect(parameterOn('annuity-person', '2014-09-30', [])).toBeNull();
  expect(parameterOn('pension-employer', '2024-03-01', [])).toBeNull();
});

test('shipped parameters are well formed', () => {
  const keys = parameters.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  for (const parameter of parameters) {
    if (parameter.value !== null) expect(parameterProblem({ ...parameter, id, value: parameter.value })).toBeNull();
    expect((parameter.choices === undefined) === (parameter.maximum !== undefined)).toBe(true);
  }
  expect(parameters.filter(isVerified).map(({ key }) => key)).toEqual(['annuity-employer', 'annuity-person']);
});
