/**
 * Tables as provinces print them, normalised: each layout as its lines (a bar between cells), and what it must become. `·` is
 * a blank cell, `—` one marked not applicable.
 */
import { describe, expect, test } from 'vitest';
import { golden, readPlain } from '../../test/golden.ts';
import { cleanTitle, isTableTitle, tableIdOfTitle } from './titles.ts';

interface Layout {
  readonly name: string;
  readonly lines: readonly string[];
  readonly id: string;
  readonly printedNumber: string;
  readonly columns: string;
  readonly rows: readonly string[];
}

const read = (lines: readonly string[]) => readPlain(lines.join('\n').replaceAll('|', '\t'));

const layouts: readonly Layout[] = [
  {
    name: '三公 lies on its side, with meetings and training, 接待 before the vehicles',
    lines: [
      '财政拨款“三公”经费及会议费、培训费支出决算表',
      '公开 09 表',
      '单位：万元',
      '项目|财政拨款安排的“三公”经费||||||会议费|培训费',
      '|小计|因公出国（境）费用|公务接待费|小计|公务用车购置及运行维护费|||',
      '|||||公务用车购置费|公务用车运行维护费||',
      '栏次|1|2|3|4|5|6|7|8',
      '预算数|3.60|0.00|0.60|3.00|0.00|3.00|1.20|',
      '决算数|2.92|0.00|0.32|2.60|0.00|2.60|1.10|0.00',
    ],
    id: 'three-public',
    printedNumber: '公开09表',
    columns: 'total abroad reception vehicles vehicle-purchase vehicle-running meetings training',
    rows: ['budget 3.60 0.00 0.60 3.00 0.00 3.00 1.20 ·', 'final 2.92 0.00 0.32 2.60 0.00 2.60 1.10 0.00'],
  },
  {
    name: '三公 as a list of items',
    lines: [
      '“三公”经费支出决算表',
      '公开07表',
      '单位：万元',
      '项目|预算数|决算数',
      '合计|3.60|2.92',
      '1.因公出国（境）费||',
      '2.公务接待费|0.60|0.32',
      '3.公务用车购置及运行维护费|3.00|2.60',
      '其中：公务用车购置费||',
      '公务用车运行维护费|3.00|2.60',
    ],
    id: 'three-public',
    printedNumber: '公开07表',
    columns: 'total abroad reception vehicles vehicle-purchase vehicle-running',
    rows: ['budget 3.60 · 0.60 3.00 · 3.00', 'final 2.92 · 0.32 2.60 · 2.60'],
  },
  {
    name: '04 without 行次, numbered 1. 2. 3., totals in the 合计 column only',
    lines: [
      '财政拨款收入支出决算总表',
      '公开04表',
      '单位：万元',
      '收入||支出||||',
      '项目|金额|项目|合计|一般公共预算财政拨款|政府性基金预算财政拨款|国有资本经营预算财政拨款',
      '1.一般公共预算财政拨款|95.00|1.一般公共服务支出||||',
      '2.政府性基金预算财政拨款|5.00|2.卫生健康支出|95.00|95.00||',
      '3.国有资本经营预算收入||3.其他支出|5.00||5.00|',
      '本年收入合计|100.00|本年支出总计|100.00|||',
      '年初财政拨款结转和结余|0.00|年末财政拨款结转和结余|0.00|||',
      '总计|100.00|总计|100.00|||',
    ],
    id: 'fiscal-summary',
    printedNumber: '公开04表',
    columns: 'total general government-fund state-capital',
    rows: [
      'income:general 95.00 · · ·',
      'expenditure:class:201 · · · ·',
      'income:government-fund 5.00 · · ·',
      'expenditure:class:210 95.00 95.00 · ·',
      'income:state-capital · · · ·',
      'expenditure:class:229 5.00 · 5.00 ·',
      'income:year-total 100.00 · · ·',
      'expenditure:year-total 100.00 · · ·',
      'income:opening 0.00 · · ·',
      'expenditure:closing 0.00 · · ·',
      'income:total 100.00 · · ·',
      'expenditure:total 100.00 · · ·',
    ],
  },
  {
    name: '05 with 类, 款 and 项 in three columns',
    lines: [
      '一般公共预算财政拨款支出决算表',
      '公开05表',
      '单位：万元',
      '项目||||本年支出||',
      '支出功能分类科目编码|||科目名称|小计|基本支出|项目支出',
      '类|款|项||||',
      '|||合计|95.00|80.00|15.00',
      '210|||卫生健康支出|95.00|80.00|15.00',
      '|15||医疗保障管理事务|95.00|80.00|15.00',
      '||01|行政运行|80.00|80.00|',
      '||06|医疗保障经办事务|15.00||15.00',
    ],
    id: 'general-public-expenditure',
    printedNumber: '公开05表',
    columns: 'total basic project',
    rows: [
      'total 95.00 80.00 15.00',
      '210 95.00 80.00 15.00',
      '21015 95.00 80.00 15.00',
      '2101501 80.00 80.00 ·',
      '2101506 15.00 · 15.00',
    ],
  },
  {
    name: '06 in four blocks, basic construction not applicable',
    lines: [
      '一般公共预算财政拨款基本支出决算明细表',
      '公开06表',
      '单位：万元',
      '人员经费|||公用经费||||||||',
      '科目编码|科目名称|决算数|科目编码|科目名称|决算数|科目编码|科目名称|决算数|科目编码|科目名称|决算数',
      '301|工资福利支出|70.00|302|商品和服务支出|9.60|309|资本性支出（基本建设）|——|312|对企业补助|',
      '30101|基本工资|70.00|30201|办公费|9.60|30901|房屋建筑物购建|——|31201|资本金注入|',
      '303|对个人和家庭的补助||307|债务利息及费用支出||310|资本性支出|0.40|399|其他支出|',
      '30305|生活补助||30701|国内债务付息||31002|办公设备购置|0.40|39999|其他支出|',
      '人员经费合计||70.00|公用经费合计||||||||10.00',
    ],
    id: 'basic-expenditure-detail',
    printedNumber: '公开06表',
    columns: 'total',
    rows: [
      '301 70.00',
      '302 9.60',
      '309 —',
      '312 ·',
      '30101 70.00',
      '30201 9.60',
      '30901 —',
      '31201 ·',
      '303 ·',
      '307 ·',
      '310 0.40',
      '399 ·',
      '30305 ·',
      '30701 ·',
      '31002 0.40',
      '39999 ·',
      'personnel 70.00',
      'running 10.00',
    ],
  },
  {
    name: '06 with 人员 and 公用 as columns',
    lines: [
      '一般公共预算财政拨款基本支出决算表',
      '公开06表',
      '单位：万元',
      '经济分类科目编码|科目名称|合计|人员经费|公用经费',
      '|合计|80.00|70.00|10.00',
      '301|工资福利支出|70.00|70.00|',
      '30101|基本工资|70.00|70.00|',
      '302|商品和服务支出|10.00||10.00',
      '30201|办公费|10.00||10.00',
    ],
    id: 'basic-expenditure-detail',
    printedNumber: '公开06表',
    columns: 'total personnel running',
    rows: [
      'total 80.00 70.00 10.00',
      '301 70.00 70.00 ·',
      '30101 70.00 70.00 ·',
      '302 10.00 · 10.00',
      '30201 10.00 · 10.00',
    ],
  },
  {
    name: '公开10表',
    lines: [
      '部门决算公开相关信息统计表',
      '公开10表',
      '单位：万元',
      '项目|行次|统计数',
      '一、政府采购情况||',
      '合计|1|84.26',
      '1.货物|2|84.26',
      '2.工程|3|',
      '3.服务|4|',
      '二、机关运行经费||',
      '（一）行政单位|5|',
      '（二）参照公务员法管理事业单位|6|',
      '三、国有资产占用情况||',
      '（一）车辆数合计（辆）|7|1',
      '1.副部（省）级及以上领导用车|8|',
      '2.其他用车|9|1',
      '（二）单价100万元以上设备（不含车辆）|10|',
    ],
    id: 'disclosure-statistics',
    printedNumber: '公开10表',
    columns: 'value',
    rows: [
      'procurement 84.26',
      'procurement-goods 84.26',
      'procurement-works ·',
      'procurement-services ·',
      'running-administrative ·',
      'running-reference ·',
      'vehicles 1',
      'vehicles-minister ·',
      'vehicles-other 1',
      'equipment ·',
    ],
  },
  {
    name: '三公 in one wide row',
    lines: [
      '财政拨款“三公”经费支出决算表',
      '公开09表',
      '单位：万元',
      '预算数||||||决算数|||||',
      '合计|因公出国（境）费|公务用车购置及运行维护费|||公务接待费|合计|因公出国（境）费|公务用车购置及运行维护费|||公务接待费',
      '||小计|公务用车购置费|公务用车运行维护费||||小计|公务用车购置费|公务用车运行维护费|',
      '1|2|3|4|5|6|7|8|9|10|11|12',
      '3.60||3.00||3.00|0.60|2.92||2.60||2.60|0.32',
    ],
    id: 'three-public',
    printedNumber: '公开09表',
    columns: 'total abroad vehicles vehicle-purchase vehicle-running reception',
    rows: ['budget 3.60 · 3.00 · 3.00 0.60', 'final 2.92 · 2.60 · 2.60 0.32'],
  },
  {
    name: '三公 with nothing in it',
    lines: [
      '财政拨款“三公”经费支出决算表',
      '公开09表',
      '单位：万元',
      '预算数||||||决算数|||||',
      '合计|因公出国（境）费|公务用车购置及运行维护费|||公务接待费|合计|因公出国（境）费|公务用车购置及运行维护费|||公务接待费',
      '||小计|公务用车购置费|公务用车运行维护费||||小计|公务用车购置费|公务用车运行维护费|',
      '1|2|3|4|5|6|7|8|9|10|11|12',
      '|||||||||||',
    ],
    id: 'three-public',
    printedNumber: '公开09表',
    columns: 'total abroad vehicles vehicle-purchase vehicle-running reception',
    rows: ['budget · · · · · ·', 'final · · · · · ·'],
  },
  {
    name: '01 abridged: classes keep their own numbers',
    lines: [
      '收入支出决算总表',
      '公开01表',
      '金额单位：万元',
      '收入|||支出||',
      '项目|行次|决算数|项目|行次|决算数',
      '一、一般公共预算财政拨款收入|1|95.00|七、社会保障和就业支出|6|5.00',
      '五、事业收入|2||八、卫生健康支出|7|90.00',
      '本年收入合计|3|95.00|本年支出合计|8|95.00',
      '年初结转和结余|4||年末结转和结余|9|',
      '总计|5|95.00|总计|10|95.00',
    ],
    id: 'income-expenditure-summary',
    printedNumber: '公开01表',
    columns: 'total',
    rows: [
      'income:general 95.00',
      'expenditure:class:208 5.00',
      'income:business ·',
      'expenditure:class:210 90.00',
      'income:year-total 95.00',
      'expenditure:year-total 95.00',
      'income:opening ·',
      'expenditure:closing ·',
      'income:total 95.00',
      'expenditure:total 95.00',
    ],
  },
  {
    name: '政府性基金 with opening and closing balances',
    lines: [
      '政府性基金预算财政拨款收入支出决算表',
      '公开07表',
      '单位：万元',
      '项目||年初结转和结余|本年收入|本年支出|||年末结转和结余',
      '科目代码|科目名称|||小计|基本支出|项目支出|',
      '栏次||1|2|3|4|5|6',
      '|合计|6.00|20.00|18.00||18.00|8.00',
      '22960|彩票公益金安排的支出|6.00|20.00|18.00||18.00|8.00',
    ],
    id: 'government-fund',
    printedNumber: '公开07表',
    columns: 'opening income total basic project closing',
    rows: ['total 6.00 20.00 18.00 · 18.00 8.00', '22960 6.00 20.00 18.00 · 18.00 8.00'],
  },
];

describe('layouts', () => {
  for (const { name, lines, id, printedNumber, columns, rows } of layouts) {
    test(name, () => {
      const document = read(lines);
      expect(document.tables.map((table) => [table.id, table.printedNumber, table.columnKeys.join(' ')])).toEqual([
        [id, printedNumber, columns],
      ]);
      expect(
        document.tables[0]?.rows.map(
          (row) =>
            `${row.side === undefined ? '' : `${row.side}:`}${row.key} ${row.cells.map((cell) => cell.text ?? '·').join(' ')}`,
        ),
      ).toEqual(rows);
      expect(document.notRead).toEqual([]);
    });
  }

  test('the printed number does not matter', () => {
    for (const { lines, id } of layouts)
      expect(read(lines.filter((line) => !line.startsWith('公开'))).tables.map((table) => table.id)).toEqual([id]);
  });

  test('a table knows its place, its title and its notes', () => {
    const document = readPlain(golden().text);
    const table = document.tables.find((one) => one.id === 'general-public-expenditure');
    expect(table).toMatchObject({
      title: '一般公共预算财政拨款支出决算表',
      printedNumber: '公开05表',
      unit: '万元',
      department: '青禾县医疗保障局',
      empty: false,
    });
    expect(table?.notes.map((note) => note.text)).toEqual(['注：本表反映部门本年度一般公共预算财政拨款支出情况。']);
    expect(table?.place.endLine).toBe(golden().line('general/2210201/total'));
  });

  test('an empty table is empty, one of zeros too', () => {
    const empties = readPlain(golden({ 'government-fund/total/total': '0.00' }).text).tables.filter(
      (table) => table.empty,
    );
    expect(empties.map((table) => table.id)).toEqual(['government-fund', 'state-capital']);
  });

  test('a cell that is no amount is said not to be read', () => {
    const { notRead } = readPlain(golden({ 'general/2101501/total': '见附表' }).text);
    expect(notRead.map((one) => [one.place.quote, one.place.row])).toEqual([['见附表', '2101501 行政运行']]);
  });
});

test.for([
  ['收入支出决算总表', 'income-expenditure-summary'],
  ['公开01表 收入支出决算总表', 'income-expenditure-summary'],
  ['财政拨款收入支出决算总表', 'fiscal-summary'],
  ['收入决算表', 'income'],
  ['支出决算表', 'expenditure'],
  ['一般公共预算财政拨款支出决算表', 'general-public-expenditure'],
  ['一般公共预算财政拨款基本支出决算表', 'basic-expenditure-detail'],
  ['[bookmark: RANGE!A1:I34]一般公共预算财政拨款基本支出决算明细表', 'basic-expenditure-detail'],
  ['政府性基金预算财政拨款收入支出决算表', 'government-fund'],
  ['国有资本经营预算财政拨款支出决算表', 'state-capital'],
  ['财政拨款“三公”经费支出决算表', 'three-public'],
  ['一般公共预算财政拨款"三公"经费支出决算表', 'three-public'],
  ['财政拨款“三公”经费及会议费、培训费支出决算表', 'three-public'],
  ['部门决算公开相关信息统计表', 'disclosure-statistics'],
  ['部门整体支出绩效自评表', null],
] as const)('%s is the title of %s', ([title, id]) => {
  expect(tableIdOfTitle(title)).toBe(id);
});

test.for([
  ['一、收入支出决算总表', '收入支出决算总表', true],
  ['附表3：支出决算表（续）', '支出决算表（续）', true],
  ['本表反映部门本年度支出决算情况，详见下表', '本表反映部门本年度支出决算情况，详见下表', false],
  ['第二部分 2024年度部门决算表', '第二部分2024年度部门决算表', false],
  ['注：本表', '注：本表', false],
] as const)('%s is cleaned to %s and names a table: %s', ([text, clean, named]) => {
  expect(cleanTitle(text)).toBe(clean);
  expect(isTableTitle(text)).toBe(named);
});
