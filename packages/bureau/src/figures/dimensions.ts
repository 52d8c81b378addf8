/** What figures are broken down by: a closed list of values, or a pattern where the values are codes; and what both are called. */
import { economicNames, functionalName } from '@mingzhang/disclosure';

const schemes = ['employee', 'resident'];
const functionalCode = /^\d{3}(?:\d{2}){0,2}$/;

export const dimensions: Readonly<Record<string, readonly string[] | RegExp>> = {
  scheme: schemes,
  status: ['in-service', 'retired', 'retired-cadre'],
  category: [
    'destitute',
    'subsistence-allowance',
    'monitored',
    'low-income-edge',
    'orphan',
    'de-facto-orphan',
    'severe-disability',
    'returned-poverty',
    'illness-poverty',
  ],
  level: ['central', 'province', 'city', 'county'],
  source: ['contribution', 'fiscal-subsidy', 'vaccine-subsidy', 'interest', 'transfer', 'other'],
  purpose: ['vaccine', 'inoculation'],
  visit: ['inpatient', 'outpatient', 'special-outpatient', 'pooled-outpatient'],
  payer: ['pooled-fund', 'serious-illness', 'assistance'],
  disease: ['hypertension', 'diabetes'],
  'institution-level': ['primary', 'secondary', 'tertiary'],
  reach: ['in-province', 'cross-province'],
  standpoint: ['insured-place', 'care-place'],
  entry: ['existing', 'new'],
  goods: ['drug', 'high-value', 'low-value'],
  programme: ['national', 'provincial'],
  batch: /^\d+$/,
  means: ['rectification', 'case', 'self-examination', 'intelligent-review'],
  department: ['market-supervision', 'health', 'public-security', 'procuratorate'],
  outlet: ['institution', 'township', 'village', 'bank'],
  matter: /^[a-z]+(?:-[a-z]+)*$/,
  channel: ['online', 'offline'],
  post: ['administrative', 'institution', 'workman'],
  income: [
    'fiscal',
    'general',
    'government-fund',
    'state-capital',
    'superior',
    'business',
    'operating',
    'affiliated',
    'other',
  ],
  kind: ['basic', 'project', 'remitted', 'operating', 'subsidised'],
  item: functionalCode,
  economic: /^\d{3}(?:\d{2})?$/,
  group: ['personnel', 'running'],
  project: /^[a-z]+(?:-[a-z]+)*$/,
  part: ['abroad', 'vehicles', 'vehicle-purchase', 'vehicle-running', 'reception'],
  purchase: ['goods', 'works', 'services'],
  use: ['leader', 'confidential', 'emergency', 'enforcement', 'special', 'retired', 'other'],
  equipment: ['general', 'special'],
  tier: ['first', 'second'],
  grade: ['excellent', 'good', 'fair', 'poor'],
};

/** True if the dimension exists and the value is one of its. */
export function isCoordinate(dimension: string, value: string): boolean {
  const values = dimensions[dimension];
  if (values === undefined) return false;
  return values instanceof RegExp ? values.test(value) : values.includes(value);
}

/** What dimensions and their values are called on pages; a code is called by the classification's own name. */
const names: Readonly<Record<string, readonly [name: string, values: Readonly<Record<string, string>>]>> = {
  scheme: ['险种', { employee: '职工', resident: '城乡居民' }],
  status: ['参保状态', { 'in-service': '在职', retired: '退休', 'retired-cadre': '离休' }],
  category: [
    '困难类别',
    {
      destitute: '特困供养',
      'subsistence-allowance': '低保',
      monitored: '监测对象',
      'low-income-edge': '低保边缘',
      orphan: '孤儿',
      'de-facto-orphan': '事实无人抚养儿童',
      'severe-disability': '重度残疾',
      'returned-poverty': '返贫致贫',
      'illness-poverty': '因病致贫',
    },
  ],
  level: ['层级', { central: '中央', province: '省级', city: '市级', county: '县级' }],
  source: [
    '来源',
    {
      contribution: '缴费',
      'fiscal-subsidy': '财政补助',
      'vaccine-subsidy': '疫苗补助',
      interest: '利息',
      transfer: '转移',
      other: '其他',
    },
  ],
  purpose: ['用途', { vaccine: '疫苗', inoculation: '接种' }],
  visit: [
    '就医类别',
    { inpatient: '住院', outpatient: '门诊', 'special-outpatient': '门诊慢特病', 'pooled-outpatient': '门诊统筹' },
  ],
  payer: ['支付方', { 'pooled-fund': '统筹基金', 'serious-illness': '大病保险', assistance: '医疗救助' }],
  disease: ['病种', { hypertension: '高血压', diabetes: '糖尿病' }],
  'institution-level': ['机构等级', { primary: '一级及以下', secondary: '二级', tertiary: '三级' }],
  reach: ['异地范围', { 'in-province': '省内', 'cross-province': '跨省' }],
  standpoint: ['统计口径', { 'insured-place': '参保地', 'care-place': '就医地' }],
  entry: ['新旧', { existing: '原有', new: '新增' }],
  goods: ['品类', { drug: '药品', 'high-value': '高值耗材', 'low-value': '低值耗材' }],
  programme: ['集采组织', { national: '国家', provincial: '省级' }],
  batch: ['批次', {}],
  means: [
    '追回途径',
    { rectification: '限期整改', case: '立案查处', 'self-examination': '自查自纠', 'intelligent-review': '智能审核' },
  ],
  department: [
    '部门',
    { 'market-supervision': '市场监管', health: '卫生健康', 'public-security': '公安', procuratorate: '检察' },
  ],
  outlet: ['网点', { institution: '医疗机构', township: '乡镇', village: '村', bank: '银行' }],
  matter: ['事项', { online: '网上办理', 'maternity-allowance': '生育津贴' }],
  channel: ['渠道', { online: '线上', offline: '线下' }],
  post: ['编制', { administrative: '行政编制', institution: '事业编制', workman: '工勤编制' }],
  income: [
    '收入来源',
    {
      fiscal: '财政拨款',
      general: '一般公共预算',
      'government-fund': '政府性基金',
      'state-capital': '国有资本经营',
      superior: '上级补助',
      business: '事业收入',
      operating: '经营收入',
      affiliated: '附属单位上缴',
      other: '其他收入',
    },
  ],
  kind: [
    '支出性质',
    {
      basic: '基本支出',
      project: '项目支出',
      remitted: '上缴上级',
      operating: '经营支出',
      subsidised: '对附属单位补助',
    },
  ],
  item: ['功能分类', {}],
  economic: ['经济分类', {}],
  group: ['经费', { personnel: '人员经费', running: '公用经费' }],
  project: [
    '项目',
    {
      administration: '医疗保障管理事务',
      'contribution-collection': '征收管理',
      'health-check': '职工体检',
      inspection: '稽查稽核',
      'retired-cadres': '离休干部',
      'special-work': '专项工作',
    },
  ],
  part: [
    '费用',
    {
      abroad: '因公出国（境）',
      vehicles: '公务用车',
      'vehicle-purchase': '公务用车购置',
      'vehicle-running': '公务用车运行维护',
      reception: '公务接待',
    },
  ],
  purchase: ['采购对象', { goods: '货物', works: '工程', services: '服务' }],
  use: [
    '车辆用途',
    {
      minister: '副部（省）级及以上领导用车',
      leader: '主要负责人用车',
      confidential: '机要通信用车',
      emergency: '应急保障用车',
      enforcement: '执法执勤用车',
      special: '特种专业技术用车',
      retired: '离退休干部服务用车',
      other: '其他用车',
    },
  ],
  equipment: ['设备', { general: '通用设备', special: '专用设备' }],
  tier: ['项目级次', { first: '一级项目', second: '二级项目' }],
  grade: ['等级', { excellent: '优', good: '良', fair: '中', poor: '差' }],
};

export interface DimensionMeta {
  readonly id: string;
  readonly name: string;
  /** Null where the values are codes. */
  readonly values: readonly { readonly id: string; readonly name: string }[] | null;
}

/** Every dimension with what it and its values are called. */
export const dimensionList: readonly DimensionMeta[] = Object.entries(dimensions).map(([id, values]) => ({
  id,
  name: names[id]?.[0] ?? id,
  values: values instanceof RegExp ? null : values.map((value) => ({ id: value, name: valueName(id, value) })),
}));

function valueName(dimension: string, value: string): string {
  const code =
    dimension === 'item' ? functionalName(value) : dimension === 'economic' ? (economicNames[value] ?? null) : null;
  if (code !== null) return `${value} ${code}`;
  if (dimension === 'batch') return `第${value}批`;
  return names[dimension]?.[1][value] ?? value;
}

/** Where a value stands, for people: `{ scheme: 'resident', visit: 'inpatient' }` → `城乡居民，住院`; the whole is `合计`. */
export function coordinatesInWords(at: Readonly<Record<string, string | readonly string[]>>): string {
  const words = Object.keys(dimensions).flatMap((dimension) => {
    const value = at[dimension];
    if (value === undefined) return [];
    return [
      [value]
        .flat()
        .map((one) => valueName(dimension, one))
        .join('、'),
    ];
  });
  return words.length === 0 ? '合计' : words.join('，');
}
