import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formStaffAgrees } from './form-staff-agrees.ts';
import { joined, overall } from './form-testing.ts';

describe('form-staff-agrees', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '截至2024年底，本单位编制25人，实有人员18人。＋整体支出自评表',
      joined('截至2024年底，本单位编制25人，实有人员18人。', overall),
      ['13 保障单位职工21人工资'],
    ],
    [
      '截至2024年底，本单位编制25人，实有人员30人，离退休人员4人。＋整体支出自评表',
      joined('截至2024年底，本单位编制25人，实有人员30人，离退休人员4人。', overall),
      ['13 保障单位职工21人工资'],
    ],
    [
      '截至2024年底，本单位编制25人，实有人员21人。＋整体支出自评表',
      joined('截至2024年底，本单位编制25人，实有人员21人。', overall),
      [],
    ],
    [
      '截至2024年底，本单位编制25人，实有人员17人，离退休人员4人。＋整体支出自评表',
      joined('截至2024年底，本单位编制25人，实有人员17人，离退休人员4人。', overall),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(formStaffAgrees, text)).toEqual(expected);
  });
});
