/**
 * What is refused of goals, monitoring and evaluations, in order of precedence; `docs/reference/refusals-performance.md` lists the same.
 * That maker and checker are one person is said in the words of access.
 */
import { type AccessRefusal } from '../access/index.ts';

/** Whatever is entered. */
const commonRefusals = {
  'id-malformed': '编号格式不对',
  'id-used': '编号已用于别的内容',
  'department-unknown': '没有这个部门',
  'record-unknown': '没有这条记录',
  'state-unfit': '所处的状态不能这样办',
  'text-malformed': '文字不合要求',
  'return-reason-missing': '没有写明退回的理由',
} as const;

const rulesRefusals = {
  'rules-malformed': '评分规则不成立',
  'rules-unconfirmed': '评分规则尚未采用',
} as const;

const goalRefusals = {
  'goal-year-malformed': '年度不对',
  'project-unknown': '没有这个项目',
  'project-not-of-year': '项目不在这一年',
  'goal-stands': '已有绩效目标',
  'indicators-missing': '没有指标',
  'indicator-level-unfit': '二级指标不属于这个一级指标',
  'indicator-repeated': '指标重复',
  'target-missing': '没有目标值',
  'target-not-a-number': '目标值不是数',
  'target-above-hundred': '比率目标超过100%',
  'points-malformed': '分值不对',
  'points-do-not-add-up': '分值合计不符',
} as const;

const monitoringRefusals = {
  'goal-not-checked': '目标尚未复核',
  'date-outside-year': '日期不在年度内',
  'round-out-of-order': '监控次序不对',
  'line-unknown': '没有这个指标行',
  'deviation-unexplained': '偏离没有说明',
} as const;

const evaluationRefusals = {
  'year-not-ended': '年度尚未终了',
  'evaluation-stands': '已有自评',
  'budget-missing': '没有预算',
  'executed-above-budget': '执行数超过全年预算',
  'outcome-copies-goal': '完成情况照抄目标',
  'actual-missing': '没有实际完成值',
  'actual-not-a-number': '实际完成值不是数',
  'figure-unknown': '没有这个指标数据',
  'figure-without-value': '指标数据没有值',
  'figure-unit-differs': '计量单位不同',
  'evidence-missing': '没有依据',
  'attachment-not-uploaded': '附件尚未上传',
  'survey-missing': '没有写明调查',
  'percent-above-hundred': '比率超过100%',
  'band-unfit': '得分不在所选档次',
  'reason-missing': '没有写明原因',
  'measure-missing': '没有改进措施',
  'figure-changed': '数据已经变化',
} as const;

const reviewRefusals = {
  'evaluation-not-checked': '自评尚未复核',
  'review-stands': '已有部门评价',
  'score-out-of-range': '得分不在0至100分',
  'review-missing': '还没有部门评价',
  'use-stands': '已有结果应用',
  'use-amount-unfit': '金额与应用方式不符',
} as const;

/** Every refusal with its short Chinese name, in the order of the page. */
export const performanceRefusals = {
  ...commonRefusals,
  ...rulesRefusals,
  ...goalRefusals,
  ...monitoringRefusals,
  ...evaluationRefusals,
  ...reviewRefusals,
} as const;

export type PerformanceRefusalId = keyof typeof performanceRefusals;

export interface PerformanceRefusal {
  readonly id: PerformanceRefusalId;
  /** Chinese, for the person at the desk: what happened, with the values, and what to do. */
  readonly message: string;
}

export interface PerformanceRefused {
  readonly refusal: PerformanceRefusal | AccessRefusal;
}

export function refuse(id: PerformanceRefusalId, message: string): { readonly refusal: PerformanceRefusal } {
  return { refusal: { id, message } };
}

type Refused = ReturnType<typeof refuse>;

/** The first refusal of several, in the order they are given. */
export function firstRefusal(...refusals: readonly (Refused | null)[]): Refused | null {
  return refusals.find((refusal) => refusal !== null) ?? null;
}
