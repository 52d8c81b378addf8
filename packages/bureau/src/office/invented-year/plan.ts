/**
 * What a unit's year is to come to, in the terms of its books. A plan can be written by hand, or made of the facts of a
 * department's statements, whose lines are dealt out to its units.
 */
import { type ExpenditureLine, type StatementFacts, type UnitNature } from '@mingzhang/disclosure';
import { addFen, type Fen, negateFen, subtractFen, sumFen } from '@mingzhang/kernel';
import { type BalanceRow, type MoneySource } from '@mingzhang/ledger';

export interface PlannedOpening {
  /** Null for 非财政拨款结余. */
  readonly functionCode: string | null;
  readonly spending: 'basic' | 'project';
  /** Project money names its project, here and below. */
  readonly project?: string;
  readonly source: MoneySource;
  readonly amount: Fen;
}

export interface PlannedIncome {
  readonly functionCode: string;
  readonly spending: 'basic' | 'project';
  readonly project?: string;
  readonly source: MoneySource;
  /** `appropriation` is fiscal money, paid out by the treasury; everything else comes into the bank. */
  readonly kind: 'appropriation' | 'superior' | 'business' | 'operating' | 'affiliated' | 'other';
  /** The unit of the department that it came from. */
  readonly counterpart?: string;
  readonly amount: Fen;
}

export interface PlannedSpending {
  readonly functionCode: string;
  readonly economyCode: string;
  readonly spending: 'basic' | 'project';
  readonly project?: string;
  readonly source: MoneySource;
  readonly kind: 'ordinary' | 'remitted' | 'operating' | 'subsidised';
  readonly counterpart?: string;
  readonly amount: Fen;
}

export interface YearPlan {
  readonly unit: string;
  readonly nature: UnitNature;
  readonly year: number;
  readonly opening: readonly PlannedOpening[];
  readonly income: readonly PlannedIncome[];
  readonly spending: readonly PlannedSpending[];
}

const fiscalSources = {
  general: 'general-public-budget',
  'government-fund': 'government-fund-budget',
  'state-capital': 'state-capital-budget',
} as const;

type FiscalFund = keyof typeof fiscalSources;

function isFiscal(fund: string): fund is FiscalFund {
  return Object.hasOwn(fiscalSources, fund);
}

export interface PlanUnit {
  readonly unit: string;
  readonly nature: UnitNature;
  /** Which items of the department are its. */
  readonly keeps: (functionCode: string | null) => boolean;
}

/** The project of an item where the facts know none: one for each, the same every year. */
function projectOf(functionCode: string | null): { readonly project?: string } {
  return functionCode === null ? {} : { project: `XM-${functionCode}` };
}

/**
 * Deals the facts of a department's statements out to its units. Money that is no appropriation is taken for special money
 * (专项) in a 事业单位, so that what is left of it is carried over as the facts have it, and for other money elsewhere; a
 * 事业单位 that lays surplus aside or takes from it is not covered.
 */
export function plansOfFacts(facts: StatementFacts, units: readonly PlanUnit[]): readonly YearPlan[] {
  if (facts.useOfSurplus !== 0 || facts.surplusAllocation !== 0)
    throw new Error('a plan of facts with own surplus of a 事业单位 is not covered');
  return units.map((unit) => planOfUnit(facts, unit));
}

function planOfUnit(facts: StatementFacts, { unit, nature, keeps }: PlanUnit): YearPlan {
  const own: MoneySource = nature === 'institution' ? 'non-fiscal-special' : 'non-fiscal-other';
  const [opening, income, expenditure] = [
    facts.opening.filter((line) => keeps(line.functionCode)),
    facts.income.filter((line) => keeps(line.functionCode)),
    facts.expenditure.filter((line) => keeps(line.functionCode)),
  ];
  const plan = { unit, nature, year: facts.year };
  const ownOpening = opening.flatMap(({ functionCode, fund, amount }): PlannedOpening[] => {
    if (fund !== 'other') return [];
    if (functionCode === null && nature === 'institution')
      throw new Error('a balance of own money without an item is not covered in a 事业单位');
    return [{ functionCode, spending: 'project', ...projectOf(functionCode), source: own, amount }];
  });
  const ownIncome = income.flatMap(({ functionCode, source, amount }): PlannedIncome[] =>
    isFiscal(source)
      ? []
      : [{ functionCode, spending: 'project', ...projectOf(functionCode), source: own, kind: source, amount }],
  );
  const items = new Set([...opening, ...income, ...expenditure].flatMap(({ functionCode }) => functionCode ?? []));
  const fiscal = [...items].sort().flatMap((functionCode) =>
    (Object.keys(fiscalSources) as FiscalFund[]).map((fund) => {
      const of = (lines: readonly { readonly functionCode: string | null; readonly amount: Fen }[]): Fen =>
        sumFen(lines.filter((line) => line.functionCode === functionCode).map(({ amount }) => amount));
      const basic = of(expenditure.filter((line) => line.fund === fund && line.kind === 'basic'));
      const began = of(opening.filter((line) => line.fund === fund));
      const came = of(income.filter((line) => line.source === fund));
      return fiscalItem({ functionCode, source: fiscalSources[fund] }, basic, began, came);
    }),
  );
  return {
    ...plan,
    opening: [...fiscal.flatMap((item) => item.opening), ...ownOpening].filter(({ amount }) => amount !== 0),
    income: [...fiscal.flatMap((item) => item.income), ...ownIncome].filter(({ amount }) => amount !== 0),
    spending: expenditure
      .filter(({ amount }) => amount !== 0)
      .map((line) => spendingOf(line, isFiscal(line.fund) ? fiscalSources[line.fund] : own)),
  };
}

/**
 * Appropriations come for basic expenditure as far as it goes and the rest for projects; a balance was left for projects, but
 * for what basic expenditure needs of it.
 */
function fiscalItem(
  item: { readonly functionCode: string; readonly source: MoneySource },
  basic: Fen,
  began: Fen,
  came: Fen,
): { readonly opening: readonly PlannedOpening[]; readonly income: readonly PlannedIncome[] } {
  const beganBasic = Math.max(0, Math.min(began, subtractFen(basic, came)));
  const cameBasic = Math.max(0, Math.min(came, subtractFen(basic, beganBasic)));
  const kind = 'appropriation';
  const project = { ...item, ...projectOf(item.functionCode), spending: 'project' } as const;
  return {
    opening: [
      { ...item, spending: 'basic', amount: beganBasic },
      { ...project, amount: subtractFen(began, beganBasic) },
    ],
    income: [
      { ...item, kind, spending: 'basic', amount: cameBasic },
      { ...project, kind, amount: subtractFen(came, cameBasic) },
    ],
  };
}

function spendingOf(
  { functionCode, economyCode, kind, amount }: ExpenditureLine,
  source: MoneySource,
): PlannedSpending {
  const line = { functionCode, economyCode, source, amount };
  if (kind === 'basic') return { ...line, spending: 'basic', kind: 'ordinary' };
  return { ...line, spending: 'project', ...projectOf(functionCode), kind: kind === 'project' ? 'ordinary' : kind };
}

/** What a year begins with, from the balances that the year before was closed with (`carryOver` of its December). */
export function openingOfBalances(rows: readonly BalanceRow[]): readonly PlannedOpening[] {
  return rows.flatMap(({ account, dimensions, opening }): readonly PlannedOpening[] => {
    const { functionCode = null, spending = 'project', source, project } = dimensions;
    const line = { functionCode, spending, ...(project === undefined ? {} : { project }), amount: negateFen(opening) };
    if (account.startsWith('8101') || account.startsWith('8102'))
      return [{ ...line, source: source ?? 'general-public-budget' }];
    if (account.startsWith('8201')) return [{ ...line, source: 'non-fiscal-special' }];
    return account.startsWith('8202') ? [{ ...line, source: 'non-fiscal-other' }] : [];
  });
}

/** What a unit has left of each kind of money: 年初 + 收入 − 支出, by source. */
export function closingOfPlan({ opening, income, spending }: YearPlan): ReadonlyMap<MoneySource, Fen> {
  const sums = new Map<MoneySource, Fen>();
  const add = (source: MoneySource, amount: Fen): void => {
    sums.set(source, addFen(sums.get(source) ?? 0, amount));
  };
  for (const line of [...opening, ...income]) add(line.source, line.amount);
  for (const line of spending) add(line.source, -line.amount);
  return sums;
}
