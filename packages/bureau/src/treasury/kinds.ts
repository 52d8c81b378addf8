/** The words of the funds' finance that are data: roles of accounts, kinds of movement, schemes, functional items of the subsidies. */
import { type FundPart, type Grade } from '@mingzhang/ledger';
import file from './data/movements.json' with { type: 'json' };

/** 收入户, 支出户, 财政专户, 国库; the ledger's account of each. */
export const accountRoles = {
  income: { name: '收入户', account: 'income-account-deposit' },
  payment: { name: '支出户', account: 'payment-account-deposit' },
  fiscal: { name: '财政专户', account: 'fiscal-account-deposit' },
  treasury: { name: '国库', account: 'treasury-deposit' },
} as const;

export type AccountRole = keyof typeof accountRoles;

export function isRole(text: string): text is AccountRole {
  return Object.hasOwn(accountRoles, text);
}

export const fundNames: Readonly<Record<FundPart, string>> = {
  resident: '居民医保基金',
  'employee-pooled': '职工医保统筹基金',
  'employee-personal': '职工医保个人账户',
  assistance: '医疗救助基金',
  'civil-servant': '公务员医疗补助',
  'retired-cadre': '离休人员医疗经费',
};

export function isFund(text: string): text is FundPart {
  return Object.hasOwn(fundNames, text);
}

/** The funds of a scheme: what is published of 职工 is 统筹 and 个人账户 together. */
export const schemes = {
  employee: { name: '职工基本医疗保险', funds: ['employee-pooled', 'employee-personal'] },
  resident: { name: '城乡居民基本医疗保险', funds: ['resident'] },
  assistance: { name: '医疗救助', funds: ['assistance'] },
} as const satisfies Readonly<Record<string, { readonly name: string; readonly funds: readonly FundPart[] }>>;

export type FundScheme = keyof typeof schemes;

export function isScheme(text: string): text is FundScheme {
  return Object.hasOwn(schemes, text);
}

export interface MovementKind {
  readonly id: string;
  readonly name: string;
  /** Keys of accounts; `@account` is that of the bank account chosen, `@to` of the one it goes to. */
  readonly debit: string;
  readonly credit: string;
  readonly roles: readonly AccountRole[];
  readonly to?: readonly AccountRole[];
  /** How well it is known that it is booked so; K-m and lower is our reading. */
  readonly grade: Grade;
  readonly source: string;
}

export const movementKinds = file.kinds as readonly MovementKind[];

export function movementKind(id: string): MovementKind | null {
  return movementKinds.find((kind) => kind.id === id) ?? null;
}

export const levels = { central: '中央', province: '省级', city: '市级', county: '县级' } as const;

export type SubsidyLevel = keyof typeof levels;

export const paths = { department: '经部门账户', finance: '财政直接拨付' } as const;

export type SubsidyPath = keyof typeof paths;

export const purposes = { general: '一般补助', vaccine: '疫苗及接种补助' } as const;

export type SubsidyPurpose = keyof typeof purposes;

/** Items whose spending is money of a fund, whoever spends it; 2101302 疾病应急救助 goes to a fund that is not kept here. */
const fundItems: readonly { readonly beginning: string; readonly funds: readonly FundPart[] }[] = [
  { beginning: '2101201', funds: ['employee-pooled', 'employee-personal'] },
  { beginning: '2101202', funds: ['resident'] },
  { beginning: '2101299', funds: ['resident', 'employee-pooled'] },
  { beginning: '2101301', funds: ['assistance'] },
  { beginning: '2101399', funds: ['assistance'] },
];

/** 其他医疗保障管理事务支出: fund money is booked there here and there, and counts only where a document says so. */
export const flaggedItem = '2101599';

/** The funds that a functional item may give money to; none for what is not theirs. */
export function fundsOfItem(functionCode: string): readonly FundPart[] {
  if (functionCode === flaggedItem) return ['resident', 'employee-pooled', 'employee-personal', 'assistance'];
  return fundItems.find(({ beginning }) => functionCode === beginning)?.funds ?? [];
}

/** Items that the funds' books must answer for to the last fen. */
export const meetingItems: readonly string[] = fundItems.map(({ beginning }) => beginning);

export const incomeItems = {
  contribution: { name: '基本医疗保险费收入', account: 'premium-income' },
  'fiscal-subsidy': { name: '财政补贴收入', account: 'fiscal-subsidy-income' },
  'vaccine-subsidy': { name: '其中：疫苗及接种补助收入', account: null },
  interest: { name: '利息收入', account: 'interest-income' },
  transfer: { name: '转移收入', account: 'transfer-in-income' },
  'superior-subsidy': { name: '上级补助收入', account: 'superior-subsidy-income' },
  'subordinate-remittance': { name: '下级上解收入', account: 'subordinate-remittance-income' },
  other: { name: '其他收入', account: 'other-income' },
} as const;

export type IncomeItem = keyof typeof incomeItems;

export const expenditureItems = {
  benefit: { name: '待遇支出', account: 'benefit-expense' },
  'serious-illness': { name: '大病保险支出', account: 'serious-illness-expense' },
  assistance: { name: '医疗救助支出', account: 'assistance-expense' },
  transfer: { name: '转移支出', account: 'transfer-out-expense' },
  'superior-remittance': { name: '上解上级支出', account: 'superior-remittance-expense' },
  'subordinate-subsidy': { name: '补助下级支出', account: 'subordinate-subsidy-expense' },
  other: { name: '其他支出', account: 'other-expense' },
} as const;

export type ExpenditureItem = keyof typeof expenditureItems;

export const payeeKinds = { institution: '医疗机构', person: '个人', insurer: '承办保险公司' } as const;

export type PayeeKind = keyof typeof payeeKinds;

export const sources = { bank: '银行对账单', fiscal: '财政专户对账单', treasury: '国库和税务对账单' } as const;

export type StatementSource = keyof typeof sources;

/** Whose statements an account is matched with: the three ways. */
export const sourcesOfRole: Readonly<Record<AccountRole, readonly StatementSource[]>> = {
  income: ['bank', 'treasury'],
  payment: ['bank'],
  fiscal: ['bank', 'fiscal'],
  treasury: ['treasury'],
};
