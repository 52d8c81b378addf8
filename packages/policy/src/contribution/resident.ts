/**
 * 城乡居民参保缴费：个人缴费、资助、财政补助分担、新生儿、集中征缴期后的等待期。
 *
 *     湖南 2023年 低保对象 → 个人缴费标准350.00，救助资助175.00，本人缴175.00，财政补助640.00（中央60%：384.00）
 *
 * N年的通知规定N年的财政补助和N+1年的个人缴费；参数文件已按参保年度列数。
 */
import {
  type AreaId,
  addMonths,
  type DateText,
  type Fen,
  firstDayOf,
  isDate,
  monthOf,
  type ParameterSet,
} from '@mingzhang/kernel';
import { ratioOf } from '../settlement/arithmetic.ts';
import { type Category, categories } from '../settlement/visit.ts';
import { ContributionLookUp } from './look-up.ts';
import { type ContributionRefused, refuse } from './refusals.ts';

export interface ResidentEnrolment {
  readonly area: AreaId;
  /** 参保（待遇）年度 */
  readonly year: number;
  readonly enrolledOn: DateText;
  readonly bornOn: DateText;
  readonly categories: readonly Category[];
}

export interface ResidentContribution {
  /** 个人缴费标准 */
  readonly standard: Fen;
  /** 救助资助, from the assistance fund: one person one subsidy, the highest. */
  readonly subsidy: Fen;
  readonly subsidyCategory: Category | null;
  /** What the person pays: standard less subsidy; with the fiscal share where one comes late and the place asks for it. */
  readonly person: Fen;
  readonly fiscal: Fen;
  readonly central: Fen;
  /** What province, city and county share. */
  readonly local: Fen;
  /** How they share it: 省, 市, and 县 with the rest; null while a place's shares are not known. */
  readonly sharedBy: { readonly province: Fen; readonly city: Fen; readonly county: Fen } | null;
  readonly coveredFrom: DateText;
  readonly newborn: boolean;
  readonly late: boolean;
}

/** What is due for one resident's year, or why it cannot be said. */
export function residentContribution(
  parameters: ParameterSet,
  enrolment: ResidentEnrolment,
): ResidentContribution | ContributionRefused {
  const { area, year, enrolledOn, bornOn } = enrolment;
  if (!isDate(enrolledOn) || !isDate(bornOn) || bornOn > enrolledOn) {
    return refuse('date-malformed', `出生日期${bornOn}、参保日期${enrolledOn}不对，出生应不晚于参保。`);
  }
  const firstDay = `${year}-01-01`;
  if (enrolledOn > `${year}-12-31` || enrolledOn < `${year - 1}-01-01`) {
    return refuse('date-malformed', `${enrolledOn}不能办理${year}年度的参保，请核对参保年度。`);
  }
  const look = new ContributionLookUp(parameters, area, firstDay);
  const standard = look.number('resident/funding/personal');
  const fiscal = look.number('resident/funding/fiscal');
  const central = ratioOf(fiscal, look.number('resident/funding/central-share'));

  let coveredFrom: DateText = firstDay;
  let newborn = false;
  let late = false;
  let due = standard;
  let extra = 0;
  if (bornOn >= firstDay && daysBetween(bornOn, enrolledOn) <= look.number('resident/enrolment/newborn-days')) {
    newborn = true;
    coveredFrom = bornOn;
    due = ratioOf(standard, look.number('resident/enrolment/newborn-premium'));
  } else if (enrolledOn >= firstDay) {
    late = true;
    const months = look.number('resident/enrolment/late-waiting-months');
    if (look.word('resident/enrolment/late-pays-fiscal-share') === 'yes') extra = fiscal;
    const waited = addMonths(monthOf(enrolledOn), months);
    coveredFrom = months === 0 ? enrolledOn : firstDayOf(waited);
  }

  const subsidy = highestSubsidy(parameters, look, enrolment, due);
  const local = extra > 0 ? 0 : fiscal - central;
  const refused = look.refusal('居民参保缴费');
  if (refused !== null) return refused;
  return {
    standard: due,
    subsidy: subsidy.amount,
    subsidyCategory: subsidy.category,
    person: due - subsidy.amount + extra,
    fiscal: fiscal - extra,
    central: extra > 0 ? 0 : central,
    local,
    sharedBy: localShares(parameters, area, firstDay, local),
    coveredFrom,
    newborn,
    late,
  };
}

/** 省、市按比例分担，县承担其余；任何一级的比例没有确认，就不分。 */
function localShares(
  parameters: ParameterSet,
  area: AreaId,
  day: DateText,
  local: Fen,
): ResidentContribution['sharedBy'] {
  const province = parameters.find(area, 'resident/funding/province-share', day);
  const city = parameters.find(area, 'resident/funding/city-share', day);
  if (province.kind !== 'in-force' || city.kind !== 'in-force') return null;
  const [ofProvince, ofCity] = [ratioOf(local, Number(province.value)), ratioOf(local, Number(city.value))];
  return { province: ofProvince, city: ofCity, county: local - ofProvince - ofCity };
}

/** 一人一项，就高不就低；不超过应缴。 */
function highestSubsidy(
  parameters: ParameterSet,
  look: ContributionLookUp,
  { area, year, categories: mine }: ResidentEnrolment,
  due: Fen,
): { readonly amount: Fen; readonly category: Category | null } {
  let best: { amount: Fen; category: Category | null } = { amount: 0, category: null };
  const ordered = (Object.keys(categories) as readonly Category[]).filter((category) => mine.includes(category));
  if (ordered.length === 0) return best;
  const known = parameters.keysUnder(area, 'resident/subsidy/', `${year}-01-01`);
  // Where the place's rules for the year are not known at all, nobody's subsidy is nothing: it is unknown.
  if (known.length === 0) look.missing(`${area}${year}年度参保资助标准`);
  for (const category of ordered) {
    const key = `resident/subsidy/${category}`;
    if (!known.includes(key)) continue;
    const amount = Math.min(due, look.number(key));
    if (amount > best.amount) best = { amount, category };
  }
  return best;
}

function daysBetween(from: DateText, to: DateText): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
