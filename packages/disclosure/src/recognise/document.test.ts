/** Parts, contents, sections and identity of a document. */
import { describe, expect, test } from 'vitest';
import { readPlain } from '../../test/golden.ts';

const table = (title: string, unit = '万元', department = '青禾县医疗保障局'): string =>
  [
    title,
    `部门：${department}`,
    `单位：${unit}`,
    '项目\t\t本年支出\t\t',
    '科目代码\t科目名称\t小计\t基本支出\t项目支出',
    '\t合计\t95.00\t80.00\t15.00',
  ].join('\n');

describe('identity', () => {
  test.for([
    ['青禾县医疗保障局2024年度部门决算', '青禾县医疗保障局', '青禾县', 2024],
    ['2024年度青禾县医疗保障局部门决算公开', '青禾县医疗保障局', '青禾县', 2024],
    ['云岫市白石区医疗保障局（本级）2023年度单位决算', '云岫市白石区医疗保障局', '云岫市白石区', 2023],
  ] as const)('%s', ([title, bureau, area, year]) => {
    expect(readPlain(`${title}\n\n第一部分 单位概况\n\n一、主要职责`)).toMatchObject({
      kind: 'final-accounts',
      bureau,
      area,
      year,
    });
  });

  test('heads of tables name the bureau where the title does not', () => {
    const document = readPlain(
      `2024年度部门决算公开\n\n${table('一般公共预算财政拨款支出决算表')}\n\n${table('支出决算表')}`,
    );
    expect([document.bureau, document.year]).toEqual(['青禾县医疗保障局', 2024]);
  });

  test.for([
    ['青禾县医疗保障局2025年度部门预算公开说明', 'budget'],
    ['2024年度青禾县医疗保障局整体支出绩效自评报告', 'performance-report'],
    ['会议通知', 'unknown'],
  ] as const)('%s is a %s', ([title, kind]) => {
    expect(readPlain(`${title}\n\n正文一句话。`).kind).toBe(kind);
  });
});

describe('parts', () => {
  const text = [
    '青禾县医疗保障局2024年度部门决算',
    table('一般公共预算财政拨款支出决算表'),
    '第三部分 情况说明',
    '一、收入决算情况说明',
    '2024年度收入合计95万元。',
    '青禾县医疗保障局2023年度',
    '部门整体支出绩效自评报告',
    '一、基本情况',
    '2023年度支出合计90万元。',
  ].join('\n\n');

  test('a report of another year is a part of its own, with its own sections', () => {
    const { parts, sections, claims } = readPlain(text);
    expect(parts.map((part) => [part.kind, part.year])).toEqual([
      ['final-accounts', 2024],
      ['performance-report', 2023],
    ]);
    expect(
      sections.filter((section) => section.part === 1 && section.title !== '').map((section) => section.title),
    ).toEqual(['基本情况']);
    expect(claims.map((claim) => [claim.part, claim.period, claim.quantity.printed])).toEqual([
      [0, 2024, '95万元'],
      [1, 2023, '90万元'],
    ]);
  });

  test('parts follow one another without a gap', () => {
    const { parts } = readPlain(text);
    expect(parts[1]?.line).toBe((parts[0]?.endLine ?? 0) + 1);
  });
});

describe('contents', () => {
  test('entries are kept without page numbers and are no headings', () => {
    const document = readPlain(
      [
        '青禾县医疗保障局2024年度部门决算',
        '目录',
        '第一部分 单位概况……1',
        '一、主要职责.....2',
        '第二部分 决算表 5',
        '第一部分 单位概况',
        '一、主要职责',
        '贯彻执行政策，共设3个股室，负责基金监管和经办服务，保障参保群众的权益，按规定公开各项信息，接受监督，并且不断改进。',
        '第二部分 决算表',
      ].join('\n\n'),
    );
    expect(document.contents.map((entry) => entry.text)).toEqual([
      '第一部分单位概况',
      '一、主要职责',
      '第二部分决算表',
    ]);
    expect(document.sections.filter((section) => section.title === '主要职责').length).toBe(1);
  });

  test('a document without contents has none', () => {
    expect(readPlain('青禾县医疗保障局2024年度部门决算').contents).toEqual([]);
  });
});

describe('units', () => {
  test('the unit is the one most tables name', () => {
    expect(readPlain(`${table('一般公共预算财政拨款支出决算表', '元')}\n\n${table('支出决算表', '元')}`).unit).toBe(
      '元',
    );
  });

  test('an amount in 元 is an amount in 元', () => {
    const [first] = readPlain(table('一般公共预算财政拨款支出决算表', '元')).tables;
    expect(first?.rows[0]?.cells[0]?.quantity?.value).toBe(9_500_000_000n);
  });
});

test('a table that is cut and goes on below its repeated title is one', () => {
  const [title, ...rest] = table('一般公共预算财政拨款支出决算表').split('\n');
  const cut = [
    title,
    ...rest,
    '',
    `${title ?? ''}（续）`,
    ...rest.slice(0, -1),
    '2101501\t行政运行\t80.00\t80.00\t',
  ].join('\n');
  expect(readPlain(cut).tables.map((one) => one.rows.map((row) => row.key))).toEqual([['total', '2101501']]);
});

test('a grid that is no table of accounts is kept as it is', () => {
  const [other] = readPlain('表格名称\t是否空表\t理由\n公开07表\t是\t无收支\n公开08表\t是\t无收支').tables;
  expect(other).toMatchObject({ id: 'other' });
  expect(other?.rows.map((row) => row.cells.map((cell) => cell.text))).toEqual([
    ['是', '无收支'],
    ['是', '无收支'],
  ]);
});

test('nothing at all is a document without anything', () => {
  expect(readPlain('')).toMatchObject({ kind: 'unknown', bureau: null, year: null, tables: [], forms: [], claims: [] });
});
