import { expect, test } from 'vitest';
import { dimensionsInWords, termInWords } from './words.ts';

test.each`
  term                                                                                                              | words
  ${{ sign: 1, selector: { measure: 'income' } }}                                                                   | ${'＋ 本年收入，全部'}
  ${{ sign: -1, selector: { measure: 'expenditure', functionCode: '2101501', kinds: ['basic'] } }}                  | ${'－ 本年支出：功能分类2101501行政运行；基本支出'}
  ${{ sign: 1, selector: { measure: 'expenditure', economyCodes: ['30217'], funds: ['general'] } }}                 | ${'＋ 本年支出：经济分类30217公务接待费；一般公共预算财政拨款'}
  ${{ sign: 1, selector: { measure: 'opening', funds: ['general', 'government-fund', 'state-capital', 'other'] } }} | ${'＋ 年初结转和结余，全部'}
  ${{ sign: 1, selector: { measure: 'cost-budget', part: 'reception' } }}                                           | ${'＋ 全年预算：公务接待费'}
  ${{ sign: 1, selector: { measure: 'statistic', key: 'vehicles-emergency' } }}                                     | ${'＋ 台账：车辆数，应急保障用车'}
`('$words', ({ term, words }) => {
  expect(termInWords(term)).toBe(words);
});

test('the dimensions of a leg by their names', () => {
  const dimensions = {
    functionCode: '2101501',
    economyCode: '30201',
    spending: 'basic',
    source: 'general-public-budget',
  };
  expect(dimensionsInWords(dimensions as never)).toBe('2101501行政运行，30201办公费，基本支出，一般公共预算');
  expect(dimensionsInWords({})).toBe('');
});
