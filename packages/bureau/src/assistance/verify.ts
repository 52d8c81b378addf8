/** What must hold of assistance and warnings, over the whole database. */
import { createHash } from 'node:crypto';
import { formatYuan } from '@mingzhang/kernel';
import { sql } from 'kysely';
import { parametersOf } from '../parameters/index.ts';
import { firstOf, type Verification, type Verifier } from '../verifier.ts';
import { assistanceBalance, compareSources } from './funds.ts';

const listed = 20;

export const assistanceVerifiers: readonly Verifier[] = [
  {
    id: 'applications-paid-as-approved',
    name: '每件已救助的申请都有金额相同的补差，审核人不是受理人',
    run: async (db): Promise<Verification> => {
      const { rows } = await sql<{ id: string; paid: number; settled: number | null; same: boolean }>`
        select a.id, a.paid, s.assistance as settled,
               exists (select from assistance_step x where x.application_id = a.id and x.step = 'approved' and x.made_by = a.made_by) as same
        from assistance_application a
        left join settlement s on s.person_id = a.person_id and s.id = a.settlement_id and s.kind = 'adjusted'
        where a.state = 'approved'`.execute(db);
      return {
        checked: rows.length,
        failures: rows
          .filter(({ paid, settled, same }) => paid !== settled || same)
          .slice(0, listed)
          .map(({ id, paid, settled, same }) =>
            same
              ? `救助申请${id}由受理人自己审核。`
              : `救助申请${id}核定${formatYuan(paid)}元，补差${settled === null ? '没有' : `${formatYuan(settled)}元`}。`,
          ),
      };
    },
  },
  {
    id: 'assistance-balance-within-limit',
    // A year under way may still be spent: it is said, and counts as failed once the year is closed.
    name: '医疗救助基金累计结余不超过当年筹集资金的15%（财社〔2013〕217号）',
    run: async (db): Promise<Verification> => {
      const { rows } = await sql<{ department: string; year: number; closed: boolean | null }>`
        select distinct a.department_id as department, a.year, s.closed_through >= a.year || '-12' as closed
        from assistance_source a
        join accounting_unit u on u.department_id = a.department_id
        join account_set s on s.unit_id = u.id and 'assistance' = any(s.funds)
        where a.state = 'checked' and a.kind = 'received'
        order by 1, 2`.execute(db);
      const parameters = await parametersOf(db);
      const [failures, notes]: [string[], string[]] = [[], []];
      for (const of of rows) {
        const found = await assistanceBalance(db, parameters, of);
        if (found?.beyond !== true) continue;
        const { balance, limit } = found;
        const closed = of.closed === true;
        (closed ? failures : notes).push(
          `${of.department}${of.year}年${closed ? '' : '还没有结账，现在'}医疗救助基金累计结余${formatYuan(balance)}元，超过${closed ? '' : '按已到账资金计的'}上限${formatYuan(limit)}元，多${formatYuan(balance - limit)}元。`,
        );
      }
      return {
        checked: rows.length,
        failures: failures.slice(0, listed),
        notes: firstOf(notes),
      };
    },
  },
  {
    id: 'assistance-sources-equal-income',
    // In a year under way a document may be entered before the money or after it: it is said, and counts as failed once the year is closed.
    name: '医疗救助资金台账的到账（中央、省、市、县和其他）等于救助基金账上的收入，按年度和来源',
    run: async (db): Promise<Verification> => {
      const compared = await compareSources(db);
      const said = ({ closed, department, year, differences }: (typeof compared)[number], ended: boolean) =>
        closed === ended
          ? differences.map(
              ({ what, registered, booked }) =>
                `${department}${year}年${what}：台账到账${formatYuan(registered)}元，账上收入${formatYuan(booked)}元，相差${formatYuan(registered - booked)}元。`,
            )
          : [];
      const unused = compared
        .filter(({ registered }) => !registered)
        .map(({ department, year }) => `${department}${year}年救助基金账上有收入，资金台账没有登记到账，没有核对。`);
      const notes = [...compared.flatMap((one) => said(one, false)), ...unused];
      return {
        checked: compared.length - unused.length,
        failures: compared.flatMap((one) => said(one, true)).slice(0, listed),
        notes: firstOf(notes),
      };
    },
  },
  {
    id: 'pushes-unchanged',
    name: '每次预警推送的文件与其校验值一致，每次越线只推送一次',
    run: async (db): Promise<Verification> => {
      const rows = await db.selectFrom('burden_push').select(['id', 'content', 'sha256']).execute();
      return {
        checked: rows.length,
        failures: rows
          .filter(({ content, sha256 }) => createHash('sha256').update(content).digest('hex') !== sha256)
          .slice(0, listed)
          .map(({ id }) => `推送${id}的文件与推送时的校验值不同。`),
      };
    },
  },
];
