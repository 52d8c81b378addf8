/** What a run of 追溯重算 refuses, in order of precedence; `docs/reference/refusals-rerun.md` lists the same, and a test holds the two together. */
import { type SettlementDeskRefusal } from '../refusals.ts';

export const rerunRefusals = {
  'id-malformed': '编号格式不对',
  'department-unknown': '没有这个经办机构',
  'run-unknown': '没有这次重算',
  'id-used': '编号已用于别的内容',
  'state-unfit': '重算已经不在这一步',
  'only-supposed': '按假设的参数试算，不入账',
  'text-malformed': '文字不合要求',
  'scope-unfit': '重算的范围不对',
  'nothing-differs': '没有差异',
  'changed-since': '试算以后情况有变',
} as const;

export type RerunRefusalId = keyof typeof rerunRefusals;

export type RerunRefusal =
  | { readonly list: 'rerun'; readonly id: RerunRefusalId; readonly message: string }
  | SettlementDeskRefusal;

export interface RerunRefused {
  readonly refusal: RerunRefusal;
}

export function refuse(id: RerunRefusalId, message: string): RerunRefused {
  return { refusal: { list: 'rerun', id, message } };
}
