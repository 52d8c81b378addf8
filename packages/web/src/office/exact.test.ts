import { expect, test } from 'vitest';
import { exactSum, inWan, sameNumber, shownIn } from './exact.ts';

test.each([
  [[], '0'],
  [['1', '1', '0'], '2'],
  [['0.10', '0.20', '-0.35'], '-0.05'],
  [['1.5', '2', '0.25'], '3.75'],
])('%j add up to %s', (texts, sum) => {
  expect(exactSum(texts)).toBe(sum);
});

test.each([
  ['2', '2.00', true],
  ['-0.5', '-0.50', true],
  ['2.01', '2.0', false],
])('%s and %s are the same number: %s', (a, b, same) => {
  expect(sameNumber(a, b)).toBe(same);
});

test.each([
  ['20969986.84', '2097.00'],
  ['50.00', '0.01'],
  ['49.99', '0.00'],
  ['-125000.00', '-12.50'],
  ['-0.01', '0.00'],
])('%s yuan are %s 万元', (yuan, wan) => {
  expect(inWan(yuan)).toBe(wan);
});

test('only amounts change with the unit chosen', () => {
  expect(shownIn('20969986.84', '元', '万元')).toBe('2,097.00');
  expect(shownIn('20969986.84', '元', '元')).toBe('20,969,986.84');
  expect(shownIn('583437', '人', '万元')).toBe('583,437');
});
