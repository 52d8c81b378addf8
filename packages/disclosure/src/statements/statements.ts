/**
 * The ten tables of a year, computed in fen and printed in a province's layout.
 *
 *     2101501 行政运行  基本支出  4_859_549_950 fen  →  '485.95'
 *
 * Every printed cell rounds its own sum, once; nothing is adjusted so that printed parts add up to a printed whole, and the
 * note below the table says so. What comes out is the model that the audit reads, and beside it the grid as it is printed and,
 * for every amount in it, the fen and the terms it is a sum of.
 */
import { type Fen, formatExact, formatYuan, wanyuanOfFen } from '@mingzhang/kernel';
import { parseFigure } from '../amount.ts';
import { economicName, functionalName } from '../classification.ts';
import { squeeze } from '../compact.ts';
import { type Table, type TableCell, type TableId, type TableRow } from '../model.ts';
import { threePublicLabel } from '../recognise/read-three-public.ts';
import { tableNames } from '../recognise/titles.ts';
import { cellTerms } from './cell-terms.ts';
import { FactIndex } from './fact-index.ts';
import { evaluateTerms, type StatementFacts, type StatementTerm } from './facts.ts';
import {
  type CodesLayout,
  cellsOf,
  codesIn,
  type EconomicLayout,
  type ListLayout,
  type StatementTemplate,
  type TableLayout,
  type ThreePublicLayout,
  type TwoSidedLayout,
  widthOf,
} from './template.ts';

/** An amount in a table and what stands behind it. */
export interface StatementCell {
  readonly table: TableId;
  readonly row: string;
  readonly side: 'income' | 'expenditure' | null;
  readonly column: string;
  /** As printed; null where it is left blank, '—' where it cannot apply. */
  readonly text: string | null;
  /** Fen, or a number of vehicles and sets; null where nobody has filled it in. */
  readonly amount: Fen | null;
  readonly counted: boolean;
  /** The sum that `amount` is. */
  readonly terms: readonly StatementTerm[];
}

export interface PrintedCell {
  readonly text: string;
  /** Part of the cell on its left, or of the cell above. */
  readonly merged?: 'left' | 'above';
  /** The amount printed here, also where a zero is left blank. */
  readonly amount?: StatementCell;
}

export interface PrintedRow {
  readonly role: 'header' | 'body';
  readonly cells: readonly PrintedCell[];
}

/** A table of the audit's model, with its grid and its amounts. Lines are counted within the grid, the title being line 1. */
export interface StatementTable extends Table {
  /** What stands between title and grid, as printed. */
  readonly head: {
    readonly number: string;
    readonly department: string;
    readonly unit: string;
    readonly year: string | null;
  };
  readonly grid: readonly PrintedRow[];
  readonly amounts: readonly StatementCell[];
}

/** The tables of a year in the template's order. The facts must hold no code without a name (`nameless`). */
export function statements(facts: StatementFacts, template: StatementTemplate): readonly StatementTable[] {
  const index = new FactIndex(facts);
  return template.order.map((id, place) => {
    const layout = template.tables[id];
    if (layout === undefined) throw new Error(`template ${template.id} has no layout of ${id}`);
    return new StatementBuilder(facts, index, template, id, layout).build(place + 1);
  });
}

/** The cell of a table, or null where the template prints none there. */
export function statementCell(
  tables: readonly StatementTable[],
  address: Pick<StatementCell, 'table' | 'row' | 'column'> & { readonly side?: StatementCell['side'] },
): StatementCell | null {
  return (
    tables
      .find(({ id }) => id === address.table)
      ?.amounts.find(
        ({ row, side, column }) =>
          row === address.row && column === address.column && (address.side === undefined || side === address.side),
      ) ?? null
  );
}

/** The list of tables that the province prints before them; null where it prints none. */
export function tableIndex(
  tables: readonly StatementTable[],
  { index }: StatementTemplate,
): readonly PrintedRow[] | null {
  if (index === undefined) return null;
  const rows = tables.map(({ title, empty }, place) => {
    const number = index.number.replace('{n}', String(place + 1));
    return [number, title, empty ? index.empty : index.filled, empty ? index.reason : ''];
  });
  return [
    { role: 'header', cells: cellsOf(index.header).map(words) },
    ...rows.map((row): PrintedRow => ({ role: 'body', cells: row.map(words) })),
  ];
}

/** Codes in the facts that neither the classification nor the facts name: they cannot be printed. */
export function nameless(facts: StatementFacts): readonly string[] {
  const functional = [...facts.income, ...facts.expenditure]
    .flatMap(({ functionCode }) => levels(functionCode))
    .filter((code) => (facts.functionNames?.[code] ?? functionalName(code)) === null);
  const economic = facts.expenditure
    .filter(({ fund, kind }) => fund === 'general' && kind === 'basic')
    .flatMap(({ economyCode }) => [economyCode.slice(0, 3), economyCode])
    .filter((code) => economicName(code) === null);
  return [...new Set([...functional, ...economic])].sort();
}

/** 2101501 → 210, 21015, 2101501. */
function levels(code: string): readonly string[] {
  return [3, 5, 7].filter((length) => length <= code.length).map((length) => code.slice(0, length));
}

const chineseDigits = '零一二三四五六七八九';

/** 7 → 七, 12 → 十二, 26 → 二十六. */
export function chineseOrdinal(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  const ten = tens === 0 ? '' : tens === 1 ? '十' : `${chineseDigits.charAt(tens)}十`;
  return `${ten}${ones === 0 ? '' : chineseDigits.charAt(ones)}`;
}

const words = (text: string): PrintedCell => ({ text });
const blanks = (count: number): readonly PrintedCell[] => Array.from({ length: count }, () => words(''));
const spanning = (text: string, width: number): readonly PrintedCell[] => [
  words(text),
  ...Array.from({ length: width - 1 }, (): PrintedCell => ({ text: '', merged: 'left' })),
];

interface Column {
  readonly key: string;
  readonly label: string;
}

/** A row of the model before its lines are known. */
interface RowDraft extends Pick<TableRow, 'code' | 'name' | 'key' | 'level' | 'side'> {
  /** One for each column; null where the table has no cell there. */
  readonly cells: readonly (StatementCell | null)[];
}

class StatementBuilder {
  private readonly facts: StatementFacts;
  private readonly index: FactIndex;
  private readonly template: StatementTemplate;
  private readonly id: TableId;
  private readonly layout: TableLayout;
  private readonly grid: PrintedRow[] = [];
  private columns: readonly Column[] = [];
  private readonly rows: TableRow[] = [];
  private readonly amounts: StatementCell[] = [];

  constructor(facts: StatementFacts, index: FactIndex, template: StatementTemplate, id: TableId, layout: TableLayout) {
    this.facts = facts;
    this.index = index;
    this.template = template;
    this.id = id;
    this.layout = layout;
  }

  build(position: number): StatementTable {
    const { layout, template, id, facts } = this;
    if (layout.layout !== 'list') for (const row of layout.header) this.header(row);
    this.body();
    const none = this.amounts.every(({ amount }) => amount === null || amount === 0);
    const notes = [...layout.notes, ...(none ? (layout.emptyNotes ?? []) : [])];
    const end = this.grid.length + 1;
    const number = template.number.replace('{nn}', String(position).padStart(2, '0')).replace('{n}', String(position));
    return {
      id,
      printedNumber: squeeze(number),
      title: layout.title,
      unit: template.unit,
      unitRead: template.unit,
      department: facts.department,
      year: template.yearLine ? facts.year : null,
      columns: this.columns.map(({ label }) => label),
      columnKeys: this.columns.map(({ key }) => key),
      rows: this.rows,
      empty: this.rows.every(({ cells }) =>
        cells.every(({ quantity }) => quantity === undefined || quantity.value === 0n),
      ),
      notes: notes.map((text, index) => ({ text, line: end + index + 1, endLine: end + index + 1 })),
      part: 0,
      place: { line: 1, endLine: end, table: id, quote: layout.title },
      head: {
        number,
        department: `${template.departmentLabel}${facts.department}`,
        unit: `${template.unitLabel}${template.unit}`,
        year: template.yearLine ? `${facts.year}年度` : null,
      },
      grid: this.grid,
      amounts: this.amounts,
    };
  }

  private body(): void {
    const { layout } = this;
    if (layout.layout === 'two-sided') this.twoSided(layout);
    else if (layout.layout === 'codes') this.codes(layout);
    else if (layout.layout === 'economic') this.economic(layout);
    else if (layout.layout === 'three-public') this.threePublic(layout);
    else this.list(layout);
  }

  private header(row: string): void {
    const cells = cellsOf(row).map((text): PrintedCell => {
      if (text === '←') return { text: '', merged: 'left' };
      return text === '↑' ? { text: '', merged: 'above' } : words(text);
    });
    this.grid.push({ role: 'header', cells });
  }

  /** The labels over a column of the grid, outermost first, without the row of 栏次. */
  private path(column: number): readonly string[] {
    const path: string[] = [];
    for (const { cells } of this.grid.filter(({ role }) => role === 'header')) {
      let at = column;
      while (at > 0 && cells[at]?.merged === 'left') at -= 1;
      const { text, merged } = cells[at] ?? words('');
      if (merged !== 'above' && text !== '' && !/^\d+$/.test(text) && path.at(-1) !== text) path.push(text);
    }
    return path;
  }

  private cell(row: string, side: StatementCell['side'], column: string, notApplicable = false): StatementCell {
    const costs = this.layout.layout === 'three-public' ? this.layout.costs : undefined;
    const terms = cellTerms({ table: this.id, row, side, column }, costs);
    if (terms === null) throw new Error(`${this.id} has no cell in row ${row}, column ${column}`);
    const amount = evaluateTerms(this.facts, terms, (selector) => this.index.sum(selector));
    const counted = terms.some(
      ({ selector }) => selector.measure === 'statistic' && !selector.key.startsWith('procurement'),
    );
    const cell: StatementCell = {
      table: this.id,
      row,
      side,
      column,
      text: notApplicable && amount === 0 ? '—' : this.printed(amount, counted, row, column),
      amount,
      counted,
      terms,
    };
    this.amounts.push(cell);
    return cell;
  }

  private printed(amount: Fen | null, counted: boolean, row: string, column: string): string | null {
    if (amount === null) return null;
    const { zeros } = this.layout;
    const zeroRows = this.layout.layout === 'list' ? this.layout.zeroRows : undefined;
    if (amount === 0 && zeros !== 'all' && zeros?.includes(column) !== true && zeroRows?.includes(row) !== true)
      return null;
    if (counted) return String(amount);
    return this.template.unit === '元' ? formatYuan(amount) : formatExact(wanyuanOfFen(amount), 2);
  }

  /** Adds a row to the model; it stands on the grid's last line. */
  private add({ cells, ...row }: RowDraft): void {
    // The title is line 1.
    const line = this.grid.length + 1;
    this.rows.push({
      ...row,
      name: squeeze(row.name),
      cells: cells.map((cell, index) => this.modelCell(cell, row, index, line)),
      line,
      endLine: line,
    });
  }

  private modelCell(
    cell: StatementCell | null,
    row: Pick<RowDraft, 'code' | 'name' | 'side'>,
    index: number,
    line: number,
  ): TableCell {
    const text = cell?.text ?? null;
    if (cell === null || text === null || text === '—') return { text, line, endLine: line };
    const figure = parseFigure(text, cell.counted ? '辆' : this.template.unit);
    if (figure === null) throw new Error(`${text} is no figure`);
    const label = rowLabel(row);
    const column = this.columns[index]?.label ?? '';
    return {
      text,
      quantity: {
        ...figure,
        printed: text,
        label: `${tableNames[this.id]}“${label}”${column}`,
        place: { line, endLine: line, table: this.id, row: label, column, quote: text },
        source: 'cell',
        sure: true,
      },
      line,
      endLine: line,
    };
  }

  private push(cells: readonly PrintedCell[]): void {
    const width = widthOf(this.layout);
    this.grid.push({ role: 'body', cells: [...cells, ...blanks(Math.max(0, width - cells.length))] });
  }

  private twoSided(layout: TwoSidedLayout): void {
    const { columns, income, lineNumbers, tail } = layout;
    const width = widthOf(layout);
    this.columns = columns.map((key, index) => {
      return { key, label: this.path(width - columns.length + index).at(-1) ?? '' };
    });
    const classes = this.classes(layout);
    const body = Math.max(income.length, classes.length);
    const height = body + tail.length;
    const rows = [
      ...Array.from({ length: body }, (_, index) => {
        const code = classes[index];
        const [key = null, label = ''] = income[index] ?? [];
        const ordinal = layout.ordinal === 'chinese' ? `${chineseOrdinal(index + 1)}、` : `${index + 1}. `;
        const name = code === undefined ? '' : `${ordinal}${this.functionName(code)}`;
        return [key, label, code === undefined ? null : `class:${code}`, name] as const;
      }),
      ...tail,
    ];
    const number = (line: number): readonly PrintedCell[] => (lineNumbers ? [words(String(line))] : []);
    rows.forEach((row, index) => {
      const [incomeKey = null, incomeLabel = '', spentKey = null, spentLabel = ''] = row ?? [];
      const left = incomeKey === null ? null : this.cell(incomeKey, 'income', 'total');
      const right = columns.map((column) => (spentKey === null ? null : this.cell(spentKey, 'expenditure', column)));
      this.push([
        words(incomeLabel),
        ...number(index + 1),
        amountCell(left),
        words(spentLabel),
        ...number(height + index + 1),
        ...right.map(amountCell),
      ]);
      if (left !== null && incomeKey !== null)
        this.add({
          name: incomeLabel,
          key: incomeKey,
          side: 'income',
          cells: columns.map((_, place) => (place === 0 ? left : null)),
        });
      if (spentKey !== null) this.add({ name: spentLabel, key: spentKey, side: 'expenditure', cells: right });
    });
  }

  /** The 类 to print: those that the form lists, and whatever else has money. */
  private classes({ classes }: TwoSidedLayout): readonly string[] {
    const listed = codesIn(classes);
    const used = this.facts.expenditure
      .filter(({ fund, amount }) => amount !== 0 && (this.id !== 'fiscal-summary' || fund !== 'other'))
      .map(({ functionCode }) => functionCode.slice(0, 3));
    const more = [...new Set(used)].filter((code) => !listed.includes(code));
    return more.length === 0 ? listed : [...listed, ...more].sort();
  }

  private functionName(code: string): string {
    const name = this.facts.functionNames?.[code] ?? functionalName(code);
    if (name === null) throw new Error(`functional code ${code} has no name`);
    return name;
  }

  private codes(layout: CodesLayout): void {
    const { columns, codeColumns = 1, blankRows = 0 } = layout;
    const lead = codeColumns + 1;
    this.columns = columns.map((key, index) => ({ key, label: this.path(lead + index).join('/') }));
    const filled = this.functionCodes();
    const total = columns.map((column) => this.cell('total', null, column));
    // In a table without figures no zero is printed.
    const cells = filled.length === 0 ? total.map((cell) => this.blanked(cell)) : total;
    this.push([...spanning('合计', lead), ...cells.map(amountCell)]);
    this.add({ level: 0, name: '合计', key: 'total', cells });
    for (const code of filled) {
      const name = this.functionName(code);
      const amounts = columns.map((column) => this.cell(code, null, column));
      this.push([
        ...(codeColumns === 1 ? [code] : [code.slice(0, 3), code.slice(3, 5), code.slice(5)]).map(words),
        words(name),
        ...amounts.map(amountCell),
      ]);
      this.add({ code, level: (code.length - 1) / 2, name, key: code, cells: amounts });
    }
    if (filled.length === 0) for (let index = 0; index < blankRows; index += 1) this.push([]);
  }

  private blanked(cell: StatementCell): StatementCell {
    const blank = { ...cell, text: null };
    this.amounts[this.amounts.indexOf(cell)] = blank;
    return blank;
  }

  /** 类, 款 and 项 in which the table has money. */
  private functionCodes(): readonly string[] {
    const { income, expenditure, opening } = this.facts;
    const id = this.id;
    const lines: readonly { readonly functionCode: string | null; readonly amount: Fen }[] =
      id === 'income'
        ? income
        : id === 'expenditure'
          ? expenditure
          : id === 'general-public-expenditure'
            ? expenditure.filter(({ fund }) => fund === 'general')
            : id === 'government-fund'
              ? [
                  ...opening.filter(({ fund }) => fund === id),
                  ...income.filter(({ source }) => source === id),
                  ...expenditure.filter(({ fund }) => fund === id),
                ]
              : expenditure.filter(({ fund }) => fund === id);
    const codes = lines.flatMap(({ functionCode, amount }) =>
      functionCode === null || amount === 0 ? [] : levels(functionCode),
    );
    return [...new Set(codes)].sort();
  }

  private economic(layout: EconomicLayout): void {
    const { notApplicable = [], blockHeader, totals } = layout;
    const blocks = this.economicBlocks(layout);
    const head = cellsOf(blockHeader);
    this.columns = [{ key: 'total', label: head.at(-1) ?? '' }];
    this.header(blocks.map(() => blockHeader).join('|'));
    const height = Math.max(...blocks.map((block) => block.length));
    for (let index = 0; index < height; index += 1) {
      const drafts: RowDraft[] = [];
      const cells = blocks.flatMap((block): readonly PrintedCell[] => {
        const code = block[index];
        if (code === undefined) return blanks(head.length);
        const name = layout.names?.[code] ?? economicName(code);
        if (name === null) throw new Error(`economic code ${code} has no name`);
        const amount = this.cell(code, null, 'total', notApplicable.includes(code.slice(0, 3)));
        drafts.push({ code, level: code.length === 3 ? 1 : 2, name, key: code, cells: [amount] });
        return [words(code), words(name), amountCell(amount)];
      });
      this.push(cells);
      for (const draft of drafts) this.add(draft);
    }
    const width = widthOf(layout);
    const [personnel, running] = totals.map(([key]) => this.cell(key, null, 'total'));
    if (personnel === undefined || running === undefined) throw new Error('two totals');
    this.push([
      ...spanning(totals[0][1], 2),
      amountCell(personnel),
      ...spanning(totals[1][1], width - 4),
      amountCell(running),
    ]);
    this.add({ level: 0, name: totals[0][1], key: personnel.row, cells: [personnel] });
    this.add({ level: 0, name: totals[1][1], key: running.row, cells: [running] });
  }

  /** The blocks as listed; what has money and is not listed stands at the end of the last, so that nothing is hidden. */
  private economicBlocks({ blocks }: EconomicLayout): readonly (readonly string[])[] {
    const lists = blocks.map(codesIn);
    const listed = lists.flat();
    const used = this.facts.expenditure
      .filter(({ fund, kind, amount }) => fund === 'general' && kind === 'basic' && amount !== 0)
      .flatMap(({ economyCode }) => [economyCode.slice(0, 3), economyCode]);
    const more = [...new Set(used)].filter((code) => !listed.includes(code)).sort();
    return lists.map((list, index) => (index === lists.length - 1 ? [...list, ...more] : list));
  }

  private threePublic(layout: ThreePublicLayout): void {
    const { columns, rows, arrangement } = layout;
    this.columns = columns.map((key) => ({ key, label: threePublicLabel(key) }));
    const drafts = rows.map(([key, name]): RowDraft => {
      return { name, key, cells: columns.map((column) => this.cell(key, null, column)) };
    });
    // Without any figure no zero is printed either.
    const none = this.amounts.every(({ amount }) => amount === null || amount === 0);
    const shown = none
      ? drafts.map((draft) => ({
          ...draft,
          cells: draft.cells.map((cell) => (cell === null ? null : this.blanked(cell))),
        }))
      : drafts;
    if (arrangement === 'one-row') {
      this.push(shown.flatMap(({ cells }) => cells.map(amountCell)));
      for (const draft of shown) this.add(draft);
    } else {
      for (const draft of shown) {
        this.push([words(draft.name), ...draft.cells.map(amountCell)]);
        this.add(draft);
      }
    }
  }

  private list(layout: ListLayout): void {
    const [heading] = layout.rows.filter((row) => typeof row === 'string' && !row.endsWith('←'));
    this.columns = [{ key: 'value', label: typeof heading === 'string' ? (cellsOf(heading).at(-1) ?? '') : '' }];
    let line = 0;
    for (const row of layout.rows) {
      if (typeof row === 'string') {
        const cells = cellsOf(row);
        this.grid.push({
          role: 'body',
          cells: cells.map((text): PrintedCell => (text === '←' ? { text: '', merged: 'left' } : words(text))),
        });
        continue;
      }
      const [key, name] = row;
      line += 1;
      const amount = this.cell(key, null, 'value');
      this.push([words(name), words(String(line)), amountCell(amount)]);
      this.add({ name, key, cells: [amount] });
    }
  }
}

/** What messages call a row; totals bear their side. */
function rowLabel({ code, name, side }: Pick<RowDraft, 'code' | 'name' | 'side'>): string {
  if (code !== undefined) return `${code} ${name}`;
  if (side === undefined) return name;
  const sideName = side === 'income' ? '收入' : '支出';
  return /合计|总计/.test(name) && !name.includes(sideName) ? `${sideName}${name}` : name;
}

/** An amount as it is printed: —— where it cannot apply. */
function amountCell(cell: StatementCell | null): PrintedCell {
  if (cell === null) return words('');
  return { text: cell.text === '—' ? '——' : (cell.text ?? ''), amount: cell };
}
