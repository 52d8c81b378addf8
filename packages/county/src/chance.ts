/**
 * Chance from a seed and a name: every part of the county has a stream of its own, so that it comes out the same whoever makes it and
 * in whatever order.
 *
 *     new Chance(1, 'village 17 2').below(6)  →  the same number on every machine
 *
 * Integers only: shares are in ten-thousandths, so that nothing hangs on how a machine rounds.
 */
export class Chance {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number, name: string) {
    let state = seed >>> 0;
    const mix = (value: number): number => {
      state = Math.imul(state ^ value, 0x9e3779b1) >>> 0;
      state = (state ^ (state >>> 15)) >>> 0;
      state = Math.imul(state, 0x85ebca6b) >>> 0;
      state = (state ^ (state >>> 13)) >>> 0;
      return state;
    };
    for (const letter of name) mix(letter.codePointAt(0) ?? 0);
    this.#a = mix(1);
    this.#b = mix(2);
    this.#c = mix(3);
    for (let index = 0; index < 12; index += 1) this.next();
  }

  /** 32 bits (sfc32). */
  next(): number {
    const mixed = (this.#a + this.#b + this.#counter) >>> 0;
    this.#counter = (this.#counter + 1) >>> 0;
    this.#a = (this.#b ^ (this.#b >>> 9)) >>> 0;
    this.#b = (this.#c + (this.#c << 3)) >>> 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + mixed) >>> 0;
    return mixed;
  }

  /** An integer from 0 to below the bound. */
  below(bound: number): number {
    return Math.floor((this.next() / 4_294_967_296) * bound);
  }

  /** An integer from the first to the last, both included. */
  between(first: number, last: number): number {
    return first + this.below(last - first + 1);
  }

  /** True so many times in ten thousand. */
  happens(inTenThousand: number): boolean {
    return this.below(10_000) < inTenThousand;
  }

  of<T>(list: readonly T[]): T {
    const found = list[this.below(list.length)];
    if (found === undefined) throw new Error('nothing to choose from');
    return found;
  }

  /** How often something with this mean (in ten-thousandths) happens: the whole part, and the rest by chance, spread a little. */
  times(mean: number): number {
    const spread = Math.floor((mean * this.between(4_000, 16_000)) / 10_000);
    const whole = Math.floor(spread / 10_000);
    return whole + (this.happens(spread - whole * 10_000) ? 1 : 0);
  }

  /** Around a thousand, from some hundred to some two thousand: the sum of four dice, with a long arm now and then. */
  aroundThousand(): number {
    const middle = 400 + this.below(301) + this.below(301) + this.below(301) + this.below(301);
    return this.happens(600) ? middle + this.below(2_500) : middle;
  }

  bytes(count: number): Uint8Array {
    const bytes = new Uint8Array(count);
    for (let index = 0; index < count; index += 4) {
      const word = this.next();
      for (let at = 0; at < 4 && index + at < count; at += 1) bytes[index + at] = (word >>> (8 * at)) & 0xff;
    }
    return bytes;
  }
}

/** One of a list by weight; the weights are added up once. */
export class Weighted<T> {
  readonly #items: readonly T[];
  readonly #ends: readonly number[];
  readonly #total: number;

  constructor(items: readonly T[], weightOf: (item: T) => number) {
    let total = 0;
    const ends: number[] = [];
    const kept: T[] = [];
    for (const item of items) {
      const weight = weightOf(item);
      if (weight <= 0) continue;
      total += weight;
      kept.push(item);
      ends.push(total);
    }
    this.#items = kept;
    this.#ends = ends;
    this.#total = total;
  }

  draw(chance: Chance): T {
    const at = chance.below(this.#total);
    let low = 0;
    let high = this.#ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ends[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    const found = this.#items[low];
    if (found === undefined) throw new Error('nothing to choose from');
    return found;
  }
}
