/**
 * A figure counted or added up from a register: its rows are read once for a query, its value is their sum, and they are the
 * evidence. Where a department keeps nothing of the kind there is no value, which is not the same as none.
 */
import { type DateText, formatExact, parseExact } from '@mingzhang/kernel';
import { type Db, listUnits } from '../books/index.ts';
import {
  type ComputedFigure,
  type Coordinates,
  type Evidence,
  type FigureQuery,
  pageOf,
  readOnce,
} from '../figures/index.ts';

/** The units of a department that keep an office. */
export async function officeUnits(db: Db, department: string): Promise<readonly string[]> {
  const units = await readOnce(db, `units ${department}`, () => listUnits(db, department));
  return units.map(({ id }) => id);
}

/** The last day of a year: the cut-off of what stands at its end. */
export function yearEnd(year: number): DateText {
  return `${year}-12-31`;
}

interface Definition {
  readonly figure: string;
  /** Null where the department keeps nothing of the kind in that year. */
  readonly rows: (db: Db, units: readonly string[], query: FigureQuery) => Promise<readonly Evidence[] | null>;
  /** Places that may hold something, beside the whole. */
  readonly places?: readonly Coordinates[];
  /** Decimals of the figure's unit. */
  readonly decimals?: number;
}

export function registerFigure({ figure, rows, places = [], decimals = 0 }: Definition): ComputedFigure {
  const read = async (db: Db, query: FigureQuery): Promise<readonly Evidence[] | null> =>
    rows(db, await officeUnits(db, query.department), query);
  return {
    figure,
    async value(db, query) {
      const found = await read(db, query);
      if (found === null) return null;
      const sum = found.reduce((total, { amount }) => total + (parseExact(amount) ?? 0n), 0n);
      return formatExact(sum, decimals);
    },
    async evidence(db, query, page) {
      return pageOf((await read(db, query)) ?? [], page);
    },
    async coordinates(db, query) {
      const held: Coordinates[] = [];
      for (const at of places) {
        if (((await read(db, { ...query, at })) ?? []).length > 0) held.push(at);
      }
      return held;
    },
  };
}

/** Rows of every unit in one list; null where none of them keeps any. */
export async function ofUnits(
  units: readonly string[],
  read: (unit: string) => Promise<readonly Evidence[] | null>,
): Promise<readonly Evidence[] | null> {
  const all = await Promise.all(units.map(read));
  const kept = all.filter((rows) => rows !== null);
  return kept.length === 0 ? null : kept.flat();
}
