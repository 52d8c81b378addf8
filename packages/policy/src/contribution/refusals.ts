/** What the reckoning of contributions refuses, in order of precedence; on the same page as the settlement's refusals. */
export const contributionRefusals = {
  'date-malformed': '日期不对',
  'wage-malformed': '工资不对',
  'not-covered': '没有适用的规定',
  'parameter-unconfirmed': '参数尚未确认',
} as const;

export type ContributionRefusalId = keyof typeof contributionRefusals;

export interface ContributionRefused {
  readonly refusal: ContributionRefusalId;
  readonly message: string;
}

export function refuse(refusal: ContributionRefusalId, message: string): ContributionRefused {
  return { refusal, message };
}
