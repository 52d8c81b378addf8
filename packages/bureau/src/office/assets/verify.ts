/**
 * The cards against the ledger: what the cards in use cost is the balance of 1601, what was written off of them that of 1602. Cards
 * and their vouchers go different ways – a run's voucher waits on the desk while its lines are written – so only what is booked is
 * counted, and what waits is said.
 */
import { formatYuan } from '@mingzhang/kernel';
import { sql } from 'kysely';
import { accountSets, type Db } from '../../books/index.ts';
import { type Verification, type Verifier } from '../../verifier.ts';
import { keysUnder } from './records.ts';

interface CardSums {
  readonly cost: number;
  readonly accumulated: number;
  readonly waiting: number;
}

/** What the cards of a unit come to as far as their vouchers are booked, and how many of those are not. */
async function cardSums(db: Db, unit: string): Promise<CardSums> {
  const { rows } = await sql<CardSums>`
    with booked as (select source from office_voucher where unit_id = ${unit} and state = 'booked' and source is not null),
    gone as (
      select asset_id from asset_disposal where unit_id = ${unit} and state = 'checked' and manner <> 'missing'
         and 'disposal:' || id in (select source from booked)
      union all
      select line.asset_id from asset_disposal d
        join stock_taking_line line on line.unit_id = d.unit_id and line.asset_id = d.asset_id and line.result = 'missing'
       where d.unit_id = ${unit} and d.state = 'checked' and d.manner = 'missing'
         and 'stock-missing:' || line.stock_taking_id in (select source from booked)),
    held as (
      select id, cost, accumulated_at_opening from asset_card
       where unit_id = ${unit} and withdrawn_by is null
         and (acquisition <> 'surplus' or exists (select from ledger_voucher v where v.unit_id = ${unit} and v.id = voucher_id))
         and id not in (select asset_id from gone)),
    written_off as (
      select d.asset_id, sum(d.amount)::bigint as amount from asset_depreciation d
        join asset_depreciation_run run on run.unit_id = d.unit_id and run.id = d.run_id and run.withdrawn_by is null
       where d.unit_id = ${unit} and 'depreciation:' || d.run_id in (select source from booked)
       group by d.asset_id)
    select coalesce(sum(held.cost), 0)::bigint as cost,
           coalesce(sum(held.accumulated_at_opening + coalesce(written_off.amount, 0)), 0)::bigint as accumulated,
           (select count(*)::integer from office_voucher
             where unit_id = ${unit} and state in ('made', 'checked', 'returned')
               and source ~ '^(depreciation|disposal|stock-missing|stock-surplus):') as waiting
      from held left join written_off on written_off.asset_id = held.id`.execute(db);
  return rows[0] ?? { cost: 0, accumulated: 0, waiting: 0 };
}

export const assetVerifiers: readonly Verifier[] = [
  {
    id: 'asset-cards-equal-ledger',
    name: '资产卡片与总账的固定资产、累计折旧一致',
    run: async (db): Promise<Verification> => {
      const failures: string[] = [];
      let checked = 0;
      let waiting = 0;
      for (const set of await accountSets(db)) {
        if (set.book !== 'financial') continue;
        const cards = await cardSums(db, set.unit);
        waiting += cards.waiting;
        const balance = async (top: string): Promise<number> => {
          const { rows } = await sql<{ amount: number }>`
            select coalesce(sum(amount), 0)::bigint as amount from ledger_leg
             where set_id = ${set.id} and account = any(${[...keysUnder(set, top)]}::text[])`.execute(db);
          return rows[0]?.amount ?? 0;
        };
        for (const [top, name, stated, expected] of [
          ['1601', '固定资产', cards.cost, await balance('1601')],
          ['1602', '累计折旧', cards.accumulated, -(await balance('1602'))],
        ] as const) {
          checked += 1;
          if (stated !== expected) {
            failures.push(
              `单位${set.unit}的卡片${name}${formatYuan(stated)}元，总账${top}${formatYuan(expected)}元，相差${formatYuan(stated - expected)}元。请查没有建卡的购置、没有按卡片记账的处置，或被冲销的折旧。`,
            );
          }
        }
      }
      return {
        checked,
        failures,
        notes: waiting === 0 ? [] : [`另有${waiting}张资产凭证还在复核或记账途中，未计在内。`],
      };
    },
  },
];
