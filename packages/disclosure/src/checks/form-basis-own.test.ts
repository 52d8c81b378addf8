import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formBasisOwn } from './form-basis-own.ts';
import { changed, goal, joined, secondGoal } from './form-testing.ts';

describe('form-basis-own', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '绩效目标表＋林财社[2023]15号 → 青政办发[2023]7号',
      joined(goal, changed(secondGoal, ['林财社[2023]15号', '青政办发[2023]7号'])),
      ['35 青政办发[2023]7号'],
    ],
    [
      '青政办发[2023]7号 → 根据林财社[2023]15号文件＋另一张绩效目标表',
      joined(changed(goal, ['青政办发[2023]7号', '根据林财社[2023]15号文件']), secondGoal),
      ['35 林财社[2023]15号'],
    ],
    ['绩效目标表＋另一张绩效目标表', joined(goal, secondGoal), []],
    ['绩效目标表', goal, []],
  ])('%s', (_, text, expected) => {
    expect(found(formBasisOwn, text)).toEqual(expected);
  });
});
