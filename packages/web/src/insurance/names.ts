/** What the settlement desk's codes are called. */
import { type Schemas } from '../words.ts';

export const schemeNames: Readonly<Record<Schemas['Scheme'], string>> = {
  resident: '城乡居民',
  employee: '职工',
  'retired-cadre': '离休人员',
};

export const memberNames: Readonly<Record<Schemas['Member'], string>> = {
  resident: '居民',
  'in-service': '在职',
  retired: '退休',
  cadre: '离休',
};

export const visitKindNames: Readonly<Record<Schemas['ListedSettlement']['visitKind'], string>> = {
  inpatient: '住院',
  outpatient: '普通门诊',
  chronic: '门诊慢特病',
  'two-disease': '两病门诊用药',
  maternity: '生育医疗',
};

/** 备案 that can be made at the desk. */
export const filingKindNames: Readonly<Record<Schemas['CrossRegionFiling']['kind'], string>> = {
  'long-term': '异地长期居住',
  transferred: '异地转诊',
};

export const entitlementKindNames: Readonly<Record<Schemas['BenefitEntitlement']['kind'], string>> = {
  chronic: '门诊慢特病',
  'two-disease': '两病门诊用药',
};

export const entitlementStateNames: Readonly<Record<Schemas['BenefitEntitlement']['state'], string>> = {
  made: '待复核',
  checked: '已认定',
  rejected: '未通过',
};

export const filingNames = {
  local: '本地就医',
  'long-term': '已备案的长期异地居住',
  transferred: '转诊',
  emergency: '异地急诊抢救',
  unfiled: '未备案的异地就医',
} as const;

/** In the order of the slip. */
export const amountNames: Readonly<Record<keyof Schemas['SettlementAmounts'], string>> = {
  total: '总费用',
  own: '全自费',
  overLimit: '超限价',
  firstPay: '先行自付',
  inScope: '政策范围内',
  deductible: '起付线',
  pool: '统筹基金支付',
  criticalIllness: '大病保险支付',
  largeAmount: '大额医疗费用补助',
  civilServant: '公务员医疗补助',
  assistance: '医疗救助支付',
  cadre: '离休人员医疗经费',
  funds: '基金支付合计',
  hospitalBorne: '医院负担',
  personal: '个人负担',
  account: '个人账户支付',
  cash: '个人现金支付',
};

export const fundNames: Readonly<Record<string, string>> = {
  resident: '居民医保基金',
  'employee-pooled': '职工医保统筹基金',
  'employee-personal': '职工医保个人账户',
  assistance: '医疗救助基金',
  'civil-servant': '公务员医疗补助',
  'retired-cadre': '离休人员医疗经费',
};

export const relationNames: Readonly<Record<Schemas['Relation'], string>> = {
  head: '户主',
  spouse: '配偶',
  child: '子女',
  parent: '父母',
  other: '其他',
};

/** In the order of preference. */
export const categoryNames: Readonly<Record<Schemas['InsuredPerson']['categories'][number]['category'], string>> = {
  'special-hardship': '特困人员',
  orphan: '孤儿',
  'de-facto-orphan': '事实无人抚养儿童',
  'low-income': '低保对象',
  'returned-poverty': '返贫致贫人口',
  'severe-disability': '重度残疾人',
  monitored: '防返贫监测对象',
  'low-income-margin': '低保边缘家庭成员',
  'illness-poverty': '因病致贫对象',
};

export const employerKindNames: Readonly<Record<Schemas['EmployerKind'], string>> = {
  government: '机关',
  institution: '事业单位',
  enterprise: '企业',
  other: '其他组织',
};

export const institutionKindNames: Readonly<Record<Schemas['InstitutionKind'], string>> = {
  hospital: '医院',
  'township-hospital': '乡镇卫生院、社区卫生服务中心',
  'village-clinic': '村卫生室',
  clinic: '门诊部、诊所',
  pharmacy: '零售药店',
};

export const itemKindNames: Readonly<Record<Schemas['CatalogueItem']['kind'], string>> = {
  drug: '药品',
  service: '医疗服务项目',
  consumable: '医用耗材',
};

export const itemClassNames: Readonly<Record<Schemas['CatalogueItem']['class'], string>> = {
  a: '甲类',
  b: '乙类',
  c: '丙类',
};

export const reachNames: Readonly<Record<Schemas['StatementSum']['reach'], string>> = {
  'in-province': '省内其他市',
  'cross-province': '外省',
};

export const statementVisitNames: Readonly<Record<Schemas['StatementVisit'], string>> = {
  inpatient: '住院',
  outpatient: '普通门诊',
  chronic: '门诊慢特病',
  pharmacy: '药店购药',
};

export const statementChannelNames: Readonly<Record<Schemas['StatementChannel'], string>> = {
  direct: '直接结算',
  manual: '未直接结算',
};
