/** The facts behind the golden department's tables: the same year as `golden()` prints, as the books would give it. */
import { type Fen } from '@mingzhang/kernel';
import { type ExpenditureLine, type StatementFacts } from '../src/statements/index.ts';

const wan = (amount: number): Fen => Math.round(amount * 100) * 10_000;

/** A line of basic expenditure, in 万元. */
export const goldenBasic = (functionCode: string, economyCode: string, amount: number): ExpenditureLine => ({
  functionCode,
  economyCode,
  fund: 'general',
  kind: 'basic',
  nature: 'administrative',
  amount: wan(amount),
});

/** A line of project expenditure, in 万元. */
export const goldenProject = (
  functionCode: string,
  amount: number,
  fund: 'general' | 'other' = 'general',
): ExpenditureLine => ({
  ...goldenBasic(functionCode, '30227', amount),
  kind: 'project',
  fund,
});

/** accounts.md D4, with income by item added. */
export const goldenFacts: StatementFacts = {
  year: 2024,
  department: '青禾县医疗保障局',
  opening: [
    { functionCode: '2101301', fund: 'general', amount: wan(50) },
    { functionCode: null, fund: 'other', amount: wan(5) },
  ],
  income: [
    ...(
      [
        ['2080505', 40],
        ['2101101', 22],
        ['2101202', 250],
        ['2101301', 270],
        ['2101501', 430],
        ['2101504', 30],
        ['2101505', 50],
        ['2101506', 60],
        ['2210201', 28],
      ] as const
    ).map(([functionCode, amount]) => ({ functionCode, source: 'general' as const, amount: wan(amount) })),
    { functionCode: '2101599', source: 'other', amount: wan(12) },
  ],
  expenditure: [
    goldenBasic('2080505', '30108', 40),
    goldenBasic('2101101', '30110', 22),
    goldenBasic('2210201', '30113', 28),
    ...(
      [
        ['30101', 130],
        ['30102', 110],
        ['30103', 60],
        ['30112', 3],
        ['30199', 7],
        ['30302', 30],
        ['30201', 20],
        ['30202', 5],
        ['30205', 2],
        ['30206', 5],
        ['30207', 4],
        ['30211', 12],
        ['30213', 5],
        ['30216', 3],
        ['30217', 2.5],
        ['30226', 6],
        ['30228', 5],
        ['30229', 3],
        ['30231', 5.5],
        ['30239', 7],
        ['30299', 2],
        ['31002', 3],
      ] as const
    ).map(([code, amount]) => goldenBasic('2101501', code, amount)),
    goldenProject('2101202', 250),
    goldenProject('2101301', 300),
    goldenProject('2101504', 30),
    goldenProject('2101505', 50),
    goldenProject('2101506', 60),
    goldenProject('2101599', 10, 'other'),
  ],
  useOfSurplus: 0,
  surplusAllocation: 0,
  costBudget: { abroad: 0, 'vehicle-purchase': 0, 'vehicle-running': wan(6), reception: wan(3) },
  statistics: { 'procurement-goods': wan(30), 'procurement-services': wan(12.34), 'vehicles-other': 2 },
};
