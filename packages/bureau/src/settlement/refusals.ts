/**
 * What the settlement desk refuses, in order of precedence; `docs/reference/refusals-settlement.md` lists the same, and a test holds
 * the two together. What the engine, the registry, the ledger and access refuse is passed on in their own words.
 */

import { type SettlementRefusalId, type SettlementRefused } from '@mingzhang/policy';
import { type AccessRefusal } from '../access/index.ts';
import { type LedgerRefusal } from '../books/index.ts';
import { type RegistryRefusal } from '../registry/index.ts';

export const settlementDeskRefusals = {
  'id-malformed': '编号格式不对',
  'department-unknown': '没有这个经办机构',
  'id-used': '编号已用于别的内容',
  'text-malformed': '文字不合要求',
  'date-malformed': '就诊日期不对',
  'date-in-future': '就诊日期在今天之后',
  'stay-crosses-year': '住院跨了年度',
  'care-area-malformed': '就医地不对',
  'settlement-unknown': '没有这笔结算',
  'entitlement-unknown': '没有这个病种或资格',
  'entitlement-held': '资格已经认定',
  'entitlement-reviewed': '资格已经复核',
  'entitlement-ended': '资格已经终止',
  'cancelled-already': '结算已经撤销',
  'adjusted-since': '结算已经补差更正',
  'dead-before-visit': '就诊日期在死亡之后',
  'not-enrolled': '就诊时没有参保',
  'insured-elsewhere': '参保地不在本统筹区',
  suspended: '暂停享受待遇',
  waiting: '还在待遇等待期',
  'filing-other-area': '备案的是别的就医地',
  'filing-missing': '没有异地就医备案',
  'not-entitled': '没有慢特病或两病待遇资格',
  'visit-settled-already': '同一次就诊已经结算',
  'item-unknown': '目录里没有这个项目',
  'fee-outside-stay': '费用日期不在就诊期间',
  'total-differs': '费用之和不等于总费用',
  'account-short': '个人账户余额不足',
  'area-without-rules': '参保地没有录入的规定',
  'fund-without-books': '基金没有账套',
} as const;

export type SettlementDeskRefusalId = keyof typeof settlementDeskRefusals;

interface Said<List extends string, Id> {
  readonly list: List;
  readonly id: Id;
  /** What happened, why it matters and what to do. */
  readonly message: string;
}

/** A refusal and whose words it is in. */
export type SettlementDeskRefusal =
  | Said<'settlement', SettlementDeskRefusalId>
  | Said<'policy', SettlementRefusalId>
  | Said<'registry', RegistryRefusal['id']>
  | Said<'ledger', LedgerRefusal['id']>
  | Said<'access', AccessRefusal['id']>;

export interface DeskRefused {
  readonly refusal: SettlementDeskRefusal;
}

export function refuse(id: SettlementDeskRefusalId, message: string): DeskRefused {
  return { refusal: { list: 'settlement', id, message } };
}

export function passOn(list: 'ledger', refusal: LedgerRefusal): DeskRefused;
export function passOn(list: 'access', refusal: AccessRefusal): DeskRefused;
export function passOn(list: 'ledger' | 'access', { id, message }: LedgerRefusal | AccessRefusal): DeskRefused {
  return { refusal: { list, id, message } as SettlementDeskRefusal };
}

export function ofEngine({ refusal: id, message }: SettlementRefused): DeskRefused {
  return { refusal: { list: 'policy', id, message } };
}
