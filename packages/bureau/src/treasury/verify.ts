/** What must hold of the funds' finance, over the whole database. */
import { type Verification, type Verifier } from '../verifier.ts';
import { meetOf } from './meet.ts';

/** The first failures are listed. */
const listed = 20;

export const treasuryVerifiers: readonly Verifier[] = [
  {
    id: 'fund-subsidies-equal-expenditure',
    name: '部门和财政在21012、21013（及标明的2101599）的支出等于基金财政补贴收入，按基金、年度和文件',
    run: async (db): Promise<Verification> => {
      const departments = await db.selectFrom('department').select('id').orderBy('id').execute();
      const failures: string[] = [];
      const timing: string[] = [];
      let checked = 0;
      for (const { id } of departments) {
        const meeting = await meetOf(db, id);
        if (meeting === null) continue;
        checked += meeting.lines.length;
        failures.push(...meeting.failures);
        timing.push(...meeting.timing);
      }
      const note =
        timing.length === 0 ? {} : { note: `时间性差异${timing.length}项：${timing.slice(0, listed).join('')}` };
      return { checked, failures: failures.slice(0, listed), ...note };
    },
  },
];
