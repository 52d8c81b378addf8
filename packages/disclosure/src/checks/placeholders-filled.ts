/** Placeholders are filled in: XX, ××, ____, 某某, 〔〕号, 　年　月　日, 实施单位： with nothing behind it. */
import { type Check } from '../check.ts';
import { matchesOf } from '../matches.ts';
import { placeIn, placeOfText, reportSlips, type Slip, type Text, textsWith } from './document-support.ts';

const inside: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /(?<![A-Za-z])[XxΧ]{2,}(?![A-Za-z])/g, what: 'XX' },
  { pattern: /[×╳✕]{2,}/g, what: '××' },
  { pattern: /_{2,}|＿{2,}/g, what: '下划线' },
  // 余某某 hides a name and is right; 某某局 was not filled in.
  { pattern: /某某(?=县|市|区|局|单位|部门|项目|公司|中心|镇|乡|村|医院|年|月|万元|情况|同志)/g, what: '某某' },
  { pattern: /(?:〔|\[|【)(?:〕|\]|】)(?:第?)号|(?:发|字|函|财|办|社)〔20\d\d〕号/g, what: '空着的文号' },
  { pattern: /(?<![\d生])年月日|(?:^|[^\d])20\d\d年月日|20\d\d年\d{1,2}月日/g, what: '空着的日期' },
];
const blankLabel =
  /^(?:填报单位|实施单位|编制单位|报送单位|评价单位|评价机构|项目单位|主管部门|项目名称|单位名称|部门名称|单位负责人|填报日期|报送日期|公开日期|报告日期|联系人|联系电话|填表人)(?:（[^）\n]*）)?：(?:（[^）\n]*）)?$/gm;

export const placeholdersFilled: Check = {
  meta: {
    id: 'placeholders-filled',
    family: 'tmpl',
    severity: 'presentation',
    certainty: 'proven',
    name: '占位符已填写',
    help: '公开文本中不留“XX”“××”“____”“年 月 日”等占位符和空着的落款。',
  },
  run(document, report) {
    const inForms = (line: number): boolean => document.forms.some((form) => line >= form.line && line <= form.endLine);
    const inTables = (line: number): boolean =>
      document.tables.some((table) => line >= table.place.line && line <= (table.place.endLine ?? table.place.line));
    const marked = textsWith(document, anyMark).filter((text) => text.role !== 'contents');
    const blank = textsWith(document, blankLabel).filter(
      (text) => text.role !== 'contents' && text.role !== 'cell' && !inForms(text.line) && !inTables(text.line),
    );
    reportSlips(report, 1, [
      ...marked.flatMap(marksIn),
      ...blank.map((text) => ({
        key: `label ${text.text}`,
        place: placeOfText(text),
        judgement: { stated: '（空白）', message: `“${text.text}”后面没有填写。` },
      })),
    ]);
  },
};

const anyMark = /[XxΧ×╳✕_＿某]{2}|[〔[【]|月日/g;

function marksIn(text: Text): readonly Slip[] {
  return inside.flatMap(({ pattern, what }) =>
    matchesOf(text.text, pattern)
      .slice(0, 1)
      .map((match): Slip => {
        const start = Math.max(0, match.index - 6);
        const end = Math.min(text.text.length, match.index + match[0].length + 4);
        const around = text.text.slice(start, end);
        return {
          key: `${what} ${around}`,
          place: placeIn(text, start, end),
          judgement: { stated: match[0], message: `“${around}”中的占位符（${what}）没有填写。` },
        };
      }),
  );
}
