/**
 * What enrolment and collection refuse, in order of precedence; `docs/reference/refusals-enrolment.md` lists the same, and a test
 * holds the two together. What the rules, the registry, the ledger and access refuse is passed on in their own words.
 */
import { type ContributionRefused, type SettlementRefusalId } from '@mingzhang/policy';
import { type AccessRefusal } from '../access/index.ts';
import { type LedgerRefusal } from '../books/index.ts';
import { type RegistryRefusal, type RegistryRefused, registryRefusals } from '../registry/index.ts';

export const enrolmentRefusals = {
  'id-malformed': '编号格式不对',
  'department-unknown': '没有这个经办机构',
  'id-used': '编号已用于别的内容',
  'text-malformed': '文字不合要求',
  'date-malformed': '日期不对',
  'date-in-future': '日期在今天之后',
  'wage-malformed': '工资不对',
  'employer-malformed': '统一社会信用代码不对',
  'kind-unfit': '缴费人员类别不符',
  'area-without-rules': '本地没有录入的规定',
  'collection-not-open': '集中征缴期还没有开始',
  'enrolled-already': '这一期已经登记',
  employed: '已参加职工医保',
  'insured-elsewhere': '在外地参保',
  'entry-unknown': '没有这条登记',
  'entry-ended': '这条登记已经终止',
  'due-paid': '已经缴费',
  'other-area-unknown': '没有这个参保地',
  'transfer-same-area': '转移前后是同一参保地',
  'certificate-used': '参保凭证已经用过',
  'account-short': '个人账户余额不够',
  'file-header-missing': '没有找到表头',
  'file-without-rows': '文件没有缴费行',
  'file-repeated': '同一文件已经上传',
  'file-unknown': '没有这份文件',
  'file-decided': '文件已经处理',
  'row-unknown': '没有这一行',
  'nothing-held': '没有待处理的金额',
  'proposal-waiting': '已有待复核的处理',
  'claim-unfit': '不能认领到这笔应缴',
  'list-empty': '没有可列入名单的人',
  'proposal-unknown': '没有这项待复核的事',
  'proposal-decided': '已经复核',
  'fund-without-books': '基金没有账套',
} as const;

export type EnrolmentRefusalId = keyof typeof enrolmentRefusals;

interface Said<List extends string, Id> {
  readonly list: List;
  readonly id: Id;
  /** What happened, why it matters and what to do. */
  readonly message: string;
}

/** A refusal and whose words it is in. */
export type EnrolmentRefusal =
  | Said<'enrolment', EnrolmentRefusalId>
  | Said<'policy', SettlementRefusalId>
  | Said<'registry', RegistryRefusal['id']>
  | Said<'ledger', LedgerRefusal['id']>
  | Said<'access', AccessRefusal['id']>;

export interface EnrolmentRefused {
  readonly refusal: EnrolmentRefusal;
}

export function refuse(id: EnrolmentRefusalId, message: string): EnrolmentRefused {
  return { refusal: { list: 'enrolment', id, message } };
}

export function ofLedger({ id, message }: LedgerRefusal): EnrolmentRefused {
  return { refusal: { list: 'ledger', id, message } };
}

export function ofAccess({ id, message }: AccessRefusal): EnrolmentRefused {
  return { refusal: { list: 'access', id, message } };
}

/** The registry answers in its own words or in those of access. */
export function ofRegistry({ refusal: { id, message } }: RegistryRefused): EnrolmentRefused {
  if (Object.hasOwn(registryRefusals, id)) {
    return { refusal: { list: 'registry', id: id as RegistryRefusal['id'], message } };
  }
  return { refusal: { list: 'access', id: id as AccessRefusal['id'], message } };
}

export function ofRules({ refusal, message }: ContributionRefused): EnrolmentRefused {
  switch (refusal) {
    case 'not-covered':
    case 'parameter-unconfirmed':
      return { refusal: { list: 'policy', id: refusal, message } };
    case 'date-malformed':
    case 'wage-malformed':
      return refuse(refusal, message);
  }
}
