/** Files that cannot be read: each gets a sentence that says what it is and what to do, and nothing is ever thrown. */
import { strToU8, zipSync } from 'fflate';
import { writeXlsx } from 'hucre';
import { describe, expect, test } from 'vitest';
import { docxWith } from '../../test/paper-files.ts';
import { sampleDocument } from '../../test/sample-document.ts';
import { auditFile } from '../audit-file.ts';
import { writeAll, writtenFormats } from '../write/write-all.ts';

const compound = (name: string): Uint8Array =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(1024),
    Buffer.from(name, 'utf16le'),
    Buffer.alloc(64),
  ]);
const paragraph = '<w:p><w:r><w:t>文</w:t></w:r></w:p>';
const zip = (...names: readonly string[]): Uint8Array =>
  zipSync(Object.fromEntries(names.map((name) => [name, strToU8('<a/>')])));
const main = (doctype: string, body: string): Uint8Array =>
  docxWith('', {
    'word/document.xml': `<?xml version="1.0"?>${doctype}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
  });
const entities = `<!DOCTYPE d [<!ENTITY a "哈">${'bcdefgh'
  .split('')
  .map((name, at) => `<!ENTITY ${name} "${`&${'abcdefg'[at]};`.repeat(10)}">`)
  .join('')}]>`;

const rows: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['an empty file', new Uint8Array(), /空的/],
  ['an old Word file', compound('WordDocument'), /旧版 Word.*另存为 Word 文档（\.docx）/],
  ['an old presentation', compound('PowerPoint Document'), /PowerPoint/],
  ['an encrypted Word or Excel file', compound('EncryptedPackage'), /密码.*去掉密码/],
  ['some other compound file', compound('Something'), /认不出/],
  ['an old workbook that is broken', compound('Workbook'), /读不下去.*另存为/],
  ['an OFD', zip('OFD.xml', 'Doc_0/Document.xml'), /OFD/],
  ['an OpenDocument', zip('mimetype', 'content.xml'), /LibreOffice.*另存为/],
  ['a presentation', zip('ppt/presentation.xml'), /PowerPoint/],
  ['a zip of other files', zip('a.txt'), /压缩包.*解压/],
  ['a zip of nothing', zipSync({}), /空的压缩包/],
  ['a zip cut off', docxWith(paragraph).slice(0, 300), /损坏/],
  ['a RAR', strToU8('Rar!\x1a\x07 '), /RAR.*解压/],
  ['a picture', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0]), /JPEG 图片/],
  ['RTF', strToU8('{\\rtf1 x}'), /RTF.*\.docx/],
  ['a single-file page', strToU8('MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>'), /\.mht/],
  [
    'Word as flat XML',
    strToU8('<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>'),
    /XML/,
  ],
  ['a broken PDF', strToU8('%PDF-1.4\nnothing'), /PDF 已损坏/],
  ['open data cut off', strToU8('{"format": "mingzhang-open-document", "version": 1,'), /公开数据.*不完整/],
  ['open data of another shape', strToU8('{"format": "mingzhang-open-document", "version": 1}'), /公开数据.*不符/],
  ['a Word file without a document', docxWith('', { 'word/document.xml': '<w:x/>' }), /没有正文/],
  ['a Word file of pictures only', docxWith('<w:p/>'), /没有文字/],
  ['a Word file with broken XML', docxWith('<w:p><w:r>'), /损坏/],
  ['an XML bomb', main(entities, '<w:p><w:r><w:t>&h;</w:t></w:r></w:p>'), /DTD/],
  [
    'an outside entity',
    main('<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>', '<w:p><w:r><w:t>&x;</w:t></w:r></w:p>'),
    /DTD/,
  ],
  ['an outside DTD', main('<!DOCTYPE d SYSTEM "http://192.0.2.1/d.dtd">', paragraph), /DTD/],
  ['XML that nests without end', docxWith('<w:sdt>'.repeat(5000) + '</w:sdt>'.repeat(5000)), /层数或数量异常/],
  [
    'a zip bomb',
    zipSync({ '[Content_Types].xml': strToU8('<a/>'), 'word/document.xml': new Uint8Array(60 * 1024 * 1024) }),
    /大得异常/,
  ],
];

describe('what cannot be read', () => {
  test.each(rows)('%s', async (_, bytes, sentence) => {
    const { audit, document } = await auditFile(bytes, 'x');
    expect(audit.ok).toBe(false);
    expect(document).toBeNull();
    expect(audit.error).toMatch(sentence);
    expect(audit.error).toMatch(/[。]$/);
  });

  test('a workbook with a document type', async () => {
    const { unzipSync } = await import('fflate');
    const parts = unzipSync(await writeXlsx({ sheets: [{ name: 'a', rows: [['甲']] }] }));
    const name = 'xl/workbook.xml';
    const text = Buffer.from(parts[name] ?? new Uint8Array()).toString('utf8');
    const bytes = zipSync({
      ...parts,
      [name]: strToU8(text.replace('<workbook', '<!DOCTYPE x [<!ENTITY a "b">]><workbook')),
    });
    expect((await auditFile(bytes, 'x')).audit.error).toMatch(/DTD/);
  });

  test('a workbook that asks for a password', async () => {
    const bytes = await writeXlsx({
      sheets: [{ name: 'a', rows: [['甲']] }],
      encryption: { password: 'x', spinCount: 1000 },
    });
    expect((await auditFile(bytes, 'x')).audit.error).toMatch(/密码/);
  });
});

test('cut or changed at any place, a file is read or gets a sentence', async () => {
  const files = await writeAll(sampleDocument());
  let at = 7;
  const next = (below: number): number => {
    at = (at * 1_103_515_245 + 12_345) % 2_147_483_648;
    return at % below;
  };
  for (const format of writtenFormats) {
    const whole = files[format];
    for (let round = 0; round < 6; round += 1) {
      const bytes = Uint8Array.from(round % 2 === 0 ? whole.slice(0, next(whole.length)) : whole);
      if (round % 2 === 1) for (let change = 0; change < 40; change += 1) bytes[next(bytes.length)] = next(256);
      const { audit } = await auditFile(bytes, format);
      if (!audit.ok) expect(audit.error, `${format} round ${round}`).toMatch(/。$/);
    }
  }
}, 120_000);
