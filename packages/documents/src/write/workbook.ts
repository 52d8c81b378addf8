/** A worksheet while it is filled in, in hucre's terms: rows from the top, styles by name, merged cells, what is printed. */
import { type Cell, type CellStyle, type CellValue, type MergeRange, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { textWidth } from './column-widths.ts';
import layout from './official-layout.json' with { type: 'json' };
import { stillZip } from './still-zip.ts';

const { fonts, sizes } = layout;
const thin = { style: 'thin' as const };
const boxed = { top: thin, right: thin, bottom: thin, left: thin };
const tableFont = { name: fonts.table.name, size: 10 };
const wrapped = { wrapText: true, vertical: 'center' as const };

export const cellStyles = {
  bureau: { font: { name: fonts.table.name, size: sizes.body, bold: true }, alignment: { horizontal: 'center' } },
  title: { font: { name: fonts.table.name, size: sizes.title, bold: true }, alignment: { horizontal: 'center' } },
  centred: { font: tableFont, alignment: { horizontal: 'center' } },
  heading1: { font: { name: fonts.section.name, size: 16, bold: true }, alignment: wrapped },
  heading2: { font: { name: fonts.section.name, size: 14 }, alignment: wrapped },
  heading3: { font: { name: fonts.subsection.name, size: 12, bold: true }, alignment: wrapped },
  heading4: { font: { name: fonts.body.name, size: 12, bold: true }, alignment: wrapped },
  paragraph: { font: { name: fonts.body.name, size: 12 }, alignment: wrapped },
  plain: { font: tableFont },
  right: { font: tableFont, alignment: { horizontal: 'right' } },
  link: { font: { ...tableFont, color: { rgb: '0B4A8F' }, underline: true } },
  tableTitle: { font: { name: fonts.table.name, size: 14, bold: true }, alignment: { horizontal: 'center' } },
  label: { font: tableFont, border: boxed, alignment: { ...wrapped, horizontal: 'center' } },
  text: { font: tableFont, border: boxed, alignment: wrapped, numFmt: '@' },
  note: { font: tableFont, alignment: wrapped },
  amount: { font: tableFont, border: boxed, alignment: { horizontal: 'right', vertical: 'center' } },
} satisfies Readonly<Record<string, CellStyle>>;

export type CellStyleName = keyof typeof cellStyles;

/** '1180.00' → 1180 shown with two decimals, '1,180.0' with one and separators; null where the text is no plain number. */
export function numberCell(text: string): { readonly value: number; readonly format: string } | null {
  const match = /^-?(?:\d{1,13}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d{1,4}))?$/.exec(text);
  if (match === null) return null;
  const decimals = match[1]?.length ?? 0;
  const whole = text.includes(',') ? '#,##0' : '0';
  return {
    value: Number(text.replaceAll(',', '')),
    format: decimals === 0 ? whole : `${whole}.${'0'.repeat(decimals)}`,
  };
}

/** Sheet names as Excel takes them: short, without its own signs, each once. */
export class SheetNames {
  private readonly taken = new Set<string>();

  add(wanted: string): string {
    const plain = wanted.replaceAll(/[[\]:*?/\\']/g, ' ').trim() || '表';
    for (let count = 1; ; count += 1) {
      const suffix = count === 1 ? '' : `（${count}）`;
      const name = `${[...plain].slice(0, 31 - suffix.length).join('')}${suffix}`;
      // Excel takes upper and lower case for the same.
      if (this.taken.has(name.toLowerCase())) continue;
      this.taken.add(name.toLowerCase());
      return name;
    }
  }
}

export class SheetBuilder {
  readonly name: string;
  private readonly rows: CellValue[][] = [];
  private readonly cells = new Map<string, Partial<Cell>>();
  private readonly merges: MergeRange[] = [];
  private readonly heights = new Map<number, { height: number }>();
  private titleRows: readonly [number, number] | null = null;

  constructor(name: string) {
    this.name = name;
  }

  /** The row that is filled in next. */
  get next(): number {
    return this.rows.length;
  }

  /** Begins rows up to this one. */
  private row(row: number): CellValue[] {
    while (this.rows.length <= row) this.rows.push([]);
    return this.rows[row] ?? [];
  }

  set(row: number, column: number, value: CellValue, style: CellStyleName, more: Partial<Cell> = {}): void {
    const cells = this.row(row);
    while (cells.length < column) cells.push(null);
    cells[column] = value;
    const { style: own, ...rest } = more;
    this.cells.set(`${row},${column}`, { style: { ...cellStyles[style], ...own }, ...rest });
  }

  /** A row of its own, over as many columns as there are; `width` is theirs together. */
  line(text: string, style: CellStyleName, columns: number, width: number): void {
    const row = this.next;
    this.set(row, 0, text, style);
    this.merge(row, 0, 1, columns);
    this.grow(row, text, cellStyles[style].font.size, width);
  }

  /** Makes a row high enough for a text that wraps: programs do not do so by themselves for merged cells. */
  grow(row: number, text: string, size: number, width: number): void {
    const lines = Math.max(1, Math.ceil(((textWidth(text) + 1) * size) / tableFont.size / width));
    const height = Math.ceil(lines * size * 1.35) + 2;
    if (height > (this.heights.get(row)?.height ?? 0)) this.heights.set(row, { height });
  }

  merge(row: number, column: number, rowSpan: number, columnSpan: number): void {
    if (rowSpan * columnSpan === 1) return;
    this.merges.push({ startRow: row, startCol: column, endRow: row + rowSpan - 1, endCol: column + columnSpan - 1 });
  }

  /** Rows that are printed at the top of every page. */
  repeat(first: number, last: number): void {
    this.titleRows = [first + 1, last + 1];
  }

  build(widths: readonly number[], sideways: boolean): WriteSheet {
    return {
      name: this.name,
      rows: this.rows,
      cells: this.cells,
      merges: this.merges,
      rowDefs: this.heights,
      columns: widths.map((width) => ({ width })),
      pageSetup: {
        paperSize: 'a4',
        orientation: sideways ? 'landscape' : 'portrait',
        fitToPage: true,
        fitToWidth: 1,
        fitToHeight: 0,
        horizontalCentered: true,
        ...(this.titleRows === null ? {} : { printTitlesRow: `$${this.titleRows[0]}:$${this.titleRows[1]}` }),
      },
      headerFooter: { oddFooter: '&C— &P —' },
    };
  }
}

/** The workbook's bytes: the same whenever they are written. */
export async function packWorkbook(
  sheets: readonly WriteSheet[],
  { title, creator, date }: { readonly title: string; readonly creator: string; readonly date: string },
): Promise<Uint8Array> {
  const when = new Date(`${date}T00:00:00Z`);
  const bytes = await writeXlsx({
    sheets: [...sheets],
    properties: { title, creator, lastModifiedBy: creator, created: when, modified: when },
    defaultFont: tableFont,
  });
  return stillZip(bytes);
}
