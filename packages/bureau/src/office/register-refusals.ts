/**
 * Everything that staff, payroll, assets, registers and procurement refuse: a closed list, in groups by what was asked for, within
 * a group in order of precedence. What all of them ask first stands in the first group.
 * `docs/reference/refusals-office-registers.md` lists the same ids in the same order, and a test holds the two together.
 */

import { type AccessRefusal } from '../access/index.ts';
import { type DeskRefusal } from './vouchers/index.ts';

/** Whatever is entered. */
const commonRefusals = {
  'id-malformed': '编号格式不对',
  'id-used': '编号已用于别的内容',
  'unit-unknown': '没有这个单位',
  'record-unknown': '没有这条记录',
  'text-malformed': '文字不合要求',
  'date-malformed': '日期不对',
  'month-malformed': '月份不对',
  'amount-malformed': '金额不对',
  'count-malformed': '数目不对',
  'date-in-future': '日期在今天之后',
  'year-closed': '所属年度已结账',
  'decided-already': '已经处理过',
  'voucher-booked': '凭证已经记账',
} as const;

/** 编制, 内设机构, 人员. */
const staffRefusals = {
  'posts-repeated': '同一天已有核定数',
  'event-out-of-order': '早于此人已登记的变动',
  'person-departed': '人员已经离开',
  'event-not-possible': '与此人当时的状态不符',
  'post-missing': '没有写明编制类别',
} as const;

/** Values that are entered by one and confirmed by another. */
const parameterRefusals = {
  'parameter-unknown': '没有这个参数',
  'parameter-out-of-range': '参数超出允许范围',
  'parameter-taken': '同一天已有确认的值',
} as const;

const payrollRefusals = {
  'item-unknown': '没有这个工资项目',
  'item-not-for-post': '工资项目与编制类别不符',
  'month-not-begun': '月份还没有开始',
  'run-waiting': '这个月有一批待复核',
  'run-exists': '这个月已经发放',
  'supplement-without-run': '没有可补的正式发放',
  'parameter-unconfirmed': '参数尚未确认',
  'base-missing': '没有缴费基数',
  'deductions-exceed-pay': '扣款多于应发',
  'run-empty': '没有可发的内容',
  'supplement-negative': '应收回而不是补发',
  'run-supplemented': '这个月后面还有补发',
} as const;

const assetRefusals = {
  'category-unknown': '没有这个资产分类',
  'category-not-covered': '资产分类未涵盖',
  'vehicle-incomplete': '车辆信息不符',
  'life-invalid': '使用年限不合规定',
  'card-number-taken': '卡片编号已被使用',
  'opening-invalid': '期初卡片不符',
  'voucher-exceeded': '超出凭证金额',
  'card-has-history': '卡片已有折旧或处置',
  'depreciation-exists': '这个月已经计提',
  'depreciation-out-of-order': '折旧不按月份顺序',
  'depreciation-empty': '没有可提折旧的资产',
  'card-disposed': '资产已经处置',
  'depreciation-pending': '折旧尚未提到应提月份',
  'stock-taking-open': '已有一次盘点未结束',
  'stock-taking-finished': '盘点已经结束',
  'card-counted-already': '这张卡片已经盘过',
  'stock-taking-incomplete': '还有卡片没有盘到',
} as const;

/** Receptions, trips, vehicle costs, meetings, training, festivals. */
const registerRefusals = {
  'persons-not-positive': '人数不是正数',
  'end-before-start': '结束早于开始',
  'vehicle-unknown': '没有这辆车',
  'vehicle-not-in-use': '车辆当时不在用',
  'record-withdrawn': '记录已经撤回',
  'record-tied': '记录已对应凭证',
  'register-without-code': '这类登记不对应经济分类',
  'voucher-unknown': '没有这张凭证',
  'voucher-of-other-kind': '凭证里没有这项支出',
  'tie-exceeds-record': '超出登记的金额',
  'tie-exceeds-voucher': '超出凭证尚未对应的金额',
} as const;

const procurementRefusals = {
  'supplier-size-unknown': '没有写明供应商规模',
  'contract-number-taken': '合同编号已被使用',
  'signed-before-plan': '签订早于计划年度',
  'deposit-too-large': '质量保证金过大',
  'reserved-for-small': '采购项目预留给中小企业',
  'contract-exceeds-plan': '超出采购计划',
  'acceptance-before-contract': '验收早于签订',
  'acceptance-exceeds-contract': '验收超出合同金额',
  'payment-exceeds-contract': '支付超出合同金额',
  'payment-exceeds-voucher': '支付超出凭证金额',
  'record-in-use': '记录已被后续记录引用',
} as const;

/** Every refusal with its short Chinese name, in the order of the page. */
export const officeRegisterRefusals = {
  ...commonRefusals,
  ...staffRefusals,
  ...parameterRefusals,
  ...payrollRefusals,
  ...assetRefusals,
  ...registerRefusals,
  ...procurementRefusals,
} as const;

export type OfficeRegisterRefusalId = keyof typeof officeRegisterRefusals;

export interface OfficeRegisterRefusal {
  readonly id: OfficeRegisterRefusalId;
  /** Chinese, for the person at the desk: what happened, with the values, and what to do. */
  readonly message: string;
}

/** A refusal of the registers' own, or of those they ask: access (who may check whom) and the vouchers. */
export interface Refused {
  readonly refusal: OfficeRegisterRefusal | AccessRefusal | DeskRefusal;
}

export function refuse(id: OfficeRegisterRefusalId, message: string): Refused {
  return { refusal: { id, message } };
}
