/** What comes in: who is treated where and how, and the bill. */
import { type AreaId, type DateText, type Fen } from '@mingzhang/kernel';

/** 城乡居民 390, 职工 310, 离休 340 (insutype). */
export const schemes = { resident: '城乡居民', employee: '职工', 'retired-cadre': '离休人员' } as const;
export type Scheme = keyof typeof schemes;

/** 住院, 普通门诊, 门诊慢特病, 两病用药, 生育 (med_type 21, 11, 14, 9901, 51–52). */
export const visitKinds = {
  inpatient: '住院',
  outpatient: '普通门诊',
  chronic: '门诊慢特病',
  'two-disease': '两病门诊用药',
  maternity: '生育医疗',
} as const;
export type VisitKind = keyof typeof visitKinds;

/** 在职、退休 for employees; residents and retired cadres are what they are. */
export const members = { resident: '居民', 'in-service': '在职', retired: '退休', cadre: '离休' } as const;
export type Member = keyof typeof members;

/** Identity of assistance (psn_idet_type), in the order in which one is preferred when a person has several. */
export const categories = {
  'special-hardship': '特困人员',
  orphan: '孤儿',
  'de-facto-orphan': '事实无人抚养儿童',
  'low-income': '低保对象',
  'returned-poverty': '返贫致贫人口',
  'severe-disability': '重度残疾人',
  monitored: '防返贫监测对象',
  'low-income-margin': '低保边缘家庭成员',
  'illness-poverty': '因病致贫对象',
} as const;
export type Category = keyof typeof categories;

/** 本地就医, or where and how one went elsewhere: 备案的长期异地居住, 转诊, 急诊抢救, 未备案. */
export const filings = {
  local: '本地就医',
  'long-term': '已备案的长期异地居住',
  transferred: '转诊',
  emergency: '异地急诊抢救',
  unfiled: '未备案的异地就医',
} as const;
export type Filing = keyof typeof filings;

/** Everything that decides which parameters apply; no money in it. */
export interface VisitCase {
  /** 参保地: 'hunan/yongzhou'. */
  readonly area: AreaId;
  readonly scheme: Scheme;
  readonly kind: VisitKind;
  readonly member: Member;
  /** The day whose rules apply: discharge, or the day of the visit. */
  readonly day: DateText;
  /** The level of the institution as the area's rules name it: level-2, class-1 … */
  readonly level: string;
  readonly categories: readonly Category[];
  readonly filing: Filing;
  readonly civilServant: boolean;
  /** Chronic and two-disease: the disease; maternity: prenatal, normal …; else ''. */
  readonly item: string;
}

/** 甲类 01, 乙类 02, 丙类 03 (chrgitm_lv). */
export type ItemClass = 'a' | 'b' | 'c';

export interface FeeLine {
  /** 医保目录编码 (med_list_codg). */
  readonly code: string;
  readonly class: ItemClass;
  /** Ten-thousandths of a piece. */
  readonly quantity: number;
  /** Millionths of a yuan. */
  readonly price: number;
  readonly amount: Fen;
  /** 先行自付比例 (selfpay_prop) in ten-thousandths. */
  readonly firstPay: number;
  /** 最高支付价 a piece in millionths of a yuan (pric_uplmt_amt); null for none. */
  readonly priceLimit: number | null;
  readonly day: DateText;
  /** From when to when the catalogue has the item. */
  readonly inForceFrom: DateText;
  readonly inForceTo: DateText | null;
}

/** Fees that have been classified elsewhere: a lump sum of each class instead of the lines. */
export interface FeeSums {
  readonly own: Fen;
  readonly overLimit: Fen;
  readonly firstPay: Fen;
  readonly inScope: Fen;
}

export interface Bill {
  readonly lines: readonly FeeLine[];
  /** Taken where there are no lines: a trial, or a paper bill. */
  readonly sums?: FeeSums;
  /** 医院负担 (hosp_part_amt): what the institution bears itself of what the insurance does not pay. */
  readonly hospitalBorne: Fen;
  /** What of the personal account may be used. */
  readonly account: Fen;
  /** Maternity: children beyond the first. */
  readonly extraInfants?: number;
  /** 医疗救助 of the year under the person's other schemes: threshold and cap are a person's, not a scheme's. */
  readonly assistedElsewhere?: AssistanceUsed;
}

/** What of a year's threshold and cap of 医疗救助 has been used. */
export interface AssistanceUsed {
  readonly threshold: Fen;
  readonly paid: Fen;
}

/** What has been used in the year so far. */
export interface Accumulators {
  readonly year: number;
  /** Stays by level of institution. */
  readonly stays: Readonly<Record<string, number>>;
  readonly deductible: Fen;
  /** 统筹基金 for stays and chronic diseases, under one yearly cap. */
  readonly pool: Fen;
  readonly outpatientDeductible: Fen;
  readonly outpatientPool: Fen;
  /** Cost within the limits: 'cor-pulmonale 2024-05', 'hypertension'. */
  readonly limitUsed: Readonly<Record<string, Fen>>;
  /** 政策范围内个人负担 that 大病 and 大额 count. */
  readonly burden: Fen;
  /** 大病保险 or 职工大额 paid. */
  readonly illness: Fen;
  readonly assistanceThreshold: Fen;
  readonly assistance: Fen;
}

export function noneUsed(year: number): Accumulators {
  return {
    year,
    stays: {},
    deductible: 0,
    pool: 0,
    outpatientDeductible: 0,
    outpatientPool: 0,
    limitUsed: {},
    burden: 0,
    illness: 0,
    assistanceThreshold: 0,
    assistance: 0,
  };
}
