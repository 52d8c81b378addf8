/**
 * The real documents, corrected: the Word file opens, has a tracked change for every correction and a comment for every finding, and
 * read with all changes accepted it no longer says what was corrected.
 */
import { unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { missingRealDocuments, realDocument } from '../../test/real-documents.ts';
import { auditFile } from '../audit-file.ts';
import { correctDocument } from './correct-document.ts';

const missing = missingRealDocuments();
const options = { date: '2026-03-02' };

test.for([
  ['000', 10],
  ['001', 8],
  ['002', 4],
  ['003', 14],
  ['004', 7],
] as const)('document %s: %i corrections', { timeout: 120_000 }, async ([number, count], context) => {
  if (missing !== null) context.skip(missing);
  const { text, audit } = realDocument(number);
  const bytes = new TextEncoder().encode(text);
  const corrected = await correctDocument(bytes, `${number}.txt`, options);
  if (!corrected.ok) throw new Error(corrected.error);
  const { plan, marked, notice } = corrected;
  expect(plan.corrections).toHaveLength(count);
  expect(plan.corrections.length + plan.questions.length).toBe(audit.findings.length);

  const parts = unzipSync(marked);
  const part = (path: string): string => new TextDecoder().decode(parts[path]);
  for (const [path, content] of [...Object.entries(parts), ...Object.entries(unzipSync(notice))])
    if (/\.(?:xml|rels)$/.test(path))
      expect(() => new SaxesParser().write(new TextDecoder().decode(content)).close(), path).not.toThrow();
  const xml = part('word/document.xml');
  const changes = plan.corrections.flatMap(({ edits }) => edits);
  expect(xml.match(/<w:ins /g)).toHaveLength(changes.length);
  expect(part('word/comments.xml').match(/<w:comment /g)).toHaveLength(audit.findings.length);
  for (const element of ['commentRangeStart', 'commentRangeEnd', 'commentReference'])
    expect(xml.match(new RegExp(`<w:${element} `, 'g')), element).toHaveLength(audit.findings.length);
  const ids = [...xml.matchAll(/<w:(?:ins|del) w:id="(\d+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(xml.match(/<w:(?:ins|del) [^>]*w:date="[^"]*"/g)?.map((one) => one.replace(/.*date=/, '')))).toEqual(
    new Set(['"2026-03-02T00:00:00Z"']),
  );

  // A reader takes inserted text for text and deleted text for none: that is the document with all changes accepted.
  const again = await auditFile(marked, 'accepted.docx');
  const found = new Set(again.audit.findings.map(({ id }) => id));
  expect(plan.corrections.filter(({ finding }) => found.has(finding.id)).map(({ finding }) => finding.message)).toEqual(
    [],
  );
});

test('the same file and date give the same bytes', { timeout: 120_000 }, async (context) => {
  if (missing !== null) context.skip(missing);
  const bytes = new TextEncoder().encode(realDocument('002').text);
  const [one, two] = [await correctDocument(bytes, 'a.txt', options), await correctDocument(bytes, 'a.txt', options)];
  if (!one.ok || !two.ok) throw new Error('unreadable');
  expect(Buffer.compare(one.marked, two.marked)).toBe(0);
  expect(Buffer.compare(one.notice, two.notice)).toBe(0);
});

test('what cannot be read is said', async () => {
  expect(await correctDocument(new Uint8Array(), 'a.txt', options)).toEqual({
    ok: false,
    error: expect.stringContaining('空'),
  });
});
