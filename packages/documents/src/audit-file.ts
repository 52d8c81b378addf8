/** One file from bytes to the audit object. Never throws on bad input: what is wrong is a sentence in `error`. */
import { createHash } from 'node:crypto';
import { type AuditObject, type Block, type Disclosure, audit, checks, checksVersion, readDisclosure } from '@mingzhang/disclosure';
import { decodeText } from './decode.ts';
import { readText } from './read-text.ts';

/** Version of the product, as printed by `--version` and in every audit object. */
export const productVersion = '0.1.0';

export type ReadBlocks = { readonly ok: true; readonly error: null; readonly blocks: readonly Block[]; readonly characters: number } | { readonly ok: false; readonly error: string; readonly blocks: readonly []; readonly characters: 0 };

/** The neutral blocks of a file, by its content. */
export function readBlocks(bytes: Uint8Array, _file: string): ReadBlocks {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return { ok: false, error: decoded.error, blocks: [], characters: 0 };
  return { ok: true, error: null, blocks: readText(decoded.text), characters: decoded.text.length };
}

/** Audits a file and gives the model too; `document` is null when the file could not be read. */
export function auditWithModel(bytes: Uint8Array, file: string): { readonly audit: AuditObject; readonly document: Disclosure | null } {
  const started = performance.now();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const read = readBlocks(bytes, file);
  if (!read.ok) return { audit: unreadable(file, sha256, read.error), document: null };
  const document = readDisclosure(read.blocks, read.characters);
  const outcome = audit(document, checks);
  return {
    document,
    audit: {
      file,
      sha256,
      ok: true,
      error: null,
      auditor: { version: productVersion, checks: checksVersion },
      document: { kind: document.kind, bureau: document.bureau, area: document.area, year: document.year, unit: document.unit, template: document.template },
      parts: document.parts.map((part) => ({ kind: part.kind, bureau: part.bureau, year: part.year, line: part.line, endLine: part.endLine })),
      tables: document.tables.map((table) => ({
        id: table.id,
        printedNumber: table.printedNumber,
        title: table.title,
        unit: table.unit,
        rows: table.rows.length,
        columns: table.columns.length,
        empty: table.empty,
        place: table.place,
      })),
      forms: document.forms.map((form) => ({ id: form.id, ...(form.project === null ? {} : { project: form.project }), indicators: form.indicators.length, place: form.place })),
      findings: outcome.findings,
      checked: outcome.checked,
      notRead: document.notRead,
      stats: {
        characters: document.characters,
        amounts: document.amounts,
        amountsUnderstood: document.amountsUnderstood,
        relations: outcome.relations,
        held: outcome.held,
        milliseconds: Math.round((performance.now() - started) * 10) / 10,
      },
    },
  };
}

/** Audits a file; the audit object of the contract. */
export function auditBytes(bytes: Uint8Array, file: string): AuditObject {
  return auditWithModel(bytes, file).audit;
}

function unreadable(file: string, sha256: string, error: string): AuditObject {
  return {
    file,
    sha256,
    ok: false,
    error,
    auditor: { version: productVersion, checks: checksVersion },
    document: { kind: 'unknown', bureau: null, area: null, year: null, unit: null, template: null },
    parts: [],
    tables: [],
    forms: [],
    findings: [],
    checked: [],
    notRead: [],
    stats: { characters: 0, amounts: 0, amountsUnderstood: 0, relations: 0, held: 0, milliseconds: 0 },
  };
}
