/** Bad input is answered with a sentence that says what to do; text in any of the usual encodings is read. */
import { expect, test } from 'vitest';
import { auditBytes } from './audit-file.ts';
import { decodeText } from './decode.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, littleEndian: boolean): Uint8Array => {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index += 1) view.setUint16(index * 2, text.charCodeAt(index), littleEndian);
  return bytes;
};
/** 部门决算, as GBK has it. */
const gbk = Uint8Array.from([0xb2, 0xbf, 0xc3, 0xc5, 0xbe, 0xf6, 0xcb, 0xe3]);
const words = '部门决算\t2024\t1.00\n公开01表\t\t';

test.for([
  ['UTF-8', utf8(words), 'UTF-8', words],
  ['UTF-8 with a mark', utf8(`\ufeff${words}`), 'UTF-8', words],
  ['GBK', gbk, 'GB18030', '部门决算'],
  ['UTF-16 little-endian with a mark', utf16(`\ufeff${words}`, true), 'UTF-16LE', words],
  ['UTF-16 big-endian with a mark', utf16(`\ufeff${words}`, false), 'UTF-16BE', words],
  ['UTF-16 little-endian without a mark', utf16(words, true), 'UTF-16LE', words],
  ['UTF-16 big-endian without a mark', utf16(words, false), 'UTF-16BE', words],
  ['Windows line ends', utf8('一\r\n二'), 'UTF-8', '一\r\n二'],
  ['a form feed between pages', utf8('一\f二'), 'UTF-8', '一\f二'],
] as const)('%s is read', ([, bytes, encoding, text]) => {
  expect(decodeText(bytes)).toEqual({ ok: true, encoding, text });
});

test.for([
  ['an empty file', new Uint8Array(), '空的'],
  ['white space alone', utf8(' \n\t\n\u3000'), '只有空白'],
  ['a mark alone', utf8('\ufeff'), '只有空白'],
  ['PDF', utf8('%PDF-1.7\n…'), 'PDF'],
  ['Word, Excel or ZIP', Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 1, 2]), 'Word'],
  ['an old Word file', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), '旧版'],
  ['PNG', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d]), 'PNG'],
  ['JPEG', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]), 'JPEG'],
  ['RAR', utf8('Rar!\u001a'), 'RAR'],
  ['zeros', new Uint8Array(64), '二进制'],
  ['control characters', Uint8Array.from(Array.from({ length: 200 }, (_, index) => 1 + (index % 8))), '二进制'],
  ['no encoding at all', Uint8Array.from([0xe9, 0x83, 0xff, 0xff, 0xfd, 0x80]), '编码'],
] as const)('%s is refused', ([, bytes, word]) => {
  const decoded = decodeText(bytes);
  expect(decoded).toMatchObject({ ok: false });
  if (!decoded.ok) {
    expect(decoded.error).toContain(word);
    expect(decoded.error).toMatch(/请/);
  }
});

test('a refusal is an audit object too', () => {
  const audit = auditBytes(new Uint8Array(), '空.txt');
  expect(audit).toMatchObject({
    file: '空.txt',
    ok: false,
    findings: [],
    checked: [],
    tables: [],
    document: { kind: 'unknown', bureau: null, year: null },
  });
  expect(audit.sha256).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});
