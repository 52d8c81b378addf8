import { expect, test } from 'vitest';
import { isShownSafely, mediaTypeOf } from './media-type.ts';

const text = (words: string): Uint8Array => new TextEncoder().encode(words);

test.each([
  ['发票.pdf', text('%PDF-1.7 …'), 'application/pdf', true],
  ['发票.txt', text('%PDF-1.7 …'), 'application/pdf', true],
  ['照片.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'image/png', true],
  ['照片.jpg', new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg', true],
  ['电子发票.ofd', new Uint8Array([0x50, 0x4b, 3, 4]), 'application/ofd', false],
  ['照片.png', text('<script>alert(1)</script>'), 'application/octet-stream', false],
  ['图.svg', text('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'application/octet-stream', false],
  ['空', new Uint8Array(), 'application/octet-stream', false],
])('%s is known by what it holds', (name, bytes, type, shown) => {
  expect(mediaTypeOf(bytes, name)).toBe(type);
  expect(isShownSafely(type)).toBe(shown);
});
