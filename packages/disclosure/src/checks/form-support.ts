/** What the checks over performance forms share: groups of indicators, names for messages, places of cells. */
import {
  absolute,
  divideExact,
  type Exact,
  formatExact,
  one,
  type Place,
  type RelatedPlace,
  roundExact,
} from '@mingzhang/kernel';
import { squeeze } from '../compact.ts';
import { isBlank, placeOfCell } from '../forms/cell.ts';
import {
  type Disclosure,
  type Form,
  type FormCell,
  type FormField,
  type FormFunds,
  type FormIndicator,
} from '../model.ts';
import { type Quantity } from '../quantity.ts';

/** Forms with actual values and scores, of projects and of the whole department. */
export function selfEvaluations(document: Disclosure): readonly Form[] {
  return document.forms.filter(
    (form) => form.id === 'project-self-evaluation' || form.id === 'overall-self-evaluation',
  );
}

export function formsOf(document: Disclosure, id: Form['id']): readonly Form[] {
  return document.forms.filter((form) => form.id === id);
}

/** Overall forms with their project forms: all of the part's, or, where a part has several overall forms, those up to the next. */
export function overallsWithProjects(
  document: Disclosure,
): readonly { readonly overall: Form; readonly projects: readonly Form[] }[] {
  const sets: { overall: Form; projects: Form[] }[] = [];
  const early: Form[] = [];
  for (const form of document.forms) {
    if (form.id === 'overall-self-evaluation') sets.push({ overall: form, projects: [] });
    else if (form.id === 'project-self-evaluation') {
      const set = sets.at(-1);
      if (set !== undefined && set.overall.part === form.part) set.projects.push(form);
      else early.push(form);
    }
  }
  const [only] = sets;
  if (only !== undefined && sets.length === 1)
    only.projects.unshift(...early.filter((form) => form.part === only.overall.part));
  return sets;
}

/** The form's name in messages: 项目支出自评表（送药下乡）. */
export function formName(form: Form): string {
  return form.place.table ?? form.title;
}

/** The name of an indicator in messages and labels. */
export function indicatorLabel(indicator: FormIndicator): string {
  return indicator.name.text === null ? indicator.level2 : squeeze(indicator.name.text);
}

/** Place of a form's cell; a blank one is cited from its nearest filled neighbour on the left. */
export function cellPlace(form: Form, cell: FormCell, row: string, column: string): Place {
  return placeOfCell(cell, { form: formName(form), row, column });
}

/** A second place of a finding. */
export function related(role: RelatedPlace['role'], place: Place, stated?: string): RelatedPlace {
  return stated === undefined ? { role, place } : { role, place, stated };
}

/** The row that carries the execution score: 年度资金总额 or 金额合计. */
export function totalFunds(form: Form): FormFunds | undefined {
  return form.funds.find(
    (row) =>
      row.key === 'total' && (row.executed !== undefined || row.wholePeriod !== undefined || row.annual !== undefined),
  );
}

/** True if the total score is the sum of the scores (blank ones counting nothing), or none is stated. */
export function scoresAddUp(form: Form): boolean {
  const total = quantityOf(form.totalScore);
  const scores = [executionFunds(form)?.score, ...form.indicators.map((indicator) => indicator.score)].flatMap(
    (cell) => quantityOf(cell) ?? [],
  );
  return total === null || total.value === scores.reduce((sum, score) => sum + score.value, 0n);
}

/** Where the execution rate is an indicator of its own, the points beside the money are the same points printed again. */
export function executionFunds(form: Form): FormFunds | undefined {
  return form.indicators.some((indicator) =>
    /(?:预算|资金|经费)(?:支出)?执行(?:率|情况|进度)|^预算执行/.test(indicatorLabel(indicator)),
  )
    ? undefined
    : totalFunds(form);
}

/** True if the column of points holds weights and every score is out of a hundred: points are then no upper limit. */
export function isWeighted(form: Form): boolean {
  const rows = form.indicators.flatMap((indicator) => {
    const [points, score] = [quantityOf(indicator.points), quantityOf(indicator.score)];
    return points === null || score === null ? [] : [score.value > points.value];
  });
  return rows.length >= 3 && rows.filter((above) => above).length * 2 > rows.length;
}

const alikeUnits: readonly RegExp[] = [
  /^(?:个|家|所|处|户|项)$/,
  /^(?:人|名|位)$/,
  /^(?:次|场|期|场次|回)$/,
  /^(?:天|日|个工作日|工作日|个工作日内)$/,
  /^(?:批|批次)$/,
  /^(?:份|件|条|本|册)$/,
  /^(?:年|个年度)$/,
];

/** 万人次 → 人次, 万元 → 元. */
export function bareUnit(unit: string): string {
  return unit === '万' ? '' : unit.replace(/^(?:百|千|万|亿)+(?=.)/, '');
}

/** True if two units count the same kind of thing. */
export function unitsAlike(a: string, b: string): boolean {
  return a === b || alikeUnits.some((unit) => unit.test(a) && unit.test(b));
}

export interface Group {
  readonly name: string;
  readonly points: FormCell | undefined;
  readonly members: readonly FormIndicator[];
}

/** Indicators that stand under one heading, in order; a heading repeated after a page break goes on. */
export function groupsBy(form: Form, level: 1 | 2): readonly Group[] {
  const groups: { name: string; key: string; points: FormCell | undefined; members: FormIndicator[] }[] = [];
  for (const indicator of form.indicators) {
    const name = level === 1 ? indicator.level1 : indicator.level2;
    const key = level === 1 ? name : `${indicator.level1}/${name}`;
    const points = level === 1 ? indicator.level1Points : indicator.level2Points;
    const last = groups.at(-1);
    if (last !== undefined && last.key === key) {
      last.members.push(indicator);
      last.points ??= points;
    } else {
      groups.push({ name, key, points, members: [indicator] });
    }
  }
  return groups;
}

/** The quantity of a cell, if it holds one. */
export function quantityOf(cell: FormCell | undefined): Quantity | null {
  return cell?.quantity ?? null;
}

/** Filled and not marked as not applicable. */
export function isFilled(cell: FormCell | undefined): cell is FormCell {
  return !isBlank(cell);
}

/** There is such a cell and it was left blank ('——' means not applicable and is no blank). */
export function isLeftBlank(cell: FormCell | undefined): cell is FormCell {
  return cell !== undefined && cell.text === null;
}

/** Points as printed: 97.5 → '97.5分'. */
export function pointsText(value: Exact): string {
  return `${formatExact(value)}分`;
}

/** Per cent of a ratio of two values, two decimals: '166.02%'. */
export function percentText(numerator: Exact, denominator: Exact): string {
  return `${formatExact(roundExact(divideExact(numerator * 100n, denominator), 2))}%`;
}

/** An amount in a printed unit: 334.39万元. */
export function amountText(value: Exact, like: Quantity): string {
  return `${formatExact(roundExact((value * one) / like.unitFactor, like.unit === '元' ? 2 : Math.max(2, Math.min(like.decimals, 8))))}${like.unit}`;
}

/** True if two amounts can be the same, given their rounding. */
export function meets(a: Quantity, b: Quantity): boolean {
  return absolute(a.value - b.value) <= a.half + b.half;
}

/** The text of a labelled field; null when blank or absent. */
export function fieldText(form: Form, key: string): string | null {
  const field = fieldOf(form, key);
  return field === undefined || field.cell.text === null ? null : squeeze(field.cell.text);
}

export function fieldOf(form: Form, key: string): FormField | undefined {
  return (
    form.fields.find((field) => field.key === key && field.cell.text !== null) ??
    form.fields.find((field) => field.key === key)
  );
}

/** Pairs of neighbouring characters, without those that say nothing of one project. */
function pairsOf(text: string): ReadonlySet<string> {
  const plain = squeeze(text).replace(/[^\p{Script=Han}A-Za-z]/gu, ' ');
  const pairs = new Set<string>();
  for (let index = 0; index + 1 < plain.length; index += 1) {
    const pair = plain.slice(index, index + 2);
    if (!pair.includes(' ') && !common.has(pair)) pairs.add(pair);
  }
  return pairs;
}

const common = new Set(
  '完成 工作 资金 管理 服务 项目 医保 医疗 保障 疗保 保基 基金 经费 政策 情况 要求 确保 正常 运行 按上 上级 级要 按照 年度 支出 补助 全市 全县 全区 提高 有效 开展 任务 专项 目标 保证 实施 及时 指标 单位 部门 相关 对象 落实 次数 人数 数量 达标 标率 满意 意率 意度 成本 控制 金额 障工 作经 金管 金正 务管 经办 办服 机构 障服 覆盖 盖率 宣传'.split(
    ' ',
  ),
);

/** How many telling pairs of characters two texts share. */
export function kinship(a: string, b: string): number {
  const other = pairsOf(b);
  let shared = 0;
  for (const pair of pairsOf(a)) if (other.has(pair)) shared += 1;
  return shared;
}

/** Similarity of two names from 0 to 100: shared pairs over the shorter name's pairs. */
export function similarity(a: string, b: string): number {
  const pairs = (text: string): ReadonlySet<string> => {
    const plain = squeeze(text).replace(/[^\p{Script=Han}A-Za-z0-9]/gu, '');
    const found = new Set<string>();
    for (let index = 0; index + 1 < plain.length; index += 1) found.add(plain.slice(index, index + 2));
    return found;
  };
  const first = pairs(a);
  const second = pairs(b);
  const smaller = first.size < second.size ? first : second;
  const larger = smaller === first ? second : first;
  if (smaller.size === 0) return squeeze(a) === squeeze(b) ? 100 : 0;
  let shared = 0;
  for (const pair of smaller) if (larger.has(pair)) shared += 1;
  return Math.floor((shared * 100) / smaller.size);
}
