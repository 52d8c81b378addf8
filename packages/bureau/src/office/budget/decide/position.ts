/**
 * 指标账: where every item stands, from its movements alone.
 *
 *     年初 500.00 + 调整 30.00 = 全年 530.00;  全年 − 已支付 200.00 − 占用 50.00 = 可用 280.00
 */
import { addFen, type Fen, sumFen } from '@mingzhang/kernel';
import { type BudgetItem, itemKey, type Movement } from '../item.ts';

export interface Amounts {
  /** 年初预算. */
  readonly start: Fen;
  /** 调整: everything that documents added or took away during the year. */
  readonly adjustment: Fen;
  /** 全年预算 = 年初 + 调整. */
  readonly annual: Fen;
  readonly paid: Fen;
  /** Set aside for payment orders under way. */
  readonly reserved: Fen;
  /** 可用 = 全年 − 已支付 − 占用. */
  readonly available: Fen;
}

export interface Position extends Amounts {
  readonly item: BudgetItem;
}

/** What movements add up to. */
export function amountsOf(movements: Iterable<Pick<Movement, 'kind' | 'amount'>>): Amounts {
  let [start, adjustment, paid, reserved] = [0, 0, 0, 0];
  for (const { kind, amount } of movements) {
    if (kind === 'start') start = addFen(start, amount);
    else if (kind === 'paid') paid = addFen(paid, amount);
    else if (kind === 'reserved') reserved = addFen(reserved, amount);
    else adjustment = addFen(adjustment, amount);
  }
  const annual = addFen(start, adjustment);
  return { start, adjustment, annual, paid, reserved, available: sumFen([annual, -paid, -reserved]) };
}

/** Every item that the movements touch, by project, functional item and source. */
export function positionsOf(movements: readonly Movement[]): readonly Position[] {
  const groups = Map.groupBy(movements, itemKey);
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, [first, ...rest]]) => {
      if (first === undefined) throw new Error('a group without movements');
      const { project, functionCode, source } = first;
      return { item: { project, functionCode, source }, ...amountsOf([first, ...rest]) };
    });
}

/** Amounts of several items, or of one item at several times, together. */
export function totalAmounts(positions: readonly Amounts[]): Amounts {
  const sum = (of: (amounts: Amounts) => Fen): Fen => sumFen(positions.map(of));
  return {
    start: sum((one) => one.start),
    adjustment: sum((one) => one.adjustment),
    annual: sum((one) => one.annual),
    paid: sum((one) => one.paid),
    reserved: sum((one) => one.reserved),
    available: sum((one) => one.available),
  };
}
