/** An invented county's sets of books, ids and legs for tests. */
import { parseYuan } from '@mingzhang/kernel';
import { type Dimensions, fundAccounts, type Side } from '../account.ts';
import { type AccountSet, type AccountSetDraft, decideAccountSet } from '../account-set.ts';
import { type Leg } from '../entry.ts';

/** A well-formed id that ends in the number. */
export function id(number: number): string {
  return `018f0000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** leg('debit', '5001', '100.00') */
export function leg(side: Side, account: string, yuan: string, dimensions: Dimensions = {}): Leg {
  return { account, side, amount: parseYuan(yuan) ?? Number.NaN, dimensions };
}

/** 行政运行, 基本工资, 基本支出, 一般公共预算. */
export const salary: Dimensions = {
  functionCode: '2101501',
  economyCode: '30101',
  spending: 'basic',
  source: 'general-public-budget',
};

function setUp(draft: AccountSetDraft): AccountSet {
  const decision = decideAccountSet(draft);
  if ('refusal' in decision) throw new Error(decision.refusal.message);
  return decision.set;
}

const department = { unit: '青禾县医疗保障局', unitKind: 'administrative', firstMonth: '2024-01' } as const;

export const financial = setUp({
  ...department,
  id: 'bureau-financial',
  book: 'financial',
  details: [
    { key: '100201', code: '100201', name: '基本户存款', parent: '1002', from: '2019-01-01', to: '2023-12-31' },
    { key: '121801', code: '121801', name: '备用金', parent: '1218', from: '2019-01-01' },
  ],
});

export const budgetary = setUp({ ...department, id: 'bureau-budgetary', book: 'budgetary' });

const centre = { unit: '青禾县医疗保险服务中心', unitKind: 'institution', firstMonth: '2024-01' } as const;

export const centreFinancial = setUp({ ...centre, id: 'centre-financial', book: 'financial' });

export const centreBudgetary = setUp({ ...centre, id: 'centre-budgetary', book: 'budgetary' });

/** Codes as an administrator of the tests has confirmed them; they prove nothing about the official table. */
export const employeeFund = setUp({
  unit: '青禾县职工基本医疗保险基金',
  unitKind: 'fund',
  firstMonth: '2024-01',
  id: 'employee-fund',
  book: 'fund',
  funds: ['employee-pooled', 'employee-personal'],
  confirmations: fundAccounts
    .filter(({ grade }) => grade.startsWith('K'))
    .map(({ key }, index) => ({
      key,
      code: String(9001 + index),
      by: '李会计',
      on: '2024-01-02',
      source: '测试用编号',
    })),
});
