import { describe, expect, it } from 'vitest';
import { findingsOf, found } from './check-testing.ts';
import { formBaseStaffAgrees } from './form-base-staff-agrees.ts';
import { baseData, joined } from './form-testing.ts';

const report = (text: string): string =>
  joined(
    '2024年度部门整体支出绩效自评报告',
    '一、基本情况',
    text,
    '二、自评结论',
    '2024年各项工作按计划完成。',
    baseData,
  );

describe('form-base-staff-agrees', () => {
  it.each<readonly [string, readonly string[]]>([
    ['青禾县医疗保障局编制人数28人，2024年末实有在职人数21人。', ['5 青禾县医疗保障局编制人数28人']],
    ['青禾县医疗保障局编制人数25人，2024年末实有在职人数24人。', ['5 年末实有在职人数24人']],
    ['青禾县医疗保障局编制人数25人，2024年末实有在职人数21人。', []],
    ['全局核定编制25名，年末实有人数21人，公益性岗位4人，离退休人员9人。', []],
    // Of a part of the staff, or of several units.
    ['局机关行政编制6名，事业编制19名；在职人员职级情况：正副科级6人。', []],
    ['本局编制8人，下属医疗保障事务中心编制17人。', []],
    ['本局编制8人，下属医疗保障事务中心编制16人。', ['5 本局编制8人']],
    ['局本级编制8人，派出机构编制17人。', []],
  ])('%s', (text, expected) => {
    expect(found(formBaseStaffAgrees, report(text))).toEqual(expected);
  });

  it('a number that may count others too is only a possible slip', () => {
    const [finding] = findingsOf(formBaseStaffAgrees, report('单位编制人数25人，年末实有人数23人。'));
    expect({ quote: finding?.place.quote, certainty: finding?.certainty }).toEqual({
      quote: '年末实有人数23人',
      certainty: 'possible',
    });
  });
});
