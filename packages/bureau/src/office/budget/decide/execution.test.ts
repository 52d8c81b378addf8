import { formatYuan } from '@mingzhang/kernel';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentKinds, type Movement, moneySources } from '../item.ts';
import { budgetDocument, budgetLine, payment, paymentLine, projects } from '../testing/invented.ts';
import { movementsOf } from './document.ts';
import { budgetExecution } from './execution.ts';
import { budgetLedger, rateOf } from './ledger.ts';
import { paidMovements } from './payment.ts';
import { amountsOf, positionsOf, totalAmounts } from './position.ts';

const movements: readonly Movement[] = [
  ...movementsOf(
    budgetDocument(1, 'start', [budgetLine('R1', '2101501', 500_00), budgetLine('T101', '2101505', 80_00)]),
  ),
  ...movementsOf(
    budgetDocument(2, 'transfer', [budgetLine('T101', '2101505', -30_00), budgetLine('T102', '2101506', 30_00)], {
      date: '2024-04-10',
    }),
  ),
  ...paidMovements(payment(3, [paymentLine('R1', '2101501', '30101', 100_00)], { date: '2024-02-05' })),
  ...paidMovements(payment(4, [paymentLine('T101', '2101505', '30201', 20_00)], { date: '2024-04-30' })),
  {
    project: 'R1',
    functionCode: '2101501',
    source: 'general-public-budget',
    kind: 'reserved',
    month: '2024-12',
    amount: 50_00,
  },
];

test('the budget ledger: what stands below is added up', () => {
  const { rows, total } = budgetLedger(movements, projects);
  const line = (row: (typeof rows)[number]): string =>
    `${'  '.repeat(row.depth)}${row.item?.functionCode ?? row.name} ${[row.start, row.adjustment, row.annual, row.paid, row.reserved, row.available].map((fen) => fen / 100).join(' ')} ${row.rate}`;
  expect(rows.map(line)).toEqual([
    '人员类 500 0 500 100 50 350 20.00',
    '  在职人员工资 500 0 500 100 50 350 20.00',
    '    2101501 500 0 500 100 50 350 20.00',
    '特定目标类 80 0 80 20 0 60 25.00',
    '  医保业务 80 0 80 20 0 60 25.00',
    '    基金监管 80 -30 50 20 0 30 40.00',
    '      2101505 80 -30 50 20 0 30 40.00',
    '    经办能力提升 0 30 30 0 0 30 0.00',
    '      2101506 0 30 30 0 0 30 0.00',
  ]);
  expect([total.annual, total.available, total.rate]).toEqual([580_00, 410_00, '20.69']);
});

test('execution by month, with the budget as it stood, and by item', () => {
  const { months, items } = budgetExecution(movements, 2024, '2024-05');
  expect(months.map(({ month, annual, paid, paidToDate, rate }) => [month, annual, paid, paidToDate, rate])).toEqual([
    ['2024-01', 0, 0, 0, null],
    ['2024-02', 580_00, 100_00, 100_00, '17.24'],
    ['2024-03', 580_00, 0, 100_00, '17.24'],
    ['2024-04', 580_00, 20_00, 120_00, '20.69'],
    ['2024-05', 580_00, 0, 120_00, '20.69'],
  ]);
  expect(items.map(({ functionCode, annual, paid }) => [functionCode, annual, paid])).toEqual([
    ['2101501', 500_00, 100_00],
    ['2101505', 50_00, 20_00],
    ['2101506', 30_00, 0],
  ]);
  expect(budgetExecution(movements, 2024, '2026-01').months).toHaveLength(12);
  expect(budgetExecution(movements, 2024, '2023-06').months).toHaveLength(1);
});

test.each([
  [1, 3, '33.33'],
  [2, 3, '66.67'],
  [5, 1000, '0.50'],
  [3, 2, '150.00'],
  [0, 7, '0.00'],
  [7, 0, null],
])('%i of %i is %s per cent', (paid, annual, rate) => {
  expect(rateOf(paid, annual)).toBe(rate);
});

test('whatever moves, the parts add up to the whole', () => {
  const movement = fc.record({
    project: fc.constantFrom('R1', 'G1', 'T101', 'T102', 'T201'),
    functionCode: fc.constantFrom('2101501', '2101505', '2080505'),
    source: fc.constantFrom(...moneySources),
    kind: fc.constantFrom(...documentKinds, 'paid' as const, 'reserved' as const),
    month: fc.constantFrom('2024-01', '2024-07', '2024-12'),
    amount: fc.integer({ min: -1_000_000, max: 1_000_000 }),
  });
  fc.assert(
    fc.property(fc.array(movement, { maxLength: 40 }), (all) => {
      const whole = amountsOf(all);
      expect(totalAmounts(positionsOf(all))).toEqual(whole);
      expect(whole.available).toBe(whole.start + whole.adjustment - whole.paid - whole.reserved);
      const { rows, total } = budgetLedger(all, projects);
      const { rate: _, ...amounts } = total;
      expect(amounts).toEqual(whole);
      expect(formatYuan(rows.filter(({ depth }) => depth === 0).reduce((sum, row) => sum + row.annual, 0))).toBe(
        formatYuan(whole.annual),
      );
      const { months } = budgetExecution(all, 2024, '2024-12');
      expect([months.at(-1)?.annual, months.at(-1)?.paidToDate]).toEqual([whole.annual, whole.paid]);
    }),
  );
});
