import { expect, test } from 'vitest';
import { coordinatesInWords, dimensionList } from './dimensions.ts';

test('every dimension and every listed value of it has a Chinese name', () => {
  const words = dimensionList.flatMap(({ name, values }) => [name, ...(values ?? []).map((value) => value.name)]);
  expect(words.filter((word) => !/\p{Script=Han}/u.test(word))).toEqual([]);
});

test.each([
  [{}, '合计'],
  [{ visit: 'inpatient', scheme: ['employee', 'resident'] }, '职工、城乡居民，住院'],
  [{ item: '2101501' }, '2101501 行政运行'],
  [{ economic: '30217' }, '30217 公务接待费'],
  [{ batch: '3' }, '第3批'],
  [{ project: 'no-such-topic' }, 'no-such-topic'],
])('%j is %s', (at, words) => {
  expect(coordinatesInWords(at)).toBe(words);
});
