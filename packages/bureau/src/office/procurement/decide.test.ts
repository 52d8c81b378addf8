import { describe, expect, test } from 'vitest';
import {
  acceptanceProblem,
  contractProblem,
  type ProcurementContract,
  type ProcurementPlan,
  paymentProblem,
  paymentWarnings,
  planProblem,
  reconcileProcurement,
  smallShareBase,
} from './decide.ts';

const id = '018f0000-0000-7000-8000-000000000001';
const plan: ProcurementPlan = {
  id,
  year: 2024,
  name: '信息系统运维',
  purchase: 'services',
  amount: 100_00,
  reserved: 'none',
  document: '',
};
const contract: ProcurementContract = {
  id,
  plan: id,
  number: 'HT-2024-01',
  name: '运维服务',
  supplier: '某某软件公司',
  supplierSize: 'small',
  signedOn: '2024-03-01',
  amount: 80_00,
  deposit: 4_00,
};
const days = { today: '2024-12-31', closed: { from: '2015-01', through: '2023-12' } };

describe('what may be entered', () => {
  const facts = { ...days, plan, contracted: 20_00, numberTaken: false };
  test.each<[string, Partial<ProcurementContract>, Partial<Parameters<typeof contractProblem>[1]>, string | null]>([
    ['a contract', {}, {}, null],
    ['no plan', {}, { plan: null }, 'record-unknown'],
    ['nobody knows how large the firm is', { supplierSize: null }, {}, 'supplier-size-unknown'],
    ['a number twice', {}, { numberTaken: true }, 'contract-number-taken'],
    ['before its plan', { signedOn: '2024-01-01' }, { plan: { ...plan, year: 2025 } }, 'signed-before-plan'],
    ['all of it kept back', { deposit: 80_00 }, {}, 'deposit-too-large'],
    [
      'a large firm where small ones are meant',
      { supplierSize: 'large' },
      { plan: { ...plan, reserved: 'whole' } },
      'reserved-for-small',
    ],
    [
      'a large firm where a part is meant for small ones',
      { supplierSize: 'large' },
      { plan: { ...plan, reserved: 'part' } },
      null,
    ],
    ['more than the plan has left', {}, { contracted: 20_01 }, 'contract-exceeds-plan'],
    ['a closed year', { signedOn: '2023-12-31' }, {}, 'year-closed'],
    ['no supplier', { supplier: '' }, {}, 'text-malformed'],
  ])('%s', (_, of, other, expected) =>
    expect(contractProblem({ ...contract, ...of }, { ...facts, ...other })?.refusal.id ?? null).toBe(expected),
  );

  test('a plan names a year and an amount', () => {
    expect(planProblem(plan)).toBeNull();
    expect(planProblem({ ...plan, amount: 0 })?.refusal.id).toBe('amount-malformed');
    expect(planProblem({ ...plan, year: 24 })?.refusal.id).toBe('count-malformed');
  });

  test.each<[string, string, number, number, string | null]>([
    ['a part', '2024-05-01', 50_00, 0, null],
    ['the rest', '2024-05-01', 30_00, 50_00, null],
    ['more than was ordered', '2024-05-01', 30_01, 50_00, 'acceptance-exceeds-contract'],
    ['before it was ordered', '2024-02-01', 1, 0, 'acceptance-before-contract'],
  ])('accepted: %s', (_, date, amount, accepted, expected) => {
    const acceptance = { id, contract: id, date, amount, report: '验收单1号' };
    expect(acceptanceProblem(acceptance, { ...days, contract, accepted })?.refusal.id ?? null).toBe(expected);
  });

  const paying = { contract, paid: 10_00, accepted: 50_00, voucher: { amount: 60_00, tied: 0 } };
  test.each<[string, number, Partial<typeof paying>, string | null]>([
    ['a part', 40_00, {}, null],
    ['more than is due', 70_01, { voucher: { amount: 90_00, tied: 0 } }, 'payment-exceeds-contract'],
    ['more than the voucher has left', 40_00, { voucher: { amount: 60_00, tied: 20_01 } }, 'payment-exceeds-voucher'],
    ['a voucher that was taken back', 40_00, { voucher: { amount: 0, tied: 0 } }, 'voucher-unknown'],
    ['nothing', 0, {}, 'amount-malformed'],
  ])('paid: %s', (_, amount, other, expected) =>
    expect(paymentProblem(id, amount, { ...paying, ...other })?.refusal.id ?? null).toBe(expected),
  );

  test('paying before acceptance is said, not refused', () => {
    expect([paymentWarnings(40_00, paying).length, paymentWarnings(40_01, paying).length]).toEqual([0, 1]);
  });
});

test('what was signed, paid, kept back and carried explain each other, year by year', () => {
  const pay = (date: string, amount: number) => ({ id: date, date, amount, voucher: date });
  const courses = [
    { contract, purchase: 'services' as const, payments: [pay('2024-06-01', 50_00), pay('2025-03-01', 26_00)] },
    {
      contract: { ...contract, signedOn: '2023-11-01', amount: 30_00, deposit: 0 },
      purchase: 'services' as const,
      payments: [pay('2023-12-01', 10_00), pay('2024-02-01', 20_00)],
    },
  ];
  for (const year of [2023, 2024, 2025]) {
    for (const { contracted, unpaid, deposits, carried, paid } of reconcileProcurement(year, courses, {})) {
      expect(contracted - unpaid - deposits + carried).toBe(paid);
    }
  }
  expect(reconcileProcurement(2024, courses, { services: 75_00 })[2]).toEqual({
    purchase: 'services',
    year: 2024,
    published: 75_00,
    contracted: 80_00,
    deposits: 4_00,
    unpaid: 26_00,
    carried: 20_00,
    paid: 70_00,
    difference: 5_00,
  });
});

test('what the share of small firms is taken of depends on the year', () => {
  expect([2021, 2022, 2023, 2024, 2025].map(smallShareBase)).toEqual([
    'total',
    null,
    null,
    'medium-and-small',
    'medium-and-small',
  ]);
});
