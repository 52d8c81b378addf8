/**
 * A word is not written twice in a row. Many doubled characters are right (医疗保障保障水平, 得到到位), so only words are
 * looked for that never follow themselves.
 */
import { type Check } from '../check.ts';
import { matchesOf } from '../matches.ts';
import { placeIn, reportSlips } from './document-support.ts';
import { textsWithWords, wordList } from './word-lists.ts';

const words =
  '包括 开展 进行 加强 主要 其中 以及 用于 由于 因为 为了 根据 按照 通过 对于 关于 同时 进一步 我们 已经 提高 落实 完成 严格 全面 认真 推进 推动 建立 确保 实现 截至 截止 支付 增加 减少 下降 增长 原因 万元 负责'.split(
    ' ',
  );
const doubledWords = new RegExp(
  `(${words.join('|')})\\1|到到(?![位账期场达家货岗村])|(?<![目])的的(?![确士])|%%|和和(?![谐平睦解])|及及(?!时)`,
  'g',
);
/** Where a word is doubled its last character stands before its first, which is rarer than the word. */
const anyDoubled = wordList(
  [...words.map((word) => `${word.charAt(word.length - 1)}${word.charAt(0)}`), '到到', '的的', '%%', '和和', '及及'],
  doubledWords,
  2,
);

export const wordsNotDoubled: Check = {
  meta: {
    id: 'words-not-doubled',
    family: 'typo',
    severity: 'presentation',
    certainty: 'proven',
    name: '字词不重复',
    help: '同一个词不连写两遍。',
  },
  run(document, report) {
    const texts = textsWithWords(document, anyDoubled).filter((text) => text.role !== 'contents');
    const slips = texts.flatMap((text) =>
      matchesOf(text.text, doubledWords).map((match) => {
        const once = match[0].slice(0, match[0].length / 2);
        return {
          key: match[0],
          place: placeIn(text, match.index, match.index + match[0].length),
          judgement: {
            stated: match[0],
            expected: once,
            message: `“${match[0]}”重复，应为“${once}”；常见于把内容填进模板时没有删去模板的原词。`,
          },
        };
      }),
    );
    reportSlips(report, 1, slips);
  },
};
