import { exact, isBlocking } from '@mingzhang/kernel';
import { expect, it } from 'vitest';
import { type Form } from '../model.ts';
import { type WrittenTable } from '../writing/index.ts';
import { formFamily } from './layout.ts';
import { formFindings, readWritten } from './read-back.ts';
import { shippedRules } from './rules.ts';
import { lines, money, signed } from './testing.ts';
import {
  type BaseRow,
  type BaseRowKey,
  baseDataForm,
  baseRows,
  type GoalForm,
  goalForm,
  type OverallEvaluation,
  overallForm,
  type ProjectEvaluation,
  projectForm,
} from './values.ts';

function family(id: string) {
  const found = formFamily(id);
  if (found === null) throw new Error(id);
  return found;
}

function readBack(table: WrittenTable): Form {
  const document = readWritten([table]);
  expect(document.notRead).toEqual([]);
  const [form] = document.forms;
  if (form === undefined) throw new Error('no form was read');
  return form;
}

const shown = (form: Form): readonly string[] =>
  form.indicators.map((one) =>
    [one.level1, one.level2, one.name, one.target, one.actual, one.points, one.score, one.reason]
      .map((cell) => (typeof cell === 'object' ? (cell.text ?? '∅') : (cell ?? '·')))
      .join(' | '),
  );

const nothing = money(0, 0, 0);

const project: ProjectEvaluation = {
  id: '01900000-0000-7000-8000-000000000001',
  review: null,
  use: null,
  bureau: '禾丰县医疗保障局',
  year: 2024,
  rules: shippedRules,
  project: '基金监管与政策宣传',
  department: '禾丰县医疗保障局',
  implementer: '禾丰县医疗保障局机关',
  total: money(230_000, 240_000, 235_000),
  sources: { fiscal: money(230_000, 240_000, 235_000), carriedOver: nothing, other: nothing },
  lines,
  goal: '巡查定点药店，宣讲医保政策，追回违规费用。',
  outcome: '巡查药店126家次，宣讲政策36场，违规费用全部追回。',
  signed,
};

it.each(['hunan', 'shaanxi'])('a project in the layout of %s is read back as it was scored', (id) => {
  const table = projectForm(family(id), project);
  const form = readBack(table);
  expect([form.id, form.project, form.year]).toEqual(['project-self-evaluation', '基金监管与政策宣传', 2024]);
  expect(shown(form)).toEqual([
    '产出指标 | 数量指标 | 巡查定点药店家次 | ≥120家次 | 126家次 | 15 | 15 | ∅',
    '产出指标 | 数量指标 | 政策宣讲场次 | ≥40场 | 36场 | 10 | 9 | 入汛后停办四场；改进措施：按月排定进度',
    '产出指标 | 质量指标 | 问题整改率 | ≥95% | 97.6% | 10 | 10 | ∅',
    '产出指标 | 时效指标 | 线索办结时限 | ≤30个工作日 | 24个工作日 | 5 | 5 | ∅',
    '产出指标 | 成本指标 | 巡查经费支出 | ≤23.5万元 | 23.5万元 | 10 | 10 | ∅',
    '效益指标 | 社会效益指标 | 违规费用追回情况 | 应追尽追 | 应追尽追 | 15 | 15 | ∅',
    '效益指标 | 可持续影响指标 | 智能审核规则更新 | 持续更新 | 持续更新 | 15 | 15 | ∅',
    '满意度指标 | 服务对象满意度指标 | 参保群众满意度 | ≥90% | 93.4% | 10 | 10 | ∅',
  ]);
  const [total] = form.funds;
  expect([total?.annualBudget, total?.executed, total?.rate, total?.score].map((cell) => cell?.text)).toEqual([
    '24.00',
    '23.50',
    '97.92%',
    '9.79',
  ]);
  expect(form.totalScore?.quantity?.value).toBe(exact('98.79'));
  expect(formFindings([table]).map(({ check, message }) => `${check} ${message}`)).toEqual([]);
});

const overall: OverallEvaluation = {
  ...project,
  total: money(5_000_000, 5_230_000, 5_204_600),
  byIncome: [
    { label: '一般公共预算', amount: { fen: 522_000_000 } },
    { label: '政府性基金拨款', amount: { fen: 0 } },
    { label: '其他资金', amount: { fen: 1_000_000 } },
  ],
  byExpenditure: [
    { label: '基本支出', amount: { fen: 410_000_000 } },
    { label: '项目支出', amount: { fen: 113_000_000 } },
  ],
  tasks: [
    {
      name: '任务1',
      content: '保障人员工资',
      done: '完成',
      fiscal: { annual: { fen: 352_000_000 }, executed: { fen: 351_820_000 } },
      other: { annual: { fen: 0 }, executed: { fen: 0 } },
      points: '3',
    },
    {
      name: '任务2',
      content: '项目支出',
      done: '完成',
      fiscal: { annual: { fen: 170_000_000 }, executed: { fen: 168_640_000 } },
      other: { annual: { fen: 1_000_000 }, executed: { fen: 0 } },
      points: '7',
    },
  ],
};

it.each(['hunan', 'shaanxi'])('a whole department in the layout of %s is read back as it was scored', (id) => {
  const table = overallForm(family(id), overall);
  const form = readBack(table);
  expect([form.id, form.project, form.year, form.indicators.length]).toEqual([
    'overall-self-evaluation',
    null,
    2024,
    lines.length,
  ]);
  expect(form.totalScore?.quantity?.value).toBe(exact('98.95'));
  const total = form.funds.find(({ key }) => key === 'total');
  expect([total?.annualBudget?.text, total?.executed?.text, total?.rate?.text]).toEqual(['523.00', '520.46', '99.51%']);
  expect(
    form.funds.map(({ key, label, annual, annualBudget }) => [key, label, (annual ?? annualBudget)?.text]),
  ).toEqual(
    id === 'hunan'
      ? [
          ['total', '年度资金总额', '523.00'],
          ['by-income', '一般公共预算', '522.00万元'],
          ['by-expenditure', '基本支出', '410.00万元'],
          ['by-income', '政府性基金拨款', '0.00万元'],
          ['by-expenditure', '项目支出', '113.00万元'],
          ['by-income', '其他资金', '1.00万元'],
        ]
      : [
          ['task', '任务1 保障人员工资', '352.00'],
          ['task-fiscal', '任务1 保障人员工资（财政拨款）', '352.00'],
          ['task-other', '任务1 保障人员工资（其他资金）', '0.00'],
          ['task', '任务2 项目支出', '171.00'],
          ['task-fiscal', '任务2 项目支出（财政拨款）', '170.00'],
          ['task-other', '任务2 项目支出（其他资金）', '1.00'],
          ['total', '金额合计', '523.00'],
          ['total-fiscal', '金额合计（财政拨款）', '522.00'],
          ['total-other', '金额合计（其他资金）', '1.00'],
        ],
  );
  expect(formFindings([table]).map(({ check, message }) => `${check} ${message}`)).toEqual([]);
  expect(table.notes.some((note) => note.includes('入汛后停办四场'))).toBe(id === 'shaanxi');
});

const goal: GoalForm = {
  id: '01900000-0000-7000-8000-000000000002',
  bureau: '禾丰县医疗保障局',
  area: '禾丰县',
  year: 2024,
  project: '城乡医疗救助',
  department: '禾丰县医疗保障局',
  implementer: '禾丰县医疗保障局机关',
  nature: '一次性项目（1年结束）',
  period: '1年',
  whole: { central: 405_600_000, province: 118_300_000, county: 321_150_050, own: 0, other: 0 },
  annual: { central: 405_600_000, province: 118_300_000, county: 321_150_050, own: 0, other: 0 },
  overview: '资助困难群众参保，救助其住院和门诊负担。',
  basis: '救助办法和县级实施细则。',
  necessity: '困难群众的自付费用超出家庭承受能力。',
  measures: '名单按月比对，一站式结算，专户管理。',
  plan: '一季度资助参保，全年按月救助。',
  wholeGoal: '困难群众全部参保，符合条件的应救尽救。',
  annualGoal: '当年困难群众全部参保，当年救助当年结清。',
  indicators: [
    ...(
      [
        ['output', 'quantity', '资助参保人数', 'up', '9900', '人'],
        ['output', 'quality', '重点对象救助比例', 'up', '70', '%'],
        ['output', 'timeliness', '一站式结算率', 'up', '96', '%'],
        ['output', 'cost', '定额资助金额', 'down', '310', '元'],
        ['benefit', 'social', '困难群众就医负担', 'qualitative', '明显减轻', ''],
        ['benefit', 'sustainable', '救助制度', 'qualitative', '健全', ''],
        ['satisfaction', 'served', '救助对象满意度', 'up', '90', '%'],
      ] as const
    ).map(([level1, level2, name, direction, target, unit]) => ({
      level1,
      level2,
      name,
      direction,
      target,
      wholeTarget: target,
      unit,
    })),
  ],
  signed: { ...signed, filledOn: '2024-01-22' },
};

it('a goal form in yuan, whole period and year, is read back', () => {
  const table = goalForm(family('shanxi'), goal);
  const form = readBack(table);
  expect([form.id, form.project, form.year]).toEqual(['goal', '城乡医疗救助', 2024]);
  expect(form.funds.map(({ key, wholePeriod, annual }) => [key, wholePeriod?.text, annual?.text])).toEqual([
    ['total', '8,450,500.50', '8,450,500.50'],
    ['central', '4,056,000', '4,056,000'],
    ['province', '1,183,000', '1,183,000'],
    ['county', '3,211,500.50', '3,211,500.50'],
    ['own', '0', '0'],
    ['other', '0', '0'],
  ]);
  expect(form.indicators.map((one) => `${one.horizon} ${one.level2} ${one.name.text} ${one.target?.text}`)).toEqual([
    'whole-period 数量指标 资助参保人数 ≥9900人',
    'annual 数量指标 资助参保人数 ≥9900人',
    'whole-period 质量指标 重点对象救助比例 ≥70%',
    'annual 质量指标 重点对象救助比例 ≥70%',
    'whole-period 时效指标 一站式结算率 ≥96%',
    'annual 时效指标 一站式结算率 ≥96%',
    'whole-period 成本指标 定额资助金额 ≤310元',
    'annual 成本指标 定额资助金额 ≤310元',
    'whole-period 社会效益指标 困难群众就医负担 明显减轻',
    'annual 社会效益指标 困难群众就医负担 明显减轻',
    'whole-period 可持续影响指标 救助制度 健全',
    'annual 可持续影响指标 救助制度 健全',
    'whole-period 服务对象满意度指标 救助对象满意度 ≥90%',
    'annual 服务对象满意度指标 救助对象满意度 ≥90%',
  ]);
  expect(formFindings([table])).toEqual([]);
});

it('a goal form in 万元 for the year alone is read back', () => {
  const table = goalForm(family('hunan'), goal);
  const form = readBack(table);
  expect([form.id, form.indicators.length, form.funds[0]?.annual?.text]).toEqual(['goal', 7, '845.05']);
  expect(formFindings([table])).toEqual([]);
});

it('a base-data table is read back, and agrees with the overall form', () => {
  const amounts: Readonly<Partial<Record<BaseRowKey, readonly [number, number, number]>>> = {
    threePublic: [24_800, 30_000, 23_600],
    reception: [24_800, 30_000, 23_600],
    projects: [1_080_000, 1_100_000, 1_120_000],
    projectsBusiness: [880_000, 900_000, 910_000],
    projectsRunning: [200_000, 200_000, 210_000],
    running: [640_000, 650_000, 648_200],
    office: [87_100, 90_000, 92_400],
    adjustment: [0, 0, 230_000],
  };
  const rows = Object.fromEntries(
    baseRows.map((key): readonly [BaseRowKey, BaseRow] => {
      const [prior, budget, final] = amounts[key] ?? [0, 0, 0];
      return [key, { prior: { fen: prior * 100 }, budget: { fen: budget * 100 }, final: { fen: final * 100 } }];
    }),
  ) as Record<BaseRowKey, BaseRow>;
  const posts = { kind: 'figure', id: 'approved-posts', year: 2024 } as const;
  const staff = { kind: 'figure', id: 'staff-in-post', year: 2024 } as const;
  const base = baseDataForm(family('hunan'), {
    bureau: '禾丰县医疗保障局',
    year: 2024,
    posts: { count: 38, origin: posts },
    staff: { count: 35, origin: staff },
    rows,
    buildings: { areaApproved: 0, areaActual: 0, investmentApproved: 0, investmentActual: 0 },
    thrift: '会议合并召开，公务接待按公函安排。',
    signed,
  });
  // Posts, staff and their rate open what they stand on.
  expect(base.rows[1]?.cells.flatMap(({ origin }) => origin ?? [])).toEqual([
    posts,
    staff,
    { kind: 'derived', formula: 'share', operands: [staff, posts] },
  ]);
  const form = readBack(base);
  expect(form.base.map(({ key, columns }) => [key, ...Object.values(columns).map(({ text }) => text)])).toEqual([
    ['staff', '38', '35', '92.11%'],
    ['three-public', '2.48', '3.00', '2.36'],
    ['vehicle', '0.00', '0.00', '0.00'],
    ['vehicle-purchase', '0.00', '0.00', '0.00'],
    ['vehicle-running', '0.00', '0.00', '0.00'],
    ['abroad', '0.00', '0.00', '0.00'],
    ['reception', '2.48', '3.00', '2.36'],
    ['project', '108.00', '110.00', '112.00'],
    ['project-business', '88.00', '90.00', '91.00'],
    ['project-maintenance', '20.00', '20.00', '21.00'],
    ['public', '64.00', '65.00', '64.82'],
    ['office', '8.71', '9.00', '9.24'],
    ['utilities', '0.00', '0.00', '0.00'],
    ['travel', '0.00', '0.00', '0.00'],
    ['meeting', '0.00', '0.00', '0.00'],
    ['training', '0.00', '0.00', '0.00'],
    ['procurement', '——', '0.00', '0.00'],
    ['budget-adjustment', '——', '——', '23.00'],
    ['buildings', '0', '0', '——', '0.00', '0.00', '——'],
  ]);
  const findings = formFindings([base, overallForm(family('hunan'), overall)]);
  expect(findings.filter(isBlocking).map(({ message }) => message)).toEqual([]);
});
