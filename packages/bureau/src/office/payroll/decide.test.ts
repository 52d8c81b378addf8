import { parseYuan } from '@mingzhang/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Person, type StaffEvent } from '../staff/decide.ts';
import {
  decideRun,
  itemProblem,
  missingLines,
  type PayrollFacts,
  type PayrollItem,
  payrollLines,
  payrollVouchers,
  type RunFacts,
  runTotals,
} from './decide.ts';

const yuan = (text: string): number => parseYuan(text) ?? Number.NaN;
const id = '018f0000-0000-7000-8000-000000000001';

const joined = (post: StaffEvent['post'], date = '2020-01-01'): StaffEvent => ({
  date,
  kind: 'joined',
  post,
  rank: null,
});
const clerk: Person = { id: 'p1', name: '王一', events: [joined('administrative')] };
const agent: Person = { id: 'p2', name: '张二', events: [joined('institution')] };
const veteran: Person = {
  id: 'p3',
  name: '李老',
  events: [{ date: '2010-01-01', kind: 'took-over-cadre', post: null, rank: null }],
};

const item = (person: string, name: string, amount: string, from = '2024-01', once = false): PayrollItem => ({
  person,
  item: name,
  from,
  once,
  amount: yuan(amount),
});
const bases = (person: string, amount: string): readonly PayrollItem[] =>
  ['base-pension', 'base-medical', 'base-housing'].map((name) => item(person, name, amount));

const rates = {
  'pension-employer': '0.16',
  'pension-person': '0.08',
  'medical-employer': '0.08',
  'medical-person': '0.02',
  'civil-medical-employer': '0.02',
  'unemployment-employer': '0.007',
  'unemployment-person': '0.003',
  'injury-employer': '0.002',
  housing: '0.12',
  'union-dues': '0.02',
};
const parameters = Object.entries(rates).map(([key, value]) => {
  return { key, value, from: '2020-01-01', source: '测试用文号', confirmedBy: '赵复核' };
});

const facts: PayrollFacts = {
  month: '2024-03',
  persons: [clerk, agent, veteran],
  items: [
    item('p1', 'basic', '4120.00'),
    item('p1', 'allowance', '2613.33'),
    ...bases('p1', '6733.33'),
    item('p1', 'income-tax', '12.34', '2024-03', true),
    item('p2', 'basic', '3000.00'),
    item('p2', 'performance', '1500.00'),
    ...bases('p2', '4500.00'),
    item('p3', 'cadre-pension', '8000.00'),
  ],
  parameters,
};

function linesOf(other: Partial<PayrollFacts> = {}) {
  const decided = payrollLines({ ...facts, ...other });
  if ('refusal' in decided) throw new Error(decided.refusal.message);
  return decided.lines;
}
const refusalOf = (other: Partial<PayrollFacts>) => {
  const decided = payrollLines({ ...facts, ...other });
  return 'refusal' in decided ? decided.refusal.id : null;
};
const amounts = (person: string, other: Partial<PayrollFacts> = {}) =>
  Object.fromEntries(
    linesOf(other)
      .filter((line) => line.person === person)
      .map((line) => [line.item, line.amount]),
  );

describe('a month of one person', () => {
  test('行政人员：每人每项各舍入一次', () =>
    expect(amounts('p1')).toEqual({
      basic: yuan('4120.00'),
      allowance: yuan('2613.33'),
      'pension-employer': yuan('1077.33'),
      'annuity-employer': yuan('538.67'),
      'medical-employer': yuan('538.67'),
      'civil-medical-employer': yuan('134.67'),
      'injury-employer': yuan('13.47'),
      'housing-employer': yuan('808.00'),
      'union-dues': yuan('134.67'),
      'pension-person': yuan('538.67'),
      'annuity-person': yuan('269.33'),
      'medical-person': yuan('134.67'),
      'housing-person': yuan('808.00'),
      'income-tax': yuan('12.34'),
    }));

  test('事业人员有失业保险，没有公务员医疗补助', () => {
    const lines = amounts('p2');
    expect([lines['unemployment-employer'], lines['unemployment-person'], lines['civil-medical-employer']]).toEqual([
      yuan('31.50'),
      yuan('13.50'),
      undefined,
    ]);
  });

  test('离休干部只有离休费', () => expect(amounts('p3')).toEqual({ 'cadre-pension': yuan('8000.00') }));

  test('the latest standing amount holds; what is for one month is added in that month alone', () => {
    const items = [
      ...facts.items,
      item('p3', 'cadre-pension', '8200.00', '2024-04'),
      item('p3', 'cadre-pension', '500.00', '2024-03', true),
      item('p3', 'cadre-pension', '8100.00', '2024-02'),
    ];
    const pension = (month: string) => amounts('p3', { month, items })['cadre-pension'];
    expect(['2024-01', '2024-02', '2024-03', '2024-04'].map(pension)).toEqual(
      ['8000.00', '8100.00', '8600.00', '8200.00'].map(yuan),
    );
  });

  test('who leaves in a month is paid for it, and for none after it', () => {
    const events = [joined('administrative'), { date: '2024-03-09', kind: 'left', post: null, rank: null } as const];
    const persons = [{ ...clerk, events }];
    expect(linesOf({ persons }).length).toBeGreaterThan(0);
    expect(linesOf({ persons, month: '2024-04' })).toEqual([]);
  });

  test('a base of zero means not insured; no base at all is asked for', () => {
    const without = facts.items.filter(({ person, item: name }) => person !== 'p2' || name !== 'base-housing');
    expect(refusalOf({ items: without })).toBe('base-missing');
    expect(
      amounts('p2', { items: [...without, item('p2', 'base-housing', '0.00')] })['housing-employer'],
    ).toBeUndefined();
  });

  test('a rate nobody answers for is not used, also where one is shipped', () => {
    for (const key of ['pension-employer', 'housing']) {
      expect(refusalOf({ parameters: parameters.filter((one) => one.key !== key) })).toBe('parameter-unconfirmed');
      const unconfirmed = parameters.map((one) => (one.key === key ? { ...one, confirmedBy: null } : one));
      expect(refusalOf({ parameters: unconfirmed })).toBe('parameter-unconfirmed');
    }
    // Of the annuity the official text was seen.
    expect(amounts('p1')['annuity-employer']).toBe(yuan('538.67'));
  });

  test('withheld more than paid', () =>
    expect(refusalOf({ items: [...facts.items, item('p1', 'other-deduction', '6000.00')] })).toBe(
      'deductions-exceed-pay',
    ));
});

test('each line is its base at its rate, whatever the base, and the vouchers add up to the lines', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5_000_000 }), { minLength: 1, maxLength: 8 }), (wages) => {
      const persons = wages.map((_, index) => ({ ...clerk, id: `q${index}` }));
      const items = wages.flatMap((amount, index) => [
        { ...item(`q${index}`, 'basic', '0.00'), amount: amount + 300_000 },
        ...bases(`q${index}`, '0.00').map((one) => ({ ...one, amount: Math.floor(amount / 3) })),
      ]);
      const lines = linesOf({ persons, items });
      for (const { base, rate, amount } of lines) {
        if (base === null || rate === null) continue;
        const exact = BigInt(base) * BigInt(rate);
        const error = BigInt(amount) * 1_000_000n - exact;
        expect(error <= 500_000n && error > -500_000n).toBe(true);
      }
      const codes = { wages: '2101501', medical: '2101101', retired: '2080501', project: null };
      const vouchers = payrollVouchers(lines, codes);
      const booked = vouchers
        .filter(({ purpose }) => purpose !== 'accrual')
        .flatMap((voucher) => voucher.lines.map(({ amount }) => amount));
      const { gross, employer, net, withheld } = runTotals(lines);
      expect(booked.reduce((a, b) => a + b, 0)).toBe(gross + employer);
      expect(net + withheld).toBe(gross);
    }),
  );
});

test('what a run is booked under', () => {
  const codes = { wages: '2101501', medical: '2101101', retired: '2080501', project: 'RY01' };
  const vouchers = payrollVouchers(linesOf({ persons: [clerk, veteran] }), codes);
  const text = vouchers.map(({ purpose, rule, lines }) => [
    purpose,
    rule,
    lines.map(({ dimensions: { functionCode, economyCode }, amount }) => `${functionCode} ${economyCode} ${amount}`),
  ]);
  const wages = [
    '2080505 30108 107733',
    '2080506 30109 53867',
    '2089999 30112 1347',
    '2101101 30110 53867',
    '2101103 30111 13467',
    '2101501 30101 412000',
    '2101501 30102 261333',
    '2210201 30113 80800',
  ];
  expect(text).toEqual([
    ['accrual', 'salary-accrued', wages],
    ['payment', 'accrued-salary-paid-by-treasury', wages],
    ['others', 'expense-paid-by-treasury', ['2080501 30301 800000', '2101501 30228 13467']],
  ]);
  expect(vouchers[0]?.lines[0]?.dimensions).toMatchObject({ spending: 'basic', project: 'RY01' });
});

describe('runs of a month', () => {
  const draft = { id, month: '2024-03', kind: 'regular', reason: '' } as const;
  const supplement = { ...draft, kind: 'supplementary', reason: '调整津贴' } as const;
  const run: RunFacts = { ...facts, today: '2024-03-10', runs: [] };
  const paid = { kind: 'regular', state: 'checked', by: '李会计', lines: linesOf() } as const;
  const raised = [...facts.items, item('p1', 'allowance', '2700.00', '2024-03')];
  const cut = [...facts.items, item('p1', 'allowance', '2600.00', '2024-03')];
  test.each<[string, Parameters<typeof decideRun>[0], Partial<RunFacts>, string | number]>([
    ['the first', draft, {}, linesOf().length],
    ['a month that has not begun', { ...draft, month: '2024-04' }, {}, 'month-not-begun'],
    ['no month', { ...draft, month: '2024-13' }, {}, 'month-malformed'],
    ['one that waits', draft, { runs: [{ ...paid, state: 'made' }] }, 'run-waiting'],
    ['a second one', draft, { runs: [paid] }, 'run-exists'],
    ['nobody to pay', draft, { persons: [] }, 'run-empty'],
    ['a supplement before the run', supplement, {}, 'supplement-without-run'],
    ['a supplement without a reason', { ...supplement, reason: '' }, { runs: [paid] }, 'text-malformed'],
    ['a supplement of nothing', supplement, { runs: [paid] }, 'run-empty'],
    // The allowance and the union dues reckoned on it.
    ['a raise entered late', supplement, { runs: [paid], items: raised }, 2],
    ['a cut entered late', supplement, { runs: [paid], items: cut }, 'supplement-negative'],
  ])('%s', (_, of, other, expected) => {
    const decided = decideRun(of, { ...run, ...other });
    expect('refusal' in decided ? decided.refusal.id : decided.lines.length).toBe(expected);
  });

  test('after the supplement there is nothing left to pay, and the same facts give the same lines', () => {
    const decided = decideRun(supplement, { ...run, runs: [paid], items: raised });
    if ('refusal' in decided) throw new Error(decided.refusal.message);
    expect(decided.lines.map(({ item: name, amount }) => [name, amount])).toEqual([
      ['allowance', 8667],
      ['union-dues', 173],
    ]);
    const now = linesOf({ items: raised });
    expect(missingLines(now, [...paid.lines, ...decided.lines])).toEqual([]);
    expect(linesOf({ items: raised })).toEqual(now);
  });

  test('what is no longer owed at all comes back', () => {
    const gone = missingLines(linesOf({ persons: [clerk] }), linesOf({ persons: [clerk, veteran] }));
    expect(gone).toEqual([{ person: 'p3', item: 'cadre-pension', amount: -800_000, base: null, rate: null }]);
  });
});

describe('items', () => {
  const entered = {
    id,
    source: '工资审批表',
    person: 'p1',
    item: 'performance',
    from: '2024-01',
    once: false,
    amount: 1,
  };
  const state = { standing: 'in-post', post: 'administrative', rank: null, since: '2020-01-01' } as const;
  test.each<[string, Partial<typeof entered>, Parameters<typeof itemProblem>[1], string | null]>([
    ['绩效工资 for an administrative post', {}, { name: '王一', state }, 'item-not-for-post'],
    ['绩效工资 for an institution', {}, { name: '张二', state: { ...state, post: 'institution' } }, null],
    ['离休费 for somebody in post', { item: 'cadre-pension' }, { name: '王一', state }, 'item-not-for-post'],
    ['a base', { item: 'base-housing' }, { name: '王一', state }, null],
    ['a reckoned item', { item: 'pension-employer' }, { name: '王一', state }, 'item-unknown'],
    ['nobody', {}, null, 'record-unknown'],
    ['no month', { from: '2024' }, { name: '王一', state }, 'month-malformed'],
    ['below zero', { amount: -1 }, { name: '王一', state }, 'amount-malformed'],
  ])('%s', (_, other, person, expected) =>
    expect(itemProblem({ ...entered, ...other }, person)?.refusal.id ?? null).toBe(expected),
  );
});
