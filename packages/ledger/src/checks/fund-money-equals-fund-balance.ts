/**
 * For each part of a fund by itself: deposits, 暂付款 and investments, less 暂收款 and 应付待遇款, are the fund balance with this year's income
 * and expense. In the set as a whole that follows from balanced entries; between 统筹 and 个人账户 it does not.
 */
import { negateFen, sumFen } from '@mingzhang/kernel';
import { type AccountClass, latestRow } from '../account.ts';
import { closingOf } from '../balance.ts';
import { endOf, finding, type LedgerCheck } from './check.ts';

const moneyClasses: readonly AccountClass[] = ['asset', 'liability'];

export const fundMoneyEqualsFundBalance: LedgerCheck = {
  meta: {
    id: 'fund-money-equals-fund-balance',
    name: '分基金资金与结余相等',
    help: '每一基金（职工统筹、职工个人账户、居民、医疗救助）的存款、暂付款、投资减暂收款和应付待遇款，等于该基金的结余加本年收入减本年支出。',
    certainty: 'proven',
  },
  run(view) {
    return view.sets.flatMap((set) => {
      const { rows } = endOf(view, set);
      return set.funds.flatMap((fund) => {
        const own = rows.filter(({ dimensions }) => dimensions.fund === fund);
        const isMoney = (account: string): boolean => moneyClasses.includes(latestRow(set.accounts, account).class);
        const money = sumFen(own.filter(({ account }) => isMoney(account)).map(closingOf));
        const balance = negateFen(sumFen(own.filter(({ account }) => !isMoney(account)).map(closingOf)));
        if (money === balance) return [];
        return finding(
          this,
          { set: set.id, fund },
          money,
          balance,
          ({ stated, expected, difference }) =>
            `到${view.through}，${fundLabels[fund]}的资金净额${stated}元，结余加本年收支${expected}元，相差${difference}元。请查两边基金不同的分录。`,
        );
      });
    });
  },
};

const fundLabels = {
  'employee-pooled': '职工医保统筹基金',
  'employee-personal': '职工医保个人账户',
  resident: '居民医保基金',
  assistance: '医疗救助基金',
  'civil-servant': '公务员医疗补助',
  'retired-cadre': '离休人员医疗经费',
} as const;
