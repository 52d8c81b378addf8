/** Claims: the figures a narrative states, with what they measure. */
import { type Claim, type Form, type NotRead, type Part, type Section, type Table } from '../model.ts';

export interface ClaimSource {
  readonly parts: readonly Part[];
  readonly sections: readonly Section[];
  readonly tables: readonly Table[];
  readonly forms: readonly Form[];
}

export interface ReadClaims {
  readonly claims: readonly Claim[];
  readonly notRead: readonly NotRead[];
  readonly amounts: number;
  readonly amountsUnderstood: number;
}

export function readClaims(_source: ClaimSource): ReadClaims {
  return { claims: [], notRead: [], amounts: 0, amountsUnderstood: 0 };
}
