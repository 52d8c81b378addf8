import { randomFillSync } from 'node:crypto';
import { uuid7 } from '@mingzhang/kernel';

/**
 * A fresh UUID of version 7, from this machine's clock and randomness. Those of one process stand in the order they were made: within
 * a millisecond, and when the clock is set back, the last random number is counted up (RFC 9562, 6.2, method 2).
 */
export function newId(): string {
  const now = Date.now();
  if (now > milliseconds) {
    milliseconds = now;
    random = takeRandom();
    // Room to count: a carry never comes past the fourth byte.
    random[3] = (random[3] ?? 0) & 0x7f;
  } else {
    for (let index = random.length - 1; index > 2; index -= 1) {
      const counted = (random[index] ?? 0) + 1;
      random[index] = counted;
      if (counted < 256) break;
    }
  }
  return uuid7(milliseconds, random);
}

let milliseconds = 0;
let random = new Uint8Array(10);

/** Asking for randomness costs more than ten bytes of it: a hundred ids' is fetched at a time. */
const fetched = new Uint8Array(1_000);
let used = fetched.length;

function takeRandom(): Uint8Array<ArrayBuffer> {
  if (used === fetched.length) {
    randomFillSync(fetched);
    used = 0;
  }
  used += 10;
  return fetched.slice(used - 10, used);
}
