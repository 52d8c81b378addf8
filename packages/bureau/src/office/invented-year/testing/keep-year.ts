/** A year of books in memory: what a plan comes to is drawn up by rule, posted as the ledger decides, and read back. */
import { type Selector, type StatementCell, type StatementFacts, type StatementTable } from '@mingzhang/disclosure';
import { addFen, type Fen } from '@mingzhang/kernel';
import {
  type AccountSet,
  type BooksView,
  balancesThrough,
  decideAccountSet,
  emptySnapshot,
  type Snapshot,
  yearEndStepCount,
  yearEndVouchers,
} from '@mingzhang/ledger';
import { type Books, mustPost, openBooks } from '@mingzhang/ledger/testing';
import {
  isBehind,
  type LedgerFact,
  ledgerFact,
  signOfDebit,
  statementFacts,
  type UnitBooks,
} from '../../statements/index.ts';
import { inventedYear, openingVoucher, seededChance, type YearPlan } from '../index.ts';

export interface KeptYear {
  readonly books: Books;
  readonly units: readonly UnitBooks[];
  /** How many vouchers each unit's year took. */
  readonly vouchers: number;
  readonly view: BooksView;
}

function setsOf({ unit, nature, year }: YearPlan): readonly AccountSet[] {
  return (['financial', 'budgetary'] as const).map((book) => {
    const decision = decideAccountSet({
      id: `${unit}-${book}`,
      unit,
      unitKind: nature === 'institution' ? 'institution' : 'administrative',
      book,
      firstMonth: `${year}-01`,
    });
    if ('refusal' in decision) throw new Error(decision.refusal.message);
    return decision.set;
  });
}

/** Keeps the books of the plans' units through December, before closing; goes on in the books of the year before where given. */
export function keepYear(plans: readonly YearPlan[], seed: number, before?: KeptYear): KeptYear {
  const chance = seededChance(seed);
  const year = plans[0]?.year ?? 0;
  const sets = before?.view.sets ?? plans.flatMap(setsOf);
  const setsByUnit = plans.map(({ unit }) => sets.filter((set) => set.unit === unit));
  const books = before?.books ?? openBooks(sets, `${year}-12`);
  books.periods = books.periods.map((state) => ({ ...state, openedThrough: `${year}-12` }));
  let vouchers = 0;
  plans.forEach((plan, index) => {
    const own = setsByUnit[index] ?? [];
    const ids = { voucher: books.next(), entries: own.map(() => books.next()) };
    // Later years begin with what the year before was closed with.
    const opening = before === undefined ? openingVoucher(plan, own, `${year}-01-01`, ids) : null;
    if (opening !== null) mustPost(books, opening);
    for (const { event } of inventedYear(plan, chance)) {
      books.postEvent(event, own);
      vouchers += 1;
    }
  });
  const through = `${year}-12`;
  return {
    books,
    vouchers,
    view: { sets, starts: sets.map(emptySnapshot), entries: books.entries, through },
    units: plans.map((plan, index) => {
      const set = setsByUnit[index]?.find(({ book }) => book === 'budgetary');
      if (set === undefined) throw new Error('no budgetary set');
      return { unit: plan.unit, name: plan.unit, nature: plan.nature, set, rows: balancesOf(books, set, through).rows };
    }),
  };
}

export function balancesOf(books: Books, set: AccountSet, through: string): Snapshot {
  return balancesThrough(
    emptySnapshot(set),
    books.entries.filter((entry) => entry.set === set.id),
    through,
  );
}

/** Posts the year-end vouchers of every set. */
export function closeYear({ books, view }: KeptYear): void {
  for (const set of view.sets) {
    const ids = Array.from({ length: yearEndStepCount(set) }, () => ({ voucher: books.next(), entry: books.next() }));
    for (const voucher of yearEndVouchers(set, balancesOf(books, set, view.through), ids)) mustPost(books, voucher);
  }
}

/** The facts of the department's statements, read from the books; the registers say the rest. */
export function factsFromBooks({ units }: KeptYear, registers: StatementFacts): StatementFacts {
  const { year, department, costBudget, statistics, functionNames = {} } = registers;
  const outcome = statementFacts({ year, department, costBudget, statistics, functionNames, units });
  if ('findings' in outcome) throw new Error(outcome.findings.map(({ message }) => message).join('\n'));
  return outcome.facts;
}

/** Cells whose lines in the books do not add up to them, followed back leg by leg; what only registers know is left aside. */
export function cellsNotFollowed({ books, units }: KeptYear, tables: readonly StatementTable[]): readonly string[] {
  const departmentUnits = new Set(units.map(({ unit }) => unit));
  const lines = units.flatMap((unit) =>
    books.entries
      .filter(({ set, kind }) => set === unit.set.id && kind !== 'closing')
      .flatMap(({ legs }) => legs)
      .map(({ account, dimensions, side, amount }): readonly [LedgerFact, Fen] => {
        const fact = ledgerFact({ ...unit, departmentUnits }, account, dimensions);
        return [fact, signOfDebit(fact) * (side === 'debit' ? amount : -amount)];
      }),
  );
  const sumBehind = (selector: Selector): Fen =>
    lines.reduce((sum, [fact, amount]) => (isBehind(selector, fact) ? addFen(sum, amount) : sum), 0);
  const inBooks = ({ terms }: StatementCell): boolean =>
    terms.every(({ selector }) => selector.measure !== 'cost-budget' && selector.measure !== 'statistic');
  return tables
    .flatMap(({ amounts }) => amounts)
    .filter(inBooks)
    .flatMap((cell) => {
      const sum = cell.terms.reduce((total, { sign, selector }) => addFen(total, sign * sumBehind(selector)), 0);
      return sum === cell.amount ? [] : [`${cell.table} ${cell.row} ${cell.column} ${cell.amount} ≠ ${sum}`];
    });
}
