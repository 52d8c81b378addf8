import { describe, expect, test } from 'vitest';
import { auditBytes } from './audit-file.ts';
import { decodeText } from './decode.ts';
import { readText } from './read-text.ts';

describe('text of any size is read in time that grows with its length', () => {
  /** Each was once read in time that grows with the square. */
  const longTexts: readonly (readonly [string, string])[] = [
    ['blanks inside a line', `甲${' '.repeat(1_000_000)}乙`],
    ['one line of digits', '1'.repeat(1_000_000)],
    ['one line of pipes', '| '.repeat(500_000)],
    ['a sentence that never ends, a line at a time', '支出 1,234.56 万元，比上年增加的各项开支为\n'.repeat(40_000)],
    ['a cell a line', '\t12.34\n'.repeat(200_000)],
    ['grids cut by page breaks', 'a\tb\tc\n\n'.repeat(100_000)],
    ['a cell and then only empty lines', `\t甲\n\t乙\n${'\n'.repeat(500_000)}丙\n\t丁`],
  ];

  for (const [name, text] of longTexts) {
    test(name, { timeout: 20_000 }, () => {
      const started = performance.now();
      expect(readText(text).length).toBeGreaterThan(0);
      // Square time would take minutes; this leaves room for a busy machine.
      expect(performance.now() - started).toBeLessThan(10_000);
    });
  }
});

describe('bytes', () => {
  const utf16 = (text: string, big: boolean): Uint8Array => {
    const bytes = new Uint8Array(text.length * 2);
    const view = new DataView(bytes.buffer);
    for (let index = 0; index < text.length; index += 1) view.setUint16(index * 2, text.charCodeAt(index), !big);
    return bytes;
  };

  test.each([
    ['UTF-8', new TextEncoder().encode('部门决算 1.00')],
    ['UTF-8 with a mark', new TextEncoder().encode('\ufeff部门决算 1.00')],
    ['UTF-16 with a mark', utf16('\ufeff部门决算 1.00', false)],
    ['UTF-16, the other order', utf16('\ufeff部门决算 1.00', true)],
    ['GBK', Uint8Array.from([0xb2, 0xbf, 0xc3, 0xc5, 0xbe, 0xf6, 0xcb, 0xe3, 0x20, 0x31, 0x2e, 0x30, 0x30])],
  ])('%s is text', (_, bytes) => {
    expect(decodeText(bytes)).toMatchObject({ ok: true, text: '部门决算 1.00' });
  });

  test.each([
    ['nothing', new Uint8Array(), '空的'],
    ['white space', new TextEncoder().encode(' \n\n'), '空白'],
    ['a PDF', new TextEncoder().encode('%PDF-1.7 …'), 'PDF'],
    ['binary data', Uint8Array.from([1, 2, 3, 0, 4, 5, 6, 7]), '二进制'],
  ])('%s is refused with a sentence', (_, bytes, word) => {
    const audit = auditBytes(bytes, 'a.txt');
    expect(audit.ok).toBe(false);
    expect(audit.error).toContain(word);
  });
});

test('only the named checks run', () => {
  const bytes = new TextEncoder().encode('某县医疗保障局2024年度部门决算');
  expect(auditBytes(bytes, 'a.txt', { checks: ['tables-agree'] }).checked.map(({ check }) => check)).toEqual([
    'tables-agree',
  ]);
  expect(auditBytes(bytes, 'a.txt').checked.length).toBeGreaterThan(1);
});
