/**
 * Tests of the checks read across: what is changed in the golden department (or a whole text), and every finding that is owed,
 * in one line each:
 *
 *     ['合计 off by ten', { 'general/total/total': '1220.00' }, ['@general/total/total 1220.00 → 1210.00万元 error proven']]
 *
 * `@name` is the line on which the golden figure stands, `+2` the number of consequences. Only the one check runs.
 */

import { type Finding } from '@mingzhang/kernel';
import { expect, test } from 'vitest';
import { type Check } from '../src/check.ts';
import { golden, judged } from './golden.ts';

export type Row = readonly [
  what: string,
  changed: Readonly<Record<string, string>> | string,
  expected: readonly string[],
];

/** A finding as a row says it, after its line. */
export function answer(finding: Finding): string {
  const consequences = finding.also.filter((one) => one.role === 'consequence').length;
  const repeats = finding.also.filter((one) => one.role === 'repeat').length;
  const rest = `${consequences > 0 ? ` +${consequences}` : ''}${repeats > 0 ? ` ×${repeats + 1}` : ''}`;
  return `${finding.place.endLine ?? finding.place.line} ${finding.stated} → ${finding.expected} ${finding.severity} ${finding.certainty}${rest}`;
}

/** One test for each row. */
export function testRows(check: Check, rows: readonly Row[]): void {
  test('the golden department has nothing to find', () => {
    expect(judged([check], golden().text).map(answer)).toEqual([]);
  });
  test.for(rows.map((row) => [row[0], row] as const))('%s', ([, [, changed, expected]]) => {
    const { text, line } = typeof changed === 'string' ? { text: changed, line: () => 0 } : golden(changed);
    const wanted = expected.map((one) => one.replace(/^@(\S+)/, (_, name: string) => String(line(name))));
    expect(judged([check], text).map(answer)).toEqual(wanted);
  });
}

/** 公开05表 with these rows. */
export function appropriationTable(...rows: readonly string[]): string {
  return [
    '青禾县医疗保障局2024年度部门决算',
    '一般公共预算财政拨款支出决算表',
    '公开05表',
    '单位：万元',
    '项目\t\t本年支出\t\t',
    '科目代码\t科目名称\t小计\t基本支出\t项目支出',
    '栏次\t\t1\t2\t3',
    ...rows.map((row) => row.replaceAll(' ', '\t')),
  ].join('\n');
}
