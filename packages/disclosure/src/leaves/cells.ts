/**
 * The published cells of a final account as bounded sums of its leaves, in fen.
 *
 *     支出决算表 21015 基本支出 788.99 万元  →  788.985 ≤ Σ leaves under 21015, basic, of every fund < 788.995 万元
 *
 * Leaves: expenditure by 项, fund and kind; income by 项 and source; opening balances by fund; economic 款; the items of the
 * three-public table, budget and final; the statistics. Closing balances are what opening, income and expenditure leave. Blanks,
 * printed zeros, dashes and rows that a table leaves out are zero.
 */
import { type Fen, fen, one } from '@mingzhang/kernel';
import { type Figure, parseFigure } from '../amount.ts';
import { economicName, functionalName } from '../classification.ts';
import classification from '../data/classification.json' with { type: 'json' };
import { type Table, type TableId, type TableRow } from '../model.ts';
import { type Constraint, type Form } from './system.ts';

/** What the solver needs of a table. */
export type PublishedTable = Pick<Table, 'id' | 'title' | 'unitRead' | 'columnKeys' | 'columns' | 'rows'>;

export interface PublishedCell extends Constraint {
  readonly table: TableId;
  readonly row: string;
  readonly side: 'income' | 'expenditure' | null;
  readonly column: string;
  /** Table, row and column as printed. */
  readonly label: string;
  /** As printed; null for a blank. */
  readonly printed: string | null;
  /** The table has no such row: zero like a blank. */
  readonly absent: boolean;
  readonly value: Fen;
  /** Fen that one unit of the last printed digit stands for; 1 where amounts are exact. */
  readonly step: Fen;
  /** Vehicles and sets of equipment: a number, no money. */
  readonly counted: boolean;
  readonly line: number;
}

type CellPlace = Pick<PublishedCell, 'row' | 'side' | 'column' | 'label' | 'printed' | 'absent' | 'line'>;

/** A relation of the accounts that no cell prints. */
export interface TableRelation extends Constraint {
  readonly label: string;
}

export interface PublishedAccounts {
  readonly cells: readonly PublishedCell[];
  readonly relations: readonly TableRelation[];
  /** What ought to hold by item; no cell is given up for it. */
  readonly preferences: readonly TableRelation[];
  /** Balances by name: what the leaves leave at the end of the year. */
  readonly closing: ReadonlyMap<string, Form>;
  /** Filled cells that stand for no leaf of the accounts. */
  readonly outside: readonly { readonly label: string; readonly printed: string }[];
  /** An amount below zero is printed, so leaves may be below zero. */
  readonly signed: boolean;
}

const fiscalFunds = ['general', 'government-fund', 'state-capital'] as const;
type FiscalFund = (typeof fiscalFunds)[number];
type Fund = FiscalFund | 'other';
const funds: readonly Fund[] = [...fiscalFunds, 'other'];
const ownSources = ['superior', 'business', 'operating', 'affiliated', 'other'] as const;
const sources: readonly string[] = [...fiscalFunds, ...ownSources];
const kinds = ['basic', 'project'] as const;
const ownKinds = ['remitted', 'operating', 'subsidised'] as const;
const threePublicParts = ['abroad', 'vehicle-purchase', 'vehicle-running', 'reception'] as const;
const threePublicTotals: Readonly<Record<string, readonly string[]>> = {
  total: threePublicParts,
  vehicles: ['vehicle-purchase', 'vehicle-running'],
};
const personnelClasses = ['301', '303'];
/** What the final three-public figures contain at least of basic expenditure. */
const threePublicEconomic: Readonly<Record<(typeof threePublicParts)[number], string>> = {
  abroad: '30212',
  'vehicle-purchase': '31013',
  'vehicle-running': '30231',
  reception: '30217',
};
const standardCodes = Object.keys(classification.economic).filter((code) => code.length === 5);
const codedTables: readonly TableId[] = [
  'income',
  'expenditure',
  'general-public-expenditure',
  'government-fund',
  'state-capital',
];

const formOf = (leaves: readonly string[]): Form => new Map(leaves.map((leaf) => [leaf, 1]));

function combine(...terms: readonly (readonly [factor: 1 | -1, form: Form])[]): Form {
  const sum = new Map<string, number>();
  for (const [factor, form] of terms) {
    for (const [leaf, coefficient] of form) sum.set(leaf, (sum.get(leaf) ?? 0) + factor * coefficient);
  }
  return new Map([...sum].filter(([, coefficient]) => coefficient !== 0));
}

/** The codes of these with nothing below them among these. */
function lowestCodes(codes: Iterable<string>): readonly string[] {
  const sorted = [...new Set(codes)].sort();
  return sorted.filter((code, index) => sorted[index + 1]?.startsWith(code) !== true);
}

/** Reads the tables of one part as sums of leaves. */
export function publishedAccounts(tables: readonly PublishedTable[]): PublishedAccounts {
  const builder = new AccountsBuilder(tables);
  return builder.build();
}

class AccountsBuilder {
  private readonly tables: readonly PublishedTable[];
  private readonly codes: readonly string[];
  private readonly economic: readonly string[];
  private readonly cells: PublishedCell[] = [];
  private readonly outside: { label: string; printed: string }[] = [];

  constructor(tables: readonly PublishedTable[]) {
    this.tables = tables;
    this.codes = lowestCodes(this.functionalCodes());
    const detail = this.rowsOf('basic-expenditure-detail').flatMap((row) => row.code ?? []);
    const classes = detail.filter(
      (code) => code.length === 3 && detail.some((other) => other.length === 5 && other.startsWith(code)),
    );
    this.economic = lowestCodes([...detail, ...standardCodes.filter((code) => classes.includes(code.slice(0, 3)))]);
  }

  build(): PublishedAccounts {
    for (const table of this.tables) {
      if (table.id === 'other') continue;
      for (const row of table.rows) {
        table.columnKeys.forEach((column, index) => {
          this.addCell(table, row, column, index);
        });
      }
      this.addAbsentRows(table);
    }
    const closing = new Map<string, Form>(funds.map((fund) => [fund, this.closing([fund])]));
    const relations: TableRelation[] = [];
    const signed = this.cells.some((cell) => cell.value < 0);
    if (!signed) {
      for (const [fund, form] of closing)
        relations.push({ label: `${fund}年末结转和结余不小于零`, form, low: 0, high: Number.POSITIVE_INFINITY });
    }
    if (this.economic.length > 0 && this.codes.length > 0) {
      const form = combine(
        [1, formOf(this.economic.map((code) => `economic:${code}`))],
        [-1, this.expenditure(this.codes, ['general'], ['basic'])],
      );
      relations.push({ label: '基本支出明细合计与一般公共预算基本支出合计相等', form, low: 0, high: 0 });
    }
    for (const part of threePublicParts) {
      const code = threePublicEconomic[part];
      if (!this.economic.includes(code) || !this.cells.some((cell) => cell.form.has(`three-public:final:${part}`)))
        continue;
      const form = combine([1, formOf([`three-public:final:${part}`])], [-1, formOf([`economic:${code}`])]);
      relations.push({ label: `“三公”经费决算不小于基本支出${code}`, form, low: 0, high: Number.POSITIVE_INFINITY });
    }
    return { cells: this.cells, relations, preferences: this.preferences(), closing, outside: this.outside, signed };
  }

  /** No item spends appropriations that it neither had nor got. */
  private preferences(): readonly TableRelation[] {
    return fiscalFunds.flatMap((fund) =>
      this.codes.map((code): TableRelation => {
        const form = combine(
          [1, this.opening([fund], code)],
          [1, this.income([code], [fund])],
          [-1, this.expenditure([code], [fund])],
        );
        return { label: `${code}年末${fund}结转和结余不小于零`, form, low: 0, high: Number.POSITIVE_INFINITY };
      }),
    );
  }

  private rowsOf(id: TableId): readonly TableRow[] {
    return this.tables.filter((table) => table.id === id).flatMap((table) => table.rows);
  }

  private functionalCodes(): readonly string[] {
    const coded = codedTables.flatMap((id) => this.rowsOf(id)).flatMap((row) => row.code ?? []);
    const classes = (['income-expenditure-summary', 'fiscal-summary'] as const)
      .flatMap((id) => this.rowsOf(id))
      .filter(
        (row) => row.key.startsWith('class:') && row.cells.some((cell) => cell.text !== null && cell.text !== '—'),
      )
      .map((row) => row.key.slice('class:'.length));
    const all = [...coded, ...classes];
    return all.length === 0 ? ['0'] : all;
  }

  private under(code: string): readonly string[] {
    return this.codes.filter((one) => one.startsWith(code));
  }

  private expenditure(codes: readonly string[], of: readonly Fund[], only?: readonly string[]): Form {
    const leaves: string[] = [];
    for (const code of codes) {
      for (const fund of of) {
        const own: readonly string[] = fund === 'other' ? [...kinds, ...ownKinds] : kinds;
        for (const kind of own)
          if (only === undefined || only.includes(kind)) leaves.push(`expenditure:${code}:${fund}:${kind}`);
      }
    }
    return formOf(leaves);
  }

  private income(codes: readonly string[], of: readonly string[]): Form {
    return formOf(codes.flatMap((code) => of.map((source) => `income:${code}:${source}`)));
  }

  /** Opening balances; the fund tables print theirs by code. */
  private opening(of: readonly Fund[], code = ''): Form {
    const leaves: string[] = [];
    for (const fund of of) {
      const detailed = this.tables.some((table) => table.id === fund && table.columnKeys.includes('opening'));
      const codes = detailed ? this.balanceCodes(fund as FiscalFund) : [];
      if (codes.length === 0) leaves.push(`opening:${fund}`);
      else leaves.push(...codes.filter((one) => one.startsWith(code)).map((one) => `opening:${fund}:${one}`));
    }
    return formOf(leaves);
  }

  private balanceCodes(fund: FiscalFund): readonly string[] {
    const printed = this.rowsOf(fund as TableId).flatMap((row) => row.code ?? []);
    return this.codes.filter((code) => printed.some((one) => code.startsWith(one)));
  }

  private closing(of: readonly Fund[], code = ''): Form {
    const codes = this.under(code);
    const own = of.includes('other') && code === '';
    return combine(
      [1, this.opening(of, code)],
      [1, this.income(codes, [...of.filter((fund) => fund !== 'other'), ...(own ? ownSources : [])])],
      [1, formOf(own ? ['use-of-balance'] : [])],
      [-1, this.expenditure(codes, of)],
      [-1, formOf(own ? ['allocation'] : [])],
    );
  }

  private addCell(table: PublishedTable, row: TableRow, column: string, index: number): void {
    const cell = row.cells[index];
    if (cell === undefined) return;
    const form = this.form(table, row.key, row.side ?? null, column);
    const label = [table.title, `${row.code ?? ''}${row.name}`, table.columns[index] ?? column].join('／');
    const figure =
      cell.text === null || cell.text === '—'
        ? null
        : parseFigure(cell.text, counted(table, row.key) ? '辆' : table.unitRead);
    if (form === null) {
      if (cell.text !== null && (figure === null || figure.value !== 0n))
        this.outside.push({ label, printed: cell.text });
      return;
    }
    if (cell.text !== null && cell.text !== '—' && figure === null) {
      this.outside.push({ label, printed: cell.text });
      return;
    }
    // Income lines of the fiscal summary have one amount; their other columns belong to expenditure.
    if (table.id === 'fiscal-summary' && row.side === 'income' && column !== 'total' && cell.text === null) return;
    const place = {
      row: row.key,
      side: row.side ?? null,
      column,
      label,
      printed: cell.text,
      absent: false,
      line: cell.line,
    };
    this.push(table, place, form, figure);
  }

  private push(table: PublishedTable, place: CellPlace, form: Form, figure: Figure | null): void {
    const isCount = counted(table, place.row);
    const inFen = figure?.dimension === 'yuan' ? 100n : 1n;
    const value = figure === null ? 0 : fen(Number((figure.value * inFen) / one));
    const step = figure === null ? (table.unitRead === '万元' && !isCount ? 10_000 : 1) : stepOf(figure);
    this.cells.push({ table: table.id, ...place, value, step, counted: isCount, form, ...interval(value, step) });
  }

  /** Rows that a coded table leaves out though its neighbours have them, and standard 款 that the detail leaves out: zero. */
  private addAbsentRows(table: PublishedTable): void {
    const detail = table.id === 'basic-expenditure-detail';
    if (!detail && !codedTables.includes(table.id)) return;
    const printed = table.rows.flatMap((row) => row.code ?? []);
    const codes = new Set(printed);
    for (const code of detail ? this.economic : this.codes) {
      if (codes.has(code)) continue;
      const above = printed.filter((one) => code.startsWith(one)).reduce((a, b) => (b.length > a.length ? b : a), '');
      // A table that stops at 款 says nothing of its 项.
      if (above !== '' && !printed.some((one) => one !== above && one.startsWith(above))) continue;
      table.columnKeys.forEach((column, index) => {
        const form = this.form(table, code, null, column);
        if (form === null) return;
        const name = (detail ? economicName(code) : functionalName(code)) ?? '';
        const label = [table.title, `${code}${name}（表中无此行）`, table.columns[index] ?? column].join('／');
        const place = {
          row: code,
          side: null,
          column,
          label,
          printed: null,
          absent: true,
          line: table.rows[0]?.line ?? 1,
        };
        this.push(table, place, form, null);
      });
    }
  }

  /** The sum that a cell prints; null where it is none of the accounts'. */
  private form(table: PublishedTable, row: string, side: 'income' | 'expenditure' | null, column: string): Form | null {
    switch (table.id) {
      case 'income-expenditure-summary':
        return this.summaryForm(row, side, funds, column === 'total');
      case 'fiscal-summary': {
        const of = column === 'total' ? fiscalFunds : fiscalFunds.filter((fund) => fund === column);
        return this.summaryForm(row, side, of, of.length > 0);
      }
      case 'income':
        return this.incomeForm(row, column);
      case 'expenditure':
        return this.expenditureForm(row, column, funds);
      case 'general-public-expenditure':
        return this.expenditureForm(row, column, ['general']);
      case 'government-fund':
      case 'state-capital':
        return this.fundForm(table.id, row, column);
      case 'basic-expenditure-detail':
        return this.economicForm(row, column);
      case 'three-public': {
        const parts = threePublicTotals[column] ?? [column];
        return formOf(parts.map((part) => `three-public:${row}:${part}`));
      }
      case 'disclosure-statistics': {
        const parts = table.rows.filter((other) => other.key.startsWith(`${row}-`)).map((other) => other.key);
        return formOf((parts.length === 0 ? [row] : parts).map((part) => `statistics:${part}`));
      }
      case 'other':
        return null;
    }
  }

  private summaryForm(
    row: string,
    side: 'income' | 'expenditure' | null,
    of: readonly Fund[],
    known: boolean,
  ): Form | null {
    if (!known) return null;
    const own = of.includes('other');
    const everySource = [...of.filter((fund) => fund !== 'other'), ...(own ? ownSources : [])];
    if (row.startsWith('class:')) return this.expenditure(this.under(row.slice('class:'.length)), of);
    if (row.startsWith('opening:')) return this.opening(of.filter((fund) => fund === row.slice('opening:'.length)));
    if (row === 'fiscal') return this.income(this.codes, fiscalFunds);
    if (sources.includes(row))
      return this.income(
        this.codes,
        everySource.filter((source) => source === row),
      );
    const use = formOf(own ? ['use-of-balance'] : []);
    const allocation = formOf(own ? ['allocation'] : []);
    switch (row) {
      case 'year-total':
        return side === 'income' ? this.income(this.codes, everySource) : this.expenditure(this.codes, of);
      case 'use-of-balance':
        return use;
      case 'allocation':
        return allocation;
      case 'opening':
        return this.opening(of);
      case 'closing':
        return this.closing(of);
      case 'total': {
        const coming = combine([1, this.income(this.codes, everySource)], [1, use], [1, this.opening(of)]);
        return side === 'income'
          ? coming
          : combine([1, this.expenditure(this.codes, of)], [1, allocation], [1, this.closing(of)]);
      }
      default:
        return null;
    }
  }

  private codesOf(row: string): readonly string[] | null {
    if (row === 'total') return this.codes;
    return /^\d+$/.test(row) ? this.under(row) : null;
  }

  private incomeForm(row: string, column: string): Form | null {
    const codes = this.codesOf(row);
    const of =
      column === 'total' ? sources : column === 'fiscal' ? fiscalFunds : sources.filter((source) => source === column);
    return codes === null || of.length === 0 ? null : this.income(codes, of);
  }

  private expenditureForm(row: string, column: string, of: readonly Fund[]): Form | null {
    const codes = this.codesOf(row);
    if (codes === null) return null;
    if (column === 'total') return this.expenditure(codes, of);
    return [...kinds, ...ownKinds].some((kind) => kind === column) ? this.expenditure(codes, of, [column]) : null;
  }

  private fundForm(fund: FiscalFund, row: string, column: string): Form | null {
    const codes = this.codesOf(row);
    const code = row === 'total' ? '' : row;
    if (codes === null) return null;
    if (column === 'opening') return this.opening([fund], code);
    if (column === 'closing') return this.closing([fund], code);
    if (column === 'income') return this.income(codes, [fund]);
    return this.expenditureForm(row, column, [fund]);
  }

  private economicForm(row: string, column: string): Form | null {
    const personnel = (code: string): boolean => personnelClasses.includes(code.slice(0, 3));
    const of =
      column === 'personnel'
        ? this.economic.filter(personnel)
        : column === 'running'
          ? this.economic.filter((code) => !personnel(code))
          : column === 'total'
            ? this.economic
            : null;
    if (of === null) return null;
    const chosen =
      row === 'total'
        ? of
        : row === 'personnel'
          ? of.filter(personnel)
          : row === 'running'
            ? of.filter((code) => !personnel(code))
            : /^\d+$/.test(row)
              ? of.filter((code) => code.startsWith(row))
              : null;
    return chosen === null ? null : formOf(chosen.map((code) => `economic:${code}`));
  }
}

/** Amounts in 万元 stand for two decimals however few are printed; those in 元 and counts are exact. */
function stepOf({ unit, unitFactor, dimension, decimals }: Figure): Fen {
  if (unit === '元' || dimension !== 'yuan') return 1;
  const places = unit === '万元' ? Math.max(2, decimals) : decimals;
  return Math.max(1, Number((unitFactor * 100n) / one) / 10 ** places);
}

/** Vehicles and equipment are counted. */
function counted(table: PublishedTable, row: string): boolean {
  return table.id === 'disclosure-statistics' && !/^(?:procurement|running)/.test(row);
}

/** What a printed amount can stand for: a half is rounded away from zero; a zero is none. */
function interval(value: Fen, step: Fen): { readonly low: Fen; readonly high: Fen } {
  if (value === 0 || step === 1) return { low: value, high: value };
  const half = Math.floor(step / 2);
  return value > 0 ? { low: value - half, high: value + half - 1 } : { low: value - half + 1, high: value + half };
}
