import { expect, test } from 'vitest';
import { yearNamed, yearOptions, yearShown } from './year-choice.tsx';

test.each([
  ['what was asked for, with data or without', 2019, [2025, 2024], 2019],
  ['the latest with data', null, [2023, 2025, 2024], 2025],
  ['the present one where there is data of it', null, [2026, 2025], 2026],
  ['the present one where there is none at all', null, [], 2026],
  ['no year to come', null, [2027, 2025], 2025],
  ['the present one where there is only data to come', null, [2027], 2026],
] as const)('a page opens at %s', (_, asked, years, shown) => {
  expect(yearShown({ asked, years, present: 2026 })).toBe(shown);
});

test('the years with data can be chosen, the present one and the one that was asked for; those without say so', () => {
  expect(yearOptions({ asked: 2020, years: [2024, 2025], present: 2026 }).map(({ label }) => label)).toEqual([
    '2026年（还没有数）',
    '2025年',
    '2024年',
    '2020年（还没有数）',
  ]);
  expect(yearOptions({ asked: null, years: [], present: 2026, lacking: '还没有预算' })[0]?.label).toBe(
    '2026年（还没有预算）',
  );
  expect(yearOptions({ asked: null, years: [2026], present: 2026 })).toEqual([{ value: 2026, label: '2026年' }]);
});

test.each([
  ['2025', 2025],
  ['1999', 1999],
  ['', null],
  [null, null],
  ['25', null],
  ['2025年', null],
] as const)('an address with %j names %s', (text, year) => {
  expect(yearNamed(text)).toBe(year);
});
