/** What one pass over the document finds is what each list's own pattern finds in each text. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPlain } from '../../test/golden.ts';
import { textsOf, textsWith } from './document-support.ts';
import { textsWithWords, wordList } from './word-lists.ts';

const plain = wordList(['拔付', '报削', '拔款'], /拔付(?=资金)|报削|拔款/);
const doubled = wordList(['括包', '步进'], /(包括|进一步)\1/, 2);
const pieces = ['拔付', '资金', '报削', '拔', '款', '包括', '进一步', '一', '合计', '，', '。\n', '\n'];

test('the texts with a word of the list are those in which its pattern matches', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 40 }), (words) => {
      const document = readPlain(words.join(''));
      const lines = (texts: ReturnType<typeof textsOf>) => texts.map((text) => text.line);
      for (const [list, pattern] of [
        [plain, /拔付(?=资金)|报削|拔款/],
        [doubled, /(包括|进一步)\1/],
      ] as const) {
        const found = textsWithWords(document, list);
        expect(lines(found)).toEqual(lines(textsOf(document).filter((text) => pattern.test(text.text))));
        expect(lines(found)).toEqual(lines(textsWith(document, new RegExp(pattern, 'g'))));
      }
    }),
  );
});
