import { expect, test } from 'vitest';
import {
  addMonths,
  compareTime,
  date,
  firstDayOf,
  isDate,
  isInForceIn,
  isInForceOn,
  isMonth,
  lastDayOf,
  month,
  monthOf,
  monthsBetween,
  yearOf,
} from './calendar.ts';

test.each`
  text                  | day      | why
  ${'2024-02-29'}       | ${true}  | ${'a leap year'}
  ${'2023-02-29'}       | ${false} | ${'no leap year'}
  ${'2000-02-29'}       | ${true}  | ${'divisible by 400'}
  ${'1900-02-29'}       | ${false} | ${'divisible by 100 only'}
  ${'2024-04-31'}       | ${false} | ${'April has 30 days'}
  ${'2024-12-31'}       | ${true}  | ${'the last day'}
  ${'2024-00-10'}       | ${false} | ${'no month'}
  ${'2024-13-01'}       | ${false} | ${'no month'}
  ${'2024-01-00'}       | ${false} | ${'no day'}
  ${'2024-1-1'}         | ${false} | ${'two digits each'}
  ${'0204-01-01'}       | ${false} | ${'a slip'}
  ${'2024-01'}          | ${false} | ${'a month'}
  ${'2024-01-01T00:00'} | ${false} | ${'a time'}
  ${'２０２４-01-01'}   | ${false} | ${'wide digits'}
`('$text is a date: $day ($why)', ({ text, day }: { text: string; day: boolean }) => {
  expect(isDate(text)).toBe(day);
  if (!day) expect(() => date(text)).toThrow('not a date');
});

test('months', () => {
  expect(['2024-01', '2024-12', '2024-00', '2024-13', '2024-1', '2024-01-01'].map(isMonth)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(() => month('2024-13')).toThrow('not a month');
  expect([monthOf('2024-02-29'), yearOf('2024-02-29'), yearOf('2024-02')]).toEqual(['2024-02', 2024, 2024]);
  expect(() => yearOf('2024')).toThrow('neither');
  expect([firstDayOf('2024-02'), lastDayOf('2024-02'), lastDayOf('2023-02'), lastDayOf('2024-11')]).toEqual([
    '2024-02-01',
    '2024-02-29',
    '2023-02-28',
    '2024-11-30',
  ]);
});

test.for([
  ['2024-12', 1, '2025-01'],
  ['2024-01', -1, '2023-12'],
  ['2024-06', 0, '2024-06'],
  ['2024-06', 30, '2026-12'],
  ['2024-06', -18, '2022-12'],
] as const)('%s and %i months is %s', ([start, count, end]) => {
  expect(addMonths(start, count)).toBe(end);
});

test('a run of months', () => {
  expect(monthsBetween('2024-11', '2025-02')).toEqual(['2024-11', '2024-12', '2025-01', '2025-02']);
  expect(monthsBetween('2024-03', '2024-03')).toEqual(['2024-03']);
  expect(monthsBetween('2024-03', '2024-02')).toEqual([]);
});

test('dates compare as they stand in the calendar', () => {
  expect([compareTime('2024-01-31', '2024-02-01'), compareTime('2024-02', '2024-02')]).toEqual([-1, 0]);
  expect(compareTime('2024-10', '2024-09')).toBe(1);
  expect(() => compareTime('2024-01', '2024-01-01')).toThrow('do not compare');
});

test.each`
  from            | to              | day             | on       | inYear
  ${'2019-01-01'} | ${null}         | ${'2018-12-31'} | ${false} | ${false}
  ${'2019-01-01'} | ${null}         | ${'2019-01-01'} | ${true}  | ${true}
  ${'2019-01-01'} | ${'2024-12-31'} | ${'2024-12-31'} | ${true}  | ${true}
  ${'2019-01-01'} | ${'2024-12-31'} | ${'2025-01-01'} | ${false} | ${false}
  ${'2024-07-01'} | ${null}         | ${'2024-06-30'} | ${false} | ${true}
`('from $from to $to: on $day $on, in that year $inYear', ({ from, to, day, on, inYear }) => {
  expect(isInForceOn({ from, to }, day)).toBe(on);
  expect(isInForceIn({ from, to }, yearOf(day))).toBe(inYear);
});
