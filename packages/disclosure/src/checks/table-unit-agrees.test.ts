import { expect, test } from 'vitest';
import { testRows } from '../../test/check-rows.ts';
import { golden, judged } from '../../test/golden.ts';
import { checks } from './index.ts';
import { tableUnitAgrees } from './table-unit-agrees.ts';

/** The golden department with another unit printed over one of its tables. */
function headed(table: string, unit: string): string {
  const { text } = golden();
  const at = text.indexOf('单位：万元', text.indexOf(table));
  return `${text.slice(0, at)}单位：${unit}${text.slice(at + '单位：万元'.length)}`;
}

testRows(tableUnitAgrees, [
  ['元 over the figures of 万元', headed('公开05表', '元'), ['124 元 → 万元 error proven']],
  ['the summary', headed('公开01表', '元'), ['9 元 → 万元 error proven']],
]);

test('a slip of the head is no slip of every figure below it', () => {
  const findings = judged(checks, headed('公开05表', '元')).filter((finding) => finding.severity === 'error');
  expect(findings.map((finding) => finding.check)).toEqual(['table-unit-agrees']);
});
