/**
 * Head counts: 实有人员 8 人，其中行政 0 人、事业 0 人 cannot be. The parts of a count add up to it where they are the kinds of one
 * division (行政, 参公, 事业, 工勤 …), and never exceed it. More persons than posts needs a reason outside the text.
 */
import { type Certainty, type Severity } from '@mingzhang/kernel';
import { type Check } from '../check.ts';
import { matchesOf } from '../matches.ts';
import { placeIn, reportSlips, type Slip, type Text, textsWith } from './document-support.ts';

const whole =
  /(人员编制|核定编制|编制人数|编制数|编制|实有人员|实有人数|实有在职人员|实有在编人员|实有|在职人员|在职人数|在职职工|在编人员|在编在岗人员|离退休人员|退休人员)(?:总数|合计|共计|共有|共|数|为|有|工作人员|人数)*(\d{1,5})(?:人|名)?(?:，?(?:其中|包括)：?|（(?:其中：?)?)((?:[^，。；、]{1,14}?\d{1,5}(?:人|名)[，、]?(?:和)?)+)/g;
const piece = /([^，。；、\d]{1,14}?)(\d{1,5})(?:人|名)/g;
/** Kinds that together are all there are. */
const kinds: readonly RegExp[] = [/行政|公务员|机关/, /事业/];
const postsAndPersons =
  /(?:人员编制|核定编制|编制人数|编制数|编制)(?:总数|合计|共计|共|数|为)*(\d{1,4})(?:人|名|个)[^。]{0,60}?(?:实有|在职|在编|在岗)(?:工作)?(?:人员|人数|在职人员|职工|在编人员)?(?:共|共有|为|合计)?(\d{1,4})(?:人|名)/g;
const reasonGiven = /多于编制，(?:主要)?原因是[^_。]{4,}/g;

export const staffAddsUp: Check = {
  meta: {
    id: 'staff-adds-up',
    family: 'staff',
    severity: 'error',
    certainty: 'proven',
    name: '人数分项合计一致',
    help: '编制、实有、离退休人数等于其分项之和，实有不超过编制。',
  },
  run(document, report) {
    let looked = 0;
    const slips: Slip[] = [];
    for (const text of textsWith(document, whole)) {
      if (text.role !== 'body') continue;
      for (const match of matchesOf(text.text, whole)) {
        looked += 1;
        const slip = sumSlip(text, match);
        if (slip !== null) slips.push(slip);
      }
    }
    // 「实有人数多于编制，原因是军队转业干部安置」 is said once, and holds for a report that gives the numbers again.
    const explained = textsWith(document, reasonGiven).some(({ role }) => role === 'body');
    for (const text of textsWith(document, postsAndPersons)) {
      if (text.role !== 'body') continue;
      for (const match of matchesOf(text.text, postsAndPersons)) {
        looked += 1;
        const posts = Number(match[1]);
        const persons = Number(match[2]);
        if (posts === 0 || persons <= posts) continue;
        if (explained) continue;
        slips.push({
          key: `posts ${posts} ${persons}`,
          place: placeIn(text, match.index, match.index + match[0].length),
          judgement: {
            ...over,
            stated: `${persons}人`,
            expected: `不超过${posts}人`,
            difference: `${persons - posts}人`,
            message: `编制${posts}人，实有${persons}人，多出${persons - posts}人，没有说明原因（如编外人员、军转安置）。`,
          },
        });
      }
    }
    if (looked === 0) report.notApplicable('没有写明人数的句子');
    reportSlips(report, looked, slips);
  },
};

const over: { readonly severity: Severity; readonly certainty: Certainty } = {
  severity: 'presentation',
  certainty: 'possible',
};

function sumSlip(text: Text, match: RegExpExecArray): Slip | null {
  const total = Number(match[2]);
  const parts = matchesOf(match[3] ?? '', piece).map((one) => ({
    name: (one[1] ?? '').replace(/^[和及]/, ''),
    count: Number(one[2]),
  }));
  const sum = parts.reduce((all, one) => all + one.count, 0);
  const exhaustive = kinds.every((kind) => parts.some((one) => kind.test(one.name)));
  if (sum === total || (sum < total && !exhaustive) || parts.length === 0) return null;
  // A part can be divided again behind it (其中党员…): only the kinds themselves are certain to be apart.
  if (sum > total && !exhaustive && parts.length > 1) return null;
  const start = match.index;
  return {
    key: `sum ${match[1] ?? ''} ${total} ${sum}`,
    place: placeIn(text, start, start + match[0].length),
    judgement: {
      stated: `${total}人`,
      expected: `${sum}人`,
      difference: `${total - sum}人`,
      message: `${match[1] ?? ''}${total}人，分项${parts.map((one) => `${one.name}${one.count}人`).join('、')}合计${sum}人，相差${total > sum ? total - sum : sum - total}人。`,
    },
  };
}
