/**
 * Cuts a run of blocks into the forms it holds. A form begins with its title (a paragraph, or a row with nothing else in
 * it), with 项目名称 after a finished body, or with the head of a base-data table; a foot line 填表人： … belongs to the form
 * above it. Page breaks and page numbers inside a form do not end it.
 */
import { type Block, lineAt, type Paragraph } from '../blocks.ts';
import { squeeze } from '../compact.ts';
import { remembering } from '../remember.ts';
import { firstText, type Row, type RowsOf, someText } from '../row.ts';
import { type FootPair, footPairs, fundsColumn, indicatorColumn, isFirstLevel, labelKey } from './words.ts';

export interface Foot extends FootPair {
  readonly line: number;
  readonly endLine: number;
  readonly quote: string;
}

export interface Segment {
  /** Paragraphs that stand above the form since the last form or running text, its title among them. */
  readonly head: readonly Paragraph[];
  readonly title: string;
  readonly titleLine: number;
  readonly rows: readonly Row[];
  readonly feet: readonly Foot[];
  /** Indices of the blocks it used. */
  readonly blocks: readonly number[];
}

interface Open {
  head: Paragraph[];
  title: string;
  titleLine: number;
  rows: Row[];
  feet: Foot[];
  blocks: Set<number>;
  /** It has the head of its indicators or of its base data. */
  body: boolean;
}

const titleEnd = /(?:基础数据表|绩效(?:目标)?.{0,14}表)(?:（.{0,20}）)?$/;

/** True for the title of a form: 项目支出绩效自评表, 部门整体支出绩效自评表（2024年度）, 基础数据表 … */
export const isFormTitle = remembering((text): boolean => {
  const squeezed = squeeze(text);
  return (
    squeezed.length <= 60 && titleEnd.test(squeezed) && !/[。；，：…]|\.{3}|见附|附表|如下|填报说明/.test(squeezed)
  );
});

/** A grid without any of these words in it is no form. */
const hint = /指标|分值|得分|评分|执行|控制率/;

function hasHint(row: Row): boolean {
  return someText(row, (text) => text.length > 1 && hint.test(text));
}

/** The header row of the indicators: 一级指标 … with what was aimed at. */
export function isIndicatorHeader(row: Row): boolean {
  if (row.filled.length < 3) return false;
  const levels = new Set<string>();
  let target = false;
  let value = false;
  for (const index of row.filled) {
    const column = indicatorColumn(row.texts[index] ?? '');
    if (column === 'level1' || column === 'level2' || column === 'third' || column === 'fourth') levels.add(column);
    else if (column === 'target') target = true;
    else if (column === 'actual' || column === 'score' || column === 'points') value = true;
  }
  return target ? levels.size >= 1 : levels.size >= 2 && value;
}

/** The header row of a self-evaluation's money block. */
export function isFundsHeader(row: Row): boolean {
  if (row.filled.length < 2) return false;
  let budget = false;
  let spent = false;
  for (const index of row.filled) {
    const column = fundsColumn(row.texts[index] ?? '');
    if (column === 'startBudget' || column === 'annualBudget' || column === 'budget') budget = true;
    else if (column === 'executed' || column === 'rate') spent = true;
  }
  return budget && spent && !isIndicatorHeader(row);
}

/** The first row of Hunan's base-data table. */
export function isBaseHeader(row: Row): boolean {
  return row.joined.includes('编制数') && row.joined.includes('控制率');
}

function isTitleRow(row: Row): boolean {
  return row.filled.length === 1 && isFormTitle(firstText(row));
}

function isTotalRow(row: Row): boolean {
  return /^(?:总分|总得分|自评总分|得分合计|分值合计)/.test(firstText(row));
}

/** A row with which a form may begin without a title above it. */
function beginsForm(row: Row, bodyBefore: boolean): boolean {
  const key = labelKey(firstText(row));
  const unitName = bodyBefore && key === 'unit-name' && !/^填报/.test(firstText(row));
  return isTitleRow(row) || isBaseHeader(row) || key === 'project-name' || unitName;
}

/** True if the open form has no total row yet and these rows do not begin another: a page break stood between. */
function isCutOff(open: Open, rows: readonly Row[]): boolean {
  const first = rows.find((row) => row.filled.length > 0);
  return (
    first !== undefined &&
    open.feet.length === 0 &&
    open.rows.some((row) => isIndicatorHeader(row)) &&
    !open.rows.some((row) => isTotalRow(row)) &&
    !beginsForm(first, true) &&
    rows.some(
      (row) =>
        isTotalRow(row) || isIndicatorHeader(row) || row.filled.some((index) => isFirstLevel(row.texts[index] ?? '')),
    )
  );
}

/** The forms between two blocks, in order; grids without a form's header words belong to somebody else. */
export function segmentsOf(blocks: readonly Block[], from: number, to: number, rowsOf: RowsOf): readonly Segment[] {
  const segments: Segment[] = [];
  let pending: { paragraph: Paragraph; index: number }[] = [];
  let open: Open | null = null;

  const close = (): void => {
    if (open?.body === true) segments.push({ ...open, blocks: [...open.blocks] });
    open = null;
  };
  const begin = (): Open => {
    close();
    const started: Open = { head: [], title: '', titleLine: 0, rows: [], feet: [], blocks: new Set(), body: false };
    const titled = pending.findLastIndex((item) => isFormTitle(item.paragraph.text));
    let start = titled === -1 ? pending.length : titled;
    while (start > 0 && belongsAboveTitle(pending[start - 1]?.paragraph.text ?? '')) start -= 1;
    const nearby = pending.slice(start);
    for (const item of nearby) {
      started.head.push(item.paragraph);
      started.blocks.add(item.index);
    }
    const title = pending[titled]?.paragraph;
    if (title !== undefined) {
      started.title = squeeze(title.text);
      started.titleLine = lineAt(title, 0);
    }
    pending = [];
    open = started;
    return started;
  };

  for (let index = from; index < to; index += 1) {
    const block = blocks[index];
    if (block === undefined) break;
    if (block.kind === 'paragraph') {
      const pairs = footPairs(block.text);
      const current = open as Open | null;
      if (pairs !== null && current?.body === true && pending.length === 0) {
        const line = lineAt(block, 0);
        const endLine = lineAt(block, block.text.length);
        current.feet.push(...pairs.map((pair) => ({ ...pair, line, endLine, quote: block.text })));
        current.blocks.add(index);
        continue;
      }
      if (isPageNumber(block.text)) continue;
      if (isFormTitle(block.text)) close();
      if (squeeze(block.text).length > 80) {
        close();
        pending = [];
      } else {
        pending.push({ paragraph: block, index });
        if (pending.length > 6) pending.shift();
      }
      continue;
    }
    const rows = rowsOf(block);
    if (open === null && !rows.some(hasHint)) {
      pending = [];
      continue;
    }
    const formLike = rows.some((row) => isIndicatorHeader(row) || isBaseHeader(row) || isFundsHeader(row));
    const goesOn = open !== null && isCutOff(open, rows) && !pending.some((item) => isFormTitle(item.paragraph.text));
    if (!formLike && !goesOn) {
      close();
      pending = [];
      continue;
    }
    let current: Open = open !== null && (goesOn || pending.length === 0) ? open : begin();
    if (goesOn) pending = [];
    for (const row of rows) {
      if (row.filled.length === 0) continue;
      if (current.rows.length > 0 && beginsForm(row, current.body) && (current.body || isTitleRow(row)))
        current = begin();
      if (isTitleRow(row) && current.title === '') {
        current.title = firstText(row);
        current.titleLine = row.source.line;
      } else {
        current.rows.push(row);
        current.body ||= isIndicatorHeader(row) || isBaseHeader(row);
      }
      current.blocks.add(index);
    }
  }
  close();
  return segments;
}

/** A unit's name, a year or the first line of a title of two lines; not the date or the heading of what came before. */
function belongsAboveTitle(text: string): boolean {
  const squeezed = squeeze(text);
  return (
    /绩效|^（?20\d{2}年度?）?$|(?:局|中心|委员会|部门|单位)$/.test(squeezed) &&
    !/[。；：]/.test(squeezed) &&
    squeezed.length <= 40 &&
    !/报告$/.test(squeezed)
  );
}

function isPageNumber(text: string): boolean {
  return /^[-—–\s]*\d{1,4}[-—–\s]*$/.test(text);
}
