/** A paragraph of running text ends with a stop, not with a comma or in the middle of a sentence. */
import { type Check } from '../check.ts';
import { bodyOf, placeIn, reportSlips, type Slip, type Text } from './document-support.ts';

const topicsWithSentences = /^(?:glossary|organisation|duties)$/;

export const sentencesEnded: Check = {
  meta: {
    id: 'sentences-ended',
    family: 'typo',
    severity: 'presentation',
    certainty: 'strong',
    name: '句子写完',
    help: '正文段落以句号、分号或冒号结束，不停在逗号或半句话上。',
  },
  run(document, report) {
    const texts = bodyOf(document).filter(
      (text) => text.text.length >= 12 && !topicsWithSentences.test(text.section?.topic ?? ''),
    );
    reportSlips(
      report,
      texts.length,
      texts.flatMap((text, index): readonly Slip[] => (stops(text, texts[index + 1]) ? [] : [slipOf(text)])),
    );
  },
};

function stops(text: Text, next: Text | undefined): boolean {
  const last = text.text.charAt(text.text.length - 1);
  if (last === '，' || last === '、') {
    // A list that goes on in the next line is one sentence.
    return (
      next !== undefined &&
      next.section === text.section &&
      next.line - text.endLine === 1 &&
      !/^(?:其中|[\d一二三四五六七八九十（])/.test(next.text)
    );
  }
  if (!/[\p{Script=Han}\d%]/u.test(last)) return true;
  // Without a stop only a long text of several clauses is surely a sentence; names, dates and titles are not.
  return !(text.text.length >= 45 && /[。；]/.test(text.text) && /\p{Script=Han}/u.test(last));
}

function slipOf(text: Text): Slip {
  const start = Math.max(0, text.text.length - 14);
  const tail = text.text.slice(start);
  return {
    key: `end ${tail}`,
    place: placeIn(text, start, text.text.length),
    judgement: { stated: tail, message: `这一段停在“${tail}”，没有写完或缺少句末标点。` },
  };
}
