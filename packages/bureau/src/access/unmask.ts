/**
 * Showing a whole identity number: to somebody who may, for a reason that stays on the trail. The number itself does not.
 */
import { type Database, newId } from '@mingzhang/store';
import { type Transaction } from 'kysely';
import { decryptIdentity, type IdentityKey } from './identity.ts';
import { type Refused, refuse } from './refusals.ts';
import { accessRules } from './rules.ts';
import { recordAction } from './trail.ts';

interface Unmasking {
  /** Whose number: `person:0198…`. */
  readonly subject: string;
  readonly sealed: Uint8Array;
  /** The id of the person who wants to see it and may (`pii.unmask`). */
  readonly person: string;
  readonly reason: string;
  readonly at: Date;
}

/** The reason as it is kept. */
export function decideUnmasking(reason: string): { readonly reason: string } | Refused {
  const { reasonLengthMin, reasonLengthMax } = accessRules;
  const kept = reason.trim();
  const length = [...kept].length;
  if (length < reasonLengthMin) {
    return refuse(
      'reason-too-short',
      `理由只有 ${length} 字，至少要 ${reasonLengthMin} 字，没有显示。请写明为什么要看完整的号码，供以后的人查考。`,
    );
  }
  if (length > reasonLengthMax) {
    return refuse('reason-too-long', `理由有 ${length} 字，最多 ${reasonLengthMax} 字，没有显示。请写得简短些。`);
  }
  return { reason: kept };
}

/** Every duty that keeps numbers shows them through this. Call it in a transaction: what is shown is on the trail. */
export async function unmaskIdentity(
  trx: Transaction<Database>,
  key: IdentityKey,
  { subject, sealed, person, reason, at }: Unmasking,
): Promise<{ readonly number: string } | Refused> {
  const decided = decideUnmasking(reason);
  if ('refusal' in decided) return decided;
  const number = decryptIdentity(key, sealed);
  if (typeof number !== 'string') return number;
  await recordAction(trx, {
    id: newId(),
    at,
    person,
    action: 'pii.unmask',
    subject,
    detail: { reason: decided.reason },
  });
  return { number };
}
