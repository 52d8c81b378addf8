import { expect, test } from 'vitest';
import { isUuid7, uuid7 } from './uuid.ts';

test.each([
  [1_704_067_200_000, 0x00, '018cc251-f400-7000-8000-000000000000'],
  [1_704_067_200_000, 0xff, '018cc251-f400-7fff-bfff-ffffffffffff'],
  [0, 0x12, '00000000-0000-7212-9212-121212121212'],
])('%i ms and bytes of %i give %s', (milliseconds, byte, expected) => {
  expect(uuid7(milliseconds, new Uint8Array(10).fill(byte))).toBe(expected);
});

test.each([
  [-1, 10],
  [1.5, 10],
  [0, 9],
])('%d ms with %i bytes are refused', (milliseconds, length) => {
  expect(() => uuid7(milliseconds, new Uint8Array(length))).toThrow('ten random bytes');
});

test.each([
  ['018cc251-f400-7000-8000-000000000000', true],
  ['018CC251-F400-7000-8000-000000000000', false],
  ['018cc251-f400-4000-8000-000000000000', false],
  ['018cc251-f400-7000-c000-000000000000', false],
  ['018cc251-f400-7000-8000-00000000000', false],
  [' 018cc251-f400-7000-8000-000000000000', false],
])('%j is one: %j', (text, expected) => {
  expect(isUuid7(text)).toBe(expected);
});
