/** What was paid as contributions is each person's base at its rate, rounded once; supplements included. */
import { type Fen, formatYuan, multiplyFen } from '@mingzhang/kernel';
import { sql } from 'kysely';
import { type Verification, type Verifier } from '../../verifier.ts';
import { itemName } from './items.ts';
import { readRun } from './records.ts';

/** The first failures are listed, all are counted. */
const listed = 20;

export const payrollVerifiers: readonly Verifier[] = [
  {
    id: 'payroll-lines-follow-rates',
    name: '工资缴费各为基数乘比例，每人每项舍入一次',
    run: async (db): Promise<Verification> => {
      // Of several runs of a month the last says what the whole month should come to.
      const { rows } = await sql<{
        unit: string;
        month: string;
        person: string;
        item: string;
        base: number;
        rate: number;
        amount: number;
      }>`
        select run.unit_id as unit, run.month, line.person_id as person, line.item,
               (array_agg(line.base order by run.made_at desc, run.id desc))[1] as base,
               (array_agg(line.rate order by run.made_at desc, run.id desc))[1] as rate,
               sum(line.amount)::bigint as amount
          from payroll_run run
          join payroll_line line on line.unit_id = run.unit_id and line.run_id = run.id
         where run.state in ('made', 'checked') and line.rate is not null
         group by run.unit_id, run.month, line.person_id, line.item`.execute(db);
      const wrong = rows.filter(({ base, rate, amount }) => atRate(base, rate) !== amount);
      return {
        checked: rows.length,
        failures: wrong
          .slice(0, listed)
          .map(
            ({ unit, month, person, item, base, rate, amount }) =>
              `单位${unit}${month}人员${person}的${itemName(item)}为${formatYuan(amount)}元，基数${formatYuan(base)}元乘百万分之${rate}应为${formatYuan(atRate(base, rate))}元。`,
          ),
      };
    },
  },
  {
    id: 'payroll-vouchers-equal-lines',
    name: '每批工资的凭证合计等于应发与单位缴费之和',
    run: async (db): Promise<Verification> => {
      const { rows } = await sql<{ unit: string; month: string; id: string; vouchers: number }>`
        select run.unit_id as unit, run.month, run.id,
               coalesce((select sum(v.total)::bigint from office_voucher v
                          where v.unit_id = run.unit_id and v.source = 'payroll:' || run.id
                            and v.state <> 'withdrawn' and v.rule <> 'salary-accrued'), 0) as vouchers
          from payroll_run run where run.state = 'checked' order by 1, 2, 3`.execute(db);
      const failures: string[] = [];
      for (const { unit, month, id, vouchers } of rows) {
        const run = await readRun(db, unit, id);
        const lines = (run?.gross ?? 0) + (run?.employer ?? 0);
        if (lines === vouchers) continue;
        failures.push(
          `单位${unit}${month}的工资应发与单位缴费${formatYuan(lines)}元，凭证${formatYuan(vouchers)}元，相差${formatYuan(vouchers - lines)}元。`,
        );
      }
      return { checked: rows.length, failures };
    },
  },
];

function atRate(base: Fen, rate: number): Fen {
  return multiplyFen(base, { numerator: rate, denominator: 1_000_000 });
}
