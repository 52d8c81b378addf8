/**
 * What stands behind a figure that an evaluation states, and what of it the public may see: the money from the budget's books of now, a
 * target as it was set, an actual value with the register it was read from, a score with how it follows. Never a person or a record.
 */
import {
  actualText,
  type FigureOrigin,
  level2Names,
  plainNumber,
  type Scored,
  scoreForm,
  targetText,
} from '@mingzhang/disclosure';
import { exact, type Fen, formatExact, formatYuan, sumFen } from '@mingzhang/kernel';
import { type Db } from '../books/index.ts';
import { sourceNames } from '../office/index.ts';
import { type FoundActual } from './decide/index.ts';
import { goalMoneyByLevel } from './levels.ts';
import { type MoneyOfSubject, moneyOf, moneyPart } from './money.ts';
import { listEvaluations, type SelfEvaluation } from './records/evaluations.ts';
import { type Goal, listGoals } from './records/goals.ts';
import { rulesOfYear } from './records/rules.ts';

export type EvaluationFigure = Extract<FigureOrigin, { kind: 'evaluation' }>;

export interface Stated {
  readonly term: string;
  readonly definition: string;
  readonly formula: readonly string[];
  /** Of `value`; '' for words. */
  readonly unit: string;
  /** An exact decimal; null where it is said in words. */
  readonly value: string | null;
  /** As it is printed where it is no plain number: ≥120家次, 应追尽追. */
  readonly words: string | null;
  readonly sources: readonly { readonly name: string; readonly amount: string }[];
}

interface Whole {
  readonly goal: Goal;
  readonly evaluation: SelfEvaluation;
  readonly money: MoneyOfSubject;
  readonly scored: Scored;
}

interface Year {
  readonly evaluations: ReadonlyMap<string, Whole>;
  /** Goals that two people have set, which a goal's form states. */
  readonly goals: ReadonlyMap<string, Goal>;
}

/** Follows what the evaluations of one department state; what several figures need is read once. */
export class EvaluationFollower {
  private readonly db: Db;
  private readonly department: string;
  private readonly years = new Map<number, Promise<Year>>();

  constructor(db: Db, department: string) {
    this.db = db;
    this.department = department;
  }

  /** What stands behind it; null where the evaluation is not there, was sent back or replaced. */
  async stated(origin: EvaluationFigure): Promise<Stated | null> {
    const { evaluations, goals } = await this.of(origin.year);
    const found = evaluations.get(origin.id);
    if (found !== undefined) return statedIn(found, origin);
    const goal = goals.get(origin.id);
    return goal === undefined ? null : this.ofGoal(goal, origin);
  }

  private of(year: number): Promise<Year> {
    let known = this.years.get(year);
    if (known === undefined) {
      known = this.read(year);
      this.years.set(year, known);
    }
    return known;
  }

  private async ofGoal(goal: Goal, { what, line, of, year }: EvaluationFigure): Promise<Stated | null> {
    if (what === 'target') return targetStated(goal, line ?? -1, year);
    if (goal.subject === null || of === undefined) return null;
    const levels = await goalMoneyByLevel(this.db, goal.subject, year);
    const fiscal = sumFen([levels.central, levels.province, levels.county]);
    const sums: Readonly<Record<string, Fen>> = {
      'level-all': sumFen([fiscal, levels.own, levels.other]),
      'level-fiscal': fiscal,
      ...Object.fromEntries(Object.entries(levels).map(([level, fen]) => [`level-${level}`, fen])),
    };
    const fen = sums[of];
    if (fen === undefined) return null;
    return {
      term: `${year}年预算（${levelNames[of] ?? ''}）`,
      definition: '预算指标账中该项目当年的指标，按资金来自哪一级政府分。',
      formula: [],
      unit: '元',
      value: formatYuan(fen),
      words: null,
      sources: [{ name: `预算指标账 · ${levelNames[of] ?? ''}`, amount: formatYuan(fen) }],
    };
  }

  private async read(year: number): Promise<Year> {
    const { db, department } = this;
    const rules = await rulesOfYear(db, department, year);
    const found = new Map<string, Whole>();
    const goals = await listGoals(db, department, year);
    const checked = new Map(goals.filter(({ state }) => state === 'checked').map((goal) => [goal.id, goal]));
    if (rules === null) return { evaluations: found, goals: checked };
    for (const evaluation of await listEvaluations(db, department, year)) {
      const goal = goals.find(({ id }) => id === evaluation.goal);
      if (goal === undefined || evaluation.state !== 'checked') continue;
      const money = await moneyOf(db, department, year, goal.subject);
      const lines = goal.content.indicators.flatMap((indicator, at) => {
        const explained = evaluation.found[at];
        return explained === undefined ? [] : [{ indicator, explained }];
      });
      const { annual, executed } = money.total;
      const scored = scoreForm(lines, { annual: BigInt(annual), executed: BigInt(executed) }, rules);
      found.set(evaluation.id, { goal, evaluation, money, scored });
    }
    return { evaluations: found, goals: checked };
  }
}

const levelNames: Readonly<Record<string, string>> = {
  'level-all': '全部资金',
  'level-fiscal': '财政资金',
  'level-central': '中央',
  'level-province': '省级',
  'level-county': '市县',
  'level-own': '单位资金',
  'level-other': '其他资金',
};

/** The parts of a subject's money in words. */
const partNames: Readonly<Record<string, string>> = {
  fiscal: '当年财政拨款',
  'carried-over': '上年结转',
  other: '其他资金',
  basic: '基本支出',
  project: '项目支出',
  'personnel-fiscal': '人员经费财政拨款',
  'personnel-other': '人员经费其他资金',
  'running-fiscal': '公用经费财政拨款',
  'running-other': '公用经费其他资金',
  'project-fiscal': '项目支出财政拨款',
  'project-other': '项目支出其他资金',
};

function partName(of: string): string {
  const source = /^source-(.*)$/.exec(of)?.[1];
  return source === undefined ? (partNames[of] ?? '') : (sourceNames[source as keyof typeof sourceNames] ?? '');
}

function targetStated({ content }: Goal, at: number, year: number): Stated | null {
  const indicator = content.indicators[at];
  if (indicator === undefined) return null;
  const { name, unit, direction, target, level2 } = indicator;
  const set = {
    term: `“${name}”目标值`,
    definition: `${year}年绩效目标的${level2Names[level2]}，一人编制、一人复核。`,
    formula: [],
    words: targetText(indicator),
    sources: [],
  };
  return direction === 'qualitative' ? { ...set, unit: '', value: null } : { ...set, unit, value: target };
}

const moneyNames = { 'start-budget': '年初预算数', 'annual-budget': '全年预算数', executed: '全年执行数' } as const;

function statedIn(whole: Whole, { what, line, of, year }: EvaluationFigure): Stated | null {
  const { evaluation, money, scored } = whole;
  const plain = { formula: [], unit: '分', words: null, sources: [] };
  switch (what) {
    case 'start-budget':
    case 'annual-budget':
    case 'executed':
      return moneyStated(what, year, money, of);
    case 'score':
      return {
        ...plain,
        term: '自评得分',
        definition: '各项指标得分与预算执行率得分之和，由目标值、实际完成值和评分规则算出，不能手填。',
        formula: ['指标得分之和 + 预算执行率得分'],
        value: plainNumber(scored.total),
        sources: [
          { name: '预算执行率得分', amount: plainNumber(scored.execution.score) },
          {
            name: `${scored.indicators.length}个指标得分之和`,
            amount: plainNumber(scored.total - scored.execution.score),
          },
        ],
      };
    case 'execution-score':
      return {
        ...plain,
        term: '预算执行率得分',
        definition: '全年执行数占全年预算数的比例乘以分值，最高为分值。',
        formula: ['全年执行数 ÷ 全年预算数 × 分值'],
        value: plainNumber(scored.execution.score),
        sources: moneySources(money),
      };
    case 'review': {
      const { review } = evaluation;
      if (review === null) return null;
      return {
        ...plain,
        term: '部门评价得分',
        definition: '部门对项目自评的评价，由编制自评以外的人评出。',
        value: review.score,
      };
    }
    case 'use': {
      const { use } = evaluation;
      if (use === null || use.amount === null) return null;
      return {
        ...plain,
        term: '结果应用涉及的金额',
        definition: '按评价结果安排、压减或调整的预算。',
        unit: '元',
        value: formatYuan(use.amount),
      };
    }
    default:
      return lineStated(whole, what, line ?? -1, year);
  }
}

function moneyStated(what: keyof typeof moneyNames, year: number, money: MoneyOfSubject, of?: string): Stated {
  const { start, annual, executed } = of === undefined ? money.total : moneyPart(money, of);
  const fen = { 'start-budget': start, 'annual-budget': annual, executed }[what];
  return {
    term: `${year}年${moneyNames[what]}${of === undefined ? '' : `（${partName(of)}）`}`,
    definition: '预算指标账中该项目（部门整体支出为全部单位）当年的指标和支付。',
    formula: [],
    unit: '元',
    value: formatYuan(fen),
    words: null,
    sources:
      what === 'annual-budget' && of === undefined
        ? moneySources(money)
        : [{ name: '预算指标账', amount: formatYuan(fen) }],
  };
}

function moneySources({ bySource }: MoneyOfSubject): Stated['sources'] {
  return bySource.map(({ source, annual }) => ({
    name: `预算指标账 · ${sourceNames[source]}`,
    amount: formatYuan(annual),
  }));
}

function lineStated(
  { goal, evaluation, scored }: Whole,
  what: 'target' | 'actual' | 'points' | 'line-score',
  at: number,
  year: number,
): Stated | null {
  const indicator = goal.content.indicators[at];
  const explained = evaluation.found[at];
  const score = scored.indicators[at];
  if (indicator === undefined || explained === undefined || score === undefined) return null;
  const { name, unit } = indicator;
  const head = { formula: [], words: null, sources: [] };
  const kind = level2Names[indicator.level2];
  switch (what) {
    case 'target':
      return targetStated(goal, at, year);
    case 'actual':
      return {
        term: `“${name}”实际完成值`,
        definition: `${year}年绩效自评中${kind}的实际完成值，一人编制、一人复核。`,
        formula: [],
        unit: explained.actual.kind === 'figure' ? unit : '',
        value: explained.actual.kind === 'figure' ? explained.actual.value : null,
        words: actualText(indicator, explained.actual),
        sources: [shownBy(explained, evaluation, year, actualText(indicator, explained.actual))],
      };
    case 'points':
      return {
        ...head,
        term: `“${name}”分值`,
        definition: '绩效目标中确定的分值，各项相加为100分。',
        unit: '分',
        value: formatExact(exact(indicator.points)),
      };
    case 'line-score':
      return {
        ...head,
        term: `“${name}”得分`,
        definition: '由目标值、实际完成值和评分规则算出，不能手填。',
        formula: [
          `目标值${targetText(indicator)}，实际完成值${actualText(indicator, explained.actual)}，分值${indicator.points}分`,
        ],
        unit: '分',
        value: plainNumber(score.score),
      };
  }
}

/** Where an actual value was read: its register and the time it covers; numbers of persons or telephones are left out. */
function shownBy(
  { binding }: FoundActual,
  { madeAt, checkedAt }: SelfEvaluation,
  year: number,
  printed: string,
): { readonly name: string; readonly amount: string } {
  const day = (at: Date): string => at.toISOString().slice(0, 10);
  const period = `${year}-01-01至${year}-12-31`;
  if (binding.kind === 'execution') return { name: `预算指标账（${period}）`, amount: printed };
  if (binding.kind === 'figure') return { name: '指标目录', amount: printed };
  const survey =
    binding.kind === 'declared' && binding.survey !== null
      ? `；${binding.survey.date}以${binding.survey.form}调查，有效样本${binding.survey.sample}份`
      : '';
  const checked = checkedAt === null ? '' : `、${day(checkedAt)}另一人复核`;
  const register = binding.register.replace(/\d{7,}[\dXx]?/g, '…');
  return { name: `${register}（${period}${survey}；截至${day(madeAt)}填报${checked}）`, amount: printed };
}
