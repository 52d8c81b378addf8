/**
 * A written document as a thing that is decided on: its hashes, the address of each of its figures, and what one version has
 * otherwise than another.
 *
 *     block 12, row 4, cell 3 of a table → '12.4.3'      block 30, run 2 of a paragraph → '30.2'
 */
import { createHash } from 'node:crypto';
import {
  type FigureOrigin,
  type StatementCell,
  textOf,
  type WrittenBlock,
  type WrittenCell,
  type WrittenDocument,
  type WrittenRow,
  type WrittenTable,
} from '@mingzhang/disclosure';

export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * What people decide on: everything but the day and the names on the cover, which are not there yet while they decide. It stays
 * the same from the draft to the published document.
 */
export function contentHash({ cover, year, template, blocks }: WrittenDocument): string {
  return sha256(JSON.stringify([cover.title, cover.bureau, year, template, blocks]));
}

/** The statements alone, as printed: what finance's reply is about. */
export function tablesHash({ blocks }: WrittenDocument): string {
  const tables = blocks
    .filter(isStatement)
    .map(({ id, rows }) => [id, rows.map(({ cells }) => cells.map(({ text }) => text))]);
  return sha256(JSON.stringify(tables));
}

function isStatement(block: WrittenBlock): block is WrittenTable {
  return (
    block.kind === 'table' && block.id !== null && block.rows.some(({ cells }) => cells.some(({ amount }) => amount))
  );
}

/** A figure as printed: its address, where it stands in words, and what stands behind it. */
export interface PrintedFigure {
  readonly address: string;
  readonly text: string;
  readonly place: string;
  readonly origin: FigureOrigin;
}

/** The figures of a document in the order of printing; zeros that are left blank are none. */
export function figuresOf(document: WrittenDocument): readonly PrintedFigure[] {
  const found: PrintedFigure[] = [];
  let heading = '';
  document.blocks.forEach((block, at) => {
    if (block.kind === 'heading') heading = block.text;
    if (block.kind === 'paragraph') {
      block.runs.forEach(({ text, origin }, run) => {
        if (origin === undefined || text.trim() === '') return;
        found.push({ address: `${at}.${run}`, text, place: heading, origin });
      });
    }
    if (block.kind === 'table') {
      const name = [block.number, nameOf(block, heading)].filter(Boolean).join(' ');
      block.rows.forEach(({ cells }, row) => {
        cells.forEach(({ text, amount, origin: stated }, cell) => {
          if (text.trim() === '' || text === '—') return;
          const origin: FigureOrigin | undefined =
            amount === undefined ? stated : { kind: 'terms', year: document.year, terms: amount.terms };
          if (origin === undefined) return;
          const place = [name, rowLabel(block.rows, row, cell), columnLabel(block.rows, row, cell)]
            .filter(Boolean)
            .join(' · ');
          found.push({ address: `${at}.${row}.${cell}`, text, place, origin });
        });
      });
    }
  });
  return found;
}

/** The address of each figure of a document, by the run's origin or the cell that a writer is given. */
export function addressesOf({ blocks }: WrittenDocument): ReadonlyMap<FigureOrigin | StatementCell, string> {
  const addresses = new Map<FigureOrigin | StatementCell, string>();
  blocks.forEach((block, at) => {
    if (block.kind === 'paragraph') {
      block.runs.forEach(({ origin }, run) => {
        if (origin !== undefined) addresses.set(origin, `${at}.${run}`);
      });
    }
    if (block.kind === 'table') {
      block.rows.forEach(({ cells }, row) => {
        cells.forEach(({ text, amount, origin }, cell) => {
          const figure = amount ?? origin;
          if (figure !== undefined && text.trim() !== '' && text !== '—') addresses.set(figure, `${at}.${row}.${cell}`);
        });
      });
    }
  });
  return addresses;
}

/** The words of the row that stand on the left of a cell, back to the figure before. */
function rowLabel(rows: readonly WrittenRow[], row: number, cell: number): string {
  const left = rows[row]?.cells.slice(0, cell) ?? [];
  const from = left.findLastIndex(isFigure);
  const words = (cells: typeof left): string =>
    cells
      .filter((cell) => !isFigure(cell) && cell.text !== '' && !/^\d{1,2}$/.test(cell.text))
      .map(({ text }) => text)
      .join(' ');
  const near = words(left.slice(from + 1));
  if (near !== '') return near;
  const first = left.findIndex(isFigure);
  return words(first < 0 ? left : left.slice(0, first));
}

function isFigure({ amount, origin }: WrittenCell): boolean {
  return amount !== undefined || origin !== undefined;
}

/** What a table is called; of several forms of one title each by its project. */
function nameOf({ title, rows }: WrittenTable, heading: string): string {
  const project = rows.find(({ cells }) => cells[0]?.text === '项目名称')?.cells[1]?.text ?? '';
  const name = title || heading;
  return project === '' || name.includes(project) ? name : `${name}（${project}）`;
}

function textOver(cells: readonly WrittenCell[], cell: number): string {
  let at = cell;
  while (at > 0 && cells[at]?.merged === 'left') at -= 1;
  return cells[at]?.merged === 'above' ? '' : (cells[at]?.text ?? '');
}

/** The header words over a cell, outermost first; in a form, whose headings stand among its rows, those of the nearest row of words. */
function columnLabel(rows: readonly WrittenRow[], row: number, cell: number): string {
  if (rows[0]?.role !== 'header') {
    const words = rows.slice(0, row).findLast(({ cells }) => !cells.some(isFigure) && textOver(cells, cell) !== '');
    const text = words === undefined ? '' : textOver(words.cells, cell);
    return /^[\d.,%—]*$/.test(text) ? '' : text;
  }
  const words: string[] = [];
  for (const { role, cells } of rows) {
    if (role !== 'header') break;
    const text = textOver(cells, cell);
    if (text !== '' && !/^\d+$/.test(text) && words.at(-1) !== text) words.push(text);
  }
  return words.join('/');
}

/** One thing that a correction has otherwise. */
export interface Change {
  readonly place: string;
  /** Null: it was not there before. */
  readonly before: string | null;
  /** Null: it is not there any more. */
  readonly after: string | null;
}

/** What a correction changes, cell by cell and paragraph by paragraph, in the order of the new version. */
export function changesBetween(before: WrittenDocument, after: WrittenDocument): readonly Change[] {
  return [...cellChanges(before, after), ...paragraphChanges(before, after)];
}

function cellChanges(before: WrittenDocument, after: WrittenDocument): readonly Change[] {
  const [old, now] = [cellsOf(before), cellsOf(after)];
  const changed: Change[] = [];
  for (const [key, cell] of now) {
    const was = old.get(key);
    if (was === undefined) {
      if (cell.text !== '') changed.push({ place: cell.place, before: null, after: cell.text });
    } else if (was.text !== cell.text) changed.push({ place: cell.place, before: was.text, after: cell.text });
  }
  for (const [key, cell] of old) {
    if (!now.has(key) && cell.text !== '') changed.push({ place: cell.place, before: cell.text, after: null });
  }
  return changed;
}

/** Cells by what they mean, where they know it, else by the words around them. */
function cellsOf({ blocks }: WrittenDocument): ReadonlyMap<string, { readonly text: string; readonly place: string }> {
  const cells = new Map<string, { readonly text: string; readonly place: string }>();
  let heading = '';
  for (const block of blocks) {
    if (block.kind === 'heading') heading = block.text;
    if (block.kind !== 'table') continue;
    const name = nameOf(block, heading);
    block.rows.forEach((row, index) => {
      row.cells.forEach(({ text, merged, amount }, column) => {
        if (merged !== undefined) return;
        const rowWords = rowLabel(block.rows, index, column) || `第${index + 1}行`;
        const columnWords = columnLabel(block.rows, index, column) || `第${column + 1}列`;
        const place = [[block.number, name].filter(Boolean).join(' '), rowWords, columnWords].join(' · ');
        const meaning =
          amount === undefined
            ? `${name}|${rowWords}|${columnWords}|${row.role === 'header' || rowWords === `第${index + 1}行` ? index : ''}|${column}`
            : `${amount.table}|${amount.side ?? ''}|${amount.row}|${amount.column}`;
        const key = cells.has(meaning) ? `${meaning}|${index}` : meaning;
        cells.set(key, { text, place });
      });
    });
  }
  return cells;
}

function paragraphChanges(before: WrittenDocument, after: WrittenDocument): readonly Change[] {
  const [old, now] = [paragraphsOf(before), paragraphsOf(after)];
  const kept = commonTexts(
    old.map(({ text }) => text),
    now.map(({ text }) => text),
  );
  const changed: Change[] = [];
  let [i, j] = [0, 0];
  for (const [keptOld, keptNow] of [...kept, [old.length, now.length] as const]) {
    const gone = old.slice(i, keptOld);
    const come = now.slice(j, keptNow);
    for (let pair = 0; pair < Math.max(gone.length, come.length); pair += 1) {
      const [was, is] = [gone[pair], come[pair]];
      changed.push({ place: (is ?? was)?.heading ?? '', before: was?.text ?? null, after: is?.text ?? null });
    }
    i = keptOld + 1;
    j = keptNow + 1;
  }
  return changed;
}

interface PlacedText {
  readonly heading: string;
  readonly text: string;
}

function paragraphsOf({ blocks }: WrittenDocument): readonly PlacedText[] {
  let heading = '';
  return blocks.flatMap((block): readonly PlacedText[] => {
    if (block.kind === 'heading') {
      heading = block.text;
      return [{ heading, text: block.text }];
    }
    return block.kind === 'paragraph' ? [{ heading, text: textOf(block) }] : [];
  });
}

/** Places of the longest common subsequence of two lists of texts. */
function commonTexts(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = lengths[i];
    if (row === undefined) continue;
    for (let j = b.length - 1; j >= 0; j -= 1) {
      row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: (readonly [number, number])[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      pairs.push([i, j]);
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

/** The words of a document block by block, as the open portal searches them. */
export function searchBlocks(
  document: WrittenDocument,
): readonly { readonly position: number; readonly heading: string; readonly text: string }[] {
  let heading = document.cover.title;
  return document.blocks.flatMap((block, position) => {
    if (block.kind === 'heading') heading = block.text;
    if (block.kind === 'heading') return [{ position, heading, text: block.text }];
    if (block.kind === 'paragraph') return [{ position, heading, text: textOf(block) }];
    if (block.kind !== 'table') return [];
    const rows = block.rows.map(({ cells }) =>
      cells
        .map(({ text }) => text)
        .filter((text) => text !== '')
        .join(' '),
    );
    return [{ position, heading: block.title || heading, text: [block.title, ...rows, ...block.notes].join('\n') }];
  });
}
