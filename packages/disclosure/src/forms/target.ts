/**
 * Targets of indicators: what 年度指标值 asks for.
 *
 *     '≥24万人次' → at least 240000      '不超过15万元' → at most 150000 yuan      '100%' → plain      '效果明显' → null
 */
import { squeeze } from '../compact.ts';
import { type FormCell } from '../model.ts';
import { type Quantity } from '../quantity.ts';

export interface Target {
  readonly bound: 'at-least' | 'at-most' | 'plain';
  readonly quantity: Quantity;
}

const least = /^(?:≥|>|＞|⩾|≧|=>|不低于|不少于|不小于|大于|高于|超过|达到)|以上(?:（含）)?$/;
const most = /^(?:≤|<|＜|⩽|≦|=<|不超过|不高于|不大于|小于|低于|控制在)|(?:以内|以下|之内)(?:（含）)?$/;

/** Reads a target; null when the cell holds no single figure, or a date. */
export function targetOf(cell: FormCell | undefined): Target | null {
  if (cell === undefined || cell.text === null || cell.quantity === undefined) return null;
  const text = squeeze(cell.text);
  if (isDate(text)) return null;
  return { bound: least.test(text) ? 'at-least' : most.test(text) ? 'at-most' : 'plain', quantity: cell.quantity };
}

/** 2023年, 2023年底, 12月31日前: a point of time, not a quantity. */
export function isDate(text: string): boolean {
  return /(?:19|20)\d{2}年|\d+月(?:\d+日|底|末|前)|\d{4}[-/.]\d{1,2}/.test(squeeze(text));
}

/** True if a cell begins with a comparator: as an actual value it repeats a target instead of stating one. */
export function hasComparator(text: string): boolean {
  return /^(?:[≥≤><＞＜⩾⩽≧≦]|不低于|不少于|不超过|不高于|不大于|不小于)/.test(squeeze(text));
}
