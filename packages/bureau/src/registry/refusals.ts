/**
 * Everything that the registry refuses: a closed list in order of precedence. `docs/reference/refusals-registry.md` lists the same
 * ids in the same order, and a test holds the two together. What is wrong with an identity number is said in the words of access.
 */
import { type AccessRefusal } from '../access/index.ts';

export const registryRefusals = {
  'id-malformed': '编号格式不对',
  'person-unknown': '没有这位参保人员',
  'id-used': '编号已用于别的内容',
  'text-malformed': '文字不合要求',
  'date-malformed': '日期不对',
  'date-in-future': '日期在今天之后',
  'area-malformed': '区划代码不对',
  'birthday-differs': '出生日期与身份证号不符',
  'number-registered': '身份证号已经登记',
  'entry-unknown': '没有这条登记',
  'entry-ended': '这条登记已经终止',
  'end-before-start': '终止日期早于开始',
  'person-dead': '人员已登记死亡',
  'category-unknown': '没有这种救助身份',
  'category-held': '同一身份的起止重叠',
  'member-unfit': '人员类别与险种不符',
  'year-crossed': '居民参保跨了年度',
  'spell-overlaps': '与已有的参保重叠',
  'suspension-outside': '暂停不在参保期间',
  'household-joined': '已经在一户里',
  'credit-code-wrong': '统一社会信用代码不对',
  'institution-code-wrong': '医药机构代码不对',
  'code-registered': '代码已经登记',
  'employer-unknown': '没有这个参保单位',
  'institution-unknown': '没有这家医药机构',
  'agreement-overlaps': '与已有的协议重叠',
  'agreement-over': '协议已经到期',
  'list-unknown': '没有这份名单',
  'list-unreadable': '名单读不出来',
  'list-settled': '名单已经确认或撤回',
  'list-changed': '预览之后有变化',
  'import-unknown': '没有这次目录导入',
  'import-unreadable': '目录文件读不出来',
  'import-settled': '目录导入已经确认或撤回',
  'import-changed': '预览之后目录有变化',
} as const;

export type RegistryRefusalId = keyof typeof registryRefusals;

export interface RegistryRefusal {
  readonly id: RegistryRefusalId;
  /** What happened, why it matters and what to do. */
  readonly message: string;
}

export type RegistryRefused = { readonly refusal: RegistryRefusal | AccessRefusal };

export function refuse(id: RegistryRefusalId, message: string): { readonly refusal: RegistryRefusal } {
  return { refusal: { id, message } };
}
