/** Every register against the ledger, unit by unit and year by year, with the lines that stand for themselves. */
import { formatYuan } from '@mingzhang/kernel';
import { sql } from 'kysely';
import { type Db } from '../../books/index.ts';
import { type Verification, type Verifier } from '../../verifier.ts';
import { isClosedYear } from '../entered.ts';
import { closedBooks } from '../recording.ts';
import {
  economyCodeOf,
  type RegisterDifference,
  type RegisterReconciliation,
  registerNames,
  registers,
} from './decide.ts';
import { reconcile } from './records.ts';

/** The first differences are listed, all are counted. */
const listed = 20;

const differenceNames: Readonly<Record<RegisterDifference['kind'], string>> = {
  'untied-record': '已登记而没有凭证',
  'untied-voucher': '已记账而没有登记',
  'overtied-voucher': '凭证已冲销而登记仍对应它',
};

/** Units and years in which a register keeps records: where none is kept, there is nothing to hold against the ledger. */
async function keptYears(
  db: Db,
): Promise<readonly { readonly unit: string; readonly register: string; readonly year: number }[]> {
  const { rows } = await sql<{ unit: string; register: string; year: number }>`
    select distinct unit_id as unit, register, extract(year from date)::integer as year
      from register_record where withdrawn_by is null and register <> 'festival'
     order by 1, 2, 3`.execute(db);
  return rows;
}

export const registerVerifiers: readonly Verifier[] = [
  {
    id: 'registers-equal-ledger',
    name: '接待、出国、用车、会议、培训登记与总账一致',
    run: async (db): Promise<Verification> => {
      const failures: string[] = [];
      const open: string[] = [];
      let checked = 0;
      for (const { unit, register: name, year } of await keptYears(db)) {
        const register = registers.find((one) => one === name);
        if (register === undefined || economyCodeOf(register) === null) continue;
        const result = await reconcile(db, { unit, register, year });
        checked += 1;
        if (result.differences.length === 0) continue;
        // While a year is open, money is still to be paid and records are still to be entered.
        const closed = (await closedBooks(db, unit)) ?? null;
        if (isClosedYear(closed, year)) failures.push(sentenceOf(unit, result));
        else
          open.push(
            `${unit}${year}年${registerNames[register]}有${result.differences.length}处尚待对应，年度还没有结账。`,
          );
      }
      return { checked, failures, notes: open };
    },
  },
];

function sentenceOf(
  unit: string,
  { year, register, registered, ledger, tied, code, name, differences }: RegisterReconciliation,
): string {
  const lines = differences
    .slice(0, listed)
    .map(({ kind, date, text, amount }) => `${differenceNames[kind]}：${date}“${text}”${formatYuan(amount)}元`)
    .join('；');
  const rest = differences.length > listed ? `；共${differences.length}处` : '';
  return `单位${unit}${year}年${registerNames[register]}：登记${formatYuan(registered)}元，总账${code}${name}${formatYuan(ledger)}元，已对应${formatYuan(tied)}元。${lines}${rest}。`;
}
