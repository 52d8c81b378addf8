/**
 * The normalised tables and performance forms of a document, to go on calculating with: as JSON, or as one CSV that a
 * spreadsheet opens.
 *
 * A cell is a string as printed, `null` where it is blank, `"—"` where it is marked not applicable. Nothing is computed
 * here: what the document prints is what comes out.
 */
import {
  type AuditObject,
  type Disclosure,
  type Form,
  type FormCell,
  type FormId,
  type TableId,
} from '@mingzhang/disclosure';

/** A cell as printed; `null` blank, `"—"` not applicable. */
export type ExtractCell = string | null;

export interface ExtractTable {
  readonly id: TableId;
  readonly title: string;
  readonly unit: string | null;
  /** Labels of the columns, two-level headers joined with `/`; as many as a row has cells. */
  readonly columns: readonly string[];
  readonly rows: readonly {
    /** Account code, where the table has one. */
    readonly code?: string;
    readonly name: string;
    /** 1 类, 2 款, 3 项 for codes; 0 for totals. */
    readonly level?: number;
    /** In the summaries, which half the row stands in. */
    readonly side?: 'income' | 'expenditure';
    readonly cells: readonly ExtractCell[];
  }[];
}

export interface ExtractForm {
  readonly id: FormId;
  readonly title: string;
  readonly year: number | null;
  readonly project: string | null;
  readonly unit: string | null;
  /** Labelled texts: 年度总体目标, 项目概况, 填表人 … */
  readonly fields: readonly { readonly key: string; readonly label: string; readonly text: ExtractCell }[];
  /** Base data: the label's path, and what each column holds. */
  readonly base: readonly { readonly label: string; readonly cells: Readonly<Record<string, ExtractCell>> }[];
  /** The money block, one row for the total and each source or task. */
  readonly funds: readonly {
    readonly label: string;
    readonly startBudget: ExtractCell;
    readonly annualBudget: ExtractCell;
    readonly executed: ExtractCell;
    readonly points: ExtractCell;
    readonly rate: ExtractCell;
    readonly score: ExtractCell;
    /** Goal forms only: the amounts of the whole period and of the year. */
    readonly wholePeriod: ExtractCell;
    readonly annual: ExtractCell;
  }[];
  readonly indicators: readonly {
    readonly level1: string;
    readonly level2: string;
    readonly name: ExtractCell;
    readonly target: ExtractCell;
    readonly actual: ExtractCell;
    readonly points: ExtractCell;
    readonly score: ExtractCell;
    readonly reason: ExtractCell;
    /** Goal forms only: which half the row belongs to. */
    readonly horizon?: 'whole-period' | 'annual';
  }[];
  readonly totalPoints: ExtractCell;
  readonly totalScore: ExtractCell;
}

export interface Extract {
  readonly document: AuditObject['document'];
  readonly tables: readonly ExtractTable[];
  readonly forms: readonly ExtractForm[];
}

/** The normalised tables and forms of a document, in its order. */
export function extractOf(document: Disclosure): Extract {
  const { kind, bureau, area, year, unit, template } = document;
  return {
    document: { kind, bureau, area, year, unit, template },
    tables: document.tables.map((table) => ({
      id: table.id,
      title: table.title,
      unit: table.unit,
      columns: table.columns,
      rows: table.rows.map((row) => ({
        ...(row.code === undefined ? {} : { code: row.code }),
        name: row.name,
        ...(row.level === undefined ? {} : { level: row.level }),
        ...(row.side === undefined ? {} : { side: row.side }),
        cells: row.cells.map((cell) => cell.text),
      })),
    })),
    forms: document.forms.map(formOf),
  };
}

function formOf(form: Form): ExtractForm {
  return {
    id: form.id,
    title: form.title,
    year: form.year,
    project: form.project,
    unit: form.unit,
    fields: form.fields.map(({ key, label, cell }) => ({ key, label, text: cell.text })),
    base: form.base.map(({ label, columns }) => ({
      label,
      cells: Object.fromEntries(Object.entries(columns).map(([column, cell]) => [column, cell.text])),
    })),
    funds: form.funds.map((row) => ({
      label: row.label,
      startBudget: textOf(row.startBudget),
      annualBudget: textOf(row.annualBudget),
      executed: textOf(row.executed),
      points: textOf(row.points),
      rate: textOf(row.rate),
      score: textOf(row.score),
      wholePeriod: textOf(row.wholePeriod),
      annual: textOf(row.annual),
    })),
    indicators: form.indicators.map((row) => ({
      level1: row.level1,
      level2: row.level2,
      name: row.name.text,
      target: textOf(row.target),
      actual: textOf(row.actual),
      points: textOf(row.points),
      score: textOf(row.score),
      reason: textOf(row.reason),
      ...(row.horizon === undefined ? {} : { horizon: row.horizon }),
    })),
    totalPoints: textOf(form.totalPoints),
    totalScore: textOf(form.totalScore),
  };
}

function textOf(cell: FormCell | undefined): ExtractCell {
  return cell?.text ?? null;
}

const sides = { income: '收入', expenditure: '支出' } as const;
/** What the columns of base data are called. */
const baseColumns: Readonly<Record<string, string>> = {
  authorized: '编制数',
  actual: '实有数',
  'control-rate': '控制率',
  'prior-final': '上年决算数',
  budget: '本年预算数',
  final: '本年决算数',
};
const horizons = { 'whole-period': '实施期', annual: '年度' } as const;

/** What a spreadsheet shows on one sheet: blocks of lines, one below the other. */
export interface ExtractSheet {
  readonly name: string;
  readonly blocks: readonly (readonly (readonly ExtractCell[])[])[];
  /** How many columns from the left hold codes and names: words, whatever they look like. */
  readonly leading: number;
}

/** A sheet for each table and each form. */
export function extractSheets(extract: Extract): readonly ExtractSheet[] {
  return [
    ...extract.tables.map((table): ExtractSheet => {
      const lines = linesOfTable(table);
      return { name: table.title, blocks: [lines], leading: (lines[1]?.length ?? 0) - table.columns.length };
    }),
    ...extract.forms.map((form) => ({ name: form.project ?? form.title, blocks: blocksOfForm(form), leading: 1 })),
  ];
}

/**
 * One CSV for a spreadsheet: UTF-8 with a byte order mark, CRLF line ends. The tables stand one below the other, each with
 * its title and unit, its header and its rows, and an empty line after it; the forms follow in the same way, block by block.
 */
export function extractCsv(extract: Extract): string {
  const blocks = [...extract.tables.map(linesOfTable), ...extract.forms.flatMap(blocksOfForm)];
  const lines = blocks.flatMap((block, index) => (index === 0 ? block : [[], ...block]));
  return `\ufeff${lines.map((line) => line.map(field).join(',')).join('\r\n')}\r\n`;
}

type Line = readonly ExtractCell[];

function linesOfTable(table: ExtractTable): Line[] {
  const hasCode = table.rows.some((row) => row.code !== undefined);
  const hasSide = table.rows.some((row) => row.side !== undefined);
  const lead = [...(hasSide ? ['收支'] : []), ...(hasCode ? ['科目编码'] : []), '项目'];
  return [
    [table.title, unitInWords(table.unit)],
    [...lead, ...table.columns],
    ...table.rows.map((row) => [
      ...(hasSide ? [row.side === undefined ? null : sides[row.side]] : []),
      ...(hasCode ? [row.code ?? null] : []),
      row.name,
      ...row.cells,
    ]),
  ];
}

function blocksOfForm(form: ExtractForm): Line[][] {
  const title = [form.title, form.project === null ? null : `项目：${form.project}`, unitInWords(form.unit)];
  const blocks: Line[][] = [];
  const add = (name: string, columns: Line, rows: readonly Line[]): void => {
    if (rows.length > 0) blocks.push([[...title, name], columns, ...rows]);
  };
  add(
    '填报内容',
    ['项目', '内容'],
    form.fields.map(({ label, text }) => [label, text]),
  );
  const columns = [...new Set(form.base.flatMap((row) => Object.keys(row.cells)))];
  add(
    '基础数据',
    ['项目', ...columns.map((column) => baseColumns[column] ?? column)],
    form.base.map((row) => [row.label, ...columns.map((column) => row.cells[column] ?? null)]),
  );
  add(
    '资金',
    ['项目', '年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分', '实施期金额', '年度金额'],
    form.funds.map((row) => [
      row.label,
      row.startBudget,
      row.annualBudget,
      row.executed,
      row.points,
      row.rate,
      row.score,
      row.wholePeriod,
      row.annual,
    ]),
  );
  add(
    '指标',
    ['一级指标', '二级指标', '三级指标', '目标值', '实际完成值', '分值', '得分', '偏差原因', '期间'],
    form.indicators.map((row) => [
      row.level1,
      row.level2,
      row.name,
      row.target,
      row.actual,
      row.points,
      row.score,
      row.reason,
      row.horizon === undefined ? null : horizons[row.horizon],
    ]),
  );
  if (form.totalPoints !== null || form.totalScore !== null) {
    add('总分', ['分值', '得分'], [[form.totalPoints, form.totalScore]]);
  }
  return blocks;
}

function unitInWords(unit: string | null): ExtractCell {
  return unit === null ? null : `单位：${unit}`;
}

/** A field that a spreadsheet could run as a formula gets an apostrophe in front, save a plain number. */
function field(cell: ExtractCell): string {
  if (cell === null) return '';
  const dangerous = /^[=+\-@\t\r\n＝＋－＠]/.test(cell) && !/^[+-]?[\d,]+(\.\d+)?%?$/.test(cell);
  return `"${(dangerous ? `'${cell}` : cell).replaceAll('"', '""')}"`;
}
