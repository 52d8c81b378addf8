/** As many internal offices are listed as are announced: 设11个内设机构 and eleven names below. */
import { type Check } from '../check.ts';
import { placeIn } from './document-support.ts';
import { officeLists } from './office-names.ts';

export const officesAddUp: Check = {
  meta: {
    id: 'offices-add-up',
    family: 'staff',
    severity: 'error',
    certainty: 'strong',
    name: '内设机构个数与名单一致',
    help: '写明的内设机构个数等于所列名称的个数。',
  },
  run(document, report) {
    const lists = officeLists(document).filter((list) => list.announced !== null);
    if (lists.length === 0) report.notApplicable('没有同时写明内设机构的个数和名单');
    for (const list of lists) {
      const announced = list.announced ?? 0;
      const listed = list.names.length;
      report.judge(listed === announced || (list.partial && listed < announced), () => ({
        place: placeIn(list.text, list.start, list.end),
        stated: `${announced}个`,
        expected: `${listed}个`,
        difference: `${Math.abs(announced - listed)}个`,
        message: `写明有${announced}个内设机构，列出的是${listed}个：${list.names.join('、')}。`,
        labels: [list.names.join('、')],
      }));
    }
  },
};
