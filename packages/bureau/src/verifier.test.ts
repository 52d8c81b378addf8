import { expect, test } from 'vitest';
import { firstOf } from './verifier.ts';

test('so many notes that they can be read; how many more there are is said', () => {
  const notes = Array.from({ length: 21 }, (_, index) => `第${index + 1}项。`);
  expect(firstOf(notes.slice(0, 20))).toEqual(notes.slice(0, 20));
  expect(firstOf(notes)).toEqual([...notes.slice(0, 20), '另有1项，这里没有列出。']);
});
