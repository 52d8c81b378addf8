/**
 * Which line of a statement is which entry of the books, and what is left over at the end of a month. Plain functions.
 *
 *     the same amount, its number in the entry's text, thirty days apart at most       matched
 *     the same amount, five days apart at most, and no other on either side            matched
 *
 * 余额调节表: books + what only the statement has = statement + what only the books have.
 */
import { type DateText, type Fen, sumFen } from '@mingzhang/kernel';

export interface StatementItem {
  readonly id: string;
  readonly date: DateText;
  readonly amount: Fen;
  readonly reference: string;
  readonly text: string;
}

/** What an entry of the books does to the account. */
export interface BookItem {
  readonly id: string;
  readonly date: DateText;
  readonly amount: Fen;
  readonly text: string;
}

export interface Pair {
  readonly line: string;
  readonly entry: string;
}

/** Days apart, where the number says so and where only the amount does. */
const window = { byReference: 30, byAmount: 5 } as const;

export function daysBetween(first: DateText, last: DateText): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000);
}

export function pairsOf(lines: readonly StatementItem[], entries: readonly BookItem[]): readonly Pair[] {
  const pairs: Pair[] = [];
  const usedLines = new Set<string>();
  const usedEntries = new Set<string>();
  const near = (line: StatementItem, entry: BookItem, days: number): boolean =>
    line.amount === entry.amount && Math.abs(daysBetween(line.date, entry.date)) <= days;
  const pair = (line: string, entry: string): void => {
    pairs.push({ line, entry });
    usedLines.add(line);
    usedEntries.add(entry);
  };
  for (const line of lines) {
    // A number of one or two digits stands in any text.
    if (line.reference.length < 4) continue;
    const own = entries.filter(
      (entry) =>
        !usedEntries.has(entry.id) && entry.text.includes(line.reference) && near(line, entry, window.byReference),
    );
    const [only, ...others] = own;
    if (only !== undefined && others.length === 0) pair(line.id, only.id);
  }
  const openLines = lines.filter(({ id }) => !usedLines.has(id));
  const openEntries = entries.filter(({ id }) => !usedEntries.has(id));
  for (const line of openLines) {
    const own = openEntries.filter((entry) => near(line, entry, window.byAmount));
    const [only, ...others] = own;
    if (only === undefined || others.length > 0) continue;
    if (openLines.filter((other) => near(other, only, window.byAmount)).length === 1) pair(line.id, only.id);
  }
  return pairs;
}

export interface Reconciliation {
  readonly books: Fen;
  /** Null where no statement reaches into the month. */
  readonly statement: Fen | null;
  /** 银行已收单位未收, 银行已付单位未付, 单位已收银行未收, 单位已付银行未付: amounts above zero. */
  readonly statementIn: Fen;
  readonly statementOut: Fen;
  readonly booksIn: Fen;
  readonly booksOut: Fen;
  readonly adjustedBooks: Fen;
  readonly adjustedStatement: Fen | null;
  /** Nothing where the two agree. */
  readonly difference: Fen | null;
}

export function reconciliationOf(
  books: Fen,
  statement: Fen | null,
  lines: readonly Pick<StatementItem, 'amount'>[],
  entries: readonly Pick<BookItem, 'amount'>[],
): Reconciliation {
  const into = (items: readonly { readonly amount: Fen }[]): Fen =>
    sumFen(items.map(({ amount }) => Math.max(amount, 0)));
  const out = (items: readonly { readonly amount: Fen }[]): Fen =>
    sumFen(items.map(({ amount }) => Math.max(-amount, 0)));
  const [statementIn, statementOut, booksIn, booksOut] = [into(lines), out(lines), into(entries), out(entries)];
  const adjustedBooks = books + statementIn - statementOut;
  const adjustedStatement = statement === null ? null : statement + booksIn - booksOut;
  return {
    books,
    statement,
    statementIn,
    statementOut,
    booksIn,
    booksOut,
    adjustedBooks,
    adjustedStatement,
    difference: adjustedStatement === null ? null : adjustedBooks - adjustedStatement,
  };
}
