/**
 * A web page to pieces, as a person sees it: scripts, styles and what is hidden are not read, cells merged over rows and
 * columns are put where they stand, and nothing outside the file is fetched.
 */
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { attributeOf, hiddenBy, type StyleRules, stylesOf, unnumberedBy } from './html-hidden.ts';
import { type ListKind, listNumber } from './numbers.ts';
import { type Piece, type PieceCell, type PieceRow } from './pieces.ts';
import { FileProblem } from './problem.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

const notText = new Set(
  'script style head title template noscript iframe object embed video audio canvas svg math select datalist textarea button frameset del'.split(
    ' ',
  ),
);

const blockElements = new Set(
  'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary ul'.split(
    ' ',
  ),
);

const depthLimit = 1500;
const openLimit = 6000;
const cellLimit = 4_000_000;
const spanLimit = 1000;
const rowSpanLimit = 65_534;

const tooDeep =
  '这个网页里的元素套得太深，不像是正常的网页，没有读取。请在浏览器中打开，另存或复制为 Word 文件后再试。';

/** Reads a page's text. */
export function readHtml(text: string): readonly Piece[] {
  refuseDepth(text);
  const page = parse(text);
  const reader = new HtmlReader(stylesOf(page));
  reader.read(page.childNodes);
  return reader.finish();
}

/** The parser looks up through all open elements again and again, so a page that only opens them is refused before. */
function refuseDepth(text: string): void {
  let depth = 0;
  for (const [, closes] of text.matchAll(
    /<(\/?)(?:div|span|table|font|a|b|i|ul|ol|section|center|blockquote|form)\b/gi,
  )) {
    depth = Math.max(0, depth + (closes === '' ? 1 : -1));
    if (depth > openLimit) throw new FileProblem(tooDeep);
  }
}

class HtmlReader {
  private readonly pieces: Piece[] = [];
  private readonly rules: StyleRules;
  /** Cells made so far in the whole page: merging a few thousand columns over as many rows asks for more than there is. */
  private readonly made: { cells: number };
  private open = '';
  /** White space stands as it is written (`pre`). */
  private preformatted = false;

  constructor(rules: StyleRules, made = { cells: 0 }) {
    this.rules = rules;
    this.made = made;
  }

  finish(): readonly Piece[] {
    this.flush();
    return this.pieces;
  }

  read(nodes: readonly Node[], depth = 0): void {
    if (depth > depthLimit) throw new FileProblem(tooDeep);
    for (const node of nodes) {
      if (node.nodeName === '#text' && 'value' in node) this.addText(node.value);
      else if ('tagName' in node) this.readElement(node, depth + 1);
    }
  }

  private addText(value: string): void {
    if (!this.preformatted) {
      this.open += value;
      return;
    }
    const lines = value.split('\n');
    lines.forEach((line, index) => {
      if (index > 0) this.flush();
      this.open += line;
    });
  }

  private flush(): void {
    const text = withoutBreaks(this.open);
    this.open = '';
    if (text.trim() !== '') this.pieces.push({ kind: 'text', text });
  }

  private readElement(element: Element, depth: number): void {
    const { tagName } = element;
    if (notText.has(tagName) || hiddenBy(this.rules, element)) return;
    if (tagName === 'br') {
      this.flush();
    } else if (tagName === 'table') {
      this.flush();
      this.readTable(element, depth);
    } else if (tagName === 'ol') {
      this.flush();
      this.readList(element, depth);
      this.flush();
    } else if (blockElements.has(tagName)) {
      this.flush();
      const before = this.preformatted;
      this.preformatted ||= tagName === 'pre';
      this.read(element.childNodes, depth);
      this.flush();
      this.preformatted = before;
    } else this.read(element.childNodes, depth);
  }

  /** The numbers of an ordered list are not in the text of a page; a person sees them. */
  private readList(list: Element, depth: number): void {
    const kind = unnumberedBy(this.rules, list) ? null : listKindOf(list);
    const start = Number(attributeOf(list, 'start') ?? '1');
    let number = Number.isInteger(start) ? start : 1;
    for (const child of list.childNodes) {
      if (!('tagName' in child)) continue;
      if (child.tagName !== 'li') {
        this.readElement(child, depth + 1);
        continue;
      }
      if (hiddenBy(this.rules, child)) continue;
      const own = Number(attributeOf(child, 'value') ?? 'none');
      if (Number.isInteger(own)) number = own;
      this.flush();
      if (kind !== null) this.open = `${listNumber(kind, number)}${kind === 'chinese' ? '、' : '. '}`;
      // Paragraphs inside an item: the number stands before the first.
      this.readItem(child, depth + 1);
      this.flush();
      number += 1;
    }
  }

  private readItem(item: Element, depth: number): void {
    let nodes: readonly Node[] = item.childNodes;
    const [first, ...others] = nodes.filter(
      (node) =>
        node.nodeName !== '#comment' && !(node.nodeName === '#text' && 'value' in node && node.value.trim() === ''),
    );
    if (first !== undefined && 'tagName' in first && /^(?:p|div)$/.test(first.tagName)) {
      if (!hiddenBy(this.rules, first)) this.read(first.childNodes, depth);
      this.flush();
      nodes = others;
    }
    this.read(nodes, depth);
  }

  private readTable(table: Element, depth: number): void {
    const sections: { readonly rows: Element[]; readonly foot: boolean }[] = [];
    let loose: Element[] | null = null;
    for (const child of table.childNodes) {
      if (!('tagName' in child) || hiddenBy(this.rules, child)) continue;
      if (child.tagName === 'caption') {
        this.read(child.childNodes, depth + 1);
        this.flush();
      } else if (/^(?:thead|tbody|tfoot)$/.test(child.tagName)) {
        loose = null;
        const rows = child.childNodes.filter((node): node is Element => 'tagName' in node && node.tagName === 'tr');
        sections.push({ rows, foot: child.tagName === 'tfoot' });
      } else if (child.tagName === 'tr') {
        if (loose === null) {
          loose = [];
          sections.push({ rows: loose, foot: false });
        }
        loose.push(child);
      }
    }
    // A foot is printed last wherever it is written.
    const rows = [...sections.filter(({ foot }) => !foot), ...sections.filter(({ foot }) => foot)].flatMap((section) =>
      this.readRows(section.rows, depth),
    );
    this.pieces.push({ kind: 'table', rows });
  }

  /** Rows of one section; a cell merged over rows is blank in the rows below. */
  private readRows(elements: readonly Element[], depth: number): PieceRow[] {
    const visible = elements.filter((element) => !hiddenBy(this.rules, element));
    /** Rows still covered from above, by column. */
    const covered: number[] = [];
    return visible.map((element, index): PieceRow => {
      const cells: PieceCell[] = [];
      let column = 0;
      const passCovered = (): void => {
        while ((covered[column] ?? 0) > 0) {
          covered[column] = (covered[column] ?? 0) - 1;
          cells.push({ columns: 1, pieces: [] });
          column += 1;
        }
      };
      for (const cell of element.childNodes) {
        if (!('tagName' in cell) || !/^t[dh]$/.test(cell.tagName) || hiddenBy(this.rules, cell)) continue;
        passCovered();
        const columns = spanOf(cell, 'colspan', spanLimit);
        const asked = spanOf(cell, 'rowspan', rowSpanLimit);
        const below = (asked === 0 ? visible.length : Math.min(visible.length, index + asked)) - index - 1;
        const inside = new HtmlReader(this.rules, this.made);
        inside.read(cell.childNodes, depth + 2);
        cells.push({ columns: Math.max(1, columns), pieces: inside.finish() });
        for (let at = 0; at < Math.max(1, columns); at += 1) covered[column + at] = below;
        column += Math.max(1, columns);
      }
      // Holes that merged cells leave at the end of a row.
      for (; column < covered.length; column += 1) {
        if ((covered[column] ?? 0) > 0) covered[column] = (covered[column] ?? 0) - 1;
        cells.push({ columns: 1, pieces: [] });
      }
      this.made.cells += column;
      if (this.made.cells > cellLimit)
        throw new FileProblem(
          '这个网页里的表格合并得异常，展开后单元格过多，没有读取。请在浏览器中打开，另存或复制为 Word 文件后再试。',
        );
      return { cells };
    });
  }
}

/** A span as browsers take it: nonsense is 1, what is too large is cut. */
function spanOf(cell: Element, name: 'colspan' | 'rowspan', limit: number): number {
  const match = /^\s*\+?(\d+)/.exec(attributeOf(cell, name) ?? '');
  return match === null ? 1 : Math.min(limit, Number(match[1]));
}

/** How an ordered list counts. */
function listKindOf(list: Element): ListKind {
  const style = /list-style(?:-type)?\s*:\s*([^;]*)/i.exec(attributeOf(list, 'style') ?? '')?.[1] ?? '';
  if (/cjk|chinese|trad|simp|japanese/i.test(style)) return 'chinese';
  const type = attributeOf(list, 'type') ?? '';
  if (type === 'a' || /lower-(?:alpha|latin)/i.test(style)) return 'lower-letter';
  if (type === 'A' || /upper-(?:alpha|latin)/i.test(style)) return 'upper-letter';
  if (type === 'i' || /lower-roman/i.test(style)) return 'lower-roman';
  if (type === 'I' || /upper-roman/i.test(style)) return 'upper-roman';
  return 'decimal';
}

/** Line breaks of the source are spaces, and between Chinese characters nothing. */
function withoutBreaks(text: string): string {
  return text
    .replace(/[ \t\n\f\r]+/g, ' ')
    .replace(/(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]) (?=[\u3001-\u303f\u4e00-\u9fff\uff00-\uffef])/g, '');
}
