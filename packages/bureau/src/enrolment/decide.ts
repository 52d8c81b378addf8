/**
 * What is due and from whom, as plain functions: the person as the registry knows them, the day and the parameters come in.
 *
 *     2023年度，2022-11-20登记，低保对象（湖南）→ 应缴350.00，资助175.00，本人175.00，缴清后自2023-01-01享受
 */
import {
  addMonths,
  type DateText,
  type Fen,
  firstDayOf,
  isDate,
  isMonth,
  isUuid7,
  type Month,
  monthOf,
  type ParameterSet,
} from '@mingzhang/kernel';
import {
  type Category,
  type EmployeeKind,
  employeeContribution,
  employeeKinds,
  type Member,
  residentContribution,
  type Scheme,
} from '@mingzhang/policy';
import { type CategorySpan, categoriesKnown, type Division, policyAreaOf, type Spell } from '../registry/index.ts';
import { type EnrolmentRefused, ofRules, refuse } from './refusals.ts';

export function idProblem(id: string): EnrolmentRefused | null {
  if (isUuid7(id)) return null;
  return refuse('id-malformed', `编号“${id}”不是小写的第7版UUID。编号由提交一方生成，重发时沿用原编号。`);
}

export function textProblem(texts: Readonly<Record<string, string>>): EnrolmentRefused | null {
  for (const [name, text] of Object.entries(texts)) {
    if (text === '' || text.length > 200 || text !== text.trim() || /\p{Cc}/u.test(text)) {
      return refuse('text-malformed', `“${name}”要填写，不超过200字，首尾不留空白，不含换行，请改正后再提交。`);
    }
  }
  return null;
}

export function dayProblem(name: string, day: string, today: DateText): EnrolmentRefused | null {
  if (!isDate(day)) return refuse('date-malformed', `“${name}”写作“${day}”，应是存在的一天，如“2024-03-05”。`);
  if (day > today) return refuse('date-in-future', `“${name}”${day}在今天（${today}）之后，请核对日期。`);
  return null;
}

/** What enrolment needs to know of somebody. */
export interface Enrollee {
  readonly name: string;
  readonly bornOn: DateText;
  readonly diedOn: DateText | null;
  readonly spells: readonly Pick<Spell, 'scheme' | 'area' | 'from' | 'to'>[];
  readonly categories: readonly CategorySpan[];
}

/** What somebody owes for a year or a month. */
export interface DueDraft {
  readonly scheme: 'resident' | 'employee';
  /** '2024' or '2024-05' */
  readonly period: string;
  /** 居民、新生儿, or the kind of employee. */
  readonly kind: DueKind;
  readonly base: Fen;
  /** 个人缴费标准 before the subsidy; for employees what both sides owe. */
  readonly standard: Fen;
  readonly subsidy: Fen;
  readonly subsidyCategory: Category | null;
  readonly person: Fen;
  readonly employerShare: Fen;
  /** 划入个人账户 out of the person's share. */
  readonly account: Fen;
  readonly fiscal: Fen;
  readonly coveredFrom: DateText;
}

export const dueKinds = { resident: '居民', newborn: '新生儿', late: '集中征缴期后参保', ...employeeKinds } as const;

export type DueKind = keyof typeof dueKinds;

export interface ResidentRequest {
  /** The bureau's county. */
  readonly area: string;
  readonly year: number;
  readonly enrolledOn: DateText;
  readonly today: DateText;
}

const alive = ({ from, to }: Pick<Spell, 'from' | 'to'>): boolean => to === null || to >= from;

/** What a resident owes for a year, or why they cannot be enrolled for it. */
export function decideResidentDue(
  parameters: ParameterSet,
  { name, bornOn, diedOn, spells, categories }: Enrollee,
  { area: division, year, enrolledOn, today }: ResidentRequest,
): DueDraft | EnrolmentRefused {
  const problem = dayProblem('参保登记日期', enrolledOn, today);
  if (problem !== null) return problem;
  const area = policyAreaOf(division);
  if (area === null) {
    return refuse('area-without-rules', `区划${division}没有对应的参数，不知道适用哪里的规定；请先录入本地的规定。`);
  }
  const first = `${year}-01-01`;
  const opens = parameters.find(area, 'resident/enrolment/window-opens', `${year}-01-01`);
  if (opens.kind === 'in-force' && enrolledOn < `${year - 1}-${opens.value}`) {
    return refuse(
      'collection-not-open',
      `${year}年度的集中征缴期自${year - 1}-${opens.value}开始，${enrolledOn}还不能登记；请到时再办，或核对参保年度。`,
    );
  }
  const start = enrolledOn > first ? enrolledOn : first;
  if (diedOn !== null && diedOn < start) {
    return {
      refusal: {
        list: 'registry',
        id: 'person-dead',
        message: `${name}${diedOn}死亡，不能登记${year}年度参保。登记有误的请先更正死亡日期。`,
      },
    };
  }
  const meets = spells.filter(
    (spell) => alive(spell) && spell.from <= `${year}-12-31` && (spell.to === null || spell.to >= start),
  );
  const employed = meets.find(({ scheme }) => scheme !== 'resident');
  if (employed !== undefined) {
    return refuse(
      'employed',
      `${name}自${employed.from}起参加职工医保${employed.to === null ? '' : `（到${employed.to}）`}，不能重复参加居民医保；已经离职的请先停保。`,
    );
  }
  const elsewhere = meets.find((spell) => spell.area !== division);
  if (elsewhere !== undefined) {
    return refuse(
      'insured-elsewhere',
      `${name}已在${elsewhere.area}参保（${elsewhere.from}起），不能在两地重复参保；要在本地参保的请先在那里停保或办理转移。`,
    );
  }
  const here = meets.find(({ scheme }) => scheme === 'resident');
  if (here !== undefined) return enrolledAlready(name, String(year));
  const due = residentContribution(parameters, {
    area,
    year,
    enrolledOn,
    bornOn,
    categories: categoriesKnown(categories, enrolledOn, enrolledOn),
  });
  if ('refusal' in due) return ofRules(due);
  return {
    scheme: 'resident',
    period: String(year),
    kind: due.newborn ? 'newborn' : due.late ? 'late' : 'resident',
    base: 0,
    standard: due.standard,
    subsidy: due.subsidy,
    subsidyCategory: due.subsidyCategory,
    person: due.person,
    employerShare: 0,
    account: 0,
    fiscal: due.fiscal,
    coveredFrom: due.coveredFrom,
  };
}

export function enrolledAlready(name: string, period: string): EnrolmentRefused {
  return refuse(
    'enrolled-already',
    `${name}${period.length === 4 ? `${period}年度` : period}已经登记，不用再登；登错的请先撤回原登记。`,
  );
}

export interface Employment {
  readonly id: string;
  readonly spell: string;
  readonly employer: string;
  readonly kind: EmployeeKind;
  readonly wage: Fen;
  readonly fromMonth: Month;
  readonly toMonth: Month | null;
}

export type EmploymentDraft = Pick<Employment, 'employer' | 'kind' | 'wage' | 'fromMonth'>;

/** In-service people are paid for by an employer, the others are not. */
export function employmentProblem({ employer, kind, wage, fromMonth }: EmploymentDraft): EnrolmentRefused | null {
  if (!Object.hasOwn(employeeKinds, kind)) {
    return refuse(
      'kind-unfit',
      `没有“${String(kind)}”这种缴费人员；可以是${Object.values(employeeKinds).join('、')}。`,
    );
  }
  if (!isMonth(fromMonth)) return refuse('date-malformed', `“${fromMonth}”不是月份，应写作2024-05。`);
  if (!Number.isSafeInteger(wage) || wage < 0 || wage > 100_000_000) {
    return refuse('wage-malformed', '月工资应是零至一百万元的金额，最多两位小数，请核对。');
  }
  const needs = kind === 'in-service';
  if (needs && !/^[0-9A-Z]{18}$/.test(employer)) {
    return refuse('employer-malformed', `“${employer}”不是18位统一社会信用代码；在职职工要写明用人单位。`);
  }
  if (!needs && kind !== 'retired' && employer !== '') {
    return refuse('kind-unfit', `${employeeKinds[kind]}自己缴费，不写用人单位；随单位缴费的请选在职职工。`);
  }
  if (kind === 'retired' && employer !== '' && !/^[0-9A-Z]{18}$/.test(employer)) {
    return refuse('employer-malformed', `“${employer}”不是18位统一社会信用代码。`);
  }
  return null;
}

/** How the registry calls somebody of this kind. */
export function memberOf(kind: EmployeeKind): Member {
  return kind === 'retired' ? 'retired' : 'in-service';
}

/** What a member owes for a month; null where nothing is owed: 退休人员已满缴费年限. */
export function decideEmployeeDue(
  parameters: ParameterSet,
  { kind, wage }: Pick<Employment, 'kind' | 'wage'>,
  division: string,
  month: Month,
): DueDraft | EnrolmentRefused | null {
  const area = policyAreaOf(division);
  if (area === null) {
    return refuse('area-without-rules', `区划${division}没有对应的参数，不知道适用哪里的规定；请先录入本地的规定。`);
  }
  const due = employeeContribution(parameters, { area, month, kind, wage });
  if ('refusal' in due) return ofRules(due);
  const employerShare = due.employer + (due.maternity ?? 0) + due.unemploymentFund;
  if (due.person + employerShare === 0) return null;
  return {
    scheme: 'employee',
    period: month,
    kind,
    base: due.base,
    standard: due.person + employerShare,
    subsidy: 0,
    subsidyCategory: null,
    person: due.person,
    employerShare,
    account: Math.min(due.account, due.person),
    fiscal: 0,
    coveredFrom: firstDayOf(month),
  };
}

/** The last month that lies wholly before a day's month. */
export function monthBefore(day: DateText): Month {
  return addMonths(monthOf(day), -1);
}

export interface TransferDraft {
  readonly direction: 'in' | 'out';
  readonly scheme: Exclude<Scheme, 'retired-cadre'>;
  /** A code of six digits, or a name. */
  readonly otherArea: string;
  readonly onDate: DateText;
  readonly certificate: string;
  readonly months: number;
  readonly account: Fen;
}

interface TransferPlaces {
  /** Six digits of the bureau. */
  readonly division: string;
  /** What the other place may stand for. */
  readonly others: readonly Division[];
}

/** 关系转移接续: the place from which somebody comes or to which they go, which is never where one is; or why it may not be taken. */
export function otherPlaceOf(
  { direction, scheme, otherArea, onDate, certificate, months, account }: TransferDraft,
  { division, others }: TransferPlaces,
  today: DateText,
): Division | EnrolmentRefused {
  const problem = textProblem({ 参保凭证号: certificate }) ?? dayProblem('转移日期', onDate, today);
  if (problem !== null) return problem;
  const [other, another] = others;
  if (otherArea === division || (other?.code === division && another === undefined)) {
    return refuse(
      'transfer-same-area',
      `${direction === 'in' ? '转出地' : '转入地'}${otherArea}就是本地，关系没有变动，不用转移；换单位的只办停保和参保。`,
    );
  }
  if (other === undefined) {
    return refuse(
      'other-area-unknown',
      `${otherArea.trim() === '' ? '没有填对方参保地' : `没有“${otherArea}”这个参保地`}，没有受理；请对照参保凭证选取，或填县的全名、6位区划代码，县没有列入的选它所属的市。`,
    );
  }
  if (another !== undefined) {
    const named = others.map(({ code, name }) => `${name}（${code}）`).join('、');
    return refuse(
      'other-area-unknown',
      `叫“${otherArea}”的有${others.length}处：${named}；请对照参保凭证选取其中一处。`,
    );
  }
  if (!Number.isSafeInteger(months) || months < 0 || months > 900) {
    return refuse('text-malformed', `累计缴费月数${months}不对，应是0至900的整数。`);
  }
  const fits = Number.isSafeInteger(account) && account >= 0 && (scheme === 'employee' || account === 0);
  if (!fits) return refuse('wage-malformed', '个人账户余额应是不小于零的金额；居民没有个人账户，余额填0。');
  return other;
}
