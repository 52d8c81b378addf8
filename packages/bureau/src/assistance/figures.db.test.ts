/**
 * The figures of part B that are no subsidies, of the five published documents: records from which each follows, and its evidence. Figures of
 * the department's budget (B01, B02, B18, B19) belong to the office and are computed there; document 003 prints none of these.
 */
import { parseExact } from '@mingzhang/kernel';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Charts } from '../books/index.ts';
import { computedFigures } from '../catalogue.ts';
import { FigureReader } from '../figures/index.ts';
import { adjustSettlement } from '../settlement/index.ts';
import { department, insured, setUpFunds } from '../settlement/testing.ts';
import { assistanceFigures } from './figures.ts';
import { checkSource, enterSource } from './funds.ts';

const [clerk, reviewer] = [newId(), newId()];
const day = { at: new Date('2024-06-30T05:00:00Z'), today: '2024-06-30' };
const year = 2024;

let store: Store;
let charts: Charts;
let persons = 0;

beforeEach(async () => {
  store = await testDatabase();
  charts = await setUpFunds(store.db, '2024-07');
});
afterEach(() => store.close());

/** Amounts in 万元, as they are printed. */
const fen = (printed: number): number => Math.round(printed * 1_000_000);

async function source(kind: string, level: string, printed: number, purpose = ''): Promise<void> {
  const command = {
    id: newId(),
    department,
    by: clerk,
    ...day,
    year,
    kind,
    level,
    purpose,
    amount: fen(printed),
    document: '试验文件',
    dated: '2024-03-01',
  };
  for (const done of [
    await enterSource(store.db, command),
    await checkSource(store.db, { id: command.id, department, by: reviewer, ...day }),
  ]) {
    if ('refusal' in done) throw new Error(done.refusal.message);
  }
}

/** Assistance paid to somebody, in the fund's books. */
async function paid(printed: number, kind: 'inpatient' | 'chronic' = 'inpatient'): Promise<void> {
  persons += 1;
  const person = await insured(store.db, String(persons).padStart(3, '0'));
  const nothing = {
    year,
    stays: {},
    deductible: 0,
    pool: 0,
    outpatientDeductible: 0,
    outpatientPool: 0,
    limitUsed: {},
    burden: 0,
    illness: 0,
    assistanceThreshold: 0,
    assistance: 0,
  };
  const amount = fen(printed);
  const done = await store.db.transaction().execute((trx) =>
    adjustSettlement(trx, charts, {
      id: newId(),
      department,
      person,
      by: reviewer,
      ...day,
      corrects: null,
      visit: {
        area: 'hunan/yongzhou',
        scheme: 'resident',
        kind,
        member: 'resident',
        day: '2024-06-10',
        level: 'level-2',
        categories: [],
        filing: 'local',
        civilServant: false,
        item: '',
      },
      visitKind: kind,
      institution: '青禾县人民医院',
      number: 'ZY-1',
      from: '2024-06-01',
      to: '2024-06-10',
      amounts: {
        total: 0,
        own: 0,
        overLimit: 0,
        firstPay: 0,
        inScope: 0,
        deductible: 0,
        poolRatio: null,
        pool: 0,
        criticalIllness: 0,
        largeAmount: 0,
        civilServant: 0,
        assistance: amount,
        cadre: 0,
        funds: amount,
        hospitalBorne: 0,
        personal: -amount,
        account: 0,
        cash: -amount,
      },
      use: { before: nothing, after: { ...nothing, assistance: amount } },
      derivation: [],
      reason: '试验',
    }),
  );
  if ('refusal' in done) throw new Error(done.refusal.message);
}

async function values(rows: readonly (readonly [row: string, figure: string, at: Readonly<Record<string, string>>])[]) {
  const reader = new FigureReader(store.db, computedFigures());
  return Promise.all(
    rows.map(async ([row, figure, at]) => [row, (await reader.value(figure, { department, year, at })).value]),
  );
}

/** Every one of our figures is the sum of its evidence, page by page. */
async function evidenceAddsUp(): Promise<void> {
  for (const figure of assistanceFigures) {
    for (const at of [{}, ...(await figure.coordinates(store.db, { department, year }))]) {
      const value = await figure.value(store.db, { department, year, at });
      if (value === null) continue;
      let sum = 0n;
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof figure.evidence>> = await figure.evidence(
          store.db,
          { department, year, at },
          { after, limit: 2 },
        );
        for (const { amount } of page.rows) sum += parseExact(amount) ?? 0n;
        after = page.next;
      } while (after !== null);
      expect(sum, `${figure.figure} ${JSON.stringify(at)}`).toBe(parseExact(value));
    }
  }
}

test('000: what was raised by level, what was spent, and what that leaves', async () => {
  await source('received', 'central', 1359.58);
  await source('received', 'province', 326.68);
  await source('received', 'county', 2519.66);
  for (const printed of [3000, 1000, 332.77]) await paid(printed);
  expect(
    await values([
      ['B03', 'assistance-funds-raised', {}],
      ['B04', 'assistance-funds-raised', { level: 'central' }],
      ['B05', 'assistance-funds-raised', { level: 'province' }],
      ['B06', 'assistance-funds-raised', { level: 'county' }],
      ['B07', 'assistance-expenditure', {}],
      ['B08', 'assistance-year-balance', {}],
    ]),
  ).toEqual([
    ['B03', '42059200.00'],
    ['B04', '13595800.00'],
    ['B05', '3266800.00'],
    ['B06', '25196600.00'],
    ['B07', '43327700.00'],
    ['B08', '-1268500.00'],
  ]);
  await evidenceAddsUp();
});

test('001: what residents were paid for stays and for care without a stay', async () => {
  for (const printed of [1000, 354.53]) await paid(printed);
  for (const printed of [100, 79.89]) await paid(printed, 'chronic');
  expect(
    await values([
      ['B16', 'assistance-payments', { scheme: 'resident', visit: 'inpatient' }],
      ['B17', 'assistance-payments', { scheme: 'resident', visit: 'outpatient' }],
    ]),
  ).toEqual([
    ['B16', '13545300.00'],
    ['B17', '1798900.00'],
  ]);
  await evidenceAddsUp();
});

test('004: carried over, lottery, the budget by level and purpose, and how much of it was spent', async () => {
  await source('carried-over', 'other', 425.69);
  await source('received', 'lottery', 5);
  await source('budget', 'county', 100, 'inpatient');
  await source('budget', 'county', 50, 'outpatient');
  await source('budget', 'county', 683.5172, 'enrolment');
  await source('budget', 'province', 847.77);
  await source('budget', 'central', 615.84);
  await paid(2098.55);
  expect(
    await values([
      ['B22', 'assistance-carried-over', {}],
      ['B23', 'lottery-welfare-funds', {}],
      ['B24', 'assistance-budget', { level: 'county' }],
      ['B25', 'assistance-budget-by-visit', { visit: 'inpatient' }],
      ['B26', 'assistance-budget-by-visit', { visit: 'outpatient' }],
      ['B39', 'assistance-budget', { level: 'province' }],
      ['B40', 'assistance-budget', { level: 'central' }],
      ['B41', 'assistance-budget', {}],
      ['B42', 'assistance-expenditure', {}],
      ['B43', 'assistance-budget-completion', {}],
    ]),
  ).toEqual([
    ['B22', '4256900.00'],
    ['B23', '50000.00'],
    ['B24', '8335172.00'],
    ['B25', '1000000.00'],
    ['B26', '500000.00'],
    ['B39', '8477700.00'],
    ['B40', '6158400.00'],
    ['B41', '22971272.00'],
    ['B42', '20985500.00'],
    ['B43', expect.stringMatching(/^91\.36/)],
  ]);
  await evidenceAddsUp();
});

test('without books and documents there is no value, which is not the same as nothing', async () => {
  expect(
    await values([
      ['B03', 'assistance-funds-raised', {}],
      ['B22', 'assistance-carried-over', {}],
    ]),
  ).toEqual([
    ['B03', null],
    ['B22', null],
  ]);
});
