/** Titles and table heads name the document's own bureau; another area's name comes from the text that was copied. */
import { type Check } from '../check.ts';
import { placeIn, reportSlips, type Slip, textsOf } from './document-support.ts';

const bureauName =
  /([\p{Script=Han}]{2,9}(?:县|市|区|旗))(?:医疗保障|医保)局(?=20\d\d|部门|单位|整体|决算|预算|概况|$)/u;
const label = /^(?:部门|编制单位|单位名称|部门名称|编制部门|填报单位)：/;

export const titlesNameTheBureau: Check = {
  meta: {
    id: 'titles-name-the-bureau',
    family: 'meta',
    severity: 'presentation',
    certainty: 'strong',
    name: '标题表头是本单位',
    help: '标题和表头写的是本单位的名称，不出现其他地方的单位。',
  },
  run(document, report) {
    const { area, bureau } = document;
    if (area === null || bureau === null) {
      report.notApplicable('没有读出单位所在地');
      return;
    }
    const texts = textsOf(document).filter(
      (text) =>
        (text.role === 'heading' || text.role === 'head' || (text.role === 'cell' && label.test(text.text))) &&
        text.text.length <= 60,
    );
    const slips = texts.flatMap((text): readonly Slip[] => {
      const plain = text.text.replace(label, '').replace(/^20\d\d年度?/, '');
      const match = bureauName.exec(plain);
      const other = match?.[1];
      // A city's or province's bureau above is not another area's.
      if (
        match === null ||
        match.index > 0 ||
        other === undefined ||
        bureau.includes(other) ||
        other.endsWith(area) ||
        area.endsWith(other.replace(/^.*[省市州]/, ''))
      )
        return [];
      const start = text.text.indexOf(match[0]);
      return [
        {
          key: `title ${other}`,
          place: placeIn(text, start, start + match[0].length),
          judgement: {
            stated: match[0],
            expected: bureau,
            message: `文件属于“${bureau}”，这里却写着“${match[0]}”，应是套用其他地方文本留下的。`,
          },
        },
      ];
    });
    reportSlips(report, texts.length, slips);
  },
};
