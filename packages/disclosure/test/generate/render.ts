/**
 * Writes a paper as text in one of the three encodings and says on which line each label came to stand. Noise is what
 * layout does to a document without changing what it says; it is put in here, where the lines are made.
 */
import { type Chance, chance } from './chance.ts';
import {
  type Paper,
  type PaperCell,
  type PaperParagraph,
  type PaperRow,
  type PaperTable,
  paragraphText,
} from './paper.ts';
import { type Encoding } from './templates.ts';

export const noiseKinds = [
  'full-width-digits',
  'half-width-punctuation',
  'spaced-figures',
  'spaced-titles',
  'page-breaks',
  'wrapped-sentences',
  'blank-rows',
  'blank-column',
  'repeated-headers',
  'contents',
  'crlf',
  'bom',
  'bookmarks',
  'trailing-spaces',
  'merged-expanded',
  'padded-cells',
  'indented-names',
  'blank-lines',
] as const;

export type NoiseKind = (typeof noiseKinds)[number];

/** Whether a kind of noise does anything in an encoding. */
export function noiseApplies(kind: NoiseKind, encoding: Encoding): boolean {
  switch (kind) {
    case 'merged-expanded':
      return encoding === 'lines';
    case 'page-breaks':
    case 'repeated-headers':
      return encoding === 'tabs';
    default:
      return true;
  }
}

export interface LineRange {
  readonly line: number;
  readonly endLine: number;
}

export interface Rendered {
  readonly text: string;
  readonly places: ReadonlyMap<string, LineRange>;
}

interface Sink {
  readonly lines: string[];
  readonly places: Map<string, LineRange>;
  put(text: string, ids?: readonly string[]): void;
}

function sink(): Sink {
  const lines: string[] = [];
  const places = new Map<string, LineRange>();
  return {
    lines,
    places,
    put(text, ids = []) {
      for (const physical of text.split('\n')) lines.push(physical);
      const endLine = lines.length;
      const line = endLine - text.split('\n').length + 1;
      for (const id of ids) {
        const before = places.get(id);
        places.set(id, before === undefined ? { line, endLine } : { line: before.line, endLine });
      }
    },
  };
}

const fullWidth = (text: string): string =>
  text.replace(/[0-9.%]/g, (one) => (one === '.' ? '．' : String.fromCodePoint((one.codePointAt(0) ?? 0) + 0xfee0)));

const halfWidth = (text: string): string =>
  text.replaceAll('（', '(').replaceAll('）', ')').replaceAll('：', ':').replaceAll('；', ';').replaceAll('，', ',');

interface Piece {
  readonly text: string;
  readonly id: string | null;
}

function noisyPieces(block: PaperParagraph, noise: ReadonlySet<NoiseKind>, source: Chance): readonly Piece[] {
  const list: Piece[] = block.pieces.map((piece) =>
    typeof piece === 'string' ? { text: piece, id: null } : { text: piece.text, id: piece.id },
  );
  let result = list;
  if (block.role === 'text' && noise.has('full-width-digits') && source.likely(40)) {
    result = result.map((piece) => ({ ...piece, text: fullWidth(piece.text) }));
  }
  if ((block.role === 'text' || block.role === 'heading') && noise.has('half-width-punctuation') && source.likely(50)) {
    result = result.map((piece) => ({ ...piece, text: halfWidth(piece.text) }));
  }
  if (block.role === 'text' && noise.has('spaced-figures')) {
    result = result.map((piece) =>
      piece.id !== null && /^[\d.,０-９．]+$/.test(piece.text) ? { ...piece, text: ` ${piece.text} ` } : piece,
    );
  }
  return result;
}

const notBefore = /[一二三四五六七八九十百第（(\d０-９、]/;

/** Offsets at which a sentence may be cut over two lines: between two plain characters, or between a figure and 万元. */
function cuts(list: readonly Piece[], source: Chance): readonly number[] {
  const text = list.map((piece) => piece.text).join('');
  if (text.length < 60) return [];
  const candidates: number[] = [];
  for (let at = 15; at < text.length - 15; at += 1) {
    const before = text[at - 1] ?? '';
    const after = text[at] ?? '';
    const plainCut =
      /[一-龥]/.test(before) && /[一-龥]/.test(after) && !notBefore.test(after) && !notBefore.test(before);
    const figureCut = /\d/.test(before) && text.startsWith('万元', at);
    if (plainCut || figureCut) candidates.push(at);
  }
  if (candidates.length === 0) return [];
  return [source.pick(candidates)];
}

function putParagraph(
  out: Sink,
  block: PaperParagraph,
  encoding: Encoding,
  noise: ReadonlySet<NoiseKind>,
  source: Chance,
): void {
  const list = noisyPieces(block, noise, source);
  const text = list.map((piece) => piece.text).join('');
  const cutAt = noise.has('wrapped-sentences') && block.role === 'text' && source.likely(50) ? cuts(list, source) : [];
  const prefix = encoding === 'pipes' ? (block.role === 'part' ? '# ' : block.role === 'title' ? '# ' : '') : '';
  const suffix = noise.has('trailing-spaces') && source.likely(50) ? ' ' : '';
  const bounds = [0, ...cutAt, text.length];
  for (let part = 0; part + 1 < bounds.length; part += 1) {
    const from = bounds[part] ?? 0;
    const to = bounds[part + 1] ?? text.length;
    const ids: string[] = [block.id];
    let offset = 0;
    for (const piece of list) {
      if (piece.id !== null && offset < to && offset + piece.text.length > from) ids.push(piece.id);
      offset += piece.text.length;
    }
    if (part > 0 && encoding !== 'lines') out.put('');
    out.put((part === 0 ? prefix : '') + text.slice(from, to) + suffix, ids);
  }
  if (encoding !== 'lines') out.put('');
  if (encoding === 'lines' && noise.has('blank-lines') && source.likely(20)) out.put('');
}

function spaceOut(text: string): string {
  return /^[一-龥]{2}$/.test(text)
    ? `${text.slice(0, 1)}    ${text.slice(1)}`
    : text.replace(/^([一-龥]{3})([一-龥]{2,})$/, '$1 $2');
}

function cellText(
  one: PaperCell,
  row: PaperRow,
  table: PaperTable,
  noise: ReadonlySet<NoiseKind>,
  source: Chance,
  encoding: Encoding,
): string {
  let text = one.text;
  if (text === '') return noise.has('padded-cells') && source.likely(30) ? '　' : '';
  if (noise.has('spaced-titles') && row.header === true && table.layout === 'table') text = spaceOut(text);
  if (noise.has('padded-cells') && source.likely(40)) text = source.likely(50) ? `${text}　` : `　${text}`;
  if (noise.has('indented-names') && encoding !== 'pipes' && /^[一-龥]/.test(text) && source.likely(50))
    text = `  ${text}`;
  return text;
}

function idsOf(table: PaperTable, row: PaperRow): readonly string[] {
  return [table.id, row.id];
}

function blankRow(row: PaperRow): PaperRow {
  return { id: `${row.id}/blank`, cells: row.cells.map(() => ({ text: '' })) };
}

/** The rows as they are to be printed: blank rows and repeated headers among them, a null for a page break. */
function printedRows(table: PaperTable, noise: ReadonlySet<NoiseKind>, source: Chance): readonly (PaperRow | null)[] {
  const body: (PaperRow | null)[] = [];
  const headers = table.rows.filter((row) => row.header === true);
  const firstBody = table.rows.findIndex((row) => row.header !== true);
  const breakAt = table.rows.length > 14 ? source.integer(firstBody + 4, table.rows.length - 3) : -1;
  table.rows.forEach((row, index) => {
    if (index === breakAt && table.layout === 'table') {
      if (noise.has('page-breaks') || noise.has('repeated-headers')) body.push(null);
      if (noise.has('repeated-headers')) body.push(...headers.map((one) => ({ ...one, id: `${one.id}/again` })));
    }
    body.push(row);
    const last = index === table.rows.length - 1;
    if (noise.has('blank-rows') && row.header !== true && table.layout === 'table' && source.likely(last ? 50 : 4))
      body.push(blankRow(row));
  });
  return body;
}

function putTable(
  out: Sink,
  table: PaperTable,
  encoding: Encoding,
  noise: ReadonlySet<NoiseKind>,
  source: Chance,
): void {
  const width = Math.max(...table.rows.map((row) => row.cells.length));
  const title =
    (noise.has('bookmarks') && source.likely(60) ? '[bookmark: RANGE!A1:I34]' : '') +
    (noise.has('spaced-titles') ? table.title.text.replace(/决算/, '决算 ') : table.title.text);
  const extra = noise.has('blank-column') && table.layout === 'table';
  if (encoding === 'lines') {
    if (table.title.text !== '') {
      out.put(`\t${title}`, [table.id, table.title.id]);
      out.put('');
    }
    if (table.subtitle !== null) {
      out.put(table.subtitle.text, [table.subtitle.id]);
      out.put('');
    }
    if (table.number !== null) {
      for (let index = 1; index < width; index += 1) out.put('\t');
      out.put(`\t${table.number.text}`, [table.number.id]);
      out.put('');
    }
    if (table.department !== null || table.unit !== null) {
      out.put(`\t${table.department?.text ?? ''}`, table.department === null ? [] : [table.department.id]);
      if (table.year !== null) out.put(`\t${table.year.text}`, [table.year.id]);
      else for (let index = 2; index < width; index += 1) out.put('\t');
      out.put(`\t${table.unit?.text ?? ''}`, table.unit === null ? [] : [table.unit.id]);
      out.put('');
    }
    for (const row of printedRows(table, noise, source)) {
      if (row === null) continue;
      row.cells.forEach((one) => {
        if (one.covered === true && !noise.has('merged-expanded')) return;
        out.put(
          `\t${cellText(one, row, table, noise, source, encoding)}`,
          one.id === undefined ? idsOf(table, row) : [...idsOf(table, row), one.id],
        );
      });
      if (extra) out.put('\t');
      out.put('');
    }
    for (const note of table.notes) {
      const list = note.pieces
        .map((piece) => (typeof piece === 'string' ? null : piece.id))
        .filter((id) => id !== null);
      out.put(`\t${paragraphText(note)}`, [note.id, ...list]);
      out.put('');
    }
    out.put('');
    return;
  }
  const head = (text: string, id: string): void => {
    out.put(text, [id]);
    out.put('');
  };
  if (table.title.text !== '') {
    out.put((encoding === 'pipes' ? '## ' : '') + title, [table.id, table.title.id]);
    out.put('');
  }
  if (table.subtitle !== null) head(table.subtitle.text, table.subtitle.id);
  if (table.number !== null) head(table.number.text, table.number.id);
  if (table.department !== null) head(table.department.text, table.department.id);
  if (table.year !== null) head(table.year.text, table.year.id);
  if (table.unit !== null) head(table.unit.text, table.unit.id);
  let first = true;
  for (const row of printedRows(table, noise, source)) {
    if (row === null) {
      out.put('');
      continue;
    }
    const texts = row.cells.map((one) => cellText(one, row, table, noise, source, encoding));
    while (texts.length < width) texts.push('');
    if (extra) texts.push('');
    const ids = [...idsOf(table, row), ...row.cells.flatMap((one) => (one.id === undefined ? [] : [one.id]))];
    if (encoding === 'tabs') out.put(texts.join('\t'), ids);
    else {
      out.put(`| ${texts.join(' | ')} |`, ids);
      if (first) out.put(`|${texts.map(() => ' --- |').join('')}`);
    }
    first = false;
  }
  out.put('');
  for (const note of table.notes) {
    const list = note.pieces.map((piece) => (typeof piece === 'string' ? null : piece.id)).filter((id) => id !== null);
    out.put(paragraphText(note), [note.id, ...list]);
    out.put('');
  }
}

/** Renders the paper. `seed` is the noise's own; without noise it has no effect. */
export function render(paper: Paper, encoding: Encoding, noiseList: readonly NoiseKind[] = [], seed = 0): Rendered {
  const noise = new Set(noiseList.filter((kind) => noiseApplies(kind, encoding)));
  const source = chance(seed, 'noise');
  const out = sink();
  let page = 1;
  const headings = paper.blocks.filter((block) => block.kind === 'paragraph' && block.role === 'part');
  const hasContents = paper.blocks.some((block) => block.kind === 'paragraph' && block.role === 'contents');
  let contentsDone = hasContents || !noise.has('contents');
  for (const block of paper.blocks) {
    if (block.kind === 'table') {
      putTable(out, block, encoding, noise, source.fork(block.id));
      continue;
    }
    if (block.role === 'part' && !contentsDone) {
      contentsDone = true;
      out.put('目 录');
      for (const one of headings) {
        if (one.kind !== 'paragraph') continue;
        page += 2;
        out.put(`${paragraphText(one)}${encoding === 'tabs' ? `.....\t${page}` : `……………${page}`}`);
      }
      out.put('');
    }
    if (block.role === 'contents') {
      const text = paragraphText(block);
      page += 1;
      const dots =
        block.id === 'c/title'
          ? text
          : encoding === 'tabs'
            ? `${text}.....\t${page}`
            : encoding === 'pipes'
              ? `- ${text}`
              : `${text}……………${page}`;
      out.put(dots, [block.id]);
      if (encoding === 'pipes') out.put('');
      continue;
    }
    if (block.role === 'part') {
      out.put('');
      out.put('');
    }
    putParagraph(out, block, encoding, noise, source.fork(block.id));
    if (block.role === 'part' && encoding === 'lines') out.put('');
  }
  let lines = out.lines;
  if (noise.has('trailing-spaces'))
    lines = lines.map((line, index) => (line !== '' && index % 7 === 3 ? `${line} ` : line));
  if (noise.has('crlf')) lines = lines.map((line) => `${line}\r`);
  const text = `${noise.has('bom') ? '\ufeff' : ''}${lines.join('\n')}\n`;
  return { text, places: out.places };
}
