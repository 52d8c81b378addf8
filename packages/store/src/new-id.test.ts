import { expect, it } from 'vitest';
import { newId } from './new-id.ts';

it('makes ids that stand in the order they were made', () => {
  const ids = Array.from({ length: 20_000 }, newId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
});
