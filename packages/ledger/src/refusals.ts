/**
 * Everything the ledger refuses: a closed list, in groups by what was asked for, within a group in order of precedence – of
 * several that hold, the first is the answer. `docs/reference/refusals-ledger.md` lists the same ids in the same order, and a
 * test holds the two together.
 *
 * What was accepted once stays accepted: a voucher that is sent again is recognised by its ids before anything that can
 * change with time (today, periods, charts) is looked at.
 */

/** Setting up a set of books. */
const setRefusals = {
  'set-id-malformed': '账套标识不符合要求',
  'set-month-malformed': '启用月份不是年月',
  'set-kind-mismatch': '会计主体与账簿不符',
  'fund-not-covered': '险种未涵盖',
  'confirmation-account-unknown': '要确认的科目不存在',
  'confirmation-incomplete': '编号确认不完整',
  'detail-parent-unknown': '明细科目没有上级',
  'detail-malformed': '明细科目不完整',
  'account-code-taken': '科目编号已被使用',
} as const;

/** Drawing up a voucher from an event. */
const draftRefusals = {
  'event-not-covered': '没有适用的分录规则',
  'event-lines-missing': '没有金额行',
  'account-choice-invalid': '所选科目不在可选之列',
  'book-missing': '缺少要记的账套',
} as const;

/** Posting a voucher. */
const postingRefusals = {
  'id-malformed': '编号格式不对',
  'id-repeated': '编号重复',
  'voucher-id-used': '凭证编号已用于别的内容',
  'entry-id-used': '分录编号已被使用',
  'date-malformed': '日期不对',
  'text-malformed': '摘要不合要求',
  'entries-missing': '凭证没有分录',
  'legs-too-few': '分录行不足',
  'amount-not-positive': '金额不是正数',
  'amount-too-large': '金额过大',
  'set-unknown': '没有这个账套',
  'set-repeated': '同一账套出现两次',
  'units-mixed': '不同会计主体混在一张凭证',
  'account-unknown': '没有这个科目',
  'account-not-in-force': '科目在记账日不适用',
  'account-not-leaf': '不是末级科目',
  'account-unconfirmed': '科目编号尚未确认',
  'dimension-missing': '缺少核算项目',
  'dimension-malformed': '核算项目不对',
  'entry-unbalanced': '借贷不平',
  'date-in-future': '日期在今天之后',
  'period-before-books': '早于建账月份',
  'period-not-opened': '会计期间尚未打开',
  'period-closed': '会计期间已结账',
  'opening-not-in-first-month': '期初余额不在启用月份',
  'closing-not-at-year-end': '年末结转不在12月31日',
  'reversal-original-unknown': '没有被冲销的分录',
  'reversal-of-reversal': '不能冲销一笔冲销',
  'reversal-before-original': '冲销早于原分录',
  'reversal-across-years': '跨年度冲销',
  'reversal-repeated': '已经冲销过',
  'reversal-not-mirror': '冲销与原分录不符',
  'reversal-incomplete': '冲销不完整',
} as const;

/** Opening and closing a period. */
const periodRefusals = {
  'period-malformed': '会计期间不是年月',
  'period-opened-already': '会计期间已经打开',
  'period-closed-already': '会计期间已经结账',
  'period-out-of-order': '会计期间不按顺序',
  'period-not-over': '会计期间尚未结束',
  'year-end-not-posted': '年末结转尚未完成',
  'account-without-successor': '科目来年不再适用',
} as const;

/** Every refusal with its short Chinese name, in the order of the page. */
export const ledgerRefusals = { ...setRefusals, ...draftRefusals, ...postingRefusals, ...periodRefusals } as const;

export type RefusalId = keyof typeof ledgerRefusals;

export type PostingRefusalId = keyof typeof postingRefusals;

export interface Refusal {
  readonly id: RefusalId;
  /** Chinese, for the person at the desk: what happened, with the values, and what to do. */
  readonly message: string;
}

export function refuse(id: RefusalId, message: string): { readonly refusal: Refusal } {
  return { refusal: { id, message } };
}
