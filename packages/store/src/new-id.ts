import { randomFillSync } from 'node:crypto';
import { uuid7 } from '@mingzhang/kernel';

/** A fresh UUID of version 7, from this machine's clock and randomness. */
export function newId(): string {
  return uuid7(Date.now(), randomFillSync(new Uint8Array(10)));
}
