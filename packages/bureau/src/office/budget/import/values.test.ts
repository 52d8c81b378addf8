import { expect, test } from 'vitest';
import { codeAndName, knownWords, readAmount, readDate, readWord } from './values.ts';

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
  ['1234.5', '元', 123_450],
  ['1,234.50', '元', 123_450],
  ['１，２３４．５０', '元', 123_450],
  ['(1,234.50)', '元', -123_450],
  ['-0.05', '元', -5],
  ['−3', '元', -300],
  ['￥3元', '元', 300],
  ['.5', '元', 50],
  ['12.3456', '万元', 12_345_600],
  ['0.000001', '万元', 1],
  ['0.0000001', '万元', '不足一分'],
  ['1.234', '元', '不足一分'],
  ['1.2E+05', '元', '科学计数'],
  ['约三百', '元', '不是数字'],
  ['', '元', '不是数字'],
  ['99999999999999999', '元', '过大'],
] as const)('%s %s is %s', (cell, unit, expected) => {
  const read = readAmount(cell, unit);
  if (typeof expected === 'number') expect(read).toEqual({ fen: expected });
  else expect('problem' in read && read.problem).toContain(expected);
});

test.each([
  ['2024/3/5', '2024-03-05'],
  ['2024-03-05', '2024-03-05'],
  ['2024.3.5', '2024-03-05'],
  ['2024年3月5日', '2024-03-05'],
  ['20240305', '2024-03-05'],
  ['45356', '2024-03-05'],
  ['45356.75', '2024-03-05'],
  ['2024-03-05 10:11:12', '2024-03-05'],
  ['2024-03-05T10:11:12.000', '2024-03-05'],
  ['2024-02-30', null],
  ['20241305', null],
  ['3/5/2024', null],
  ['2024-03', null],
  ['', null],
])('%s is the date %s', (cell, date) => {
  expect(readDate(cell)).toBe(date);
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
