import { describe, expect, test } from 'vitest';
import { decideChecking, type Grant, permits } from './decide.ts';

const grant = (more: Partial<Grant> = {}): Grant => ({
  role: 'department-accountant',
  department: null,
  unit: null,
  from: '2024-01-01',
  to: '2024-12-31',
  ...more,
});

describe('a role lets do its actions, on its days', () => {
  test.each`
    action             | on              | permitted | why
    ${'voucher.make'}  | ${'2024-06-01'} | ${true}   | ${'in the middle'}
    ${'voucher.make'}  | ${'2024-01-01'} | ${true}   | ${'on the first day'}
    ${'voucher.make'}  | ${'2024-12-31'} | ${true}   | ${'on the last day'}
    ${'voucher.make'}  | ${'2023-12-31'} | ${false}  | ${'the day before'}
    ${'voucher.make'}  | ${'2025-01-01'} | ${false}  | ${'the day after'}
    ${'voucher.check'} | ${'2024-06-01'} | ${false}  | ${"another role's action"}
  `('$action $why: $permitted', ({ action, on, permitted }) => {
    expect(permits([grant()], action, on)).toBe(permitted);
  });

  test('without an end it goes on', () => {
    expect(permits([grant({ to: null })], 'voucher.make', '2999-12-31')).toBe(true);
  });

  test('nobody may do anything without a role', () => {
    expect(permits([], 'document.read', '2024-06-01')).toBe(false);
  });
});

describe('a role holds where it was given', () => {
  const there = { department: 'demo', unit: 'centre' };
  test.each`
    department   | unit        | place                     | permitted | why
    ${null}      | ${null}     | ${there}                  | ${true}   | ${'the whole bureau'}
    ${'demo'}    | ${null}     | ${there}                  | ${true}   | ${'the whole department'}
    ${'demo'}    | ${'centre'} | ${there}                  | ${true}   | ${'that unit'}
    ${'demo'}    | ${'bureau'} | ${there}                  | ${false}  | ${'another unit'}
    ${'another'} | ${null}     | ${there}                  | ${false}  | ${'another department'}
    ${'another'} | ${'centre'} | ${there}                  | ${false}  | ${"another department's unit of that name"}
    ${'demo'}    | ${null}     | ${{ department: 'demo' }} | ${true}   | ${'the department as a whole'}
    ${'demo'}    | ${'centre'} | ${{ department: 'demo' }} | ${false}  | ${'one unit is not the department'}
    ${'demo'}    | ${'centre'} | ${undefined}              | ${true}   | ${'anywhere, if no place is asked for'}
  `('$why: $permitted', ({ department, unit, place, permitted }) => {
    expect(permits([grant({ department, unit })], 'voucher.make', '2024-06-01', place)).toBe(permitted);
  });
});

test('maker and checker are two', () => {
  expect(decideChecking({ maker: 'a', checker: 'b', what: '凭证' })).toBeNull();
  expect(decideChecking({ maker: 'a', checker: 'a', what: '凭证 记-12 ' })).toEqual({
    refusal: { id: 'checker-is-maker', message: expect.stringMatching(/^凭证 记-12 是您本人经办的.*。$/) },
  });
});
