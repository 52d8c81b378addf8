/**
 * From the units' budgetary books to the facts of the department's statements: the balances of December before year-end closing
 * are sorted by what they are in the tables, and transfers between units of the department are taken out on both sides.
 *
 *     bureau 7501 80.00 to the centre, centre 6201 80.00 from the bureau  →  neither is in the department's tables
 *     bureau 7501 80.00 to the centre, centre 6201 75.00                  →  a finding; no facts until it is explained
 *
 * 年初结转和结余 is what the balances began with and whatever was corrected or called back since: the adjusted opening, so that
 * opening + income − expenditure is what the year-end closing will leave.
 */
import {
  type ExpenditureLine,
  type IncomeLine,
  nameless,
  type OpeningLine,
  type StatementFacts,
  type UnitNature,
} from '@mingzhang/disclosure';
import { addFen, type Fen, formatYuan, negateFen, subtractFen, sumFen } from '@mingzhang/kernel';
import { type AccountSet, type BalanceRow, closingOf, latestRow } from '@mingzhang/ledger';
import { type FactPlace, type LedgerFact, type LedgerFactProblem, ledgerFact, signOfDebit } from './ledger-fact.ts';

/** The budgetary books of an accounting unit at the end of the year, before closing. */
export interface UnitBooks {
  readonly unit: string;
  readonly name: string;
  readonly nature: UnitNature;
  /** The budgetary set. */
  readonly set: AccountSet;
  readonly rows: readonly BalanceRow[];
}

export interface DepartmentBooks
  extends Pick<StatementFacts, 'year' | 'department' | 'costBudget' | 'statistics' | 'functionNames'> {
  readonly units: readonly UnitBooks[];
}

/** Why no statements can be made of the books, in this order; on the page docs/reference/statement-findings.md. */
export const statementFindings = {
  'internal-transfer-differs': '部门内部往来两方不符',
  'internal-transaction-not-covered': '部门内部往来不能抵销',
  'fiscal-income-of-other-money': '财政拨款预算收入不是财政资金',
  'own-income-of-fiscal-money': '非财政收入写成财政资金',
  'transfer-of-fiscal-money': '财政资金用于上缴、补助或经营支出',
  'item-without-name': '科目没有名称',
} as const;

export type StatementFindingId = keyof typeof statementFindings;

export interface StatementFinding {
  readonly id: StatementFindingId;
  /** Chinese, for the department accountant: what stands where, and what to look at. */
  readonly message: string;
}

/** What a unit paid another of the same department; not in the department's tables. */
export interface InternalTransfer {
  readonly way: 'down' | 'up';
  readonly from: string;
  readonly to: string;
  readonly amount: Fen;
}

export type StatementFactsOutcome =
  | {
      readonly facts: StatementFacts;
      readonly eliminated: readonly InternalTransfer[];
      /** What each 事业单位 was left of its own money: 结余分配 above zero, 使用非财政拨款结余 below. */
      readonly ownResults: ReadonlyMap<string, Fen>;
    }
  | { readonly findings: readonly StatementFinding[] };

/** The facts of a department's year, or what stands in their way. */
export function statementFacts({ units, ...rest }: DepartmentBooks): StatementFactsOutcome {
  const sorted = new Sorted(units);
  const { opening, income, expenditure, ownResults } = sorted;
  const facts: StatementFacts = {
    ...rest,
    opening: [...opening.values()].filter(({ amount }) => amount !== 0),
    income: [...income.values()].filter(({ amount }) => amount !== 0),
    expenditure: [...expenditure.values()].filter(({ amount }) => amount !== 0),
    useOfSurplus: negateFen(sumFen([...ownResults.values()].filter((result) => result < 0))),
    surplusAllocation: sumFen([...ownResults.values()].filter((result) => result > 0)),
  };
  const { transfers, findings: differences } = sorted.eliminate();
  const unnamed = nameless(facts).map((code): StatementFinding => {
    return { id: 'item-without-name', message: `科目${code}没有名称，决算表无从印出。请在科目表中补上它当年的名称。` };
  });
  const order = Object.keys(statementFindings);
  const findings = [...differences, ...sorted.problems, ...unnamed].sort(
    (a, b) => order.indexOf(a.id) - order.indexOf(b.id),
  );
  return findings.length > 0 ? { findings } : { facts, eliminated: transfers, ownResults };
}

interface Side {
  readonly way: 'down' | 'up';
  readonly from: string;
  readonly to: string;
  paid: Fen;
  received: Fen;
}

/** The rows of all units, sorted and added up. */
class Sorted {
  readonly opening = new Map<string, OpeningLine>();
  readonly income = new Map<string, IncomeLine>();
  readonly expenditure = new Map<string, ExpenditureLine>();
  readonly problems: StatementFinding[] = [];
  readonly ownResults = new Map<string, Fen>();
  private readonly transfers = new Map<string, Side>();
  private readonly names: ReadonlyMap<string, string>;

  constructor(units: readonly UnitBooks[]) {
    this.names = new Map(units.map(({ unit, name }) => [unit, name]));
    const departmentUnits = new Set(this.names.keys());
    for (const unit of units) this.addUnit(unit, { ...unit, departmentUnits });
  }

  private addUnit(unit: UnitBooks, place: FactPlace): void {
    let result: Fen = 0;
    for (const row of unit.rows) {
      const fact = ledgerFact(place, row.account, row.dimensions);
      const amount = amountOf(row, fact);
      if (amount === 0) continue;
      this.add(unit, row, fact, amount);
      if ('own' in fact && fact.own) result = subtractFen(result, signOfDebit(fact) * amount);
    }
    if (result !== 0) this.ownResults.set(unit.unit, result);
  }

  private add(unit: UnitBooks, row: BalanceRow, fact: LedgerFact, amount: Fen): void {
    if (fact.measure === 'opening') addLine(this.opening, fact.line, amount);
    if (fact.measure === 'income') addLine(this.income, fact.line, amount);
    if (fact.measure === 'expenditure') addLine(this.expenditure, fact.line, amount);
    if (fact.measure === 'transfer') this.addTransfer(unit, fact, amount);
    if (fact.measure === 'problem')
      this.problems.push({ id: fact.problem, message: problemMessage(fact.problem, unit, row, amount) });
  }

  private addTransfer(
    { unit }: UnitBooks,
    { way, paid, counterpart }: LedgerFact & { readonly measure: 'transfer' },
    amount: Fen,
  ): void {
    const [from, to] = paid ? [unit, counterpart] : [counterpart, unit];
    const key = `${way} ${from} ${to}`;
    const side = this.transfers.get(key) ?? { way, from, to, paid: 0, received: 0 };
    if (paid) side.paid = addFen(side.paid, amount);
    else side.received = addFen(side.received, amount);
    this.transfers.set(key, side);
  }

  /** Both sides of every transfer, if they agree. */
  eliminate(): { readonly transfers: readonly InternalTransfer[]; readonly findings: readonly StatementFinding[] } {
    const findings: StatementFinding[] = [];
    const transfers: InternalTransfer[] = [];
    for (const { way, from, to, paid, received } of this.transfers.values()) {
      if (paid === received) {
        transfers.push({ way, from, to, amount: paid });
        continue;
      }
      const [payer, payee] = [this.names.get(from) ?? from, this.names.get(to) ?? to];
      const [out, into] =
        way === 'down' ? ['对附属单位补助支出', '上级补助预算收入'] : ['上缴上级支出', '附属单位上缴预算收入'];
      const difference = formatYuan(Math.abs(subtractFen(paid, received)));
      findings.push({
        id: 'internal-transfer-differs',
        message: `${payer}对${payee}的${out}${formatYuan(paid)}元，${payee}来自${payer}的${into}${formatYuan(received)}元，相差${difference}元。部门汇总要抵销这笔内部往来，请先查明哪一方漏记或多记。`,
      });
    }
    return { transfers, findings };
  }
}

/** A row's amount on its normal side: the year's turnover, of balances also what they began with. */
function amountOf(row: BalanceRow, fact: LedgerFact): Fen {
  if (fact.measure === 'opening') return negateFen(closingOf(row));
  return signOfDebit(fact) === 1 ? subtractFen(row.debit, row.credit) : subtractFen(row.credit, row.debit);
}

function addLine<Line extends { readonly amount: Fen }>(
  lines: Map<string, Line>,
  line: Omit<Line, 'amount'>,
  amount: Fen,
): void {
  const key = Object.values(line).join(' ');
  const sum = sumFen([lines.get(key)?.amount ?? 0, amount]);
  lines.set(key, { ...line, amount: sum } as Line);
}

function problemMessage(problem: LedgerFactProblem, { name, set }: UnitBooks, row: BalanceRow, amount: Fen): string {
  const { code, name: account } = latestRow(set.accounts, row.account);
  const stands = `${name}的${code ?? ''}${account}有${formatYuan(Math.abs(amount))}元，`;
  switch (problem) {
    case 'internal-transaction-not-covered':
      return `${stands}往来单位是本部门的单位，但这个科目不在抵销之列（只抵销上级补助与对附属单位补助、附属单位上缴与上缴上级）。请核对科目，或去掉往来单位。`;
    case 'fiscal-income-of-other-money':
      return `${stands}资金来源不是财政拨款。财政拨款预算收入只记一般公共预算、政府性基金预算和国有资本经营预算，请核对资金来源。`;
    case 'own-income-of-fiscal-money':
      return `${stands}资金来源写成财政拨款。财政拨款记6001财政拨款预算收入，请核对科目或资金来源。`;
    case 'transfer-of-fiscal-money':
      return `${stands}资金来源是财政拨款。上缴上级、对附属单位补助和经营支出用财政拨款以外的资金，请核对科目或资金来源。`;
  }
}
