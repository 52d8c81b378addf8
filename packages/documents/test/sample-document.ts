/**
 * A written document of the golden department for tests of the writers: cover, four parts with narrative, the year's tables,
 * a small form with merged cells. Its figures come from the golden facts, as those of a real publication do.
 */
import {
  type FigureOrigin,
  narrativeTemplate,
  type PrintedRow,
  type StatementTerm,
  statements,
  statementTemplate,
  type WrittenBlock,
  type WrittenDocument,
  type WrittenHeading,
  type WrittenParagraph,
  type WrittenRun,
  type WrittenTable,
  writeDisclosure,
} from '@mingzhang/disclosure';
import { goldenFacts, narrativeFacts } from '@mingzhang/disclosure/testing';

const heading = (level: WrittenHeading['level'], text: string): WrittenHeading => ({ kind: 'heading', level, text });

/** Text with its figures between curly brackets, each with its origin in turn. */
function sentence(text: string, ...origins: readonly FigureOrigin[]): WrittenParagraph {
  let next = 0;
  const runs = text.split(/[{}]/).map((piece, index): WrittenRun => {
    if (index % 2 === 0) return { text: piece };
    const origin = origins[next];
    next += 1;
    if (origin === undefined) throw new Error(`no origin for ${piece}`);
    return { text: piece, origin };
  });
  return { kind: 'paragraph', runs: runs.filter((run) => run.text !== '') };
}

const year = goldenFacts.year;
const terms = (...selectors: readonly StatementTerm['selector'][]): FigureOrigin => ({
  kind: 'terms',
  year,
  terms: selectors.map((selector) => ({ sign: 1, selector })),
});
const income = terms({ measure: 'income' });
const opening = terms({ measure: 'opening' });
const expenditure = terms({ measure: 'expenditure' });
const basic = terms({ measure: 'expenditure', kinds: ['basic'] });

/** The indicators of a project form: merged cells upwards and to the left. */
const form: readonly PrintedRow[] = [
  {
    role: 'header',
    cells: [
      { text: '一级指标' },
      { text: '二级指标' },
      { text: '三级指标' },
      { text: '年度指标值' },
      { text: '实际完成值' },
      { text: '分值' },
      { text: '得分' },
    ],
  },
  ...(
    [
      ['产出指标', '数量指标', '资助参保人数', '≥12000人', '12360人', '20', '20.00'],
      ['', '', '一站式结算定点机构数', '≥40家', '41家', '15', '15.00'],
      ['', '时效指标', '救助资金拨付及时率', '≥95%', '96.50%', '15', '15.00'],
      ['效益指标', '社会效益指标', '困难群众个人负担减轻金额', '≥280万元', '300.00万元', '30', '30.00'],
      ['满意度指标', '服务对象满意度指标', '救助对象满意度', '≥90%', '93.20%', '10', '10.00'],
    ] as const
  ).map(
    (texts): PrintedRow => ({
      role: 'body',
      cells: texts.map((text, column) => (text === '' && column < 2 ? { text, merged: 'above' } : { text })),
    }),
  ),
  {
    role: 'body',
    cells: [
      { text: '总分' },
      ...Array.from({ length: 4 }, () => ({ text: '', merged: 'left' as const })),
      { text: '90' },
      { text: '90.00' },
    ],
  },
];

/** The document in a province's layout; with `cover`, what its first page says otherwise. */
export function sampleDocument(
  templateId = 'hunan-2024',
  cover: Partial<WrittenDocument['cover']> = {},
): WrittenDocument {
  const template = statementTemplate(templateId);
  if (template === null) throw new Error(`no template ${templateId}`);
  const tables = statements(goldenFacts, template).map(
    (table): WrittenTable => ({
      kind: 'table',
      id: table.id,
      title: table.title,
      number: table.head.number,
      department: table.head.department,
      year: table.head.year,
      unit: table.head.unit,
      rows: table.grid,
      notes: table.notes.map(({ text }) => text),
      wide: Math.max(...table.grid.map(({ cells }) => cells.length)) > 6,
    }),
  );
  const blocks: readonly WrittenBlock[] = [
    heading(1, '第一部分 部门概况'),
    heading(2, '一、部门职责'),
    sentence('贯彻执行医疗保障法律法规和政策，拟订全县医疗保障事业发展规划并组织实施。'),
    sentence('组织实施城镇职工、城乡居民基本医疗保险和医疗救助政策，监督管理医疗保障基金。'),
    heading(2, '二、机构设置'),
    heading(3, '（一）内设机构'),
    sentence('青禾县医疗保障局内设办公室、待遇保障股、医药服务管理股、基金监管股。'),
    heading(3, '（二）决算单位构成'),
    sentence('青禾县医疗保障局部门决算单位构成：局机关，无下属单位。'),
    { kind: 'page-break' },
    heading(1, '第二部分 部门决算表'),
    ...tables,
    { kind: 'page-break' },
    heading(1, '第三部分 部门决算情况说明'),
    heading(2, '一、收入支出决算总体情况说明'),
    sentence(
      '2024年度收入总计{1247.00}万元，支出总计{1247.00}万元。其中：本年收入{1192.00}万元，年初结转和结余{55.00}万元；本年支出{1220.00}万元。',
      { kind: 'derived', formula: 'sum', operands: [income, opening] },
      { kind: 'derived', formula: 'sum', operands: [income, opening] },
      income,
      opening,
      expenditure,
    ),
    heading(2, '二、支出决算情况说明'),
    sentence('本年支出合计{1220.00}万元，其中：基本支出{520.00}万元，占{42.62%}。', expenditure, basic, {
      kind: 'derived',
      formula: 'share',
      operands: [basic, expenditure],
    }),
    heading(3, '（一）基本支出'),
    sentence('基本支出{520.00}万元，用于保障机构正常运转：', basic),
    heading(4, '1.人员经费'),
    sentence('人员经费{430.00}万元，主要包括基本工资、津贴补贴和社会保障缴费。', basic),
    { kind: 'page-break' },
    heading(1, '第四部分 附件'),
    {
      kind: 'table',
      id: 'project-self-evaluation',
      title: '项目支出绩效自评表',
      number: null,
      department: null,
      year: `${year}年度`,
      unit: null,
      rows: form,
      notes: ['注：得分一栏保留两位小数。', '“实际完成值”引自业务台账 & 满意度调查 <2024年>。'],
      wide: true,
    },
  ];
  return {
    cover: {
      title: `${year}年度部门决算`,
      bureau: goldenFacts.department,
      publishedOn: '2025-09-18',
      released: [
        { role: '保密审查', person: '甲某某' },
        { role: '审签', person: '乙某某' },
      ],
      ...cover,
    },
    year,
    template: templateId,
    blocks,
  };
}

const reasons = {
  rose: ['本年新招录工作人员3人，人员经费增加', '上级追加医疗救助补助资金', '新增信息化运行维护任务，相应增加经费'],
  fell: ['落实过紧日子要求，压减一般性支出', '部分项目未到结算期，支出减少', '2名工作人员调出，人员经费减少'],
} as const;

/** The whole disclosure of a generated year, as the bureau would publish it: with a reason for each change that asks for one. */
export function wholeDisclosure(templateId = 'hunan-2024', seed = 7): WrittenDocument {
  const [narrative, layout] = [narrativeTemplate(templateId), statementTemplate(templateId)];
  if (narrative === null || layout === null) throw new Error(`no template ${templateId}`);
  const facts = narrativeFacts(seed, templateId);
  const { accounts } = facts;
  const parts = {
    tables: statements(accounts, layout),
    attachments: [],
    template: { narrative, statements: layout },
    cover: { title: `${accounts.year}年度部门决算`, bureau: accounts.department, publishedOn: null, released: [] },
  };
  const { asked } = writeDisclosure({ ...parts, facts });
  const given = Object.fromEntries(
    asked.map(({ key, direction }, index) => [key, reasons[direction === 1 ? 'rose' : 'fell'][index % 3] ?? '']),
  );
  return writeDisclosure({ ...parts, facts: { ...facts, reasons: given } }).document;
}
