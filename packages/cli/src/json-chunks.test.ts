import { expect, test } from 'vitest';
import { jsonChunks } from './json-chunks.ts';

const values: readonly object[] = [
  {},
  { a: 1, b: null, c: 'x\ny', d: [], e: undefined },
  { list: [{ a: [1, { b: '"\u2028' }] }, 'x', null], nested: { list: [1, 2], empty: {} } },
];

test.each(values)('prints %j as JSON.stringify does', (value) => {
  expect([...jsonChunks(value, 2)].join('')).toBe(`${JSON.stringify(value, null, 2)}\n`);
  expect([...jsonChunks(value, 0)].join('')).toBe(`${JSON.stringify(value)}\n`);
});

test('a long list comes in pieces', () => {
  const value = { list: Array.from({ length: 50 }, () => 'x'.repeat(100_000)) };
  const chunks = [...jsonChunks(value, 0)];
  expect(chunks.length).toBeGreaterThan(3);
  expect(chunks.join('')).toBe(`${JSON.stringify(value)}\n`);
});
