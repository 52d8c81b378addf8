/**
 * 生育津贴：用人单位上年度职工月平均缴费基数除以30，乘以产假天数。
 *
 *     月平均6000.00 ÷ 30 × 158天 = 31600.00
 */
import { type AreaId, type DateText, type Fen, isDate, type ParameterSet } from '@mingzhang/kernel';
import { roundedQuotient } from '../settlement/arithmetic.ts';
import { ContributionLookUp } from './look-up.ts';
import { type ContributionRefused, refuse } from './refusals.ts';

export interface MaternityLeave {
  readonly area: AreaId;
  /** 分娩日期 */
  readonly bornOn: DateText;
  /** 用人单位职工月平均缴费基数 */
  readonly averageBase: Fen;
}

export interface MaternityAllowance {
  readonly days: number;
  readonly allowance: Fen;
}

/** What the fund pays for the leave, or why it cannot be said. */
export function maternityAllowance(
  parameters: ParameterSet,
  { area, bornOn, averageBase }: MaternityLeave,
): MaternityAllowance | ContributionRefused {
  if (!isDate(bornOn)) return refuse('date-malformed', `分娩日期“${bornOn}”不是存在的一天。`);
  if (!Number.isSafeInteger(averageBase) || averageBase < 0 || averageBase > 1_000_000_000) {
    return refuse('wage-malformed', `月平均缴费基数${averageBase}不是合理的整数分。`);
  }
  const look = new ContributionLookUp(parameters, area, bornOn);
  const days = look.number('employee/maternity/allowance-days');
  const monthDays = look.number('employee/maternity/allowance-month-days');
  return look.refusal('生育津贴') ?? { days, allowance: roundedQuotient(averageBase * days, Math.max(1, monthDays)) };
}
