/**
 * What a settlement was decided on, as it is kept. The plan – which parameters gave which numbers – is kept once by its content;
 * case and bill are kept with the settlement, the bill by columns, a column whose values are all the same written once. From the
 * three and what had been used of the year the engine makes the steps again; their digest says that they are the same.
 */
import { hash } from 'node:crypto';
import {
  type Accumulators,
  type Bill,
  type Derivation,
  type FeeLine,
  type Plan,
  type Settlement,
  settle,
  type VisitCase,
} from '@mingzhang/policy';

export interface KeptPlan {
  readonly text: string;
  readonly hash: Buffer;
}

/** The plan without its case, which differs from visit to visit. */
export function keptPlan({ case: _, ...rules }: Plan): KeptPlan {
  const text = JSON.stringify(rules);
  return { text, hash: hash('sha256', text, 'buffer') };
}

/** A plan as it is kept, without a case. */
export type Rules = Omit<Plan, 'case'>;

export function rulesOf(text: string): Rules {
  return JSON.parse(text) as Rules;
}

const columns = [
  'code',
  'class',
  'quantity',
  'price',
  'amount',
  'firstPay',
  'priceLimit',
  'day',
  'inForceFrom',
  'inForceTo',
] as const satisfies readonly (keyof FeeLine)[];

type Value = string | number | null;

/** A bill as it is kept: JSON. */
export function billText({ lines, ...rest }: Bill): string {
  const kept = columns.map((name): Value | readonly Value[] => {
    const first = lines[0]?.[name] ?? null;
    return lines.every((line) => line[name] === first) ? first : lines.map((line) => line[name]);
  });
  return JSON.stringify({ ...rest, lines: lines.length, columns: lines.length === 0 ? [] : kept });
}

export function billOf(text: string): Bill {
  const kept = JSON.parse(text) as
    | Bill
    | (Omit<Bill, 'lines'> & { readonly lines: number; readonly columns: readonly (Value | readonly Value[])[] });
  // As bills were kept at first, line by line.
  if (!('columns' in kept)) return kept;
  const { lines: count, columns: values, ...rest } = kept;
  const lines = Array.from({ length: count }, (_, index) => {
    const line = columns.map((name, at): [string, Value] => {
      const column = values[at] as Value | readonly Value[];
      return [name, (Array.isArray(column) ? column[index] : column) as Value];
    });
    return Object.fromEntries(line) as unknown as FeeLine;
  });
  return { lines, ...rest };
}

/** Over every number of every step; the parameters behind them are the plan's. */
export function digestOf(steps: Derivation): Buffer {
  let text = '';
  for (const step of steps) {
    if (step.step === 'fee-line') {
      const { line, amount, own, overLimit, firstPay, firstPayRatio, output } = step;
      text += `${line},${amount},${own},${overLimit},${firstPay},${firstPayRatio},${output};`;
    } else {
      text += JSON.stringify('parameters' in step ? { ...step, parameters: null } : step);
    }
  }
  return hash('sha256', text, 'buffer');
}

export interface KeptPremises {
  readonly rules: Rules;
  readonly visit: VisitCase;
  readonly bill: string;
  readonly before: Accumulators;
}

/** The settlement that the kept premises give. Throws where the engine now refuses what it once settled: a broken promise. */
export function madeAgain({
  rules,
  visit,
  bill,
  before,
}: KeptPremises): Settlement & { readonly derivation: Derivation } {
  const again = settle({ ...rules, case: visit }, billOf(bill), before);
  if ('refusal' in again) throw new Error(`a settlement made is now refused: ${again.message}`);
  return { ...again, derivation: again.derivation ?? [] };
}
