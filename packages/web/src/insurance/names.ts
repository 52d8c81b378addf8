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
