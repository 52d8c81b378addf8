/**
 * What four real bureaus have published beside their tables, in figures alone: budgets, registers, the year before. Where a figure
 * that the province asks for is not in the document it is chosen, and said so. Texts are our own; the documents' words stay outside.
 */
import { type ExpenditureLine, type Form, type StatementFacts } from '@mingzhang/disclosure';
import { type PublishedYear } from './published-year.ts';

const yuan = (wan: number): string => (Math.round(wan * 1_000_000) / 100).toFixed(2);

const parts: PublishedYear['parts'] = {
  duties: '贯彻落实医疗保障法律法规和政策。\n监督管理医疗保障基金。\n承担医疗保障经办服务。',
  contact: '联系电话：0000-0000000',
  'purpose:reception': '接待上级检查和兄弟县区业务交流',
  'purpose:vehicle-running': '公务用车的燃油、维修、保险和检验',
  'purpose:meetings': '部署征缴和基金监管工作',
  'purpose:training': '基层经办人员业务学习',
};

/** The part of stored figures that every document compares with: totals and general expenditure. */
function storedTotals(total: number, general = total): Record<string, string> {
  return {
    'accounts-total': yuan(total),
    'fiscal-accounts-total': yuan(total),
    'general-expenditure-final': yuan(general),
  };
}

function storedCosts(costs: Readonly<Record<string, number>>): Record<string, string> {
  const all = { abroad: 0, 'vehicle-purchase': 0, 'vehicle-running': 0, reception: 0, ...costs };
  const total = Object.values(all).reduce((sum, one) => sum + one, 0);
  return {
    'three-public-final': yuan(total),
    'three-public-final part=vehicles': yuan(all['vehicle-purchase'] + all['vehicle-running']),
    ...Object.fromEntries(Object.entries(all).map(([part, one]) => [`three-public-final part=${part}`, yuan(one)])),
  };
}

/** With the names that the document's own forms give its projects: here they are only `form 2`, the third of its forms. */
export function namedByForms(published: PublishedYear, forms: readonly Form[]): PublishedYear {
  const named = <Named extends { readonly name: string }>(one: Named): Named => {
    const at = /^form (\d+)$/.exec(one.name)?.[1];
    if (at === undefined) return one;
    const name = forms[Number(at)]?.project;
    if (name == null) throw new Error(`the document has no project in its ${one.name}`);
    return { ...one, name };
  };
  const projects = published.projects.map((one) => {
    const { parts, ...project } = named(one);
    return parts === undefined ? project : { ...project, parts: parts.map(named) };
  });
  return { ...published, projects };
}

export const publishedYears: Readonly<Record<string, PublishedYear>> = {
  // 2101599's project money paid for a meeting and the training, as the text says.
  '000': {
    template: 'hunan-2024',
    nature: 'administrative',
    projects: [
      { functionCode: '2101301', name: '城乡医疗救助', topic: 'assistance' },
      { functionCode: '2101599', name: '医疗保障管理专项', topic: 'special-work' },
    ],
    startBudget: {
      '2080505': 49.98,
      '2101101': 27.18,
      '2101301': 510,
      '2101501': 500.39,
      '2101505': 7.7,
      '2101599': 126.2,
    },
    costBudget: { '30217': 7 },
    projectCosts: { '30215': 0.83, '30216': 1.05 },
    receptions: { batches: 10, guests: 101 },
    meetings: { held: 2, participants: 224 },
    // How many trainings there were is not published.
    trainings: { held: 1, participants: 448 },
    vehicles: 0,
    procurement: { goods: 81.46, services: 20.89 },
    supplier: 'small',
    offices: ['办公室', '规划财务和法规股', '待遇保障股', '医药服务管理股', '基金监管股'],
    // 59 posts and 50 people are published; how many of which kind is not.
    posts: { administrative: 15, institution: 44 },
    staff: { administrative: 13, institution: 37 },
    retired: { ordinary: 6, cadres: 0 },
    declared: {},
    stored: {
      ...storedTotals(6442.57),
      'income-final': yuan(6442.57),
      'expenditure-final': yuan(6442.57),
      ...storedCosts({ reception: 5.35 }),
      'running-cost-final': yuan(532.19),
    },
    parts,
  },
  '002': {
    template: 'hunan-2021',
    nature: 'administrative',
    projects: [],
    // Of 2080109 the text says nothing was budgeted, and yet its total is so much more than its other items.
    startBudget: { '2080109': 4.97, '2100101': 127.65, '2101301': 1076 },
    costBudget: { '30217': 2.5 },
    receptions: { batches: 20, guests: 160 },
    meetings: null,
    trainings: null,
    vehicles: 0,
    // All of the goods were bought of small firms, says the text; and that nothing was.
    procurement: { goods: 1.37 },
    supplier: 'small',
    // Offices and people are not published.
    offices: ['办公室', '待遇保障股', '基金监管股'],
    posts: { administrative: 8 },
    staff: { administrative: 8 },
    retired: { ordinary: 1, cadres: 0 },
    declared: { 'running-cost-budget': yuan(9.82) },
    stored: { ...storedTotals(100.78), ...storedCosts({ reception: 1.5 }) },
    parts,
  },
  '003': {
    template: 'shaanxi-2023',
    nature: 'administrative',
    projects: [
      { functionCode: '2101199', name: '职工体检费', topic: 'health-check' },
      { functionCode: '2101101', name: 'form 1', topic: 'retired-cadres' },
      { functionCode: '2101506', name: 'form 2', topic: 'special-work' },
    ],
    // The project's form has 49.30 to the end of the year.
    unspent: { '2101506': 0.345 },
    startBudget: { '2101101': 80, '2101199': 287, '2101501': 129.45, '2101506': 49.3, '2210201': 8.13 },
    costBudget: { '30217': 0.6, '30215': 1.2 },
    // How many groups and meetings there were is not published.
    receptions: { batches: 4, guests: 22 },
    meetings: { held: 2, participants: 120 },
    trainings: null,
    vehicles: 0,
    procurement: {},
    supplier: 'small',
    offices: ['办公室', '保障股', '稽查股'],
    posts: { administrative: 7 },
    staff: { administrative: 8 },
    retired: { ordinary: 0, cadres: 1 },
    declared: { 'running-cost-budget': yuan(6.71) },
    // Receptions and meetings of the year before cost more, says the text; not how much.
    stored: {
      ...storedTotals(692.39),
      ...storedCosts({ reception: 0.4 }),
      'meeting-cost-final': yuan(1.2),
      'training-cost-final': yuan(0),
      'running-cost-final': yuan(6.71),
    },
    parts: { ...parts, 'staff-note': '接收安置人员，编制待核增' },
  },
  '004': {
    template: 'shanxi-2024',
    nature: 'institution',
    projects: [
      {
        functionCode: '2101301',
        name: '城乡医疗救助',
        topic: 'assistance',
        parts: [
          { name: 'form 0', level: 'province', yuan: 8_477_700 },
          { name: 'form 1', level: 'central', yuan: 6_158_400 },
          { name: 'form 2', level: 'county', yuan: 8_335_172 },
        ],
      },
    ],
    // Published by class only, 208 is 49.25, 210 is 3974.80, 221 is 45.76; and of 2101301 what its goals come to.
    startBudget: {
      '2080505': 49.25,
      '2101101': 1.83,
      '2101102': 18.17,
      '2101103': 0.85,
      '2101199': 0.13,
      '2101201': 1089.34,
      '2101301': 2297.13,
      '2101501': 37.04,
      '2101503': 49.67,
      '2101550': 354.77,
      '2101599': 125.87,
      '2210201': 45.76,
    },
    costBudget: { '30231': 4 },
    receptions: null,
    meetings: null,
    trainings: null,
    vehicles: 2,
    procurement: { goods: 84.26 },
    supplier: 'large',
    offices: [
      '办公室',
      '基金财务科',
      '信息管理科',
      '稽核监管科',
      '慢性病与全额医疗核算科',
      '医保审核科',
      '医保宣教科',
      '综合业务科',
      '医保定点管理科',
      '征缴科',
      '医疗救助科',
    ],
    // People are not published.
    posts: { institution: 40 },
    staff: { institution: 38 },
    retired: { ordinary: 4, cadres: 0 },
    declared: {},
    stored: {
      ...storedTotals(4666.3, 4661.3),
      'general-expenditure-final item=208': '0.00',
      'general-expenditure-final item=210': yuan(4661.3),
      'general-expenditure-final item=221': '0.00',
      ...storedCosts({ 'vehicle-running': 2.92 }),
    },
    parts,
  },
};

/**
 * A report on performance without tables. What it says of the year's money contradicts itself but for these: 840.87 of income and of
 * expenditure, of it 291.87 for goods and services and 95.60 for persons, 100 for three projects; and the items of its base data. Under
 * which items the rest was spent is chosen.
 */
export const reportYear: PublishedYear = {
  template: 'hunan-2024',
  nature: 'administrative',
  projects: [
    { functionCode: '2101505', name: 'form 2', topic: 'inspection' },
    { functionCode: '2101506', name: 'form 3', topic: 'contribution-collection' },
    { functionCode: '2101599', name: '离休干部医疗费', topic: 'retired-cadres' },
  ],
  startBudget: { '2101501': 406.48, '2101505': 15, '2101506': 35, '2101599': 50 },
  // The base data have no budgets of items: as much as was spent, and of receptions what is printed.
  costBudget: { '30217': 3, '30201': 113.9, '30205': 0.78, '30211': 11.07, '30216': 0.19 },
  receptions: { batches: 12, guests: 96 },
  meetings: null,
  trainings: { held: 1, participants: 40 },
  vehicles: 0,
  procurement: {},
  supplier: 'small',
  offices: ['办公室', '规划财务室', '待遇保障室', '基金监管室'],
  posts: { administrative: 12, institution: 26 },
  staff: { administrative: 11, institution: 24 },
  retired: { ordinary: 5, cadres: 4 },
  declared: { 'insured-persons scheme=resident': '303517' },
  stored: {
    ...storedCosts({ reception: 2.38 }),
    'basic-expenditure-final economic=30201': yuan(8.71),
    'basic-expenditure-final economic=30205,30206': yuan(2.32),
    'basic-expenditure-final economic=30211': yuan(18.94),
    'basic-expenditure-final economic=30216': yuan(0.723),
  },
  parts,
};

export function accountsOfReport(department: string, year: number): StatementFacts {
  const line = (kind: 'basic' | 'project', functionCode: string, economyCode: string, wan: number): ExpenditureLine => {
    const amount = Math.round(wan * 1_000_000);
    return { functionCode, economyCode, fund: 'general', kind, nature: 'administrative', amount };
  };
  const expenditure = [
    line('basic', '2101501', '30101', 453.4),
    line('basic', '2101501', '30201', 113.9),
    line('basic', '2101501', '30205', 0.78),
    line('basic', '2101501', '30211', 11.07),
    line('basic', '2101501', '30216', 0.19),
    line('basic', '2101501', '30217', 2.36),
    line('basic', '2101501', '30226', 113.57),
    line('basic', '2101501', '30309', 45.6),
    line('project', '2101505', '30227', 15),
    line('project', '2101506', '30202', 35),
    line('project', '2101599', '30307', 50),
  ];
  const items = Map.groupBy(expenditure, ({ functionCode }) => functionCode);
  return {
    year,
    department,
    opening: [],
    income: [...items].map(([functionCode, lines]) => {
      return { functionCode, source: 'general' as const, amount: lines.reduce((sum, { amount }) => sum + amount, 0) };
    }),
    expenditure,
    useOfSurplus: 0,
    surplusAllocation: 0,
    costBudget: {},
    statistics: {},
  };
}
