/**
 * Money in the financial book, without what is held for others and with what was lent out of budget money, is what 8001 资金结存
 * stands at:
 *
 *     1001 + 1002 + 1011 + 1021 + 1201 − 2103 − 2307 − 2901 + 1891 + 1218 = 8001
 *
 * A unit can have other items that touch money in one book only (税金, 预收), so a difference is something to explain first.
 */
import { type Fen, sumFen } from '@mingzhang/kernel';
import { lineage } from '../account.ts';
import { type AccountSet } from '../account-set.ts';
import { closingOf, type Snapshot } from '../balance.ts';
import { endOf, finding, type LedgerCheck, pairsOf } from './check.ts';

/** All signed with debits positive, so that liabilities take themselves off. */
const financialSide = ['1001', '1002', '1011', '1021', '1201', '1218', '1891', '2103', '2307', '2901'];

export const financialAndBudgetCashAgree: LedgerCheck = {
  meta: {
    id: 'financial-and-budget-cash-agree',
    name: '财务会计货币资金与预算会计资金结存一致',
    help: '财务会计的货币资金和财政应返还额度，扣除代收代管款项、加上预算资金形成的暂付款，等于预算会计的资金结存。',
    certainty: 'possible',
  },
  run(view) {
    return pairsOf(view).flatMap(([financial, budgetary]) => {
      const money = standingOf(financial, endOf(view, financial), financialSide);
      const budget = standingOf(budgetary, endOf(view, budgetary), ['8001']);
      if (money === budget) return [];
      return finding(
        this,
        { set: budgetary.id, account: '8001' },
        budget,
        money,
        ({ stated, expected, difference }) =>
          `到${view.through}，资金结存${stated}元，按财务会计的货币资金扣除代收代管、加上暂付款应为${expected}元，相差${difference}元。请查只记了一套账的收付款。`,
      );
    });
  },
};

function standingOf(set: AccountSet, { rows }: Snapshot, accounts: readonly string[]): Fen {
  const within = (account: string): boolean => lineage(set.accounts, account).some((key) => accounts.includes(key));
  return sumFen(rows.filter(({ account }) => within(account)).map(closingOf));
}
