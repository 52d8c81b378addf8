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
  type FileFormat,
  readDisclosure,
} from '@mingzhang/disclosure';
import { type CitedPlace, type Place } from '@mingzhang/kernel';
import { type Decoded, decodeText, type TextEncoding } from './decode.ts';
import { type Cite, citeBlocks, citeLines } from './read/cite.ts';
import { type Detected, detect } from './read/format.ts';
import { FileProblem } from './read/problem.ts';
import { readText } from './read-text.ts';

/** Version of the product, as printed by `--version` and in every audit object. */
export const productVersion = '0.1.0';

/** Text files larger than this are refused: 200 MB. */
export const textBytesLimit = 200 * 1024 * 1024;

export interface AuditOptions {
  /** Ids of the checks to run; all where absent. Ids that are none of ours are the caller's to refuse. */
  readonly checks?: readonly string[];
}

export type ReadBlocks = WasRead | Unread;

interface WasRead {
  readonly ok: true;
  readonly error: null;
  readonly blocks: readonly Block[];
  readonly characters: number;
  readonly format: FileFormat | 'text';
  /** How a text or page was decoded; UTF-8 for everything else. */
  readonly encoding: TextEncoding;
}

interface Unread {
  readonly ok: false;
  readonly error: string;
  readonly blocks: readonly [];
  readonly characters: 0;
}

export interface Audited<At extends CitedPlace = CitedPlace> {
  readonly audit: AuditObject<At>;
  /** Null when the file could not be read. */
  readonly document: Disclosure | null;
}

/**
 * The neutral blocks of a file, by its content. Each format's reader is loaded when a file of that format comes, so that a
 * text does not wait for the rest. Never throws for what is wrong with the file.
 */
export async function readBlocks(bytes: Uint8Array): Promise<ReadBlocks> {
  if (bytes.length > textBytesLimit) return unread(tooLarge(bytes.length));
  try {
    const detected = await detect(bytes);
    const { format } = detected;
    if (format === 'text') return ofText(detected);
    const blocks = await blocksIn(detected, bytes);
    if (blocks.length === 0) return unread(noWords[format]);
    const encoding = 'encoding' in detected ? detected.encoding : 'UTF-8';
    return { ok: true, error: null, blocks, characters: charactersIn(blocks), format, encoding };
  } catch (error) {
    if (error instanceof FileProblem) return unread(error.message);
    throw error;
  }
}

const noWords: Readonly<Record<FileFormat, string>> = {
  html: '这个网页里没有文字（可能是框架页，或内容要由脚本从网上取来）。请在浏览器中打开，另存或复制为 Word 文件后再试。',
  docx: '这个 Word 文件里没有文字（可能只有图片）。请提供带文字的文件。',
  xlsx: '这个 Excel 文件里没有文字和数字，或者工作表都已隐藏。请确认选对了文件。',
  xls: '这个 Excel 文件里没有文字和数字，或者工作表都已隐藏。请确认选对了文件。',
  pdf: '这个 PDF 里没有文字，是扫描图片。请提供生成它的 Word 或 Excel 文件，或经文字识别（OCR）的 PDF。',
  json: '这个 JSON 文件里没有内容。请确认选对了文件。',
};

async function blocksIn(detected: Exclude<Detected, { format: 'text' }>, bytes: Uint8Array): Promise<readonly Block[]> {
  const { blocksOf } = await import('./read/pieces.ts');
  switch (detected.format) {
    case 'html':
      return blocksOf((await import('./read/html.ts')).readHtml(detected.text));
    case 'docx':
      return blocksOf((await import('./read/docx.ts')).readDocx(detected.archive));
    case 'xlsx':
      return blocksOf(await (await import('./read/workbook.ts')).readWorkbook(bytes, detected.archive));
    case 'xls':
      return blocksOf(await (await import('./read/workbook.ts')).readOldWorkbook(bytes));
    case 'json':
      return blocksOf((await import('./read/open-json.ts')).readOpenJson(detected.text));
    case 'pdf':
      return blocksOf(await (await import('./read/pdf.ts')).readPdf(bytes));
  }
}

function charactersIn(blocks: readonly Block[]): number {
  let sum = 0;
  for (const block of blocks) {
    if (block.kind === 'paragraph') sum += block.text.length;
    else for (const { cells } of block.rows) for (const { text } of cells) sum += text.length;
  }
  return sum;
}

function ofText({ text, encoding }: { readonly text: string; readonly encoding: TextEncoding }): WasRead {
  return { ok: true, error: null, blocks: readText(text), characters: text.length, format: 'text', encoding };
}

function unread(error: string): Unread {
  return { ok: false, error, blocks: [], characters: 0 };
}

/** Audits a file of any format we read, and gives the model too. */
export async function auditFile(bytes: Uint8Array, file: string, options: AuditOptions = {}): Promise<Audited> {
  const started = performance.now();
  const read = await readBlocks(bytes);
  if (!read.ok) return { audit: auditOfUnreadable(file, read.error, sha256Of(bytes)), document: null };
  if (read.format === 'text') return auditRead(read, citeLines, { bytes, file, started }, options);
  return auditRead(read, citeBlocks(read.blocks), { bytes, file, started }, options);
}

/** Audits a text at once, and gives the model too; of other formats it only says that they are none. */
export function auditWithModel(bytes: Uint8Array, file: string, options: AuditOptions = {}): Audited<Place> {
  const started = performance.now();
  const decoded: Decoded =
    bytes.length > textBytesLimit ? { ok: false, error: tooLarge(bytes.length) } : decodeText(bytes);
  if (!decoded.ok) return { audit: auditOfUnreadable(file, decoded.error, sha256Of(bytes)), document: null };
  return auditRead(ofText(decoded), citeLines, { bytes, file, started }, options);
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function auditRead<At extends CitedPlace>(
  read: WasRead,
  cite: Cite<At>,
  of: { readonly bytes: Uint8Array; readonly file: string; readonly started: number },
  options: AuditOptions,
): Audited<At> {
  const document = readDisclosure(read.blocks, read.characters);
  const outcome = audit(document, checksNamed(options.checks));
  return {
    document,
    audit: {
      file: of.file,
      sha256: sha256Of(of.bytes),
      ok: true,
      error: null,
      ...(read.format === 'text' ? {} : { format: read.format }),
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
        ...cite.range(part),
      })),
      tables: document.tables.map((table) => ({
        id: table.id,
        printedNumber: table.printedNumber,
        title: table.title,
        unit: table.unit,
        rows: table.rows.length,
        columns: table.columns.length,
        empty: table.empty,
        place: cite.place(table.place),
      })),
      forms: document.forms.map((form) => ({
        id: form.id,
        ...(form.project === null ? {} : { project: form.project }),
        indicators: form.indicators.length,
        place: cite.place(form.place),
      })),
      findings: outcome.findings.map((finding) => cite.finding(finding)),
      checked: outcome.checked,
      notRead: document.notRead.map(({ place, why }) => ({ place: cite.place(place), why })),
      stats: {
        characters: document.characters,
        amounts: document.amounts,
        amountsUnderstood: document.amountsUnderstood,
        relations: outcome.relations,
        held: outcome.held,
        milliseconds: Math.round((performance.now() - of.started) * 10) / 10,
      },
    },
  };
}

/** Audits a text; the audit object of the contract. */
export function auditBytes(bytes: Uint8Array, file: string, options: AuditOptions = {}): AuditObject<Place> {
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
export function auditOfUnreadable(file: string, error: string, sha256 = ''): AuditObject<Place> {
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
