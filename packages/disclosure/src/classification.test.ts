import { expect, test } from 'vitest';
import {
  economicCodes,
  economicName,
  functionalClass,
  functionalCodes,
  functionalName,
  normaliseName,
} from './classification.ts';

test.for([
  ['社会保障和就业（类）支出', '社会保障和就业'],
  ['因公出国(境)费用', '因公出国境费'],
  ['商品和 服务支出', '商品和服务'],
  ['“三公”经费', '三公经费'],
] as const)('%s is compared as %s', ([name, plain]) => {
  expect(normaliseName(name)).toBe(plain);
});

test.for([
  ['社会保障和就业支出', '208'],
  ['社会保障和就业', '208'],
  ['卫生健康支出', '210'],
  ['住房保障支出', '221'],
  ['医疗保障管理事务', null],
  ['没有这一类', null],
] as const)('%s is the class %s', ([name, code]) => {
  expect(functionalClass(name)).toBe(code);
});

test('a name that many 款 share has many codes', () => {
  expect(functionalCodes('行政运行')).toContain('2101501');
  expect(functionalCodes('行政运行').length).toBeGreaterThan(1);
});

test.for([
  ['基本工资', ['30101']],
  ['工资福利支出', ['301']],
  ['公务接待费', ['30217']],
  ['因公出国（境）费', ['30212']],
  ['没有这一项', []],
] as const)('%s is the economic item %j', ([name, codes]) => {
  expect(economicCodes(name)).toEqual(codes);
});

test('codes have names, unknown ones none', () => {
  expect([functionalName('2101501'), economicName('30226'), functionalName('9999999'), economicName('999')]).toEqual([
    '行政运行',
    '劳务费',
    null,
    null,
  ]);
});
