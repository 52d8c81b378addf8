/**
 * A PDF with a text layer to pieces: what stands in ruled tables goes to their cells, everything else is lines that become
 * paragraphs. Running heads and page numbers are left out; tables and sentences that a page break cuts go on.
 */
import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';
import { paragraphsOf } from './pdf-lines.ts';
import { type PdfPage, pageOf } from './pdf-page.ts';
import { withoutRunningHeads } from './pdf-running-heads.ts';
import { type PdfTable, tableRows, tablesOf } from './pdf-tables.ts';
import { type Piece } from './pieces.ts';
import { FileProblem } from './problem.ts';

/** More pages than any disclosure has. */
const pageLimit = 2_000;

const damaged = '这个 PDF 已损坏或不完整，读不下去。请重新下载，或用生成它的程序重新导出后再试。';
const encrypted = '这个 PDF 设有打开密码（已加密），读不到内容。请去掉密码，重新导出后再试。';

type Document = Awaited<ReturnType<typeof getDocumentProxy>>;

/** Reads a PDF; throws FileProblem. */
export async function readPdf(bytes: Uint8Array): Promise<readonly Piece[]> {
  const { OPS } = await getResolvedPDFJS();
  const document = await open(bytes);
  try {
    if (document.numPages > pageLimit)
      throw new FileProblem(
        `这个 PDF 有 ${document.numPages} 页，超过 ${pageLimit} 页的上限，没有读取。请把它拆成几份再试。`,
      );
    const pages: PdfPage[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      try {
        const page = await document.getPage(number);
        pages.push(await pageOf(page, number, OPS));
        page.cleanup();
      } catch {
        throw new FileProblem(damaged);
      }
    }
    refuseScans(pages);
    return piecesOf(withoutRunningHeads(pages));
  } finally {
    await document.loadingTask.destroy();
  }
}

async function open(bytes: Uint8Array): Promise<Document> {
  try {
    // A copy: the parser takes the buffer for itself. Nothing is fetched.
    return await getDocumentProxy(new Uint8Array(bytes), {
      verbosity: 0,
      disableFontFace: true,
      useSystemFonts: false,
      stopAtErrors: false,
      enableXfa: false,
    });
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') throw new FileProblem(encrypted);
    throw new FileProblem(damaged);
  }
}

/** Pages that are pictures are not read; where they are half of the file, it is a scan with a cover. */
function refuseScans(pages: readonly PdfPage[]): void {
  const scanned = pages.filter(({ items, pictures }) => items.length === 0 && pictures > 0);
  if (scanned.length === 0 || scanned.length * 2 < pages.length || scanned.length === pages.length) return;
  const numbers = scanned.map(({ number }) => number);
  throw new FileProblem(
    `这个 PDF 的第 ${numbers.slice(0, 8).join('、')}${numbers.length > 8 ? ' …… ' : ' '}页是扫描图片，没有文字，没有读取。请提供生成它的 Word 或 Excel 文件，或经文字识别（OCR）的 PDF。`,
  );
}

/** Lines and tables of all pages in reading order. */
function piecesOf(pages: readonly PdfPage[]): Piece[] {
  const pieces: Piece[] = [];
  let open: PdfTable | null = null;
  const close = (): void => {
    if (open !== null) pieces.push({ kind: 'table', rows: tableRows(open) });
    open = null;
  };
  /** The last text, while nothing but a page break has followed it and its last line is full. */
  let cut: { readonly at: number; readonly size: number } | null = null;
  for (const page of pages) {
    const { tables, items } = tablesOf(page);
    const parts = paragraphsOf(items, page, tables);
    for (const [index, part] of parts.entries()) {
      if (part.kind === 'text') {
        close();
        const before = cut === null || index > 0 ? undefined : pieces[cut.at];
        const same = cut !== null && Math.abs(cut.size - part.size) < part.size * 0.15;
        if (before?.kind === 'text' && same && part.flush) {
          pieces[pieces.length - 1] = { ...before, text: before.text + part.text };
        } else {
          pieces.push({ kind: 'text', text: part.text, page: page.number });
        }
        cut = part.full ? { at: pieces.length - 1, size: part.size } : null;
      } else {
        cut = null;
        if (open !== null && index === 0 && goesOn(open, part.table)) open = continued(open, part.table);
        else {
          close();
          open = part.table;
        }
      }
    }
  }
  close();
  return pieces;
}

const near = 4;

/** The table at the top of a page is the rest of the one at the foot of the page before: as wide, at the same place. */
function goesOn(before: PdfTable, after: PdfTable): boolean {
  const same = (a = 0, b = 0): boolean => Math.abs(a - b) <= near;
  return same(before.xs[0], after.xs[0]) && same(before.xs.at(-1), after.xs.at(-1));
}

/** Two parts of a table as one, with the edges of both; a header that is printed again is left out. */
function continued(before: PdfTable, after: PdfTable): PdfTable {
  const textAt = (table: PdfTable, row: number): string =>
    table.rows[row]?.cells.map(({ text }) => text).join('|') ?? '';
  let repeated = 0;
  while (
    repeated < Math.min(before.rows.length, after.rows.length - 1, headerRows) &&
    textAt(before, repeated) === textAt(after, repeated)
  )
    repeated += 1;
  const added = after.xs.filter((x) => before.xs.every((other) => Math.abs(other - x) > near));
  return {
    xs: [...before.xs, ...added].sort((a, b) => a - b),
    rows: [...before.rows, ...after.rows.slice(repeated)],
  };
}

/** No header has more rows. */
const headerRows = 6;
