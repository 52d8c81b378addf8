/**
 * Where in the tables a claim's figure stands: measure, basis and scope name one cell. Only claims about the tables' own
 * year are placed; an attached report of another year has no tables of its own.
 */
import { type Claim, type Disclosure, type TableId } from '../model.ts';
import { type Quantity } from '../quantity.ts';
import { figureAt, tablesOf } from './cells.ts';
import { once } from './document-support.ts';

type Cell = readonly [table: TableId, row: string, column: string];

const incomeColumns: Readonly<Record<string, string>> = {
  'income-fiscal': 'fiscal',
  'income-superior': 'superior',
  'income-business': 'business',
  'income-operating': 'operating',
  'income-affiliated': 'affiliated',
  'income-other': 'other',
};

const expenditureColumns: Readonly<Record<string, string>> = {
  basic: 'basic',
  project: 'project',
  remitted: 'remitted',
  'operating-expenditure': 'operating',
  subsidised: 'subsidised',
};

const threePublicColumns: Readonly<Record<string, string>> = {
  'three-public': 'total',
  abroad: 'abroad',
  vehicles: 'vehicles',
  'vehicle-purchase': 'vehicle-purchase',
  'vehicle-running': 'vehicle-running',
  reception: 'reception',
  meetings: 'meetings',
  training: 'training',
};

const fundColumns: Readonly<Record<string, string>> = {
  opening: 'opening',
  'income-year': 'income',
  'income-government-fund': 'income',
  'income-state-capital': 'income',
  'expenditure-year': 'total',
  'government-fund-expenditure': 'total',
  'state-capital-expenditure': 'total',
  basic: 'basic',
  project: 'project',
  closing: 'closing',
};

/** The cells a claim can be compared with, the closest first; empty where the tables do not hold it. */
export function cellsOf(claim: Pick<Claim, 'measure' | 'basis' | 'scope'>): Cell[] {
  const { measure, scope } = claim;
  const final = claim.basis === 'final';
  if (threePublicColumns[measure] !== undefined && scope === 'fiscal') {
    const column = threePublicColumns[measure] ?? 'total';
    if (final) return [['three-public', 'final', column]];
    return claim.basis === 'annual-budget' || claim.basis === 'budget' ? [['three-public', 'budget', column]] : [];
  }
  if (!final) return [];
  const fiscal = scope === 'fiscal';
  if (scope === 'government-fund' || scope === 'state-capital') {
    const column = fundColumns[measure];
    return column === undefined ? [] : [[scope, 'total', column]];
  }
  switch (measure) {
    case 'income-total':
      return [[fiscal ? 'fiscal-summary' : 'income-expenditure-summary', 'income:total', 'total']];
    case 'expenditure-total':
      return [[fiscal ? 'fiscal-summary' : 'income-expenditure-summary', 'expenditure:total', 'total']];
    case 'income-year':
      return fiscal
        ? [['fiscal-summary', 'income:year-total', 'total']]
        : [
            ['income', 'total', 'total'],
            ['income-expenditure-summary', 'income:year-total', 'total'],
          ];
    case 'expenditure-year':
      return fiscal
        ? [['fiscal-summary', 'expenditure:year-total', 'total']]
        : [
            ['expenditure', 'total', 'total'],
            ['income-expenditure-summary', 'expenditure:year-total', 'total'],
          ];
    case 'income-general':
      return [['income-expenditure-summary', 'income:general', 'total']];
    case 'income-government-fund':
      return [['income-expenditure-summary', 'income:government-fund', 'total']];
    case 'income-state-capital':
      return [['income-expenditure-summary', 'income:state-capital', 'total']];
    case 'general-expenditure':
      return [
        ['general-public-expenditure', 'total', 'total'],
        ['fiscal-summary', 'expenditure:year-total', 'general'],
      ];
    case 'government-fund-expenditure':
      return [['government-fund', 'total', 'total']];
    case 'state-capital-expenditure':
      return [['state-capital', 'total', 'total']];
    case 'personnel':
      return [['basic-expenditure-detail', 'personnel', 'total']];
    case 'running':
      return [['basic-expenditure-detail', 'running', 'total']];
    case 'opening':
    case 'closing': {
      const row = measure === 'opening' ? 'income:opening' : 'expenditure:closing';
      return scope === 'all'
        ? [['income-expenditure-summary', row, 'total']]
        : fiscal
          ? [['fiscal-summary', row, 'total']]
          : [];
    }
    default:
      break;
  }
  const income = incomeColumns[measure];
  if (income !== undefined && (scope === 'all' || scope === 'general')) return [['income', 'total', income]];
  const expenditure = expenditureColumns[measure];
  if (expenditure !== undefined) {
    if (scope === 'all') return [['expenditure', 'total', expenditure]];
    if (scope === 'general' && (measure === 'basic' || measure === 'project'))
      return [['general-public-expenditure', 'total', expenditure]];
    return [];
  }
  if (measure.startsWith('code:') && scope === 'general')
    return [['general-public-expenditure', measure.slice(5), 'total']];
  if (measure.startsWith('economic:') && scope === 'general')
    return [['basic-expenditure-detail', measure.slice(9), 'total']];
  if (measure === 'procurement' || /^procurement-(?:goods|works|services)$/.test(measure))
    return [['disclosure-statistics', measure, 'value']];
  if (measure === 'vehicle-count') return [['disclosure-statistics', 'vehicles', 'value']];
  if (/^vehicles-(?!kept|bought)/.test(measure)) return [['disclosure-statistics', measure, 'value']];
  if (measure === 'equipment') return [['disclosure-statistics', 'equipment', 'value']];
  return [];
}

/** The first cell that the document's tables hold for this claim, or null. */
export function targetOf(document: Disclosure, claim: Claim): Quantity | null {
  const known = targetsOf(document);
  const before = known.get(claim);
  if (before !== undefined) return before;
  const target = findTarget(document, claim);
  known.set(claim, target);
  return target;
}

/** Several checks ask for the cell of the same claim. */
const targetsOf = once((_: Disclosure) => new Map<Claim, Quantity | null>());

function findTarget(document: Disclosure, claim: Claim): Quantity | null {
  if (claim.aside || claim.period === null || claim.period !== document.year) return null;
  for (const [table, row, column] of cellsOf(claim)) {
    for (const view of tablesOf(document, table)) {
      const figure = figureAt(view, row, column);
      if (figure !== null && figure.dimension === claim.quantity.dimension) return figure;
    }
  }
  return null;
}
