import { expect, test } from 'vitest';
import { countdown, lastDayToPublish } from './deadline.ts';

test.each`
  reply           | last            | why
  ${'2025-09-10'} | ${'2025-09-30'} | ${'the day of the reply is not counted'}
  ${'2025-08-20'} | ${'2025-09-09'} | ${'over the end of a month'}
  ${'2024-02-15'} | ${'2024-03-06'} | ${'a leap year'}
  ${'2025-12-20'} | ${'2026-01-09'} | ${'over the end of a year'}
  ${'2025-09-07'} | ${'2025-09-27'} | ${'a Saturday is no reason to wait'}
`('replied $reply, the last day is $last: $why', ({ reply, last }: Readonly<Record<string, string>>) => {
  expect(lastDayToPublish(reply ?? '')).toBe(last);
});

test.each`
  today           | left
  ${'2025-09-10'} | ${20}
  ${'2025-09-29'} | ${1}
  ${'2025-09-30'} | ${0}
  ${'2025-10-01'} | ${-1}
`('$left days are left on $today', ({ today, left }: { today: string; left: number }) => {
  expect(countdown('2025-09-10', today)).toEqual({ lastDay: '2025-09-30', daysLeft: left });
});
