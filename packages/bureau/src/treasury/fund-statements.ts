/**
 * 资产负债表 and 收支表 of every fund, 个人账户 by itself: figures over the ledger's balances, before year-end closing. Which account
 * stands in which row is data; what stands on no row is told, so that a statement never leaves anything out.
 */
import { type Fen, type Month, yearOf } from '@mingzhang/kernel';
import { closingOf, type FundPart } from '@mingzhang/ledger';
import file from './data/fund-statements.json' with { type: 'json' };
import { classOf, type YearBooks, yearBooks } from './fund-year.ts';
import { type Db } from './hand.ts';

interface RowForm {
  readonly key: string;
  readonly name: string;
  readonly side?: string;
  readonly accounts?: readonly string[];
  readonly sum?: readonly string[];
}

export interface StatementRow {
  readonly key: string;
  readonly name: string;
  /** It adds up others. */
  readonly total: boolean;
  /** 资产负债表: 年初数 and 期末数; 收支表: 本月数 and 本年累计数. */
  readonly first: Fen;
  readonly second: Fen;
}

export interface FundStatements {
  readonly fund: FundPart;
  readonly set: string;
  readonly through: Month;
  readonly balance: readonly StatementRow[];
  readonly flow: readonly StatementRow[];
  /** Σ assets = Σ liabilities + fund balance. */
  readonly balanced: boolean;
  /** Keys of accounts that move and stand on no row; none where the form is whole. */
  readonly missing: readonly string[];
}

const forms = file as { readonly balance: readonly RowForm[]; readonly flow: readonly RowForm[] };

/** The statements of a department's funds at the end of a month; a fund whose books do not reach it has none. */
export async function fundStatements(db: Db, department: string, month: Month): Promise<readonly FundStatements[]> {
  const funds: readonly FundPart[] = ['resident', 'employee-pooled', 'employee-personal', 'assistance'];
  const year = yearOf(month);
  const before = `${year}-01` === month ? [] : await yearBooks(db, department, funds, year, previous(month));
  const statements: FundStatements[] = [];
  for (const one of await yearBooks(db, department, funds, year, month)) {
    if (one.through !== month) continue;
    const earlier = before.find(({ set }) => set.id === one.set.id);
    for (const fund of one.set.funds) statements.push(statementsOf(fund, one, earlier ?? null));
  }
  return statements;
}

function previous(month: Month): Month {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return `${year}-${String(number - 1).padStart(2, '0')}`;
}

export function statementsOf(
  fund: FundPart,
  { set, through, rows }: YearBooks,
  earlier: YearBooks | null,
): FundStatements {
  const own = rows.filter((row) => row.fund === fund);
  const until = earlier?.rows.filter((row) => row.fund === fund) ?? [];
  /** On the normal side of the row's class. */
  const signOf = (account: string): 1 | -1 => (['asset', 'expense'].includes(classOf(set, account)) ? 1 : -1);
  const turned = (list: typeof own, account: string): Fen =>
    list
      .filter((row) => row.account === account)
      .reduce((sum, { debit, credit }) => sum + signOf(account) * (debit - credit), 0);
  const opening = (account: string): Fen =>
    own.filter((row) => row.account === account).reduce((sum, row) => sum + signOf(account) * row.opening, 0);
  const closing = (account: string): Fen =>
    own
      .filter((row) => row.account === account)
      .reduce((sum, row) => sum + signOf(account) * closingOf({ ...row, dimensions: {} }), 0);
  // Before closing the year's result is not in the fund balance yet.
  const result = own
    .filter(({ account }) => ['income', 'expense'].includes(classOf(set, account)))
    .reduce((sum, { debit, credit }) => sum + credit - debit, 0);
  const built = (
    form: readonly RowForm[],
    first: (account: string) => Fen,
    second: (account: string) => Fen,
    extra: Fen,
  ) => {
    const made: StatementRow[] = [];
    for (const { key, name, accounts = [], sum } of form) {
      if (sum !== undefined) {
        const parts = sum.map((part) => ({
          row: made.find((row) => row.key === part.replace('-', '')),
          sign: part.startsWith('-') ? -1 : 1,
        }));
        made.push({
          key,
          name,
          total: true,
          first: parts.reduce((total, { row, sign }) => total + sign * (row?.first ?? 0), 0),
          second: parts.reduce((total, { row, sign }) => total + sign * (row?.second ?? 0), 0),
        });
        continue;
      }
      const added = accounts.includes('fund-balance-general') ? extra : 0;
      made.push({
        key,
        name,
        total: false,
        first: accounts.reduce((total, account) => total + first(account), 0),
        second: accounts.reduce((total, account) => total + second(account), 0) + added,
      });
    }
    return made;
  };
  const balance = built(forms.balance, opening, closing, result);
  const flow = built(
    forms.flow,
    (account) => turned(own, account) - turned(until, account),
    (account) => turned(own, account),
    0,
  );
  const named = [...forms.balance, ...forms.flow].flatMap(({ accounts = [] }) => accounts);
  const of = (key: string): Fen => balance.find((row) => row.key === key)?.second ?? 0;
  return {
    fund,
    set: set.id,
    through,
    balance,
    flow,
    balanced: of('assets') === of('liabilitiesAndBalance'),
    missing: [...new Set(own.map(({ account }) => account).filter((account) => !named.includes(account)))],
  };
}
