/**
 * Punctuation stands once and at the end of something: joined templates leave 。。, ，。 or a line that is nothing but a mark.
 */
import { type Check } from '../check.ts';
import { matchesOf } from '../matches.ts';
import { bodyOf, placeIn, placeOfText, reportSlips, type Slip, type Text, textsWith } from './document-support.ts';

const doubled = /([。，、；：])\1+|。[，；、：]|[，、；：]。|[，；]、|、[，；]|，；|；，/g;
/** 困.难: a stray dot inside a word; after a numeral it is a heading's. */
const strayDot = /(?<=[^\d\W_一二三四五六七八九十]|(?![一二三四五六七八九十])\p{Script=Han})[.．](?=\p{Script=Han})/gu;

/** Marks with which no paragraph begins. */
const leading = new Set(['。', '，', '、', '；', '：']);

export const punctuationSingle: Check = {
  meta: {
    id: 'punctuation-single',
    family: 'typo',
    severity: 'presentation',
    certainty: 'proven',
    name: '标点不重复、不孤立',
    help: '标点符号不连用、不单独成行，也不夹在词语中间。',
  },
  run(document, report) {
    const doubledIn = textsWith(document, doubled).filter((text) => text.role !== 'contents');
    const beginning = bodyOf(document).filter((text) => leading.has(text.text.charAt(0)));
    const dotted = textsWith(document, strayDot).filter((text) => text.role === 'body' || text.role === 'head');
    reportSlips(report, 1, [
      ...doubledIn.flatMap(doubledMarks),
      ...beginning.flatMap(loneMarks),
      ...dotted.flatMap(strayDots),
    ]);
  },
};

function doubledMarks(text: Text): readonly Slip[] {
  return matchesOf(text.text, doubled).map((match) => {
    const start = Math.max(0, match.index - 4);
    return {
      key: `doubled ${match[0]}`,
      place: placeIn(text, start, match.index + match[0].length),
      judgement: {
        stated: match[0],
        expected: match[0].charAt(0),
        message: `标点“${match[0]}”连用，应只留一个；常见于模板拼接后没有校对。`,
      },
    };
  });
}

function loneMarks(text: Text): readonly Slip[] {
  if (/^[。，、；：]+$/.test(text.text)) {
    return [
      {
        key: `alone ${text.text}`,
        place: placeOfText(text),
        judgement: { stated: text.text, message: `“${text.text}”单独成行，前后文被拆开或残留了模板的标点。` },
      },
    ];
  }
  if (!/^[。，、；]/.test(text.text)) return [];
  return [
    {
      key: `leading ${text.text.slice(0, 8)}`,
      place: placeOfText(text, 12),
      judgement: {
        stated: text.text.charAt(0),
        message: `段落以标点“${text.text.charAt(0)}”开头，前后文被拆开或残留了模板的标点。`,
      },
    },
  ];
}

function strayDots(text: Text): readonly Slip[] {
  return matchesOf(text.text, strayDot)
    .filter((match) => !/(?:^|[。；：，、（])[^。；：，、（]{0,2}$/.test(text.text.slice(0, match.index)))
    .map((match) => ({
      key: `dot ${text.text.slice(match.index - 2, match.index + 3)}`,
      place: placeIn(text, Math.max(0, match.index - 3), match.index + 3),
      judgement: {
        stated: text.text.slice(Math.max(0, match.index - 2), match.index + 3),
        expected:
          text.text.slice(Math.max(0, match.index - 2), match.index) +
          text.text.slice(match.index + 1, match.index + 3),
        message: '词语中间夹着一个点号，应删去。',
      },
    }));
}
