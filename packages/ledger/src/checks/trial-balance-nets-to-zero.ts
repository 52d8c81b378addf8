/** Over a whole set of books: all debit balances together equal all credit balances. */
import { negateFen, sumFen } from '@mingzhang/kernel';
import { closingOf } from '../balance.ts';
import { endOf, finding, type LedgerCheck } from './check.ts';

export const trialBalanceNetsToZero: LedgerCheck = {
  meta: {
    id: 'trial-balance-nets-to-zero',
    name: '科目余额试算平衡',
    help: '一个账套全部科目的借方余额合计等于贷方余额合计。',
    certainty: 'proven',
  },
  run(view) {
    return view.sets.flatMap((set) => {
      const closings = endOf(view, set).rows.map(closingOf);
      const debit = sumFen(closings.filter((amount) => amount > 0));
      const credit = negateFen(sumFen(closings.filter((amount) => amount < 0)));
      if (debit === credit) return [];
      return finding(
        this,
        { set: set.id },
        debit,
        credit,
        ({ stated, expected, difference }) =>
          `账套“${set.id}”到${view.through}的借方余额合计${stated}元，贷方余额合计${expected}元，相差${difference}元。请先看期初余额和不平的分录。`,
      );
    });
  },
};
