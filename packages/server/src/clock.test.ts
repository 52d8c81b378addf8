import { expect, test } from 'vitest';
import { dayOf } from './clock.ts';

test.each`
  time                          | day
  ${'2024-12-31T15:59:59.999Z'} | ${'2024-12-31'}
  ${'2024-12-31T16:00:00.000Z'} | ${'2025-01-01'}
`('at $time it is $day', ({ time, day }: Record<'time' | 'day', string>) => {
  expect(dayOf(new Date(time))).toBe(day);
});
