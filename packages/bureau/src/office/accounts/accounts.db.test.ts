import { parseExact } from '@mingzhang/kernel';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closePeriod, openPeriod, postYearEnd } from '../../books/index.ts';
import { budgetary, financial, line, salary, setUpBooks, type TestBooks } from '../../books/testing.ts';
import { computedFigures } from '../../catalogue.ts';
import {
  type ComputedFigure,
  type Evidence,
  type FigureQuery,
  FigureReader,
  figureNamed,
} from '../../figures/index.ts';
import { readAccounts } from './index.ts';

let store: Store;
let books: TestBooks;
const department = 'qinghe';

const water = { ...salary, functionCode: '2101501', economyCode: '30205' } as const;
const reception = { ...salary, economyCode: '30217' } as const;
const project = {
  ...salary,
  functionCode: '2101506',
  economyCode: '30227',
  spending: 'project',
  project: 'JB-01',
} as const;
const other = {
  ...salary,
  functionCode: '2101599',
  economyCode: '30299',
  spending: 'project',
  source: 'non-fiscal-other',
} as const;

beforeAll(async () => {
  store = await testDatabase();
  books = await setUpBooks(store.db, '2024-12');
  const post = async (...args: Parameters<TestBooks['voucher']>) => {
    const decision = await books.post(books.voucher(...args));
    if (decision.outcome === 'refused') throw new Error(decision.refusal.message);
  };
  for (const month of ['01', '02', '03', '04', '05', '06']) {
    await post('salary-paid-by-treasury', `2024-${month}-15`, [line('30000.17')]);
    await post('expense-paid-by-treasury', `2024-${month}-20`, [line('310.05', water), line('88.00', reception)]);
  }
  await post('expense-paid-by-treasury', '2024-06-21', [line('52000.00', project)]);
  await post('other-income-received', '2024-06-22', [line('700.00', other)]);
  await post('expense-paid-from-bank', '2024-06-23', [line('650.00', other)]);
  // A year closed, and the next begun: what is carried over is in its opening.
  for (const set of [financial, budgetary]) {
    const command = { set, year: 2024, today: '2025-01-05', by: 'x', at: new Date('2025-01-05T08:00:00Z'), newId };
    const posted = await postYearEnd(store.db, books.charts, command);
    if ('refusal' in posted) throw new Error(posted.refusal.message);
    for (let month = 1; month <= 12; month += 1) {
      const closed = await closePeriod(
        store.db,
        books.charts,
        set,
        `2024-${String(month).padStart(2, '0')}`,
        '2025-01-05',
      );
      if ('refusal' in closed) throw new Error(closed.refusal.message);
    }
    await openPeriod(store.db, books.charts, set, '2025-01');
  }
  await post('expense-paid-by-treasury', '2025-01-10', [line('5.50', water)]);
});
afterAll(() => store.close());

async function allEvidence(figure: ComputedFigure, query: FigureQuery, limit: number): Promise<readonly Evidence[]> {
  const rows: Evidence[] = [];
  for (let after: string | null = null; ; ) {
    const page = await figure.evidence(store.db, query, { after, limit });
    rows.push(...page.rows);
    if (page.next === null) return rows;
    after = page.next;
  }
}

test('the year has its facts, also once it is closed', async () => {
  const accounts = await readAccounts(store.db, department, 2024);
  expect(accounts).toMatchObject({ through: '2024-12', closed: true });
  expect(await readAccounts(store.db, department, 2023)).toBeNull();
  expect(await readAccounts(store.db, 'nobody', 2024)).toBeNull();
  expect(await readAccounts(store.db, department, 2025)).toMatchObject({ through: '2025-01', closed: false });
});

test.each`
  figure                         | year    | at                        | value
  ${'accounts-total'}            | ${2024} | ${{}}                     | ${'235089.32'}
  ${'income-final'}              | ${2024} | ${{ income: 'fiscal' }}   | ${'234389.32'}
  ${'income-final'}              | ${2024} | ${{ income: 'other' }}    | ${'700.00'}
  ${'expenditure-final'}         | ${2024} | ${{ kind: 'basic' }}      | ${'182389.32'}
  ${'expenditure-final'}         | ${2024} | ${{ kind: 'project' }}    | ${'52650.00'}
  ${'general-expenditure-final'} | ${2024} | ${{ item: '21015' }}      | ${'234389.32'}
  ${'general-expenditure-final'} | ${2024} | ${{ item: '2101506' }}    | ${'52000.00'}
  ${'basic-expenditure-final'}   | ${2024} | ${{ group: 'personnel' }} | ${'180001.02'}
  ${'basic-expenditure-final'}   | ${2024} | ${{ economic: '30205' }}  | ${'1860.30'}
  ${'three-public-final'}        | ${2024} | ${{}}                     | ${'528.00'}
  ${'three-public-final'}        | ${2024} | ${{ part: 'abroad' }}     | ${'0.00'}
  ${'three-public-budget'}       | ${2024} | ${{}}                     | ${null}
  ${'running-cost-final'}        | ${2024} | ${{}}                     | ${'2388.30'}
  ${'accounts-total'}            | ${2025} | ${{}}                     | ${'55.50'}
  ${'income-final'}              | ${2025} | ${{}}                     | ${'5.50'}
  ${'income-share'}              | ${2024} | ${{ income: 'fiscal' }}   | ${'99.70'}
  ${'accounts-total-change'}     | ${2025} | ${{}}                     | ${'-235033.82'}
`('$figure of $year at $at is $value', async ({ figure, year, at, value }) => {
  const reader = new FigureReader(store.db, computedFigures());
  expect((await reader.value(figure, { department, year, at })).value).toBe(value);
});

test('every computed figure is, wherever it has something, the sum of its evidence', async () => {
  const counted = new Set<string>();
  for (const figure of computedFigures()) {
    for (const year of [2024, 2025]) {
      for (const at of [{}, ...(await figure.coordinates(store.db, { department, year }))]) {
        const query = { department, year, at };
        const value = await figure.value(store.db, query);
        if (value === null) continue;
        const rows = await allEvidence(figure, query, 7);
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
        const sum = rows.reduce((total, { amount }) => total + (parseExact(amount) ?? 0n), 0n);
        expect(sum, `${figure.figure} ${year} ${JSON.stringify(at)}`).toBe(parseExact(value));
        if (rows.length > 0) counted.add(figure.figure);
      }
    }
  }
  expect(counted.size).toBeGreaterThan(7);
});

test('every computed figure is in the catalogue, once', () => {
  const ids = computedFigures().map(({ figure }) => figure);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index || figureNamed(id) === null)).toEqual([]);
});

test('a leg of the evidence names its voucher', async () => {
  const figure = computedFigures().find((one) => one.figure === 'three-public-final');
  const rows = figure === undefined ? [] : await allEvidence(figure, { department, year: 2024, at: {} }, 100);
  expect(rows).toHaveLength(6);
  expect(rows[0]).toMatchObject({ date: '2024-01-20', amount: '88.00', register: '预算会计账' });
  expect(rows[0]?.voucher?.unit).toBe('qinghe');
});
