/**
 * The disclosure tables of a department year in the layout of a template. Labels name the table, the row and the column:
 *
 *     t/expenditure/2080505/basic    t/fiscal-summary/class:210/general    t/three-public/final/total
 */
import { type Chance } from './chance.ts';
import { classes, economicCodes, economicName, functionalName } from './codes.ts';
import {
  codeTree,
  type DepartmentYear,
  economicAmount,
  personnelMoney,
  publicMoney,
  sums,
  type ThreePublic,
  threePublicTotal,
  vehicleTotal,
  vehicleUses,
} from './department-year.ts';
import { type Fen, wan, yuan } from './money.ts';
import {
  blanks,
  cell,
  mark,
  type PaperCell,
  type PaperParagraph,
  type PaperRow,
  type PaperTable,
  paragraph,
  plain,
  spanning,
} from './paper.ts';
import { type Template } from './templates.ts';

const chineseNumerals = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** 1 → 一, 12 → 十二, 26 → 二十六. */
export function chineseNumber(value: number): string {
  const tens = Math.floor(value / 10);
  const ones = value % 10;
  const ten = tens === 0 ? '' : tens === 1 ? '十' : `${chineseNumerals[tens]}十`;
  return `${ten}${ones === 0 && tens > 0 ? '' : (chineseNumerals[ones] ?? '')}`;
}

interface Layout {
  readonly template: Template;
  readonly year: DepartmentYear;
  amount(fen: Fen): string;
  /** 0.00 where the template prints zeros. */
  filled(fen: Fen): string;
}

function layout(template: Template, year: DepartmentYear): Layout {
  const amount = (fen: Fen): string => (fen === 0n ? '' : template.tableUnit === '元' ? yuan(fen) : wan(fen));
  return { template, year, amount, filled: (fen) => (fen === 0n && template.printsZeros ? '0.00' : amount(fen)) };
}

/** Titles by table id, in the template's words. */
export function tableTitle(template: Template, id: string): string {
  switch (id) {
    case 'income-expenditure-summary':
      return '收入支出决算总表';
    case 'income':
      return '收入决算表';
    case 'expenditure':
      return '支出决算表';
    case 'fiscal-summary':
      return '财政拨款收入支出决算总表';
    case 'general-public-expenditure':
      return '一般公共预算财政拨款支出决算表';
    case 'basic-expenditure-detail':
      return template.economicTitle;
    case 'government-fund':
      return '政府性基金预算财政拨款收入支出决算表';
    case 'state-capital':
      return '国有资本经营预算财政拨款支出决算表';
    case 'three-public':
      return template.threePublicTitle;
    case 'disclosure-statistics':
      return '部门决算公开相关信息统计表';
    default:
      throw new Error(`no table ${id}`);
  }
}

/** The tables in the template's order. */
export function tableOrder(template: Template): readonly string[] {
  const first = [
    'income-expenditure-summary',
    'income',
    'expenditure',
    'fiscal-summary',
    'general-public-expenditure',
    'basic-expenditure-detail',
  ];
  const rest =
    template.threePublicAt === 7
      ? ['three-public', 'government-fund', 'state-capital']
      : ['government-fund', 'state-capital', 'three-public'];
  return [...first, ...rest, ...(template.statisticsTable ? ['disclosure-statistics'] : [])];
}

function frame(
  at: Layout,
  id: string,
  rows: readonly PaperRow[],
  notes: readonly PaperParagraph[],
  unit: string = at.template.tableUnit,
): PaperTable {
  const { template, year } = at;
  const position = tableOrder(template).indexOf(id) + 1;
  return {
    kind: 'table',
    id: `t/${id}`,
    layout: 'table',
    title: mark(`t/${id}/title`, tableTitle(template, id)),
    subtitle: null,
    number: template.number === null ? null : mark(`t/${id}/number`, template.number(position)),
    department: mark(`t/${id}/department`, `${template.departmentLabel}${year.bureau}`),
    year: template.yearLine ? mark(`t/${id}/year`, `${year.year}年度`) : null,
    unit: mark(`t/${id}/unit`, `${template.unitLabel}${unit}`),
    rows,
    notes,
  };
}

function header(id: string, ...cells: readonly (PaperCell | readonly PaperCell[])[]): PaperRow {
  return { id, header: true, cells: cells.flatMap((one) => ('text' in one ? [one] : [...one])) };
}

function row(id: string, ...cells: readonly (PaperCell | readonly PaperCell[])[]): PaperRow {
  return { id, cells: cells.flatMap((one) => ('text' in one ? [one] : [...one])) };
}

function note(id: string, text: string): PaperParagraph {
  return paragraph(`t/${id}/note`, 'note', `注：${text}`);
}

interface ClassRow {
  readonly code: string;
  readonly name: string;
}

function classRows(at: Layout): readonly ClassRow[] {
  const used = new Set(at.year.items.map((item) => item.code.slice(0, 3)));
  switch (at.template.classes) {
    case 'full':
      return classes;
    case 'full-24':
      return classes.filter((one) => one.code !== '231' && one.code !== '232');
    case 'abridged':
      return classes.filter(
        (one) => used.has(one.code) || ['201', '202', '203', '204', '205', '206'].includes(one.code),
      );
  }
}

function summaryTable(at: Layout): PaperTable {
  const { template, year } = at;
  const id = 'income-expenditure-summary';
  const all = sums(year);
  const general = sums(year, '', 'general');
  const fund = sums(year, '', 'fund');
  const capital = sums(year, '', 'capital');
  const income: readonly (readonly [string, string, Fen])[] = [
    ['general', '一、一般公共预算财政拨款收入', general.fiscalIncome],
    ['fund', '二、政府性基金预算财政拨款收入', fund.fiscalIncome],
    ['capital', '三、国有资本经营预算财政拨款收入', capital.fiscalIncome],
    ['superior', '四、上级补助收入', 0n],
    ['business', '五、事业收入', 0n],
    ['operating', '六、经营收入', 0n],
    ['subordinate', '七、附属单位上缴收入', 0n],
    ['other', '八、其他收入', all.otherIncome],
  ];
  const list = classRows(at);
  const body = Math.max(9, list.length + (template.classes === 'abridged' ? 1 : 0));
  const tail = template.classes === 'abridged' ? 4 : 5;
  const height = body + tail;
  const rows: PaperRow[] = [
    header(`${id}/head1`, spanning('收入', 3), spanning('支出', 3)),
    header(
      `${id}/head2`,
      plain('项目'),
      plain('行次'),
      plain(template.summaryValue),
      plain('项目'),
      plain('行次'),
      plain(template.summaryValue),
    ),
    header(`${id}/head3`, plain('栏次'), plain(''), plain('1'), plain('栏次'), plain(''), plain('2')),
  ];
  for (let index = 0; index < body; index += 1) {
    const left = income[index];
    const right = list[index];
    rows.push(
      row(
        `t/${id}/row${index + 1}`,
        plain(left?.[1] ?? ''),
        plain(String(index + 1)),
        left === undefined ? plain('') : cell(`t/${id}/income/${left[0]}`, at.amount(left[2])),
        plain(right === undefined ? '' : `${chineseNumber(index + 1)}、${right.name}`),
        plain(String(height + index + 1)),
        right === undefined ? plain('') : cell(`t/${id}/class:${right.code}`, at.amount(sums(year, right.code).spent)),
      ),
    );
  }
  const opening = all.opening + all.otherOpening;
  const closing = all.closing + all.otherClosing;
  const surplus = template.usesSpecialSurplus ? '使用非财政拨款结余（含专用结余）' : '使用非财政拨款结余';
  const tailRows: readonly (readonly [string, string, string, Fen, string, string, Fen])[] = [
    [
      'year-total',
      '本年收入合计',
      'income/year-total',
      all.income,
      '本年支出合计',
      'expenditure/year-total',
      all.spent,
    ],
    ['surplus', surplus, 'income/surplus', 0n, '结余分配', 'expenditure/distribution', 0n],
    ['balances', '年初结转和结余', 'income/opening', opening, '年末结转和结余', 'expenditure/closing', closing],
    ...(tail === 5 ? [['blank', '', 'income/blank', 0n, '', 'expenditure/blank', 0n] as const] : []),
    ['total', '总计', 'income/total', all.income + opening, '总计', 'expenditure/total', all.spent + closing],
  ];
  tailRows.forEach(([key, leftName, leftId, left, rightName, rightId, right], index) => {
    rows.push(
      row(
        `t/${id}/${key}`,
        plain(leftName),
        plain(String(body + index + 1)),
        cell(`t/${id}/${leftId}`, at.amount(left)),
        plain(rightName),
        plain(String(height + body + index + 1)),
        cell(`t/${id}/${rightId}`, at.amount(right)),
      ),
    );
  });
  return frame(at, id, rows, [
    note(id, '本表反映部门本年度的总收支和年末结转结余情况。本套报表金额单位转换时可能存在尾数误差。'),
  ]);
}

function codeCells(at: Layout, id: string, code: string): readonly PaperCell[] {
  const name = plain(functionalName(code));
  if (!at.template.codeSplit) return [cell(`t/${id}/${code}/code`, code), name];
  return [plain(code.slice(0, 3)), plain(code.slice(3, 5)), plain(code.slice(5, 7)), name];
}

function codeHeaders(
  at: Layout,
  id: string,
  columns: readonly string[],
  groups?: readonly (readonly [string, number])[],
): readonly PaperRow[] {
  const lead = at.template.codeSplit ? 4 : 2;
  const codeHeader = at.template.codeSplit ? spanning(at.template.codeHeader, 3) : [plain(at.template.codeHeader)];
  const rows: PaperRow[] = [];
  if (groups === undefined) {
    rows.push(
      header(
        `${id}/head1`,
        spanning('项目', lead),
        columns.map((column) => plain(column)),
      ),
    );
    rows.push(header(`${id}/head2`, codeHeader, plain('科目名称'), blanks(columns.length)));
  } else {
    const second: PaperCell[] = [];
    let index = 0;
    const first: PaperCell[] = [];
    for (const [group, width] of groups) {
      first.push(...spanning(group, width));
      for (let inside = 0; inside < width; inside += 1) {
        second.push(plain(width === 1 ? '' : (columns[index] ?? '')));
        index += 1;
      }
    }
    rows.push(header(`${id}/head1`, spanning('项目', lead), first));
    rows.push(header(`${id}/head2`, codeHeader, plain('科目名称'), second));
  }
  if (at.template.codeSplit)
    rows.push(header(`${id}/head3`, plain('类'), plain('款'), plain('项'), plain(''), blanks(columns.length)));
  rows.push(
    header(
      `${id}/numbers`,
      spanning('栏次', lead),
      columns.map((_, index) => plain(String(index + 1))),
    ),
  );
  return rows;
}

type Column = readonly [key: string, of: (code: string) => Fen, filled?: boolean];

function codeTable(
  at: Layout,
  id: string,
  headers: readonly PaperRow[],
  codes: readonly string[],
  columns: readonly Column[],
  notes: readonly PaperParagraph[],
): PaperTable {
  const lead = at.template.codeSplit ? 4 : 2;
  const empty = codes.length === 0;
  const total = row(
    `t/${id}/total`,
    spanning('合计', lead),
    columns.map(([key, of]) => cell(`t/${id}/total/${key}`, empty ? '' : at.amount(of('')))),
  );
  const body = codes.map((code) =>
    row(
      `t/${id}/${code}`,
      codeCells(at, id, code),
      columns.map(([key, of, filled]) =>
        cell(`t/${id}/${code}/${key}`, filled === true ? at.filled(of(code)) : at.amount(of(code))),
      ),
    ),
  );
  const padding =
    empty && at.template.name.startsWith('hunan')
      ? Array.from({ length: 3 }, (_, index) => row(`t/${id}/padding${index}`, blanks(lead + columns.length)))
      : [];
  return frame(at, id, [...headers, total, ...body, ...padding], notes);
}

function incomeTable(at: Layout): PaperTable {
  const { year } = at;
  const id = 'income';
  const codes = codeTree(
    year,
    (item) => item.basic + item.project + item.other + item.closing + item.otherClosing > 0n,
  );
  return codeTable(
    at,
    id,
    codeHeaders(at, id, [
      '本年收入合计',
      '财政拨款收入',
      '上级补助收入',
      '事业收入',
      '经营收入',
      '附属单位上缴收入',
      '其他收入',
    ]),
    codes,
    [
      ['total', (code) => sums(year, code).income],
      ['fiscal', (code) => sums(year, code).fiscalIncome],
      ['superior', () => 0n],
      ['business', () => 0n],
      ['operating', () => 0n],
      ['subordinate', () => 0n],
      ['other', (code) => sums(year, code).otherIncome],
    ],
    [note(id, '本表反映部门本年度取得的各项收入情况。')],
  );
}

function expenditureTable(at: Layout): PaperTable {
  const { year } = at;
  const id = 'expenditure';
  return codeTable(
    at,
    id,
    codeHeaders(at, id, ['本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出']),
    codeTree(year, () => true),
    [
      ['total', (code) => sums(year, code).spent],
      ['basic', (code) => sums(year, code).basic, true],
      ['project', (code) => sums(year, code).project + sums(year, code).other, true],
      ['upward', () => 0n],
      ['operating', () => 0n],
      ['downward', () => 0n],
    ],
    [note(id, '本表反映部门本年度各项支出情况。')],
  );
}

function fiscalTable(at: Layout): PaperTable {
  const { template, year } = at;
  const id = 'fiscal-summary';
  const all = sums(year);
  const general = sums(year, '', 'general');
  const fund = sums(year, '', 'fund');
  const capital = sums(year, '', 'capital');
  const list = classRows(at);
  const body = Math.max(4, list.length);
  const numbers = template.fiscalRowNumbers;
  const ordinal = (index: number): string => (numbers ? `${chineseNumber(index)}、` : `${index}. `);
  const income: readonly (readonly [string, string, Fen])[] = [
    ['general', '一般公共预算财政拨款', general.fiscalIncome],
    ['fund', '政府性基金预算财政拨款', fund.fiscalIncome],
    ['capital', '国有资本经营预算财政拨款', capital.fiscalIncome],
  ];
  const height = body + 6;
  const rowNumber = (value: number): readonly PaperCell[] => (numbers ? [plain(String(value))] : []);
  const value = template.summaryValue;
  const columns = ['合计', '一般公共预算财政拨款', '政府性基金预算财政拨款', '国有资本经营预算财政拨款'];
  const rows: PaperRow[] = [
    header(`${id}/head1`, spanning('收入', numbers ? 3 : 2), spanning('支出', numbers ? 6 : 5)),
    header(
      `${id}/head2`,
      plain('项目'),
      numbers ? [plain('行次')] : [],
      plain(value),
      plain('项目'),
      numbers ? [plain('行次')] : [],
      columns.map((one) => plain(one)),
    ),
    header(
      `${id}/head3`,
      plain('栏次'),
      numbers ? [plain('')] : [],
      plain('1'),
      plain('栏次'),
      numbers ? [plain('')] : [],
      ['2', '3', '4', '5'].map((one) => plain(one)),
    ),
  ];
  const byBudget = (key: string, fens: readonly [Fen, Fen, Fen, Fen]): readonly PaperCell[] => [
    cell(`t/${id}/${key}/total`, at.amount(fens[0])),
    cell(`t/${id}/${key}/general`, at.amount(fens[1])),
    cell(`t/${id}/${key}/fund`, at.amount(fens[2])),
    cell(`t/${id}/${key}/capital`, at.amount(fens[3])),
  ];
  for (let index = 0; index < body; index += 1) {
    const left = income[index];
    const right = list[index];
    const spent = (budget?: 'general' | 'fund' | 'capital'): Fen =>
      right === undefined ? 0n : sums(year, right.code, budget).fiscalSpent;
    rows.push(
      row(
        `t/${id}/row${index + 1}`,
        plain(left === undefined ? '' : `${ordinal(index + 1)}${left[1]}`),
        rowNumber(index + 1),
        left === undefined ? plain('') : cell(`t/${id}/income/${left[0]}`, at.amount(left[2])),
        plain(right === undefined ? '' : `${ordinal(index + 1)}${right.name}`),
        rowNumber(height + index + 1),
        right === undefined
          ? blanks(4)
          : byBudget(`class:${right.code}`, [spent(), spent('general'), spent('fund'), spent('capital')]),
      ),
    );
  }
  const tail = (
    key: string,
    leftName: string,
    left: Fen,
    rightName: string,
    right: readonly PaperCell[],
    offset: number,
  ): PaperRow =>
    row(
      `t/${id}/${key}`,
      plain(leftName),
      rowNumber(body + offset),
      cell(`t/${id}/income/${key}`, at.amount(left)),
      plain(rightName),
      rowNumber(height + body + offset),
      right,
    );
  rows.push(
    tail(
      'year-total',
      '本年收入合计',
      all.fiscalIncome,
      '本年支出合计',
      byBudget('year-total', [all.fiscalSpent, general.fiscalSpent, fund.fiscalSpent, capital.fiscalSpent]),
      1,
    ),
    tail(
      'opening',
      '年初财政拨款结转和结余',
      all.opening,
      '年末财政拨款结转和结余',
      byBudget('closing', [all.closing, general.closing, fund.closing, capital.closing]),
      2,
    ),
    tail('opening-general', '一般公共预算财政拨款', general.opening, '', blanks(4), 3),
    tail('opening-fund', '政府性基金预算财政拨款', fund.opening, '', blanks(4), 4),
    tail('opening-capital', '国有资本经营预算财政拨款', capital.opening, '', blanks(4), 5),
    tail(
      'total',
      numbers ? '总计' : '收入总计',
      all.fiscalIncome + all.opening,
      numbers ? '总计' : '支出总计',
      byBudget('total', [
        all.fiscalSpent + all.closing,
        general.fiscalSpent + general.closing,
        fund.fiscalSpent + fund.closing,
        capital.fiscalSpent + capital.closing,
      ]),
      6,
    ),
  );
  return frame(at, id, rows, [
    note(
      id,
      '本表反映部门本年度一般公共预算财政拨款、政府性基金预算财政拨款和国有资本经营预算财政拨款的总收支和年末结转结余情况。',
    ),
  ]);
}

function generalTable(at: Layout): PaperTable {
  const { year } = at;
  const id = 'general-public-expenditure';
  return codeTable(
    at,
    id,
    codeHeaders(at, id, ['小计', '基本支出', '项目支出'], [['本年支出', 3]]),
    codeTree(year, (item) => item.budget === 'general' && item.basic + item.project > 0n),
    [
      ['total', (code) => sums(year, code, 'general').fiscalSpent],
      ['basic', (code) => sums(year, code, 'general').basic, true],
      ['project', (code) => sums(year, code, 'general').project, true],
    ],
    [note(id, '本表反映部门本年度一般公共预算财政拨款支出情况。')],
  );
}

function basicTable(at: Layout): PaperTable {
  const { template, year } = at;
  const id = 'basic-expenditure-detail';
  const basicConstruction = (code: string): boolean => code.startsWith('309') || code.startsWith('311');
  const personnel = economicCodes.filter((code) => /^30[13]/.test(code));
  const goods = economicCodes.filter((code) => code.startsWith('302'));
  const third =
    template.economicBlocks === 3
      ? [economicCodes.filter((code) => /^(307|310|312|313|399)/.test(code))]
      : [
          economicCodes.filter((code) => /^(307|309)/.test(code) || (code.startsWith('310') && code < '31011')),
          economicCodes.filter(
            (code) => /^(311|312|313|399)/.test(code) || (code.startsWith('310') && code >= '31011'),
          ),
        ];
  // 301 stands with its 款, then 303 with its own: order of codes.
  const blocks = [personnel, goods, ...third.map((list) => [...list].sort())];
  const height = Math.max(...blocks.map((block) => block.length));
  const rows: PaperRow[] = [];
  if (template.economicSuperHeader)
    rows.push(header(`${id}/head1`, spanning('人员经费', 3), spanning('公用经费', 3 * (blocks.length - 1))));
  const codeHeader = template.name === 'hunan-2024' ? '经济分类科目编码' : '科目编码';
  rows.push(
    header(
      `${id}/head2`,
      blocks.flatMap(() => [plain(codeHeader), plain('科目名称'), plain('决算数')]),
    ),
  );
  for (let index = 0; index < height; index += 1) {
    rows.push(
      row(
        `t/${id}/row${index}`,
        blocks.flatMap((block) => {
          const code = block[index];
          if (code === undefined) return blanks(3);
          const amount = basicConstruction(code) ? '——' : at.filled(economicAmount(year, code));
          return [cell(`t/${id}/${code}/code`, code), plain(economicName(code)), cell(`t/${id}/${code}`, amount)];
        }),
      ),
    );
  }
  rows.push(
    row(
      `t/${id}/totals`,
      spanning('人员经费合计', 2),
      cell(`t/${id}/personnel`, at.amount(personnelMoney(year))),
      spanning('公用经费合计', 3 * (blocks.length - 1) - 1),
      cell(`t/${id}/public`, at.amount(publicMoney(year))),
    ),
  );
  return frame(at, id, rows, [note(id, '本表反映部门本年度一般公共预算财政拨款基本支出明细情况。')]);
}

const emptyFundReasons = [
  '本部门本年度没有政府性基金预算财政拨款收入，也没有使用政府性基金预算财政拨款安排的支出，故本表无数据。',
  '本年度我单位无政府性基金收支，此表为空表。',
  '我单位不涉及政府性基金预算财政拨款收支，本表无数据。',
];
const emptyCapitalReasons = [
  '本部门本年度没有使用国有资本经营预算财政拨款安排的支出，故本表无数据。',
  '本年度我单位无国有资本经营预算财政拨款支出，此表为空表。',
  '我单位不涉及国有资本经营预算，本表无数据。',
];

function fundTable(at: Layout, source: Chance): PaperTable {
  const { year } = at;
  const id = 'government-fund';
  const codes = codeTree(year, (item) => item.budget === 'fund');
  const of = (code: string): ReturnType<typeof sums> => sums(year, code, 'fund');
  const columns: readonly Column[] = [
    ['opening', (code) => of(code).opening],
    ['income', (code) => of(code).fiscalIncome],
    ['total', (code) => of(code).fiscalSpent],
    ['basic', (code) => of(code).basic],
    ['project', (code) => of(code).project],
    ['closing', (code) => of(code).closing],
  ];
  const headers = codeHeaders(
    at,
    id,
    ['', '', '小计', '基本支出', '项目支出', ''],
    [
      ['年初结转和结余', 1],
      ['本年收入', 1],
      ['本年支出', 3],
      ['年末结转和结余', 1],
    ],
  );
  return codeTable(at, id, headers, codes, columns, [
    note(id, '本表反映部门本年度政府性基金预算财政拨款收入、支出及结转和结余情况。'),
    ...(codes.length === 0 ? [paragraph(`t/${id}/reason`, 'note', `说明：${source.pick(emptyFundReasons)}`)] : []),
  ]);
}

function capitalTable(at: Layout, source: Chance): PaperTable {
  const { year } = at;
  const id = 'state-capital';
  const codes = codeTree(year, (item) => item.budget === 'capital');
  const of = (code: string): ReturnType<typeof sums> => sums(year, code, 'capital');
  return codeTable(
    at,
    id,
    codeHeaders(at, id, ['合计', '基本支出', '项目支出'], [['本年支出', 3]]),
    codes,
    [
      ['total', (code) => of(code).fiscalSpent],
      ['basic', (code) => of(code).basic],
      ['project', (code) => of(code).project],
    ],
    [
      note(id, '本表反映部门本年度国有资本经营预算财政拨款支出情况。'),
      ...(codes.length === 0 ? [paragraph(`t/${id}/reason`, 'note', `说明：${source.pick(emptyCapitalReasons)}`)] : []),
    ],
  );
}

function threePublicTable(at: Layout): PaperTable {
  const { template, year } = at;
  const id = 'three-public';
  const money = (key: string, list: ThreePublic): readonly (readonly [string, Fen])[] => [
    [`${key}/total`, threePublicTotal(list)],
    [`${key}/abroad`, list.abroad],
    [`${key}/vehicles`, list.purchase + list.running],
    [`${key}/purchase`, list.purchase],
    [`${key}/running`, list.running],
    [`${key}/reception`, list.reception],
  ];
  const cells = (list: readonly (readonly [string, Fen])[]): readonly PaperCell[] =>
    list.map(([key, amount]) => cell(`t/${id}/${key}`, at.filled(amount)));
  const explanation = note(
    id,
    '本表反映部门本年度财政拨款“三公”经费支出预决算情况。其中，预算数为“三公”经费全年预算数，反映按规定程序调整后的预算数；决算数是包括当年财政拨款和以前年度结转资金安排的实际支出。',
  );
  if (template.threePublic === 'wide') {
    const half = (): readonly PaperCell[] => [
      plain('合计'),
      plain('因公出国（境）费'),
      ...spanning('公务用车购置及运行维护费', 3),
      plain('公务接待费'),
    ];
    const second = (): readonly PaperCell[] => [
      plain(''),
      plain(''),
      plain('小计'),
      plain('公务用车购置费'),
      plain('公务用车运行维护费'),
      plain(''),
    ];
    return frame(
      at,
      id,
      [
        header(`${id}/head1`, spanning('预算数', 6), spanning('决算数', 6)),
        header(`${id}/head2`, half(), half()),
        header(`${id}/head3`, second(), second()),
        header(
          `${id}/numbers`,
          Array.from({ length: 12 }, (_, index) => plain(String(index + 1))),
        ),
        row(
          `t/${id}/row`,
          cells(money('budget', year.threePublicBudget)),
          cells(money('final', year.threePublicFinal)),
        ),
      ],
      [explanation],
    );
  }
  const ordered = (key: string, list: ThreePublic, meeting: Fen, training: Fen): readonly PaperCell[] =>
    cells([
      [`${key}/total`, threePublicTotal(list)],
      [`${key}/abroad`, list.abroad],
      [`${key}/reception`, list.reception],
      [`${key}/vehicles`, list.purchase + list.running],
      [`${key}/purchase`, list.purchase],
      [`${key}/running`, list.running],
      [`${key}/meeting`, meeting],
      [`${key}/training`, training],
    ]);
  return frame(
    at,
    id,
    [
      header(`${id}/head1`, plain('项目'), spanning('财政拨款安排的“三公”经费', 6), plain('会议费'), plain('培训费')),
      header(
        `${id}/head2`,
        plain(''),
        plain('小计'),
        plain('因公出国（境）费用'),
        plain('公务接待费'),
        spanning('公务用车购置及运行维护费', 3),
        blanks(2),
      ),
      header(`${id}/head3`, blanks(4), plain('小计'), plain('公务用车购置费'), plain('公务用车运行维护费'), blanks(2)),
      header(
        `${id}/numbers`,
        plain('栏次'),
        Array.from({ length: 8 }, (_, index) => plain(String(index + 1))),
      ),
      row(
        `t/${id}/budget`,
        plain('预算数'),
        ordered('budget', year.threePublicBudget, year.meeting.budget, year.training.budget),
      ),
      row(
        `t/${id}/final`,
        plain('决算数'),
        ordered('final', year.threePublicFinal, year.meeting.final, year.training.final),
      ),
    ],
    [explanation],
  );
}

function statisticsTable(at: Layout): PaperTable {
  const { year } = at;
  const id = 'disclosure-statistics';
  const { goods, works, services } = year.procurement;
  const count = (value: number): string => (value === 0 ? '' : String(value));
  // What the text gives as 0 is 0 here too.
  const bought = (value: Fen): string => at.amount(value) || '0.00';
  const rows: PaperRow[] = [
    row(`t/${id}/procurement`, spanning('一、政府采购情况', 3)),
    row(`t/${id}/head1`, plain('项目'), plain('行次'), plain('统计数')),
    row(`t/${id}/1`, plain('合计'), plain('1'), cell(`t/${id}/procurement/total`, bought(goods + works + services))),
    row(`t/${id}/2`, plain('货物'), plain('2'), cell(`t/${id}/procurement/goods`, bought(goods))),
    row(`t/${id}/3`, plain('工程'), plain('3'), cell(`t/${id}/procurement/works`, bought(works))),
    row(`t/${id}/4`, plain('服务'), plain('4'), cell(`t/${id}/procurement/services`, bought(services))),
    row(`t/${id}/running`, spanning('二、机关运行经费', 3)),
    row(`t/${id}/head2`, plain('项目'), plain(''), plain('统计数')),
    row(
      `t/${id}/5`,
      plain('（一）行政单位'),
      plain('5'),
      cell(`t/${id}/running/administration`, year.standing === 'administration' ? at.amount(publicMoney(year)) : ''),
    ),
    row(`t/${id}/6`, plain('（二）参照公务员法管理事业单位'), plain('6'), plain('')),
    row(`t/${id}/assets`, spanning('三、国有资产占用情况', 3)),
    row(
      `t/${id}/7`,
      plain('（一）车辆数合计（辆）'),
      plain('7'),
      cell(`t/${id}/vehicles/total`, count(vehicleTotal(year.vehicles))),
    ),
    ...vehicleUses.map((use, index) =>
      row(
        `t/${id}/${index + 8}`,
        plain(`${index + 1}. ${use}`),
        plain(String(index + 8)),
        cell(`t/${id}/vehicles/${index}`, count(year.vehicles[index] ?? 0)),
      ),
    ),
    row(
      `t/${id}/16`,
      plain('（二）单价100万元（含）以上设备（不含车辆）（台、套）'),
      plain('16'),
      cell(`t/${id}/equipment`, String(year.equipment)),
    ),
  ];
  return frame(at, id, rows, [note(id, '本表反映部门本年度政府采购、机关运行经费和国有资产占用情况。')]);
}

/** All disclosure tables in the template's order. */
export function disclosureTables(template: Template, year: DepartmentYear, source: Chance): readonly PaperTable[] {
  const at = layout(template, year);
  return tableOrder(template).map((id) => {
    switch (id) {
      case 'income-expenditure-summary':
        return summaryTable(at);
      case 'income':
        return incomeTable(at);
      case 'expenditure':
        return expenditureTable(at);
      case 'fiscal-summary':
        return fiscalTable(at);
      case 'general-public-expenditure':
        return generalTable(at);
      case 'basic-expenditure-detail':
        return basicTable(at);
      case 'government-fund':
        return fundTable(at, source.fork('fund reason'));
      case 'state-capital':
        return capitalTable(at, source.fork('capital reason'));
      case 'three-public':
        return threePublicTable(at);
      default:
        return statisticsTable(at);
    }
  });
}

/** The list of tables with 是否空表, as Shaanxi prints it before the tables. */
export function emptyTableList(template: Template, year: DepartmentYear): PaperTable {
  const empty = (id: string): boolean =>
    (id === 'government-fund' && !year.items.some((item) => item.budget === 'fund')) ||
    (id === 'state-capital' && !year.items.some((item) => item.budget === 'capital')) ||
    (id === 'three-public' &&
      threePublicTotal(year.threePublicBudget) +
        threePublicTotal(year.threePublicFinal) +
        year.meeting.budget +
        year.training.budget ===
        0n);
  return {
    kind: 'table',
    id: 'l/tables',
    layout: 'list',
    title: mark('l/tables/title', ''),
    subtitle: null,
    number: null,
    department: null,
    year: null,
    unit: null,
    rows: [
      {
        id: 'l/tables/head',
        header: true,
        cells: [plain('序号'), plain('内容'), plain('是否空表'), plain('表格为空的理由')],
      },
      ...tableOrder(template).map((id, index) => ({
        id: `l/tables/${id}`,
        cells: [
          plain(`表${index + 1}`),
          plain(tableTitle(template, id)),
          cell(`l/tables/${id}/empty`, empty(id) ? '是' : '否'),
          cell(`l/tables/${id}/reason`, empty(id) ? '本单位不涉及，故公开空表' : ''),
        ],
      })),
    ],
    notes: [],
  };
}
