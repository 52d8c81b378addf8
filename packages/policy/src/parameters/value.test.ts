import { expect, test } from 'vitest';
import { parameterText, parameterValueOf, printedParameter } from './value.ts';

test.each([
  ['800', 'yuan', 80_000, '800.00', '800.00元'],
  ['0.5', 'yuan', 50, '0.50', '0.50元'],
  ['0.85', 'ratio', 8_500, '0.85', '85%'],
  ['1', 'ratio', 10_000, '1', '100%'],
  ['0.0735', 'ratio', 735, '0.0735', '7.35%'],
  ['30', 'days', 30, '30', '30天'],
  ['3', 'months', 3, '3', '3个月'],
  ['3', 'count', 3, '3', '3'],
  ['same-level', 'word', 'same-level', 'same-level', '同级医院'],
  ['09-01', 'word', '09-01', '09-01', '09-01'],
] as const)('%s %s', (text, unit, value, written, printed) => {
  expect(parameterValueOf(text, unit)).toBe(value);
  expect(parameterText(value, unit)).toBe(written);
  expect(parameterValueOf(written, unit)).toBe(value);
  expect(printedParameter(value, unit)).toBe(printed);
});

test.each([
  ['1.001', 'yuan'],
  ['-1', 'yuan'],
  ['70%', 'ratio'],
  ['1.2', 'ratio'],
  ['-0.1', 'ratio'],
  ['0.12345', 'ratio'],
  ['', 'ratio'],
  ['1.5', 'days'],
  ['', 'word'],
] as const)('“%s” is no value in %s', (text, unit) => {
  expect(parameterValueOf(text, unit)).toBeNull();
});
