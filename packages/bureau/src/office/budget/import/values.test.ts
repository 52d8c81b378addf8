import { expect, test } from 'vitest';
import { codeAndName, knownWords, readWord } from './values.ts';

test.each([
  ['2101501', '2101501', ''],
  ['2101501-行政运行', '2101501', '行政运行'],
  ['[2101501]行政运行', '2101501', '行政运行'],
  ['（2101501）行政运行', '2101501', '行政运行'],
  ['2101501 行政运行', '2101501', '行政运行'],
  ['2101501行政运行', '2101501', '行政运行'],
  ['２１０１５０１—行政运行', '2101501', '行政运行'],
  ['行政运行(2101501)', '2101501', '行政运行'],
  ['43072524Y000003-基金监管', '43072524Y000003', '基金监管'],
  ['T101', 'T101', ''],
  ['T301-系统运维', 'T301', '系统运维'],
  ['T3-01 系统运维', 'T3-01', '系统运维'],
  ['行政运行', null, null],
  ['', null, null],
])('%j is %j and %j', (cell, code, name) => {
  expect(codeAndName(cell)).toEqual(code === null ? null : { code, name });
});

test.each([
  ['documentKind', '年初预算', 'start'],
  ['documentKind', '01-年初预算', 'start'],
  ['documentKind', '追 减', 'reduction'],
  ['documentKind', '别的', null],
  ['source', '111一般公共预算资金', 'general-public-budget'],
  ['level', '[1]中央', 'central'],
  ['flag', 'Y', 'yes'],
  ['flag', '0', 'no'],
  ['paymentKind', '财政直接支付', 'direct'],
  ['projectKind', '运转类（公用经费）', 'public-running'],
] as const)('%s: %s is %s', (vocabulary, cell, meaning) => {
  expect(readWord(vocabulary, cell)).toBe(meaning);
});

test('what can be written is said', () => {
  expect(knownWords('paymentKind')).toBe('直接支付、授权支付');
});
