import { expect, test } from 'vitest';
import numbering from '../data/templates.json' with { type: 'json' };
import { type TableId } from '../model.ts';
import { type StatementFacts, statements } from './index.ts';
import { type StatementTemplateFile, statementTemplate, statementTemplateIds, templateProblems } from './template.ts';

const facts: StatementFacts = {
  year: 2026,
  department: '云泽县医疗保障局',
  opening: [],
  income: [{ functionCode: '2101501', source: 'general', amount: 123_456_789 }],
  expenditure: [
    {
      functionCode: '2101501',
      economyCode: '30217',
      fund: 'general',
      kind: 'basic',
      nature: 'administrative',
      amount: 123_456_789,
    },
  ],
  useOfSurplus: 0,
  surplusAllocation: 0,
  costBudget: { reception: 200_000_000 },
  statistics: {},
};

test('there is a layout for every set of tables that the audit knows, with the same numbers', () => {
  expect([...statementTemplateIds].sort()).toEqual(numbering.map(({ id }) => id).sort());
  for (const { id, numbering: numbers } of numbering) {
    const template = statementTemplate(id);
    expect(template === null ? null : templateProblems(template)).toEqual([]);
    const known: Readonly<Record<string, number | undefined>> = numbers;
    expect(template?.order.map((table, index) => [table, index + 1])).toEqual(
      template?.order.map((table) => [table, known[table]]),
    );
    expect(template?.order.length).toBe(Object.keys(numbers).length);
  }
  expect(statementTemplate('atlantis-2024')).toBeNull();
});

/** An invented province: amounts in yuan, codes in three columns, four tables in an order of its own. */
const invented: StatementTemplateFile = {
  id: 'yunze-2026',
  extends: 'national',
  number: '附表{n}',
  unit: '元',
  unitLabel: '单位：',
  order: ['three-public', 'general-public-expenditure', 'basic-expenditure-detail', 'income-expenditure-summary'],
  tables: {
    'general-public-expenditure': {
      title: '财政拨款支出决算表',
      codeColumns: 3,
      header: ['项目|←|←|←|本年支出|←|←', '类|款|项|科目名称|合计|基本支出|项目支出'],
      zeros: ['project'],
    },
    'three-public': {
      title: '“三公”经费情况表',
      arrangement: 'row-each',
      header: ['项目|合计|公务接待费'],
      columns: ['total', 'reception'],
    },
    'income-expenditure-summary': {
      classes: '',
      ordinal: 'arabic',
      lineNumbers: false,
      header: ['收入|←|支出|←', '项目|金额|项目|金额'],
    },
  },
};

test('a new province is a data file', () => {
  const template = statementTemplate('yunze-2026', [invented]);
  if (template === null) throw new Error('no template');
  expect(templateProblems(template)).toEqual([]);
  const tables = statements(facts, template);
  expect(tables.map(({ printedNumber, title, unit }) => `${printedNumber} ${title} ${unit}`)).toEqual([
    '附表1 “三公”经费情况表 元',
    '附表2 财政拨款支出决算表 元',
    '附表3 一般公共预算财政拨款基本支出决算明细表 元',
    '附表4 收入支出决算总表 元',
  ]);
  const lines = (id: TableId) =>
    tables.find((table) => table.id === id)?.grid.map(({ cells }) => cells.map(({ text }) => text).join('|'));
  expect(lines('three-public')).toEqual([
    '项目|合计|公务接待费',
    '预算数|2000000.00|2000000.00',
    '决算数|1234567.89|1234567.89',
  ]);
  expect(lines('general-public-expenditure')).toEqual([
    '项目||||本年支出||',
    '类|款|项|科目名称|合计|基本支出|项目支出',
    '合计||||1234567.89|1234567.89|0.00',
    '210|||卫生健康支出|1234567.89|1234567.89|0.00',
    '210|15||医疗保障管理事务|1234567.89|1234567.89|0.00',
    '210|15|01|行政运行|1234567.89|1234567.89|0.00',
  ]);
  expect(lines('income-expenditure-summary')?.slice(0, 4)).toEqual([
    '收入||支出|',
    '项目|金额|项目|金额',
    '一、一般公共预算财政拨款收入|1234567.89|1. 卫生健康支出|1234567.89',
    '二、政府性基金预算财政拨款收入|||',
  ]);
});

test.each<[string, Partial<StatementTemplateFile>, string]>([
  ['a number without a place', { number: '公开表' }, 'number 没有序号的位置（{nn} 或 {n}）'],
  ['a table without a layout', { order: ['disclosure-statistics'] }, 'order 列了 disclosure-statistics，tables 里没有'],
  [
    'a header of another width',
    { tables: { income: { header: ['项目|←|本年收入合计', '科目代码|科目名称'] } } },
    'income 的表头“科目代码|科目名称”有 2 格，应有 3 格',
  ],
  [
    'a column of no meaning',
    { tables: { income: { columns: ['total', 'gifts'] } } },
    'income 没有“total”行“gifts”列这一格',
  ],
  [
    'an economic code without a name',
    { tables: { 'basic-expenditure-detail': { blocks: ['301 30177', '302', '310'] } } },
    'basic-expenditure-detail 的科目 30177 没有名称',
  ],
])('%s is told', (_, change, problem) => {
  const template = statementTemplate('faulty', [{ id: 'faulty', extends: 'national', tables: {}, ...change }]);
  expect(template === null ? [] : templateProblems(template)).toEqual([problem]);
});

test('a file that extends nothing we have is a broken promise', () => {
  expect(() => statementTemplate('lost', [{ id: 'lost', extends: 'atlantis', tables: {} }])).toThrow('atlantis');
});
