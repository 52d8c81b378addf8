/**
 * What 异地就医 refuses, in order of precedence; `docs/reference/refusals-travel.md` lists the same, and a test holds the two together.
 */
import { type RegistryRefusal } from '../registry/index.ts';

export const travelRefusals = {
  'id-malformed': '编号格式不对',
  'department-unknown': '没有这个经办机构',
  'id-used': '编号已用于别的内容',
  'kind-unknown': '没有这种备案',
  'area-malformed': '就医地不对',
  'area-not-elsewhere': '就医地不在外地',
  'text-malformed': '文字不合要求',
  'date-malformed': '日期不对',
  'not-enrolled': '备案开始时没有在本地参保',
  'filing-overlaps': '同一就医地已有备案',
  'entry-unknown': '没有这条备案',
  'entry-ended': '这条备案已经终止',
  'file-repeated': '同样的清算单已经收过',
  'file-unreadable': '清算单读不出来',
  'file-header-missing': '清算单没有表头',
  'file-without-rows': '清算单没有行',
  'file-not-as-seen': '清算单不是核对过的那一份',
  'statement-unknown': '没有这份清算单',
  'statement-withdrawn': '这份清算单已经作废',
  'row-unknown': '清算单没有这一行',
  'row-settled': '这一行已经收下',
  'row-still-wrong': '这一行仍然有误',
} as const;

export type TravelRefusalId = keyof typeof travelRefusals;

export type TravelRefusal =
  | { readonly list: 'travel'; readonly id: TravelRefusalId; readonly message: string }
  | { readonly list: 'registry'; readonly id: RegistryRefusal['id']; readonly message: string };

export interface TravelRefused {
  readonly refusal: TravelRefusal;
}

export function refuse(id: TravelRefusalId, message: string): TravelRefused {
  return { refusal: { list: 'travel', id, message } };
}
