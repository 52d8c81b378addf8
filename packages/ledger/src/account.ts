/**
 * Accounts as dated data. An account is named by its key: in the government chart the key is the legal code; in the fund
 * chart it is a word of ours, because only some of the official codes are known, and a code can be confirmed later without
 * touching an entry. One key can have several rows, one after the other (1821 was 文物文化资产 until 2024).
 */
import { type DateText, isInForceOn, type Span } from '@mingzhang/kernel';
import fundChart from './data/fund-accounts.json' with { type: 'json' };
import governmentChart from './data/government-accounts.json' with { type: 'json' };

/** 财务会计, 预算会计, 基金会计. */
export type Book = 'financial' | 'budgetary' | 'fund';

export type Side = 'debit' | 'credit';

export type AccountClass =
  | 'asset'
  | 'liability'
  | 'net-asset'
  | 'fund-balance'
  | 'income'
  | 'expense'
  | 'budget-income'
  | 'budget-expense'
  | 'budget-balance';

/** How well a row is known: A official text seen, B secondary, C weak, K from memory (high, middle, low). */
export type Grade = 'A' | 'B' | 'C' | 'K-h' | 'K-m' | 'K-l';

/** The parts of the funds that are kept apart: 职工统筹, 职工个人账户, 居民, 医疗救助, 公务员医疗补助, 离休人员医疗经费. */
export type FundPart =
  | 'employee-pooled'
  | 'employee-personal'
  | 'resident'
  | 'assistance'
  | 'civil-servant'
  | 'retired-cadre';

/** Where the money of a leg comes from: 一般公共预算, 政府性基金, 国有资本经营, 非财政专项, 其他. */
export type MoneySource =
  | 'general-public-budget'
  | 'government-fund-budget'
  | 'state-capital-budget'
  | 'non-fiscal-special'
  | 'non-fiscal-other';

/** What a leg is for, beside its account. */
export interface Dimensions {
  /** 支出功能分类, to the 项: seven digits. */
  readonly functionCode?: string;
  /** 部门预算支出经济分类, to the 款: five digits. */
  readonly economyCode?: string;
  readonly fund?: FundPart;
  /** 基本支出 or 项目支出. */
  readonly spending?: 'basic' | 'project';
  readonly source?: MoneySource;
  /** Code of the project in the bureau's project tree. */
  readonly project?: string;
  /** The accounting unit on the other side of a transfer within the department: such legs are eliminated in its tables. */
  readonly counterpart?: string;
}

export type DimensionName = keyof Dimensions;

/** In this order dimensions are printed, compared and kept. */
export const dimensionNames: readonly DimensionName[] = [
  'functionCode',
  'economyCode',
  'fund',
  'spending',
  'source',
  'project',
  'counterpart',
];

export interface Account extends Span {
  readonly key: string;
  /** The legal code; null until someone confirms it. */
  readonly code: string | null;
  readonly name: string;
  readonly book: Book;
  readonly class: AccountClass;
  readonly normalSide: Side;
  /** The key of the account that it details. */
  readonly parent: string | null;
  /** Dimensions without which a leg is refused. */
  readonly requires: readonly DimensionName[];
  readonly source: string;
  readonly grade: Grade;
}

/** Accounts that start anew every year. */
export const yearlyClasses: readonly AccountClass[] = ['income', 'expense', 'budget-income', 'budget-expense'];

/**
 * The dimensions that a leg on the account keeps of what is known: those it requires, and where the kind of spending is among
 * them also the project and the unit on the other side, which only some of the money has.
 */
export function keptDimensions({ requires }: Pick<Account, 'requires'>): readonly DimensionName[] {
  return requires.includes('spending') ? [...requires, 'project', 'counterpart'] : requires;
}

/** True if entries may use the row: its code is known, and well enough. */
export function isConfirmed(account: Account): boolean {
  return account.code !== null && ['A', 'B'].includes(account.grade);
}

interface ChartFile {
  readonly from: string;
  readonly groups: readonly ChartGroup[];
}

type Inherited = 'book' | 'class' | 'normalSide' | 'requires' | 'source' | 'grade' | 'from' | 'to';

/** What stands above the rows of a group holds for each of them, unless the row says otherwise. */
interface ChartGroup extends Partial<Pick<Account, Inherited>> {
  readonly accounts: readonly (Partial<Account> & { readonly name: string })[];
}

function readChart({ from, groups }: ChartFile): readonly Account[] {
  return groups.flatMap(({ accounts, ...group }) =>
    accounts.map((row) => {
      const account = { from, to: null, parent: null, code: null, ...group, ...row };
      return { ...account, key: account.key ?? account.code } as Account;
    }),
  );
}

/** 政府会计制度, 2019-01-01: 103 accounts of the first level, 77 financial and 26 budgetary. */
export const governmentAccounts: readonly Account[] = readChart(governmentChart as ChartFile);

/** 社会保险基金会计制度, 2018-01-01, by semantic key. */
export const fundAccounts: readonly Account[] = readChart(fundChart as ChartFile);

/** The funds that are kept by the fund chart. 医疗救助基金 has a rule of its own (财社〔2013〕217号) and shares the keys of the accounts. */
export const fundParts = fundChart.funds as readonly FundPart[];

/** The row of an account on a day, or null. */
export function accountOn(accounts: readonly Account[], key: string, day: DateText): Account | null {
  return accounts.find((account) => account.key === key && isInForceOn(account, day)) ?? null;
}

/** True if the account has details of its own on that day, so that entries belong there. */
export function isDetailed(accounts: readonly Account[], key: string, day: DateText): boolean {
  return accounts.some((account) => account.parent === key && isInForceOn(account, day));
}

/** The latest row of an account, whatever the day: for names that must not change within one printout. */
export function latestRow(accounts: readonly Account[], key: string): Account {
  const row = accounts.findLast((account) => account.key === key);
  if (row === undefined) throw new Error(`no account ${key}`);
  return row;
}

/** The account and those above it, as keys. */
export function lineage(accounts: readonly Account[], key: string): readonly string[] {
  const { parent } = latestRow(accounts, key);
  return parent === null ? [key] : [key, ...lineage(accounts, parent)];
}
