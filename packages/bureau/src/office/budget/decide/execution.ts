/**
 * 预算执行: how far the budget has been paid, month by month and item by item.
 *
 *     2024-03   全年预算 530.00 (as documents stood at the end of March)   本月 40.00   累计 120.00   22.64%
 */
import { addFen, type Fen, type Month, monthsBetween, sumFen } from '@mingzhang/kernel';
import { type Movement } from '../item.ts';
import { type RatedAmounts, rated, rateOf } from './ledger.ts';
import { amountsOf } from './position.ts';

export interface ExecutionMonth {
  readonly month: Month;
  /** The annual budget as documents stood at the end of the month. */
  readonly annual: Fen;
  readonly paid: Fen;
  readonly paidToDate: Fen;
  readonly rate: string | null;
}

export interface ExecutionItem extends RatedAmounts {
  readonly functionCode: string;
}

export interface Execution {
  readonly months: readonly ExecutionMonth[];
  readonly items: readonly ExecutionItem[];
  readonly total: RatedAmounts;
}

/** The execution of a year from its movements; months after `through` have not been and are left out. */
export function budgetExecution(movements: readonly Movement[], year: number, through: Month): Execution {
  const last = through < `${year}-12` ? through : `${year}-12`;
  let [annual, paidToDate]: [Fen, Fen] = [0, 0];
  const months = monthsBetween(`${year}-01`, last < `${year}-01` ? `${year}-01` : last).map((month) => {
    const of = movements.filter((movement) => movement.month === month);
    const { annual: added } = amountsOf(of.filter(({ kind }) => kind !== 'paid' && kind !== 'reserved'));
    const paid = sumFen(of.filter(({ kind }) => kind === 'paid').map(({ amount }) => amount));
    annual = addFen(annual, added);
    paidToDate = addFen(paidToDate, paid);
    return { month, annual, paid, paidToDate, rate: rateOf(paidToDate, annual) };
  });
  const items = [...Map.groupBy(movements, ({ functionCode }) => functionCode)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([functionCode, of]) => ({ functionCode, ...rated(amountsOf(of)) }));
  return { months, items, total: rated(amountsOf(movements)) };
}
