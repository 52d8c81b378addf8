/**
 * The sentences and headings of the accounts name the accounts' own year: “2022年度收入合计…” in the accounts of 2023 is last
 * year's sentence. Comparisons (与2022年相比, 比2022年度) name another year rightly and are not looked at.
 */
import { type Check } from '../check.ts';
import {
  bodyOfSection,
  partKindOf,
  placeIn,
  placeOfText,
  proseOf,
  reportSlips,
  type Slip,
  type Text,
} from './document-support.ts';

const opening =
  /^(?:[\p{Script=Han}（）]{0,24}?)?(20\d\d)年度?(?:本年|全年|本部门|本单位|我单位|我局|财政拨款|一般公共预算|安排|的)*?[\p{Script=Han}“”、]{0,12}?(收、?支总计|收入总计|支出总计|收支总计|收入合计|支出合计|财政拨款支出|财政拨款基本支出|“三公”经费|机关运行经费|政府采购支出|会议费)/u;
const topics =
  /^(?:overview|income|expenditure|fiscal-overview|general-overall|general-structure|general-detail|basic|three-public|running-cost|general-expenses|procurement|assets)$/;

export const sentencesNameTheYear: Check = {
  meta: {
    id: 'sentences-name-the-year',
    family: 'year',
    severity: 'error',
    certainty: 'strong',
    name: '年度写对',
    help: '决算说明的标题和句子写的是本决算年度。',
  },
  run(document, report) {
    const slips: Slip[] = [];
    let looked = 0;
    for (const text of proseOf(document)) {
      const part = document.parts[text.part];
      if (part === undefined || part.year === null || partKindOf(document, text) !== 'final-accounts') continue;
      const found =
        text.role === 'heading' ? inHeading(text) : topics.test(text.section?.topic ?? '') ? inSentence(text) : null;
      if (found === null) continue;
      looked += 1;
      const { year: named, start, end } = found;
      if (named === part.year || named > part.year + 1) continue;
      // A section that speaks of both years compares them.
      if (
        text.role === 'body' &&
        text.section !== null &&
        bodyOfSection(document, text.section).some((other) => other.text.includes(`${part.year}年`))
      )
        continue;
      slips.push({
        key: `${named} ${text.text.slice(start, end)}`,
        place: text.role === 'heading' ? placeOfText(text) : placeIn(text, start, end),
        judgement: {
          ...(text.role === 'heading' ? { severity: 'presentation' } : {}),
          stated: String(named),
          expected: String(part.year),
          message: `这是${part.year}年度的决算，${text.role === 'heading' ? '标题' : '句子'}却写“${text.text.slice(start, end)}”；应是沿用其他年度文本时没有改年份。`,
        },
      });
    }
    if (looked === 0) report.notApplicable('没有写明年度的句子');
    reportSlips(report, looked, slips);
  },
};

interface Named {
  readonly year: number;
  readonly start: number;
  readonly end: number;
}

function inSentence(text: Text): Named | null {
  const asOf =
    text.section?.topic === 'assets' ? /^截[至止](20\d\d)年(?:12月31日|年?末|年?底|度?末)/.exec(text.text) : null;
  const match = asOf ?? opening.exec(text.text.slice(0, 80));
  if (match === null || /与|较|比|上年/.test(match[0].replace(/占比/g, ''))) return null;
  const at = text.text.indexOf(match[1] ?? '');
  return { year: Number(match[1]), start: at, end: match.index + match[0].length };
}

function inHeading(text: Text): Named | null {
  const match = /(20\d\d)年度?[\p{Script=Han}（）]{0,12}(?:决算|预算绩效|绩效)/u.exec(text.text);
  return match === null ? null : { year: Number(match[1]), start: match.index, end: match.index + match[0].length };
}
