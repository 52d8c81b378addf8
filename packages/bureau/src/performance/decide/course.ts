/** Checking, monitoring, the department's evaluation and the use of results: what may follow what. */
import { type DateText, exact, type Fen, isDate, parseExact } from '@mingzhang/kernel';
import { firstRefusal, refuse } from '../refusals.ts';
import { idProblem, type Refused, textProblem } from './goal.ts';

/** Where something that two people make stands. */
export interface Standing {
  readonly maker: string;
  readonly checker: string | null;
  readonly returnedReason: string | null;
  readonly replacedBy: string | null;
}

export type CourseState = 'made' | 'checked' | 'returned' | 'replaced';

export const courseStateNames: Readonly<Record<CourseState, string>> = {
  made: '待复核',
  checked: '已复核',
  returned: '已退回',
  replaced: '已替换',
};

/** A replacement takes over once it is checked; until then what it is to replace goes on counting. */
export function stateOf({ checker, returnedReason, replacedBy }: Standing): CourseState {
  if (returnedReason !== null) return 'returned';
  if (replacedBy !== null) return 'replaced';
  return checker === null ? 'made' : 'checked';
}

/** Why something may not be checked or sent back now, or null; who may is asked of access. */
export function decidableProblem(standing: Standing | null, what: string, verb: '复核' | '退回'): Refused | null {
  if (standing === null) return refuse('record-unknown', `没有这份${what}，请从列表打开。`);
  const state = stateOf(standing);
  if (state === 'made') return null;
  return refuse('state-unfit', `这份${what}${courseStateNames[state]}，不能再${verb}。`);
}

export function returnProblem(reason: string): Refused | null {
  if (reason.trim().length < 2) return refuse('return-reason-missing', '退回要写明理由，编制人才知道要改什么。');
  return textProblem({ 退回理由: reason.trim() }, 500);
}

/** 正常, 偏离, 有风险: how an indicator stands when it is looked at. */
export const monitoringStates = { normal: '正常', behind: '偏离', risk: '难以完成' } as const;

export interface MonitoringLine {
  /** Index of the goal's indicator. */
  readonly line: number;
  /** What has been reached so far; '' where that is not yet known. */
  readonly value: string;
  readonly state: keyof typeof monitoringStates;
  /** Why it is behind and what is done. */
  readonly note: string;
}

export interface MonitoringDraft {
  readonly id: string;
  readonly goal: string;
  readonly round: 1 | 2;
  readonly asOf: DateText;
  readonly lines: readonly MonitoringLine[];
}

export interface MonitoringFacts {
  readonly today: DateText;
  readonly goal: { readonly year: number; readonly state: CourseState; readonly indicators: number } | null;
  /** The rounds that are recorded, with their days. */
  readonly recorded: readonly { readonly round: number; readonly asOf: DateText }[];
}

/** Why monitoring may not be recorded, or null. */
export function decideMonitoring({ today, goal, recorded }: MonitoringFacts, draft: MonitoringDraft): Refused | null {
  const { id, round, asOf, lines } = draft;
  const form = firstRefusal(idProblem(id));
  if (form !== null) return form;
  if (goal === null) return refuse('record-unknown', '没有这份绩效目标，请从列表打开。');
  if (goal.state !== 'checked')
    return refuse('goal-not-checked', `目标${courseStateNames[goal.state]}，复核后的目标才能监控。`);
  if (!isDate(asOf) || Number(asOf.slice(0, 4)) !== goal.year || asOf > today)
    return refuse('date-outside-year', `监控截止日“${asOf}”须在${goal.year}年内，且不在今天（${today}）之后。`);
  const before = recorded.find((one) => one.round === 1);
  if (recorded.some((one) => one.round === round) || (round === 2 && (before === undefined || before.asOf >= asOf)))
    return refuse(
      'round-out-of-order',
      before === undefined
        ? '第一次监控还没有记录，不能记第二次。'
        : `第${round}次监控已经记录，或截止日不晚于第一次（${before.asOf}）。一年两次，先后记录。`,
    );
  for (const line of lines) {
    if (!Number.isSafeInteger(line.line) || line.line < 0 || line.line >= goal.indicators)
      return refuse('line-unknown', `目标没有第${line.line + 1}个指标，请刷新后再填。`);
    if (line.value !== '' && parseExact(line.value) === null)
      return refuse('actual-not-a-number', `第${line.line + 1}个指标的进度“${line.value}”不是数，填不带单位的数。`);
    const text = textProblem({ '监控说明？': line.note }, 500);
    if (text !== null) return text;
    if (line.state !== 'normal' && line.note === '')
      return refuse(
        'deviation-unexplained',
        `第${line.line + 1}个指标${monitoringStates[line.state]}，要写明原因和纠偏措施。`,
      );
  }
  return null;
}

export interface ReviewDraft {
  readonly id: string;
  readonly evaluation: string;
  readonly score: string;
  readonly opinion: string;
}

/** Why the department may not evaluate, or null. */
export function decideReview(
  evaluation: (Standing & { readonly reviewed: boolean }) | null,
  { id, score, opinion }: ReviewDraft,
): Refused | null {
  const form = firstRefusal(idProblem(id), textProblem({ 评价意见: opinion }));
  if (form !== null) return form;
  if (evaluation === null) return refuse('record-unknown', '没有这份自评，请从列表打开。');
  if (stateOf(evaluation) !== 'checked')
    return refuse('evaluation-not-checked', `自评${courseStateNames[stateOf(evaluation)]}，复核后才能作部门评价。`);
  if (evaluation.reviewed) return refuse('review-stands', '这份自评已有部门评价。');
  const value = parseExact(score);
  if (value === null || value < 0n || value > exact('100') || value % exact('0.01') !== 0n)
    return refuse('score-out-of-range', `部门评价得分“${score}”不对，应在0至100分之间，最多两位小数。`);
  return null;
}

export const useKinds = {
  continued: '照常安排',
  increased: '增加预算',
  reduced: '压减预算',
  adjusted: '调整支出方向',
  ended: '不再安排',
} as const;

export type UseKind = keyof typeof useKinds;

export interface UseDraft {
  readonly id: string;
  readonly evaluation: string;
  readonly kind: UseKind;
  readonly amount: Fen | null;
  readonly note: string;
}

/** Why a result may not be used so, or null. */
export function decideUse(
  evaluation: { readonly reviewed: boolean; readonly used: boolean } | null,
  { id, kind, amount, note }: UseDraft,
): Refused | null {
  const form = firstRefusal(idProblem(id), textProblem({ 应用说明: note }));
  if (form !== null) return form;
  if (evaluation === null) return refuse('record-unknown', '没有这份自评，请从列表打开。');
  if (!evaluation.reviewed) return refuse('review-missing', '还没有部门评价，评价之后再定结果如何应用。');
  if (evaluation.used) return refuse('use-stands', '这份自评的结果应用已经记录。');
  const changes = kind === 'increased' || kind === 'reduced';
  const fits = changes ? amount !== null && Number.isSafeInteger(amount) && amount > 0 : amount === null;
  return fits
    ? null
    : refuse(
        'use-amount-unfit',
        changes ? `“${useKinds[kind]}”要写明金额，大于零，精确到分。` : `“${useKinds[kind]}”不写金额。`,
      );
}
