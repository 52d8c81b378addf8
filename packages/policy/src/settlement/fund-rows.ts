/**
 * 结算明细（setldetail）：一笔结算由谁付多少，一方一行。各行之和等于基金支付、个人账户和医院负担之和（I7）。
 *
 *     居民住院：390100 城乡居民基本医疗保险基金 7360.00，610100 医疗救助基金 1848.00
 */
import { type Fen } from '@mingzhang/kernel';
import table from '../data/fund-types.json' with { type: 'json' };
import { type Payer } from './compare.ts';
import { type Settlement } from './settle.ts';
import { type Scheme } from './visit.ts';

export interface FundRow {
  readonly payer: Payer;
  /** 基金支付类型 (fund_pay_type) */
  readonly code: string;
  readonly name: string;
  readonly amount: Fen;
}

/** A row for every payer that pays something, in the order of the table; cash is no row. */
export function fundRows(scheme: Scheme, settlement: Pick<Settlement, Payer>): readonly FundRow[] {
  const rows = table.rows.filter((row) => row.scheme === scheme);
  return rows
    .map(({ payer, code, name }) => ({ payer: payer as Payer, code, name, amount: settlement[payer as Payer] }))
    .filter(({ amount }) => amount !== 0);
}
