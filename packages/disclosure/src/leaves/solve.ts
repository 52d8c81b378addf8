/**
 * The leaves behind published tables: integer fen such that every printed cell is its sum rounded once, all tables together.
 * Where the cells cannot all be true, the fewest are given up, each with the cells it contradicts.
 *
 *     302 商品和服务支出 6.27, its 款 together 6.21, no row 30299  →  30299 given up as zero: 0.06 万元 stand there
 */
import { type Fen, formatExact, formatYuan, one, roundFraction } from '@mingzhang/kernel';
import {
  type PublishedAccounts,
  type PublishedCell,
  type PublishedTable,
  publishedAccounts,
  type TableRelation,
} from './cells.ts';
import { type Form, type Outcome, solveSystem } from './system.ts';

export interface Leaf {
  /** 'expenditure:2101501:general:basic', 'income:2101501:general', 'opening:general', 'economic:30101' … */
  readonly id: string;
  /** Vehicles and sets of equipment are counted, not paid. */
  readonly fen: Fen;
}

/** A cell that the others do not allow to be true. */
export interface DroppedCell {
  readonly cell: PublishedCell;
  /** What the leaves found make of it, as it would be printed. */
  readonly expected: string;
  /** Cells and relations that cannot hold together with it. */
  readonly against: readonly (PublishedCell | TableRelation)[];
  /** A sentence for the reader. */
  readonly reason: string;
}

export interface LeavesSolution {
  /** Other than zero, in the order of their ids. */
  readonly leaves: readonly Leaf[];
  /** Closing balance of each fund. */
  readonly closing: Readonly<Record<string, Fen>>;
  readonly dropped: readonly DroppedCell[];
  /** No smaller set of cells would do. */
  readonly smallest: boolean;
  /** Cells that the leaves answer for, dropped ones among them. */
  readonly cells: number;
  /** Filled cells that are no sum of leaves: they are not answered for. */
  readonly outside: PublishedAccounts['outside'];
}

/** A cell as the leaves make it, beside what is printed. */
export interface VerifiedCell {
  readonly cell: PublishedCell;
  readonly computed: Fen;
  readonly agrees: boolean;
}

type Line = PublishedCell | TableRelation;

/** How many times a set of cells is tried in order to prove that none smaller would do. */
const patience = 400;

/** Solves the tables of one part of a disclosure. */
export function solveLeaves(tables: readonly PublishedTable[]): LeavesSolution {
  const accounts = publishedAccounts(tables);
  const search = new Search(accounts);
  const { dropped, smallest, leaves } = search.run();
  return {
    leaves: [...leaves]
      .filter(([, value]) => value !== 0)
      .map(([id, fen]) => ({ id, fen }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    closing: Object.fromEntries([...accounts.closing].map(([fund, form]) => [fund, evaluate(form, leaves)])),
    dropped: dropped.map(({ cell, against }) => {
      const expected = printed(evaluate(cell.form, leaves), cell);
      return { cell, expected, against, reason: reasonOf(cell, expected, against) };
    }),
    smallest,
    cells: accounts.cells.length,
    outside: accounts.outside,
  };
}

/** Computes every cell of the tables anew from the leaves alone. */
export function verifyLeaves(tables: readonly PublishedTable[], leaves: readonly Leaf[]): readonly VerifiedCell[] {
  const values = new Map(leaves.map(({ id, fen }) => [id, fen]));
  return publishedAccounts(tables).cells.map((cell) => {
    const computed = evaluate(cell.form, values);
    const agrees = cell.value === 0 ? computed === 0 : rounded(computed, cell.step) === cell.value;
    return { cell, computed, agrees };
  });
}

function evaluate(form: Form, leaves: ReadonlyMap<string, Fen>): Fen {
  let total = 0;
  for (const [leaf, coefficient] of form) total += coefficient * (leaves.get(leaf) ?? 0);
  return total;
}

function rounded(value: Fen, step: Fen): Fen {
  return Number(roundFraction(BigInt(value), BigInt(step))) * step;
}

/** 620_400 fen for a cell in 万元 → '0.62万元'; exact amounts in yuan. */
function printed(value: Fen, { counted, step }: PublishedCell): string {
  if (counted) return String(value);
  if (step === 1) return `${formatYuan(value)}元`;
  return `${formatExact((BigInt(rounded(value, step)) * one) / 1_000_000n, 2)}万元`;
}

function named(line: Line): string {
  if (!('table' in line)) return line.label;
  return line.absent ? line.label : `${line.label} ${line.printed ?? '空'}`;
}

function reasonOf(cell: PublishedCell, expected: string, against: readonly Line[]): string {
  const filled = against.filter((line) => !('table' in line) || line.value !== 0);
  const others = (filled.length > 0 ? filled : against).slice(0, 12);
  const rest = against.length > others.length ? `等${against.length}项` : '';
  return `${named(cell)}，与${others.map(named).join('；')}${rest}不能同时成立；其余各格都成立时应为${expected}`;
}

class Search {
  private readonly accounts: PublishedAccounts;

  constructor(accounts: PublishedAccounts) {
    this.accounts = accounts;
  }

  run(): {
    dropped: readonly { cell: PublishedCell; against: readonly Line[] }[];
    smallest: boolean;
    leaves: ReadonlyMap<string, Fen>;
  } {
    const least = this.contradictions(new Set());
    const chosen = this.greedy(least);
    let best: readonly PublishedCell[] = chosen;
    let smallest = best.length === least;
    const tries = { left: patience };
    for (let size = least; size < best.length; size += 1) {
      const found = this.within(new Set(), size, tries);
      if (found !== null) {
        best = found;
        smallest = true;
        break;
      }
      if (tries.left <= 0) break;
      smallest = size + 1 === best.length;
    }
    // Of the leaves that print the same cells, those by which no item spent what it did not have, where there are such.
    const tidy = this.solve(new Set(best), this.accounts.preferences);
    const outcome = tidy.possible ? tidy : this.solve(new Set(best));
    if (!outcome.possible) throw new Error('the cells kept contradict one another');
    const dropped = best.map((cell) => ({ cell, against: this.against(cell, best) }));
    return { dropped, smallest, leaves: outcome.leaves };
  }

  private solve(without: ReadonlySet<PublishedCell>, more: readonly TableRelation[] = []): Outcome<Line> {
    const { cells, relations, signed } = this.accounts;
    return solveSystem<Line>([...cells.filter((cell) => !without.has(cell)), ...relations, ...more], signed);
  }

  /** Contradictions that share no cell: at least so many cells must go. */
  private contradictions(without: ReadonlySet<PublishedCell>): number {
    const gone = new Set(without);
    for (let count = 0; ; count += 1) {
      const outcome = this.solve(gone);
      if (outcome.possible) return count;
      const cells = cellsOf(outcome.core);
      if (cells.length === 0) throw new Error('the relations of the accounts contradict one another');
      for (const cell of cells) gone.add(cell);
    }
  }

  /** Gives up one cell of each contradiction, the one that leaves the fewest behind. */
  private greedy(least: number): readonly PublishedCell[] {
    const chosen: PublishedCell[] = [];
    let left = least;
    for (;;) {
      const outcome = this.solve(new Set(chosen));
      if (outcome.possible) return chosen;
      let best: { cell: PublishedCell; left: number } | null = null;
      for (const cell of preferred(cellsOf(outcome.core))) {
        const remaining = this.contradictions(new Set([...chosen, cell]));
        if (best === null || remaining < best.left) best = { cell, left: remaining };
        if (remaining < left) break;
      }
      if (best === null) throw new Error('a contradiction without cells');
      chosen.push(best.cell);
      left = best.left;
    }
  }

  /** Exactly `size` more cells that resolve everything, or null. */
  private within(
    gone: ReadonlySet<PublishedCell>,
    size: number,
    tries: { left: number },
  ): readonly PublishedCell[] | null {
    tries.left -= 1;
    const outcome = this.solve(gone);
    if (outcome.possible) return [...gone];
    if (size === 0 || tries.left <= 0) return null;
    for (const cell of preferred(cellsOf(outcome.core))) {
      const found = this.within(new Set([...gone, cell]), size - 1, tries);
      if (found !== null) return found;
    }
    return null;
  }

  /** What contradicts one cell of those given up, the others being gone: in its own table where that is enough. */
  private against(cell: PublishedCell, dropped: readonly PublishedCell[]): readonly Line[] {
    const kept = this.accounts.cells.filter((other) => other === cell || !dropped.includes(other));
    for (const cells of [kept.filter((other) => other.table === cell.table), kept]) {
      const outcome = solveSystem<Line>([...cells, ...this.accounts.relations], this.accounts.signed);
      if (!outcome.possible) return outcome.core.filter((line) => line !== cell);
    }
    return [];
  }
}

function cellsOf(core: readonly Line[]): readonly PublishedCell[] {
  return core.filter((line): line is PublishedCell => 'table' in line);
}

/** Rather a row that is not printed; the whole rather than its parts; a blank rather than a zero, a zero rather than a figure. */
function preferred(cells: readonly PublishedCell[]): readonly PublishedCell[] {
  const rank = (cell: PublishedCell): number =>
    cell.absent ? 0 : cell.form.size > 1 ? 1 : cell.printed === null ? 2 : cell.value === 0 ? 3 : 4;
  return [...cells].sort(
    (a, b) => rank(a) - rank(b) || b.form.size - a.form.size || (a.row < b.row ? 1 : a.row > b.row ? -1 : 0),
  );
}
