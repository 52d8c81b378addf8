/**
 * What each cell of the ten tables is a sum of, by the keys of table, row and column. This is the whole meaning of the tables;
 * a province's layout says only where a key is printed and how.
 *
 *     fiscal-summary, row 'class:210', column 'general'  →  + expenditure under 210 of 一般公共预算
 *     government-fund, row '229', column 'closing'       →  + opening + income − expenditure under 229 of 政府性基金
 */
import { type TableId } from '../model.ts';
import {
  type CostPart,
  type ExpenditureKind,
  expenditureKinds,
  fiscalFunds,
  type IncomeSource,
  ownSources,
  type Selector,
  type StatementFund,
  type StatementTerm,
  type StatisticKey,
  statementFunds,
  statisticKeys,
} from './facts.ts';

/** 人员经费. */
export const personnelClasses: readonly string[] = ['301', '303'];

/** 公用经费. */
export const runningClasses: readonly string[] = ['302', '307', '309', '310', '311', '312', '313', '399'];

/** The 款 that each part of “三公”, meetings and training are spent under. */
export const costCodes: Readonly<Record<CostPart, readonly string[]>> = {
  abroad: ['30212'],
  'vehicle-purchase': ['30913', '31013'],
  'vehicle-running': ['30231'],
  reception: ['30217'],
  meetings: ['30215'],
  training: ['30216'],
};

/** Columns of the “三公” table that add up others. */
const costTotals: Readonly<Record<string, readonly CostPart[]>> = {
  total: ['abroad', 'vehicle-purchase', 'vehicle-running', 'reception'],
  vehicles: ['vehicle-purchase', 'vehicle-running'],
};

/** Rows of the statistics that add up others. */
const statisticTotals: Readonly<Record<string, readonly StatisticKey[]>> = {
  procurement: ['procurement-goods', 'procurement-works', 'procurement-services'],
  vehicles: statisticKeys.filter((key) => key.startsWith('vehicles-')),
};

export interface CellAddress {
  readonly table: TableId;
  readonly row: string;
  readonly side: 'income' | 'expenditure' | null;
  readonly column: string;
}

/** What a cell is a sum of; null where the keys name nothing that the table has. `costs`: whose money the “三公” table counts. */
export function cellTerms(
  { table, row, side, column }: CellAddress,
  costs: readonly StatementFund[] = fiscalFunds,
): readonly StatementTerm[] | null {
  switch (table) {
    case 'income-expenditure-summary':
      return column === 'total' ? summaryTerms(row, side, statementFunds) : null;
    case 'fiscal-summary': {
      const funds = column === 'total' ? fiscalFunds : fiscalFunds.filter((fund) => fund === column);
      return funds.length === 0 ? null : summaryTerms(row, side, funds);
    }
    case 'income':
      return incomeTerms(row, column);
    case 'expenditure':
      return expenditureTerms(row, column, statementFunds);
    case 'general-public-expenditure':
      return expenditureTerms(row, column, ['general']);
    case 'government-fund':
    case 'state-capital':
      return fundTerms(row, column, table);
    case 'basic-expenditure-detail':
      return economicTerms(row, column);
    case 'three-public':
      return costTerms(row, column, costs);
    case 'disclosure-statistics':
      return column === 'value' ? statisticTerms(row) : null;
    case 'other':
      return null;
  }
}

const plus = (selector: Selector): StatementTerm => ({ sign: 1, selector });
const minus = (selector: Selector): StatementTerm => ({ sign: -1, selector });

/** Income sources of the funds; `other` has five. */
function sourcesOf(funds: readonly StatementFund[]): readonly IncomeSource[] {
  return funds.flatMap((fund): readonly IncomeSource[] => (fund === 'other' ? ownSources : [fund]));
}

/** What is left at the end of the year: 年初 + 本年收入 + 使用结余 − 本年支出 − 结余分配. */
export function closingTerms(funds: readonly StatementFund[], functionCode?: string): readonly StatementTerm[] {
  const code = functionCode === undefined ? {} : { functionCode };
  const own = funds.includes('other') && functionCode === undefined;
  return [
    plus({ measure: 'opening', funds, ...code }),
    plus({ measure: 'income', sources: sourcesOf(funds), ...code }),
    ...(own ? [plus({ measure: 'use-of-surplus' })] : []),
    minus({ measure: 'expenditure', funds, ...code }),
    ...(own ? [minus({ measure: 'surplus-allocation' })] : []),
  ];
}

function summaryTerms(
  row: string,
  side: 'income' | 'expenditure' | null,
  funds: readonly StatementFund[],
): readonly StatementTerm[] | null {
  const own = funds.includes('other');
  const sources = sourcesOf(funds);
  if (side === 'income') {
    const ofOpening = /^opening:(.+)$/.exec(row)?.[1];
    if (ofOpening !== undefined) {
      const chosen = funds.filter((fund) => fund === ofOpening);
      return chosen.length === 0 ? null : [plus({ measure: 'opening', funds: chosen })];
    }
    const chosen = sources.filter((source) => source === row);
    if (chosen.length > 0) return [plus({ measure: 'income', sources: chosen })];
    const use: readonly StatementTerm[] = own ? [plus({ measure: 'use-of-surplus' })] : [];
    switch (row) {
      case 'fiscal':
        return [plus({ measure: 'income', sources: fiscalFunds })];
      case 'year-total':
        return [plus({ measure: 'income', sources })];
      case 'use-of-balance':
        return own ? use : null;
      case 'opening':
        return [plus({ measure: 'opening', funds })];
      case 'total':
        return [plus({ measure: 'income', sources }), ...use, plus({ measure: 'opening', funds })];
      default:
        return null;
    }
  }
  const ofClass = /^class:(\d{3})$/.exec(row)?.[1];
  if (ofClass !== undefined) return [plus({ measure: 'expenditure', functionCode: ofClass, funds })];
  const allocation: readonly StatementTerm[] = own ? [plus({ measure: 'surplus-allocation' })] : [];
  switch (row) {
    case 'year-total':
      return [plus({ measure: 'expenditure', funds })];
    case 'allocation':
      return own ? allocation : null;
    case 'closing':
      return closingTerms(funds);
    case 'total':
      return [plus({ measure: 'expenditure', funds }), ...allocation, ...closingTerms(funds)];
    default:
      return null;
  }
}

/** A row's code as a selector's prefix; null where the row is neither a code nor the total. */
function codeOf(row: string): { readonly functionCode?: string } | null {
  if (row === 'total') return {};
  return /^\d{3}(?:\d\d){0,2}$/.test(row) ? { functionCode: row } : null;
}

function incomeTerms(row: string, column: string): readonly StatementTerm[] | null {
  const code = codeOf(row);
  const every = sourcesOf(statementFunds);
  const sources =
    column === 'total' ? every : column === 'fiscal' ? fiscalFunds : every.filter((source) => source === column);
  return code === null || sources.length === 0 ? null : [plus({ measure: 'income', ...code, sources })];
}

function expenditureTerms(
  row: string,
  column: string,
  funds: readonly StatementFund[],
): readonly StatementTerm[] | null {
  const code = codeOf(row);
  if (code === null) return null;
  if (column === 'total') return [plus({ measure: 'expenditure', ...code, funds })];
  const kinds: readonly ExpenditureKind[] = expenditureKinds.filter((kind) => kind === column);
  return kinds.length === 0 ? null : [plus({ measure: 'expenditure', ...code, funds, kinds })];
}

function fundTerms(
  row: string,
  column: string,
  fund: 'government-fund' | 'state-capital',
): readonly StatementTerm[] | null {
  const code = codeOf(row);
  if (code === null) return null;
  switch (column) {
    case 'opening':
      return [plus({ measure: 'opening', ...code, funds: [fund] })];
    case 'income':
      return [plus({ measure: 'income', ...code, sources: [fund] })];
    case 'closing':
      return closingTerms([fund], code.functionCode);
    default:
      return expenditureTerms(row, column, [fund]);
  }
}

/** 基本支出 of the general public budget, by economic code. */
function economicTerms(row: string, column: string): readonly StatementTerm[] | null {
  const whole = [...personnelClasses, ...runningClasses];
  const inColumn =
    column === 'total'
      ? whole
      : column === 'personnel'
        ? personnelClasses
        : column === 'running'
          ? runningClasses
          : null;
  if (inColumn === null) return null;
  const inRow =
    row === 'total'
      ? whole
      : row === 'personnel'
        ? personnelClasses
        : row === 'running'
          ? runningClasses
          : /^\d{3}(?:\d\d)?$/.test(row)
            ? [row]
            : null;
  if (inRow === null) return null;
  const economyCodes = inRow.filter((code) => inColumn.some((one) => code.startsWith(one)));
  return [plus({ measure: 'expenditure', economyCodes, funds: ['general'], kinds: ['basic'] })];
}

function costTerms(row: string, column: string, funds: readonly StatementFund[]): readonly StatementTerm[] | null {
  const parts = costTotals[column] ?? (Object.keys(costCodes) as CostPart[]).filter((part) => part === column);
  if (parts.length === 0) return null;
  if (row === 'budget') return parts.map((part) => plus({ measure: 'cost-budget', part }));
  if (row !== 'final') return null;
  const economyCodes = parts.flatMap((part) => costCodes[part]);
  return [plus({ measure: 'expenditure', economyCodes, funds, kinds: ['basic', 'project'] })];
}

function statisticTerms(row: string): readonly StatementTerm[] | null {
  if (row === 'running-administrative' || row === 'running-reference') {
    const natures = [row === 'running-administrative' ? 'administrative' : 'civil-service'] as const;
    return [
      plus({ measure: 'expenditure', economyCodes: runningClasses, funds: ['general'], kinds: ['basic'], natures }),
    ];
  }
  const keys = statisticTotals[row] ?? statisticKeys.filter((key) => key === row);
  return keys.length === 0 ? null : keys.map((key) => plus({ measure: 'statistic', key }));
}
