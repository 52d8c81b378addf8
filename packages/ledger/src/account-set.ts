/**
 * An account set (账套) is one book of one accounting unit: its chart with the unit's own detail accounts and confirmed
 * codes, and the month it begins with. Every social insurance fund is an accounting unit of its own (社会保险基金会计制度
 * 第一部分三), so 职工 and 居民 are two sets.
 */
import { isDate, isMonth, type Month } from '@mingzhang/kernel';
import {
  type Account,
  type Book,
  type DimensionName,
  type FundPart,
  fundAccounts,
  fundParts,
  governmentAccounts,
  isConfirmed,
} from './account.ts';
import { type Refusal, refuse } from './refusals.ts';

export interface AccountSet {
  readonly id: string;
  /** The accounting unit. */
  readonly unit: string;
  readonly unitKind: UnitKind;
  readonly book: Book;
  /** The funds it keeps; none in the books of a department. */
  readonly funds: readonly FundPart[];
  readonly firstMonth: Month;
  readonly accounts: readonly Account[];
}

/** 行政单位 (or 参公), 事业单位, 基金. */
export type UnitKind = 'administrative' | 'institution' | 'fund';

/** A detail account of the unit's own: 8101 财政拨款结转 → 810106 本年收支结转. */
export interface DetailAccount {
  readonly key: string;
  readonly code: string;
  readonly name: string;
  readonly parent: string;
  readonly from: string;
  readonly to?: string;
  /** In addition to those of the parent. */
  readonly requires?: readonly DimensionName[];
}

/** Somebody has looked up the official code of an account and answers for it. */
export interface CodeConfirmation {
  readonly key: string;
  readonly code: string;
  readonly by: string;
  readonly on: string;
  readonly source: string;
}

export interface AccountSetDraft {
  readonly id: string;
  readonly unit: string;
  readonly unitKind: UnitKind;
  readonly book: Book;
  readonly funds?: readonly string[];
  readonly firstMonth: string;
  readonly details?: readonly DetailAccount[];
  readonly confirmations?: readonly CodeConfirmation[];
}

/** The account set, or why it cannot be set up. */
export function decideAccountSet(draft: AccountSetDraft): { readonly set: AccountSet } | { readonly refusal: Refusal } {
  const { id, unit, unitKind, book, firstMonth, funds = [], details = [], confirmations = [] } = draft;
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(id)) {
    return refuse('set-id-malformed', `账套标识“${id}”不符合要求：只用小写字母、数字和连字符，不超过63个字符。`);
  }
  if (!isMonth(firstMonth)) return refuse('set-month-malformed', `启用月份“${firstMonth}”不是年月，应写作“2024-01”。`);
  if ((book === 'fund') !== (unitKind === 'fund') || (book === 'fund') !== funds.length > 0) {
    return refuse(
      'set-kind-mismatch',
      '基金账套须属于基金并写明险种，单位的账套不写险种；请核对会计主体的性质与账簿。',
    );
  }
  const foreign = funds.find((fund) => !fundParts.includes(fund as FundPart));
  if (foreign !== undefined) {
    return refuse('fund-not-covered', `本系统的基金科目表没有涵盖“${foreign}”，不能按它建账。`);
  }
  const chart = book === 'fund' ? fundAccounts : governmentAccounts.filter((account) => account.book === book);
  let accounts = chart;
  for (const { key, code, by, on, source } of confirmations) {
    const draftRow = accounts.find((account) => account.key === key);
    if (draftRow === undefined)
      return refuse('confirmation-account-unknown', `科目“${key}”不在科目表中，无从确认编号。`);
    if (by.trim() === '' || source.trim() === '' || !isDate(on) || !/^\d{4}$/.test(code)) {
      return refuse('confirmation-incomplete', `确认科目“${key}”的编号，须写明四位编号、确认人、日期和依据。`);
    }
    const taken = accounts.find((account) => account.code === code && account.key !== key);
    if (taken !== undefined) return refuse('account-code-taken', `编号${code}已用于“${taken.name}”。`);
    const confirmed = (row: Account): Account => ({ ...row, code, grade: 'B', source: `${source}（${by}，${on}）` });
    accounts = accounts.map((row) => (row.key === key && !isConfirmed(row) ? confirmed(row) : row));
  }
  for (const { key, code, name, parent, from, to = null, requires = [] } of details) {
    const above = accounts.findLast((account) => account.key === parent);
    if (above === undefined) return refuse('detail-parent-unknown', `明细科目“${name}”的上级“${parent}”不在科目表中。`);
    if (!isDate(from) || (to !== null && !isDate(to)) || !/^\d{6,12}$/.test(code) || name.trim() === '') {
      return refuse('detail-malformed', `明细科目“${name}”须有6至12位编号、名称和启用日期。`);
    }
    if (accounts.some((account) => account.key === key || account.code === code)) {
      return refuse('account-code-taken', `明细科目“${name}”的标识“${key}”或编号${code}已经使用。`);
    }
    const both = [...new Set([...above.requires, ...requires])];
    const source = '单位明细科目';
    accounts = [...accounts, { ...above, key, code, name, parent, from, to, requires: both, source }];
  }
  return { set: { id, unit, unitKind, book, funds: funds as readonly FundPart[], firstMonth, accounts } };
}
