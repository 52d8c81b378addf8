/**
 * What a year's statements are computed from, in fen: opening balances, income, expenditure and the registers' counts. Nothing
 * here is a total, and nothing is rounded; every printed cell is a sum of some of these lines, and says of which.
 *
 *     selector { measure: 'expenditure', functionCode: '21015', kinds: ['basic'] }  →  every line under 21015 that is basic
 */
import { type Fen, sumFen } from '@mingzhang/kernel';

export const fiscalFunds = ['general', 'government-fund', 'state-capital'] as const;

/** 一般公共预算, 政府性基金预算, 国有资本经营预算. */
export type FiscalFund = (typeof fiscalFunds)[number];

/** Whose money it is; `other` is all that is no fiscal appropriation. */
export type StatementFund = FiscalFund | 'other';

export const statementFunds: readonly StatementFund[] = [...fiscalFunds, 'other'];

/** Where income that is no fiscal appropriation comes from: 上级补助, 事业, 经营, 附属单位上缴, 其他. */
export const ownSources = ['superior', 'business', 'operating', 'affiliated', 'other'] as const;

export type IncomeSource = FiscalFund | (typeof ownSources)[number];

/** 基本支出, 项目支出, 上缴上级支出, 经营支出, 对附属单位补助支出. */
export const expenditureKinds = ['basic', 'project', 'remitted', 'operating', 'subsidised'] as const;

export type ExpenditureKind = (typeof expenditureKinds)[number];

/** 行政单位, 参照公务员法管理的事业单位, 事业单位. */
export type UnitNature = 'administrative' | 'civil-service' | 'institution';

export interface OpeningLine {
  /** 项, seven digits; null for 非财政拨款结余, which belongs to no item. */
  readonly functionCode: string | null;
  readonly fund: StatementFund;
  /** Below zero where an operating loss was carried over. */
  readonly amount: Fen;
}

export interface IncomeLine {
  readonly functionCode: string;
  readonly source: IncomeSource;
  readonly amount: Fen;
}

export interface ExpenditureLine {
  readonly functionCode: string;
  /** 部门预算支出经济分类, 款, five digits. */
  readonly economyCode: string;
  readonly fund: StatementFund;
  readonly kind: ExpenditureKind;
  readonly nature: UnitNature;
  readonly amount: Fen;
}

/** What the “三公” table prints a budget of: its four parts, and meetings and training where a province asks for them. */
export const costParts = [
  'abroad',
  'vehicle-purchase',
  'vehicle-running',
  'reception',
  'meetings',
  'training',
] as const;

export type CostPart = (typeof costParts)[number];

/** Procurement is an amount in fen, vehicles and equipment are numbers. */
export const statisticKeys = [
  'procurement-goods',
  'procurement-works',
  'procurement-services',
  'procurement-small-medium',
  'procurement-small-micro',
  'vehicles-minister',
  'vehicles-leader',
  'vehicles-confidential',
  'vehicles-emergency',
  'vehicles-enforcement',
  'vehicles-special',
  'vehicles-retired',
  'vehicles-other',
  'equipment',
] as const;

export type StatisticKey = (typeof statisticKeys)[number];

export interface StatementFacts {
  readonly year: number;
  /** Name of the department or unit, as the tables' heads print it. */
  readonly department: string;
  readonly opening: readonly OpeningLine[];
  readonly income: readonly IncomeLine[];
  readonly expenditure: readonly ExpenditureLine[];
  /** 使用非财政拨款结余（含专用结余）: what a 事业单位 took from earlier years' own surplus. */
  readonly useOfSurplus: Fen;
  /** 结余分配: what a 事业单位 laid to its own surplus. */
  readonly surplusAllocation: Fen;
  /** Whole-year budget after adjustment; a part without one is left blank. */
  readonly costBudget: Readonly<Partial<Record<CostPart, Fen>>>;
  readonly statistics: Readonly<Partial<Record<StatisticKey, number>>>;
  /** Names of functional codes beside those of the classification we hold, and where a year calls one otherwise. */
  readonly functionNames?: Readonly<Record<string, string>>;
}

/** Some lines of the facts. What is left out is not asked for; codes are prefixes. */
export type Selector =
  | {
      readonly measure: 'opening';
      readonly functionCode?: string;
      readonly funds?: readonly StatementFund[];
    }
  | {
      readonly measure: 'income';
      readonly functionCode?: string;
      readonly sources?: readonly IncomeSource[];
    }
  | {
      readonly measure: 'expenditure';
      readonly functionCode?: string;
      readonly economyCodes?: readonly string[];
      readonly funds?: readonly StatementFund[];
      readonly kinds?: readonly ExpenditureKind[];
      readonly natures?: readonly UnitNature[];
    }
  | { readonly measure: 'use-of-surplus' }
  | { readonly measure: 'surplus-allocation' }
  | { readonly measure: 'cost-budget'; readonly part: CostPart }
  | { readonly measure: 'statistic'; readonly key: StatisticKey };

/** A cell is a sum of terms: 年末 = + 年初 + 收入 − 支出. */
export interface StatementTerm {
  readonly sign: 1 | -1;
  readonly selector: Selector;
}

type Without<Line> = Omit<Line, 'amount'>;

function among<T>(wanted: readonly T[] | undefined, value: T): boolean {
  return wanted === undefined || wanted.includes(value);
}

/** True if the selector asks for this opening balance. */
export function selectsOpening(selector: Selector, { functionCode, fund }: Without<OpeningLine>): boolean {
  return (
    selector.measure === 'opening' &&
    (functionCode ?? '').startsWith(selector.functionCode ?? '') &&
    among(selector.funds, fund)
  );
}

/** True if the selector asks for this income. */
export function selectsIncome(selector: Selector, { functionCode, source }: Without<IncomeLine>): boolean {
  return (
    selector.measure === 'income' &&
    functionCode.startsWith(selector.functionCode ?? '') &&
    among(selector.sources, source)
  );
}

/** True if the selector asks for this expenditure. */
export function selectsExpenditure(
  selector: Selector,
  { functionCode, economyCode, fund, kind, nature }: Without<ExpenditureLine>,
): boolean {
  return (
    selector.measure === 'expenditure' &&
    functionCode.startsWith(selector.functionCode ?? '') &&
    (selector.economyCodes === undefined || selector.economyCodes.some((code) => economyCode.startsWith(code))) &&
    among(selector.funds, fund) &&
    among(selector.kinds, kind) &&
    among(selector.natures, nature)
  );
}

/** The sum of what a selector asks for; null for a budget or a count that nobody has filled in. */
export function evaluate(facts: StatementFacts, selector: Selector): Fen | null {
  switch (selector.measure) {
    case 'opening':
      return total(facts.opening.filter((line) => selectsOpening(selector, line)));
    case 'income':
      return total(facts.income.filter((line) => selectsIncome(selector, line)));
    case 'expenditure':
      return total(facts.expenditure.filter((line) => selectsExpenditure(selector, line)));
    case 'use-of-surplus':
      return facts.useOfSurplus;
    case 'surplus-allocation':
      return facts.surplusAllocation;
    case 'cost-budget':
      return facts.costBudget[selector.part] ?? null;
    case 'statistic':
      return facts.statistics[selector.key] ?? null;
  }
}

/** The sum of the terms; null where none of them has been filled in. */
export function evaluateTerms(
  facts: StatementFacts,
  terms: readonly StatementTerm[],
  of: (selector: Selector) => Fen | null = (selector) => evaluate(facts, selector),
): Fen | null {
  let sum: Fen | null = null;
  for (const { sign, selector } of terms) {
    const value = of(selector);
    if (value !== null) sum = sumFen([sum ?? 0, sign * value]);
  }
  return sum;
}

function total(lines: readonly { readonly amount: Fen }[]): Fen {
  return sumFen(lines.map(({ amount }) => amount));
}
