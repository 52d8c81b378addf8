/**
 * Text to neutral blocks. Published disclosures come as text in three shapes, often mixed in one file:
 *
 * - a cell a line: a line that starts with a tab opens a cell, a line without one continues it, an empty line ends the row
 *   (Word tables saved as text). Merged cells are written once.
 * - a row a line: cells separated by tabs, rows padded to a constant width. Merged cells are followed by blank ones.
 * - Markdown pipe tables.
 *
 * Everything else is paragraphs; a sentence cut by a page break is joined again. Lines are split on `\n` only.
 */
import { type Block, type Grid, type GridCell, type GridRow, type Paragraph } from '@mingzhang/disclosure';
import { joinCutGrids, joinCutSentences } from './read/join-cut.ts';

/** The lines of a file, each with its shape; the line at index 0 is line 1. */
interface Lines {
  readonly texts: readonly string[];
  readonly shapes: readonly Shape[];
}

/** Reads the whole text; linear in its length. */
export function readText(text: string): Block[] {
  const texts = text.split('\n');
  const shapes: Shape[] = [];
  for (let index = 0; index < texts.length; index += 1) {
    const raw = texts[index] ?? '';
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    texts[index] = line;
    shapes.push(shapeOf(line));
  }
  const lines: Lines = { texts, shapes };
  const blocks: Block[] = [];
  let index = 0;
  while (index < texts.length) {
    const shape = lines.shapes[index];
    if (shape === 'cell') {
      index = readCellLines(lines, index, blocks);
    } else if (shape === 'row') {
      index = readRowLines(lines, index, blocks);
    } else if (shape === 'pipe' && lines.shapes[index + 1] === 'pipe') {
      index = readPipeLines(lines, index, blocks);
    } else {
      const line = texts[index] ?? '';
      if (line.trim() !== '') blocks.push(paragraphOf(line, index + 1));
      index += 1;
    }
  }
  return joinCutSentences(joinCutGrids(blocks));
}

type Shape = 'cell' | 'row' | 'pipe' | 'text' | 'blank';

function shapeOf(text: string): Shape {
  const firstTab = text.indexOf('\t');
  if (firstTab === -1) {
    const trimmed = text.trim();
    if (trimmed.length > 1 && trimmed.startsWith('|') && trimmed.endsWith('|')) return 'pipe';
    return trimmed === '' ? 'blank' : 'text';
  }
  const severalTabs = text.indexOf('\t', firstTab + 1) !== -1;
  if (severalTabs) return text.trim() === '' && firstTab !== 0 ? 'blank' : 'row';
  if (firstTab === 0) return 'cell';
  // One tab inside a line: an indent after blanks, or a row of two cells (a table of contents).
  return text.slice(0, firstTab).trim() === '' ? 'text' : 'row';
}

/** A cell a line. Returns the index of the first line after the run. */
function readCellLines(lines: Lines, from: number, blocks: Block[]): number {
  const { shapes } = lines;
  const rows: GridRow[] = [];
  let index = from;
  while (shapes[index] === 'cell') {
    const row = readCellRow(lines, index);
    rows.push(row.row);
    index = row.next;
    while (shapes[index] === 'blank' && shapes[index + 1] !== 'text') {
      if (shapes[index + 1] === 'cell') {
        index += 1;
        break;
      }
      index += 1;
    }
  }
  flushRows(rows, 'merged-once', blocks);
  return index;
}

function readCellRow(lines: Lines, from: number): { readonly row: GridRow; readonly next: number } {
  const { texts, shapes } = lines;
  const cells: { text: string; readonly line: number; endLine: number }[] = [];
  let index = from;
  while (index < texts.length) {
    const line = texts[index] ?? '';
    const shape = shapes[index];
    if (shape === 'cell') {
      cells.push({ text: line.trim(), line: index + 1, endLine: index + 1 });
      index += 1;
      continue;
    }
    if (shape === 'row') break;
    if (shape === 'blank') {
      const resumes = continuesAfterBlank(lines, index, cells.length);
      if (resumes === null) break;
      index = resumes;
      continue;
    }
    const open = cells.at(-1);
    if (open === undefined || line.includes('\t') || opensHead.test(line)) break;
    open.text += line.trim();
    open.endLine = index + 1;
    index += 1;
  }
  const first = cells[0]?.line ?? from + 1;
  return { row: { cells, line: first, endLine: cells.at(-1)?.endLine ?? first }, next: index };
}

const startsSomethingElse =
  /^(注|说明|备注|部门|单位|编制单位|填表|填报|附件|第.{1,3}部分|公开)|表\s*$|[。；：]|^[（(]?\d{4}\s*年|^[一二三四五六七八九十]+、/;

/** A table's head or foot right below a cell, without an empty line between. */
const opensHead = /^\s*(?:部门|编制单位|单位名称|单位|金额单位|注|说明)\s*[：:]/;

/** So many lines, empty ones included, are looked ahead for the end of a cell's paragraphs. */
const blanksInsideCell = 60;

/**
 * A cell can hold several paragraphs, separated by empty lines. The row goes on after an empty line if what follows is short
 * running text (a piece of a label) and a cell opens right below it, or the text ends the row's last label.
 * Returns the index to go on at, or null when the row is finished.
 */
function continuesAfterBlank(lines: Lines, blank: number, cells: number): number | null {
  if (cells === 0) return null;
  const { texts, shapes } = lines;
  let index = blank;
  let pieces = 0;
  while (index < texts.length && pieces <= 6 && index - blank <= blanksInsideCell) {
    const shape = shapes[index];
    if (shape === 'cell') {
      if (pieces === 0) return null;
      const before = texts[index - 1] ?? '';
      // A cell right below running text: the row goes on. After an empty line it is a new row, but the pieces of a
      // label (短词) still belong to the row that is ending.
      if (before.trim() !== '') return blank + 1;
      return cells > 1 ? blank + 1 : null;
    }
    if (shape === 'row' || shape === 'pipe') return null;
    if (shape === 'text') {
      const trimmed = (texts[index] ?? '').trim();
      if (trimmed.length > 12 || startsSomethingElse.test(trimmed)) return null;
      pieces += 1;
    }
    index += 1;
  }
  return null;
}

/** A row a line, tabs between cells. An empty line (a page break) inside does not end the grid. */
function readRowLines(lines: Lines, from: number, blocks: Block[]): number {
  const { texts, shapes } = lines;
  const rows: GridRow[] = [];
  let index = from;
  while (shapes[index] === 'row' || (shapes[index] === 'cell' && rows.length > 0)) {
    const line = index + 1;
    const cells = (texts[index] ?? '')
      .split('\t')
      .map((cell): GridCell => ({ text: cell.trim(), line, endLine: line }));
    rows.push({ cells, line, endLine: line });
    index += 1;
  }
  flushRows(rows, 'merged-expanded', blocks);
  return index;
}

/** A Markdown pipe table; the separator row is dropped. */
function readPipeLines(lines: Lines, from: number, blocks: Block[]): number {
  const { texts, shapes } = lines;
  const rows: GridRow[] = [];
  let index = from;
  while (shapes[index] === 'pipe') {
    const inner = (texts[index] ?? '').trim().slice(1, -1);
    index += 1;
    if (/^[\s|:-]+$/.test(inner) && inner.includes('-')) continue;
    const line = index;
    const cells = inner
      .split('|')
      .map((cell): GridCell => ({ text: cell.replaceAll('<br>', '').trim(), line, endLine: line }));
    rows.push({ cells, line, endLine: line });
  }
  flushRows(rows, 'merged-expanded', blocks);
  return index;
}

/** Rows of one cell are paragraphs; rows without any text only separate. */
function flushRows(rows: readonly GridRow[], encoding: Grid['encoding'], blocks: Block[]): void {
  let open: GridRow[] = [];
  const close = (): void => {
    if (open.length > 0) blocks.push({ kind: 'grid', rows: open, encoding });
    open = [];
  };
  for (const [index, row] of rows.entries()) {
    const [cell] = row.cells;
    const between = open.length > 0 && (rows[index + 1]?.cells.length ?? 0) > 1;
    if (cell !== undefined && row.cells.length === 1 && !(between && isMergedLabel(cell.text))) {
      close();
      if (cell.text !== '') blocks.push({ kind: 'paragraph', text: cell.text, spans: [{ line: cell.line, start: 0 }] });
    } else {
      open.push(row);
    }
  }
  close();
}

/** A row of one cell in the middle of a grid is a label merged over all columns, unless it reads as a title or a note. */
export function isMergedLabel(text: string): boolean {
  return (
    text !== '' &&
    text.length <= 30 &&
    !/表$|^(?:注|说明|部门|单位|编制单位|公开)|^目\s*录$|^[（(]?\d{4}\s*年度?[）)]?$/.test(text)
  );
}

function paragraphOf(text: string, line: number): Paragraph {
  return { kind: 'paragraph', text: withoutIndent(text), spans: [{ line, start: 0 }] };
}

/** Without blanks, tabs and ideographic spaces at both ends; by hand, as a pattern for the end is slow on a long run of blanks. */
export function withoutIndent(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isIndent(text.charCodeAt(start))) start += 1;
  while (end > start && isIndent(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isIndent(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x3000;
}
