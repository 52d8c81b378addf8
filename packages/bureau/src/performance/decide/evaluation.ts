/**
 * Self-evaluation: every actual value is bound to what shows it – a figure of the catalogue, the budget's books, or a value declared
 * with its register and attachment – and the score follows.
 */
import {
  type Actual,
  type Band,
  bandNames,
  type Explained,
  needsReason,
  plainNumber,
  type Scored,
  type ScoringRules,
  scoreForm,
} from '@mingzhang/disclosure';
import {
  type DateText,
  exact,
  type Fen,
  formatExact,
  formatYuan,
  isDate,
  parseExact,
  roundFraction,
} from '@mingzhang/kernel';
import { type Coordinates, type Unit, units } from '../../figures/index.ts';
import { firstRefusal, refuse } from '../refusals.ts';
import { type CourseState, courseStateNames } from './course.ts';
import { type GoalContent, type GoalLine, idProblem, type Refused, textProblem } from './goal.ts';

/** What shows a value that no duty computes. */
export interface Shown {
  /** The register it was read from. */
  readonly register: string;
  /** SHA-256 of the attachment. */
  readonly attachment: string;
}

export interface Survey {
  readonly sample: number;
  readonly date: DateText;
  readonly form: string;
}

export type Binding =
  /** A figure of the catalogue, of the goal's year. */
  | { readonly kind: 'figure'; readonly figure: string; readonly at: Coordinates }
  /** What was executed, from the budget's books. */
  | { readonly kind: 'execution' }
  | ({ readonly kind: 'declared'; readonly value: string; readonly survey: Survey | null } & Shown)
  /** Qualitative: what was found, in which band, and how much of the points within it. */
  | ({ readonly kind: 'words'; readonly words: string; readonly band: Band; readonly percent: string } & Shown);

export interface ActualEntry {
  readonly binding: Binding;
  readonly reason: string;
  readonly measure: string;
  readonly targetTooLow: boolean;
}

export interface EvaluationDraft {
  readonly id: string;
  readonly goal: string;
  readonly outcome: string;
  /** Document of the adjustment that lets more be executed than the annual budget; '' where none is needed. */
  readonly adjustment: string;
  /** One for each indicator of the goal, in its order. */
  readonly actuals: readonly ActualEntry[];
  readonly replaces: string | null;
}

/** What a figure binding came to. */
export interface ReadFigure {
  readonly term: string;
  readonly unit: Unit;
  readonly value: string | null;
  readonly remark: string | null;
}

export interface BookedMoney {
  readonly start: Fen;
  readonly annual: Fen;
  readonly executed: Fen;
}

export interface EvaluationFacts {
  readonly today: DateText;
  readonly goal: { readonly year: number; readonly state: CourseState; readonly content: GoalContent } | null;
  readonly rules: ScoringRules | null;
  readonly standing: string | null;
  readonly money: BookedMoney;
  /** By indicator; null where the catalogue has no such figure, undefined where none is bound. */
  readonly figures: readonly (ReadFigure | null | undefined)[];
  /** Attachments that have been uploaded. */
  readonly attachments: ReadonlySet<string>;
}

/** An indicator's value as it was found, in the indicator's unit. */
export interface FoundActual extends Explained {
  readonly binding: Binding;
}

export interface EvaluationAccepted {
  readonly scored: Scored;
  readonly found: readonly FoundActual[];
}

const hundred = exact('100');

/** The score that follows, or why there is none. */
export function decideEvaluation(facts: EvaluationFacts, draft: EvaluationDraft): EvaluationAccepted | Refused {
  const { goal, rules, standing, money, today } = facts;
  const form = firstRefusal(
    idProblem(draft.id),
    textProblem({ 实际完成情况: draft.outcome }),
    textProblem({ '预算调整文件？': draft.adjustment }, 200),
  );
  if (form !== null) return form;
  if (goal === null) return refuse('record-unknown', '没有这份绩效目标，请从列表打开。');
  if (goal.state !== 'checked')
    return refuse('goal-not-checked', `目标${courseStateNames[goal.state]}，复核后的目标才能自评。`);
  if (rules === null) return refuse('rules-unconfirmed', `${goal.year}年的评分规则还没有采用，不能计分。`);
  if (today <= `${goal.year}-12-31`)
    return refuse('year-not-ended', `${goal.year}年还没有终了，全年执行数和完成值不可能已经形成；年度终了后再自评。`);
  if (standing !== draft.replaces)
    return standing === null
      ? refuse('record-unknown', '要替换的自评不在，或不是同一份目标的。')
      : refuse('evaluation-stands', '这份目标已有自评。要修改，请在那一份上选“重做”。');
  if (money.annual <= 0)
    return refuse('budget-missing', '预算的指标账里没有这一年的预算，执行率没有分母，不能自评。请先登记或导入预算。');
  if (money.executed > money.annual && draft.adjustment === '')
    return refuse(
      'executed-above-budget',
      `全年执行${formatYuan(money.executed)}元，超过全年预算${formatYuan(money.annual)}元。请先登记追加，或写明调整文件。`,
    );
  if (sameWords(draft.outcome, goal.content.annualGoal))
    return refuse('outcome-copies-goal', '实际完成情况与年度目标一字不差。请写完成了什么，不照抄目标。');
  const lines = goal.content.indicators;
  const open = lines[draft.actuals.length];
  if (open !== undefined) return refuse('actual-missing', `“${open.name}”没有实际完成值，请逐项填写。`);
  const found: FoundActual[] = [];
  for (const [at, line] of lines.entries()) {
    const entry = draft.actuals[at] as ActualEntry;
    const actual = actualOf(line, entry, facts, at);
    if ('refusal' in actual) return actual;
    const text = textProblem({ '偏差原因？': entry.reason, '改进措施？': entry.measure }, 300);
    if (text !== null) return text;
    found.push({ actual, binding: entry.binding, ...explained(entry) });
  }
  if (draft.actuals.length > lines.length)
    return refuse('line-unknown', `目标只有${lines.length}个指标，多填了${draft.actuals.length - lines.length}个。`);
  const scored = scoreForm(
    lines.map((indicator, at) => ({ indicator, explained: found[at] as FoundActual })),
    { annual: BigInt(money.annual), executed: BigInt(money.executed) },
    rules,
  );
  return explainedProblem(lines, found, scored) ?? { scored, found };
}

function explained({ reason, measure, targetTooLow }: ActualEntry) {
  return { reason, measure, targetTooLow };
}

function sameWords(a: string, b: string): boolean {
  const plain = (text: string): string => text.replace(/[\s\p{P}]/gu, '');
  return plain(a) === plain(b);
}

function actualOf(line: GoalLine, { binding }: ActualEntry, facts: EvaluationFacts, at: number): Actual | Refused {
  const { name, unit } = line;
  if ((line.direction === 'qualitative') !== (binding.kind === 'words'))
    return refuse(
      'actual-missing',
      line.direction === 'qualitative'
        ? `“${name}”是定性指标，要写明效果、档次和得分比例。`
        : `“${name}”是定量指标，要有数，不能只写文字。`,
    );
  switch (binding.kind) {
    case 'execution':
      return inUnit(name, unit, {
        term: '全年执行数',
        unit: '元',
        value: formatYuan(facts.money.executed),
        remark: null,
      });
    case 'figure': {
      const read = facts.figures[at];
      if (read == null) return refuse('figure-unknown', `“${name}”对应的指标数据不在指标目录里。请从目录中选取。`);
      return inUnit(name, unit, read);
    }
    case 'declared': {
      const value = parseExact(binding.value);
      if (value === null)
        return refuse('actual-not-a-number', `“${name}”的实际完成值“${binding.value}”不是数，填不带单位和符号的确数。`);
      if (unit === '%' && isShare(line) && value > hundred)
        return refuse('percent-above-hundred', `“${name}”实际完成值${binding.value}%，这类比率不可能超过100%。`);
      return (
        shownProblem(name, binding, facts) ??
        surveyProblem(line, binding.survey) ?? { kind: 'figure', value: formatExact(value) }
      );
    }
    case 'words':
      return (
        textProblem({ [`${name}的实际完成情况`]: binding.words }, 60) ??
        bandProblem(name, binding, facts.rules) ??
        shownProblem(name, binding, facts) ?? {
          kind: 'words',
          words: binding.words,
          band: binding.band,
          percent: binding.percent,
        }
      );
  }
}

const factors: Readonly<Record<string, bigint>> = { 万: 10_000n, 亿: 100_000_000n };

/** A figure in the indicator's unit: 4862000 元 → 486.2 万元. */
export function inUnit(name: string, unit: string, read: ReadFigure): Actual | Refused {
  const { term, value, remark } = read;
  if (value === null)
    return refuse('figure-without-value', `“${name}”对应的“${term}”没有值${remark === null ? '。' : `：${remark}`}`);
  const printed: readonly string[] = units[read.unit];
  if (!printed.includes(unit))
    return refuse(
      'figure-unit-differs',
      `“${name}”以“${unit}”计，“${term}”以“${read.unit}”计，不是同一计量单位。请换一个指标数据，或改目标的单位。`,
    );
  const factor = unit === read.unit ? 1n : (factors[unit.charAt(0)] ?? 1n);
  return { kind: 'figure', value: formatExact(roundFraction(exact(value), factor)) };
}

function shownProblem(name: string, { register, attachment }: Shown, { attachments }: EvaluationFacts): Refused | null {
  if (register.trim() === '' || !/^[0-9a-f]{64}$/.test(attachment))
    return refuse('evidence-missing', `“${name}”的实际完成值没有依据：写明来源台账，并附上能证明它的材料。`);
  return attachments.has(attachment)
    ? null
    : refuse('attachment-not-uploaded', `“${name}”的附件还没有上传成功，请重新上传后再提交。`);
}

function isShare({ level1, name }: GoalLine): boolean {
  return level1 === 'satisfaction' || /知晓|认可|覆盖率|合格率|达标率|及时率|准确率|兑付率/.test(name);
}

/** 满意度 and 知晓率 are what a survey found. */
function surveyProblem({ level1, name }: GoalLine, survey: Survey | null): Refused | null {
  if (level1 !== 'satisfaction' && !/满意|知晓/.test(name)) return null;
  const fits =
    survey !== null &&
    Number.isSafeInteger(survey.sample) &&
    survey.sample > 0 &&
    isDate(survey.date) &&
    survey.form.trim() !== '';
  return fits
    ? null
    : refuse('survey-missing', `“${name}”靠调查得出，要写明有效样本数、调查日期和问卷形式，或对应已填报的调查指标。`);
}

function bandProblem(
  name: string,
  { band, percent }: { readonly band: Band; readonly percent: string },
  rules: ScoringRules | null,
): Refused | null {
  const found = rules?.bands.find((one) => one.band === band);
  const value = parseExact(percent);
  if (found === undefined || value === null)
    return refuse('band-unfit', `“${name}”没有选档次，或得分比例“${percent}”不是数。`);
  const [from, to] = [exact(found.from), exact(found.to)];
  if (value >= from && (value < to || (value === to && to === hundred))) return null;
  return refuse(
    'band-unfit',
    `“${name}”评为“${bandNames[band]}”，得分比例应在${found.from}%至${found.to}%之间，填的是${percent}%。`,
  );
}

/** A miss, a deduction and a value far above its target want a reason and a measure. */
function explainedProblem(lines: readonly GoalLine[], found: readonly FoundActual[], scored: Scored): Refused | null {
  for (const [at, line] of lines.entries()) {
    const [one, of] = [scored.indicators[at], found[at]];
    if (one === undefined || of === undefined || !needsReason(one)) continue;
    const why = one.farAbove
      ? '远超目标，要说明原因，核实目标是否偏低'
      : `得${plainNumber(one.score)}分（分值${plainNumber(one.points)}分），要说明原因`;
    if (of.reason === '') return refuse('reason-missing', `“${line.name}”${why}。`);
    if (of.measure === '') return refuse('measure-missing', `“${line.name}”写了原因，没有写改进措施。`);
  }
  return null;
}
