/**
 * What is filled into the forms: money in the form's unit, headings with their points, targets, actual values, scores and reasons –
 * each figure with what stands behind it.
 */
import {
  type Exact,
  exact,
  type Fen,
  formatExact,
  formatYuan,
  parseExact,
  sumFen,
  wanyuanOfFen,
} from '@mingzhang/kernel';
import { type FormId } from '../model.ts';
import { type EvaluationPart, type FigureOrigin, type WrittenTable } from '../writing/index.ts';
import { type Filled, type FormFamily, type FormValues, writeForm } from './layout.ts';
import { type Level1, level1Names, level2Names, type ScoringRules } from './rules.ts';
import {
  actualText,
  type Direction,
  type Explained,
  executionRate,
  type Indicator,
  plainNumber,
  type Scored,
  scoreForm,
  targetText,
} from './scoring.ts';

/** An amount of the books and what it is a figure of. */
export interface FormAmount {
  readonly fen: Fen;
  readonly origin?: FigureOrigin;
}

/** A number of posts or people and what it is a figure of. */
export interface FormCount {
  readonly count: number;
  readonly origin?: FigureOrigin;
}

/** 年初预算, 全年预算 and 全年执行数. */
export interface FormMoney {
  readonly start: FormAmount;
  readonly annual: FormAmount;
  readonly executed: FormAmount;
}

/** Who signs the form. */
export interface Signed {
  readonly filler: string;
  readonly head: string;
  readonly phone: string;
  /** As printed: 2025-03-12. */
  readonly filledOn: string;
}

export interface FormLine {
  readonly indicator: Indicator;
  readonly explained: Explained;
  /** Of the actual value. */
  readonly origin?: FigureOrigin;
}

interface SelfEvaluation {
  /** Of the self-evaluation that two people have made: what its figures are followed back to. */
  readonly id: string;
  readonly bureau: string;
  readonly year: number;
  readonly rules: ScoringRules;
  readonly total: FormMoney;
  readonly lines: readonly FormLine[];
  readonly goal: string;
  readonly outcome: string;
  readonly signed: Signed;
  /** The department's own evaluation of it. */
  readonly review: { readonly score: string; readonly grade: string; readonly opinion: string } | null;
  readonly use: { readonly kind: string; readonly amount: Fen | null; readonly note: string } | null;
}

export interface ProjectEvaluation extends SelfEvaluation {
  readonly project: string;
  readonly department: string;
  readonly implementer: string;
  /** 当年财政拨款, 上年结转 and 其他资金 of the total. */
  readonly sources: { readonly fiscal: FormMoney; readonly carriedOver: FormMoney; readonly other: FormMoney };
}

export interface FormTask {
  /** 任务1 */
  readonly name: string;
  readonly content: string;
  readonly done: string;
  readonly fiscal: { readonly annual: FormAmount; readonly executed: FormAmount };
  readonly other: { readonly annual: FormAmount; readonly executed: FormAmount };
  readonly points: string;
}

export interface OverallEvaluation extends SelfEvaluation {
  /** 全年预算 by where it comes from and by what it is for; each adds up to the total. */
  readonly byIncome: readonly { readonly label: string; readonly amount: FormAmount }[];
  readonly byExpenditure: readonly { readonly label: string; readonly amount: FormAmount }[];
  /** For families that print tasks; their points add up to those of execution. */
  readonly tasks: readonly FormTask[];
}

export const goalSources = ['central', 'province', 'county', 'own', 'other'] as const;

export type GoalSource = (typeof goalSources)[number];

export interface GoalIndicator {
  readonly level1: Level1;
  readonly level2: Indicator['level2'];
  readonly name: string;
  readonly direction: Direction;
  readonly unit: string;
  readonly target: string;
  /** For the whole period; the year's where the project lasts a year. */
  readonly wholeTarget: string;
}

export interface GoalForm {
  /** Of the goal that two people have set. */
  readonly id: string;
  readonly bureau: string;
  /** 石门冲县, where the family's title begins with it. */
  readonly area: string;
  readonly year: number;
  readonly project: string;
  readonly department: string;
  readonly implementer: string;
  /** 一次性项目（1年结束）, 1年. */
  readonly nature: string;
  readonly period: string;
  readonly whole: Readonly<Record<GoalSource, Fen>>;
  readonly annual: Readonly<Record<GoalSource, Fen>>;
  readonly overview: string;
  readonly basis: string;
  readonly necessity: string;
  readonly measures: string;
  readonly plan: string;
  readonly wholeGoal: string;
  readonly annualGoal: string;
  readonly indicators: readonly GoalIndicator[];
  readonly signed: Signed;
}

/** A row of the base data: last year's final, this year's budget and final; null is left blank. */
export interface BaseRow {
  readonly prior: FormAmount | null;
  readonly budget: FormAmount | null;
  readonly final: FormAmount | null;
}

export const baseRows = [
  'threePublic',
  'vehicles',
  'vehiclePurchase',
  'vehicleRunning',
  'abroad',
  'reception',
  'projects',
  'projectsBusiness',
  'projectsRunning',
  'running',
  'office',
  'utilities',
  'travel',
  'meetings',
  'training',
  'procurement',
  'adjustment',
] as const;

export type BaseRowKey = (typeof baseRows)[number];

export interface BaseData {
  readonly bureau: string;
  readonly year: number;
  readonly posts: FormCount;
  readonly staff: FormCount;
  readonly rows: Readonly<Record<BaseRowKey, BaseRow>>;
  /** 楼堂馆所: areas in hundredths of a square metre. */
  readonly buildings: {
    readonly areaApproved: number;
    readonly areaActual: number;
    readonly investmentApproved: Fen;
    readonly investmentActual: Fen;
  };
  readonly thrift: string;
  readonly signed: Signed;
}

const wanyuan = (fen: Fen): string => formatExact(wanyuanOfFen(fen), 2);

function money(amount: FormAmount | null): Filled | null {
  if (amount === null) return null;
  const { fen, origin } = amount;
  return origin === undefined ? { text: wanyuan(fen) } : { text: wanyuan(fen), origin };
}

function counted({ count, origin }: FormCount): Filled {
  return origin === undefined ? { text: String(count) } : { text: String(count), origin };
}

/** What a part of an evaluation or a goal stands on. */
export function evaluationOrigin(
  { id, year }: { readonly id: string; readonly year: number },
  what: EvaluationPart,
  line?: number,
): FigureOrigin {
  return { kind: 'evaluation', id, year, what, ...(line === undefined ? {} : { line }) };
}

/** Money without a figure of its own stands on the evaluation that states it. */
function standing(evaluation: SelfEvaluation): FormMoney {
  const { start, annual, executed } = evaluation.total;
  const of = (amount: FormAmount, what: EvaluationPart): FormAmount => ({
    fen: amount.fen,
    origin: amount.origin ?? evaluationOrigin(evaluation, what),
  });
  return {
    start: of(start, 'start-budget'),
    annual: of(annual, 'annual-budget'),
    executed: of(executed, 'executed'),
  };
}

function moneyValues(key: string, { start, annual, executed }: FormMoney): FormValues {
  return {
    [`${key}.start`]: money(start),
    [`${key}.annual`]: money(annual),
    [`${key}.executed`]: money(executed),
    [`${key}.rate`]: rate(annual, executed) ?? '——',
  };
}

function rate(annual: FormAmount, executed: FormAmount): Filled | null {
  const value = executionRate({ annual: BigInt(annual.fen), executed: BigInt(executed.fen) });
  if (value === null) return null;
  return { text: `${formatExact(value)}%`, ...derived('completion', executed, annual) };
}

function derived(
  formula: 'completion' | 'share' | 'sum',
  ...of: readonly { readonly origin?: FigureOrigin }[]
): { readonly origin?: FigureOrigin } {
  const operands = of.flatMap(({ origin }) => (origin === undefined ? [] : [origin]));
  return operands.length === of.length && of.length > 0 ? { origin: { kind: 'derived', formula, operands } } : {};
}

function signedValues({ filler, head, phone, filledOn }: Signed): FormValues {
  return { filler, head, phone, filledOn };
}

/** 产出指标（50分） */
function level1Text(level1: Level1, rules: ScoringRules): string {
  return `${level1Names[level1]}（${plainNumber(exact(rules.points[level1] ?? '0'))}分）`;
}

/** 医保政策宣传次数不足：原因…；措施… */
export function reasonText({ reason, measure }: Pick<Explained, 'reason' | 'measure'>): string {
  const parts = [reason, measure === '' ? '' : `改进措施：${measure}`].filter((part) => part !== '');
  return parts.map((part) => part.replace(/[。；]+$/, '')).join('；');
}

function indicatorValues(
  evaluation: SelfEvaluation,
  at: number,
  { indicator, explained, origin }: FormLine,
  scored: Exact,
): FormValues {
  const { rules } = evaluation;
  const of = (what: EvaluationPart): FigureOrigin => evaluationOrigin(evaluation, what, at);
  return {
    level1: level1Text(indicator.level1, rules),
    level2: level2Names[indicator.level2],
    name: indicator.name,
    target: { text: targetText(indicator), origin: of('target') },
    actual: { text: actualText(indicator, explained.actual), origin: origin ?? of('actual') },
    points: { text: plainNumber(exact(indicator.points)), origin: of('points') },
    score: { text: plainNumber(scored), origin: of('line-score') },
    reason: reasonText(explained),
  };
}

/** What every self-evaluation has; the scores are worked out here, so that none is ever typed in. */
function evaluationValues(evaluation: SelfEvaluation): {
  readonly scored: Scored;
  readonly values: FormValues;
  readonly indicators: readonly FormValues[];
} {
  const { bureau, year, rules, lines, goal, outcome, signed } = evaluation;
  const total = standing(evaluation);
  const scored = scoreForm(lines, { annual: BigInt(total.annual.fen), executed: BigInt(total.executed.fen) }, rules);
  const values: FormValues = {
    ...signedValues(signed),
    ...moneyValues('total', total),
    bureau,
    year: String(year),
    goal,
    outcome,
    'execution.points': plainNumber(scored.execution.points),
    'execution.rate': rate(total.annual, total.executed) ?? '——',
    'execution.score': {
      text: plainNumber(scored.execution.score),
      origin: evaluationOrigin(evaluation, 'execution-score'),
    },
    'points.total': '100',
    'score.total': { text: plainNumber(scored.total), origin: evaluationOrigin(evaluation, 'score') },
  };
  const indicators = lines.map((line, at) => indicatorValues(evaluation, at, line, scored.indicators[at]?.score ?? 0n));
  return { scored, values, indicators };
}

function layoutOf(family: FormFamily, id: FormId) {
  const layout = family.forms[id];
  if (layout === undefined) throw new Error(`${family.id} prints no ${id}`);
  return layout;
}

/** Reasons as notes, where the family has no column for them. */
function withReasons(table: WrittenTable, lines: readonly FormLine[]): WrittenTable {
  if (table.rows.some(({ cells }) => cells.some(({ text }) => text.startsWith('偏差原因')))) return table;
  const reasons = lines.flatMap(({ indicator, explained }) => {
    const text = reasonText(explained);
    return text === '' ? [] : [`“${indicator.name}”${text}。`];
  });
  return reasons.length === 0
    ? table
    : { ...table, notes: [...table.notes, `偏差原因及改进措施：${reasons.join('')}`] };
}

/** 项目支出绩效自评表. */
export function projectForm(family: FormFamily, evaluation: ProjectEvaluation): WrittenTable {
  const { project, department, implementer, sources } = evaluation;
  const { values, indicators } = evaluationValues(evaluation);
  const table = writeForm('project-self-evaluation', layoutOf(family, 'project-self-evaluation'), {
    values: {
      ...values,
      project,
      department,
      implementer,
      ...moneyValues('fiscal', sources.fiscal),
      ...moneyValues('carriedOver', sources.carriedOver),
      ...moneyValues('other', sources.other),
    },
    lists: { indicators },
  });
  return withReasons(table, evaluation.lines);
}

/** 部门整体支出绩效自评表. */
export function overallForm(family: FormFamily, evaluation: OverallEvaluation): WrittenTable {
  const { byIncome, byExpenditure, tasks } = evaluation;
  const { values, indicators } = evaluationValues(evaluation);
  const rows = Math.max(byIncome.length, byExpenditure.length);
  const split = (parts: OverallEvaluation['byIncome'], at: number): Filled | string => {
    const part = parts[at];
    if (part === undefined) return '';
    const text = `${at === 0 ? '其中：' : ''}${part.label}：${wanyuan(part.amount.fen)}万元`;
    return part.amount.origin === undefined ? text : { text, origin: part.amount.origin };
  };
  const sum = (side: 'fiscal' | 'other', column: 'annual' | 'executed'): FormAmount => ({
    fen: sumFen(tasks.map((task) => task[side][column].fen)),
    ...derived('sum', ...tasks.map((task) => task[side][column])),
  });
  const table = writeForm('overall-self-evaluation', layoutOf(family, 'overall-self-evaluation'), {
    values: {
      ...values,
      'totalFiscal.annual': money(sum('fiscal', 'annual')),
      'totalFiscal.executed': money(sum('fiscal', 'executed')),
      'totalOther.annual': money(sum('other', 'annual')),
      'totalOther.executed': money(sum('other', 'executed')),
    },
    lists: {
      indicators,
      splits: Array.from({ length: rows }, (_, at) => ({
        income: split(byIncome, at),
        expenditure: split(byExpenditure, at),
      })),
      tasks: tasks.map(taskValues),
    },
  });
  return withReasons(table, evaluation.lines);
}

function taskValues({ name, content, done, fiscal, other, points }: FormTask): FormValues {
  const sum = (column: 'annual' | 'executed'): FormAmount => ({
    fen: sumFen([fiscal[column].fen, other[column].fen]),
    ...derived('sum', fiscal[column], other[column]),
  });
  const [annual, executed] = [sum('annual'), sum('executed')];
  return {
    task: name,
    content,
    done,
    'budget.total': money(annual),
    'budget.fiscal': money(fiscal.annual),
    'budget.other': money(other.annual),
    'executed.total': money(executed),
    'executed.fiscal': money(fiscal.executed),
    'executed.other': money(other.executed),
    points,
    rate: rate(annual, executed) ?? '——',
  };
}

/** 项目支出绩效目标表; amounts in the unit that the family's form names. */
export function goalForm(family: FormFamily, goal: GoalForm): WrittenTable {
  const layout = layoutOf(family, 'goal');
  const inYuan = layout.body.some((section) => 'rows' in section && section.rows.some((row) => row.includes('（元）')));
  const text = (fen: Fen): string => (inYuan ? grouped(fen) : wanyuan(fen));
  const amounts = (key: 'whole' | 'annual'): FormValues => {
    const of = goal[key];
    const fiscal = sumFen([of.central, of.province, of.county]);
    const stated = (fen: Fen, level: string): Filled => ({
      text: text(fen),
      origin: { kind: 'evaluation', id: goal.id, year: goal.year, what: 'annual-budget', of: level },
    });
    return {
      [`${key}.total`]: stated(sumFen([fiscal, of.own, of.other]), 'level-all'),
      [`${key}.fiscal`]: stated(fiscal, 'level-fiscal'),
      ...Object.fromEntries(goalSources.map((source) => [`${key}.${source}`, stated(of[source], `level-${source}`)])),
    };
  };
  const { bureau, area, year, project, department, implementer, nature, period, signed } = goal;
  const { overview, basis, necessity, measures, plan, wholeGoal, annualGoal } = goal;
  return writeForm('goal', layout, {
    values: {
      ...signedValues(signed),
      ...amounts('whole'),
      ...amounts('annual'),
      ...{ bureau, area, year: String(year), project, department, implementer, nature, period },
      ...{ overview, basis, necessity, measures, plan, wholeGoal, annualGoal },
    },
    lists: {
      indicators: goal.indicators.map((one, at) => ({
        level1: level1Names[one.level1],
        level2: level2Names[one.level2],
        name: one.name,
        target: { text: targetText(one), origin: evaluationOrigin(goal, 'target', at) },
        wholeTarget: targetText({ ...one, target: one.wholeTarget }),
      })),
    },
  });
}

/** 8477700 元 → '8,477,700'; fen are printed only where there are any. */
function grouped(fen: Fen): string {
  const [whole = '', decimals = '00'] = formatYuan(fen).split('.');
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return decimals === '00' ? text : `${text}.${decimals}`;
}

/** 基础数据表. */
export function baseDataForm(family: FormFamily, data: BaseData): WrittenTable {
  const { bureau, year, posts, staff, rows, buildings, thrift, signed } = data;
  const percent = (part: number, whole: number): string =>
    whole === 0 ? '——' : `${formatExact(executionRate({ annual: BigInt(whole), executed: BigInt(part) }) ?? 0n)}%`;
  const area = (hundredths: number): string => formatExact(parseExact(formatYuan(hundredths)) ?? 0n);
  const amounts = baseRows.map((key): FormValues => {
    const { prior, budget, final } = rows[key];
    return { [`${key}.prior`]: money(prior), [`${key}.budget`]: money(budget), [`${key}.final`]: money(final) };
  });
  return writeForm('base-data', layoutOf(family, 'base-data'), {
    values: {
      ...signedValues(signed),
      ...Object.assign({}, ...amounts),
      ...{ bureau, year: String(year), priorYear: String(year - 1), thrift },
      posts: counted(posts),
      staff: counted(staff),
      staffRate: { text: percent(staff.count, posts.count), ...derived('share', staff, posts) },
      areaApproved: area(buildings.areaApproved),
      areaActual: area(buildings.areaActual),
      areaRate: percent(buildings.areaActual, buildings.areaApproved),
      investmentApproved: wanyuan(buildings.investmentApproved),
      investmentActual: wanyuan(buildings.investmentActual),
      investmentRate: percent(buildings.investmentActual, buildings.investmentApproved),
    },
    lists: {},
  });
}
