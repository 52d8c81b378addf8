/**
 * Facts behind published tables, from the leaves that were solved for them. What nobody publishes is chosen, and only that:
 * which 款 a 项's basic expenditure was spent under (both sums are published, their meeting is not), what project money was
 * spent on, and of which 项 an opening balance is. The choices are plausible and always the same; they change no printed cell.
 */
import { addFen, type Fen, subtractFen, sumFen } from '@mingzhang/kernel';
import { type Leaf } from '../leaves/index.ts';
import { costCodes } from './cell-terms.ts';
import {
  type CostPart,
  costParts,
  type ExpenditureKind,
  type ExpenditureLine,
  fiscalFunds,
  type IncomeLine,
  type IncomeSource,
  type OpeningLine,
  type StatementFacts,
  type StatementFund,
  type StatisticKey,
  statementFunds,
  type UnitNature,
} from './facts.ts';
import { spread } from './spread.ts';

/** 款 of personnel money and the 项 that were made for them. */
const itemsOfEconomy: Readonly<Record<string, readonly string[]>> = {
  '30108': ['2080505'],
  '30109': ['2080506'],
  '30110': ['2101101', '2101102'],
  '30111': ['2101103'],
  '30112': ['2089999', '2101199', '2080109'],
  '30113': ['2210201'],
  '30301': ['2080501'],
  '30302': ['2080501', '2080502'],
  '30307': ['2101301', '2101199', '2101101'],
};

/** What project money of an 项 is spent on, in parts of ten; the first prefix that fits. */
const projectEconomy: readonly (readonly [prefix: string, ...(readonly [economyCode: string, tenths: number][])])[] = [
  ['21012', ['31302', 10]],
  ['21013', ['30307', 10]],
  ['2101199', ['30307', 10]],
  ['20807', ['30305', 10]],
  ['2101504', ['30227', 5], ['31007', 3], ['30213', 2]],
  ['2101503', ['30209', 4], ['30226', 4], ['30213', 2]],
  ['', ['30201', 2], ['30202', 1], ['30226', 3], ['30227', 4]],
];

export interface LeavesContext {
  readonly year: number;
  readonly department: string;
  /** Which unit of the department an 项 belongs to, by its nature. */
  readonly natureOf: (functionCode: string) => UnitNature;
  /** Parts of the “三公” table whose budget is left blank: leaves do not tell nothing from zero. */
  readonly withoutBudget?: readonly CostPart[];
}

/** The facts. Costs of the “三公” table for which no project money is there are left out; amounts below zero are not covered. */
export function factsOfLeaves(
  leaves: readonly Leaf[],
  { year, department, natureOf, withoutBudget = [] }: LeavesContext,
): StatementFacts {
  const amounts = new Map(leaves.map(({ id, fen }) => [id, fen]));
  const income: IncomeLine[] = [];
  const basic = new Map<string, Fen>();
  const economic = new Map<string, Fen>();
  const expenditure: ExpenditureLine[] = [];
  const projects: { functionCode: string; fund: StatementFund; amount: Fen }[] = [];
  const costBudget: Partial<Record<CostPart, Fen>> = Object.fromEntries(
    costParts.filter((part) => !withoutBudget.includes(part)).map((part) => [part, 0]),
  );
  const statistics: Partial<Record<StatisticKey, number>> = {};
  for (const { id, fen } of leaves) {
    const [measure = '', first = '', second = '', third = ''] = id.split(':');
    if (measure === 'income') income.push({ functionCode: first, source: second as IncomeSource, amount: fen });
    else if (measure === 'economic') economic.set(first, fen);
    else if (measure === 'expenditure' && second === 'general' && third === 'basic') basic.set(first, fen);
    else if (measure === 'expenditure' && third === 'project')
      projects.push({ functionCode: first, fund: second as StatementFund, amount: fen });
    else if (measure === 'expenditure')
      expenditure.push({
        functionCode: first,
        economyCode: '30299',
        fund: second as StatementFund,
        kind: third as ExpenditureKind,
        nature: natureOf(first),
        amount: fen,
      });
    else if (measure === 'three-public' && first === 'budget') costBudget[second as CostPart] = fen;
    else if (measure === 'statistics' && !first.startsWith('running')) statistics[first as StatisticKey] = fen;
  }
  const meetings = spread(basic, economic, (code) => itemsOfEconomy[code] ?? ['2101501', '2101550', '2100101']);
  for (const { row, column, amount } of meetings)
    expenditure.push({
      functionCode: row,
      economyCode: column,
      fund: 'general',
      kind: 'basic',
      nature: natureOf(row),
      amount,
    });
  const costs = new Map(
    costParts.map((part) => {
      const final = amounts.get(`three-public:final:${part}`) ?? 0;
      return [part, Math.max(0, subtractFen(final, sumFen(costCodes[part].map((code) => economic.get(code) ?? 0))))];
    }),
  );
  // Receptions and the like are rather of the bureau's own work than of subsidies.
  projects.sort((a, b) => Number(b.functionCode.startsWith('21015')) - Number(a.functionCode.startsWith('21015')));
  for (const { functionCode, fund, amount } of projects) {
    const line = { functionCode, fund, kind: 'project', nature: natureOf(functionCode) } as const;
    for (const [economyCode, part] of projectParts(functionCode, fund, amount, costs))
      expenditure.push({ ...line, economyCode, amount: part });
  }
  return {
    year,
    department,
    opening: openings(amounts, income, expenditure),
    income,
    expenditure,
    useOfSurplus: amounts.get('use-of-balance') ?? 0,
    surplusAllocation: amounts.get('allocation') ?? 0,
    costBudget,
    statistics,
  };
}

/** What a project's money was spent on: first what the “三公” table counts beyond basic expenditure, then the item's own. */
function projectParts(
  functionCode: string,
  fund: StatementFund,
  amount: Fen,
  costs: Map<CostPart, Fen>,
): readonly (readonly [economyCode: string, amount: Fen])[] {
  const parts: (readonly [string, Fen])[] = [];
  let rest = amount;
  if (fund === 'general') {
    for (const [part, open] of costs) {
      const taken = Math.min(open, rest);
      if (taken <= 0) continue;
      // A vehicle is bought under 310, which is no capital construction.
      parts.push([costCodes[part].at(-1) ?? '', taken]);
      costs.set(part, subtractFen(open, taken));
      rest = subtractFen(rest, taken);
    }
  }
  const [, ...shares] = projectEconomy.find(([prefix]) => functionCode.startsWith(prefix)) ?? [''];
  let given = 0;
  shares.forEach(([economyCode, tenths], index) => {
    const share = index === shares.length - 1 ? subtractFen(rest, given) : Math.floor(rest / 10) * tenths;
    given = addFen(given, share);
    if (share > 0) parts.push([economyCode, share]);
  });
  return parts;
}

/** Opening balances that are published for a fund as a whole go where more was spent than came in, what is left to the first 项. */
function openings(
  amounts: ReadonlyMap<string, Fen>,
  income: readonly IncomeLine[],
  expenditure: readonly ExpenditureLine[],
): readonly OpeningLine[] {
  const lines: OpeningLine[] = [];
  for (const [id, amount] of amounts) {
    const [measure, fund, code] = id.split(':');
    if (measure === 'opening' && code !== undefined)
      lines.push({ functionCode: code, fund: fund as StatementFund, amount });
  }
  for (const fund of statementFunds) {
    let left = amounts.get(`opening:${fund}`) ?? 0;
    if (left === 0) continue;
    if (fund === 'other') {
      lines.push({ functionCode: null, fund, amount: left });
      continue;
    }
    const spent = expenditure.filter((line) => line.fund === fund);
    const codes = [...new Set(spent.map(({ functionCode }) => functionCode))].sort();
    const sumOf = (list: readonly { readonly functionCode: string; readonly amount: Fen }[], code: string): Fen =>
      sumFen(list.filter(({ functionCode }) => functionCode === code).map(({ amount }) => amount));
    for (const code of codes) {
      const received = income.filter(({ source }) => fiscalFunds.some((one) => one === source && one === fund));
      const short = subtractFen(sumOf(spent, code), sumOf(received, code));
      const taken = Math.max(0, Math.min(left, short));
      if (taken === 0) continue;
      lines.push({ functionCode: code, fund, amount: taken });
      left = subtractFen(left, taken);
    }
    const [first = ''] = codes;
    if (left !== 0) lines.push({ functionCode: first, fund, amount: left });
  }
  return lines;
}
