/**
 * A publication reads the same in all five formats, by what a person sees: nothing that a program could have left inside – metadata,
 * attributes, custom parts, the origin of a figure – is needed for it.
 */
import { type Disclosure, statementTemplateIds } from '@mingzhang/disclosure';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { saidBy } from '../../test/said-by.ts';
import { sampleDocument, wholeDisclosure } from '../../test/sample-document.ts';
import { auditFile } from '../audit-file.ts';
import { modelParts } from '../said-by.ts';
import { type WrittenFormat, writeAll, writtenFormats } from '../write/write-all.ts';

/** What is left of a file when all is gone that no person sees. */
const strippers: Readonly<Record<WrittenFormat, (bytes: Uint8Array) => Uint8Array>> = {
  html: (bytes) =>
    strToU8(
      strFromU8(bytes)
        .replace(/<meta(?! charset)[^>]*>|<title>.*?<\/title>/g, '')
        .replace(/ (?:id|href|scope|lang|datetime|aria-[a-z]+|data-[a-z-]+)="[^"]*"/g, ''),
    ),
  docx: (bytes) =>
    repacked(
      bytes,
      (name) => !/^(?:docProps|customXml)\//.test(name),
      (xml) =>
        xml
          .replace(/ w:(?:rsid\w*|paraId|textId)="[^"]*"/g, '')
          .replace(/<w:bookmark(?:Start|End)[^>]*\/>|<w:tbl(?:Caption|Description)[^>]*\/>/g, ''),
    ),
  xlsx: (bytes) =>
    repacked(
      bytes,
      (name) => !/^(?:docProps|customXml)\//.test(name),
      (xml) => xml.replace(/<definedNames>.*?<\/definedNames>/s, ''),
    ),
  // Of the same length, so that every object stays where the file says it is.
  pdf: (bytes) =>
    Uint8Array.from(
      Buffer.from(
        Buffer.from(bytes)
          .toString('latin1')
          .replace(/\/(?:Info|Metadata|StructTreeRoot|Outlines|Names|PieceInfo) \d+ 0 R/g, (found) =>
            ' '.repeat(found.length),
          ),
        'latin1',
      ),
    ),
  json: (bytes) =>
    strToU8(
      JSON.stringify(JSON.parse(strFromU8(bytes)), (key, value: unknown) =>
        key === 'origin' || key === 'amount' ? undefined : key === 'id' ? null : value,
      ),
    ),
};

function repacked(bytes: Uint8Array, keeps: (name: string) => boolean, change: (xml: string) => string): Uint8Array {
  const parts = Object.entries(unzipSync(bytes)).filter(([name]) => keeps(name));
  return zipSync(
    Object.fromEntries(
      parts.map(([name, part]) => [name, name.endsWith('.xml') ? strToU8(change(strFromU8(part))) : part]),
    ),
  );
}

function modelOf(document: Disclosure | null): Readonly<Record<string, unknown>> {
  const said = saidBy(document);
  return Object.fromEntries(Object.keys(modelParts).map((part) => [part, said[part]]));
}

describe.each(statementTemplateIds)('%s', (template) => {
  test('is the same model from every format, stripped or not', async () => {
    const files = await writeAll(sampleDocument(template));
    const whole = await auditFile(files.html, 'html');
    const model = modelOf(whole.document);
    const findings = whole.audit.findings.map(({ check, message }) => ({ check, message }));
    expect(whole.audit.tables.length).toBeGreaterThan(7);
    for (const format of writtenFormats) {
      const bytes = strippers[format](files[format]);
      expect(Buffer.compare(bytes, files[format]), `${format} was stripped of something`).not.toBe(0);
      const read = await auditFile(bytes, format);
      expect(read.audit, format).toMatchObject({ ok: true, error: null, format });
      expect(modelOf(read.document), format).toEqual(model);
      expect(read.document?.notRead, format).toEqual([]);
      expect(
        read.audit.findings.map(({ check, message }) => ({ check, message })),
        format,
      ).toEqual(findings);
    }
  }, 120_000);

  test('whole, with its narrative: the same claims from every format, and nothing but rounding to find', async () => {
    const files = await writeAll(wholeDisclosure(template));
    const model = modelOf((await auditFile(files.html, 'html')).document);
    expect(model.claims).not.toHaveLength(0);
    for (const format of writtenFormats) {
      const read = await auditFile(strippers[format](files[format]), format);
      expect(modelOf(read.document), format).toEqual(model);
      expect(read.document?.notRead, format).toEqual([]);
      expect(
        read.audit.findings
          .filter(({ severity }) => severity !== 'rounding')
          .map(({ check, message }) => `${check}：${message}`),
        format,
      ).toEqual([]);
    }
  }, 120_000);
});
