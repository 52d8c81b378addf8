import { expect, test } from 'vitest';
import { ownCopy, remembering } from './remember.ts';

test('a short text is worked out once, a long one each time', () => {
  let worked = 0;
  const length = remembering((text) => {
    worked += 1;
    return text.length > 3;
  });
  expect([length('合计'), length('合计'), length('本年收入合计')]).toEqual([false, false, true]);
  expect(worked).toBe(2);
  const long = '本'.repeat(80);
  expect([length(long), length(long)]).toEqual([true, true]);
  expect(worked).toBe(4);
});

test('an answer of null is remembered too', () => {
  let worked = 0;
  const nothing = remembering((): string | null => {
    worked += 1;
    return null;
  });
  expect([nothing('a'), nothing('a'), worked]).toEqual([null, null, 1]);
});

test('a copy is the same text', () => {
  expect(ownCopy('一般公共预算财政拨款支出决算表'.slice(4))).toBe('预算财政拨款支出决算表');
  expect(ownCopy('')).toBe('');
});
