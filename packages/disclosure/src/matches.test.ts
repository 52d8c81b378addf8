import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesOf } from './matches.ts';

test('the matches are those of matchAll, empty ones and characters of two units included', () => {
  const patterns = [/a+/g, /a*/g, /a*/gu, /(?<=a)b|𠮷/gu, /(?:)/g, /^.|.$/g];
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'b', '𠮷', '。'), { maxLength: 12 }),
      fc.constantFrom(...patterns),
      (pieces, pattern) => {
        const text = pieces.join('');
        const plain = (matches: Iterable<RegExpExecArray>) => Array.from(matches, (match) => [match.index, ...match]);
        expect(plain(matchesOf(text, pattern))).toEqual(plain(text.matchAll(new RegExp(pattern))));
      },
    ),
  );
});
