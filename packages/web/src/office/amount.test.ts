import { expect, test } from 'vitest';
import { grouped, negated, sumOf, typedAmount } from './amount.tsx';

test.each([
  ['0.05', '0.05'],
  ['999.00', '999.00'],
  ['1234567.80', '1,234,567.80'],
  ['-1000.00', '-1,000.00'],
])('%s is shown as %s', (amount, shown) => {
  expect(grouped(amount)).toBe(shown);
});

test.each([
  ['1,234.5', '1234.50'],
  [' 12 ', '12.00'],
  ['-0.05', '-0.05'],
  ['007', '7.00'],
  ['3.', '3.00'],
  ['1.234', null],
  ['一百', null],
  ['', null],
])('%j typed is %j', (text, amount) => {
  expect(typedAmount(text)).toBe(amount);
});

test('sums are exact, signs turn around', () => {
  expect(sumOf(['0.10', '0.20', '-0.35'])).toBe('-0.05');
  expect(sumOf([])).toBe('0.00');
  expect(['1.00', '-1.00', '0.00'].map(negated)).toEqual(['-1.00', '1.00', '0.00']);
});
