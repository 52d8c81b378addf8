/** An office that the text sets to work is one of those listed under 机构设置. */
import { type Check } from '../check.ts';
import { matchesOf } from '../matches.ts';
import { bodyOf, placeIn, reportSlips, type Slip } from './document-support.ts';
import { officeLists } from './office-names.ts';

/** 由基金审核科4人组成, 我局财务股负责: an own office at work. */
const atWork =
  /(?:由?(?:我局|我中心|本局|本中心|本单位|我单位)|由)([\p{Script=Han}]{2,10}?[科股])(?=\d+人|[一二三四五六七八九十]人|工作人员|人员组成|组成|牵头|负责|承担|具体|组织|会同|配合|审核)/gu;
/** Departments of a hospital, and 各科 in general. */
const notOffices =
  /(?:内|外|妇|儿|妇产|骨|眼|牙|口腔|产|专|学|社|百|护理|医务|检验|药剂|各|本|该|相关|有关|业务|职能|全)[科股]$|[局委院市省州县镇乡]|街道|财政|税务|人社|民政|公安|审计/;

export const officesListed: Check = {
  meta: {
    id: 'offices-listed',
    family: 'staff',
    severity: 'error',
    certainty: 'strong',
    name: '提到的科室在机构设置中',
    help: '正文说由某科室承担工作的，该科室应在所列的内设机构之中。',
  },
  run(document, report) {
    const lists = officeLists(document).filter(
      (list) =>
        !list.partial && list.names.length >= 3 && (list.announced === null || list.announced === list.names.length),
    );
    const main = lists[0];
    if (main === undefined) {
      report.notApplicable('没有完整的内设机构名单');
      return;
    }
    const names = lists.flatMap((list) => list.names);
    let looked = 0;
    const slips: Slip[] = [];
    for (const text of bodyOf(document)) {
      for (const match of matchesOf(text.text, atWork)) {
        const office = match[1] ?? '';
        const clause =
          text.text
            .slice(Math.max(0, match.index - 20), match.index)
            .split(/[，。；]/)
            .at(-1) ?? '';
        if (notOffices.test(office) || /医院|卫生院|医疗机构/.test(clause)) continue;
        looked += 1;
        if (
          names.some(
            (name) =>
              name === office || name.endsWith(office) || (office.endsWith(name) && office.length - name.length <= 3),
          )
        )
          continue;
        const start = match.index + match[0].length - office.length;
        slips.push({
          key: office,
          place: placeIn(text, match.index, Math.min(text.text.length, start + office.length + 4)),
          judgement: {
            also: [{ role: 'counterpart', place: placeIn(main.text, main.start, main.end) }],
            stated: office,
            expected: names.join('、'),
            message: `“${office}”不在机构设置所列的${names.length}个内设机构之中（${names.join('、')}）。`,
          },
        });
      }
    }
    reportSlips(report, looked, slips);
  },
};
