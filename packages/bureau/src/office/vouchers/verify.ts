/** What must hold between the voucher desk and the books. */
import { sql } from 'kysely';
import { type Verifier } from '../../verifier.ts';

export const voucherVerifiers: readonly Verifier[] = [
  {
    id: 'voucher-numbers-gapless',
    name: '记账凭证号逐月连续，没有空号和重号',
    run: async (db) => {
      const { rows } = await sql<{ unit: string; month: string; n: number; least: number; most: number; last: number }>`
        select c.unit_id as unit, c.month, count(v.number) as n, coalesce(min(v.number), 0) as least,
               coalesce(max(v.number), 0) as most, c.last
        from office_voucher_number c
        left join office_voucher v on v.unit_id = c.unit_id and v.month = c.month and v.state = 'booked'
        group by c.unit_id, c.month, c.last order by 1, 2`.execute(db);
      return {
        checked: rows.reduce((sum, { n }) => sum + n, 0),
        failures: rows
          .filter(({ n, least, most, last }) => n !== last || most !== last || least !== 1)
          .map(({ unit, month, n, last }) => `${unit}的${month}应有${last}张已记账凭证，实有${n}张，编号不连续`),
      };
    },
  },
  {
    id: 'booked-vouchers-posted',
    name: '已记账的凭证都在账上，内容一致；账上的日常凭证都经过复核',
    run: async (db) => {
      const { rows: checked } = await sql<{ n: number }>`
        select count(*) as n from office_voucher where state = 'booked'`.execute(db);
      const { rows } = await sql<{ what: string }>`
        (select '凭证' || v.month || '记-' || v.number || '（' || v.unit_id || '）不在账上，或金额与账上不同' as what
         from office_voucher v
         left join lateral (
           select max(t.debit) as total from (
             select sum(l.amount) filter (where l.amount > 0) as debit
             from ledger_entry e join account_set s on s.id = e.set_id
             join ledger_leg l on l.set_id = e.set_id and l.entry_id = e.id
             where s.unit_id = v.unit_id and e.voucher_id = v.id group by e.set_id) t) posted on true
         where v.state = 'booked' and posted.total is distinct from v.total limit 20)
        union all
        (select '凭证' || v.unit_id || '/' || v.id || '还没有记账却在账上'
         from office_voucher v join ledger_voucher l on l.unit_id = v.unit_id and l.id = v.id
         where v.state <> 'booked' limit 20)`.execute(db);
      return { checked: checked[0]?.n ?? 0, failures: rows.map(({ what }) => what) };
    },
  },
];
