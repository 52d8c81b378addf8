/**
 * The approved tables against our statements, cell by cell. A cell is looked up under its keys, whatever layout either side prints;
 * ours is rounded as it is printed in the unit of theirs, to the fen where they state fen.
 *
 *     theirs 485.95 万元, ours 4_859_549_950 fen  →  equal         theirs blank, ours 0  →  equal
 *     theirs 485.96 万元, ours 4_859_549_950 fen  →  different, 0.01
 */
import {
  cellTerms,
  evaluateTerms,
  type StatementCell,
  type StatementFacts,
  type StatementTemplate,
  statements,
  type TableId,
} from '@mingzhang/disclosure';
import {
  type Exact,
  type Fen,
  formatExact,
  formatYuan,
  one,
  parseExact,
  roundExact,
  wanyuanOfFen,
} from '@mingzhang/kernel';
import { type ApprovedCell, type ApprovedTable, type CellKeys, isPlaced, keyOf, saysSomething } from './tables.ts';

export const cellMatchNames = {
  different: '不同',
  'only-theirs': '只有财决有',
  'only-ours': '只有我们有',
  equal: '相等',
} as const;

export type CellMatch = keyof typeof cellMatchNames;

export interface ComparedCell extends CellKeys {
  readonly match: CellMatch;
  readonly rowName: string;
  readonly columnName: string;
  /** In the table's unit, as approved; null where the approved tables have none. */
  readonly theirs: string | null;
  /** As we print it in the same unit; null where our tables do not state it. */
  readonly ours: string | null;
  /** Theirs less ours, in the table's unit. */
  readonly difference: string;
  /** Ours unrounded, in yuan, or a number; null as `ours`. */
  readonly exact: string | null;
  /** Our statements print the cell in this layout, so what stands behind it can be asked for under its keys. */
  readonly printed: boolean;
  /** Where theirs stands in the file; null where it does not. */
  readonly place: { readonly sheet: string; readonly row: number } | null;
}

export interface ComparedTable {
  readonly id: TableId;
  readonly title: string;
  readonly unit: '元' | '万元';
  /** The layout publishes it. */
  readonly published: boolean;
  /** It is among the approved tables. */
  readonly approved: boolean;
  readonly counts: Readonly<Record<CellMatch, number>>;
  readonly cells: readonly ComparedCell[];
}

export interface ApprovedComparison {
  readonly tables: readonly ComparedTable[];
  /** Of the tables that the layout publishes. */
  readonly counts: Readonly<Record<CellMatch, number>>;
  /**
   * True if every cell of every table that the layout publishes is the approved one. A table without any amount of ours need not be
   * among the approved ones. False where nothing was compared.
   */
  readonly equal: boolean;
}

/** Compares every cell that either side states. The facts must hold no code without a name (`nameless`). */
export function compareApproved(
  approved: readonly ApprovedTable[],
  facts: StatementFacts,
  template: StatementTemplate,
): ApprovedComparison {
  const ours = statements(facts, template);
  const layout = template.tables['three-public'];
  const costs = layout?.layout === 'three-public' ? layout.costs : undefined;
  const ids = [...ours.map(({ id }) => id), ...approved.map(({ id }) => id)];
  const tables = [...new Set(ids)].map((id): ComparedTable => {
    const own = ours.find((table) => table.id === id);
    const theirs = approved.find((table) => table.id === id);
    const unit = theirs?.unit ?? template.unit;
    const printed = new Map((own?.amounts ?? []).map((cell) => [keyOf(cell), cell]));
    const names = namesOf(own);
    const evaluated = (cell: ApprovedCell): Fen | null => {
      const terms = cellTerms(cell, costs);
      return terms === null ? null : evaluateTerms(facts, terms);
    };
    const worth = (theirs?.cells ?? []).filter((cell) => isPlaced(cell) || saysSomething(cell));
    const cells = worth.map((cell): ComparedCell => {
      const amount = printed.get(keyOf(cell))?.amount ?? evaluated(cell);
      return compared(cell, { theirs: cell, amount, counted: cell.counted, printed: printed.has(keyOf(cell)), unit });
    });
    const answered = new Set(cells.map(keyOf));
    // What only we state, where it is something: a layout may print rows that another does not.
    const more = [...printed.values()]
      .filter((cell) => !answered.has(keyOf(cell)) && cell.amount !== null && cell.amount !== 0)
      .map((cell): ComparedCell => {
        const named = { ...cell, ...names(cell) };
        return compared(named, { theirs: null, amount: cell.amount, counted: cell.counted, printed: true, unit });
      });
    const all = [...cells, ...more];
    return {
      id,
      title: own?.title ?? theirs?.title ?? '',
      unit,
      published: own !== undefined,
      approved: theirs !== undefined,
      counts: countsOf(all),
      cells: all,
    };
  });
  const counts = countsOf(tables.filter(({ published }) => published).flatMap(({ cells }) => cells));
  const unequal = counts.different + counts['only-theirs'] + counts['only-ours'];
  return { tables, counts, equal: unequal === 0 && counts.equal > 0 };
}

interface Sides {
  readonly theirs: ApprovedCell | null;
  readonly amount: Fen | null;
  readonly counted: boolean;
  readonly printed: boolean;
  readonly unit: '元' | '万元';
}

function compared(
  named: CellKeys & Pick<ApprovedCell, 'rowName' | 'columnName'>,
  { theirs, amount, counted, printed, unit }: Sides,
): ComparedCell {
  const { table, row, side, column, rowName, columnName } = named;
  const stated = theirs?.amount ?? null;
  const isMoney = !counted && !isCounted(named);
  const ours = amount === null ? null : inUnit(amount, isMoney ? unit : null, stated);
  const difference = (stated === null ? 0n : (parseExact(stated) ?? 0n)) - (ours ?? 0n);
  const ownPlaces = isMoney ? 2 : 0;
  return {
    table,
    row,
    side,
    column,
    rowName,
    columnName,
    match: matchOf(theirs !== null && saysSomething(theirs), ours !== null && ours !== 0n, difference),
    theirs: stated,
    ours: ours === null ? null : formatExact(ours, ownPlaces),
    difference: formatExact(difference, ownPlaces),
    exact: amount === null ? null : isMoney ? formatYuan(amount) : String(amount),
    printed,
    place: theirs === null ? null : { sheet: theirs.sheet, row: theirs.sheetRow },
  };
}

function matchOf(theySay: boolean, weSay: boolean, difference: Exact): CellMatch {
  if (difference === 0n) return 'equal';
  if (theySay && weSay) return 'different';
  return theySay ? 'only-theirs' : 'only-ours';
}

/** Vehicles and sets of equipment, also where theirs is blank and so does not show that it counts. */
function isCounted({ table, row }: CellKeys): boolean {
  return table === 'disclosure-statistics' && (row.startsWith('vehicles') || row === 'equipment');
}

/** Ours in their unit: to two decimals as it is printed, or to as many as theirs has. */
function inUnit(amount: Fen, unit: '元' | '万元' | null, theirs: string | null): Exact {
  if (unit === null) return BigInt(amount) * one;
  const yuan = parseExact(formatYuan(amount)) ?? 0n;
  if (unit === '元') return yuan;
  const decimals = theirs?.split('.')[1]?.length ?? 0;
  return decimals <= 2 ? wanyuanOfFen(amount) : roundExact(yuan / 10_000n, decimals);
}

function countsOf(cells: readonly ComparedCell[]): Readonly<Record<CellMatch, number>> {
  const of = (match: CellMatch): number => cells.filter((cell) => cell.match === match).length;
  return {
    different: of('different'),
    'only-theirs': of('only-theirs'),
    'only-ours': of('only-ours'),
    equal: of('equal'),
  };
}

/** What our own table calls the row and the column of a cell. */
function namesOf(
  table: ReturnType<typeof statements>[number] | undefined,
): (cell: StatementCell) => { readonly rowName: string; readonly columnName: string } {
  return ({ row, side, column }) => {
    const found = table?.rows.find((one) => one.key === row && (one.side ?? null) === side);
    const index = table?.columnKeys.indexOf(column) ?? -1;
    return {
      rowName: found === undefined ? row : found.code === undefined ? found.name : `${found.code} ${found.name}`,
      columnName: table?.columns[index] ?? column,
    };
  };
}
