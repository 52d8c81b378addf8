/**
 * The demonstration's performance: rules adopted before the first year, goals of every project with a budget and of the whole department,
 * looked at twice a year, evaluated by their makers in February, evaluated by the director in March. Everything passes the same doors
 * as at the desk; actual values are the figures that the county has declared or its books compute.
 */
import { createHash } from 'node:crypto';
import { needsReason, shippedRules } from '@mingzhang/disclosure';
import { type DateText, exact, formatExact, one, parseYuan } from '@mingzhang/kernel';
import { computedFigures } from '../catalogue.ts';
import { type Coordinates, FigureReader, figureNamed } from '../figures/index.ts';
import {
  type ActualEntry,
  type Binding,
  checkEvaluation,
  checkGoal,
  checkRules,
  drawUpEvaluation,
  type GoalLine,
  inUnit,
  moneyOf,
  type PerformanceOutcome,
  previewEvaluation,
  proposeRules,
  recordMonitoring,
  reviewEvaluation,
  type Subject,
  setGoal,
  useResult,
} from '../performance/index.ts';
import plans from './data/performance.json' with { type: 'json' };
import { type NewIdOn } from './ids.ts';
import { insertAll, type Trx, writtenOn } from './write.ts';

const department = 'demo';

interface PlannedLine extends Pick<GoalLine, 'level1' | 'level2' | 'name' | 'unit' | 'points'> {
  readonly figure?: string;
  readonly at?: Coordinates;
  /** Thousandths of what the year came to: below a thousand the target was reached. */
  readonly factor?: number;
  readonly target?: string;
  readonly declared?: string;
  readonly words?: string;
  readonly register?: string;
  readonly execution?: boolean;
  readonly reason: string;
  readonly measure: string;
}

interface Plan {
  readonly unit: string | null;
  readonly project: string | null;
  readonly goal: string;
  readonly outcome: string;
  readonly overview: string;
  readonly basis: string;
  readonly necessity: string;
  readonly measures: string;
  readonly plan: string;
  readonly indicators: readonly PlannedLine[];
  readonly use: readonly [kind: 'continued' | 'increased' | 'reduced' | 'adjusted', yuan: string | null, note: string];
}

const all = plans.plans as unknown as readonly Plan[];

interface PerformancePeople {
  readonly maker: string;
  readonly checker: string;
  readonly director: string;
}

/** Writes what was set, looked at, evaluated and decided in the closed years. */
export async function writePerformance(
  trx: Trx,
  years: readonly number[],
  today: DateText,
  { maker, checker, director }: PerformancePeople,
  newId: NewIdOn,
): Promise<void> {
  const by = (person: string, day: DateText) => ({ department, by: person, at: new Date(writtenOn(day)) });
  const [first] = years;
  if (first === undefined) return;
  const start: DateText = `${first}-01-08`;
  const rules = { id: newId(start), fromYear: first, rules: shippedRules, document: `禾财绩〔${first}〕2号` };
  done(await proposeRules(trx, { ...rules, ...by(maker, start) }));
  done(await checkRules(trx, { ...by(checker, start), id: rules.id, returnedReason: null }));
  for (const year of years) {
    const reader = new FigureReader(trx, computedFigures());
    const attachment = await keepSheet(trx, year, maker);
    const [set, half, autumn] = [`${year}-02-05`, `${year}-06-30`, `${year}-10-31`];
    const [evaluated, reviewed] = [`${year + 1}-02-18`, `${year + 1}-03-20`];
    for (const plan of all) {
      const subject: Subject =
        plan.unit === null || plan.project === null ? null : { unit: plan.unit, project: plan.project };
      const { total } = await moneyOf(trx, department, year, subject);
      const indicators = await Promise.all(plan.indicators.map((line) => goalLine(reader, year, line, total.annual)));
      const { overview, basis, necessity, measures, plan: course, goal: annualGoal } = plan;
      const goal = {
        id: newId(set),
        year,
        subject,
        content: { overview, basis, necessity, measures, plan: course, wholeGoal: '', annualGoal, indicators },
        replaces: null,
      };
      done(await setGoal(trx, { ...goal, ...by(maker, set) }));
      done(await checkGoal(trx, { ...by(checker, set), id: goal.id, returnedReason: null }));
      for (const [round, asOf] of [
        [1, half],
        [2, autumn],
      ] as const) {
        const lines = indicators.map((_, line) => ({ line, value: '', state: 'normal' as const, note: '' }));
        done(
          await recordMonitoring(trx, {
            ...by(maker, asOf),
            today,
            id: newId(asOf),
            goal: goal.id,
            round,
            asOf,
            lines,
          }),
        );
      }
      if (today < reviewed) continue;
      const entries = plan.indicators.map((line) => actualEntry(line, year, attachment));
      const draft = { id: newId(evaluated), goal: goal.id, outcome: plan.outcome, adjustment: '', replaces: null };
      // A reason stands only where the score wants one.
      const scored = await previewEvaluation(trx, reader, { department, today, ...draft, actuals: entries });
      if ('refusal' in scored) throw new Error(scored.refusal.message);
      const actuals = entries.map((entry, at): ActualEntry => {
        const line = scored.scored.indicators[at];
        return line !== undefined && needsReason(line) ? entry : { ...entry, reason: '', measure: '' };
      });
      done(await drawUpEvaluation(trx, reader, { ...by(maker, evaluated), today, ...draft, actuals }));
      done(
        await checkEvaluation(trx, reader, { ...by(checker, evaluated), today, id: draft.id, returnedReason: null }),
      );
      const score = formatExact((scored.scored.total / one) * one - one);
      const review = {
        id: newId(reviewed),
        evaluation: draft.id,
        score,
        opinion: '目标明确，依据齐全，完成情况属实。',
      };
      done(await reviewEvaluation(trx, { ...by(director, reviewed), ...review }));
      const [kind, yuan, note] = plan.use;
      const amount = yuan === null ? null : parseYuan(yuan);
      done(
        await useResult(trx, {
          ...by(director, reviewed),
          id: newId(reviewed),
          evaluation: draft.id,
          kind,
          amount,
          note,
        }),
      );
    }
  }
}

function done(outcome: PerformanceOutcome): void {
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
}

/** The sheet that declared values are read from. */
async function keepSheet(trx: Trx, year: number, maker: string): Promise<string> {
  const lines = all.flatMap(({ indicators }) =>
    indicators.flatMap(({ name, declared, unit, words, register }) =>
      register === undefined ? [] : [`${register}\t${name}\t${declared ?? words ?? ''}${unit}\n`],
    ),
  );
  const bytes = Buffer.from(`绩效指标依据（${year}年）\n${lines.join('')}`, 'utf8');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await insertAll(trx, 'attachment', [
    {
      sha256,
      name: `${year}年绩效指标依据.txt`,
      media_type: 'text/plain',
      bytes: `\\x${bytes.toString('hex')}`,
      added_by: maker,
      added_at: writtenOn(`${year + 1}-01-20`),
    },
  ]);
  return sha256;
}

/** A line of the goal: its target is a share of what the year came to, since the county and its years are invented. */
async function goalLine(reader: FigureReader, year: number, planned: PlannedLine, annual: number): Promise<GoalLine> {
  const { level1, level2, name, unit, points, figure, at = {}, factor = 1000, target, words, execution } = planned;
  const line = { level1, level2, name, unit, points, rule: 'share' as const };
  if (words !== undefined) return { ...line, direction: 'qualitative', target: words, wholeTarget: words };
  if (target !== undefined) return { ...line, direction: 'up', target, wholeTarget: target };
  if (execution === true) {
    // Up to the next hundred yuan, as a form prints it.
    const limit = formatExact(((BigInt(annual) + 9_999n) / 10_000n) * (one / 100n));
    return { ...line, direction: 'down', target: limit, wholeTarget: limit };
  }
  const known = figureNamed(figure ?? '');
  const found = known === null ? null : await reader.value(known.id, { department, year, at });
  if (known === null || found === null || found.value === null) throw new Error(`no ${figure} of ${year}`);
  const value = inUnit(name, unit, { term: known.term, unit: known.unit, value: found.value, remark: null });
  if ('refusal' in value || value.kind === 'words') throw new Error(`${name} is not in ${unit}`);
  const share = (exact(value.value) * BigInt(factor)) / 1000n;
  const step = unit === '%' ? one / 10n : share >= one * 1000n ? one * 100n : one;
  const rounded = formatExact((share / step) * step);
  return { ...line, direction: 'up', target: rounded, wholeTarget: rounded };
}

function actualEntry(line: PlannedLine, year: number, attachment: string): ActualEntry {
  const { reason, measure } = line;
  return { binding: bindingOf(line, year, attachment), reason, measure, targetTooLow: false };
}

function bindingOf(line: PlannedLine, year: number, attachment: string): Binding {
  const { figure, at = {}, declared, words, register = '', execution, level1 } = line;
  if (execution === true) return { kind: 'execution' };
  if (figure !== undefined) return { kind: 'figure', figure, at };
  if (words !== undefined) return { kind: 'words', words, band: 'reached', percent: '100', register, attachment };
  const survey = level1 === 'satisfaction' ? { sample: 320, date: `${year}-11-25`, form: '现场问卷和电话回访' } : null;
  return { kind: 'declared', value: declared ?? '', survey, register, attachment };
}
