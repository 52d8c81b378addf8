/**
 * Performance forms: from neutral blocks to the model. `recogniseForms` finds every form between two blocks, whatever else
 * stands around it, and says which blocks it used and which cells it could not place.
 */
import { type Block, type Grid, lineAt, type Paragraph } from '../blocks.ts';
import { squeeze } from '../compact.ts';
import { type Form, type FormField, type FormId, type NotRead } from '../model.ts';
import { type RowsOf, rowsOnce } from '../row.ts';
import { readBaseData } from './base-data.ts';
import { footFields } from './fields.ts';
import { readGoalForm } from './goal-form.ts';
import { isBaseHeader, isIndicatorHeader, type Segment, segmentsOf } from './segments.ts';
import { type FormBody, readSelfEvaluation } from './self-evaluation.ts';
import { footPairs, indicatorColumn, labelKey } from './words.ts';

export interface FormsRead {
  readonly forms: readonly Form[];
  readonly notRead: readonly NotRead[];
  /** Indices of the blocks that belong to a form: its title, its grid, its foot. */
  readonly used: ReadonlySet<number>;
}

/** Every performance form among `blocks[from … to)`. `part` is the index of the part they stand in, or gives it by line. */
export function recogniseForms(
  blocks: readonly Block[],
  from: number,
  to: number,
  part: number | ((line: number) => number),
  rowsOf: RowsOf = rowsOnce(),
): FormsRead {
  const forms: Form[] = [];
  const notRead: NotRead[] = [];
  const used = new Set<number>();
  const names = new Map<string, number>();
  for (const segment of segmentsOf(blocks, from, to, rowsOf)) {
    const line = segment.titleLine === 0 ? (segment.rows[0]?.source.line ?? 1) : segment.titleLine;
    const read = formOf(segment, typeof part === 'number' ? part : part(line), names);
    forms.push(read.form);
    notRead.push(...read.notRead);
    for (const index of segment.blocks) used.add(index);
  }
  return { forms, notRead, used };
}

/** The first form of one grid with the paragraphs above it; null when the grid is no form. */
export function recogniseForm(grid: Grid, before: readonly Paragraph[], part: number): Form | null {
  const blocks: readonly Block[] = [...before, grid];
  return recogniseForms(blocks, 0, blocks.length, part).forms[0] ?? null;
}

function formIdOf(segment: Segment): FormId {
  if (segment.rows.some((row) => isBaseHeader(row))) return 'base-data';
  const header = segment.rows.find((row) => isIndicatorHeader(row));
  const columns = new Set(header?.texts.map((text) => indicatorColumn(text)));
  if (!columns.has('actual') && !columns.has('score')) return 'goal';
  const labelled = segment.rows.some((row) =>
    row.filled.some((index) => labelKey(row.texts[index] ?? '') === 'project-name'),
  );
  if (/整体/.test(segment.title) && !labelled) return 'overall-self-evaluation';
  if (labelled || /项目|专项/.test(segment.title)) return 'project-self-evaluation';
  return 'overall-self-evaluation';
}

function yearOf(segment: Segment): number | null {
  const texts = [segment.title, ...segment.head.map((paragraph) => squeeze(paragraph.text)).reverse()];
  for (const text of texts) {
    const match = /(20\d{2})年/.exec(text);
    if (match !== null) return Number(match[1]);
  }
  return null;
}

function projectOf(id: FormId, fields: readonly FormField[], title: string): string | null {
  if (id === 'base-data' || id === 'overall-self-evaluation') return null;
  const named = fields.find((field) => field.key === 'project-name')?.cell.text;
  if (named !== undefined && named !== null) return squeeze(named);
  const fromTitle = /^(?:.*?(?:局|中心|委员会|部门))?(.{2,30}?)(?:项目)?支出绩效/.exec(title)?.[1];
  return fromTitle === undefined || /^(?:部门|单位|项目|整体|20\d{2}年度?|.*（单位）.*)$/.test(fromTitle)
    ? null
    : fromTitle;
}

const kindNames: Readonly<Record<FormId, string>> = {
  'base-data': '基础数据表',
  'overall-self-evaluation': '整体支出自评表',
  'project-self-evaluation': '项目支出自评表',
  goal: '绩效目标表',
};

function formOf(
  segment: Segment,
  part: number,
  names: Map<string, number>,
): { readonly form: Form; readonly notRead: readonly NotRead[] } {
  const id = formIdOf(segment);
  const quickProject = projectOf(id, quickFields(segment), segment.title);
  const plain = `${kindNames[id]}${quickProject === null ? '' : `（${quickProject}）`}`;
  const seen = (names.get(plain) ?? 0) + 1;
  names.set(plain, seen);
  const name = seen === 1 ? plain : `${plain}之${seen}`;

  const base = id === 'base-data' ? readBaseData(segment.rows, name) : null;
  const body: FormBody =
    base !== null
      ? { funds: [], indicators: [], fields: base.fields, notRead: base.notRead }
      : id === 'goal'
        ? readGoalForm(segment.rows, name)
        : readSelfEvaluation(segment.rows, name);
  const fields = [...headFields(segment), ...body.fields, ...footFields(segment.feet)];
  const first = segment.rows[0]?.source.line ?? segment.titleLine;
  const line = segment.titleLine === 0 ? first : segment.titleLine;
  const endLine = Math.max(segment.rows.at(-1)?.source.endLine ?? line, segment.feet.at(-1)?.endLine ?? line);
  const quote =
    segment.title === ''
      ? (segment.rows[0]?.source.cells.find((cell) => cell.text !== '')?.text ?? name)
      : titleQuote(segment);
  const unitField = fields.find(
    (field) => field.key === 'unit-name' || field.key === 'implementer' || field.key === 'filling-unit',
  );
  return {
    form: {
      id,
      title: segment.title === '' ? kindNames[id] : segment.title,
      year: yearOf(segment),
      project: quickProject,
      unit: unitField?.cell.text === undefined || unitField.cell.text === null ? null : squeeze(unitField.cell.text),
      funds: body.funds,
      indicators: body.indicators,
      fields,
      ...(body.totalPoints === undefined ? {} : { totalPoints: body.totalPoints }),
      ...(body.totalScore === undefined ? {} : { totalScore: body.totalScore }),
      base: base?.base ?? [],
      part,
      line,
      endLine,
      place: { line, table: name, quote },
    },
    notRead: body.notRead,
  };
}

/** The title as the file has it: the paragraph, or the row that holds nothing else. */
function titleQuote(segment: Segment): string {
  const paragraph = segment.head.find((item) => squeeze(item.text) === segment.title);
  return paragraph?.text ?? segment.title;
}

/** 填报单位： … above the grid. */
function headFields(segment: Segment): readonly FormField[] {
  return segment.head.flatMap((paragraph) => {
    const line = lineAt(paragraph, 0);
    const pairs = footPairs(paragraph.text);
    if (pairs === null) return [];
    return footFields(
      pairs.map((pair) => ({
        ...pair,
        line,
        endLine: lineAt(paragraph, paragraph.text.length),
        quote: paragraph.text,
      })),
    );
  });
}

/** The project's name is part of every label, so it is read before the rest. */
function quickFields(segment: Segment): readonly FormField[] {
  for (const [index, row] of segment.rows.slice(0, 4).entries()) {
    const at = row.filled.find((cell) => labelKey(row.texts[cell] ?? '') === 'project-name');
    const value =
      at === undefined
        ? index === 0 && row.filled.length === 1
          ? row.filled[0]
          : undefined
        : row.filled.find((cell) => cell > at);
    const cell = value === undefined ? undefined : row.source.cells[value];
    if (cell === undefined || (at === undefined && labelKey(squeeze(cell.text)) !== null)) continue;
    return [
      { label: '项目名称', key: 'project-name', cell: { text: cell.text, line: cell.line, endLine: cell.endLine } },
    ];
  }
  return [];
}
