/**
 * Everything the engine refuses: a closed list in order of precedence. `docs/reference/refusals-policy.md` lists the same ids in
 * the same order, and a test holds the two together.
 */
export const settlementRefusals = {
  'code-unknown': '没有这个代码',
  'lines-missing': '没有费用明细',
  'lines-too-many': '费用明细过多',
  'amount-not-whole-fen': '金额不是整数分',
  'amount-negative': '金额为负',
  'amount-too-large': '金额过大',
  'ratio-out-of-range': '比例超出0到1',
  'line-amount-differs': '数量乘单价不等于金额',
  'line-outside-year': '费用日期不在结算年度',
  'item-not-in-force': '项目在费用日期不适用',
  'accumulator-malformed': '累计数不对',
  'not-covered': '没有适用的规定',
  'parameter-unconfirmed': '参数尚未确认',
  'accumulator-beyond-cap': '累计数超过限额',
  'hospital-bears-too-much': '医院负担超过个人应付',
} as const;

export type SettlementRefusalId = keyof typeof settlementRefusals;

export interface SettlementRefused {
  readonly refusal: SettlementRefusalId;
  /** Number of the fee line from 1; null where it is not about a line. */
  readonly line: number | null;
  /** What happened, why it matters and what to do. */
  readonly message: string;
}

export function refuse(refusal: SettlementRefusalId, message: string, line: number | null = null): SettlementRefused {
  return { refusal, line, message };
}
