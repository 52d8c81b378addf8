import { type Bill, type FeeLine } from '@mingzhang/policy';
import { expect, test } from 'vitest';
import { billOf, billText } from './premises.ts';

const line: FeeLine = {
  code: 'XA01',
  class: 'b',
  quantity: 20_000,
  price: 100_500_000,
  amount: 20_100,
  firstPay: 1_000,
  priceLimit: null,
  day: '2024-06-01',
  inForceFrom: '2024-01-01',
  inForceTo: null,
};

test.each<[string, Bill]>([
  ['no lines', { lines: [], sums: { own: 1, overLimit: 2, firstPay: 3, inScope: 4 }, hospitalBorne: 0, account: 5 }],
  ['one line', { lines: [line], hospitalBorne: 0, account: 0 }],
  [
    'lines that differ in some columns',
    {
      lines: [line, { ...line, code: 'XB02', priceLimit: 7 }, { ...line, class: 'c', inForceTo: '2024-12-31' }],
      hospitalBorne: 1,
      account: 2,
      extraInfants: 1,
    },
  ],
])('a bill is read back as it was: %s', (_, bill) => {
  expect(billOf(billText(bill))).toEqual(bill);
});

test('a column that is the same in every line is written once', () => {
  expect(billText({ lines: [line, line], hospitalBorne: 0, account: 0 })).not.toContain('"XA01","XA01"');
});
