/** What the treasury paid for the unit is income in both books: 4001 and 6001 move alike, year-end closing aside. */
import { type Fen, monthOf, sumFen } from '@mingzhang/kernel';
import { lineage } from '../account.ts';
import { type AccountSet } from '../account-set.ts';
import { type BooksView, entriesOfSet, finding, type LedgerCheck, pairsOf, startOf } from './check.ts';

export const fiscalIncomeAgrees: LedgerCheck = {
  meta: {
    id: 'fiscal-income-agrees',
    name: '财政拨款收入两套账一致',
    help: '同一期间财务会计的财政拨款收入与预算会计的财政拨款预算收入发生额相等（年末结转除外）。',
    certainty: 'strong',
  },
  run(view) {
    return pairsOf(view).flatMap(([financial, budgetary]) => {
      // Where the two start from different months, only what both hold is compared.
      const starts = [financial, budgetary].map((set) => startOf(view, set).through).sort();
      const after = starts[1] ?? '';
      const income = turnoverOf(view, financial, '4001', after);
      const budget = turnoverOf(view, budgetary, '6001', after);
      if (income === budget) return [];
      return finding(
        this,
        { set: budgetary.id, account: '6001' },
        budget,
        income,
        ({ stated, expected, difference }) =>
          `${after}以后到${view.through}，财政拨款预算收入${stated}元，财政拨款收入${expected}元，相差${difference}元。请查只记了一套账的财政支付。`,
      );
    });
  },
};

/** Credits less debits of an account and its details. */
function turnoverOf(view: BooksView, set: AccountSet, top: string, after: string): Fen {
  const amounts = entriesOfSet(view, set)
    .filter(({ kind, date }) => kind === 'ordinary' && monthOf(date) > after)
    .flatMap(({ legs }) => legs.filter(({ account }) => lineage(set.accounts, account).includes(top)));
  return sumFen(amounts.map(({ side, amount }) => (side === 'credit' ? amount : -amount)));
}
