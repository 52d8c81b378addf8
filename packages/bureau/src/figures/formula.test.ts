import { expect, test } from 'vitest';
import { operandsOf } from './index.ts';

test('operands with their period and coordinates, in order', () => {
  expect(
    operandsOf('(fund-income - fund-income[prior]) / fund-income[prior]')?.map(
      ({ figure, period }) => `${figure} ${period}`,
    ),
  ).toEqual(['fund-income same', 'fund-income prior', 'fund-income prior']);
  expect(operandsOf('dip-payments / benefit-payments{visit=inpatient,payer=pooled-fund}')?.[1]).toEqual({
    figure: 'benefit-payments',
    period: 'same',
    at: { visit: 'inpatient', payer: 'pooled-fund' },
    whole: false,
  });
  expect(operandsOf('income-final / income-final{*}')?.map(({ whole }) => whole)).toEqual([false, true]);
});

test.each(['', 'a b', 'a +', '(a', 'a)', '/ a', 'a / 2', 'a * b', 'A / b'])('%s is no formula', (formula) => {
  expect(operandsOf(formula)).toBeNull();
});
