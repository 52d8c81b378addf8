/**
 * A written document as one web page: no script, nothing fetched from elsewhere, headings and table headers that a screen reader
 * can follow, and the official layout when it is printed.
 *
 * Headings go one level down, the document's title being the page's own: 第一部分 is an h2, 一、 an h3.
 */
import {
  type FigureOrigin,
  type StatementCell,
  type WrittenBlock,
  type WrittenCover,
  type WrittenDocument,
  type WrittenRun,
  type WrittenTable,
} from '@mingzhang/disclosure';
import { htmlStyle } from './html-style.ts';
import { type PlacedCell, placedRows } from './merged-cells.ts';
import { fileTitle, type OutlineEntry, outlineOf } from './outline.ts';

export interface HtmlOptions {
  /** Where a figure of a sentence or a table is explained; null where it is not. Without it figures are no links. */
  readonly hrefOf?: (figure: FigureOrigin | StatementCell) => string | null;
  /** HTML of whoever shows the page among others: what its head needs besides, and what stands before the document. */
  readonly around?: { readonly head: string; readonly before: string };
}

/** The page, from doctype to end. */
export function writeHtml(document: WrittenDocument, options: HtmlOptions = {}): string {
  const outline = outlineOf(document);
  return [
    '<!doctype html>',
    '<html lang="zh-CN">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(fileTitle(document))}</title>`,
    `<style>\n${htmlStyle}\n</style>`,
    ...(options.around === undefined ? [] : [options.around.head]),
    '</head>',
    '<body>',
    '<a class="skip" href="#main">跳到正文</a>',
    ...(options.around === undefined ? [] : [options.around.before]),
    '<div class="sheet">',
    cover(document.cover),
    contents([...outline.values()]),
    '<main id="main">',
    ...new Body(outline, options).lines(document.blocks),
    '</main>',
    '</div>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function cover({ title, bureau, publishedOn, released }: WrittenCover): string {
  return [
    '<header class="cover">',
    `<p class="bureau">${escaped(bureau)}</p>`,
    `<h1>${escaped(title)}</h1>`,
    ...(publishedOn === null ? [] : [`<p>公开日期：<time datetime="${publishedOn}">${publishedOn}</time></p>`]),
    ...released.map(({ role, person }) => `<p>${escaped(`${role}：${person}`)}</p>`),
    '</header>',
  ].join('\n');
}

/** Nested lists: sections within their part. */
function contents(entries: readonly OutlineEntry[]): string {
  const lines = ['<nav aria-label="目录">', '<p class="heading">目录</p>', '<ol>'];
  let inner = false;
  let open = false;
  for (const { level, text, anchor } of entries) {
    const link = `<a href="#${anchor}">${escaped(text)}</a>`;
    if (level === 2 && open) {
      if (!inner) lines.push('<ol>');
      inner = true;
      lines.push(`<li>${link}</li>`);
      continue;
    }
    if (inner) lines.push('</ol>');
    if (open) lines.push('</li>');
    inner = false;
    open = true;
    lines.push(`<li>${link}`);
  }
  if (inner) lines.push('</ol>');
  if (open) lines.push('</li>');
  return [...lines, '</ol>', '</nav>'].join('\n');
}

class Body {
  private readonly outline: ReadonlyMap<WrittenBlock, OutlineEntry>;
  private readonly options: HtmlOptions;

  constructor(outline: ReadonlyMap<WrittenBlock, OutlineEntry>, options: HtmlOptions) {
    this.outline = outline;
    this.options = options;
  }

  lines(blocks: readonly WrittenBlock[]): readonly string[] {
    const lines: string[] = [];
    let newPage = false;
    for (const block of blocks) {
      if (block.kind === 'page-break') {
        newPage = true;
        continue;
      }
      const classes = newPage ? ['new-page'] : [];
      newPage = false;
      if (block.kind === 'heading') {
        const tag = `h${block.level + 1}`;
        const anchor = this.outline.get(block)?.anchor;
        const id = anchor === undefined ? '' : ` id="${anchor}"`;
        lines.push(`<${tag}${id}${classOf(classes)}>${escaped(block.text)}</${tag}>`);
      } else if (block.kind === 'paragraph') {
        lines.push(`<p${classOf(classes)}>${block.runs.map((run) => this.run(run)).join('')}</p>`);
      } else {
        lines.push(...this.table(block, classes));
      }
    }
    return lines;
  }

  private run({ text, origin }: WrittenRun): string {
    return origin === undefined ? escaped(text) : this.linked(text, origin);
  }

  private linked(text: string, figure: FigureOrigin | StatementCell): string {
    const href = text === '' ? null : (this.options.hrefOf?.(figure) ?? null);
    return href === null ? escaped(text) : `<a href="${escaped(href)}">${escaped(text)}</a>`;
  }

  private table(table: WrittenTable, classes: readonly string[]): readonly string[] {
    const rows = placedRows(table.rows);
    const role = (wanted: 'header' | 'body') => rows.filter((_, index) => table.rows[index]?.role === wanted);
    const header = role('header');
    return [
      `<div${classOf(['table', ...(table.wide ? ['wide'] : []), ...classes])}>`,
      '<table>',
      ...caption(table),
      ...(header.length === 0
        ? []
        : ['<thead>', ...header.map((cells) => `<tr>${cells.map(headerCell).join('')}</tr>`), '</thead>']),
      '<tbody>',
      ...role('body').map((cells) => `<tr>${cells.map((cell) => this.bodyCell(cell)).join('')}</tr>`),
      '</tbody>',
      '</table>',
      ...(table.notes.length === 0
        ? []
        : ['<div class="notes">', ...table.notes.map((note) => `<p>${escaped(note)}</p>`), '</div>']),
      '</div>',
    ];
  }

  /** The first words of a row are its header. */
  private bodyCell(placed: PlacedCell): string {
    const { cell, column } = placed;
    if (cell.amount !== undefined)
      return `<td class="amount"${spans(placed)}>${this.linked(cell.text, cell.amount)}</td>`;
    if (cell.origin !== undefined) return `<td${spans(placed)}>${this.linked(cell.text, cell.origin)}</td>`;
    if (column === 0 && cell.text !== '') return `<th scope="row"${spans(placed)}>${escaped(cell.text)}</th>`;
    return `<td${spans(placed)}>${escaped(cell.text)}</td>`;
  }
}

/** Title, number, and the line of department, year and unit, each a paragraph of the caption. */
function caption({ title, number, department, year, unit }: WrittenTable): readonly string[] {
  const head = [department, year, unit].filter((text) => text !== null);
  const lines = [
    ...(title === '' ? [] : [`<p class="title">${escaped(title)}</p>`]),
    ...(number === null ? [] : [`<p class="number">${escaped(number)}</p>`]),
    ...(head.length === 0
      ? []
      : [`<p class="head">${head.map((text) => `<span>${escaped(text)}</span>`).join(' ')}</p>`]),
  ];
  return lines.length === 0 ? [] : ['<caption>', ...lines, '</caption>'];
}

function headerCell(placed: PlacedCell): string {
  const { cell, columnSpan } = placed;
  if (cell.text === '') return `<td${spans(placed)}></td>`;
  return `<th scope="${columnSpan > 1 ? 'colgroup' : 'col'}"${spans(placed)}>${escaped(cell.text)}</th>`;
}

function spans({ rowSpan, columnSpan }: PlacedCell): string {
  return `${rowSpan === 1 ? '' : ` rowspan="${rowSpan}"`}${columnSpan === 1 ? '' : ` colspan="${columnSpan}"`}`;
}

function classOf(classes: readonly string[]): string {
  return classes.length === 0 ? '' : ` class="${classes.join(' ')}"`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
