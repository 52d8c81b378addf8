/**
 * A reason says why; it does not say the figures again. “支出减少的主要原因是支出减少”, “年初预算1076万元…，决算支出1.09万元”, “故与上年相比
 * 减少1884.42万元” explain nothing.
 */
import { type Check } from '../check.ts';
import { matchesOf } from '../matches.ts';
import { type Explained, explainedIn } from './change-sentences.ts';
import { bodyOf, placeIn, reportSlips, type Slip, type Text } from './document-support.ts';

const emptyReason =
  /^(?:是|因为|由于|：|，)*(?:本年度?|本单位|本部门|当年|上年度?|年初|年中|相关|各项|有关|财政|业务|项目|部分|一般公共预算|拨款|经费|收入|支出|费用|预算|决算|资金|开支|数|的|收支|基本|日常|公用|人员)*(?:有所|相应|比上年|较上年)*(?:减少|增加|增长|下降|降低|增多|变动|变化|调整)(?:所致|导致|引起|较多|较大|较少)?[。；，]?$/;
/** A conclusion that repeats the change after the reasons. */
const conclusion =
  /(?:故|因此|所以|综上)(?:与上年相比|比上年|较上年)?[^。]{0,40}?(?:增加|减少|增长|下降)[\d,.]+(?:万元|元|%)/;

export const reasonsNotCircular: Check = {
  meta: {
    id: 'reasons-not-circular',
    family: 'expl',
    severity: 'presentation',
    certainty: 'strong',
    name: '原因不是数字的复述',
    help: '增减变动的原因应说明事由，不重复数字或只说“支出减少”。',
  },
  run(document, report) {
    const explained = explainedIn(document);
    const slips = explained.flatMap((one): readonly Slip[] => [...empty(one), ...repeatsFigures(one)]);
    const conclusions = bodyOf(document).flatMap(repeatedConclusion);
    if (explained.length === 0) report.notApplicable('没有说明增减原因的句子');
    reportSlips(report, explained.length, [...slips, ...conclusions]);
  },
};

function empty(one: Explained): readonly Slip[] {
  const reason = one.reason.replace(/[。；，]+$/, '');
  if (reason === '' || reason.length > 24 || !emptyReason.test(reason)) return [];
  const start = one.reasonStart;
  return [
    {
      key: `empty ${reason}`,
      place: placeIn(one.text, Math.max(one.start, start - 12), start + reason.length),
      judgement: { stated: reason, message: `原因只写了“${reason}”，是把增减再说一遍，没有说明为什么。` },
    },
  ];
}

/** The reason's amounts are the budget and the final figure that were stated before. */
function repeatsFigures(one: Explained): readonly Slip[] {
  const reason = one.reason.slice(0, 80);
  if (!/预算/.test(reason) || !/决算|支出/.test(reason)) return [];
  const amounts = matchesOf(reason, /[\d,]+(?:\.\d+)?(?=万元|元)/g).map((match) => match[0].replaceAll(',', ''));
  const stated = new Set(
    matchesOf(one.text.text.slice(0, one.reasonStart), /[\d,]+(?:\.\d+)?(?=万元|元)/g).map((match) =>
      match[0].replaceAll(',', ''),
    ),
  );
  if (amounts.length < 2 || !amounts.every((amount) => stated.has(amount))) return [];
  return [
    {
      key: `figures ${reason.slice(0, 30)}`,
      place: placeIn(one.text, one.reasonStart, one.reasonStart + Math.min(reason.length, 40)),
      judgement: {
        stated: reason,
        message: '原因里的金额就是前面已经写过的预算数和决算数，只是重复，没有说明为什么相差这么多。',
      },
    },
  ];
}

function repeatedConclusion(text: Text): readonly Slip[] {
  const match = conclusion.exec(text.text);
  if (match === null || !/原因/.test(text.text.slice(0, match.index))) return [];
  const figure = /[\d,.]+(?=万元|元)/.exec(match[0])?.[0].replaceAll(',', '');
  if (figure === undefined || !text.text.slice(0, match.index).replaceAll(',', '').includes(figure)) return [];
  return [
    {
      key: 'conclusion',
      place: placeIn(text, match.index, match.index + match[0].length),
      judgement: { stated: match[0], message: `“${match[0]}”把前面的增减又写了一遍，不是原因，应删去。` },
    },
  ];
}
