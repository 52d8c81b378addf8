/** What a scheme's funds took in, spent and have left in a year, by item, from the ledger's balances before year-end closing. */
import { type Fen, type Month } from '@mingzhang/kernel';
import { type AccountSet, closingOf, type FundPart } from '@mingzhang/ledger';
import { accountSets, balancesAt, readPeriods } from '../books/index.ts';
import { type Db, fundSets } from './hand.ts';
import {
  type ExpenditureItem,
  expenditureItems,
  type FundScheme,
  type IncomeItem,
  incomeItems,
  schemes,
} from './kinds.ts';

export interface FundYear {
  readonly income: Readonly<Record<IncomeItem, Fen>>;
  readonly incomeTotal: Fen;
  readonly expenditure: Readonly<Record<ExpenditureItem, Fen>>;
  readonly expenditureTotal: Fen;
  /** 年初 and 年末滚存结余. */
  readonly opening: Fen;
  readonly closing: Fen;
  /** Books are in it through this month. */
  readonly through: Month;
}

export interface YearBooks {
  readonly set: AccountSet;
  readonly through: Month;
  readonly rows: readonly {
    readonly account: string;
    readonly fund: FundPart;
    readonly opening: Fen;
    readonly debit: Fen;
    readonly credit: Fen;
  }[];
}

/** The balances of a department's fund sets in a year, before closing, for some of the funds; none where no books of it are kept. */
export async function yearBooks(
  db: Db,
  department: string,
  funds: readonly FundPart[],
  year: number,
  through: Month = `${year}-12`,
): Promise<readonly YearBooks[]> {
  const found: YearBooks[] = [];
  for (const { id, unit, funds: kept } of await fundSets(db, department)) {
    if (!kept.some((fund) => funds.includes(fund))) continue;
    const set = (await accountSets(db, unit)).find((one) => one.id === id);
    const periods = await readPeriods(db, id);
    if (set === undefined || periods?.openedThrough == null) continue;
    if (set.firstMonth > through || periods.openedThrough < `${year}-01`) continue;
    const last = periods.openedThrough < through ? periods.openedThrough : through;
    const { rows } = await balancesAt(db, set, last, 'before-closing');
    found.push({
      set,
      through: last,
      rows: rows.flatMap(({ account, dimensions: { fund }, opening, debit, credit }) => {
        return fund === undefined || !funds.includes(fund) ? [] : [{ account, fund, opening, debit, credit }];
      }),
    });
  }
  return found;
}

const balanceClasses = ['fund-balance', 'income', 'expense'];

/** The class of an account of a set. */
export function classOf({ accounts }: AccountSet, key: string): string {
  return accounts.findLast((account) => account.key === key)?.class ?? '';
}

export async function fundYear(db: Db, department: string, scheme: FundScheme, year: number): Promise<FundYear | null> {
  const books = await yearBooks(db, department, schemes[scheme].funds, year);
  const [first] = books;
  if (first === undefined) return null;
  const all = books.flatMap(({ set, rows }) => rows.map((row) => ({ ...row, class: classOf(set, row.account) })));
  const turned = (account: string | null, sign: 1 | -1): Fen =>
    all.filter((row) => row.account === account).reduce((sum, row) => sum + sign * (row.debit - row.credit), 0);
  const ofClass = (name: string, sign: 1 | -1): Fen =>
    all.filter((row) => row.class === name).reduce((sum, row) => sum + sign * (row.debit - row.credit), 0);
  const income = Object.fromEntries(
    Object.entries(incomeItems).map(([item, { account }]) => [item, turned(account, -1)]),
  ) as Record<IncomeItem, Fen>;
  income['vaccine-subsidy'] = await vaccineSubsidy(db, department, scheme, year);
  const own = all.filter((row) => balanceClasses.includes(row.class));
  // What the books begin with is in the first month's turnover; a year after it begins with its opening.
  const began = books.some(({ set }) => set.firstMonth >= `${year}-01`) ? await beganWith(db, books) : 0;
  const opening = own.reduce((sum, row) => sum - row.opening, 0) + began;
  const closing = own.reduce((sum, row) => sum - closingOf({ ...row, dimensions: {} }), 0);
  return {
    income,
    incomeTotal: ofClass('income', -1),
    expenditure: Object.fromEntries(
      Object.entries(expenditureItems).map(([item, { account }]) => [item, turned(account, 1)]),
    ) as Record<ExpenditureItem, Fen>,
    expenditureTotal: ofClass('expense', 1),
    opening,
    closing,
    through: first.through,
  };
}

/** The fund balances that opening vouchers brought into the books. */
async function beganWith(db: Db, books: readonly YearBooks[]): Promise<Fen> {
  let sum = 0;
  for (const { set, rows } of books) {
    const funds = [...new Set(rows.map(({ fund }) => fund))];
    const legs = await db
      .selectFrom('ledger_leg')
      .select(['account', 'amount', 'dimensions'])
      .where('set_id', '=', set.id)
      .where('kind', '=', 'opening')
      .execute();
    for (const { account, amount, dimensions } of legs) {
      if (classOf(set, account) === 'fund-balance' && funds.some((fund) => dimensions.includes(`fund=${fund}`)))
        sum -= amount;
    }
  }
  return sum;
}

async function vaccineSubsidy(db: Db, department: string, scheme: FundScheme, year: number): Promise<Fen> {
  const rows = await db
    .selectFrom('fund_movement as m')
    .innerJoin('fund_subsidy as d', 'd.id', 'm.subsidy_id')
    .select('m.amount')
    .where('m.department_id', '=', department)
    .where('m.state', '=', 'booked')
    .where('d.purpose', '=', 'vaccine')
    .where('m.fund', 'in', [...schemes[scheme].funds])
    .where('m.date', '>=', `${year}-01-01`)
    .where('m.date', '<=', `${year}-12-31`)
    .execute();
  return rows.reduce((sum, { amount }) => sum + amount, 0);
}
