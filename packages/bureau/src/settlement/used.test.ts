import { type Accumulators, noneUsed } from '@mingzhang/policy';
import { expect, test } from 'vitest';
import { usedOf, usedText } from './used.ts';

const some: Accumulators = {
  ...noneUsed(2024),
  pool: 2_240,
  stays: { 'level-2': 1 },
  limitUsed: { 'cor-pulmonale 2024-05': 12_000 },
};

test.each<[string, Accumulators, string]>([
  ['nothing', noneUsed(2024), '{"year":2024}'],
  ['some of it', some, '{"year":2024,"stays":{"level-2":1},"pool":2240,"limitUsed":{"cor-pulmonale 2024-05":12000}}'],
  ['an amount below zero', { ...noneUsed(2023), burden: -5 }, '{"year":2023,"burden":-5}'],
])('only what is used is kept, and read back whole: %s', (_, used, text) => {
  expect(usedText(used)).toBe(text);
  expect(usedOf(JSON.parse(text))).toEqual(used);
});

test('what was written in full reads the same', () => {
  expect(usedOf(JSON.parse(JSON.stringify(some)))).toEqual(some);
  expect(usedOf(JSON.parse(JSON.stringify(noneUsed(2024))))).toEqual(noneUsed(2024));
});
