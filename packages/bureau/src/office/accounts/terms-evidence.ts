/**
 * Everything behind a sum of statement terms: legs of the books, and what is no sum of legs – a budget, the own surplus of a
 * 事业单位, and what the registers count.
 */
import { type StatementTerm } from '@mingzhang/disclosure';
import { type Db } from '../../books/index.ts';
import { type Evidence, type EvidencePage, type FigureReader } from '../../figures/index.ts';
import { costBudgetLines } from './cost-budget.ts';
import { type DepartmentAccounts, evidenceOf, valueOfTerms, weighTerms } from './records.ts';
import { statisticFigures } from './statistic-figures.ts';

/** `reader` answers for the registers; where there is none, terms of theirs have no evidence. What is beside the legs stands first. */
export async function termsEvidence(
  db: Db,
  accounts: DepartmentAccounts,
  terms: readonly StatementTerm[],
  page: { readonly after: string | null; readonly limit: number },
  reader?: FigureReader,
): Promise<EvidencePage> {
  const beside: Evidence[] = [];
  if (page.after === null) {
    for (const term of terms) beside.push(...(await besideLegs(db, accounts, term, reader)));
  }
  const legs = await evidenceOf(db, accounts, weighTerms(terms), page);
  return { rows: [...beside, ...legs.rows], next: legs.next };
}

async function besideLegs(
  db: Db,
  accounts: DepartmentAccounts,
  term: StatementTerm,
  reader: FigureReader | undefined,
): Promise<readonly Evidence[]> {
  const { selector, sign } = term;
  const { department, year } = accounts;
  switch (selector.measure) {
    case 'cost-budget':
      return costBudgetLines(db, accounts, selector.part, sign);
    case 'statistic': {
      const { figure, at } = statisticFigures[selector.key];
      const page = { after: null, limit: Number.MAX_SAFE_INTEGER };
      return reader === undefined ? [] : (await reader.evidence(figure, { department, year, at }, page)).rows;
    }
    case 'use-of-surplus':
    case 'surplus-allocation': {
      const amount = valueOfTerms(accounts, [term]);
      const register = selector.measure === 'use-of-surplus' ? '使用非财政拨款结余' : '结余分配';
      if (amount === null || amount === '0.00') return [];
      return [{ id: `0 ${selector.measure}`, register, date: null, text: '由本年其他资金收支得出', amount }];
    }
    case 'opening':
    case 'income':
    case 'expenditure':
      return [];
  }
}
