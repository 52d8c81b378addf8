/**
 * Everything the budget refuses: a closed list, in groups by what was asked for, within a group in order of precedence – of
 * several that hold, the first is the answer. `docs/reference/refusals-office-budget.md` lists the same ids in the same order,
 * and a test holds the two together.
 *
 * What was accepted once stays accepted: a document or a payment that is sent again is recognised by its id before anything that
 * can change with time (today, what is available) is looked at.
 */

/** Registering a project. */
const projectRefusals = {
  'project-unit-unknown': '没有这个单位',
  'project-code-malformed': '项目编码不符合要求',
  'project-name-malformed': '项目名称不符合要求',
  'project-years-malformed': '项目年限不对',
  'project-function-malformed': '项目的功能分类不对',
  'project-topic-malformed': '公开口径不对',
  'project-code-used': '项目编码已被使用',
  'project-parent-unknown': '没有上级项目',
  'project-parent-kind': '与上级项目类别不同',
  'project-too-deep': '项目超过两级',
  'project-parent-has-budget': '上级项目已有预算',
} as const;

/** What documents, reservations and payments have in common: the lines. */
const lineRefusals = {
  'lines-missing': '没有明细行',
  'project-unknown': '没有这个项目',
  'project-not-second-tier': '不是末级项目',
  'project-not-in-year': '项目不在年限内',
  'function-code-malformed': '功能分类科目不对',
  'economy-code-malformed': '经济分类科目不对',
  'amount-zero': '金额为零',
  'amount-too-large': '金额过大',
  'amount-on-wrong-side': '金额的正负与种类不符',
} as const;

/** Drawing up a budget document. */
const documentRefusals = {
  'document-unit-unknown': '没有这个单位',
  'document-id-malformed': '编号格式不对',
  'document-id-used': '编号已用于别的内容',
  'document-number-malformed': '文号不符合要求',
  'document-date-malformed': '日期不对',
  'document-date-outside-year': '日期不在预算年度',
  'document-date-in-future': '日期在今天之后',
  'document-text-malformed': '摘要不合要求',
} as const;

const documentAmountRefusals = {
  'transfer-not-balanced': '调剂的调出调入不相等',
  'document-number-used': '文号已经登记',
  'correction-original-unknown': '没有要更正的文件',
  'correction-original-not-approved': '要更正的文件尚未生效',
  'correction-of-another-kind': '更正与原文件种类不同',
  'correction-repeated': '原文件已经更正过',
} as const;

/** What no document, reservation or payment may bring about. */
const balanceRefusals = {
  'budget-negative': '全年预算将成为负数',
  'available-negative': '可用指标不足',
} as const;

/** Checking a budget document; that the two are not one person is refused by `access`. */
const checkRefusals = {
  'check-document-unknown': '没有要复核的文件',
  'check-repeated': '已经复核过',
  'check-reason-missing': '退回没有写明理由',
} as const;

/** Setting money aside for a payment order, and letting it go. */
const reservationRefusals = {
  'reservation-unit-unknown': '没有这个单位',
  'reservation-id-malformed': '编号格式不对',
  'reservation-id-used': '编号已用于别的内容',
  'reservation-order-missing': '没有支付申请号',
  'reservation-unknown': '没有这笔占用',
  'reservation-ended': '占用已经结束',
} as const;

/** Recording a treasury payment, and tying it to its voucher. */
const paymentRefusals = {
  'payment-unit-unknown': '没有这个单位',
  'payment-id-malformed': '编号格式不对',
  'payment-id-used': '编号已用于别的内容',
  'payment-number-malformed': '支付凭证号不符合要求',
  'payment-date-malformed': '支付日期不对',
  'payment-date-outside-year': '支付日期不在预算年度',
  'payment-date-in-future': '支付日期在今天之后',
  'payment-payee-missing': '没有收款人',
  'payment-text-malformed': '用途不合要求',
} as const;

const paymentAmountRefusals = {
  'payment-number-used': '支付凭证号已经登记',
  'refund-original-unknown': '没有被退回的支付',
  'refund-before-payment': '退回早于支付',
  'refund-exceeds-payment': '退回多于支付',
  'payment-corrected-unknown': '没有要更正的支付',
  'payment-corrected-already': '原支付已经更正过',
} as const;

const bookingRefusals = {
  'booking-payment-unknown': '没有要入账的支付',
  'booking-repeated': '支付已经入账',
} as const;

/** Importing an export of the finance system. */
const importRefusals = {
  'import-unit-unknown': '没有这个单位',
  'import-mapping-malformed': '列的指定不对',
  'import-unreadable': '文件读不出表格',
  'import-header-missing': '没有找到表头',
  'import-column-missing': '缺少一栏',
  'import-column-repeated': '一栏有两列可选',
  'import-rows-missing': '表里没有数据',
  'import-unknown': '没有这次导入',
  'import-faulty': '有不能导入的行',
} as const;

/** Every refusal with its short Chinese name, in the order of the page. */
export const budgetRefusals = {
  ...projectRefusals,
  ...documentRefusals,
  ...lineRefusals,
  ...documentAmountRefusals,
  ...paymentRefusals,
  ...paymentAmountRefusals,
  ...reservationRefusals,
  ...balanceRefusals,
  ...checkRefusals,
  ...bookingRefusals,
  ...importRefusals,
} as const;

export type BudgetRefusalId = keyof typeof budgetRefusals;

export interface BudgetRefusal {
  readonly id: BudgetRefusalId;
  /** Chinese, for the person at the desk: what happened, with the values, and what to do. */
  readonly message: string;
}

export type Refused = { readonly outcome: 'refused'; readonly refusal: BudgetRefusal };

export function refuse(id: BudgetRefusalId, message: string): Refused {
  return { outcome: 'refused', refusal: { id, message } };
}

/** A rule answers with the sentence that refuses, or null. */
export type Rule<Facts, Draft> = readonly [BudgetRefusalId, (facts: Facts, draft: Draft) => string | null];

/** The first refusal of the rules, in their order; null if none holds. */
export function firstRefusal<Facts, Draft>(
  rules: readonly Rule<Facts, Draft>[],
  facts: Facts,
  draft: Draft,
): Refused | null {
  for (const [id, rule] of rules) {
    const message = rule(facts, draft);
    if (message !== null) return refuse(id, message);
  }
  return null;
}
