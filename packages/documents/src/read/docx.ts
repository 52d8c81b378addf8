/**
 * A Word file (.docx) to pieces, as a person sees it in the final text: inserted text is read and deleted text is not, fields
 * by what they show, automatic numbers as they are printed; headers, footers and notes at the foot are no part of the flow.
 */
import { type Archive } from './archive.ts';
import { Numbering } from './docx-numbering.ts';
import { DocxStyles } from './docx-styles.ts';
import { type Piece, type PieceCell, type PieceRow, type TextPiece } from './pieces.ts';
import { FileProblem } from './problem.ts';
import { childOf, childrenOf, isElement, isOn, parseXml, valOf, type XmlElement, type XmlNode } from './xml.ts';

/** Reads the main part of a Word file; throws FileProblem. */
export function readDocx(archive: Archive): readonly Piece[] {
  const main = mainPart(archive);
  const bytes = archive.part(main);
  if (bytes === null)
    throw new FileProblem('这个 Word 文件里没有正文部分，可能已损坏。请用 Word 或 WPS 打开后另存一份再试。');
  const document = parseXml(bytes, ' Word ');
  const body = childOf(document, 'w:body');
  if (body === undefined)
    throw new FileProblem('这个 Word 文件里没有正文，可能已损坏。请用 Word 或 WPS 打开后另存一份再试。');
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const part = (name: string): XmlElement | null => {
    const found = archive.part(`${folder}${name}`);
    return found === null ? null : parseXml(found, ' Word ');
  };
  const styles = new DocxStyles(part('styles.xml'));
  const reader = new DocxReader(styles, new Numbering(part('numbering.xml'), styles));
  return reader.flow(body.children);
}

/** Where the package says its document is; some writers give it another name. */
function mainPart(archive: Archive): string {
  const usual = 'word/document.xml';
  const relations = archive.part('_rels/.rels');
  if (relations === null) return usual;
  const target = childrenOf(parseXml(relations, ' Word '), 'Relationship').find((relation) =>
    /\/officeDocument$/.test(relation.attributes.Type ?? ''),
  )?.attributes.Target;
  const name = (target ?? usual).replace(/^\//, '');
  return archive.names.includes(name) ? name : usual;
}

/** Text that changes keep: inserted and moved here. Deleted and moved away is not there. */
const passedThrough = new Set([
  'w:ins',
  'w:moveTo',
  'w:hyperlink',
  'w:smartTag',
  'w:customXml',
  'w:fldSimple',
  'w:dir',
  'w:bdo',
  'w:sdtContent',
  'm:oMath',
  'm:oMathPara',
]);

/** A field between its begin and end marks; what stands before `separate` is its instruction. */
interface OpenField {
  inResult: boolean;
}

class DocxReader {
  private readonly styles: DocxStyles;
  private readonly numbering: Numbering;
  /** Fields may go on over several paragraphs (a table of contents). */
  private readonly fields: OpenField[] = [];

  constructor(styles: DocxStyles, numbering: Numbering) {
    this.styles = styles;
    this.numbering = numbering;
  }

  /** The pieces of a body, cell or text box. */
  flow(nodes: readonly XmlNode[]): Piece[] {
    const pieces: Piece[] = [];
    for (const node of nodes) if (isElement(node)) this.addBlock(node, pieces);
    return pieces;
  }

  private addBlock(element: XmlElement, pieces: Piece[]): void {
    switch (element.name) {
      case 'w:p':
        this.addParagraph(element, pieces);
        return;
      case 'w:tbl':
        pieces.push({ kind: 'table', rows: this.rowsOf(element.children) });
        return;
      case 'w:sdt':
        pieces.push(...this.flow(childOf(element, 'w:sdtContent')?.children ?? []));
        return;
      case 'mc:AlternateContent':
        pieces.push(...this.flow(alternative(element)));
        return;
      default:
        if (passedThrough.has(element.name)) pieces.push(...this.flow(element.children));
    }
  }

  private addParagraph(paragraph: XmlElement, pieces: Piece[]): void {
    const properties = childOf(paragraph, 'w:pPr');
    const style = valOf(properties, 'w:pStyle');
    const line: Line = { text: '', done: [], boxes: [], hidden: this.styles.hidesParagraph(style) };
    const number = this.numbering.next(properties, style);
    line.text = number ?? '';
    for (const node of paragraph.children) if (isElement(node)) this.addRun(node, line);
    for (const text of [...line.done, line.text])
      if (text.trim() !== '') pieces.push({ kind: 'text', text } satisfies TextPiece);
    // What floats beside the paragraph is read after it.
    pieces.push(...line.boxes);
  }

  private addRun(element: XmlElement, line: Line): void {
    switch (element.name) {
      case 'w:r': {
        const properties = childOf(element, 'w:rPr');
        const hidden =
          line.hidden || isOn(properties, 'w:vanish') || this.styles.hidesRun(valOf(properties, 'w:rStyle'));
        for (const node of element.children) if (isElement(node)) this.addRunContent(node, line, hidden);
        return;
      }
      case 'w:sdt':
        for (const node of childOf(element, 'w:sdtContent')?.children ?? [])
          if (isElement(node)) this.addRun(node, line);
        return;
      case 'mc:AlternateContent':
        for (const node of alternative(element)) if (isElement(node)) this.addRun(node, line);
        return;
      case 'm:r':
        for (const text of childrenOf(element, 'm:t')) line.text += plainText(text);
        return;
      default:
        if (passedThrough.has(element.name) || element.name.startsWith('m:'))
          for (const node of element.children) if (isElement(node)) this.addRun(node, line);
    }
  }

  private addRunContent(element: XmlElement, line: Line, hidden: boolean): void {
    switch (element.name) {
      case 'w:fldChar': {
        const kind = element.attributes['w:fldCharType'];
        if (kind === 'begin') this.fields.push({ inResult: false });
        else if (kind === 'separate') {
          const field = this.fields.at(-1);
          if (field !== undefined) field.inResult = true;
        } else if (kind === 'end') this.fields.pop();
        return;
      }
      case 'w:drawing':
      case 'w:pict':
      case 'w:object':
        this.addBoxes(element, line);
        return;
      case 'mc:AlternateContent':
        for (const node of alternative(element)) if (isElement(node)) this.addRunContent(node, line, hidden);
        return;
      default:
        break;
    }
    if (hidden || this.fields.some(({ inResult }) => !inResult)) return;
    switch (element.name) {
      case 'w:t':
        line.text += plainText(element);
        return;
      case 'w:tab':
      case 'w:ptab':
        line.text += '\t';
        return;
      case 'w:noBreakHyphen':
        line.text += '-';
        return;
      case 'w:sym':
        line.text += symbolOf(element);
        return;
      case 'w:br':
      case 'w:cr':
        // A break of line or page in a paragraph: a person sees two.
        line.done.push(line.text);
        line.text = '';
        return;
      case 'w:ruby':
        for (const node of childOf(element, 'w:rubyBase')?.children ?? []) if (isElement(node)) this.addRun(node, line);
        return;
      default:
    }
  }

  /** Text boxes, wherever they are inside a drawing. */
  private addBoxes(element: XmlElement, line: Line): void {
    for (const node of element.children) {
      if (!isElement(node)) continue;
      if (node.name === 'w:txbxContent') line.boxes.push(...this.flow(node.children));
      else if (node.name === 'mc:AlternateContent') {
        for (const inner of alternative(node)) if (isElement(inner)) this.addBoxes(inner, line);
      } else this.addBoxes(node, line);
    }
  }

  private rowsOf(nodes: readonly XmlNode[]): PieceRow[] {
    const rows: PieceRow[] = [];
    for (const node of nodes) {
      if (!isElement(node)) continue;
      if (node.name === 'w:tr') {
        const row = this.rowOf(node);
        if (row !== null) rows.push(row);
      } else if (node.name === 'w:sdt') rows.push(...this.rowsOf(childOf(node, 'w:sdtContent')?.children ?? []));
      else if (passedThrough.has(node.name)) rows.push(...this.rowsOf(node.children));
    }
    return rows;
  }

  private rowOf(element: XmlElement): PieceRow | null {
    const properties = childOf(element, 'w:trPr');
    if (childOf(properties, 'w:del') !== undefined || isOn(properties, 'w:hidden')) return null;
    const cells: PieceCell[] = [];
    const before = countOf(valOf(properties, 'w:gridBefore'));
    if (before > 0) cells.push({ columns: before, pieces: [] });
    this.addCells(element.children, cells);
    const after = countOf(valOf(properties, 'w:gridAfter'));
    if (after > 0) cells.push({ columns: after, pieces: [] });
    return { cells };
  }

  private addCells(nodes: readonly XmlNode[], cells: PieceCell[]): void {
    for (const node of nodes) {
      if (!isElement(node)) continue;
      if (node.name === 'w:tc') {
        const properties = childOf(node, 'w:tcPr');
        if (childOf(properties, 'w:cellDel') !== undefined) continue;
        const columns = Math.max(1, countOf(valOf(properties, 'w:gridSpan')));
        const merged = (name: string): boolean => {
          const value = valOf(properties, name);
          return value !== undefined && value !== 'restart';
        };
        const pieces = this.flow(node.children);
        // A cell that goes on from above or from the left shows nothing of its own.
        cells.push({ columns, pieces: merged('w:vMerge') || merged('w:hMerge') ? [] : pieces });
      } else if (node.name === 'w:sdt') this.addCells(childOf(node, 'w:sdtContent')?.children ?? [], cells);
      else if (passedThrough.has(node.name)) this.addCells(node.children, cells);
    }
  }
}

/** A paragraph while it is read. */
interface Line {
  text: string;
  /** Lines before the last break. */
  readonly done: string[];
  readonly boxes: Piece[];
  readonly hidden: boolean;
}

/** Of two ways to say the same the first is read; the other is for older programs. */
function alternative(element: XmlElement): readonly XmlNode[] {
  return (childOf(element, 'mc:Choice') ?? childOf(element, 'mc:Fallback'))?.children ?? [];
}

function plainText(element: XmlElement): string {
  let text = '';
  for (const node of element.children) if (typeof node === 'string') text += node;
  return text.replace(/[\r\n]+/g, ' ');
}

/** Signs of symbol fonts that carry meaning in a form: ticked and empty boxes. */
function symbolOf(element: XmlElement): string {
  const code = Number.parseInt(element.attributes['w:char'] ?? '', 16) & 0xff;
  const font = element.attributes['w:font'] ?? '';
  if (!/wingdings/i.test(font)) return '';
  if (code === 0xfe || code === 0x52) return '☑';
  if (code === 0xa8 || code === 0x6f || code === 0xa3) return '□';
  return code === 0xfc || code === 0x50 ? '√' : '';
}

function countOf(value: string | undefined): number {
  const count = Number(value ?? '0');
  return Number.isInteger(count) && count > 0 ? Math.min(count, 1000) : 0;
}
