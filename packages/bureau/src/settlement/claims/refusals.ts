/**
 * What the claims desk refuses, in order of precedence; `docs/reference/refusals-claims.md` lists the same, and a test holds the two
 * together. Whether the fund pays at all is said in the engine's words, what cannot be settled in the settlement desk's.
 */
import { type ManualClaimRefusalId } from '@mingzhang/policy';
import { type SettlementDeskRefusal } from '../refusals.ts';

export const claimRefusals = {
  'id-malformed': '编号格式不对',
  'department-unknown': '没有这个经办机构',
  'claim-unknown': '没有这件申请',
  'id-used': '编号已用于别的内容',
  'state-unfit': '申请已经不在这一步',
  'text-malformed': '文字不合要求',
  'date-malformed': '日期不对',
  'invoices-missing': '没有票据',
  'invoice-malformed': '票据代码、号码或金额不对',
  'invoice-repeated': '同一张票据写了两次',
  'invoice-outside-visit': '票据日期不在就诊期间',
  'invoices-differ': '票据合计与费用合计不等',
  'account-malformed': '银行账号不对',
  'material-unknown': '没有这种材料',
  'invoice-claimed-already': '票据已经报销过',
  'materials-missing': '材料不齐',
  'amounts-changed': '核定的金额已经变化',
} as const;

export type ClaimRefusalId = keyof typeof claimRefusals;

export type ClaimRefusal =
  | { readonly list: 'claims'; readonly id: ClaimRefusalId; readonly message: string }
  | { readonly list: 'manual-claim'; readonly id: ManualClaimRefusalId; readonly message: string }
  | SettlementDeskRefusal;

export interface ClaimRefused {
  readonly refusal: ClaimRefusal;
}

export function refuse(id: ClaimRefusalId, message: string): ClaimRefused {
  return { refusal: { list: 'claims', id, message } };
}
