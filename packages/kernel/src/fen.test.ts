import { expect, test } from 'vitest';
import { formatExact } from './exact.ts';
import {
  addFen,
  fen,
  formatYuan,
  multiplyFen,
  negateFen,
  parseYuan,
  roundFraction,
  subtractFen,
  sumFen,
  wanyuanOfFen,
} from './fen.ts';

const most = Number.MAX_SAFE_INTEGER;

test.for([
  ['0', 0, '0.00'],
  ['0.01', 1, '0.01'],
  ['-0.05', -5, '-0.05'],
  ['1552.69', 155_269, '1552.69'],
  ['3', 300, '3.00'],
  ['0.5', 50, '0.50'],
  ['7.', 700, '7.00'],
  ['1.2300', 123, '1.23'],
  ['90071992547409.91', most, '90071992547409.91'],
  ['-0', 0, '0.00'],
] as const)('%s yuan is %i fen and prints as %s', ([text, amount, printed]) => {
  expect(parseYuan(text)).toBe(amount);
  expect(formatYuan(amount)).toBe(printed);
});

test.for(['', '1.234', '1,552.69', '元', '1e3', '90071992547409.92', 'NaN', '１'])(
  '%j is no amount in yuan',
  (text) => {
    expect(parseYuan(text)).toBeNull();
  },
);

test.for([0.5, Number.NaN, Number.POSITIVE_INFINITY, most + 1])('%d is no amount in fen', (value) => {
  expect(() => fen(value)).toThrow('not an amount in fen');
});

test('sums are exact or fail loudly', () => {
  expect([addFen(1, 2), subtractFen(1, 2), negateFen(5), sumFen([]), sumFen([1, 2, 3])]).toEqual([3, -1, -5, 0, 6]);
  expect(Object.is(negateFen(0), 0)).toBe(true);
  expect(() => addFen(most, 1)).toThrow('not an amount in fen');
  expect(() => subtractFen(-most, 1)).toThrow('not an amount in fen');
  expect(() => sumFen([most, 1, -1])).toThrow('not an amount in fen');
});

test.each`
  amount                   | numerator | denominator | product
  ${10_000}                | ${1}      | ${3}        | ${3_333}
  ${10_000}                | ${2}      | ${3}        | ${6_667}
  ${1}                     | ${1}      | ${2}        | ${1}
  ${-1}                    | ${1}      | ${2}        | ${-1}
  ${-1}                    | ${1}      | ${-2}       | ${1}
  ${1}                     | ${49}     | ${100}      | ${0}
  ${0}                     | ${7}      | ${9}        | ${0}
  ${900_000_000_000}       | ${10_000} | ${10_001}   | ${899_910_008_999}
  ${9_007_199_254_740_991} | ${9_999}  | ${10_000}   | ${9_006_298_534_815_517}
`('$amount fen × $numerator/$denominator is $product fen', ({ amount, numerator, denominator, product }) => {
  expect(multiplyFen(amount, { numerator, denominator })).toBe(product);
});

test('a product that does not fit, and a division by zero, fail loudly', () => {
  expect(() => multiplyFen(most, { numerator: 2, denominator: 1 })).toThrow('not an amount in fen');
  expect(() => roundFraction(1n, 0n)).toThrow('zero');
});

test.for([
  [0, '0.00'],
  [4_999, '0.00'],
  [5_000, '0.01'],
  [-4_999, '0.00'],
  [-5_000, '-0.01'],
  [15_526_949_999, '15526.95'],
  [15_526_944_999, '15526.94'],
  [1_180_000_000, '1180.00'],
] as const)('%i fen is %s 万元', ([amount, printed]) => {
  expect(formatExact(wanyuanOfFen(amount), 2)).toBe(printed);
});
