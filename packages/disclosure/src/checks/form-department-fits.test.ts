import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formDepartmentFits } from './form-department-fits.ts';
import { changed, goal, project } from './form-testing.ts';

describe('form-department-fits', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '主管部门 青禾县医疗保障局 → 主管部门 青禾县财政局',
      changed(project, ['主管部门\t青禾县医疗保障局', '主管部门\t青禾县财政局']),
      ['4 青禾县财政局'],
    ],
    [
      '主管部门  青禾县医疗保障局 → 主管部门  021-青禾县财政局[部门]',
      changed(goal, ['主管部门\t\t青禾县医疗保障局', '主管部门\t\t021-青禾县财政局[部门]']),
      ['4 021-青禾县财政局[部门]'],
    ],
    ['项目自评表', project, []],
    ['绩效目标表', goal, []],
  ])('%s', (_, text, expected) => {
    expect(found(formDepartmentFits, text)).toEqual(expected);
  });
});
