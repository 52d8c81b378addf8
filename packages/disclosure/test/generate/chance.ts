/**
 * Seeded chance: the only source of variety in the generated disclosures. The same seed gives the same document, byte for
 * byte; `fork` gives a stream of its own, so that choosing a wording differently does not change the figures.
 */

export interface Chance {
  /** An integer from `low` to `high`, both included. */
  integer(low: number, high: number): number;
  /** A bigint from `low` to `high`, both included. */
  amount(low: bigint, high: bigint): bigint;
  pick<T>(list: readonly T[]): T;
  /** True in `percent` of a hundred cases. */
  likely(percent: number): boolean;
  shuffle<T>(list: readonly T[]): readonly T[];
  /** A stream of its own, named. */
  fork(name: string): Chance;
}

function hash(text: string, start: number): number {
  let value = start >>> 0;
  for (const character of text) {
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return value;
}

/** A stream of chance from a seed. */
export function chance(seed: number, name = ''): Chance {
  let state = hash(name, (seed ^ 0x811c9dc5) >>> 0) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const integer = (low: number, high: number): number => low + (next() % (high - low + 1));
  const self: Chance = {
    integer,
    amount(low, high) {
      const wide = (BigInt(next()) << 32n) | BigInt(next());
      return low + (wide % (high - low + 1n));
    },
    pick(list) {
      const item = list[integer(0, list.length - 1)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
    likely: (percent) => integer(1, 100) <= percent,
    shuffle(list) {
      const copy = [...list];
      for (let index = copy.length - 1; index > 0; index -= 1) {
        const other = integer(0, index);
        const held = copy[index];
        const swapped = copy[other];
        if (held === undefined || swapped === undefined) continue;
        copy[index] = swapped;
        copy[other] = held;
      }
      return copy;
    },
    fork: (other) => chance(seed, `${name}/${other}`),
  };
  for (let warm = 0; warm < 4; warm += 1) next();
  return self;
}
