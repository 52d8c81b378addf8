/** Once the year-end entries are posted, income, expenses and the accounts they pass through stand at nothing. */
import { sumFen } from '@mingzhang/kernel';
import { latestRow, lineage, yearlyClasses } from '../account.ts';
import { closingOf } from '../balance.ts';
import { endOf, entriesOfSet, finding, type LedgerCheck } from './check.ts';

const passedThrough = ['3301', '3302', '3401', '3501', '8501', '8701'];

export const yearEndLeavesNothing: LedgerCheck = {
  meta: {
    id: 'year-end-leaves-nothing',
    name: '年末结转后无余额',
    help: '年末结转后，收入、费用、预算收入、预算支出科目和过渡科目余额为零。',
    certainty: 'proven',
  },
  run(view) {
    if (!view.through.endsWith('-12')) return [];
    const yearEnd = `${view.through}-31`;
    return view.sets.flatMap((set) => {
      if (!entriesOfSet(view, set).some(({ kind, date }) => kind === 'closing' && date === yearEnd)) return [];
      const { rows } = endOf(view, set);
      return [...new Set(rows.map(({ account }) => account))].flatMap((account) => {
        const { code, name, class: kind } = latestRow(set.accounts, account);
        const passing = lineage(set.accounts, account).some((key) => passedThrough.includes(key));
        const balance = sumFen(rows.filter((row) => row.account === account).map(closingOf));
        if (balance === 0 || !(passing || yearlyClasses.includes(kind))) return [];
        return finding(
          this,
          { set: set.id, account },
          balance,
          0,
          ({ stated }) =>
            `${yearEnd}结转后，${code ?? account} ${name}还有余额${stated}元（借方为正），应为零。请查结转之后又记的分录。`,
        );
      });
    });
  },
};
