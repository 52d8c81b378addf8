import { exact, formatExact } from '@mingzhang/kernel';
import { expect, test } from 'vitest';
import { halfWidth, isTruncated, parseFigure, printLike, unitDefinition } from './amount.ts';

test.for([
  // text, unit of the table, value in yuan (or its own dimension), what it can stand for to either side
  ['1552.69', '万元', '15526900', '50'],
  ['2,781.88', '万元', '27818800', '50'],
  ['137.7', '万元', '1377000', '50'],
  ['77', '万元', '770000', '50'],
  ['6.247', '万元', '62470', '5'],
  ['-321.30', '万元', '-3213000', '50'],
  ['−321.30', '万元', '-3213000', '50'],
  ['0', '万元', '0', '0'],
  ['0.00', '万元', '0', '0'],
  ['8,335,172', '元', '8335172', '0'],
  ['8335172.5', '元', '8335172.5', '0'],
  ['1.21', '亿元', '121000000', '500000'],
  ['2.36万', '万元', '23600', '50'],
  ['3万元', '元', '30000', '50'],
  ['６８．３５％', '', '68.35', '0.005'],
  ['3‰', '', '0.3', '0.05'],
  ['6.48万人次', '', '64800', '50'],
  ['1231人', '', '1231', '0'],
  ['1，234.50', '万元', '12345000', '50'],
] as const)('%s where a bare number is %s is %s ± %s', ([text, unit, value, half]) => {
  const figure = parseFigure(text, unit);
  expect(figure === null ? null : [formatExact(figure.value), formatExact(figure.half)]).toEqual([value, half]);
});

test.for(['', '—', '——', '≥90%', '约3万元', '1-2月', '100%左右（估）', '优', '12.3.4', '1231×380'])(
  '%j is no single figure',
  (text) => {
    expect(parseFigure(text, '万元')).toBeNull();
  },
);

test.for([
  // unit, decimals, hedged, half in the dimension's unit
  ['万元', 2, false, '50'],
  ['万元', 0, false, '50'],
  ['万元', 0, true, '5000'],
  ['万元', 4, false, '0.5'],
  ['元', 0, false, '0'],
  ['元', 0, true, '0.5'],
  ['亿元', 2, false, '500000'],
  ['百分点', 1, false, '0.05'],
  ['%', 2, false, '0.005'],
  ['%', 0, false, '0.5'],
  ['人', 0, false, '0'],
  ['人', 0, true, '0.5'],
  ['万人', 2, false, '50'],
  ['分', 1, false, '0'],
] as const)('printed in %s with %i decimals, hedged %s: ± %s', ([unit, decimals, hedged, half]) => {
  const definition = unitDefinition(unit);
  if (definition === null) throw new Error(unit);
  expect(formatExact(halfWidth(unit, definition.factor, definition.dimension, decimals, hedged))).toBe(half);
});

test.for([
  ['26848800', '2,686.87万元', '万元', '2684.88万元'],
  ['26848800', '2686万元', '万元', '2684.88万元'],
  ['1607200', '154.78元', '元', '1607200.00元'],
  ['8335172', '8,000,000元', '元', '8335172元'],
  ['0', '1.2万元', '万元', '0.00万元'],
  ['4.6003', '4.61%', '%', '4.60%'],
  ['440000', '43亿元', '亿元', '0.0044亿元'],
  ['14.5', '15人', '人', '15人'],
  ['-5', '3人', '人', '-5人'],
] as const)('%s printed like %s is %s', ([value, like, unit, printed]) => {
  const figure = parseFigure(like, unit);
  if (figure === null) throw new Error(like);
  expect(printLike(exact(value), figure)).toBe(printed);
});

test.for([
  ['1.0637', '1.06', true],
  ['1.0699', '1.06', true],
  ['1.0600', '1.06', true],
  ['1.0700', '1.06', false],
  ['1.0599', '1.06', false],
  ['-1.069', '-1.06', true],
] as const)('%s cut off is %s: %s', ([actual, printed, truncated]) => {
  const figure = parseFigure(`${printed}%`, '');
  if (figure === null) throw new Error(printed);
  expect(isTruncated(exact(actual), figure)).toBe(truncated);
});
