/**
 * Ruled tables of a PDF page. Lines that touch make one table; its uprights and levels cut it into the smallest cells, and
 * cells without a line between them are one merged cell. A text belongs to the cell that its middle stands in.
 */
import { type PdfPage, type Ruling, type TextItem } from './pdf-page.ts';
import { textOfLines } from './pdf-text.ts';
import { type PieceRow } from './pieces.ts';

export interface PdfCell {
  /** Its left and right edge on the page. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export interface PdfTable {
  /** Upright edges from left to right. */
  readonly xs: readonly number[];
  readonly rows: readonly { readonly cells: readonly PdfCell[]; readonly page: number }[];
}

/** A table where it stands on its page. */
export interface PlacedTable {
  readonly table: PdfTable;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Lines that miss each other by so much still meet. */
const near = 3;

/** The tables of a page, and the texts that stand in none. */
export function tablesOf(page: PdfPage): {
  readonly tables: readonly PlacedTable[];
  readonly items: readonly TextItem[];
} {
  let items: readonly TextItem[] = page.items;
  const tables: PlacedTable[] = [];
  for (const rulings of touching(merged(page.rulings))) {
    const uprights = rulings.filter(({ upright }) => upright);
    const levels = rulings.filter(({ upright }) => !upright);
    const xs = edges(uprights, levels);
    const ys = edges(levels, uprights);
    if (xs.length < 2 || ys.length < 2 || xs.length * ys.length < 6 || xs.length * ys.length > 200_000) continue;
    const frame = { left: xs[0] ?? 0, right: xs.at(-1) ?? 0, top: ys[0] ?? 0, bottom: ys.at(-1) ?? 0 };
    const inside = (item: TextItem): boolean => {
      const x = item.x + item.width / 2;
      const y = item.y - item.size * 0.35;
      return x > frame.left - near && x < frame.right + near && y > frame.top && y < frame.bottom;
    };
    const own = items.filter(inside);
    if (own.length === 0) continue;
    items = items.filter((item) => !inside(item));
    tables.push({ table: { xs, rows: rowsOf(xs, ys, rulings, own, page.number) }, ...frame });
  }
  return { tables: tables.sort((a, b) => a.top - b.top), items };
}

/** Rows for the blocks: cells over as many columns as they cover. */
export function tableRows({ xs, rows }: PdfTable): readonly PieceRow[] {
  return rows.map(({ cells, page }) => ({
    page,
    cells: cells.map(({ from, to, text }) => ({
      columns: Math.max(1, xs.filter((x) => x > from + near && x < to - near).length + 1),
      pieces: text === '' ? [] : [{ kind: 'text', text, page }],
    })),
  }));
}

/** Pieces of one line (a border cell by cell) as a whole. */
function merged(rulings: readonly Ruling[]): Ruling[] {
  const sorted = [...rulings].sort(
    (a, b) => Number(a.upright) - Number(b.upright) || Math.round(a.at) - Math.round(b.at) || a.from - b.from,
  );
  const whole: { upright: boolean; at: number; from: number; to: number }[] = [];
  for (const ruling of sorted) {
    const last = whole.at(-1);
    if (
      last !== undefined &&
      last.upright === ruling.upright &&
      Math.abs(last.at - ruling.at) < 1 &&
      ruling.from >= last.from - near &&
      ruling.from <= last.to + near
    )
      last.to = Math.max(last.to, ruling.to);
    else whole.push({ ...ruling });
  }
  return whole;
}

/** Groups of lines that cross or touch one another. */
function touching(rulings: readonly Ruling[]): Ruling[][] {
  const uprights = rulings.filter(({ upright }) => upright);
  const levels = rulings.filter(({ upright }) => !upright);
  const owner = new Map<Ruling, Ruling>();
  const root = (one: Ruling): Ruling => {
    let at = one;
    for (let next = owner.get(at); next !== undefined && next !== at; next = owner.get(at)) at = next;
    owner.set(one, at);
    return at;
  };
  for (const ruling of rulings) owner.set(ruling, ruling);
  for (const upright of uprights) {
    for (const level of levels) {
      if (
        upright.at >= level.from - near &&
        upright.at <= level.to + near &&
        level.at >= upright.from - near &&
        level.at <= upright.to + near
      )
        owner.set(root(upright), root(level));
    }
  }
  return [...Map.groupBy(rulings, root).values()].filter((group) => group.length >= 3);
}

/**
 * The places of lines, those closer than a cell taken together. Where a page break leaves the last line out, the table ends where
 * the lines across end.
 */
function edges(rulings: readonly Ruling[], across: readonly Ruling[]): number[] {
  const places = rulings.map(({ at }) => at);
  const least = across.reduce((to, ruling) => Math.min(to, ruling.from), Number.POSITIVE_INFINITY);
  const most = across.reduce((to, ruling) => Math.max(to, ruling.to), Number.NEGATIVE_INFINITY);
  if (places.every((at) => at > least + 2 * near)) places.push(least);
  if (places.every((at) => at < most - 2 * near)) places.push(most);
  const sorted = places.sort((a, b) => a - b);
  const groups: number[][] = [];
  for (const at of sorted) {
    const last = groups.at(-1);
    if (last !== undefined && at - (last.at(-1) ?? 0) <= near) last.push(at);
    else groups.push([at]);
  }
  return groups.map((group) => group.reduce((sum, at) => sum + at, 0) / group.length);
}

function rowsOf(
  xs: readonly number[],
  ys: readonly number[],
  rulings: readonly Ruling[],
  items: readonly TextItem[],
  page: number,
): PdfTable['rows'] {
  const columns = xs.length - 1;
  const lines = ys.length - 1;
  /** True where a line stands on the edge: between the cell and its neighbour. */
  const ruled = (upright: boolean, at: number, from: number, to: number): boolean => {
    const middle = (from + to) / 2;
    return rulings.some(
      (ruling) =>
        ruling.upright === upright && Math.abs(ruling.at - at) <= near && ruling.from <= middle && ruling.to >= middle,
    );
  };
  /** For each smallest cell the first cell of the merged one it belongs to. */
  const owner: number[] = [];
  for (let row = 0; row < lines; row += 1) {
    const [top = 0, bottom = 0] = ys.slice(row, row + 2);
    for (let column = 0; column < columns; column += 1) {
      const [left = 0, right = 0] = xs.slice(column, column + 2);
      const index = row * columns + column;
      const before = owner[index - 1];
      const above = owner[index - columns];
      if (column > 0 && before !== undefined && !ruled(true, left, top, bottom)) owner.push(before);
      else if (row > 0 && above !== undefined && !ruled(false, top, left, right) && above % columns === column)
        owner.push(above);
      else owner.push(index);
    }
  }
  const texts = new Map<number, TextItem[]>();
  for (const item of items.flatMap((one) => cutAt(one, xs, ys, owner, columns))) {
    const cell = owner[cellAt(item, xs, ys, columns)];
    if (cell === undefined) continue;
    const list = texts.get(cell);
    if (list === undefined) texts.set(cell, [item]);
    else list.push(item);
  }
  return Array.from({ length: lines }, (_, row) => {
    const cells: PdfCell[] = [];
    for (let column = 0; column < columns; column += 1) {
      const index = row * columns + column;
      if (column > 0 && owner[index] === owner[index - 1]) {
        const last = cells.at(-1);
        if (last !== undefined) cells[cells.length - 1] = { ...last, to: xs[column + 1] ?? 0 };
        continue;
      }
      const text = owner[index] === index ? textOfLines(texts.get(index) ?? []) : '';
      cells.push({ from: xs[column] ?? 0, to: xs[column + 1] ?? 0, text });
    }
    return { cells, page };
  });
}

function indexAt(edgesAt: readonly number[], at: number): number {
  for (let index = 0; index < edgesAt.length - 2; index += 1) if (at < (edgesAt[index + 1] ?? 0)) return index;
  return Math.max(0, edgesAt.length - 2);
}

function cellAt(item: TextItem, xs: readonly number[], ys: readonly number[], columns: number): number {
  return indexAt(ys, item.y - item.size * 0.35) * columns + indexAt(xs, item.x + item.width / 2);
}

/** A text that runs over a line between two cells is cut there, as far as its characters' widths tell. */
function cutAt(
  item: TextItem,
  xs: readonly number[],
  ys: readonly number[],
  owner: readonly number[],
  columns: number,
): TextItem[] {
  const row = indexAt(ys, item.y - item.size * 0.35);
  const first = indexAt(xs, item.x + 1);
  const last = indexAt(xs, item.x + item.width - 1);
  if (first === last || owner[row * columns + first] === owner[row * columns + last]) return [item];
  const characters = [...item.text];
  const widths = characters.map((character) =>
    /[\u2e80-\uffef\u2014\u2018-\u201d\u2026\u2460-\u24ff\u2500-\u25ff]/.test(character) ? 1 : 0.5,
  );
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const pieces: { text: string; x: number; width: number; cell: number | undefined }[] = [];
  let x = item.x;
  characters.forEach((character, index) => {
    const width = ((widths[index] ?? 0) / whole) * item.width;
    const cell = owner[row * columns + indexAt(xs, x + width / 2)];
    const open = pieces.at(-1);
    if (open !== undefined && open.cell === cell) {
      open.text += character;
      open.width += width;
    } else pieces.push({ text: character, x, width, cell });
    x += width;
  });
  return pieces
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, x: left, width }) => ({ ...item, text, x: left, width }));
}
