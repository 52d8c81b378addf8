/**
 * Amounts by row and amounts by column that add up to the same: how much stands where the two meet, so that both add up. Pairs
 * that belong together come first, what is left is laid down in order:
 *
 *     rows 2080505 50.90, 2101501 430.00   columns 30108 63.65, 30101 417.25   30108 prefers 2080505
 *     → 2080505×30108 50.90, 2101501×30108 12.75, 2101501×30101 417.25
 */
import { addFen, type Fen, fen, subtractFen, sumFen } from '@mingzhang/kernel';

export interface Meeting {
  readonly row: string;
  readonly column: string;
  readonly amount: Fen;
}

/** Prefixes of the rows that a column prefers, best first. Amounts are not negative. */
export function spread(
  rows: ReadonlyMap<string, Fen>,
  columns: ReadonlyMap<string, Fen>,
  preferred: (column: string) => readonly string[],
): readonly Meeting[] {
  if (sumFen(rows.values()) !== sumFen(columns.values())) throw new Error('rows and columns add up to different sums');
  if ([...rows.values(), ...columns.values()].some((amount) => amount < 0)) throw new Error('an amount below zero');
  const left = new Map(rows);
  const open = new Map(columns);
  const meetings = new Map<string, Meeting>();
  const lay = (row: string, column: string): void => {
    const amount = fen(Math.min(left.get(row) ?? 0, open.get(column) ?? 0));
    if (amount === 0) return;
    left.set(row, subtractFen(left.get(row) ?? 0, amount));
    open.set(column, subtractFen(open.get(column) ?? 0, amount));
    const key = `${row} ${column}`;
    meetings.set(key, { row, column, amount: addFen(meetings.get(key)?.amount ?? 0, amount) });
  };
  for (const column of columns.keys()) {
    for (const prefix of preferred(column)) {
      for (const row of rows.keys()) if (row.startsWith(prefix)) lay(row, column);
    }
  }
  for (const column of columns.keys()) for (const row of rows.keys()) lay(row, column);
  return [...meetings.values()];
}
