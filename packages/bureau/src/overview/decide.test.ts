import { expect, test } from 'vitest';
import { burdenBands, type FundMovement, fundYears, type SettledSum, settledBy, settledRow } from './decide.ts';

const moved = (month: string, income: number, expense: number, change = income - expense): FundMovement => {
  return { fund: 'resident', month, income, expense, change };
};

const years = (movements: readonly FundMovement[], through: string, opening = 0, firstMonth = '2022-01') =>
  fundYears({ movements, openings: { resident: opening }, firstMonths: { resident: firstMonth } }, through);

test('a fund stands at what it began last year with and whatever moved since', () => {
  const [fund] = years(
    [moved('2023-02', 500, 200), moved('2024-01', 100, 30), moved('2024-03', 0, 40)],
    '2024-03',
    1000,
  );
  expect(fund).toMatchObject({
    months: [
      { month: '2024-01', income: 100, expense: 30, balance: 1370 },
      { month: '2024-02', income: 0, expense: 0, balance: 1370 },
      { month: '2024-03', income: 0, expense: 40, balance: 1330 },
    ],
    income: 100,
    expense: 70,
    surplus: 30,
    balance: 1330,
    before: { income: 500, expense: 200 },
  });
});

test('last year is compared through the same month only', () => {
  const [fund] = years([moved('2023-03', 10, 1), moved('2023-04', 99, 99)], '2024-03');
  expect(fund?.before).toEqual({ income: 10, expense: 1 });
});

test('how long the balance lasts is told by the last twelve months that the books have', () => {
  const [fund] = years(
    [moved('2023-03', 0, 1000), moved('2023-04', 0, 120), moved('2024-03', 0, 120)],
    '2024-03',
    5000,
  );
  expect(fund?.monthsCovered).toEqual({ balance: 3760, expense: 240, months: 12 });
});

test('books that began this year have nothing to compare, and what was entered on the balance counts', () => {
  const [fund] = years([moved('2024-02', 10, 0, 510)], '2024-03', 0, '2024-02');
  expect(fund).toMatchObject({
    before: null,
    balance: 510,
    surplus: 10,
    months: [{ month: '2024-02' }, { month: '2024-03' }],
  });
});

test('nothing spent, or nothing left: no months are claimed', () => {
  expect(years([moved('2024-01', 10, 0)], '2024-01')[0]?.monthsCovered).toBeNull();
  expect(years([moved('2024-01', 10, 20)], '2024-01')[0]?.monthsCovered).toBeNull();
});

test('a fund without books, or whose books begin later, has no row', () => {
  expect(fundYears({ movements: [], openings: {}, firstMonths: { resident: '2024-05' } }, '2024-03')).toEqual([]);
});

const sum = (some: Partial<SettledSum>): SettledSum => ({
  scheme: 'resident',
  visitKind: 'inpatient',
  level: 'level-2',
  visits: 0,
  total: 0,
  own: 0,
  inScope: 0,
  pool: 0,
  criticalIllness: 0,
  largeAmount: 0,
  civilServant: 0,
  assistance: 0,
  cadre: 0,
  hospitalBorne: 0,
  account: 0,
  cash: 0,
  ...some,
});

test('what is reimbursed is what the funds pay, not the hospital nor the own account', () => {
  const row = settledRow([
    sum({ visits: 2, total: 1000, own: 50, pool: 600, assistance: 100, hospitalBorne: 20, account: 80, cash: 200 }),
    sum({ visits: 1, total: 500, own: 0, pool: 300, cash: 200 }),
  ]);
  expect(row).toMatchObject({
    visits: 3,
    total: 1500,
    reimbursed: { part: 1000, whole: 1500 },
    outOfCatalogue: { part: 50, whole: 1500 },
    perVisit: { total: 1500, visits: 3 },
    layers: { pool: 900, hospitalBorne: 20, account: 80, cash: 400 },
  });
});

test('everything taken back leaves no ratio', () => {
  expect(settledRow([])).toMatchObject({ reimbursed: null, outOfCatalogue: null, perVisit: null });
});

test('one row for each level', () => {
  const rows = settledBy([sum({ visits: 1 }), sum({ visits: 2, level: 'level-1' }), sum({ visits: 3 })], 'level');
  expect(rows.map(({ key, visits }) => [key, visits])).toEqual([
    ['level-2', 4],
    ['level-1', 2],
  ]);
});

test('bands of burden are there even where nobody is in them', () => {
  const bands = burdenBands(new Map([[1, 7]]));
  expect(bands.map(({ persons }) => persons)).toEqual([0, 7, 0, 0, 0, 0]);
  expect(bands.at(-1)).toEqual({ from: 5_000_000, to: null, persons: 0 });
});
