/** Goals and the rules they are scored by: what may be set. */
import {
  type Indicator,
  level1Names,
  level2Names,
  level2sOf,
  plainNumber,
  pointsDifferences,
  rulesProblem,
  type ScoringRules,
} from '@mingzhang/disclosure';
import { exact, isUuid7, parseExact } from '@mingzhang/kernel';
import { firstRefusal, type PerformanceRefusal, refuse } from '../refusals.ts';

export type Refused = { readonly refusal: PerformanceRefusal };

/** An indicator of a goal; for the whole period where that is longer than the year. */
export interface GoalLine extends Indicator {
  readonly wholeTarget: string;
}

/** What a goal says; the whole department's has a goal, indicators and, as measures, those of thrift; the rest is empty. */
export interface GoalContent {
  readonly overview: string;
  readonly basis: string;
  readonly necessity: string;
  readonly measures: string;
  readonly plan: string;
  readonly wholeGoal: string;
  readonly annualGoal: string;
  readonly indicators: readonly GoalLine[];
}

/** A project of a unit, or null for the whole department. */
export type Subject = { readonly unit: string; readonly project: string } | null;

export function idProblem(id: string): Refused | null {
  if (isUuid7(id)) return null;
  return refuse('id-malformed', `编号“${id}”不是小写的第7版UUID。编号由录入一方生成，重发时沿用原编号。`);
}

/** Texts by their names on the form; a name that ends in ？ may be left out. */
export function textProblem(texts: Readonly<Record<string, string>>, most = 1000): Refused | null {
  for (const [label, text] of Object.entries(texts)) {
    const optional = label.endsWith('？');
    const name = optional ? label.slice(0, -1) : label;
    if (text === '' && optional) continue;
    if (text.trim() === '') return refuse('text-malformed', `没有填写“${name}”，请补上再保存。`);
    if (text.length > most || text !== text.trim() || /\p{Cc}/u.test(text))
      return refuse('text-malformed', `“${name}”不超过${most}字，首尾不留空白，不含换行和控制字符，请改正后再保存。`);
  }
  return null;
}

/** Why rules may not be adopted, or null. */
export function decideRules({
  id,
  fromYear,
  rules,
  document,
}: {
  readonly id: string;
  readonly fromYear: number;
  readonly rules: ScoringRules;
  readonly document: string;
}): Refused | null {
  const form = firstRefusal(idProblem(id), textProblem({ 依据: document }, 200), yearProblem(fromYear));
  if (form !== null) return form;
  const problem = rulesProblem(rules);
  return problem === null ? null : refuse('rules-malformed', `${problem}请改正后再提交。`);
}

function yearProblem(year: number): Refused | null {
  if (Number.isSafeInteger(year) && year >= 2000 && year <= 2099) return null;
  return refuse('goal-year-malformed', `年度“${year}”不对，应在2000至2099之间。`);
}

export interface GoalDraft {
  readonly id: string;
  readonly year: number;
  readonly subject: Subject;
  readonly content: GoalContent;
  /** The goal that this one replaces. */
  readonly replaces: string | null;
}

export interface GoalFacts {
  /** The rules adopted for the year; null where none are. */
  readonly rules: ScoringRules | null;
  /** The project that the subject names; null where there is none. */
  readonly project: { readonly name: string; readonly firstYear: number; readonly lastYear: number | null } | null;
  /** The goal of the same subject and year that stands: not sent back and not replaced. */
  readonly standing: string | null;
}

/** Why a goal may not be set, or null. */
export function decideGoal(facts: GoalFacts, draft: GoalDraft): Refused | null {
  const { id, year, subject, content, replaces } = draft;
  const { rules, project, standing } = facts;
  const form = firstRefusal(idProblem(id), goalTexts(subject, content), yearProblem(year));
  if (form !== null) return form;
  if (rules === null)
    return refuse(
      'rules-unconfirmed',
      `${year}年的评分规则还没有采用。请先在“评分规则”里提交，由另一人复核，再设目标。`,
    );
  if (subject !== null) {
    if (project === null)
      return refuse('project-unknown', `项目库里没有“${subject.project}”。请先在预算的项目库中登记。`);
    if (year < project.firstYear || (project.lastYear !== null && year > project.lastYear))
      return refuse(
        'project-not-of-year',
        `项目“${project.name}”的年限是${project.firstYear}至${project.lastYear ?? '今后'}，${year}年不在其中。`,
      );
  }
  if (standing !== replaces)
    return standing === null
      ? refuse('record-unknown', '要替换的目标不在，或不是同一项目、同一年度的。')
      : refuse('goal-stands', `${year}年已有绩效目标。要修改，请在那一份上选“调整”。`);
  return indicatorsProblem(content.indicators, rules);
}

function goalTexts(subject: Subject, content: GoalContent): Refused | null {
  const { overview, basis, necessity, measures, plan, wholeGoal, annualGoal } = content;
  if (subject === null) return textProblem({ '厉行节约保障措施？': measures, 年度总体目标: annualGoal });
  return textProblem({
    项目概况: overview,
    立项依据: basis,
    项目设立必要性: necessity,
    '保证项目实施的制度、措施': measures,
    项目实施计划: plan,
    '实施期目标？': wholeGoal,
    年度目标: annualGoal,
  });
}

/** Shares of people or cases: none can be above a hundred. */
const share = /满意|知晓|认可|好评|覆盖率|合格率|达标率|及时率|准确率|兑付率|完成率|整改率/;

function indicatorsProblem(lines: readonly GoalLine[], rules: ScoringRules): Refused | null {
  if (lines.length === 0) return refuse('indicators-missing', '目标没有指标。产出、效益、满意度各至少设一个。');
  const names = new Set<string>();
  for (const line of lines) {
    const { level1, level2, name } = line;
    const text = textProblem({ 指标名称: name, '计量单位？': line.unit }, 60);
    if (text !== null) return text;
    if (!level2sOf[level1].includes(level2))
      return refuse(
        'indicator-level-unfit',
        `“${name}”填在“${level1Names[level1]}”的“${level2Names[level2]}”，${level1Names[level1]}下没有这一类。`,
      );
    if (names.has(name)) return refuse('indicator-repeated', `指标“${name}”列了两次，同一指标只列一次。`);
    names.add(name);
    const target = firstRefusal(targetProblem(line, line.target), targetProblem(line, line.wholeTarget));
    if (target !== null) return target;
    const points = parseExact(line.points);
    if (points === null || points <= 0n || points % exact('0.01') !== 0n)
      return refuse('points-malformed', `“${name}”的分值“${line.points}”不对，应大于零，最多两位小数。`);
  }
  const [difference] = pointsDifferences(lines, rules);
  if (difference === undefined) return null;
  const { name, stated, expected } = difference;
  return refuse(
    'points-do-not-add-up',
    `“${name}”各指标分值合计${plainNumber(stated)}分，规则为${plainNumber(expected)}分，相差${plainNumber(stated - expected)}分。可按权重重新分配。`,
  );
}

function targetProblem({ name, direction, unit }: GoalLine, target: string): Refused | null {
  if (target.trim() === '')
    return refuse('target-missing', `“${name}”没有目标值。没有目标就无从评分，请填写应达到的数或效果。`);
  if (direction === 'qualitative') return textProblem({ [`${name}的目标`]: target }, 60);
  const value = parseExact(target);
  if (value === null || value < 0n || (direction === 'up' && value === 0n))
    return refuse(
      'target-not-a-number',
      `“${name}”的目标“${target}”不是可用的数；填不带单位和符号的数，越多越好的须大于零。`,
    );
  if (unit === '%' && share.test(name) && value > exact('100'))
    return refuse('target-above-hundred', `“${name}”的目标${target}%超过100%，这类比率不可能超过100%。`);
  return null;
}
