/**
 * The value behind a figure of the narrative, by the keys of the claim that it is read as. Measures of the accounts are the cells
 * that the audit holds such a claim against, so that a sentence and its table have one definition.
 *
 *     income-fiscal final all  →  公开02表 合计 × 财政拨款收入  →  its terms over the facts
 */
import { type Fen, subtractFen, sumFen } from '@mingzhang/kernel';
import { cellsOf } from '../checks/narrative-targets.ts';
import { type Basis, type Comparator, type Scope } from '../model.ts';
import { cellTerms, runningClasses } from '../statements/cell-terms.ts';
import { FactIndex } from '../statements/fact-index.ts';
import { evaluateTerms, type StatementFund, type StatementTerm } from '../statements/facts.ts';
import { type KnownFigure, type NarrativeFacts, priorKey, type RegisterMeasure } from './narrative-facts.ts';
import { printsAsZero } from './print.ts';
import { type FigureOrigin } from './written.ts';

/** How a figure stands to what it is compared with. */
export type Comparison =
  /** There is no figure to compare with. */
  | 'no-base'
  | 'both-zero'
  /** Something where there was nothing: no rate. */
  | 'zero-base'
  | 'unchanged'
  /** They differ by less than is printed. */
  | 'about-unchanged'
  | 'rose'
  | 'fell';

const costMeasures: Readonly<Record<string, string>> = {
  'three-public': 'total',
  abroad: 'abroad',
  vehicles: 'vehicles',
  'vehicle-purchase': 'vehicle-purchase',
  'vehicle-running': 'vehicle-running',
  reception: 'reception',
  meetings: 'meetings',
  training: 'training',
};

const ownTerms: Readonly<Record<string, readonly StatementTerm[]>> = {
  'running-cost': ['running-administrative', 'running-reference'].flatMap(
    (row) => cellTerms({ table: 'disclosure-statistics', row, side: null, column: 'value' }) ?? [],
  ),
  // What units that are no 机关 spend of their public funds; 机关运行经费 leaves it out.
  'running-institution': [
    {
      sign: 1,
      selector: {
        measure: 'expenditure',
        economyCodes: runningClasses,
        funds: ['general'],
        kinds: ['basic'],
        natures: ['institution'],
      },
    },
  ],
  'procurement-sme': [{ sign: 1, selector: { measure: 'statistic', key: 'procurement-small-medium' } }],
  'procurement-micro': [{ sign: 1, selector: { measure: 'statistic', key: 'procurement-small-micro' } }],
  'use-of-balance': [{ sign: 1, selector: { measure: 'use-of-surplus' } }],
  allocation: [{ sign: 1, selector: { measure: 'surplus-allocation' } }],
};

export class NarrativeValues {
  private readonly facts: NarrativeFacts;
  private readonly costs: readonly StatementFund[];
  private readonly now: FactIndex;
  private readonly before: FactIndex | null;

  /** `costs`: whose money the province's “三公” table counts. */
  constructor(facts: NarrativeFacts, costs: readonly StatementFund[]) {
    this.facts = facts;
    this.costs = costs;
    this.now = new FactIndex(facts.accounts);
    this.before = facts.prior === null ? null : new FactIndex(facts.prior);
  }

  /** An amount or a number; null where nobody has filled it in. */
  level(measure: string, basis: Basis, scope: Scope): KnownFigure | null {
    const register = this.facts.registers[measure as RegisterMeasure];
    if (register !== undefined) return basis === 'final' ? register : null;
    if (basis === 'start-budget') return this.startBudget(measure);
    if (basis === 'prior-final' && this.facts.prior === null)
      return this.facts.priorFigures?.[priorKey(measure, scope)] ?? null;
    const terms = this.terms(measure, basis, scope);
    if (terms === null) return null;
    const [facts, index] = basis === 'prior-final' ? [this.facts.prior, this.before] : [this.facts.accounts, this.now];
    if (facts === null || index === null) return null;
    const value = evaluateTerms(facts, terms, (selector) => index.sum(selector));
    return value === null ? null : { value, origin: { kind: 'terms', year: facts.year, terms } };
  }

  private terms(measure: string, basis: Basis, scope: Scope): readonly StatementTerm[] | null {
    const own = ownTerms[measure];
    if (own !== undefined) return own;
    const column = costMeasures[measure];
    if (column !== undefined) {
      const row = basis === 'annual-budget' || basis === 'budget' ? 'budget' : 'final';
      return cellTerms({ table: 'three-public', row, side: null, column }, this.costs);
    }
    if (basis !== 'final' && basis !== 'prior-final') return null;
    const [cell] = cellsOf({ measure, basis: 'final', scope });
    if (cell === undefined) return null;
    const [table, key, inColumn] = cell;
    const [, side, row] = /^(?:(income|expenditure):)?(.*)$/.exec(key) ?? [];
    return cellTerms({
      table,
      row: row ?? key,
      side: (side ?? null) as 'income' | 'expenditure' | null,
      column: inColumn,
    });
  }

  private startBudget(measure: string): KnownFigure | null {
    if (measure === 'running-cost') return this.facts.runningCostBudget;
    const code = measure === 'general-expenditure' ? '' : /^code:(\d+)$/.exec(measure)?.[1];
    if (code === undefined) return null;
    const parts = Object.entries(this.facts.startBudget)
      .filter(([item]) => item.startsWith(code))
      .map(([, figure]) => figure);
    const [only] = parts;
    if (only !== undefined && parts.length === 1) return only;
    return {
      value: sumFen(parts.map(({ value }) => value)),
      origin: { kind: 'derived', formula: 'sum', operands: parts.map(({ origin }) => origin) },
    };
  }

  /** The figure that a change is counted from. */
  base(measure: string, against: Comparator, scope: Scope): KnownFigure | null {
    return this.level(measure, against === 'prior' ? 'prior-final' : against, scope);
  }

  compare(measure: string, against: Comparator, scope: Scope): Comparison {
    const now = this.level(measure, 'final', scope);
    const base = this.base(measure, against, scope);
    if (now === null || base === null) return 'no-base';
    if (printsAsZero(base.value)) return printsAsZero(now.value) ? 'both-zero' : 'zero-base';
    const change = subtractFen(now.value, base.value);
    if (change === 0) return 'unchanged';
    if (printsAsZero(change)) return 'about-unchanged';
    return change > 0 ? 'rose' : 'fell';
  }
}

/** A figure that is calculated from others. */
export function derived(
  formula: (FigureOrigin & { readonly kind: 'derived' })['formula'],
  ...operands: readonly KnownFigure[]
): FigureOrigin {
  return { kind: 'derived', formula, operands: operands.map(({ origin }) => origin) };
}

/** The size of a change, without its direction. */
export function sizeOf(now: KnownFigure, base: KnownFigure): Fen {
  return Math.abs(subtractFen(now.value, base.value));
}
