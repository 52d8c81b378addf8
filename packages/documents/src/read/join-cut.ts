/**
 * What a page break cuts is put together again: a grid that goes on, a sentence that goes on. The same for every format, as
 * a Word file made from a PDF has the same cuts as its text.
 */
import {
  type Block,
  firstLine,
  type Grid,
  type GridRow,
  type LineSpan,
  lastLine,
  type Paragraph,
} from '@mingzhang/disclosure';

/** Grids of the same width with nothing but a page break between them are one. */
export function joinCutGrids(blocks: readonly Block[]): Block[] {
  const joined: Block[] = [];
  /** The rows of the last grid, which is still growing. */
  let growing: GridRow[] = [];
  for (const block of blocks) {
    const previous = joined.at(-1);
    if (
      block.kind === 'grid' &&
      previous?.kind === 'grid' &&
      previous.encoding === block.encoding &&
      previous.sheet === block.sheet &&
      (block.encoding === 'merged-once' || widthOf(previous) === widthOf(block))
    ) {
      for (const row of block.rows) growing.push(row);
    } else if (block.kind === 'grid') {
      growing = [...block.rows];
      joined.push({ ...block, rows: growing });
    } else {
      joined.push(block);
    }
  }
  return joined;
}

function widthOf(grid: Grid): number {
  return grid.rows[0]?.cells.length ?? 0;
}

const endsSentence = /[。；;：:！？!?”」》]\s*$|[.．…]{3,}\s*\d*\s*$/;
const startsNew =
  /^\s*(?:[-*#]\s|第[一二三四五六七八九十]+部分|[（(]?[一二三四五六七八九十]+[）)、．.]|[（(]?\d+[）)、．.](?!\d)|[①-⑳]|[a-zA-Z][.、]|\*\*|公开\s*\d|部门|单位|编制单位|金额单位|注[：:]|说明[：:]|附件|附表|目\s*录|其中[：:]?$|\d{4}\s*年[^。]{0,40}$|\[bookmark)/;

/**
 * A page break cuts a sentence in two: the first piece does not end, the next does not begin. Headings and labels are short
 * and do not end either, so only a piece that already looks like running text is continued.
 */
export function joinCutSentences(blocks: readonly Block[]): Block[] {
  const joined: Block[] = [];
  let open: OpenParagraph | null = null;
  for (const block of blocks) {
    if (block.kind === 'paragraph' && open !== null && continues(open, block)) {
      lengthen(open, block);
      continue;
    }
    if (open !== null) joined.push(closed(open));
    open = null;
    if (block.kind === 'paragraph') open = opened(block);
    else joined.push(block);
  }
  if (open !== null) joined.push(closed(open));
  return joined;
}

/** A paragraph that may go on, with what has to be known of it; kept so that each line is looked at once. */
interface OpenParagraph {
  readonly first: Paragraph;
  readonly pieces: string[];
  readonly spans: LineSpan[];
  length: number;
  /** Its first and last characters. */
  head: string;
  tail: string;
  lastLine: number;
  /** Holds a comma, a colon or a digit. */
  runs: boolean;
  /** Holds a comma, a full stop, a colon before words or an amount with its unit. */
  states: boolean;
}

const headLength = 60;
const tailLength = 12;
const paragraphLength = 200_000;

const runsOn = /[，、,；：]|[\d０-９]/;
const statesFigure = /[，。；]|：.|\d\s*(?:万元|元|%|％)/;

function opened(first: Paragraph): OpenParagraph {
  const { text } = first;
  return {
    first,
    pieces: [text],
    spans: [...first.spans],
    length: text.length,
    head: text.slice(0, headLength),
    tail: text.slice(-tailLength),
    lastLine: lastLine(first),
    runs: runsOn.test(text),
    states: statesFigure.test(text),
  };
}

function lengthen(open: OpenParagraph, next: Paragraph): void {
  for (const span of next.spans) open.spans.push({ line: span.line, start: span.start + open.length });
  open.pieces.push(next.text);
  if (open.head.length < headLength) open.head = (open.head + next.text).slice(0, headLength);
  open.runs ||= runsOn.test(next.text);
  open.states ||= statesFigure.test(open.tail + next.text);
  open.tail = (open.tail + next.text).slice(-tailLength);
  open.length += next.text.length;
  open.lastLine = lastLine(next);
}

function closed(open: OpenParagraph): Paragraph {
  return open.pieces.length === 1 ? open.first : { ...open.first, text: open.pieces.join(''), spans: open.spans };
}

/** Full-width digits as plain ones: 「４．卫生健康支出」 begins an item like 「4．」. */
function plainDigits(text: string): string {
  return text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
}

/** A line that names a table stands for itself. */
const namesTable = /^[^，。；：]{4,60}表\s*$/;

const numberedItem = /^\s*\d+[．.、]/;
const endsHeading =
  /(?:情况|说明|支出|收入|预算|决算|经费|费用?|表|资金|目标|措施|问题|结果|绩效|安排|概况|职责|职能|构成|评价|分析|明细|[款项类])\s*$/;

/** The first line of a numbered item, alone at the foot of a page: as long as a line, no heading's end, and running text above the next. */
function isCutItem(open: OpenParagraph, next: Paragraph): boolean {
  const [before, after] = [open.spans.at(-1)?.page, next.spans[0]?.page];
  return (
    before !== undefined &&
    after !== undefined &&
    after === before + 1 &&
    open.length >= 24 &&
    numberedItem.test(plainDigits(open.head)) &&
    !endsHeading.test(open.tail) &&
    /[，。：]/.test(next.text.slice(0, 24))
  );
}

function continues(open: OpenParagraph, next: Paragraph): boolean {
  if (open.length > paragraphLength || open.first.sheet !== next.sheet) return false;
  if (firstLine(next) - open.lastLine > 3 || namesTable.test(next.text)) return false;
  // An item's name cut in two: 「…（类）…（款）医疗保障经办事」 「务（项）」.
  if (/（类）/.test(open.head) && !/（项）/.test(open.tail) && /^[\p{Script=Han}]{0,24}（(?:款|项)）/u.test(next.text))
    return true;
  // A figure cut from its unit, a list cut at its comma.
  if (/[\d０-９]\s*$/.test(open.tail) && /^\s*(?:[万亿]?元|[%％]|[万亿]?人次?|[个辆批次户件家项台])/.test(next.text))
    return true;
  // No line begins with these: the one before was cut.
  if (/^\s*[为是的占与比及、，；）]/.test(next.text) && open.length >= 10) return true;
  if (/[，、]\s*$/.test(open.tail) && !startsNew.test(plainDigits(next.text.slice(0, headLength)))) return true;
  if (endsSentence.test(open.tail) || startsNew.test(plainDigits(next.text.slice(0, headLength)))) return false;
  if (startsNew.test(plainDigits(open.head)) && !open.states) return isCutItem(open, next);
  // Running text holds a comma or a figure with a unit; a heading or a name does not.
  return open.runs && open.length >= 18;
}
