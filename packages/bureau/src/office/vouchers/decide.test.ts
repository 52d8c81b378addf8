import { type Voucher, voucherRules } from '@mingzhang/ledger';
import { expect, test } from 'vitest';
import { decideContent, decideStep } from './decide.ts';

test.each`
  step          | state          | person | reason        | refusal
  ${'check'}    | ${'made'}      | ${'b'} | ${undefined}  | ${null}
  ${'check'}    | ${'checked'}   | ${'b'} | ${undefined}  | ${'voucher-state-unfit'}
  ${'check'}    | ${'returned'}  | ${'b'} | ${undefined}  | ${'voucher-state-unfit'}
  ${'check'}    | ${'booked'}    | ${'b'} | ${undefined}  | ${'voucher-state-unfit'}
  ${'check'}    | ${'withdrawn'} | ${'b'} | ${undefined}  | ${'voucher-state-unfit'}
  ${'book'}     | ${'made'}      | ${'a'} | ${undefined}  | ${'voucher-state-unfit'}
  ${'book'}     | ${'checked'}   | ${'a'} | ${undefined}  | ${null}
  ${'book'}     | ${'booked'}    | ${'a'} | ${undefined}  | ${'voucher-state-unfit'}
  ${'return'}   | ${'made'}      | ${'b'} | ${'金额不符'} | ${null}
  ${'return'}   | ${'checked'}   | ${'b'} | ${'金额不符'} | ${null}
  ${'return'}   | ${'made'}      | ${'b'} | ${' '}        | ${'reason-missing'}
  ${'return'}   | ${'booked'}    | ${'b'} | ${'金额不符'} | ${'voucher-state-unfit'}
  ${'revise'}   | ${'returned'}  | ${'a'} | ${undefined}  | ${null}
  ${'revise'}   | ${'made'}      | ${'b'} | ${undefined}  | ${'voucher-of-another-maker'}
  ${'revise'}   | ${'checked'}   | ${'a'} | ${undefined}  | ${'voucher-state-unfit'}
  ${'withdraw'} | ${'checked'}   | ${'a'} | ${'重复编制'} | ${null}
  ${'withdraw'} | ${'checked'}   | ${'b'} | ${'重复编制'} | ${'voucher-of-another-maker'}
  ${'withdraw'} | ${'made'}      | ${'a'} | ${undefined}  | ${'reason-missing'}
  ${'withdraw'} | ${'booked'}    | ${'a'} | ${'重复编制'} | ${'voucher-state-unfit'}
`('$step of a voucher that is $state by $person: $refusal', ({ step, state, person, reason, refusal }) => {
  expect(decideStep(step, { state, maker: 'a', person, reason })?.id ?? null).toBe(refusal);
});

const voucher = (spending: 'basic' | 'project', project?: string): Voucher => ({
  id: '',
  kind: 'ordinary',
  date: '2024-03-15',
  text: '付款',
  entries: [
    {
      id: '',
      set: 'b',
      reverses: null,
      legs: [
        {
          account: '7101',
          side: 'debit',
          amount: 100,
          dimensions: { functionCode: '2101506', spending, ...(project === undefined ? {} : { project }) },
        },
      ],
    },
  ],
});
const ruleNamed = (id: string) => voucherRules.find((rule) => rule.id === id) ?? null;

test.each`
  what                                   | spending     | project      | rule                          | order       | refusal
  ${'basic money'}                       | ${'basic'}   | ${undefined} | ${'expense-paid-by-treasury'} | ${'24-001'} | ${null}
  ${'project money'}                     | ${'project'} | ${'JB-01'}   | ${'expense-paid-by-treasury'} | ${'24-001'} | ${null}
  ${'project money without its project'} | ${'project'} | ${undefined} | ${'expense-paid-by-treasury'} | ${'24-001'} | ${'project-missing'}
  ${'treasury money without its order'}  | ${'basic'}   | ${undefined} | ${'expense-paid-by-treasury'} | ${' '}      | ${'payment-order-missing'}
  ${'money from the bank'}               | ${'basic'}   | ${undefined} | ${'expense-paid-from-bank'}   | ${null}     | ${null}
  ${'legs written by hand'}              | ${'basic'}   | ${undefined} | ${''}                         | ${null}     | ${null}
`('$what: $refusal', ({ spending, project, rule, order, refusal }) => {
  expect(decideContent(voucher(spending, project), ruleNamed(rule), order)?.id ?? null).toBe(refusal);
});
