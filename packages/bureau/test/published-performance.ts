/** A year's performance entered through its use cases: rules, goals, self-evaluations, each made by one and checked by another. */
import { needsReason, shippedRules } from '@mingzhang/disclosure';
import { type DateText, type Fen, formatExact, one } from '@mingzhang/kernel';
import { newId, type Store } from '@mingzhang/store';
import { computedFigures } from '../src/catalogue.ts';
import { FigureReader } from '../src/figures/index.ts';
import { keepAttachment } from '../src/office/index.ts';
import {
  type Binding,
  checkEvaluation,
  checkGoal,
  checkRules,
  drawUpEvaluation,
  type GoalContent,
  type GoalLine,
  moneyOf,
  previewEvaluation,
  proposeRules,
  reviewEvaluation,
  setGoal,
} from '../src/performance/index.ts';
import { checker, inTransaction, maker, must } from './published-year.ts';

type Declared = Extract<Binding, { kind: 'declared' }>;
type Words = Extract<Binding, { kind: 'words' }>;

/** What shows a declared value is filled in where it is entered. */
export type PlannedBinding =
  | Exclude<Binding, Declared | Words>
  | Pick<Declared, 'kind' | 'value'>
  | Pick<Words, 'kind' | 'words'>;

export interface PlannedIndicator {
  /** `target` '' stands for what the budget came to, in 万元. */
  readonly line: Omit<GoalLine, 'wholeTarget' | 'rule'>;
  readonly actual: PlannedBinding;
  /** Said where a reason is wanted; `volunteered` also where none is. */
  readonly reason: string;
  readonly volunteered?: true;
}

type GoalTexts = Pick<GoalContent, 'overview' | 'basis' | 'necessity' | 'measures' | 'plan' | 'wholeGoal'>;

export interface PlannedEvaluation {
  /** Code of the project in the budget; null for the whole department. */
  readonly project: string | null;
  readonly goal: string;
  /** Null where only the goal is set. */
  readonly outcome: string | null;
  readonly indicators: readonly PlannedIndicator[];
  readonly texts?: Partial<GoalTexts>;
  readonly review?: { readonly score: string; readonly opinion: string };
}

interface Where {
  readonly db: Store['db'];
  readonly department: string;
  readonly unit: string;
  readonly year: number;
}

/** Sets goals at the beginning of the year and evaluates them after it. */
export async function enterPerformance(
  { db, department, unit, year }: Where,
  plans: readonly PlannedEvaluation[],
): Promise<void> {
  const today: DateText = `${year + 1}-03-20`;
  const on = (day: DateText, by: string) => ({ department, by, at: new Date(`${day}T08:00:00Z`) });
  const register = '绩效台账';
  const attachment = await keepAttachment(db, {
    name: `${register}.txt`,
    mediaType: 'text/plain',
    bytes: new TextEncoder().encode(`${register} ${department} ${year}\n`),
    by: maker,
    at: new Date(`${year + 1}-02-01T08:00:00Z`),
  });
  const bound = (binding: PlannedBinding, { level1, name }: PlannedIndicator['line']): Binding => {
    if (binding.kind === 'words') return { ...binding, band: 'reached', percent: '100', register, attachment };
    if (binding.kind !== 'declared') return binding;
    const survey =
      level1 === 'satisfaction' || /满意|知晓/.test(name)
        ? { sample: 200, date: `${year}-11-20`, form: '电话问卷' }
        : null;
    return { ...binding, survey, register, attachment };
  };
  await inTransaction(db, async (trx) => {
    const rules = { id: newId(), fromYear: year, rules: shippedRules, document: `财绩〔${year}〕1号` };
    must(await proposeRules(trx, { ...rules, ...on(`${year}-01-08`, maker) }));
    must(await checkRules(trx, { ...on(`${year}-01-08`, checker), id: rules.id, returnedReason: null }));
    const reader = new FigureReader(trx, computedFigures());
    for (const { project, goal: annualGoal, outcome, indicators: planned, texts: own, review } of plans) {
      const subject = project === null ? null : { unit, project };
      const { total } = await moneyOf(trx, department, year, subject);
      const indicators = planned.map(({ line }): GoalLine => {
        const target = line.target === '' ? inWan(total.annual) : line.target;
        return { ...line, target, wholeTarget: target, rule: 'share' };
      });
      const texts = {
        overview: `安排经费，${annualGoal}`,
        basis: '年度工作计划。',
        necessity: '保障待遇落实。',
        measures: '按月跟踪，专人负责。',
        plan: '按季推进。',
        wholeGoal: `连续实施，${annualGoal}`,
        ...own,
      };
      const content = { ...texts, annualGoal, indicators };
      const goal = { id: newId(), year, subject, content, replaces: null };
      must(await setGoal(trx, { ...goal, ...on(`${year}-02-05`, maker) }));
      must(await checkGoal(trx, { ...on(`${year}-02-05`, checker), id: goal.id, returnedReason: null }));
      if (outcome === null) continue;
      const entries = planned.map(({ line, actual, reason }) => {
        return { binding: bound(actual, line), reason, measure: '下年按实际需要核定目标', targetTooLow: false };
      });
      const draft = { id: newId(), goal: goal.id, outcome, adjustment: '', replaces: null };
      const preview = await previewEvaluation(trx, reader, { department, today, ...draft, actuals: entries });
      if ('refusal' in preview) throw new Error(`${annualGoal} ${preview.refusal.message}`);
      const actuals = entries.map((entry, at) => {
        const line = preview.scored.indicators[at];
        const said = planned[at]?.volunteered === true || (line !== undefined && needsReason(line));
        return said ? entry : { ...entry, reason: '', measure: '' };
      });
      const evaluated = `${year + 1}-02-18`;
      must(await drawUpEvaluation(trx, reader, { ...on(evaluated, maker), today, ...draft, actuals }));
      const checked = { ...on(evaluated, checker), today, id: draft.id, returnedReason: null };
      must(await checkEvaluation(trx, reader, checked));
      if (review !== undefined)
        must(await reviewEvaluation(trx, { ...on(today, checker), id: newId(), evaluation: draft.id, ...review }));
    }
  });
}

/** Up to the next hundred yuan, as a form prints a limit of cost. */
function inWan(amount: Fen): string {
  return formatExact(((BigInt(amount) + 9_999n) / 10_000n) * (one / 100n));
}

type Row = readonly [
  level1: GoalLine['level1'],
  level2: GoalLine['level2'],
  name: string,
  direction: GoalLine['direction'],
  target: string,
  unit: string,
  points: string,
  actual: PlannedBinding,
];

export function planned([level1, level2, name, direction, target, unit, points, actual]: Row): PlannedIndicator {
  return { line: { level1, level2, name, direction, target, unit, points }, actual, reason: '项目按实际进度支付' };
}

/** An evaluation where the document has none: whether what was planned is done, in time, for the money, and to people's content. */
export function plainEvaluation(project: string | null, name: string): PlannedEvaluation {
  const of = project === null ? '部门' : name;
  return {
    project,
    goal: project === null ? '落实医疗保障待遇，保证基金安全运行。' : `完成${name}的年度任务。`,
    outcome: project === null ? '待遇按时落实，基金运行安全。' : `${name}的年度任务已经办结。`,
    indicators: [
      planned(['output', 'quantity', `${of}任务办结率`, 'up', '98', '%', '20', { kind: 'declared', value: '99.2' }]),
      planned(['output', 'timeliness', `${of}按期办结率`, 'up', '95', '%', '20', { kind: 'declared', value: '97.5' }]),
      planned(['output', 'cost', `${of}全年支出`, 'down', '', '万元', '10', { kind: 'execution' }]),
      planned([
        'benefit',
        'social',
        `${of}待遇落实`,
        'qualitative',
        '应享尽享',
        '',
        '30',
        { kind: 'words', words: '应享尽享' },
      ]),
      planned([
        'satisfaction',
        'served',
        `${of}服务对象满意度`,
        'up',
        '90',
        '%',
        '10',
        { kind: 'declared', value: '94.5' },
      ]),
    ],
  };
}
