/**
 * 职工医保按月缴费与个人账户：基数在下限和上限之间，单位、个人、生育各按费率；在职划入个人账户，退休定额划入，灵活就业按选择。
 *
 *     湖南 2025-04 在职 工资6000.00 → 个人120.00，单位480.00，生育42.00，个人账户120.00
 */
import { type AreaId, type Fen, firstDayOf, isMonth, type Month, type ParameterSet } from '@mingzhang/kernel';
import { ratioOf } from '../settlement/arithmetic.ts';
import { ContributionLookUp } from './look-up.ts';
import { type ContributionRefused, refuse } from './refusals.ts';

/** 在职、退休（已满年限）、灵活就业（单建统筹，不设个人账户）、灵活就业（统账结合）、领失业金人员. */
export const employeeKinds = {
  'in-service': '在职职工',
  retired: '退休人员',
  'flexible-pool-only': '灵活就业人员（单建统筹）',
  flexible: '灵活就业人员（统账结合）',
  unemployed: '领取失业保险金人员',
} as const;

export type EmployeeKind = keyof typeof employeeKinds;

export interface EmployeeMonth {
  readonly area: AreaId;
  readonly month: Month;
  readonly kind: EmployeeKind;
  /** 申报工资; 0 for those whose base does not follow a wage. */
  readonly wage: Fen;
}

export interface EmployeeContribution {
  /** 缴费基数 */
  readonly base: Fen;
  readonly person: Fen;
  readonly employer: Fen;
  /** 生育保险 by the employer; null where the place's rate is not known for the month. */
  readonly maternity: Fen | null;
  /** 失业保险基金 pays for the unemployed. */
  readonly unemploymentFund: Fen;
  /** 划入个人账户 */
  readonly account: Fen;
}

/** What is due for one member's month, or why it cannot be said. */
export function employeeContribution(
  parameters: ParameterSet,
  { area, month, kind, wage }: EmployeeMonth,
): EmployeeContribution | ContributionRefused {
  if (!isMonth(month)) return refuse('date-malformed', `“${month}”不是月份，应写作2025-04。`);
  if (!Number.isSafeInteger(wage) || wage < 0) return refuse('wage-malformed', `工资${wage}不是非负的整数分。`);
  const look = new ContributionLookUp(parameters, area, firstDayOf(month));
  const rate = (key: string): number => look.number(`employee/contribution/${key}`);
  const result = reckon(kind, wage, look, rate);
  return look.refusal(`${employeeKinds[kind]}缴费`) ?? result;
}

function reckon(
  kind: EmployeeKind,
  wage: Fen,
  look: ContributionLookUp,
  rate: (key: string) => number,
): EmployeeContribution {
  const none = { person: 0, employer: 0, maternity: 0, unemploymentFund: 0, account: 0 };
  switch (kind) {
    case 'in-service': {
      const reference = rate('reference-wage');
      const floor = ratioOf(reference, rate('base-floor'));
      const ceiling = reference * rate('base-ceiling');
      const base = Math.min(Math.max(wage, floor), ceiling);
      const maternity = look.has('employee/contribution/maternity') ? ratioOf(base, rate('maternity')) : null;
      return {
        ...none,
        base,
        person: ratioOf(base, rate('person')),
        employer: ratioOf(base, rate('employer')),
        maternity,
        account: ratioOf(base, rate('account-in-service')),
      };
    }
    case 'retired':
      return { ...none, base: 0, account: rate('account-retired') };
    case 'flexible-pool-only': {
      const base = ratioOf(rate('reference-wage'), rate('flexible-base'));
      return { ...none, base, person: ratioOf(base, rate('employer')) };
    }
    case 'flexible': {
      const base = ratioOf(rate('reference-wage'), rate('flexible-base'));
      const both = rate('employer') + rate('person');
      return { ...none, base, person: ratioOf(base, both), account: ratioOf(base, rate('account-in-service')) };
    }
    case 'unemployed': {
      const base = ratioOf(rate('reference-wage'), rate('flexible-base'));
      return { ...none, base, unemploymentFund: ratioOf(base, rate('employer') + rate('person')) };
    }
  }
}
