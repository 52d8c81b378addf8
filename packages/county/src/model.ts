/** What the county is made of, before anything of it is decided or written. */
import {
  type Bill,
  type CategorySpan,
  type CrossRegionFiling,
  type Entitlement,
  type Spell,
  type Suspension,
  type VisitDraft,
} from '@mingzhang/bureau';
import { type DateText } from '@mingzhang/kernel';

export type Sex = 'male' | 'female';

/** 三级医院、二级医院、一级医院（民营）、乡镇卫生院、村卫生室、零售药店；and hospitals of the city, the province and other provinces. */
export type InstitutionKind =
  | 'level-3'
  | 'level-2'
  | 'level-1'
  | 'township'
  | 'clinic'
  | 'pharmacy'
  | 'city'
  | 'provincial'
  | 'elsewhere';

export interface Institution {
  /** 定点医药机构编号, of the shape of the national one. */
  readonly code: string;
  readonly name: string;
  readonly kind: InstitutionKind;
  /** As the area's rules name it. */
  readonly level: string;
  /** Nine digits of the township, six of a county elsewhere. */
  readonly area: string;
  /** Licensed beds; 0 without inpatient care. */
  readonly beds: number;
}

export interface Township {
  /** Nine digits. */
  readonly code: string;
  readonly name: string;
}

export interface Village {
  /** Twelve digits. */
  readonly code: string;
  readonly name: string;
  readonly township: number;
  /** Of ten thousand people of the county. */
  readonly share: number;
}

export interface Employer {
  /** 统一社会信用代码. */
  readonly code: string;
  readonly name: string;
  readonly kind: 'government' | 'institution' | 'enterprise';
  /** 机关事业单位, whose people may be civil servants, or an enterprise. */
  readonly public: boolean;
  readonly share: number;
  /** Monthly wage in fen around which its people earn. */
  readonly wage: number;
}

export interface CountyVisit {
  readonly id: string;
  readonly draft: VisitDraft;
  readonly bill: Bill;
  readonly settledOn: DateText;
  readonly institution: Institution;
  readonly record: VisitRecord;
}

/** What the settlement list (医保结算清单) says beside the money. */
export interface VisitRecord {
  /** The main one first. */
  readonly diagnoses: readonly string[];
  readonly procedures: readonly string[];
  /** 离院方式 (dscg_way): 1 医嘱离院, 2 医嘱转院, 4 非医嘱离院, 5 死亡. */
  readonly discharge: '1' | '2' | '4' | '5';
  /** 医师代码, of the shape of the national one. */
  readonly doctor: string;
}

export interface CountySpell extends Spell {
  readonly enteredOn: DateText;
  /** The employer's place in the list; null for residents and those who pay for themselves. */
  readonly employer: number | null;
  /** Wage declared, in fen a month. */
  readonly wage: number;
}

export interface CountyPerson {
  readonly id: string;
  readonly name: string;
  readonly sex: Sex;
  readonly bornOn: DateText;
  readonly number: string;
  readonly area: string;
  readonly household: string;
  readonly head: boolean;
  readonly registeredOn: DateText;
  readonly spells: readonly CountySpell[];
  readonly suspensions: readonly Suspension[];
  readonly categories: readonly CategorySpan[];
  /** 异地就医备案 and 门诊慢特病、两病 entitlement. */
  readonly filings: readonly CrossRegionFiling[];
  readonly entitlements: readonly Entitlement[];
  readonly death: { readonly on: DateText; readonly knownOn: DateText } | null;
  /** In the order in which they are settled. */
  readonly visits: readonly CountyVisit[];
}
