/** Chance from a seed: the same seed, the same year. */

/** An integer from 0 to below the bound; the bound is 1 or more. */
export type Chance = (below: number) => number;

/** A stream of chance (mulberry32); good for variety, not for secrets. */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
