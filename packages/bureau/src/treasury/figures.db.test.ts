/**
 * Part C of the published documents from books: events are set up from which each document's figures follow. The years are moved, so
 * that the books begin in 2024. Where a document's own arithmetic is wrong, what follows from its parts is asserted, and it is said.
 */

import { parseExact } from '@mingzhang/kernel';
import { type Leg } from '@mingzhang/ledger';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postVoucher } from '../books/index.ts';
import { computedFigures } from '../catalogue.ts';
import { FigureReader, figureNamed, figuresOfRow } from '../figures/index.ts';
import { budgetExecution, checkBudget, enterBudget, fundYears, percent } from './budget.ts';
import { closeFundMonth } from './closing.ts';
import { treasuryFigures } from './figures.ts';
import { fundStatements } from './fund-statements.ts';
import { checker, department, must, sets, setUpTreasury, type TestTreasury, yuan } from './testing.ts';

let store: Store;
let t: TestTreasury;

/** From 万元. */
const wan = (text: string): number => {
  const [whole = '', decimals = ''] = text.split('.');
  return Number(whole) * 1_000_000 + Number(decimals.padEnd(4, '0')) * 100;
};

async function premium(
  fund: 'resident' | 'employee-pooled' | 'employee-personal',
  date: string,
  amount: number,
): Promise<void> {
  const set = fund === 'resident' ? sets.resident : sets.employee;
  const legs: readonly Leg[] = [
    { account: 'fiscal-account-deposit', side: 'debit', amount, dimensions: { fund } },
    { account: 'premium-income', side: 'credit', amount, dimensions: { fund } },
  ];
  const entries = [{ id: newId(), set, reverses: null, legs }];
  const voucher = { id: newId(), kind: 'ordinary', date, text: '征收保险费', entries } as const;
  const posted = await postVoucher(store.db, t.charts, { voucher, ...t.hand() });
  if (posted.outcome === 'refused') throw new Error(posted.refusal.message);
}

async function money(
  fund: 'resident' | 'employee-pooled' | 'assistance',
  kind: string,
  date: string,
  amount: number,
  subsidy?: string,
): Promise<void> {
  const set = fund === 'resident' ? sets.resident : fund === 'assistance' ? sets.assistance : sets.employee;
  await t.move({
    kind,
    fund,
    amount,
    date,
    account: t.account(set, 'fiscal'),
    ...(subsidy === undefined ? {} : { subsidy }),
  });
}

/** A subsidy that the finance bureau pays into the fund. */
async function subsidised(
  fund: 'resident' | 'employee-pooled',
  date: string,
  amount: number,
  purpose = 'general',
): Promise<void> {
  const functionCode = fund === 'resident' ? '2101202' : '2101201';
  const subsidy = await t.subsidy({
    number: `青财社〔${date.slice(0, 4)}〕${fund}${purpose}`,
    fund,
    functionCode,
    amount,
    purpose,
    level: 'province',
    path: 'finance',
    year: Number(date.slice(0, 4)),
  });
  await t.give(subsidy, null, date, amount);
  await money(fund, 'subsidy', date, amount, subsidy);
}

async function budget(
  scheme: 'employee' | 'resident',
  year: number,
  income: Readonly<Record<string, string>>,
  expenditure: string,
): Promise<void> {
  const id = newId();
  const lines = [
    ...Object.entries(income).map(([item, amount]) => ({ side: 'income' as const, item, amount: wan(amount) })),
    { side: 'expenditure' as const, item: 'benefit', amount: wan(expenditure) },
  ];
  const draft = {
    department,
    id,
    year,
    scheme,
    number: `青财社预〔${year}〕${scheme}`,
    approvedOn: '2024-01-05',
    lines,
  };
  must(await enterBudget(store.db, { ...draft, ...t.hand() }));
  must(await checkBudget(store.db, { department, id, ...t.hand(checker) }));
}

const close = async (year: number): Promise<void> => {
  for (const set of Object.values(sets)) {
    for (let month = 1; month <= 12; month += 1) {
      const command = { department, set, month: `${year}-${String(month).padStart(2, '0')}`, ...t.hand(checker) };
      must(await closeFundMonth(store.db, t.charts, command));
    }
  }
};

/** A row of the catalogue of published figures, in 万元 where it is money. */
async function row(key: string, year: number): Promise<string | null> {
  const [figure] = figuresOfRow(key);
  if (figure === undefined) throw new Error(`no figure for ${key}`);
  const reader = new FigureReader(store.db, computedFigures());
  return (await reader.value(figure.id, { department, year, at: figure.rows[key] ?? {} })).value;
}

async function allEvidence(): Promise<void> {
  for (const figure of treasuryFigures) {
    const known = figureNamed(figure.figure);
    expect(known, figure.figure).not.toBeNull();
    for (const year of [2024, 2025]) {
      for (const at of [{}, ...(await figure.coordinates(store.db, { department, year }))]) {
        for (const dimension of Object.keys(at)) expect(known?.dimensions, figure.figure).toContain(dimension);
        const query = { department, year, at };
        const value = await figure.value(store.db, query);
        if (value === null) continue;
        const rows = [];
        for (let after: string | null = null; ; ) {
          const page = await figure.evidence(store.db, query, { after, limit: 2 });
          rows.push(...page.rows);
          after = page.next;
          if (after === null) break;
        }
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
        const sum = rows.reduce((total, { amount }) => total + (parseExact(amount) ?? 0n), 0n);
        expect(sum, `${figure.figure} ${year} ${JSON.stringify(at)}`).toBe(parseExact(value));
      }
    }
  }
}

describe('seed 000 of 2024 (its report of 2023)', () => {
  beforeAll(async () => {
    store = await testDatabase();
    t = await setUpTreasury(store.db, '2025-12', { 'employee-pooled': '140026600.00', resident: '296710700.00' });
    await premium('employee-pooled', '2024-03-01', wan('13527.62'));
    await money('employee-pooled', 'benefit-paid', '2024-06-01', wan('14268.32'));
    await premium('resident', '2024-03-01', wan('60839.75'));
    await money('resident', 'benefit-paid', '2024-06-01', wan('61967.6'));
    await close(2024);
    await budget(
      'employee',
      2025,
      { contribution: '12754.85', 'fiscal-subsidy': '121.37', interest: '168.60', transfer: '6' },
      '12701.61',
    );
    await budget(
      'resident',
      2025,
      { contribution: '22400', 'fiscal-subsidy': '40960', interest: '358', other: '320', 'vaccine-subsidy': '650' },
      '60970.6',
    );
    await premium('employee-pooled', '2025-02-01', wan('11009.47'));
    await premium('employee-personal', '2025-02-02', wan('4000'));
    await subsidised('employee-pooled', '2025-03-01', wan('82'));
    await subsidised('employee-pooled', '2025-03-02', wan('29.32'), 'vaccine');
    await money('employee-pooled', 'interest', '2025-06-21', wan('150.98'));
    await money('employee-pooled', 'other-income', '2025-07-01', wan('4.7'));
    await money('employee-pooled', 'transfer-in', '2025-07-02', wan('34.92'));
    await money('employee-pooled', 'benefit-paid', '2025-10-01', wan('15632.69'));
    await premium('resident', '2025-02-01', wan('21593.57'));
    await subsidised('resident', '2025-03-01', wan('40023.81'));
    await subsidised('resident', '2025-03-02', wan('626.13'), 'vaccine');
    await money('resident', 'interest', '2025-06-21', wan('274.06'));
    await money('resident', 'other-income', '2025-07-01', wan('258.43'));
    await money('resident', 'benefit-paid', '2025-10-01', wan('71030'));
  }, 120_000);
  afterAll(() => store.close());

  const published = {
    C01: '12754.85',
    C02: '121.37',
    C03: '168.60',
    C04: '6.00',
    C05: '13050.82',
    C06: '12701.61',
    C07: '349.21',
    C08: '15009.47',
    C09: '111.32',
    C10: '29.32',
    C11: '150.98',
    C12: '4.70',
    C13: '34.92',
    C14: '15311.39',
    C15: '1783.77',
    // The document has 13.18: it cut 13.186 off.
    C16: '13.19',
    C17: '2260.57',
    C18: '117.32',
    C19: '15632.69',
    C20: '1364.37',
    C21: '9.56',
    C22: '2931.08',
    // The document has 23.07: it cut 23.076 off.
    C23: '23.08',
    C24: '-321.30',
    C25: '12940.66',
    C26: '22400.00',
    C27: '40960.00',
    C28: '358.00',
    C29: '320.00',
    C30: '650.00',
    C31: '64688.00',
    C32: '60970.60',
    C33: '3717.40',
    C34: '21593.57',
    // The document's parts add up with 40649.94, as here.
    C35: '40649.94',
    C36: '626.13',
    C37: '274.06',
    C38: '258.43',
    C39: '62776.00',
    C40: '1936.25',
    C41: '3.18',
    C42: '-1912.00',
    C43: '97.04',
    C44: '71030.00',
    C45: '9062.40',
    C46: '14.62',
    C47: '10059.40',
    C48: '16.50',
    C49: '-8254.00',
    C50: '20289.22',
  } as const;

  test('every figure of its paragraph on the funds follows from the books', async () => {
    const found: Record<string, string | null> = {};
    for (const key of Object.keys(published)) {
      const value = await row(key, 2025);
      const money = figuresOfRow(key)[0]?.unit === '元';
      found[key] = value !== null && money ? (Number(value) / 10_000).toFixed(2) : value;
    }
    expect(found).toEqual(published);
  }, 60_000);

  test('every figure is the sum of its evidence', allEvidence, 60_000);

  test('the budget’s execution has the rates that the documents quote', async () => {
    const execution = await budgetExecution(store.db, department, 'employee', 2025);
    expect(execution?.balance).toEqual({
      budget: wan('349.21'),
      actual: -wan('321.30'),
      opening: wan('13261.96'),
      closing: wan('12940.66'),
    });
    const total = execution?.rows.find(({ side, item }) => side === 'income' && item === null);
    expect(percent(total?.actual ?? 0, total?.budget ?? 0)).toBe('117.32');
    expect(percent((total?.actual ?? 0) - (total?.prior ?? 0), total?.prior ?? 0)).toBe('13.19');
    expect(percent(1, 0)).toBeNull();
  });

  test('statements of each fund balance, personal accounts by themselves, and leave no account out', async () => {
    const statements = await fundStatements(store.db, department, '2025-12');
    const said = statements.map(({ fund, balanced, missing, balance, flow }) => {
      const of = (rows: typeof balance, key: string) => rows.find((one) => one.key === key)?.second ?? 0;
      return [fund, balanced, missing.length, of(balance, 'assets') / 100, of(flow, 'result') / 100];
    });
    expect(said).toEqual([
      ['resident', true, 0, 202_892_200, -82_540_000],
      ['employee-pooled', true, 0, 89_406_600, -43_213_000],
      ['employee-personal', true, 0, 40_000_000, 40_000_000],
      ['assistance', true, 0, 0, 0],
    ]);
  });

  test('a month with something waiting is not closed, and what is no budget is refused', async () => {
    const { makeMovement } = await import('./movements.ts');
    const waiting = {
      department,
      id: newId(),
      fund: 'assistance',
      kind: 'interest',
      account: t.account(sets.assistance, 'fiscal'),
      toAccount: null,
      subsidy: null,
      date: '2025-01-10',
      amount: 100,
      reference: '',
      text: '利息',
    };
    must(await makeMovement(store.db, { ...waiting, ...t.hand() }));
    const command = { department, set: sets.assistance, month: '2025-01', ...t.hand(checker) };
    expect(await closeFundMonth(store.db, t.charts, command)).toMatchObject({ refusal: { id: 'movements-waiting' } });
    expect(await closeFundMonth(store.db, t.charts, { ...command, month: '2024-12' })).toMatchObject({
      refusal: { list: 'ledger' },
    });
    const draft = {
      department,
      id: newId(),
      year: 2026,
      scheme: 'resident',
      number: '甲',
      approvedOn: '2025-12-01',
      lines: [],
    };
    expect(await enterBudget(store.db, { ...draft, ...t.hand() })).toMatchObject({
      refusal: { id: 'amount-not-positive' },
    });
    const lines = [{ side: 'income' as const, item: 'interest', amount: 1 }];
    expect(await enterBudget(store.db, { ...draft, lines, ...t.hand() })).toEqual({ id: draft.id, again: false });
    expect(await enterBudget(store.db, { ...draft, id: newId(), lines, ...t.hand() })).toMatchObject({
      refusal: { id: 'budget-waiting' },
    });
    expect(await checkBudget(store.db, { department, id: newId(), ...t.hand(checker) })).toMatchObject({
      refusal: { id: 'budget-unknown' },
    });
    expect(await checkBudget(store.db, { department, id: draft.id, ...t.hand() })).toMatchObject({
      refusal: { id: 'checker-is-maker' },
    });
    // Of 2026 there is a budget, and nothing booked.
    const years = await fundYears(store.db, department);
    expect([years.budgeted[0], years.booked.includes(2026), years.booked.includes(2024)]).toEqual([2026, false, true]);
    expect(years.lastMonth?.slice(0, 4)).toBe(String(years.booked[0]));
    expect(await fundYears(store.db, 'nobody')).toEqual({ booked: [], budgeted: [], lastMonth: null });
  });
});

describe('seed 002 of 2021 and seed 004 of 2024', () => {
  beforeAll(async () => {
    store = await testDatabase();
    t = await setUpTreasury(store.db, '2024-12', { 'employee-pooled': '100000000.00', resident: '100000000.00' });
    await money('resident', 'vaccine-cost', '2024-04-01', yuan('41693500.80'));
    await money('employee-pooled', 'vaccine-cost', '2024-04-01', yuan('3474475.20'));
    await money('resident', 'inoculation-cost', '2024-05-01', yuan('9338540.00'));
    // Budgeted, and moved by the finance bureau at the year's end: not in the department's accounts.
    await t.subsidy({
      number: '青财社〔2024〕2号',
      fund: 'employee-pooled',
      functionCode: '2101201',
      amount: wan('1217.53'),
    });
    const document = await t.subsidy({
      number: '青财社〔2024〕3号',
      fund: 'resident',
      functionCode: '2101599',
      amount: wan('125.87'),
    });
    const voucher = await t.spend('2101599', '2024-08-08', '1258700.00');
    await t.give(document, voucher, '2024-08-08', wan('125.87'));
    await money('resident', 'subsidy', '2024-08-12', wan('125.87'), document);
  }, 120_000);
  afterAll(() => store.close());

  test.each`
    key      | value
    ${'C51'} | ${'41693500.80'}
    ${'C52'} | ${'3474475.20'}
    ${'C53'} | ${'9338540.00'}
    ${'C54'} | ${'54506516.00'}
    ${'C55'} | ${'12175300.00'}
    ${'C56'} | ${'1258700.00'}
    ${'C57'} | ${'1258700.00'}
    ${'C58'} | ${'100.00'}
  `('$key is $value', async ({ key, value }) => {
    expect(await row(key, 2024)).toBe(value);
  });

  test('every figure is the sum of its evidence', allEvidence, 60_000);
});
