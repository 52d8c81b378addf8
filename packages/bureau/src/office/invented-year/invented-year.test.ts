/**
 * Years of books made from plans. Whatever a department received and spent, the vouchers made of it may be posted, the ledger's checks
 * find nothing, and the statements' facts drawn from the books are those that the plan was made of.
 */
import { type StatementFacts, statements, statementTemplate } from '@mingzhang/disclosure';
import { factLines, factsOfYear, generate, templateNamed } from '@mingzhang/disclosure/testing';
import { formatYuan } from '@mingzhang/kernel';
import { carryOver, closingOf, ledgerChecks } from '@mingzhang/ledger';
import { describe, expect, test } from 'vitest';
import {
  closingOfPlan,
  inventedYear,
  openingOfBalances,
  type PlannedIncome,
  type PlannedSpending,
  type PlanUnit,
  plansOfFacts,
  seededChance,
  type YearPlan,
} from './index.ts';
import { balancesOf, cellsNotFollowed, closeYear, factsFromBooks, keepYear } from './testing/keep-year.ts';

const bureau: PlanUnit = { unit: 'bureau', nature: 'administrative', keeps: () => true };

const plan: YearPlan = {
  unit: 'bureau',
  nature: 'administrative',
  year: 2024,
  opening: [],
  income: [],
  spending: [],
};

const basic = { functionCode: '2101501', spending: 'basic', source: 'general-public-budget' } as const;
const project = { ...basic, functionCode: '2101506', spending: 'project', project: 'XM-1' } as const;

/** A year as a page of the journal: '01-12 salary-accrued 计提1月工资 10000.00'. */
function journal(changes: Partial<YearPlan>): readonly string[] {
  const whole = { ...plan, ...changes };
  return inventedYear(whole, seededChance(7)).map(({ event: { date, rule, text, lines } }) => {
    return `${date.slice(5)} ${rule} ${text} ${formatYuan(lines.reduce((sum, { amount }) => sum + amount, 0))}`;
  });
}

describe('events', () => {
  test('pay is accrued and paid every month, all kinds of it in one voucher', () => {
    const spending = [
      { ...basic, economyCode: '30101', kind: 'ordinary', amount: 12_000_000 },
      { ...basic, economyCode: '30102', kind: 'ordinary', amount: 6_000_000 },
    ] as const;
    const lines = journal({ spending, income: [{ ...basic, kind: 'appropriation', amount: 18_000_000 }] });
    expect(lines.length).toBe(24);
    expect(lines[0]).toMatch(/^01-12 salary-accrued 计提1月工资 \d+\.\d\d$/);
    expect(lines[1]).toBe(lines[0]?.replace('salary-accrued 计提', 'accrued-salary-paid-by-treasury 发放'));
    expect(lines[22]).toMatch(/^12-12 salary-accrued 计提12月工资/);
  });

  test('receptions are vouchers of their own; a small sum is paid at once', () => {
    const spending = (amount: number) => [{ ...basic, economyCode: '30217', kind: 'ordinary', amount } as const];
    const income = (amount: number) => [{ ...basic, kind: 'appropriation', amount } as const];
    const many = journal({ spending: spending(1_230_012), income: income(1_230_012) });
    expect(many.length).toBe(9);
    expect(new Set(many.map((line) => line.split(' ')[2])).size).toBe(9);
    expect(many.every((line) => line.includes('公务接待（第'))).toBe(true);
    expect(journal({ spending: spending(4_999), income: income(4_999) })).toEqual([
      expect.stringMatching(/ expense-paid-by-treasury 公务接待（第1批） 49\.99$/),
    ]);
  });

  test('an asset is bought, and loses its part from that month on', () => {
    const lines = journal({
      spending: [{ ...basic, economyCode: '31007', kind: 'ordinary', amount: 6_000_000 }],
      income: [{ ...basic, kind: 'appropriation', amount: 6_000_000 }],
    });
    expect(lines[0]).toMatch(/asset-bought-by-treasury 购软件和信息系统 60000\.00$/);
    expect(lines[1]).toMatch(/amortisation 计提\d+月无形资产摊销 1000\.00$/);
  });

  test('what last year left is spent first, what this year leaves is put down on its last day', () => {
    const lines = journal({
      opening: [{ ...project, amount: 500_000 }],
      spending: [{ ...project, economyCode: '31302', kind: 'ordinary', amount: 1_200_000 }],
      income: [{ ...project, kind: 'appropriation', amount: 900_000 }],
    });
    expect(lines.map((line) => line.split(' ').slice(1, 2).join(' '))).toEqual([
      'expense-paid-from-carried-quota-by-treasury',
      'expense-paid-from-carried-quota-by-treasury',
      'expense-paid-by-treasury',
      'expense-paid-by-treasury',
      'expense-paid-by-treasury',
      'quota-left-at-year-end',
    ]);
    expect(lines.at(-1)).toBe('12-31 quota-left-at-year-end 确认未用完的财政直接支付额度 2000.00');
    expect(lines[0]).toContain('医疗保障经办服务：拨付1季度社会保险基金财政补助');
  });

  test('own money comes in first and goes out of the bank afterwards', () => {
    const own = { ...project, source: 'non-fiscal-other' } as const;
    const lines = journal({
      income: [{ ...own, kind: 'other', amount: 1_000_000 }],
      spending: [{ ...own, economyCode: '30299', kind: 'ordinary', amount: 900_000 }],
    });
    const months = (rule: string) =>
      lines.filter((line) => line.includes(rule)).map((line) => Number(line.slice(0, 2)));
    expect(Math.max(...months('other-income-received'))).toBeLessThan(7);
    expect(Math.min(...months('expense-paid-from-bank'))).toBeGreaterThan(6);
  });

  test('more than there is for an item is a broken promise', () => {
    const spending = [{ ...basic, economyCode: '30201', kind: 'ordinary', amount: 200 } as const];
    expect(() => journal({ spending, income: [{ ...basic, kind: 'appropriation', amount: 100 }] })).toThrow(
      '2101501 basic general-public-budget',
    );
  });

  test('the same plan and seed give the same year', () => {
    const spending = [{ ...basic, economyCode: '30201', kind: 'ordinary', amount: 1_000_000 } as const];
    const income = [{ ...basic, kind: 'appropriation', amount: 1_000_000 } as const];
    expect(journal({ spending, income })).toEqual(journal({ spending, income }));
  });
});

/** Own balances of a 行政单位 belong to no item in its books. */
function asKept(facts: StatementFacts): StatementFacts {
  const opening = facts.opening.map((line) => (line.fund === 'other' ? { ...line, functionCode: null } : line));
  return { ...facts, opening };
}

describe.each(['hunan-2024', 'shaanxi-2023'])('generated years of %s', (id) => {
  test.each([1, 2, 3, 4, 5])('seed %i: books, facts and statements are one', (seed) => {
    const wanted = asKept(factsOfYear(generate(seed, templateNamed(id)).year));
    const year = keepYear(plansOfFacts(wanted, [bureau]), seed);
    const facts = factsFromBooks(year, wanted);
    expect(factLines(facts)).toEqual(factLines(wanted));
    const template = statementTemplate(id);
    if (template === null) throw new Error(`no template ${id}`);
    const tables = statements(facts, template);
    expect(cellsNotFollowed(year, tables)).toEqual([]);
    closeYear(year);
    const view = { ...year.view, entries: year.books.entries };
    expect(ledgerChecks.flatMap((check) => check.run(view)).map(({ message }) => message)).toEqual([]);
    // What the tables say is left is what the closed books say.
    const closing = tables[0]?.amounts.find(({ row, side }) => row === 'closing' && side === 'expenditure')?.amount;
    const [books] = year.units;
    if (books === undefined) throw new Error('no unit');
    const left = balancesOf(year.books, books.set, year.view.through)
      .rows.filter(({ account }) => account !== '8001')
      .reduce((sum, row) => sum - closingOf(row), 0);
    expect(left).toBe(closing);
    const planned = plansOfFacts(wanted, [bureau]).flatMap((one) => [...closingOfPlan(one).values()]);
    expect(planned.reduce((a, b) => a + b, 0)).toBe(closing);
  });
});

test('a second year goes on from what the first was closed with', () => {
  const template = statementTemplate('hunan-2024');
  if (template === null) throw new Error('no template');
  const first = asKept(factsOfYear(generate(2, templateNamed('hunan-2024')).year));
  const year = keepYear(plansOfFacts(first, [bureau]), 1);
  const ended = statements(factsFromBooks(year, first), template);
  closeYear(year);
  const [books] = year.units;
  if (books === undefined) throw new Error('no unit');
  const opening = openingOfBalances(carryOver(balancesOf(year.books, books.set, year.view.through)));
  expect(opening.length).toBeGreaterThan(0);
  // The next year gets and spends what this one did, and has its balances beside.
  const [same] = plansOfFacts({ ...first, opening: [] }, [bureau]);
  if (same === undefined) throw new Error('no plan');
  const next = { ...same, year: first.year + 1, opening, income: same.spending.map(appropriationFor) };
  const second = keepYear([next], 2, year);
  const began = statements(factsFromBooks(second, { ...first, year: next.year }), template);
  const summary = (tables: typeof began, row: string, side: string) =>
    tables[0]?.amounts.find((cell) => cell.row === row && cell.side === side)?.amount;
  // I36, with nothing corrected in between.
  expect(summary(began, 'opening', 'income')).toBe(summary(ended, 'closing', 'expenditure'));
  expect(summary(began, 'total', 'income')).toBe(summary(began, 'total', 'expenditure'));
  expect(summary(began, 'opening', 'income')).toBeGreaterThan(0);
});

/** Money for a planned spending: an appropriation, or other income where it is own money. */
function appropriationFor({ functionCode, spending, project: of, source, amount }: PlannedSpending): PlannedIncome {
  const line = { functionCode, spending, ...(of === undefined ? {} : { project: of }), source, amount };
  return { ...line, kind: source.startsWith('non-fiscal') ? 'other' : 'appropriation' };
}

test('a department of two units, with money passed down between them', () => {
  const own = { functionCode: '2101599', spending: 'project', project: 'XM-9' } as const;
  const bureauPlan: YearPlan = {
    ...plan,
    income: [
      { ...basic, kind: 'appropriation', amount: 300_000 },
      { ...own, source: 'non-fiscal-other', kind: 'other', amount: 100_000 },
    ],
    spending: [
      { ...basic, economyCode: '30201', kind: 'ordinary', amount: 300_000 },
      {
        ...own,
        economyCode: '30299',
        source: 'non-fiscal-other',
        kind: 'subsidised',
        counterpart: 'centre',
        amount: 80_000,
      },
    ],
  };
  const centrePlan: YearPlan = {
    ...plan,
    unit: 'centre',
    nature: 'institution',
    income: [
      { ...basic, functionCode: '2101550', kind: 'appropriation', amount: 500_000 },
      { ...own, source: 'non-fiscal-special', kind: 'superior', counterpart: 'bureau', amount: 80_000 },
    ],
    spending: [
      { ...basic, functionCode: '2101550', economyCode: '30201', kind: 'ordinary', amount: 500_000 },
      { ...own, economyCode: '30299', source: 'non-fiscal-special', kind: 'ordinary', amount: 60_000 },
    ],
  };
  const year = keepYear([bureauPlan, centrePlan], 3);
  const registers: StatementFacts = {
    year: 2024,
    department: '青禾县医疗保障局',
    opening: [],
    income: [],
    expenditure: [],
    useOfSurplus: 0,
    surplusAllocation: 0,
    costBudget: {},
    statistics: {},
  };
  const facts = factsFromBooks(year, registers);
  expect(factLines(facts)).toEqual([
    'expenditure 2101501 30201 general basic administrative 300000',
    'expenditure 2101550 30201 general basic institution 500000',
    'expenditure 2101599 30299 other project institution 60000',
    'income 2101501 general 300000',
    'income 2101550 general 500000',
    'income 2101599 other 100000',
  ]);
  const template = statementTemplate('shanxi-2024');
  if (template === null) throw new Error('no template');
  const tables = statements(facts, template);
  const statistics = tables.find(({ id }) => id === 'disclosure-statistics');
  // 机关运行经费 is the bureau's alone.
  expect(statistics?.rows.find(({ key }) => key === 'running-administrative')?.cells[0]?.text).toBe('0.30');
  expect(cellsNotFollowed(year, tables)).toEqual([]);
});

test.each<[string, Partial<StatementFacts>, PlanUnit]>([
  ['own surplus', { surplusAllocation: 1 }, bureau],
  [
    'without an item',
    { opening: [{ functionCode: null, fund: 'other', amount: 1 }] },
    { ...bureau, nature: 'institution' },
  ],
])('facts that a plan cannot be made of are told: %s', (words, change, unit) => {
  const facts = asKept(factsOfYear(generate(1, templateNamed('hunan-2024')).year));
  expect(() => plansOfFacts({ ...facts, ...change }, [unit])).toThrow(words);
});
