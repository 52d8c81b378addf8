import { expect, test } from 'vitest';
import {
  absolute,
  divideExact,
  exact,
  formatExact,
  intervalAround,
  intervalsMeet,
  one,
  parseExact,
  roundExact,
  truncateExact,
} from './exact.ts';

test.for([
  ['0', '0'],
  ['1552.69', '1552.69'],
  ['-0.01', '-0.01'],
  ['+3', '3'],
  ['7.', '7'],
  ['0.00000001', '0.00000001'],
  ['9007199254740993.25', '9007199254740993.25'],
  ['000.10', '0.1'],
])('%s is read and printed as %s', ([text = '', printed]) => {
  const value = parseExact(text);
  expect(value === null ? null : formatExact(value)).toBe(printed);
});

test.for(['', '-', '.5', '1,552.69', '1e3', '12 3', '１２', '1.2.3', '0.123456789', '9'.repeat(25), 'NaN'])(
  '%j is no plain decimal',
  (text) => {
    expect(parseExact(text)).toBeNull();
  },
);

test('a literal may carry thousands separators; anything else is a broken promise', () => {
  expect(exact('1,552.69')).toBe(155_269_000_000n);
  expect(() => exact('约三')).toThrow('约三');
});

test.for([
  ['2.5', 2, '2.50'],
  ['2.505', 2, '2.505'],
  ['100', 0, '100'],
  ['-0.5', 1, '-0.5'],
  ['0', 2, '0.00'],
] as const)('%s with at least %i decimals is %s', ([text, places, printed]) => {
  expect(formatExact(exact(text), places)).toBe(printed);
});

test.for([
  // 四舍五入 goes away from zero on both sides; cutting off goes towards it.
  ['2.344', 2, '2.34', '2.34'],
  ['2.345', 2, '2.35', '2.34'],
  ['2.349', 2, '2.35', '2.34'],
  ['-2.345', 2, '-2.35', '-2.34'],
  ['-2.344', 2, '-2.34', '-2.34'],
  ['0.5', 0, '1', '0'],
  ['99.995', 2, '100', '99.99'],
] as const)('%s to %i places rounds to %s and is cut to %s', ([text, places, rounded, cut]) => {
  expect(formatExact(roundExact(exact(text), places))).toBe(rounded);
  expect(formatExact(truncateExact(exact(text), places))).toBe(cut);
});

test.for([
  ['1', '3', '0.33333333'],
  ['2', '3', '0.66666667'],
  ['-2', '3', '-0.66666667'],
  ['2', '-3', '-0.66666667'],
  ['0', '5', '0'],
  ['1879.42', '4661.30', '0.40319653'],
])('%s ÷ %s is %s', ([a = '', b = '', quotient]) => {
  expect(formatExact(divideExact(exact(a), exact(b)))).toBe(quotient);
});

test('nothing is divided by zero', () => {
  expect(() => divideExact(one, 0n)).toThrow('zero');
});

test.for([
  ['1.00', '1.01', '0.005', true],
  ['1.00', '1.01', '0.0049', false],
  ['1.00', '1.00', '0', true],
  ['-1', '1', '0.5', false],
] as const)('%s and %s, each ±%s, meet: %s (the intervals are closed)', ([a, b, half, meet]) => {
  expect(intervalsMeet(intervalAround(exact(a), exact(half)), intervalAround(exact(b), exact(half)))).toBe(meet);
});

test('the absolute value', () => {
  expect([absolute(-3n), absolute(0n), absolute(3n)]).toEqual([3n, 0n, 3n]);
});
