/**
 * 手工（零星）报销：没有直接结算的费用，凭票据申请，按同样的规则核定。先看该不该由基金付、在不在享受待遇期间、有没有过申请期限。
 *
 * 社会保险法第三十条列出不由基金支付的四种费用（依据待核）：应当从工伤保险基金中支付的，应当由第三人负担的，应当由公共卫生负担的，在境外就医的。
 */
import {
  type AreaId,
  type DateText,
  isDate,
  isInForceOn,
  type ParameterSet,
  type Span,
  yearOf,
} from '@mingzhang/kernel';

/** Why somebody was treated, as far as it decides who pays. */
export const causes = {
  illness: '疾病',
  'work-injury': '工伤',
  'third-party': '第三人侵害',
  'public-health': '公共卫生',
  abroad: '境外就医',
} as const;

export type Cause = keyof typeof causes;

export const manualClaimRefusals = {
  'claim-date-malformed': '日期不对',
  'not-payable-by-fund': '不由医保基金支付',
  'not-covered-on-day': '就医时不在享受待遇期间',
  'settled-already': '已经结算过',
  'claim-too-late': '超过申请期限',
} as const;

export type ManualClaimRefusalId = keyof typeof manualClaimRefusals;

export interface ManualClaim {
  readonly area: AreaId;
  readonly treatedFrom: DateText;
  readonly treatedTo: DateText;
  readonly submittedOn: DateText;
  readonly cause: Cause;
  /** 享受待遇的期间 of the person, in the scheme claimed on. */
  readonly coverage: readonly Span[];
  /** True where the same visit stands settled, by the institution or by hand. */
  readonly settled: boolean;
}

export interface ManualClaimRefused {
  readonly refusal: ManualClaimRefusalId;
  readonly message: string;
}

/** Whether a claim is taken; the amounts are then settled as any visit's. Null: it is. */
export function decideManualClaim(parameters: ParameterSet, claim: ManualClaim): ManualClaimRefused | null {
  const { area, treatedFrom, treatedTo, submittedOn, cause, coverage, settled } = claim;
  const refuse = (refusal: ManualClaimRefusalId, message: string): ManualClaimRefused => ({ refusal, message });
  if (![treatedFrom, treatedTo, submittedOn].every(isDate) || treatedFrom > treatedTo || treatedTo > submittedOn) {
    return refuse(
      'claim-date-malformed',
      `就医${treatedFrom}至${treatedTo}、申请${submittedOn}的先后不对，请对照票据核对。`,
    );
  }
  if (cause !== 'illness') {
    return refuse(
      'not-payable-by-fund',
      `${causes[cause]}的费用不由医保基金支付（社会保险法第三十条，依据待核）；请告知应向谁申请。`,
    );
  }
  const outside = [treatedFrom, treatedTo].find((day) => !coverage.some((span) => isInForceOn(span, day)));
  if (outside !== undefined) {
    return refuse('not-covered-on-day', `${outside}不在享受待遇期间，这部分费用不予报销；请核对参保和缴费到账日期。`);
  }
  if (settled) return refuse('settled-already', '同一次就医已经结算过，不能再报；请先查明是直接结算还是已经手工报销。');
  const deadline = parameters.find(area, 'resident/manual-claim/deadline', treatedTo);
  if (deadline.kind === 'in-force') {
    const last = `${yearOf(treatedTo) + 1}-${deadline.value}`;
    if (submittedOn > last)
      return refuse('claim-too-late', `${treatedTo}的费用应在${last}前申请，${submittedOn}已过期限。`);
  }
  return null;
}
