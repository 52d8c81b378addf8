/**
 * What a line of the budgetary books is in the department's statements. The statements are added up by this one function and
 * followed back by it, so a cell's legs add up to its amount whatever is asked for:
 *
 *     7101 functionCode=2101501 economyCode=30101 spending=basic source=general-public-budget  →  expenditure of 一般公共预算
 *     6201 counterpart=another unit of the department                                          →  eliminated
 *
 * Year-end closing vouchers are left aside on both ways. Behind an opening balance stand the legs of this year's corrections and,
 * of the years before, what the account began the year with.
 */
import {
  type ExpenditureLine,
  type IncomeLine,
  type IncomeSource,
  type OpeningLine,
  type Selector,
  type StatementFund,
  selectsExpenditure,
  selectsIncome,
  selectsOpening,
  type UnitNature,
} from '@mingzhang/disclosure';
import { type AccountSet, type Dimensions, lineage, type MoneySource } from '@mingzhang/ledger';

/** Where a line stands: the budgetary set of a unit, and the units of its department. */
export interface FactPlace {
  readonly set: AccountSet;
  readonly nature: UnitNature;
  readonly departmentUnits: ReadonlySet<string>;
}

export type LedgerFactProblem =
  | 'fiscal-income-of-other-money'
  | 'own-income-of-fiscal-money'
  | 'transfer-of-fiscal-money'
  | 'internal-transaction-not-covered';

/** `own` marks what a 事业单位's own surplus comes from: what it gets and gives of money that has no purpose of its own. */
export type LedgerFact =
  | { readonly measure: 'opening'; readonly line: Omit<OpeningLine, 'amount'> }
  | { readonly measure: 'income'; readonly line: Omit<IncomeLine, 'amount'>; readonly own: boolean }
  | { readonly measure: 'expenditure'; readonly line: Omit<ExpenditureLine, 'amount'>; readonly own: boolean }
  /** A transfer within the department: neither side is in its statements. */
  | {
      readonly measure: 'transfer';
      readonly way: 'down' | 'up';
      readonly paid: boolean;
      readonly counterpart: string;
      readonly own: boolean;
    }
  /** Money itself, and the own surplus of a 事业单位, which no statement prints. */
  | { readonly measure: 'none' }
  | { readonly measure: 'problem'; readonly problem: LedgerFactProblem };

const funds: Readonly<Record<MoneySource, StatementFund>> = {
  'general-public-budget': 'general',
  'government-fund-budget': 'government-fund',
  'state-capital-budget': 'state-capital',
  'non-fiscal-special': 'other',
  'non-fiscal-other': 'other',
};

/** Income that is no fiscal appropriation. 债务, 非同级财政拨款 and 投资 are 其他收入 in the tables. */
const ownIncome: Readonly<Record<string, IncomeSource>> = {
  '6101': 'business',
  '6201': 'superior',
  '6301': 'affiliated',
  '6401': 'operating',
  '6501': 'other',
  '6601': 'other',
  '6602': 'other',
  '6609': 'other',
};

/** Expenditure that is 基本支出 or 项目支出. */
const ordinaryExpenditure: readonly string[] = ['7101', '7201', '7601', '7701', '7901'];

/** 财政拨款结转, 财政拨款结余. */
const fiscalBalances: readonly string[] = ['8101', '8102'];

/** 非财政拨款结转, 经营结余, 其他结余. */
const ownBalances: readonly string[] = ['8201', '8401', '8501'];

/** 非财政拨款结余, 专用结余, 非财政拨款结余分配: of a 行政单位 they are carried over, of a 事业单位 they are its own. */
const ownSurplus: readonly string[] = ['8202', '8301', '8701'];

/** The two accounts of a transfer within a department, who pays and who receives. */
const transfers: Readonly<Record<string, { readonly way: 'down' | 'up'; readonly paid: boolean }>> = {
  '7501': { way: 'down', paid: true },
  '6201': { way: 'down', paid: false },
  '7401': { way: 'up', paid: true },
  '6301': { way: 'up', paid: false },
};

/** What a line on the account is. The account belongs to a budgetary set; its dimensions are those that posting asks for. */
export function ledgerFact(place: FactPlace, account: string, dimensions: Dimensions): LedgerFact {
  const { set, nature, departmentUnits } = place;
  const top = lineage(set.accounts, account).at(-1) ?? account;
  const { functionCode = null, economyCode = '', source, counterpart } = dimensions;
  const fund = source === undefined ? 'other' : funds[source];
  const own = nature === 'institution' && source === 'non-fiscal-other';
  if (top.startsWith('8')) {
    if (fiscalBalances.includes(top)) return { measure: 'opening', line: { functionCode, fund } };
    if (ownBalances.includes(top) || (ownSurplus.includes(top) && nature !== 'institution'))
      return { measure: 'opening', line: { functionCode: top === '8201' ? functionCode : null, fund: 'other' } };
    return { measure: 'none' };
  }
  if (counterpart !== undefined && departmentUnits.has(counterpart)) {
    const transfer = transfers[top];
    return transfer === undefined
      ? { measure: 'problem', problem: 'internal-transaction-not-covered' }
      : { measure: 'transfer', ...transfer, counterpart, own };
  }
  if (top === '6001') {
    if (fund === 'other') return { measure: 'problem', problem: 'fiscal-income-of-other-money' };
    return { measure: 'income', line: { functionCode: functionCode ?? '', source: fund }, own: false };
  }
  const income = ownIncome[top];
  if (income !== undefined) {
    if (fund !== 'other') return { measure: 'problem', problem: 'own-income-of-fiscal-money' };
    return { measure: 'income', line: { functionCode: functionCode ?? '', source: income }, own };
  }
  const line = { functionCode: functionCode ?? '', economyCode, nature };
  if (ordinaryExpenditure.includes(top))
    return { measure: 'expenditure', line: { ...line, fund, kind: dimensions.spending ?? 'project' }, own };
  if (fund !== 'other') return { measure: 'problem', problem: 'transfer-of-fiscal-money' };
  const kind = top === '7301' ? 'operating' : top === '7401' ? 'remitted' : 'subsidised';
  return { measure: 'expenditure', line: { ...line, fund, kind }, own };
}

/** How a debit counts: income and balances stand on the credit side. */
export function signOfDebit(fact: LedgerFact): 1 | -1 {
  return fact.measure === 'expenditure' || (fact.measure === 'transfer' && fact.paid) ? 1 : -1;
}

/** True if a statement's cell with this selector has such lines behind it. */
export function isBehind(selector: Selector, fact: LedgerFact): boolean {
  if ((selector.measure === 'use-of-surplus' || selector.measure === 'surplus-allocation') && 'own' in fact)
    return fact.own;
  switch (fact.measure) {
    case 'opening':
      return selectsOpening(selector, fact.line);
    case 'income':
      return selectsIncome(selector, fact.line);
    case 'expenditure':
      return selectsExpenditure(selector, fact.line);
    default:
      return false;
  }
}
