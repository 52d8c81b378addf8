/**
 * How a province prints the tables: order, numbers, titles, header words, columns, rows and notes. All of it is data
 * (`data/statements/*.json`); a file says what it changes of the one it extends. What a row or column means is not here but in
 * `cell-terms.ts`: a file can only name keys that exist there.
 */
import { economicName } from '../classification.ts';
import hunan2021 from '../data/statements/hunan-2021.json' with { type: 'json' };
import hunan2024 from '../data/statements/hunan-2024.json' with { type: 'json' };
import national from '../data/statements/national.json' with { type: 'json' };
import shaanxi2023 from '../data/statements/shaanxi-2023.json' with { type: 'json' };
import shanxi2024 from '../data/statements/shanxi-2024.json' with { type: 'json' };
import { type TableId } from '../model.ts';
import { cellTerms } from './cell-terms.ts';
import { type StatementFund } from './facts.ts';

interface TableLayoutBase {
  readonly title: string;
  /** One text a row; cells are set apart by |, ← belongs to the cell on its left, ↑ to the cell above. */
  readonly header: readonly string[];
  /** Keys of the value columns, from left to right. */
  readonly columns: readonly string[];
  /** Where a zero is printed as 0.00: `all`, or some columns. Elsewhere it is left blank. */
  readonly zeros?: 'all' | readonly string[];
  readonly notes: readonly string[];
  /** Printed in addition where the table has no figures: why. */
  readonly emptyNotes?: readonly string[];
}

/** 01 and 04: income on the left, expenditure on the right. */
export interface TwoSidedLayout extends TableLayoutBase {
  readonly layout: 'two-sided';
  /** 行次 counts down the left side and goes on down the right. */
  readonly lineNumbers: boolean;
  readonly income: readonly (readonly [key: string, label: string])[];
  /** Functional 类 that are always printed; one that has money is printed in its place whether it is listed or not. */
  readonly classes: string;
  /** How 类 are numbered: 一、 or 1. */
  readonly ordinal: 'chinese' | 'arabic';
  /** Rows below the lists, both sides; null for a blank row. */
  readonly tail: readonly (
    | readonly [income: string | null, label: string, expenditure: string | null, label: string]
    | null
  )[];
}

/** 02, 03, 05 and the two fund tables: a row for each functional code that has money. */
export interface CodesLayout extends TableLayoutBase {
  readonly layout: 'codes';
  /** 3 where 类, 款 and 项 have a column each. */
  readonly codeColumns?: 1 | 3;
  /** Blank rows below 合计 of a table without figures. */
  readonly blankRows?: number;
}

/** 06: blocks of code, name and amount side by side. */
export interface EconomicLayout extends Omit<TableLayoutBase, 'columns'> {
  readonly layout: 'economic';
  /** Printed over each block, below `header`. */
  readonly blockHeader: string;
  /** Codes by block, in the order of printing. A code that has money and is not listed is added to the last block. */
  readonly blocks: readonly string[];
  /** Names where the form of the year has others than the classification. */
  readonly names?: Readonly<Record<string, string>>;
  /** 类 that cannot be basic expenditure: marked ——. */
  readonly notApplicable?: readonly string[];
  readonly totals: readonly [
    personnel: readonly [key: string, label: string],
    running: readonly [key: string, label: string],
  ];
}

/** “三公”: budget and final in one row, or a row each. */
export interface ThreePublicLayout extends TableLayoutBase {
  readonly layout: 'three-public';
  readonly arrangement: 'one-row' | 'row-each';
  readonly rows: readonly (readonly [key: string, label: string])[];
  /** Whose money is counted. */
  readonly costs: readonly StatementFund[];
}

/** Items with one value each; a plain text is a heading. */
export interface ListLayout extends Omit<TableLayoutBase, 'header'> {
  readonly layout: 'list';
  /** Rows whose zero is printed, because the text gives it as 0 too; what nobody has filled in stays blank. */
  readonly zeroRows?: readonly string[];
  readonly rows: readonly (string | readonly [key: string, label: string])[];
}

export type TableLayout = TwoSidedLayout | CodesLayout | EconomicLayout | ThreePublicLayout | ListLayout;

export interface StatementTemplate {
  readonly id: string;
  /** '公开{nn}表'; {nn} is the table's place in two digits, {n} as it is. */
  readonly number: string;
  readonly unit: '万元' | '元';
  readonly unitLabel: string;
  readonly departmentLabel: string;
  /** The year stands in the table's head. */
  readonly yearLine: boolean;
  /** The list of tables that some provinces print before them, with which of them are empty and why. */
  readonly index?: {
    readonly header: string;
    readonly number: string;
    readonly filled: string;
    readonly empty: string;
    readonly reason: string;
  };
  readonly order: readonly TableId[];
  readonly tables: Readonly<Partial<Record<TableId, TableLayout>>>;
}

/** A file: what it says of a table is laid over what the extended file says of it. */
export interface StatementTemplateFile extends Partial<Omit<StatementTemplate, 'id' | 'tables'>> {
  readonly id: string;
  readonly extends?: string;
  readonly tables: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const files = [
  national,
  hunan2021,
  hunan2024,
  shaanxi2023,
  shanxi2024,
] as readonly unknown[] as readonly StatementTemplateFile[];

/** The template of this name, or null. `more` are files beside our own. */
export function statementTemplate(id: string, more: readonly StatementTemplateFile[] = []): StatementTemplate | null {
  const file = [...files, ...more].find((one) => one.id === id);
  return file === undefined ? null : (merged(file, [...files, ...more]) as StatementTemplate);
}

/** The provinces' templates; the national form is not one of them. */
export const statementTemplateIds: readonly string[] = files.map(({ id }) => id).filter((id) => id !== national.id);

function merged(file: StatementTemplateFile, all: readonly StatementTemplateFile[]): StatementTemplateFile {
  if (file.extends === undefined) return file;
  const base = all.find(({ id }) => id === file.extends);
  if (base === undefined) throw new Error(`${file.id} extends ${file.extends}, which does not exist`);
  const below = merged(base, all);
  const ids = [...new Set([...Object.keys(below.tables), ...Object.keys(file.tables)])];
  const tables = Object.fromEntries(ids.map((id) => [id, { ...below.tables[id], ...file.tables[id] }]));
  return { ...below, ...file, tables };
}

/** The cells of a row written as one text. */
export function cellsOf(row: string): readonly string[] {
  return row.split('|');
}

/** The codes of a list written as one text. */
export function codesIn(list: string): readonly string[] {
  return list.split(' ').filter((code) => code !== '');
}

/** Width of a table's grid. */
export function widthOf(layout: TableLayout): number {
  switch (layout.layout) {
    case 'economic':
      return layout.blocks.length * cellsOf(layout.blockHeader).length;
    case 'list':
      return 3;
    default:
      return cellsOf(layout.header[0] ?? '').length;
  }
}

/** What is wrong with a template, in sentences; none if it can be printed. For whoever writes a new file. */
export function templateProblems(template: StatementTemplate): readonly string[] {
  const problems: string[] = [];
  if (!/\{nn?\}/.test(template.number)) problems.push('number 没有序号的位置（{nn} 或 {n}）');
  for (const id of template.order) {
    const layout = template.tables[id];
    if (layout === undefined) {
      problems.push(`order 列了 ${id}，tables 里没有`);
      continue;
    }
    const rows = layout.layout === 'list' ? layout.rows.filter((row) => typeof row === 'string') : layout.header;
    for (const row of rows) {
      const width = cellsOf(row).length;
      if (width !== widthOf(layout)) problems.push(`${id} 的表头“${row}”有 ${width} 格，应有 ${widthOf(layout)} 格`);
    }
    for (const { row, side, column } of addressesIn(layout)) {
      if (cellTerms({ table: id, row, side, column }) === null)
        problems.push(`${id} 没有“${row}”行“${column}”列这一格`);
    }
    if (layout.layout === 'economic') {
      for (const code of layout.blocks.flatMap(codesIn))
        if ((layout.names?.[code] ?? economicName(code)) === null) problems.push(`${id} 的科目 ${code} 没有名称`);
    }
  }
  return problems;
}

/** A cell of each kind that a layout prints. */
function addressesIn(
  layout: TableLayout,
): readonly { readonly row: string; readonly side: 'income' | 'expenditure' | null; readonly column: string }[] {
  const across = (row: string, columns: readonly string[], side: 'income' | 'expenditure' | null = null) =>
    columns.map((column) => ({ row, side, column }));
  switch (layout.layout) {
    case 'two-sided':
      return [
        ...layout.income.flatMap(([key]) => across(key, ['total'], 'income')),
        ...layout.tail.flatMap((row) => (row?.[0] == null ? [] : across(row[0], ['total'], 'income'))),
        ...layout.tail.flatMap((row) => (row?.[2] == null ? [] : across(row[2], layout.columns, 'expenditure'))),
        ...codesIn(layout.classes).flatMap((code) => across(`class:${code}`, layout.columns, 'expenditure')),
      ];
    case 'codes':
      return across('total', layout.columns);
    case 'economic':
      return [...layout.blocks.flatMap(codesIn), ...layout.totals.map(([key]) => key)].flatMap((row) =>
        across(row, ['total']),
      );
    case 'three-public':
      return layout.rows.flatMap(([key]) => across(key, layout.columns));
    case 'list':
      return layout.rows.flatMap((row) => (typeof row === 'string' ? [] : across(row[0], ['value'])));
  }
}
