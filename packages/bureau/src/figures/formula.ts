/**
 * Formulas over figures, small enough to read aloud:
 *
 *     fund-income - fund-income[prior]                      the same figure a year before
 *     benefit-payments{visit=inpatient} / medical-cost      at fixed coordinates
 *     expenditure-final / expenditure-final{*}              the whole, whatever part is asked for
 *
 * Otherwise an operand is asked for at those of the coordinates that it knows. Ratios are printed as per cent.
 */
import { type Coordinates } from './figure.ts';

export interface Operand {
  readonly figure: string;
  readonly period: 'same' | 'prior';
  /** Coordinates that the formula fixes. */
  readonly at: Coordinates;
  /** Taken over everything: `{*}`. */
  readonly whole: boolean;
}

const token = /\s*(?:([a-z][a-z0-9]*(?:-[a-z0-9]+)*)(?:\{([^}]*)\})?(\[prior\])?|([-+/()]))/y;

/** The operands of a formula in the order they stand; null where it is no formula. */
export function operandsOf(formula: string): readonly Operand[] | null {
  const operands: Operand[] = [];
  // A minus needs spaces around it, since ids carry hyphens.
  let expectsOperand = true;
  let depth = 0;
  token.lastIndex = 0;
  const end = formula.trimEnd().length;
  while (token.lastIndex < end) {
    const match = token.exec(formula);
    if (match === null) return null;
    const [, figure, at, prior, sign] = match;
    if (figure !== undefined) {
      if (!expectsOperand) return null;
      operands.push({
        figure,
        period: prior === undefined ? 'same' : 'prior',
        at: coordinatesOf(at),
        whole: at === '*',
      });
      expectsOperand = false;
    } else if (sign === '(') {
      if (!expectsOperand) return null;
      depth += 1;
    } else if (sign === ')') {
      depth -= 1;
      if (expectsOperand || depth < 0) return null;
    } else {
      if (expectsOperand) return null;
      expectsOperand = true;
    }
  }
  return expectsOperand || depth !== 0 ? null : operands;
}

function coordinatesOf(text: string | undefined): Coordinates {
  if (text === undefined || text === '*') return {};
  return Object.fromEntries(text.split(',').map((pair) => pair.split('=') as [string, string]));
}
