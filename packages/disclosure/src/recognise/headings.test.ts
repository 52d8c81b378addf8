import { expect, test } from 'vitest';
import { golden, readPlain } from '../../test/golden.ts';
import { headingOf, topicOf } from './headings.ts';

test.for([
  ['第三部分 2024年度部门决算情况说明', 1, '三', '2024年度部门决算情况说明'],
  ['一、收入支出决算总体情况说明', 2, '一', '收入支出决算总体情况说明'],
  ['（二）一般公共预算财政拨款支出决算结构情况', 3, '二', '一般公共预算财政拨款支出决算结构情况'],
  ['(二) 支出决算结构情况', 3, '二', '支出决算结构情况'],
  ['4、 财政拨款收入支出决算总体情况说明', 4, '4', '财政拨款收入支出决算总体情况说明'],
  ['1. 因公出国（境）费支出情况说明', 4, '1', '因公出国（境）费支出情况说明'],
  ['（1）绩效管理评价工作开展情况', 5, '1', '绩效管理评价工作开展情况'],
  ['**五、机关运行经费**', 2, '五', '机关运行经费'],
  ['- 1、基本情况', 4, '1', '基本情况'],
] as const)('%s is a heading of level %i', ([text, level, number, title]) => {
  expect(headingOf(text)).toEqual({ level, number, title });
});

test.for([
  '2024年度收入合计1192万元。',
  '1.公务接待费支出决算为2.5万元，主要用于来访。',
  '一、根据上级文件；二、根据本级安排。',
  '（一）人员经费430万元，主要包括基本工资',
  '12.5万元',
  '2024.12.31',
  '青禾县医疗保障局',
  '',
])('%j is running text', (text) => {
  expect(headingOf(text)).toBeNull();
});

test.for([
  ['收入支出决算总体情况说明', 2, 'overview', 'all'],
  ['财政拨款收入支出决算总体情况说明', 2, 'fiscal-overview', 'fiscal'],
  ['收入决算情况说明', 2, 'income', 'all'],
  ['支出决算情况说明', 2, 'expenditure', 'all'],
  ['一般公共预算财政拨款支出决算情况说明', 2, 'general', 'general'],
  ['一般公共预算财政拨款支出决算具体情况', 3, 'general-detail', 'general'],
  ['一般公共预算财政拨款基本支出决算情况说明', 2, 'basic', 'general'],
  ['财政拨款“三公”经费支出决算情况说明', 2, 'three-public', 'fiscal'],
  ['政府性基金预算财政拨款支出决算情况说明', 2, 'government-fund', 'government-fund'],
  ['机关运行经费支出情况', 3, 'running-cost', 'general'],
  ['名词解释', 1, 'glossary', 'none'],
] as const)('%s is about %s', ([title, level, topic, scope]) => {
  expect(topicOf(title, level)).toEqual({ topic, scope });
});

test('a title that says nothing has no topic', () => {
  expect(topicOf('其他需要说明的事项', 2)).toBeNull();
});

test('a section inherits topic and money from the one above', () => {
  const { sections } = readPlain(golden().text);
  expect(sections.map((section) => [section.path.length, section.topic, section.scope])).toEqual([
    [0, null, 'none'],
    [1, 'narrative', 'none'],
    [2, 'overview', 'all'],
    [2, 'income', 'all'],
    [2, 'expenditure', 'all'],
    [2, 'fiscal-overview', 'fiscal'],
    [2, 'general', 'general'],
    [3, 'general-overall', 'general'],
    [3, 'general-structure', 'general'],
    [2, 'basic', 'general'],
    [2, 'three-public', 'fiscal'],
    [2, 'running-cost', 'general'],
  ]);
});
