/** The lists that a sentence or paragraph is said for: sources of income, items with money, uses of vehicles … */
import { addFen } from '@mingzhang/kernel';
import { evaluationMeasure } from '../claims/named-money.ts';
import { measureById } from '../claims/phrasebook.ts';
import { economicName, functionalName } from '../classification.ts';
import { personnelClasses, runningClasses } from '../statements/cell-terms.ts';
import { type StatementFacts, statisticKeys } from '../statements/facts.ts';
import { type KnownFigure, type NarrativeFacts } from './narrative-facts.ts';
import { type EvaluationFacts, type PerformanceFacts, type PrintedValue } from './performance-facts.ts';
import { printsAsZero } from './print.ts';

export const eachNames = [
  'income-sources',
  'expenditure-kinds',
  'classes',
  'items',
  'personnel-items',
  'running-items',
  'three-public-parts',
  'vehicle-uses',
  'evaluated-whole',
  'evaluated-projects',
  'covered',
  'grades',
  'shortfalls',
  'uses',
] as const;

export type EachOf = (typeof eachNames)[number];

/** One of a list: the measure it is about, and what sentences call it. */
export interface Element {
  readonly measure: string;
  readonly words: Readonly<Record<string, string>>;
  /** Amounts that stand with the element itself, by measure and basis. */
  readonly known?: Readonly<Record<string, KnownFigure>>;
  readonly values?: Readonly<Record<string, PrintedValue>>;
}

const incomeSources = [
  'income-fiscal',
  'income-superior',
  'income-business',
  'income-operating',
  'income-affiliated',
  'income-other',
];

const threePublicParts = ['reception', 'abroad', 'vehicles'];

const expenditureKinds = ['basic', 'project', 'remitted', 'operating-expenditure', 'subsidised'];

/** The elements of a list; `under` keeps those below a functional code. */
export function elementsOf(name: EachOf, facts: NarrativeFacts, under = ''): readonly Element[] {
  switch (name) {
    case 'income-sources':
      return incomeSources.map(named);
    case 'expenditure-kinds':
      return expenditureKinds.map(named);
    case 'three-public-parts':
      return threePublicParts.map(named);
    case 'vehicle-uses':
      // Uses that nobody counts are not told.
      return statisticKeys
        .filter((key) => key.startsWith('vehicles-') && facts.accounts.statistics[key] !== undefined)
        .map(named);
    case 'classes':
      return functionCodes(facts, 3).map((code) => functional(facts, code));
    case 'items':
      return functionCodes(facts, 7)
        .filter((code) => code.startsWith(under))
        .map((code) => functional(facts, code));
    case 'personnel-items':
      return economic(facts.accounts, personnelClasses);
    case 'running-items':
      return economic(facts.accounts, runningClasses);
    case 'evaluated-whole':
      return evaluations({ ...facts.performance, projects: [] }).map(evaluated);
    case 'evaluated-projects':
      return facts.performance.projects.map(evaluated);
    case 'covered':
      return coveredBy(facts.performance);
    case 'grades':
      return (facts.performance.covered?.grades ?? []).map(({ grade, count }) => ({
        measure: '',
        words: { grade },
        values: { count },
      }));
    case 'shortfalls':
      return evaluations(facts.performance).flatMap(shortfalls);
    case 'uses':
      return evaluations(facts.performance).flatMap(uses);
  }
}

/** Of the whole department first. */
function evaluations({ overall, projects }: PerformanceFacts): readonly EvaluationFacts[] {
  return overall === null ? projects : [overall, ...projects];
}

function evaluated({ name, annual, executed, score, grade, goal, outcome, review }: EvaluationFacts): Element {
  const { id: measure } = evaluationMeasure(name);
  return {
    measure,
    words: {
      name,
      grade,
      goal: ended(goal),
      outcome: ended(outcome),
      opinion: ended(review?.opinion ?? ''),
      'review-grade': review?.grade ?? '',
    },
    known: { [`${measure} annual-budget`]: annual, [`${measure} final`]: executed },
    values: { score, ...(review === null ? {} : { review: review.score }) },
  };
}

function coveredBy({ covered }: PerformanceFacts): readonly Element[] {
  if (covered === null) return [];
  const measure = 'text:涉及预算资金';
  return [{ measure, words: {}, known: { [`${measure} budget`]: covered.funds }, values: { count: covered.count } }];
}

function shortfalls({ name, shortfalls: list }: EvaluationFacts): readonly Element[] {
  return list.map(({ indicator, kind, target, actual, points, score, reason, measure }) => ({
    measure: '',
    words: {
      name,
      indicator,
      kind: { missed: '没有达到目标', 'far-above': '远超目标', deducted: '达到目标而有扣分' }[kind],
      reason: ended(reason),
      measure: ended(measure),
    },
    values: { target, actual, points, score },
  }));
}

function uses({ name, use }: EvaluationFacts): readonly Element[] {
  if (use === null) return [];
  const { kind, amount, note } = use;
  const measure = 'text:涉及金额';
  return [
    {
      measure,
      words: { name, kind, note: ended(note) },
      ...(amount === null ? {} : { known: { [`${measure} final`]: amount } }),
    },
  ];
}

function ended(text: string): string {
  return text.trim().replace(/[。；]+$/, '');
}

function named(measure: string): Element {
  return { measure, words: { name: measureById(measure)?.name ?? measure } };
}

/** Codes of general expenditure, spent or budgeted. */
function functionCodes({ accounts, startBudget }: NarrativeFacts, length: number): readonly string[] {
  const codes = [
    ...accounts.expenditure.filter(({ fund, amount }) => fund === 'general' && amount !== 0),
    ...Object.entries(startBudget).flatMap(([functionCode, { value }]) => (value === 0 ? [] : [{ functionCode }])),
  ];
  return [...new Set(codes.map(({ functionCode }) => functionCode.slice(0, length)))].sort();
}

function functional({ accounts }: NarrativeFacts, code: string): Element {
  const nameOf = (one: string): string => accounts.functionNames?.[one] ?? functionalName(one) ?? one;
  return {
    measure: `code:${code}`,
    words: {
      name: nameOf(code),
      class: nameOf(code.slice(0, 3)),
      group: nameOf(code.slice(0, 5)),
      item: nameOf(code),
    },
  };
}

/** 款 of basic expenditure that print an amount. */
function economic({ expenditure }: StatementFacts, classes: readonly string[]): readonly Element[] {
  const sums = new Map<string, number>();
  for (const { economyCode, fund, kind, amount } of expenditure)
    if (fund === 'general' && kind === 'basic' && classes.some((one) => economyCode.startsWith(one)))
      sums.set(economyCode, addFen(sums.get(economyCode) ?? 0, amount));
  return [...sums]
    .filter(([, amount]) => !printsAsZero(amount))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code]) => ({ measure: `economic:${code}`, words: { name: economicName(code) ?? code } }));
}
