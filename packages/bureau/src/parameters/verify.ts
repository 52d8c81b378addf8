/** Confirmations answer for rows that the files have as drafts, each on the word of two people. */
import { isSolid } from '@mingzhang/kernel';
import { parameterText } from '@mingzhang/policy';
import { type Verification, type Verifier } from '../verifier.ts';
import { valueTyped } from './decide.ts';
import { shippedParameters } from './load.ts';

export const parameterVerifiers: readonly Verifier[] = [
  {
    id: 'confirmations-name-drafts',
    name: '政策参数的每项确认都对应参数文件中的草稿，由两个人作出',
    run: async (db): Promise<Verification> => {
      const rows = await db
        .selectFrom('parameter_confirmation as c')
        .innerJoin('parameter_entry as e', 'e.id', 'c.entry_id')
        .select(['e.area', 'e.key', 'e.from_date', 'e.value', 'c.made_by', 'c.confirmed_by'])
        .orderBy('e.area')
        .orderBy('e.key')
        .orderBy('e.from_date')
        .execute();
      const set = shippedParameters();
      const failures: string[] = [];
      const superseded: string[] = [];
      for (const { area, key, from_date: from, value, made_by: maker, confirmed_by: confirmer } of rows) {
        const where = `${area}的“${key}”自${from}起的确认`;
        if (maker === confirmer) failures.push(`${where}：录入和确认是同一人。`);
        const row = set.rows.find((one) => one.area === area && one.key === key && one.from === from);
        if (row === undefined) {
          failures.push(`${where}：参数文件里没有这一行，确认的${value}没有使用。`);
        } else if (isSolid(row)) {
          // The file has been corrected since: its own value counts now.
          const own = row.value === null ? '' : parameterText(row.value, row.unit);
          superseded.push(`${where}（${value}）已由文件的${own}取代`);
        } else if (valueTyped(set, row, value) === null) {
          failures.push(`${where}：“${value}”不合单位，没有使用。`);
        }
      }
      return { checked: rows.length, failures, notes: superseded };
    },
  },
];
