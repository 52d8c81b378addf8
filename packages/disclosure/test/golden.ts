/**
 * The golden department: a small disclosure worked out by hand in which every identity holds to the fen, and every printed
 * figure can be changed by its name. The figures are those of the facts (accounts.md D4), with income by code and last year's
 * figures added.
 *
 *     golden({ 'general/total/basic': '521.00' }) prints 521.00 instead of 520.00 in 公开05表, row 合计, column 基本支出
 *
 * A figure's name is table/row/column; in the two summaries the row says its side: `summary/income:opening`.
 */
import { type Finding } from '@mingzhang/kernel';
import { type Check } from '../src/check.ts';
import { blocksOf } from '../src/checks/check-testing.ts';
import { audit } from '../src/judge.ts';
import { type Disclosure } from '../src/model.ts';
import { readDisclosure } from '../src/read.ts';

export interface Golden {
  readonly text: string;
  /** Line on which a figure (or a sentence, 'narrative/income') stands. */
  readonly line: (name: string) => number;
}

interface Named {
  readonly name: string;
  readonly text: string;
}

type Cell = string | Named;

const named = (name: string, text: string): Named => ({ name, text });

/** A row of a coded table: code, name, then its columns in order. */
function coded(
  table: string,
  columns: readonly string[],
  rows: readonly (readonly [code: string, name: string, ...figures: string[]])[],
): Cell[][] {
  return rows.map(([code, name, ...figures]) => [
    code,
    code === '' ? '合计' : name,
    ...figures.map((text, index) => named(`${table}/${code === '' ? 'total' : code}/${columns[index]}`, text)),
  ]);
}

const incomeColumns = ['total', 'fiscal', 'superior', 'business', 'operating', 'affiliated', 'other'];
const expenditureColumns = ['total', 'basic', 'project', 'remitted', 'operating', 'subsidised'];

const names: Readonly<Record<string, string>> = {
  '208': '社会保障和就业支出',
  '20805': '行政事业单位养老支出',
  '2080505': '机关事业单位基本养老保险缴费支出',
  '210': '卫生健康支出',
  '21011': '行政事业单位医疗',
  '2101101': '行政单位医疗',
  '21012': '财政对基本医疗保险基金的补助',
  '2101202': '财政对城乡居民基本医疗保险基金的补助',
  '21013': '医疗救助',
  '2101301': '城乡医疗救助',
  '21015': '医疗保障管理事务',
  '2101501': '行政运行',
  '2101504': '信息化建设',
  '2101505': '医疗保障政策管理',
  '2101506': '医疗保障经办事务',
  '2101599': '其他医疗保障管理事务支出',
  '221': '住房保障支出',
  '22102': '住房改革支出',
  '2210201': '住房公积金',
};

const row = (code: string, ...figures: string[]): [string, string, ...string[]] => [
  code,
  names[code] ?? '',
  ...figures,
];

const summary: Cell[][] = [
  ['收入', '', '', '支出', '', ''],
  ['项目', '行次', '决算数', '项目', '行次', '决算数'],
  [
    '一、一般公共预算财政拨款收入',
    '1',
    named('summary/income:general', '1180.00'),
    '一、社会保障和就业支出',
    '13',
    named('summary/expenditure:208', '40.00'),
  ],
  [
    '二、政府性基金预算财政拨款收入',
    '2',
    named('summary/income:government-fund', ''),
    '二、卫生健康支出',
    '14',
    named('summary/expenditure:210', '1152.00'),
  ],
  [
    '三、国有资本经营预算财政拨款收入',
    '3',
    named('summary/income:state-capital', ''),
    '三、住房保障支出',
    '15',
    named('summary/expenditure:221', '28.00'),
  ],
  ['四、上级补助收入', '4', named('summary/income:superior', ''), '', '16', ''],
  ['五、事业收入', '5', named('summary/income:business', ''), '', '17', ''],
  ['六、经营收入', '6', named('summary/income:operating', ''), '', '18', ''],
  ['七、附属单位上缴收入', '7', named('summary/income:affiliated', ''), '', '19', ''],
  ['八、其他收入', '8', named('summary/income:other', '12.00'), '', '20', ''],
  [
    '本年收入合计',
    '9',
    named('summary/income:year-total', '1192.00'),
    '本年支出合计',
    '21',
    named('summary/expenditure:year-total', '1220.00'),
  ],
  [
    '使用非财政拨款结余（含专用结余）',
    '10',
    named('summary/income:use-of-balance', ''),
    '结余分配',
    '22',
    named('summary/expenditure:allocation', ''),
  ],
  [
    '年初结转和结余',
    '11',
    named('summary/income:opening', '55.00'),
    '年末结转和结余',
    '23',
    named('summary/expenditure:closing', '27.00'),
  ],
  ['总计', '12', named('summary/income:total', '1247.00'), '总计', '24', named('summary/expenditure:total', '1247.00')],
];

const income: Cell[][] = [
  ['项目', '', '本年收入合计', '财政拨款收入', '上级补助收入', '事业收入', '经营收入', '附属单位上缴收入', '其他收入'],
  ['科目代码', '科目名称', '', '', '', '', '', '', ''],
  ['栏次', '', '1', '2', '3', '4', '5', '6', '7'],
  ...coded('income', incomeColumns, [
    ['', '合计', '1192.00', '1180.00', '', '', '', '', '12.00'],
    row('208', '40.00', '40.00', '', '', '', '', ''),
    row('20805', '40.00', '40.00', '', '', '', '', ''),
    row('2080505', '40.00', '40.00', '', '', '', '', ''),
    row('210', '1124.00', '1112.00', '', '', '', '', '12.00'),
    row('21011', '22.00', '22.00', '', '', '', '', ''),
    row('2101101', '22.00', '22.00', '', '', '', '', ''),
    row('21012', '250.00', '250.00', '', '', '', '', ''),
    row('2101202', '250.00', '250.00', '', '', '', '', ''),
    row('21013', '270.00', '270.00', '', '', '', '', ''),
    row('2101301', '270.00', '270.00', '', '', '', '', ''),
    row('21015', '582.00', '570.00', '', '', '', '', '12.00'),
    row('2101501', '430.00', '430.00', '', '', '', '', ''),
    row('2101504', '30.00', '30.00', '', '', '', '', ''),
    row('2101505', '50.00', '50.00', '', '', '', '', ''),
    row('2101506', '60.00', '60.00', '', '', '', '', ''),
    row('2101599', '12.00', '', '', '', '', '', '12.00'),
    row('221', '28.00', '28.00', '', '', '', '', ''),
    row('22102', '28.00', '28.00', '', '', '', '', ''),
    row('2210201', '28.00', '28.00', '', '', '', '', ''),
  ]),
];

const expenditure: Cell[][] = [
  ['项目', '', '本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'],
  ['科目代码', '科目名称', '', '', '', '', '', ''],
  ['栏次', '', '1', '2', '3', '4', '5', '6'],
  ...coded('expenditure', expenditureColumns, [
    ['', '合计', '1220.00', '520.00', '700.00', '', '', ''],
    row('208', '40.00', '40.00', '', '', '', ''),
    row('20805', '40.00', '40.00', '', '', '', ''),
    row('2080505', '40.00', '40.00', '', '', '', ''),
    row('210', '1152.00', '452.00', '700.00', '', '', ''),
    row('21011', '22.00', '22.00', '', '', '', ''),
    row('2101101', '22.00', '22.00', '', '', '', ''),
    row('21012', '250.00', '', '250.00', '', '', ''),
    row('2101202', '250.00', '', '250.00', '', '', ''),
    row('21013', '300.00', '', '300.00', '', '', ''),
    row('2101301', '300.00', '', '300.00', '', '', ''),
    row('21015', '580.00', '430.00', '150.00', '', '', ''),
    row('2101501', '430.00', '430.00', '', '', '', ''),
    row('2101504', '30.00', '', '30.00', '', '', ''),
    row('2101505', '50.00', '', '50.00', '', '', ''),
    row('2101506', '60.00', '', '60.00', '', '', ''),
    row('2101599', '10.00', '', '10.00', '', '', ''),
    row('221', '28.00', '28.00', '', '', '', ''),
    row('22102', '28.00', '28.00', '', '', '', ''),
    row('2210201', '28.00', '28.00', '', '', '', ''),
  ]),
];

const fiscalRow = (key: string, label: string, total: string, general = total): Cell[] => [
  label,
  '',
  named(`fiscal/expenditure:${key}/total`, total),
  named(`fiscal/expenditure:${key}/general`, general),
  named(`fiscal/expenditure:${key}/government-fund`, ''),
  named(`fiscal/expenditure:${key}/state-capital`, ''),
];

const fiscal: Cell[][] = [
  ['收入', '', '', '支出', '', '', '', '', ''],
  [
    '项目',
    '行次',
    '金额',
    '项目',
    '行次',
    '合计',
    '一般公共预算财政拨款',
    '政府性基金预算财政拨款',
    '国有资本经营预算财政拨款',
  ],
  [
    '一、一般公共预算财政拨款',
    '1',
    named('fiscal/income:general', '1180.00'),
    ...fiscalRow('208', '一、社会保障和就业支出', '40.00'),
  ],
  [
    '二、政府性基金预算财政拨款',
    '2',
    named('fiscal/income:government-fund', ''),
    ...fiscalRow('210', '二、卫生健康支出', '1142.00'),
  ],
  [
    '三、国有资本经营预算财政拨款',
    '3',
    named('fiscal/income:state-capital', ''),
    ...fiscalRow('221', '三、住房保障支出', '28.00'),
  ],
  [
    '本年收入合计',
    '4',
    named('fiscal/income:year-total', '1180.00'),
    ...fiscalRow('year-total', '本年支出合计', '1210.00'),
  ],
  [
    '年初财政拨款结转和结余',
    '5',
    named('fiscal/income:opening', '50.00'),
    ...fiscalRow('closing', '年末财政拨款结转和结余', '20.00'),
  ],
  ['一般公共预算财政拨款', '6', named('fiscal/income:opening:general', '50.00'), '', '', '', '', '', ''],
  ['政府性基金预算财政拨款', '7', named('fiscal/income:opening:government-fund', ''), '', '', '', '', '', ''],
  ['国有资本经营预算财政拨款', '8', named('fiscal/income:opening:state-capital', ''), '', '', '', '', '', ''],
  ['总计', '9', named('fiscal/income:total', '1230.00'), ...fiscalRow('total', '总计', '1230.00')],
];

const general: Cell[][] = [
  ['项目', '', '本年支出', '', ''],
  ['科目代码', '科目名称', '小计', '基本支出', '项目支出'],
  ['栏次', '', '1', '2', '3'],
  ...coded(
    'general',
    ['total', 'basic', 'project'],
    [
      ['', '合计', '1210.00', '520.00', '690.00'],
      row('208', '40.00', '40.00', ''),
      row('20805', '40.00', '40.00', ''),
      row('2080505', '40.00', '40.00', ''),
      row('210', '1142.00', '452.00', '690.00'),
      row('21011', '22.00', '22.00', ''),
      row('2101101', '22.00', '22.00', ''),
      row('21012', '250.00', '', '250.00'),
      row('2101202', '250.00', '', '250.00'),
      row('21013', '300.00', '', '300.00'),
      row('2101301', '300.00', '', '300.00'),
      row('21015', '570.00', '430.00', '140.00'),
      row('2101501', '430.00', '430.00', ''),
      row('2101504', '30.00', '', '30.00'),
      row('2101505', '50.00', '', '50.00'),
      row('2101506', '60.00', '', '60.00'),
      row('221', '28.00', '28.00', ''),
      row('22102', '28.00', '28.00', ''),
      row('2210201', '28.00', '28.00', ''),
    ],
  ),
];

const economic = (code: string, name: string, amount: string): Cell[] => [code, name, named(`basic/${code}`, amount)];
const nothing: readonly Cell[] = ['', '', ''];

const basic: Cell[][] = [
  ['人员经费', '', '', '公用经费', '', '', '', '', ''],
  ['科目编码', '科目名称', '决算数', '科目编码', '科目名称', '决算数', '科目编码', '科目名称', '决算数'],
  [
    ...economic('301', '工资福利支出', '400.00'),
    ...economic('302', '商品和服务支出', '87.00'),
    ...economic('310', '资本性支出', '3.00'),
  ],
  [
    ...economic('30101', '基本工资', '130.00'),
    ...economic('30201', '办公费', '20.00'),
    ...economic('31002', '办公设备购置', '3.00'),
  ],
  [
    ...economic('30102', '津贴补贴', '110.00'),
    ...economic('30202', '印刷费', '5.00'),
    ...economic('31013', '公务用车购置', ''),
  ],
  [...economic('30103', '奖金', '60.00'), ...economic('30205', '水费', '2.00'), ...nothing],
  [...economic('30108', '机关事业单位基本养老保险缴费', '40.00'), ...economic('30206', '电费', '5.00'), ...nothing],
  [...economic('30110', '职工基本医疗保险缴费', '22.00'), ...economic('30207', '邮电费', '4.00'), ...nothing],
  [...economic('30112', '其他社会保障缴费', '3.00'), ...economic('30211', '差旅费', '12.00'), ...nothing],
  [...economic('30113', '住房公积金', '28.00'), ...economic('30212', '因公出国（境）费用', ''), ...nothing],
  [...economic('30199', '其他工资福利支出', '7.00'), ...economic('30213', '维修（护）费', '5.00'), ...nothing],
  [...economic('303', '对个人和家庭的补助', '30.00'), ...economic('30216', '培训费', '3.00'), ...nothing],
  [...economic('30302', '退休费', '30.00'), ...economic('30217', '公务接待费', '2.50'), ...nothing],
  [...nothing, ...economic('30226', '劳务费', '6.00'), ...nothing],
  [...nothing, ...economic('30228', '工会经费', '5.00'), ...nothing],
  [...nothing, ...economic('30229', '福利费', '3.00'), ...nothing],
  [...nothing, ...economic('30231', '公务用车运行维护费', '5.50'), ...nothing],
  [...nothing, ...economic('30239', '其他交通费用', '7.00'), ...nothing],
  [...nothing, ...economic('30299', '其他商品和服务支出', '2.00'), ...nothing],
  [
    '人员经费合计',
    '',
    named('basic/personnel', '430.00'),
    '公用经费合计',
    '',
    '',
    '',
    '',
    named('basic/running', '90.00'),
  ],
];

const threePublicColumns = ['total', 'abroad', 'vehicles', 'vehicle-purchase', 'vehicle-running', 'reception'];
const threePublicRow = (row: string, figures: readonly string[]): Cell[] =>
  figures.map((text, index) => named(`three-public/${row}/${threePublicColumns[index]}`, text));

const threePublic: Cell[][] = [
  ['预算数', '', '', '', '', '', '决算数', '', '', '', '', ''],
  [
    '合计',
    '因公出国（境）费',
    '公务用车购置及运行维护费',
    '',
    '',
    '公务接待费',
    '合计',
    '因公出国（境）费',
    '公务用车购置及运行维护费',
    '',
    '',
    '公务接待费',
  ],
  [
    '',
    '',
    '小计',
    '公务用车购置费',
    '公务用车运行维护费',
    '',
    '',
    '',
    '小计',
    '公务用车购置费',
    '公务用车运行维护费',
    '',
  ],
  ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'],
  [
    ...threePublicRow('budget', ['9.00', '', '6.00', '', '6.00', '3.00']),
    ...threePublicRow('final', ['8.00', '', '5.50', '', '5.50', '2.50']),
  ],
];

const fundColumns = ['opening', 'income', 'total', 'basic', 'project', 'closing'];
const fund: Cell[][] = [
  ['项目', '', '年初结转和结余', '本年收入', '本年支出', '', '', '年末结转和结余'],
  ['科目代码', '科目名称', '', '', '小计', '基本支出', '项目支出', ''],
  ['栏次', '', '1', '2', '3', '4', '5', '6'],
  ['', '合计', ...fundColumns.map((column) => named(`government-fund/total/${column}`, ''))],
];

const capital: Cell[][] = [
  ['项目', '', '本年支出', '', ''],
  ['科目代码', '科目名称', '合计', '基本支出', '项目支出'],
  ['栏次', '', '1', '2', '3'],
  ['', '合计', ...['total', 'basic', 'project'].map((column) => named(`state-capital/total/${column}`, ''))],
];

interface TablePlan {
  readonly title: string;
  readonly rows: readonly (readonly Cell[])[];
  readonly note: string;
}

const tables: readonly TablePlan[] = [
  { title: '收入支出决算总表', rows: summary, note: '注：本表反映部门本年度的总收支和年末结转结余情况。' },
  { title: '收入决算表', rows: income, note: '注：本表反映部门本年度取得的各项收入情况。' },
  { title: '支出决算表', rows: expenditure, note: '注：本表反映部门本年度各项支出情况。' },
  {
    title: '财政拨款收入支出决算总表',
    rows: fiscal,
    note: '注：本表反映部门本年度财政拨款的总收支和年末结转结余情况。',
  },
  {
    title: '一般公共预算财政拨款支出决算表',
    rows: general,
    note: '注：本表反映部门本年度一般公共预算财政拨款支出情况。',
  },
  {
    title: '一般公共预算财政拨款基本支出决算明细表',
    rows: basic,
    note: '注：本表反映部门本年度一般公共预算财政拨款基本支出明细情况。',
  },
  {
    title: '政府性基金预算财政拨款收入支出决算表',
    rows: fund,
    note: '说明：本部门本年度没有政府性基金收入，也没有使用政府性基金安排的支出，本表无数据。',
  },
  {
    title: '国有资本经营预算财政拨款支出决算表',
    rows: capital,
    note: '说明：本部门本年度没有使用国有资本经营预算安排的支出，本表无数据。',
  },
  {
    title: '财政拨款“三公”经费支出决算表',
    rows: threePublic,
    note: '注：本表反映部门本年度“三公”经费支出预决算情况。',
  },
];

/** The narrative, a named paragraph a line. */
const narrative: readonly Named[] = [
  named('heading/part', '第三部分 2024年度部门决算情况说明'),
  named('heading/overview', '一、收入支出决算总体情况说明'),
  named(
    'narrative/overview',
    '2024年度收、支总计1247万元。与上年相比，增加47万元，增长3.92%，主要是因为医疗救助资金增加。',
  ),
  named('heading/income', '二、收入决算情况说明'),
  named(
    'narrative/income',
    '2024年度收入合计1192万元，其中：财政拨款收入1180万元，占98.99%；其他收入12万元，占1.01%。',
  ),
  named('heading/expenditure', '三、支出决算情况说明'),
  named(
    'narrative/expenditure',
    '2024年度支出合计1220万元，其中：基本支出520万元，占42.62%；项目支出700万元，占57.38%。',
  ),
  named('heading/fiscal', '四、财政拨款收入支出决算总体情况说明'),
  named('narrative/fiscal', '2024年度财政拨款收、支总计1230万元。与上年相比，增加40万元，增长3.36%。'),
  named('heading/general', '五、一般公共预算财政拨款支出决算情况说明'),
  named('heading/general-overall', '（一）一般公共预算财政拨款支出决算总体情况'),
  named('narrative/general-overall', '2024年度一般公共预算财政拨款支出1210万元，占本年支出合计的99.18%。'),
  named('heading/general-structure', '（二）一般公共预算财政拨款支出决算结构情况'),
  named(
    'narrative/general-structure',
    '2024年度一般公共预算财政拨款支出1210万元，主要用于以下方面：社会保障和就业（类）支出40万元，占3.31%；卫生健康（类）支出1142万元，占94.38%；住房保障（类）支出28万元，占2.31%。',
  ),
  named('heading/basic', '六、一般公共预算财政拨款基本支出决算情况说明'),
  named(
    'narrative/basic',
    '2024年度一般公共预算财政拨款基本支出520万元，其中：人员经费430万元，占基本支出的82.69%；公用经费90万元，占基本支出的17.31%。',
  ),
  named('heading/three-public', '七、财政拨款“三公”经费支出决算情况说明'),
  named('narrative/three-public', '2024年度“三公”经费财政拨款支出预算为9万元，支出决算为8万元，完成预算的88.89%。'),
  named(
    'narrative/reception',
    '公务接待费支出预算为3万元，支出决算为2.5万元，完成预算的83.33%。全年共接待来访团组12个、来宾96人次。',
  ),
  named('heading/running-cost', '八、机关运行经费支出说明'),
  named('narrative/running-cost', '2024年度机关运行经费支出90万元。'),
];

/** Prints the disclosure with some figures or sentences changed; a name that does not exist is a slip of the test. */
export function golden(changes: Readonly<Record<string, string>> = {}): Golden {
  const lines: string[] = [];
  const at = new Map<string, number>();
  const print = (cell: Cell): string => {
    if (typeof cell === 'string') return cell;
    at.set(cell.name, lines.length + 1);
    return changes[cell.name] ?? cell.text;
  };
  lines.push('青禾县医疗保障局2024年度部门决算', '');
  tables.forEach((table, index) => {
    lines.push(table.title, '', `公开0${index + 1}表`, '', '部门：青禾县医疗保障局', '', '单位：万元', '');
    for (const cells of table.rows) lines.push(cells.map(print).join('\t'));
    lines.push('', table.note, '');
  });
  for (const sentence of narrative) {
    const text = print(sentence);
    lines.push(text, '');
  }
  for (const name of Object.keys(changes)) if (!at.has(name)) throw new Error(`the golden department has no ${name}`);
  return {
    text: lines.join('\n'),
    line: (name) => {
      const line = at.get(name);
      if (line === undefined) throw new Error(`the golden department has no ${name}`);
      return line;
    },
  };
}

/** Reads a text with the plainest reader. */
export function readPlain(text: string): Disclosure {
  return readDisclosure(blocksOf(text), text.length);
}

/** The findings of some checks over a text, judged together. */
export function judged(checks: readonly Check[], text: string): readonly Finding[] {
  return audit(readPlain(text), checks).findings;
}

/** A finding in one line: `check line stated → expected (severity)`. */
export function told(finding: Finding): string {
  return `${finding.check} ${finding.place.line} ${finding.stated} → ${finding.expected} (${finding.severity}, ${finding.certainty})`;
}

/** Every figure that can be changed, with what is printed. */
export function figures(): readonly { readonly name: string; readonly text: string }[] {
  return tables.flatMap((table) =>
    table.rows.flatMap((cells) => cells.filter((cell): cell is Named => typeof cell !== 'string')),
  );
}
