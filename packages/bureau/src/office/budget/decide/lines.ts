/** What every line of a document, a reservation or a payment must satisfy, whichever it belongs to. */
import { type Fen, formatYuan, subtractFen } from '@mingzhang/kernel';
import { type BudgetItem, itemKey, type Movement, type Project, sourceNames } from '../item.ts';
import { type BudgetRefusalId } from '../refusals.ts';
import { type Amounts, amountsOf, totalAmounts } from './position.ts';

export interface DraftLine extends BudgetItem {
  /** 部门预算支出经济分类, to the 款; null where the document leaves it open. */
  readonly economyCode: string | null;
  readonly amount: Fen;
}

export interface LineFacts {
  /** Those of the unit's projects that the lines name, and those above and below them. */
  readonly projects: readonly Project[];
}

/** No document or payment moves more than 一百亿元: sums over a department's years stay far inside what is exact. */
const amountLimit = 1_000_000_000_000;

type LineRule = readonly [
  BudgetRefusalId,
  (facts: LineFacts, draft: { readonly year: number; readonly lines: readonly DraftLine[] }) => string | null,
];

export const lineRules: readonly LineRule[] = [
  [
    'project-unknown',
    ({ projects }, { lines }) =>
      findLine(lines, ({ project }) =>
        projects.some(({ code }) => code === project)
          ? null
          : `没有编码为“${project}”的项目。请先在项目库登记，或核对项目编码。`,
      ),
  ],
  [
    'project-not-second-tier',
    ({ projects }, { lines }) =>
      findLine(lines, ({ project }) =>
        projects.some(({ parent }) => parent === project)
          ? `项目“${nameOf(projects, project)}”下面还有项目，指标和支付要落到末级项目。`
          : null,
      ),
  ],
  [
    'project-not-in-year',
    ({ projects }, { lines, year }) =>
      findLine(lines, (line) => {
        const project = projects.find(({ code }) => code === line.project);
        if (project === undefined) return null;
        const { firstYear, lastYear } = project;
        if (firstYear <= year && (lastYear === null || year <= lastYear)) return null;
        const until = lastYear === null ? `${firstYear}年起` : `${firstYear}至${lastYear}年`;
        return `项目“${project.name}”的年限是${until}，不含${year}年。请改用本年度的项目，或先延长年限。`;
      }),
  ],
  [
    'function-code-malformed',
    (_, { lines }) =>
      findLine(lines, ({ functionCode }) =>
        /^2\d{6}$/.test(functionCode)
          ? null
          : `“${functionCode}”不是支出功能分类的项级科目。项级是以2开头的七位数字，如2101501。`,
      ),
  ],
  [
    'economy-code-malformed',
    (_, { lines }) =>
      findLine(lines, ({ economyCode }) =>
        economyCode === null || /^3\d{4}$/.test(economyCode)
          ? null
          : `“${economyCode}”不是部门预算支出经济分类的款级科目。款级是以3开头的五位数字，如30201。`,
      ),
  ],
  [
    'amount-zero',
    (_, { lines }) =>
      findLine(lines, ({ amount }) => (amount === 0 ? '金额是零，没有可登记的。请删去这一行或填写金额。' : null)),
  ],
  [
    'amount-too-large',
    (_, { lines }) =>
      lines.reduce((sum, { amount }) => sum + BigInt(Math.abs(amount)), 0n) > BigInt(amountLimit)
        ? `金额合计超过${formatYuan(amountLimit)}元，请核对是否多写了位数或误把元当作分。`
        : null,
  ],
];

/** The first answer about a line, with its number where there are several. */
export function findLine<Line>(lines: readonly Line[], rule: (line: Line) => string | null): string | null {
  for (const [index, line] of lines.entries()) {
    const message = rule(line);
    if (message !== null) return lines.length === 1 ? message : `第${index + 1}行：${message}`;
  }
  return null;
}

function nameOf(projects: readonly Project[], code: string): string {
  return projects.find((project) => project.code === code)?.name ?? code;
}

/** An item as a clerk would name it. */
export function itemInWords({ project, functionCode, source }: BudgetItem, projects: readonly Project[]): string {
  return `项目“${nameOf(projects, project)}”、科目${functionCode}、${sourceNames[source]}`;
}

export interface BalanceFacts extends LineFacts {
  /** Where the items of the draft stand this year without it, by `itemKey`; what is not there stands at zero. */
  readonly positions: ReadonlyMap<string, Amounts>;
}

/** Why the added movements may not be: an annual budget, or what is available, would be below zero. */
export function balanceProblem(
  { positions, projects }: BalanceFacts,
  added: readonly Movement[],
): readonly ['budget-negative' | 'available-negative', string] | null {
  const touched = [...Map.groupBy(added, itemKey)].map(([key, of]) => {
    const before = positions.get(key) ?? amountsOf([]);
    return { item: of[0] as BudgetItem, before, after: totalAmounts([before, amountsOf(of)]) };
  });
  const below = touched.find(({ before, after }) => after.annual < 0 && after.annual < before.annual);
  if (below !== undefined) {
    return [
      'budget-negative',
      `${itemInWords(below.item, projects)}的全年预算现为${formatYuan(below.before.annual)}元，这样会成为${formatYuan(below.after.annual)}元。全年预算不能为负，请核对金额，或先登记追加、调入的指标。`,
    ];
  }
  const short = touched.find(({ before, after }) => after.available < 0 && after.available < before.available);
  if (short === undefined) return null;
  const { annual, paid, reserved, available } = short.before;
  const wanted = subtractFen(available, short.after.available);
  return [
    'available-negative',
    `${itemInWords(short.item, projects)}可用${formatYuan(available)}元（全年预算${formatYuan(annual)}元，已支付${formatYuan(paid)}元，支付申请占用${formatYuan(reserved)}元），不够${formatYuan(wanted)}元。请核对金额和科目，或先登记下达、追加的指标。`,
  ];
}
