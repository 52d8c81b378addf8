/**
 * What the funds' finance refuses, in order of precedence; `docs/reference/refusals-treasury.md` lists the same, and a test holds the
 * two together. What the ledger and access refuse is passed on in their own words.
 */
import { type AccessRefusal } from '../access/index.ts';
import { type LedgerRefusal } from '../books/index.ts';

export const treasuryRefusals = {
  'id-malformed': '编号格式不对',
  'department-unknown': '没有这个经办机构',
  'fund-without-books': '基金没有账套',
  'id-used': '编号已用于别的内容',
  'text-malformed': '文字不合要求',
  'word-unknown': '不在可选范围内',
  'date-malformed': '日期不对',
  'date-in-future': '日期在今天之后',
  'amount-not-positive': '金额不对',
  'account-unknown': '没有这个银行账户',
  'account-exists': '这一类账户已经登记',
  'account-of-other-role': '账户类别不对',
  'accounts-the-same': '转出和转入是同一账户',
  'payee-unknown': '没有这个收款人',
  'subsidy-unknown': '没有这份补助文件',
  'subsidy-taken': '补助文件已经登记',
  'item-of-other-fund': '科目不是这个基金的补助',
  'spending-of-other-path': '支出渠道与文件不符',
  'voucher-without-expenditure': '凭证没有这个科目的支出',
  'spending-exceeds-voucher': '超过凭证的支出',
  'spending-exceeds-document': '超过文件的金额',
  'receipt-exceeds-document': '到账超过文件的金额',
  'nothing-to-give-back': '没有应退的待遇款',
  'given-back-exceeds-owed': '超过应退的待遇款',
  'balance-insufficient': '账户余额不足',
  'movement-unknown': '没有这笔资金变动',
  'decided-already': '已经复核',
  'payables-none': '没有可以支付的应付款',
  'payables-changed': '应付款已经变动',
  'batch-unknown': '没有这个支付批次',
  'batch-state-unfit': '批次的状态不允许',
  'file-unreadable': '文件读不出来',
  'file-taken-already': '文件已经导入',
  'match-side-unknown': '没有这条流水或分录',
  'match-side-taken': '已经对上',
  'match-unbalanced': '两边金额不等',
  'match-unknown': '没有这笔对账',
  'budget-unknown': '没有这份基金预算',
  'budget-waiting': '另有一份预算待复核',
  'movements-waiting': '当月还有待复核的资金变动',
} as const;

export type TreasuryRefusalId = keyof typeof treasuryRefusals;

interface Said<List extends string, Id> {
  readonly list: List;
  readonly id: Id;
  /** What happened, why it matters and what to do. */
  readonly message: string;
}

/** A refusal and whose words it is in. */
export type TreasuryRefusal =
  | Said<'treasury', TreasuryRefusalId>
  | Said<'ledger', LedgerRefusal['id']>
  | Said<'access', AccessRefusal['id']>;

export interface TreasuryRefused {
  readonly refusal: TreasuryRefusal;
}

export function refuse(id: TreasuryRefusalId, message: string): TreasuryRefused {
  return { refusal: { list: 'treasury', id, message } };
}

export function ofLedger({ id, message }: LedgerRefusal): TreasuryRefused {
  return { refusal: { list: 'ledger', id, message } };
}

export function ofAccess({ id, message }: AccessRefusal): TreasuryRefused {
  return { refusal: { list: 'access', id, message } };
}
