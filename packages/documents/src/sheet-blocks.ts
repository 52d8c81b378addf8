/**
 * The sheets of a workbook as neutral blocks, so that tables in Excel and CSV are recognised as those in a text are. Lines are counted
 * through all sheets; `placeOf` says which row of which sheet a line is.
 *
 *     sheet 收入决算表, row 3   →   line 3 of the first sheet, 20 + 3 of a second one below a first of 20 rows
 */
import { type Block, type GridRow } from '@mingzhang/disclosure';
import { type Sheet, type SheetRow } from './read-sheets.ts';

export interface SheetPlace {
  /** Name of the worksheet; empty for CSV. */
  readonly sheet: string;
  readonly row: number;
}

export interface SheetBlocks {
  readonly blocks: readonly Block[];
  readonly characters: number;
  readonly placeOf: (line: number) => SheetPlace;
}

/** A text alone in its row that is the title of a table, a part of its head or a note: it stands outside of the grid. */
const standsAlone = /表(?:（.{1,20}）|\(.{1,20}\))?$|^(?:注|说明|备注|附注|部门|单位|编制单位|金额单位|公开|财决|附表)/;

/** Longer than any label that is merged over a table's columns. */
const labelLength = 30;

/** Covers and lists of contents hold no table. */
const withoutTables = /^(?:封面|封皮|目录|索引)/;

/** The blocks of all sheets. The name of a sheet stands above its rows: where they have no title, it is one. */
export function blocksOfSheets(sheets: readonly Sheet[]): SheetBlocks {
  const blocks: Block[] = [];
  const starts: { readonly sheet: string; readonly before: number }[] = [];
  let before = 0;
  let characters = 0;
  for (const { name, rows } of sheets) {
    starts.push({ sheet: name, before });
    const first = before + 1;
    if (!withoutTables.test(name.replaceAll(/\s/g, ''))) {
      if (name !== '') blocks.push({ kind: 'paragraph', text: name, spans: [{ line: first, start: 0 }] });
      blocks.push(...blocksOfRows(rows, before));
    }
    characters += rows.reduce((sum, { cells }) => sum + cells.reduce((length, cell) => length + cell.length, 0), 0);
    before += rows.at(-1)?.number ?? 0;
  }
  const placeOf = (line: number): SheetPlace => {
    const start = starts.findLast((one) => one.before < line) ?? { sheet: '', before: 0 };
    return { sheet: start.sheet, row: line - start.before };
  };
  return { blocks, characters, placeOf };
}

function blocksOfRows(rows: readonly SheetRow[], before: number): readonly Block[] {
  const blocks: Block[] = [];
  let open: SheetRow[] = [];
  const close = (): void => {
    // As wide as its own widest row: below each other in one sheet stand tables of every width.
    const width = open.reduce((widest, { cells }) => Math.max(widest, cells.findLastIndex(isFilled) + 1), 0);
    const grid = open.map(({ number, cells }): GridRow => {
      const line = before + number;
      const texts = Array.from({ length: width }, (_, column) => cells[column] ?? '');
      return { cells: texts.map((text) => ({ text, line, endLine: line })), line, endLine: line };
    });
    if (grid.length > 0) blocks.push({ kind: 'grid', rows: grid, encoding: 'merged-expanded' });
    open = [];
  };
  for (const row of rows) {
    const filled = row.cells.filter(isFilled);
    const [text = ''] = filled;
    if (filled.length === 0) continue;
    if (filled.length === 1 && (text.length > labelLength || standsAlone.test(text.replaceAll(/\s/g, '')))) {
      close();
      blocks.push({ kind: 'paragraph', text, spans: [{ line: before + row.number, start: 0 }] });
    } else {
      open.push(row);
    }
  }
  close();
  return blocks;
}

function isFilled(cell: string): boolean {
  return cell !== '';
}
