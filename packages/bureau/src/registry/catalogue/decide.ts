/**
 * 药品、诊疗项目、医用耗材目录 by national code and date: class, 最高支付价, 先行自付比例. A change
 * ends the row that stood the day before and begins another; nothing is overwritten.
 */
import { type DateText } from '@mingzhang/kernel';
import { type ItemClass } from '@mingzhang/policy';

/** 药品 (list_type 101…), 医疗服务项目 201, 医用耗材 301. */
type ItemKind = 'drug' | 'service' | 'consumable';

export interface CatalogueItem {
  /** 医保目录编码 (med_list_codg). */
  readonly code: string;
  readonly kind: ItemKind;
  readonly name: string;
  readonly specification: string;
  readonly class: ItemClass;
  /** 最高支付价 a piece in millionths of a yuan; null for none. */
  readonly priceLimit: number | null;
  /** 先行自付比例 in ten-thousandths. */
  readonly firstPay: number;
  readonly from: DateText;
  readonly to: DateText | null;
}

/** The row in force on a day; null where the code has none. */
export function itemOn(rows: readonly CatalogueItem[], day: DateText): CatalogueItem | null {
  return rows.find(({ from, to }) => from <= day && (to === null || day <= to)) ?? null;
}
