/**
 * What the voucher desk refuses, in order of precedence; `docs/reference/refusals-vouchers.md` lists the same. What the ledger
 * refuses to post, and that maker and checker are one person, are said in their own words (`refusals-ledger.md`,
 * `refusals-access.md`).
 */
export const voucherRefusals = {
  'unit-unknown': '没有这个会计主体的账',
  'voucher-unknown': '没有这张凭证',
  'voucher-resubmitted-differently': '同一编号的凭证内容不同',
  'voucher-state-unfit': '凭证所处的状态不能这样办',
  'voucher-of-another-maker': '不是本人编制的凭证',
  'reason-missing': '没有写明理由',
  'attachment-unknown': '附件尚未上传',
  'project-missing': '项目支出没有写明项目',
  'payment-order-missing': '财政直接支付没有支付凭证号',
  'month-vouchers-unbooked': '当月还有凭证没有记账',
  'attachment-not-found': '没有这份附件',
} as const;

export type VoucherRefusalId = keyof typeof voucherRefusals;
