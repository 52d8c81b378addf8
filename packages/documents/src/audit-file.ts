/** One file from bytes to the audit object. Never throws on bad input: what is wrong is a sentence in `error`. */
import { createHash } from 'node:crypto';
import {
  type AuditObject,
  audit,
  type Block,
  type Check,
  checks,
  checksVersion,
  type Disclosure,
  readDisclosure,
} from '@mingzhang/disclosure';
import { decodeText } from './decode.ts';
import { readText } from './read-text.ts';

/** Version of the product, as printed by `--version` and in every audit object. */
export const productVersion = '0.1.0';

/** Text files larger than this are refused: 200 MB. */
export const textBytesLimit = 200 * 1024 * 1024;

export interface AuditOptions {
  /** Ids of the checks to run; all where absent. Ids that are none of ours are the caller's to refuse. */
  readonly checks?: readonly string[];
}

export type ReadBlocks =
  | {
      readonly ok: true;
      readonly error: null;
      readonly blocks: readonly Block[];
      readonly characters: number;
      readonly encoding: 'UTF-8' | 'GB18030' | 'UTF-16LE' | 'UTF-16BE';
    }
  | { readonly ok: false; readonly error: string; readonly blocks: readonly []; readonly characters: 0 };

/** The neutral blocks of a file, by its content. */
export function readBlocks(bytes: Uint8Array, _file: string): ReadBlocks {
  if (bytes.length > textBytesLimit) return { ok: false, error: tooLarge(bytes.length), blocks: [], characters: 0 };
  const decoded = decodeText(bytes);
  if (!decoded.ok) return { ok: false, error: decoded.error, blocks: [], characters: 0 };
  const { text, encoding } = decoded;
  return { ok: true, error: null, blocks: readText(text), characters: text.length, encoding };
}

/** Audits a file and gives the model too; `document` is null when the file could not be read. */
export function auditWithModel(
  bytes: Uint8Array,
  file: string,
  options: AuditOptions = {},
): { readonly audit: AuditObject; readonly document: Disclosure | null } {
  const started = performance.now();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const read = readBlocks(bytes, file);
  if (!read.ok) return { audit: auditOfUnreadable(file, read.error, sha256), document: null };
  const document = readDisclosure(read.blocks, read.characters);
  const outcome = audit(document, checksNamed(options.checks));
  return {
    document,
    audit: {
      file,
      sha256,
      ok: true,
      error: null,
      ...(read.encoding === 'UTF-8' ? {} : { encoding: read.encoding }),
      auditor: { version: productVersion, checks: checksVersion },
      document: {
        kind: document.kind,
        bureau: document.bureau,
        area: document.area,
        year: document.year,
        unit: document.unit,
        template: document.template,
      },
      parts: document.parts.map((part) => ({
        kind: part.kind,
        bureau: part.bureau,
        year: part.year,
        line: part.line,
        endLine: part.endLine,
      })),
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
      forms: document.forms.map((form) => ({
        id: form.id,
        ...(form.project === null ? {} : { project: form.project }),
        indicators: form.indicators.length,
        place: form.place,
      })),
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
export function auditBytes(bytes: Uint8Array, file: string, options: AuditOptions = {}): AuditObject {
  return auditWithModel(bytes, file, options).audit;
}

function checksNamed(ids: readonly string[] | undefined): readonly Check[] {
  if (ids === undefined) return checks;
  const wanted = new Set(ids);
  return checks.filter(({ meta }) => wanted.has(meta.id));
}

/** The sentence for a text above the limit. */
export function tooLarge(bytes: number): string {
  const megabytes = Math.ceil(bytes / (1024 * 1024));
  return `文件有 ${megabytes} MB，超过 200 MB 的上限，没有读取。请把它拆成几份，每份一个部门、一个年度，再分别检查。`;
}

/** The audit object of a file that could not be read; `sha256` is empty where not even its bytes were to be had. */
export function auditOfUnreadable(file: string, error: string, sha256 = ''): AuditObject {
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
