/** The tables by what they print: the golden department, worked out by hand (accounts.md D4). */
import { describe, expect, test } from 'vitest';
import { golden, readPlain } from '../../test/golden.ts';
import { goldenBasic as basic, goldenFacts as department, goldenProject as project } from '../../test/golden-facts.ts';
import { compareTables } from '../../test/statements.ts';
import { type TableId } from '../model.ts';
import {
  nameless,
  type StatementFacts,
  type StatementTable,
  statementCell,
  statements,
  statementTemplate,
  statementTemplateIds,
  tableIndex,
} from './index.ts';

const templateOf = (id: string) => {
  const template = statementTemplate(id);
  if (template === null) throw new Error(`no template ${id}`);
  return template;
};

/** Rows of a table as printed: '2101501 行政运行 | 430.00 | 430.00 | ·'. */
function printed(tables: readonly StatementTable[], id: TableId, rows: RegExp): readonly string[] {
  const table = tables.find((one) => one.id === id);
  return (table?.rows ?? [])
    .filter((row) => rows.test(`${row.side === undefined ? '' : `${row.side}:`}${row.key}`))
    .map((row) => [row.name, ...row.cells.map(({ text }) => text ?? '·')].join(' | '));
}

describe('the golden department in the tables of hunan-2024', () => {
  const tables = statements(department, templateOf('hunan-2024'));

  test.each<[TableId, RegExp, readonly string[]]>([
    [
      'income-expenditure-summary',
      /income:(?:general|other|year-total|use-of-balance|opening|total)$/,
      [
        '一、一般公共预算财政拨款收入 | 1180.00',
        '八、其他收入 | 12.00',
        '本年收入合计 | 1192.00',
        '使用非财政拨款结余（含专用结余） | ·',
        '年初结转和结余 | 55.00',
        '总计 | 1247.00',
      ],
    ],
    [
      'income-expenditure-summary',
      /expenditure:(?:class:2[012][068]|year-total|closing|total)/,
      [
        '六、科学技术支出 | ·',
        '七、社会保障和就业支出 | 40.00',
        '八、卫生健康支出 | 1152.00',
        '本年支出合计 | 1220.00',
        '年末结转和结余 | 27.00',
        '总计 | 1247.00',
      ],
    ],
    [
      'income',
      /^(?:total|2101599)$/,
      [
        '合计 | 1192.00 | 1180.00 | · | · | · | · | 12.00',
        '其他医疗保障管理事务支出 | 12.00 | · | · | · | · | · | 12.00',
      ],
    ],
    [
      'expenditure',
      /^(?:total|21015)$/,
      ['合计 | 1220.00 | 520.00 | 700.00 | · | · | ·', '医疗保障管理事务 | 580.00 | 430.00 | 150.00 | · | · | ·'],
    ],
    [
      'fiscal-summary',
      /expenditure:(?:class:210|year-total|closing|total)/,
      [
        '八、卫生健康支出 | 1142.00 | 1142.00 | · | ·',
        '本年支出合计 | 1210.00 | 1210.00 | · | ·',
        '年末财政拨款结转和结余 | 20.00 | 20.00 | · | ·',
        '总计 | 1230.00 | 1230.00 | · | ·',
      ],
    ],
    ['general-public-expenditure', /^total$/, ['合计 | 1210.00 | 520.00 | 690.00']],
    [
      'basic-expenditure-detail',
      /^(?:30[123]|310|personnel|running)$/,
      [
        '工资福利支出 | 400.00',
        '商品和服务支出 | 87.00',
        '资本性支出 | 3.00',
        '对个人和家庭的补助 | 30.00',
        '人员经费合计 | 430.00',
        '公用经费合计 | 90.00',
      ],
    ],
    ['government-fund', /./, ['合计 | · | · | · | · | · | ·']],
    ['three-public', /./, ['预算数 | 9.00 | · | 6.00 | · | 6.00 | 3.00', '决算数 | 8.00 | · | 5.50 | · | 5.50 | 2.50']],
  ])('%s', (id, rows, expected) => {
    expect(printed(tables, id, rows)).toEqual(expected);
  });

  test('are those that the audit holds golden', () => {
    const published = readPlain(golden().text).tables;
    // The golden department is printed in the full national form; what is compared is every figure.
    const { differences } = compareTables(published, statements(department, templateOf('hunan-2021')));
    expect(differences).toEqual([]);
  });

  test('a cell is the sum of the lines that it names', () => {
    const cell = statementCell(tables, { table: 'expenditure', row: '21015', column: 'basic' });
    expect(cell).toMatchObject({ text: '430.00', amount: 430_000_000, counted: false });
    expect(cell?.terms).toEqual([
      {
        sign: 1,
        selector: {
          measure: 'expenditure',
          functionCode: '21015',
          funds: ['general', 'government-fund', 'state-capital', 'other'],
          kinds: ['basic'],
        },
      },
    ]);
    expect(statementCell(tables, { table: 'expenditure', row: '21016', column: 'basic' })).toBeNull();
  });
});

test('shanxi-2024 prints procurement, 机关运行经费 and vehicles', () => {
  const tables = statements(department, templateOf('shanxi-2024'));
  expect(
    printed(tables, 'disclosure-statistics', /^(?:procurement|running|vehicles$|vehicles-other|equipment)/),
  ).toEqual([
    '合计 | 42.34',
    '货物 | 30.00',
    '工程 | ·',
    '服务 | 12.34',
    '（一）行政单位 | 90.00',
    '（二）参照公务员法管理事业单位 | ·',
    '（一）车辆数合计（辆） | 2',
    '8.其他用车 | 2',
    '（二）单价100万元（含）以上设备（不含车辆） | ·',
  ]);
});

test('shaanxi-2023 prints a list of the tables, with which of them are empty and why', () => {
  const template = templateOf('shaanxi-2023');
  const lines = tableIndex(statements(department, template), template)?.map(({ cells }) =>
    cells.map(({ text }) => text).join(' | '),
  );
  expect(lines?.slice(0, 2)).toEqual(['序号 | 内容 | 是否空表 | 表格为空的理由', '表1 | 收入支出决算总表 | 否 | ']);
  expect(lines?.[7]).toBe('表7 | 政府性基金预算财政拨款收入支出决算表 | 是 | 本部门不涉及，故公开空表');
  expect(lines?.length).toBe(10);
  expect(tableIndex([], templateOf('hunan-2024'))).toBeNull();
});

test('a zero is blank, 0.00 or —— as the form of the province has it; what nobody filled in is blank', () => {
  const shaanxi = statements(department, templateOf('shaanxi-2023'));
  expect(printed(shaanxi, 'expenditure', /^2101504$/)).toEqual(['信息化建设 | 30.00 | 0.00 | 30.00 | · | · | ·']);
  expect(printed(shaanxi, 'basic-expenditure-detail', /^30203$/)).toEqual(['咨询费 | 0.00']);
  expect(printed(shaanxi, 'three-public', /./)).toEqual([
    '预算数 | 9.00 | 0.00 | 3.00 | 6.00 | 0.00 | 6.00 | · | ·',
    '决算数 | 8.00 | 0.00 | 2.50 | 5.50 | 0.00 | 5.50 | 0.00 | 3.00',
  ]);
  const shanxi = statements(department, templateOf('shanxi-2024'));
  expect(printed(shanxi, 'basic-expenditure-detail', /^(?:309|30203)$/)).toEqual([
    '咨询费 | ·',
    '资本性支出（基本建设） | —',
  ]);
});

test('each cell rounds its own sum, a half away from zero, and nothing is adjusted', () => {
  const third: StatementFacts = {
    ...department,
    expenditure: ['2101501', '2101504', '2101505'].map((code) => ({ ...project(code, 0), amount: 15_000 })),
  };
  const tables = statements(third, templateOf('hunan-2024'));
  // 150.00 元 three times: 0.015 each, 0.045 together.
  expect(printed(tables, 'expenditure', /./)).toEqual([
    '合计 | 0.05 | · | 0.05 | · | · | ·',
    '卫生健康支出 | 0.05 | · | 0.05 | · | · | ·',
    '医疗保障管理事务 | 0.05 | · | 0.05 | · | · | ·',
    '行政运行 | 0.02 | · | 0.02 | · | · | ·',
    '信息化建设 | 0.02 | · | 0.02 | · | · | ·',
    '医疗保障政策管理 | 0.02 | · | 0.02 | · | · | ·',
  ]);
  expect(tables.find(({ id }) => id === 'expenditure')?.notes.map(({ text }) => text)).toEqual([
    expect.stringContaining('尾差'),
  ]);
});

test('every table that can be short of its parts says so; an empty one says why it is empty', () => {
  for (const id of statementTemplateIds) {
    for (const table of statements(department, templateOf(id))) {
      const notes = table.notes.map(({ text }) => text).join('');
      if (table.empty) expect(notes, `${id} ${table.id}`).toMatch(/本表无数据/);
      else if (table.id !== 'disclosure-statistics') expect(notes, `${id} ${table.id}`).toContain('尾差');
    }
  }
});

test('money under a class or a 款 that the form does not list is printed all the same', () => {
  const names = { '20903': '职工基本医疗保险基金支出', '2090301': '职工基本医疗保险统筹基金' };
  const odd: StatementFacts = {
    ...department,
    functionNames: names,
    expenditure: [
      ...department.expenditure,
      project('2090301', 7),
      basic('2101501', '31302', 1),
      { ...basic('2101501', '30901', 2) },
    ],
  };
  const hunan = statements(odd, templateOf('hunan-2021'));
  expect(printed(hunan, 'income-expenditure-summary', /class:20[89]/)).toEqual([
    '八、社会保障和就业支出 | 40.00',
    '九、社会保险基金支出 | 7.00',
  ]);
  expect(printed(hunan, 'basic-expenditure-detail', /^(?:313|309|31302|30901)$/)).toEqual([
    '资本性支出（基本建设） | 2.00',
    '房屋建筑物购建 | 2.00',
    '对社会保障基金补助 | 1.00',
    '对社会保险基金补助 | 1.00',
  ]);
  // 309 is marked —— where it is nothing, not where it is something.
  const shanxi = statements(odd, templateOf('shanxi-2024'));
  expect(printed(shanxi, 'basic-expenditure-detail', /^3090[12]$/)).toEqual([
    '房屋建筑物购建 | 2.00',
    '办公设备购置 | —',
  ]);
  expect(nameless(odd)).toEqual([]);
  expect(nameless({ ...odd, functionNames: {} })).toEqual(['20903', '2090301']);
  expect(() => statements({ ...odd, functionNames: {} }, templateOf('hunan-2021'))).toThrow('20903 has no name');
});
