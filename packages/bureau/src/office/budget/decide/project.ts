/** Which projects may be registered. The tree has two tiers: 一级项目 and, under them, 二级项目. */
import { type Project, projectKindNames } from '../item.ts';
import { firstRefusal, type Refused, type Rule } from '../refusals.ts';
import { isShortText } from './text.ts';

export interface ProjectFacts {
  readonly unitKnown: boolean;
  /** The project of this code, and the one that is to stand above it; whichever exist. */
  readonly projects: readonly Project[];
  /** True if documents or payments stand on the project that is to stand above. */
  readonly parentHasBudget: boolean;
}

export type ProjectDecision =
  | { readonly outcome: 'accepted'; readonly project: Project }
  /** The same project is registered already. */
  | { readonly outcome: 'recorded'; readonly project: Project }
  | Refused;

const rules: readonly Rule<ProjectFacts, Project>[] = [
  ['project-unit-unknown', ({ unitKnown }) => (unitKnown ? null : '没有这个单位，项目没有登记。请从单位列表中选取。')],
  [
    'project-code-malformed',
    (_, { code }) =>
      /^[0-9A-Za-z][0-9A-Za-z-]{0,39}$/.test(code)
        ? null
        : `项目编码“${code}”不符合要求：用数字、字母和连字符，不超过40个字符，照一体化系统的编码填写。`,
  ],
  [
    'project-name-malformed',
    (_, { name }) => (isShortText(name, 100) ? null : '项目名称不能为空，不超过100字，首尾不留空白。'),
  ],
  [
    'project-years-malformed',
    (_, { firstYear, lastYear }) =>
      isYear(firstYear) && (lastYear === null || (isYear(lastYear) && lastYear >= firstYear))
        ? null
        : `项目年限“${firstYear}至${lastYear ?? '今后'}”不对：年份在2000至2099之间，结束不早于开始。`,
  ],
  [
    'project-function-malformed',
    (_, { functionCode }) =>
      functionCode === null || /^2\d{6}$/.test(functionCode)
        ? null
        : `“${functionCode}”不是支出功能分类的项级科目。项级是以2开头的七位数字，如2101501；可以不填。`,
  ],
  [
    'project-topic-malformed',
    (_, { topic }) =>
      topic === null || /^[a-z]+(?:-[a-z]+)*$/.test(topic)
        ? null
        : `公开口径“${topic}”不对：用小写字母和连字符，如 inspection；不单独公开的项目不填。`,
  ],
  [
    'project-code-used',
    ({ projects }, draft) => {
      const recorded = projects.find(({ code }) => code === draft.code);
      if (recorded === undefined || sameProject(recorded, draft)) return null;
      return `项目编码${draft.code}已登记为“${recorded.name}”，内容与这一次不同。请核对编码；新项目请用新编码。`;
    },
  ],
  [
    'project-parent-unknown',
    ({ projects }, { parent }) =>
      parent === null || projects.some(({ code }) => code === parent)
        ? null
        : `没有编码为“${parent}”的一级项目。请先登记一级项目。`,
  ],
  [
    'project-parent-kind',
    ({ projects }, { parent, kind }) => {
      const above = projects.find(({ code }) => code === parent);
      if (above === undefined || above.kind === kind) return null;
      return `一级项目“${above.name}”是${projectKindNames[above.kind]}，下面不能放${projectKindNames[kind]}的项目。`;
    },
  ],
  [
    'project-too-deep',
    ({ projects }, { parent }) => {
      const above = projects.find(({ code }) => code === parent);
      return above === undefined || above.parent === null
        ? null
        : `“${above.name}”已是二级项目，下面不能再设项目。请选它的一级项目作为上级。`;
    },
  ],
  [
    'project-parent-has-budget',
    ({ projects, parentHasBudget }, { parent }) =>
      parentHasBudget
        ? `项目“${projects.find(({ code }) => code === parent)?.name ?? parent}”已有指标或支付，不能再在它下面分项目。请另立一级项目。`
        : null,
  ],
];

/** Decides whether a project can be registered. */
export function decideProject(facts: ProjectFacts, draft: Project): ProjectDecision {
  const recorded = facts.projects.find(({ code }) => code === draft.code);
  if (recorded !== undefined && sameProject(recorded, draft)) return { outcome: 'recorded', project: recorded };
  return firstRefusal(rules, facts, draft) ?? { outcome: 'accepted', project: draft };
}

function isYear(year: number): boolean {
  return Number.isInteger(year) && year >= 2000 && year <= 2099;
}

function sameProject(a: Project, b: Project): boolean {
  return (
    a.code === b.code &&
    a.name === b.name &&
    a.kind === b.kind &&
    a.parent === b.parent &&
    a.functionCode === b.functionCode &&
    a.firstYear === b.firstYear &&
    a.lastYear === b.lastYear &&
    a.topic === b.topic
  );
}
