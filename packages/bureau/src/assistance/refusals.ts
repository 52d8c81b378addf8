/**
 * What this duty refuses, in order of precedence; `docs/reference/refusals-assistance.md` lists the same, and a test holds the two
 * together. What the engine, the registry, the ledger, access and the settlement desk refuse is passed on in their own words.
 */
import { type DeskRefused } from '../settlement/index.ts';

export const assistanceRefusals = {
  'id-malformed': '编号格式不对',
  'department-unknown': '没有这个经办机构',
  'record-unknown': '没有这条记录',
  'id-used': '编号已用于别的内容',
  'state-unfit': '已经不在这一步',
  'text-malformed': '文字不合要求',
  'date-malformed': '日期不对',
  'amount-malformed': '金额不对',
  'household-malformed': '家庭人口不对',
  'year-out-of-range': '年度不对',
  'category-unfit': '身份不能依申请救助',
  'attachments-missing': '没有附件',
  'attachment-malformed': '附件不对',
  'account-malformed': '银行账号不对',
  'level-unfit': '资金来源或用途不对',
  'application-standing': '已有在办的申请',
  'not-insured-in-year': '当年没有参保',
  'burden-below-share': '负担没有达到比例',
  'nothing-to-pay': '没有可以救助的金额',
  'line-unconfirmed': '预警线尚未确认',
  'nothing-to-push': '没有要推送的人',
} as const;

export type AssistanceRefusalId = keyof typeof assistanceRefusals;

export type AssistanceRefusal =
  | { readonly list: 'assistance'; readonly id: AssistanceRefusalId; readonly message: string }
  | DeskRefused['refusal'];

export interface AssistanceRefused {
  readonly refusal: AssistanceRefusal;
}

export function refuse(id: AssistanceRefusalId, message: string): AssistanceRefused {
  return { refusal: { list: 'assistance', id, message } };
}
