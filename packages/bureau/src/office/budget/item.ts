/**
 * What budget is given for and payments are made from: a project, a functional item and a source of money. Everything known of
 * an item in a year is a list of movements; what stands at the start, is adjusted, paid, set aside and available is their sum.
 */
import { type Fen, type Month } from '@mingzhang/kernel';
import { type MoneySource } from '@mingzhang/ledger';

export interface BudgetItem {
  /** Code of a project without projects below it. */
  readonly project: string;
  /** 功能分类, seven digits. */
  readonly functionCode: string;
  readonly source: MoneySource;
}

/** One text for an item: no part holds a space. */
export function itemKey({ project, functionCode, source }: BudgetItem): string {
  return `${project} ${functionCode} ${source}`;
}

export const sourceNames: Readonly<Record<MoneySource, string>> = {
  'general-public-budget': '一般公共预算',
  'government-fund-budget': '政府性基金预算',
  'state-capital-budget': '国有资本经营预算',
  'non-fiscal-special': '非财政专项资金',
  'non-fiscal-other': '其他资金',
};

export const moneySources = Object.keys(sourceNames) as readonly MoneySource[];

export function isMoneySource(word: string): word is MoneySource {
  return Object.hasOwn(sourceNames, word);
}

/** 人员类, 运转类 (公用经费 and others), 特定目标类: the three kinds of 预算管理一体化, the second in its two halves. */
export const projectKindNames = {
  personnel: '人员类',
  'public-running': '运转类（公用经费）',
  'other-running': '运转类（其他运转）',
  specific: '特定目标类',
} as const;

export type ProjectKind = keyof typeof projectKindNames;

/** 人员类 and 公用经费 are 基本支出; the others are 项目支出. */
export function spendingOf(kind: ProjectKind): 'basic' | 'project' {
  return kind === 'personnel' || kind === 'public-running' ? 'basic' : 'project';
}

/** 级次 of the government that gives the money. */
export const levelNames = { central: '中央', province: '省级', city: '市级', county: '县级' } as const;

export type MoneyLevel = keyof typeof levelNames;

export const documentKindNames = {
  start: '年初预算',
  'carry-over': '上年结转',
  allocation: '指标下达',
  addition: '追加',
  reduction: '追减',
  transfer: '调剂',
  recall: '收回',
} as const;

export type DocumentKind = keyof typeof documentKindNames;

export const documentKinds = Object.keys(documentKindNames) as readonly DocumentKind[];

/** An amount that touched an item in a month: a line in force of a document, a payment, or money set aside. */
export interface Movement extends BudgetItem {
  readonly month: Month;
  readonly kind: DocumentKind | 'paid' | 'reserved';
  readonly amount: Fen;
}

export interface Project {
  readonly code: string;
  readonly name: string;
  readonly kind: ProjectKind;
  /** The 一级项目 above; null for one itself. */
  readonly parent: string | null;
  readonly functionCode: string | null;
  readonly firstYear: number;
  /** Null while no end is known. */
  readonly lastYear: number | null;
  /** The catalogue's project under which it is published. */
  readonly topic: string | null;
}
