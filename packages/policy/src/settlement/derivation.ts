/**
 * How a settlement came about, as a value: each step of the law with what went in, which parameters it took and what came out.
 * Steps hold numbers only; the words are put together when somebody reads them.
 */
import { type Fen } from '@mingzhang/kernel';
import { type ParameterUse } from './plan.ts';
import { type Category } from './visit.ts';

export type DerivationStep =
  | {
      readonly step: 'fee-line';
      readonly line: number;
      readonly amount: Fen;
      readonly own: Fen;
      readonly overLimit: Fen;
      readonly firstPay: Fen;
      readonly firstPayRatio: number;
      readonly output: Fen;
    }
  | {
      readonly step: 'in-scope';
      readonly total: Fen;
      readonly own: Fen;
      readonly overLimit: Fen;
      readonly firstPay: Fen;
      readonly output: Fen;
    }
  | {
      readonly step: 'deductible';
      readonly standard: Fen;
      /** Which stay or visit of the year this is. */
      readonly ordinal: number;
      readonly share: number;
      readonly capLeft: Fen;
      readonly inScope: Fen;
      readonly output: Fen;
      readonly parameters: readonly ParameterUse[];
    }
  | {
      readonly step: 'pool';
      readonly rule: 'ratio' | 'fixed';
      readonly base: Fen;
      readonly ratio: number;
      /** Before the cap. */
      readonly computed: Fen;
      readonly capLeft: Fen;
      readonly output: Fen;
      readonly parameters: readonly ParameterUse[];
    }
  | {
      readonly step: 'illness';
      readonly layer: 'critical-illness' | 'large-amount';
      readonly burden: Fen;
      readonly yearBurden: Fen;
      readonly threshold: Fen;
      readonly bands: readonly { readonly amount: Fen; readonly ratio: number }[];
      readonly yearTotal: Fen;
      readonly paidBefore: Fen;
      readonly output: Fen;
      readonly parameters: readonly ParameterUse[];
    }
  | {
      readonly step: 'civil-servant';
      readonly base: Fen;
      readonly ratio: number;
      readonly output: Fen;
      readonly parameters: readonly ParameterUse[];
    }
  | {
      readonly step: 'assistance';
      readonly category: Category;
      readonly base: Fen;
      readonly threshold: Fen;
      readonly ratio: number;
      readonly capLeft: Fen;
      readonly output: Fen;
      readonly parameters: readonly ParameterUse[];
    }
  | {
      readonly step: 'person';
      readonly total: Fen;
      readonly funds: Fen;
      readonly hospitalBorne: Fen;
      readonly personal: Fen;
      readonly account: Fen;
      readonly output: Fen;
    };

export type Derivation = readonly DerivationStep[];
