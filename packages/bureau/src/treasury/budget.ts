/** The yearly budget of a scheme's funds as it was approved, by item, and what came of it. Entered by one, checked by another. */

import { type DateText, type Fen, formatYuan, type Month, sumFen } from '@mingzhang/kernel';
import { bookedFundYears, lastFundMonth } from '../books/index.ts';
import { amountProblem, dayProblem, firstProblem, idProblem, textProblem, wordProblem } from './entered.ts';
import { type FundYear, fundYear } from './fund-year.ts';
import { type Db, departmentUnknown, type Entered, type Hand, idUsed, samePerson, trace, within } from './hand.ts';
import {
  type ExpenditureItem,
  expenditureItems,
  type FundScheme,
  type IncomeItem,
  incomeItems,
  isScheme,
  schemes,
} from './kinds.ts';
import { refuse, type TreasuryRefused } from './refusals.ts';

export interface BudgetLine {
  readonly side: 'income' | 'expenditure';
  readonly item: string;
  readonly amount: Fen;
}

export interface BudgetDraft {
  readonly department: string;
  readonly id: string;
  readonly year: number;
  readonly scheme: string;
  /** 批复文号. */
  readonly number: string;
  readonly approvedOn: string;
  readonly lines: readonly BudgetLine[];
}

/** Why a budget may not be entered, or null. */
export function budgetProblem(
  { id, number, scheme, approvedOn, lines }: BudgetDraft,
  today: DateText,
): TreasuryRefused | null {
  const items = lines.map(({ side, item, amount }) =>
    firstProblem(
      wordProblem('预算项目', item, side === 'income' ? incomeItems : expenditureItems),
      amount === 0 ? null : amountProblem(`“${item}”的预算`, amount),
    ),
  );
  const twice = lines.find(
    ({ side, item }, index) => lines.findIndex((one) => one.side === side && one.item === item) !== index,
  );
  return firstProblem(
    idProblem(id),
    textProblem({ 批复文号: number }),
    wordProblem('险种', scheme, schemes),
    dayProblem('批复日期', approvedOn, today),
    ...items,
    twice === undefined ? null : refuse('word-unknown', `预算项目“${twice.item}”写了两行，请合为一行。`),
    lines.length === 0 ? refuse('amount-not-positive', '预算没有金额行，没有保存。请逐项填写。') : null,
  );
}

export async function enterBudget(db: Db, draft: BudgetDraft & Hand): Promise<Entered | TreasuryRefused> {
  const problem = budgetProblem(draft, draft.today);
  if (problem !== null) return problem;
  const { department, id, year, scheme, number, approvedOn, lines, by, at } = draft;
  return within(db, async (trx): Promise<Entered | TreasuryRefused> => {
    const known = await trx.selectFrom('department').select('id').where('id', '=', department).executeTakeFirst();
    if (known === undefined) return departmentUnknown(department);
    const before = await trx.selectFrom('fund_budget').selectAll().where('id', '=', id).executeTakeFirst();
    if (before !== undefined) {
      return before.year === year && before.scheme === scheme && before.number === number
        ? { id, again: true }
        : idUsed(id);
    }
    const waiting = await trx
      .selectFrom('fund_budget')
      .select('number')
      .where('department_id', '=', department)
      .where('year', '=', year)
      .where('scheme', '=', scheme)
      .where('state', '=', 'made')
      .executeTakeFirst();
    if (waiting !== undefined && isScheme(scheme)) {
      return refuse(
        'budget-waiting',
        `${schemes[scheme].name}${year}年的预算“${waiting.number}”还在等待复核。请先复核，再登记调整后的预算。`,
      );
    }
    await trx
      .insertInto('fund_budget')
      .values({
        id,
        department_id: department,
        year,
        scheme,
        number,
        approved_on: approvedOn,
        state: 'made',
        made_by: by,
        made_at: at,
      })
      .execute();
    await trx
      .insertInto('fund_budget_line')
      .values(lines.map((line) => ({ budget_id: id, ...line })))
      .execute();
    await trace(trx, draft, 'treasury.make', `fund-budget:${id}`, { year, scheme, number });
    return { id, again: false };
  });
}

/** The second person's check; the budget that stood before (预算调整) is replaced. */
export async function checkBudget(
  db: Db,
  { department, id, ...hand }: { readonly department: string; readonly id: string } & Hand,
): Promise<Entered | TreasuryRefused> {
  return within(db, async (trx): Promise<Entered | TreasuryRefused> => {
    const row =
      idProblem(id) === null
        ? await trx
            .selectFrom('fund_budget')
            .selectAll()
            .where('id', '=', id)
            .where('department_id', '=', department)
            .forUpdate()
            .executeTakeFirst()
        : undefined;
    if (row === undefined) return refuse('budget-unknown', '没有这份基金预算，请刷新列表后再试。');
    if (row.state !== 'made') return refuse('decided-already', `预算“${row.number}”已经复核，不必再复核。`);
    const same = samePerson(row.made_by, hand.by, '这份基金预算');
    if (same !== null) return same;
    await trx
      .updateTable('fund_budget')
      .set({ state: 'replaced' })
      .where('department_id', '=', department)
      .where('year', '=', row.year)
      .where('scheme', '=', row.scheme)
      .where('state', '=', 'standing')
      .execute();
    await trx
      .updateTable('fund_budget')
      .set({ state: 'standing', checked_by: hand.by, checked_at: hand.at })
      .where('id', '=', id)
      .execute();
    await trace(trx, hand, 'treasury.check', `fund-budget:${id}`, { year: row.year, number: row.number });
    return { id, again: false };
  });
}

export interface Budget {
  readonly id: string;
  readonly year: number;
  readonly scheme: FundScheme;
  readonly number: string;
  readonly approvedOn: DateText;
  readonly state: 'made' | 'standing' | 'replaced';
  readonly maker: string;
  readonly checker: string | null;
  readonly lines: readonly BudgetLine[];
}

export async function listBudgets(db: Db, department: string, year: number): Promise<readonly Budget[]> {
  const rows = await db
    .selectFrom('fund_budget')
    .selectAll()
    .where('department_id', '=', department)
    .where('year', '=', year)
    .orderBy('scheme')
    .orderBy('made_at')
    .execute();
  if (rows.length === 0) return [];
  const lines = await db
    .selectFrom('fund_budget_line')
    .selectAll()
    .where(
      'budget_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('side', 'desc')
    .orderBy('item')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    year: row.year,
    scheme: row.scheme as FundScheme,
    number: row.number,
    approvedOn: row.approved_on,
    state: row.state as Budget['state'],
    maker: row.made_by,
    checker: row.checked_by,
    lines: lines
      .filter(({ budget_id }) => budget_id === row.id)
      .map(({ side, item, amount }) => ({ side: side as BudgetLine['side'], item, amount })),
  }));
}

export interface ExecutionRow {
  readonly side: 'income' | 'expenditure';
  /** Null for the sum of the side. */
  readonly item: string | null;
  readonly name: string;
  /** Null where nothing was approved. */
  readonly budget: Fen | null;
  readonly actual: Fen;
  /** Of the year before; null where its books are not kept. */
  readonly prior: Fen | null;
}

export interface BudgetExecution {
  readonly scheme: FundScheme;
  readonly number: string | null;
  readonly rows: readonly ExecutionRow[];
  /** 当年结余 of the budget and of the year; 年初 and 年末滚存结余. */
  readonly balance: { readonly budget: Fen | null; readonly actual: Fen; readonly opening: Fen; readonly closing: Fen };
}

/** A scheme's budget against what came of it; null where the year is not in its books. */
export async function budgetExecution(
  db: Db,
  department: string,
  scheme: FundScheme,
  year: number,
): Promise<BudgetExecution | null> {
  const actual = await fundYear(db, department, scheme, year);
  if (actual === null) return null;
  const prior = await fundYear(db, department, scheme, year - 1);
  const standing = (await listBudgets(db, department, year)).find(
    (one) => one.scheme === scheme && one.state === 'standing',
  );
  return executionOf(scheme, standing ?? null, actual, prior);
}

export function executionOf(
  scheme: FundScheme,
  budget: Pick<Budget, 'number' | 'lines'> | null,
  actual: FundYear,
  prior: FundYear | null,
): BudgetExecution {
  const rowsOf = (side: 'income' | 'expenditure'): readonly ExecutionRow[] => {
    const names: Readonly<Record<string, { readonly name: string }>> =
      side === 'income' ? incomeItems : expenditureItems;
    const approved = budget?.lines.filter((line) => line.side === side) ?? [];
    const of = (year: FundYear, item: string): Fen =>
      side === 'income' ? year.income[item as IncomeItem] : year.expenditure[item as ExpenditureItem];
    const items = Object.entries(names).map(([item, { name }]): ExecutionRow => {
      const line = approved.find((one) => one.item === item);
      return {
        side,
        item,
        name,
        budget: line?.amount ?? null,
        actual: of(actual, item),
        prior: prior === null ? null : of(prior, item),
      };
    });
    const total: ExecutionRow = {
      side,
      item: null,
      name: side === 'income' ? '收入合计' : '支出合计',
      budget: budget === null ? null : sumFen(approved.map(({ amount }) => amount)),
      actual: side === 'income' ? actual.incomeTotal : actual.expenditureTotal,
      prior: prior === null ? null : side === 'income' ? prior.incomeTotal : prior.expenditureTotal,
    };
    return [...items.filter((row) => row.budget !== null || row.actual !== 0 || (row.prior ?? 0) !== 0), total];
  };
  const rows = [...rowsOf('income'), ...rowsOf('expenditure')];
  const totals = rows.filter(({ item }) => item === null);
  const [income, expenditure] = totals;
  const approvedBalance =
    income?.budget == null || expenditure?.budget == null ? null : income.budget - expenditure.budget;
  return {
    scheme,
    number: budget?.number ?? null,
    rows,
    balance: {
      budget: approvedBalance,
      actual: actual.incomeTotal - actual.expenditureTotal,
      opening: actual.opening,
      closing: actual.closing,
    },
  };
}

/** A rate in per cent to two places, as the documents quote it; null where its base is nothing. */
export function percent(part: Fen, base: Fen): string | null {
  if (base === 0) return null;
  const scaled = (BigInt(part) * 20_000n) / BigInt(base);
  const rounded = scaled >= 0n ? (scaled + 1n) / 2n : (scaled - 1n) / 2n;
  return formatYuan(Number(rounded));
}

/** The years that the pages of the funds' finance have something of, the latest first. */
interface FundYears {
  readonly booked: readonly number[];
  /** With a budget, checked or waiting. */
  readonly budgeted: readonly number[];
  /** The latest with anything booked; null where nothing is. */
  readonly lastMonth: Month | null;
}

export async function fundYears(db: Db, department: string): Promise<FundYears> {
  const budgets = await db
    .selectFrom('fund_budget')
    .select('year')
    .distinct()
    .where('department_id', '=', department)
    .orderBy('year', 'desc')
    .execute();
  return {
    booked: await bookedFundYears(db, department),
    budgeted: budgets.map(({ year }) => year),
    lastMonth: await lastFundMonth(db, department),
  };
}
