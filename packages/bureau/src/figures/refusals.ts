/**
 * What is refused of figures, in order of precedence; `docs/reference/refusals-figures.md` lists the same. That maker and checker are
 * one person is said in the words of access.
 */
export const figureRefusals = {
  'figure-unknown': '没有这个指标',
  'coordinates-unknown': '指标没有这个分项',
  'figure-is-computed': '这个指标由系统计算',
  'value-not-a-number': '数值不是数',
  'value-not-whole': '个数须是整数',
  'value-finer-than-a-fen': '金额细于分',
  'date-malformed': '日期不对',
  'period-reversed': '期间首尾颠倒',
  'cut-off-outside-period': '截止日不在期间内',
  'denominator-missing': '比率没有分母',
  'denominator-is-no-operand': '分母不是公式中的指标',
  'denominator-is-zero': '分母为零',
  'survey-missing': '没有写明调查',
  'survey-malformed': '调查情况不完整',
  'source-register-missing': '没有写明来源台账',
  'attachment-hash-malformed': '没有附件',
  'attachment-not-uploaded': '附件尚未上传',
  'declaration-stands': '已有填报值',
  'declaration-unknown': '没有这条填报',
  'declaration-state-unfit': '填报所处的状态不能这样办',
  'return-reason-missing': '没有写明退回的理由',
} as const;

export type FigureRefusalId = keyof typeof figureRefusals;

export interface FigureRefusal {
  readonly id: FigureRefusalId;
  readonly message: string;
}

export function refuseFigure(id: FigureRefusalId, message: string): { readonly refusal: FigureRefusal } {
  return { refusal: { id, message } };
}
