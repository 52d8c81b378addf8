/**
 * From neutral blocks to the model: table of contents, parts, sections, tables, forms. Claims are read afterwards, over
 * the sections (`claims/`).
 */
import { type Block, firstLine, type Grid, lastLine, type Paragraph } from '../blocks.ts';
import { squeeze } from '../compact.ts';
import { recogniseForms } from '../forms/index.ts';
import {
  type DocumentKind,
  type Form,
  type NotRead,
  type Part,
  type Scope,
  type Section,
  type Table,
} from '../model.ts';
import { rowsOnce } from '../row.ts';
import { headingOf, topicOf } from './headings.ts';
import { straighten } from './shifts.ts';
import { recogniseTable } from './tables.ts';
import { isHeadText, isTableTitle } from './titles.ts';

export interface Skeleton {
  readonly parts: readonly Part[];
  readonly sections: readonly Section[];
  readonly tables: readonly Table[];
  readonly forms: readonly Form[];
  readonly notRead: readonly NotRead[];
  readonly contents: readonly { readonly text: string; readonly line: number }[];
}

export function recogniseSkeleton(read: readonly Block[]): Skeleton {
  const blocks = rejoinCutTables(read);
  const contentsZone = findContents(blocks);
  const partStarts = findParts(blocks, contentsZone);
  const partAt = (line: number): number => lastAtOrBefore(partStarts, line);
  const rowsOf = rowsOnce();
  const defaultUnit = commonUnit(blocks);
  const tables: Table[] = [];
  /** Printed totals of the tables read in the common unit. */
  const totalsInUnit = new Set<string>();
  /** Tables in a unit of their own, each with how to read it in the common one: a later table may show its head to be wrong. */
  const inOtherUnit: { readonly table: Table; readonly readAgain: () => ReturnType<typeof recogniseTable> }[] = [];
  const forms: Form[] = [];
  const notRead: NotRead[] = [];
  const taken = new Set<number>();
  for (const [part, range] of partRanges(blocks, partStarts).entries()) {
    const read = recogniseForms(blocks, range.from, range.to, part, rowsOf);
    forms.push(...read.forms);
    notRead.push(...read.notRead);
    for (const index of read.used) taken.add(index);
  }
  blocks.forEach((block, index) => {
    if (block.kind !== 'grid' || contentsZone.blocks.has(index) || taken.has(index)) return;
    const before = headParagraphs(blocks, index);
    const after = noteParagraphs(blocks, index);
    const part = partAt(firstLine(block));
    const around = { before: headTexts(blocks, before), after: after.map((at) => blocks[at] as Paragraph) };
    const recogniseAs = (unit: string | null): ReturnType<typeof recogniseTable> =>
      recogniseTable(rowsOf(block), block.encoding, around, part, defaultUnit, unit);
    let recognised = recogniseAs(null);
    if (
      recognised !== null &&
      recognised.table.unit !== null &&
      recognised.table.unit !== defaultUnit &&
      repeatsTotals(recognised.table, totalsInUnit)
    ) {
      recognised = recogniseAs(defaultUnit);
    }
    if (recognised !== null) {
      const continued = continuationOf(recognised.table, tables.at(-1));
      if (recognised.table.unitRead === defaultUnit)
        for (const printed of totalsOf(recognised.table)) totalsInUnit.add(printed);
      if (recognised.table.unitRead !== defaultUnit)
        inOtherUnit.push({
          table: recognised.table,
          readAgain: () => recogniseAs(defaultUnit),
        });
      if (continued === null) tables.push(recognised.table);
      else tables[tables.length - 1] = continued;
      notRead.push(...recognised.notRead);
      for (const at of [...before, ...after]) taken.add(at);
      return;
    }
    const other = readOther(block, headTexts(blocks, before), part);
    if (other !== null) tables.push(other);
  });
  for (const { table, readAgain } of inOtherUnit) {
    const at = tables.indexOf(table);
    const again = at >= 0 && repeatsTotals(table, totalsInUnit) ? readAgain() : null;
    if (again !== null) tables[at] = again.table;
  }
  const straightened = tables.map(straighten);
  const sections = readSections(blocks, contentsZone.blocks, taken, partAt);
  const lineCount = blocks.length === 0 ? 1 : lastLine(blocks[blocks.length - 1] as Block);
  const parts = partStarts.map((start, index): Part => {
    const next = partStarts[index + 1];
    const endLine = next === undefined ? lineCount : next.line - 1;
    return {
      index,
      kind: partKind(start.kind, index, straightened, forms),
      bureau: null,
      year: start.year,
      line: start.line,
      endLine,
    };
  });
  return { parts, sections, tables: straightened, forms, notRead, contents: contentsZone.entries };
}

/** A table goes on below a repeated title or head (续表): one table, not two. Null where this is a table of its own. */
function continuationOf(table: Table, previous: Table | undefined): Table | null {
  if (
    previous === undefined ||
    previous.id !== table.id ||
    previous.part !== table.part ||
    table.columnKeys.join() !== previous.columnKeys.join()
  )
    return null;
  if (table.id === 'three-public' || table.id === 'disclosure-statistics' || table.id === 'other') return null;
  const keys = new Set(previous.rows.map((row) => `${row.side ?? ''}${row.key}`));
  const repeats = table.rows.filter((row) => keys.has(`${row.side ?? ''}${row.key}`)).length;
  const saysSo = /续/.test(table.title);
  if (!saysSo && (repeats > 0 || table.rows.some((row) => row.key === 'total' && row.side === undefined))) return null;
  const rows = [...previous.rows, ...table.rows.filter((row) => !keys.has(`${row.side ?? ''}${row.key}`))];
  return {
    ...previous,
    rows,
    empty: previous.empty && table.empty,
    notes: [...previous.notes, ...table.notes],
    place: { ...previous.place, endLine: table.place.endLine ?? table.place.line },
  };
}

/** The printed digits of this table's totals stand in tables of the common unit: its own unit is a slip of the head. */
function repeatsTotals(table: Table, known: ReadonlySet<string>): boolean {
  return totalsOf(table).some((printed) => known.has(printed));
}

/** The printed totals of a table. */
function totalsOf(table: Table): string[] {
  return table.rows
    .filter((row) => row.key === 'total' || row.key === 'year-total')
    .flatMap((row) =>
      row.cells.flatMap((cell) =>
        cell.quantity === undefined || cell.quantity.value === 0n ? [] : [cell.quantity.printed],
      ),
    );
}

/** The index of the last part that begins at or before a line. */
function lastAtOrBefore(starts: readonly PartStart[], line: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle]?.line ?? 0) <= line) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The blocks of each part. */
function partRanges(
  blocks: readonly Block[],
  starts: readonly PartStart[],
): { readonly from: number; readonly to: number }[] {
  // Parts and blocks both come in the order of the text, so the search goes on where it stopped.
  let at = 0;
  const froms = starts.map((start, index) => {
    if (index === 0) return 0;
    while (at < blocks.length && firstLine(blocks[at] as Block) < start.line) at += 1;
    return at;
  });
  return froms.map((from, index) => ({ from, to: froms[index + 1] ?? blocks.length }));
}

interface ContentsZone {
  readonly blocks: ReadonlySet<number>;
  readonly entries: readonly { readonly text: string; readonly line: number }[];
}

function contentsEntry(text: string): string {
  return squeeze(text)
    .replace(/^[-·#]+/, '')
    .replace(/[.．…·。]{2,}\d*$/, '')
    .replace(/\d+$/, '');
}

/** The table of contents: from 目录 to where its first entry stands again as a heading. */
function findContents(blocks: readonly Block[]): ContentsZone {
  const zone = new Set<number>();
  const entries: { text: string; line: number }[] = [];
  const start = blocks
    .slice(0, 80)
    .findIndex((block) => block.kind === 'paragraph' && /^#*目录$/.test(squeeze(block.text)));
  if (start === -1) return { blocks: zone, entries };
  const lines: { readonly at: number; readonly text: string; readonly line: number }[] = [];
  const limit = Math.min(blocks.length, start + 160);
  for (let at = start + 1; at < limit; at += 1) {
    const block = blocks[at];
    if (block?.kind === 'paragraph') lines.push({ at, text: contentsEntry(block.text), line: firstLine(block) });
    else if (block?.kind === 'grid')
      for (const row of block.rows) lines.push({ at, text: contentsEntry(row.cells[0]?.text ?? ''), line: row.line });
  }
  const first = lines[0]?.text ?? '';
  const again = lines.slice(1).find((entry) => entry.text === first && first !== '');
  const end =
    again?.at ??
    lines.find((entry) => entry.at > start + 1 && blocks[entry.at]?.kind === 'paragraph' && entry.text.length > 60)
      ?.at ??
    start + 1;
  zone.add(start);
  for (const entry of lines) {
    if (entry.at >= end) break;
    zone.add(entry.at);
    if (entry.text !== '') entries.push({ text: entry.text, line: entry.line });
  }
  return { blocks: zone, entries };
}

interface PartStart {
  readonly line: number;
  readonly kind: DocumentKind;
  readonly year: number | null;
}

const reportTitle = /绩效(?:管理)?(?:自我?)?(?:评价|自评|考评).{0,12}报告(?:（.*）)?$/;

/** A part begins where a report's own title stands. The first part is what precedes any. */
function findParts(blocks: readonly Block[], contents: ContentsZone): PartStart[] {
  const starts: PartStart[] = [{ line: 1, kind: 'unknown', year: null }];
  blocks.forEach((block, index) => {
    if (block.kind !== 'paragraph' || contents.blocks.has(index)) return;
    const text = squeeze(block.text);
    if (text.length > 50) return;
    const previous = blocks[index - 1];
    const previousText =
      previous?.kind === 'paragraph' && !contents.blocks.has(index - 1) ? squeeze(previous.text) : '';
    const isReport = reportTitle.test(text) && headingOf(block.text) === null && !/[。；：《]/.test(text);
    const isGoalForm = /绩效目标(?:申报)?表$/.test(text);
    if (!isReport && !isGoalForm) return;
    const kind: DocumentKind = isReport ? 'performance-report' : 'goal-form';
    const joined =
      previousText.length <= 30 && /\d{4}年/.test(previousText) && !/日$/.test(previousText) && !/\d{4}年/.test(text)
        ? previousText + text
        : text;
    const year = /(\d{4})年/.exec(joined)?.[1];
    const last = starts.at(-1);
    if (last !== undefined && last.kind === kind && (year === undefined || last.year === Number(year))) return;
    const line = joined === text || previous === undefined ? firstLine(block) : firstLine(previous);
    const begins: PartStart = { line, kind, year: year === undefined ? null : Number(year) };
    if (index <= 2 || line === 1) starts[0] = { ...begins, line: 1 };
    else starts.push(begins);
  });
  return starts;
}

function partKind(kind: DocumentKind, index: number, tables: readonly Table[], forms: readonly Form[]): DocumentKind {
  if (kind !== 'unknown') return kind;
  if (tables.some((table) => table.part === index && table.id !== 'other')) return 'final-accounts';
  const own = forms.filter((form) => form.part === index);
  if (own.length > 0) return own.every((form) => form.id === 'goal') ? 'goal-form' : 'performance-report';
  return 'unknown';
}

/** The money unit most tables name, 万元 where none does. */
function commonUnit(blocks: readonly Block[]): string {
  const counts = new Map<string, number>();
  const look = (text: string): void => {
    const match = /单位：?(?:人民币)?((?:百|千|万|百万|亿)?元)/.exec(text.length > 400 ? '' : squeeze(text));
    if (match?.[1] !== undefined) counts.set(match[1], (counts.get(match[1]) ?? 0) + 1);
  };
  for (const block of blocks) {
    if (block.kind === 'paragraph') look(block.text);
    else
      for (const row of block.rows.slice(0, 4))
        for (const cell of row.cells) if (cell.text.length < 40) look(cell.text);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '万元';
}

/** Indices of the paragraphs above a grid that can be its head: short ones, back to the title or another grid with a body. */
function headParagraphs(blocks: readonly Block[], index: number): number[] {
  const found: number[] = [];
  for (let at = index - 1; at >= 0 && found.length < 12; at -= 1) {
    const block = blocks[at];
    if (block === undefined) break;
    if (block.kind === 'grid') {
      if (!isHeadGrid(block)) break;
      found.unshift(at);
      continue;
    }
    const text = squeeze(block.text);
    if (text.length > 90 || /^(?:注|说明)：/.test(text) || /[。；]$/.test(text)) break;
    found.unshift(at);
    if (isTableTitle(text) && !isHeadText(text)) break;
  }
  return found;
}

/** The head's texts in order; a grid of filler cells with 公开02表 in it counts cell by cell. */
function headTexts(blocks: readonly Block[], indices: readonly number[]): Paragraph[] {
  return indices.flatMap((at): Paragraph[] => {
    const block = blocks[at];
    if (block === undefined) return [];
    if (block.kind === 'paragraph') return [block];
    return block.rows.flatMap((row) =>
      row.cells
        .filter((cell) => cell.text !== '')
        .map((cell): Paragraph => ({ kind: 'paragraph', text: cell.text, spans: [{ line: cell.line, start: 0 }] })),
    );
  });
}

/**
 * A table of economic codes can be cut by stray lines (a broken cell). What follows belongs to it when it goes on with codes
 * and only short scraps stand between.
 */
function rejoinCutTables(read: readonly Block[]): Block[] {
  const blocks: Block[] = [];
  for (const block of read) {
    if (block.kind === 'grid' && startsWithEconomicCode(block)) {
      let at = blocks.length - 1;
      while (at >= 0 && blocks.length - at <= 9 && isScrap(blocks[at])) at -= 1;
      const previous = blocks[at];
      if (
        previous?.kind === 'grid' &&
        previous.encoding === block.encoding &&
        previous.rows.some((row) => row.cells.some((cell) => cell.text === '301'))
      ) {
        blocks.length = at;
        blocks.push({ ...previous, rows: [...previous.rows, ...block.rows] });
        continue;
      }
    }
    blocks.push(block);
  }
  return blocks;
}

function startsWithEconomicCode(grid: Grid): boolean {
  return (
    grid.rows[0]?.cells.some((cell) => /^3\d{2}(?:\d\d)?$/.test(cell.text)) === true &&
    !grid.rows[0].cells.some((cell) => cell.text === '301')
  );
}

function isScrap(block: Block | undefined): boolean {
  return (
    block?.kind === 'paragraph' &&
    block.text.length < 20 &&
    !isTableTitle(block.text) &&
    !/^(?:注|说明|部门)/.test(block.text)
  );
}

function isHeadGrid(grid: Grid): boolean {
  return (
    grid.rows.length <= 3 &&
    grid.rows.every((row) =>
      row.cells.every((cell) => cell.text === '' || isHeadText(squeeze(cell.text)) || isTableTitle(cell.text)),
    )
  );
}

/** Indices of the notes right below a grid. */
function noteParagraphs(blocks: readonly Block[], index: number): number[] {
  const found: number[] = [];
  for (let at = index + 1; at < blocks.length && found.length < 6; at += 1) {
    const block = blocks[at];
    if (block?.kind !== 'paragraph') break;
    const text = squeeze(block.text);
    const isNote =
      /^(?:注|备注|说明|附注)(?:：|[1-9]|$)/.test(text) ||
      (found.length > 0 && /^\d[.．、]/.test(text) && text.length < 80);
    if (!isNote) break;
    found.push(at);
  }
  return found;
}

/** A grid that is no known table: kept as it is, so that nothing disappears. */
function readOther(grid: Grid, before: readonly Paragraph[], part: number): Table | null {
  const rows = grid.rows.filter((row) => row.cells.some((cell) => cell.text !== ''));
  const filled = rows.filter((row) => row.cells.filter((cell) => cell.text !== '').length > 1);
  if (filled.length < 2 || isHeadGrid(grid)) return null;
  const header = rows[0];
  if (header === undefined) return null;
  const title = before.findLast((paragraph) => isTableTitle(paragraph.text))?.text.trim() ?? '';
  const columns = header.cells.map((cell) => squeeze(cell.text));
  return {
    id: 'other',
    printedNumber: null,
    title,
    unit: null,
    unitRead: '',
    department: null,
    year: null,
    columns: columns.slice(1),
    columnKeys: columns.slice(1),
    rows: rows.slice(1).map((row) => ({
      name: squeeze(row.cells[0]?.text ?? ''),
      key: `name:${squeeze(row.cells[0]?.text ?? '')}`,
      cells: row.cells.slice(1).map((cell) => ({
        text: cell.text === '' ? null : squeeze(cell.text),
        line: cell.line,
        endLine: cell.endLine,
      })),
      line: row.line,
      endLine: row.endLine,
    })),
    empty: false,
    notes: [],
    part,
    place: {
      line: rows[0]?.line ?? 1,
      endLine: rows.at(-1)?.endLine ?? 1,
      table: 'other',
      quote: header.cells.find((cell) => cell.text !== '')?.text ?? '表',
    },
  };
}

function readSections(
  blocks: readonly Block[],
  contents: ReadonlySet<number>,
  taken: ReadonlySet<number>,
  partAt: (line: number) => number,
): Section[] {
  interface Open {
    title: string;
    number: string;
    level: number;
    path: string[];
    part: number;
    line: number;
    endLine: number;
    paragraphs: Paragraph[];
    topic: string | null;
    scope: Scope;
  }
  const sections: Open[] = [];
  let stack: Open[] = [];
  let current: Open = {
    title: '',
    number: '',
    level: 0,
    path: [],
    part: 0,
    line: 1,
    endLine: 1,
    paragraphs: [],
    topic: null,
    scope: 'none',
  };
  sections.push(current);
  blocks.forEach((block, index) => {
    if (block.kind !== 'paragraph' || contents.has(index) || taken.has(index)) return;
    const part = partAt(firstLine(block));
    if (part !== current.part) {
      stack = [];
      current = {
        title: '',
        number: '',
        level: 0,
        path: [],
        part,
        line: firstLine(block),
        endLine: lastLine(block),
        paragraphs: [],
        topic: null,
        scope: 'none',
      };
      sections.push(current);
    }
    const heading = headingOf(block.text);
    if (
      heading === null &&
      current.level === 1 &&
      current.title === '' &&
      block.text.length <= 40 &&
      !/[。，]/.test(block.text)
    ) {
      // 第三部分 on one line, its title on the next.
      current.title = squeeze(block.text);
      current.path[current.path.length - 1] = current.title;
      const own = topicOf(current.title, 1);
      current.topic = own?.topic ?? current.topic;
      current.scope = own?.scope ?? current.scope;
      current.endLine = lastLine(block);
      return;
    }
    if (heading === null) {
      current.paragraphs.push(block);
      current.endLine = lastLine(block);
      return;
    }
    const own = topicOf(heading.title, heading.level);
    // A main topic restarts the hierarchy even when it is wrongly numbered ("4、财政拨款收入支出决算总体情况说明").
    const restarts =
      own !== null &&
      /^(?:fiscal-overview|overview|income|expenditure|general|government-fund|state-capital|running-cost|procurement|assets)$/.test(
        own.topic,
      ) &&
      heading.level >= 4;
    const level = restarts ? 2 : heading.level;
    stack = stack.filter((open) => open.level < level);
    const parent = stack.at(-1);
    const inherited = parent ?? { topic: null, scope: 'none' as Scope };
    const section: Open = {
      title: heading.title,
      number: heading.number,
      level,
      path: [...(parent?.path ?? []), heading.title],
      part,
      line: firstLine(block),
      endLine: lastLine(block),
      paragraphs: [],
      topic: own?.topic ?? inherited.topic,
      scope: own?.scope ?? inherited.scope,
    };
    stack.push(section);
    sections.push(section);
    current = section;
  });
  return sections;
}
