/**
 * Integers that satisfy many bounded sums at once, or the sums that cannot stand together.
 *
 *     a ∈ [50, 150), b ∈ [50, 150), a + b ∈ [250, 350)  →  a = 149, b = 101
 *
 * Sums that force leaves to zero are settled first, equal sums are merged, and what is left (nearly a tree) is repaired sum by
 * sum: a sum out of bounds moves fen into or out of a leaf that still has room, by pivoting, always the first that can. Where no
 * leaf has room, the sums that hold them fast are the contradiction. All arithmetic is on integers; the result depends on the
 * order of the constraints alone.
 */

/** Coefficient of each leaf in a sum. */
export type Form = ReadonlyMap<string, number>;

/** low ≤ Σ coefficient · leaf ≤ high; infinite where open. */
export interface Constraint {
  readonly form: Form;
  readonly low: number;
  readonly high: number;
}

export type Outcome<C> =
  | { readonly possible: true; readonly leaves: ReadonlyMap<string, number> }
  /** Constraints that no integers satisfy together. */
  | { readonly possible: false; readonly core: readonly C[] };

/** A bound on a sum or leaf, and the constraint it comes from; none where it is only that amounts are not negative. */
interface Bound<C> {
  readonly at: number;
  readonly by: C | null;
}

/** divisor · sum = Σ coefficient · free, for one sum expressed by the free ones. */
interface Row {
  readonly divisor: number;
  readonly terms: ReadonlyMap<number, number>;
}

const deepestBranch = 60;

/** From so many moves on the first leaf with room is taken, which cannot go round in circles (Bland). */
const patientPivots = 300;

/** Solves; leaves are not negative unless `signed`. */
export function solveSystem<C extends Constraint>(constraints: readonly C[], signed: boolean): Outcome<C> {
  const outcome = branch<C | Constraint>(constraints, signed, 0);
  if (outcome.possible) return outcome;
  const given = new Set<C | Constraint>(constraints);
  return { possible: false, core: outcome.core.filter((one): one is C => given.has(one)) };
}

/** Where a leaf comes out between two integers, tries it below, then above. */
function branch<C extends Constraint>(
  constraints: readonly (C | Constraint)[],
  signed: boolean,
  depth: number,
): Outcome<C | Constraint> {
  const { outcome, fraction } = new System(constraints, signed).solve();
  if (fraction === null || depth === deepestBranch) return outcome;
  const form: Form = new Map([[fraction.leaf, 1]]);
  const below = branch(
    [...constraints, { form, low: Number.NEGATIVE_INFINITY, high: fraction.floor }],
    signed,
    depth + 1,
  );
  if (below.possible) return below;
  const above = branch(
    [...constraints, { form, low: fraction.floor + 1, high: Number.POSITIVE_INFINITY }],
    signed,
    depth + 1,
  );
  return above.possible ? above : { possible: false, core: [...new Set([...below.core, ...above.core])] };
}

class System<C extends Constraint> {
  private readonly constraints: readonly C[];
  private readonly signed: boolean;
  /** Leaves that a sum forces to zero: the sum, and whether its upper (1) or lower (-1) bound does it. */
  private readonly fixed = new Map<string, { readonly by: C; readonly side: 1 | -1 }>();
  private readonly names: string[] = [];
  private readonly lows: Bound<C>[] = [];
  private readonly highs: Bound<C>[] = [];
  private readonly values: number[] = [];
  private readonly rows = new Map<number, Row>();

  constructor(constraints: readonly C[], signed: boolean) {
    this.constraints = constraints;
    this.signed = signed;
  }

  solve(): { outcome: Outcome<C>; fraction: { leaf: string; floor: number } | null } {
    this.settleZeros();
    const core = this.reduce() ?? this.repair();
    if (core !== null) return { outcome: { possible: false, core }, fraction: null };
    const leaves = new Map<string, number>([...this.fixed.keys()].map((leaf) => [leaf, 0]));
    let fraction: { leaf: string; floor: number } | null = null;
    this.names.forEach((leaf, index) => {
      const row = this.rows.get(index);
      const value = row === undefined ? (this.values[index] ?? 0) : this.numerator(row) / row.divisor;
      if (!Number.isInteger(value)) fraction ??= { leaf, floor: Math.floor(value) };
      leaves.set(leaf, value);
    });
    return { outcome: { possible: true, leaves }, fraction };
  }

  /** Σ of amounts that are not negative is zero: each of them is. Repeated until nothing more follows. */
  private settleZeros(): void {
    for (let changed = true; changed; ) {
      changed = false;
      for (const by of this.constraints) {
        if (by.high !== 0 && by.low !== 0) continue;
        const open = [...by.form].filter(([leaf]) => !this.fixed.has(leaf));
        if (open.length === 0 || (this.signed && (open.length > 1 || by.low !== by.high))) continue;
        const side =
          by.high === 0 && open.every(([, factor]) => factor > 0)
            ? 1
            : by.low === 0 && open.every(([, factor]) => factor < 0)
              ? -1
              : null;
        if (side === null) continue;
        for (const [leaf] of open) this.fixed.set(leaf, { by, side });
        changed = true;
      }
    }
  }

  /** Writes what is left as bounds on leaves and rows of sums; a contradiction already here is returned. */
  private reduce(): readonly C[] | null {
    const indices = new Map<string, number>();
    const sums = new Map<string, { terms: Map<number, number>; low: Bound<C>; high: Bound<C> }>();
    const open: Bound<C>[] = [
      { at: Number.NEGATIVE_INFINITY, by: null },
      { at: Number.POSITIVE_INFINITY, by: null },
    ];
    const [noLow, noHigh] = open as [Bound<C>, Bound<C>];
    for (const by of this.constraints) {
      const terms = new Map<number, number>();
      for (const [leaf, factor] of by.form) {
        if (this.fixed.has(leaf)) continue;
        let index = indices.get(leaf);
        if (index === undefined) {
          index = this.names.length;
          indices.set(leaf, index);
          this.names.push(leaf);
        }
        terms.set(index, factor);
      }
      const key = [...terms]
        .sort(([a], [b]) => a - b)
        .map(([index, factor]) => `${index}*${factor}`)
        .join('+');
      const known = sums.get(key) ?? { terms, low: noLow, high: noHigh };
      if (by.low > known.low.at) known.low = { at: by.low, by };
      if (by.high < known.high.at) known.high = { at: by.high, by };
      sums.set(key, known);
    }
    const empty = sums.get('');
    if (empty !== undefined) {
      if (empty.low.at > 0) return this.explain(1, empty.low, 1, []);
      if (empty.high.at < 0) return this.explain(-1, empty.high, 1, []);
      sums.delete('');
    }
    for (const { low, high } of sums.values()) {
      if (low.at > high.at) return this.explain(1, low, 1, [[high, 1]]);
    }
    for (const _ of this.names) {
      this.lows.push({ at: this.signed ? Number.NEGATIVE_INFINITY : 0, by: null });
      this.highs.push(noHigh);
    }
    const rows: { terms: Map<number, number>; low: Bound<C>; high: Bound<C> }[] = [];
    for (const sum of sums.values()) {
      const [single] = sum.terms;
      if (sum.terms.size > 1 || single === undefined || single[1] !== 1) {
        rows.push(sum);
        continue;
      }
      const [index] = single;
      if (sum.low.at > (this.lows[index]?.at ?? 0)) this.lows[index] = sum.low;
      if (sum.high.at < (this.highs[index]?.at ?? 0)) this.highs[index] = sum.high;
      if (sum.high.at < (this.lows[index]?.at ?? 0))
        return this.explain(-1, sum.high, 1, [[this.lows[index] as Bound<C>, 1]]);
    }
    this.names.forEach((_, index) => {
      const low = this.lows[index]?.at ?? 0;
      const high = this.highs[index]?.at ?? 0;
      this.values.push(
        Number.isFinite(high) && Number.isFinite(low)
          ? Math.round((low + high) / 2)
          : Number.isFinite(low)
            ? low
            : Math.min(0, high),
      );
    });
    for (const { terms, low, high } of rows) {
      this.rows.set(this.lows.length, { divisor: 1, terms });
      this.lows.push(low);
      this.highs.push(high);
      this.values.push(0);
    }
    return null;
  }

  private numerator(row: Row): number {
    let total = 0;
    for (const [index, factor] of row.terms) total += factor * (this.values[index] ?? 0);
    return total;
  }

  /** Moves fen until every sum is within its bounds; a sum that no leaf can bring back is explained and returned. */
  private repair(): readonly C[] | null {
    for (let pivots = 0; ; pivots += 1) {
      const wrong = this.firstOutOfBounds();
      if (wrong === null) return null;
      const { index, row, way } = wrong;
      const entering = this.chooseEntering(row, way, pivots < patientPivots);
      const bound = (way > 0 ? this.lows : this.highs)[index] as Bound<C>;
      if (entering === null) {
        const holders = [...row.terms].map(([free, factor]): [Bound<C>, number] => [
          (factor * way > 0 ? this.highs : this.lows)[free] as Bound<C>,
          factor,
        ]);
        return this.explain(way, bound, row.divisor, holders);
      }
      this.values[index] = bound.at;
      this.pivot(index, row, entering);
    }
  }

  private firstOutOfBounds(): { index: number; row: Row; way: 1 | -1 } | null {
    let first: { index: number; row: Row; way: 1 | -1 } | null = null;
    for (const [index, row] of this.rows) {
      if (first !== null && index > first.index) continue;
      const value = this.numerator(row);
      if (value < (this.lows[index]?.at ?? 0) * row.divisor) first = { index, row, way: 1 };
      else if (value > (this.highs[index]?.at ?? 0) * row.divisor) first = { index, row, way: -1 };
    }
    return first;
  }

  /** The leaf or sum that gives way: the one with most room, so that what nobody printed takes a remainder; in the end the first. */
  private chooseEntering(row: Row, way: 1 | -1, byRoom: boolean): number | null {
    let best: { index: number; room: number } | null = null;
    for (const [index, factor] of row.terms) {
      const room = this.room(index, factor * way > 0 ? 1 : -1);
      if (room <= 0) continue;
      if (best === null || (byRoom && room > best.room) || ((!byRoom || room === best.room) && index < best.index))
        best = { index, room };
    }
    return best?.index ?? null;
  }

  private room(index: number, way: 1 | -1): number {
    const value = this.values[index] ?? 0;
    return way > 0 ? (this.highs[index]?.at ?? 0) - value : value - (this.lows[index]?.at ?? 0);
  }

  /** The sum `leaving` becomes free, `entering` is expressed by it. */
  private pivot(leaving: number, row: Row, entering: number): void {
    const factor = row.terms.get(entering) ?? 1;
    const sign = factor > 0 ? 1 : -1;
    const terms = new Map<number, number>([[leaving, row.divisor * sign]]);
    for (const [index, other] of row.terms) if (index !== entering) terms.set(index, -other * sign);
    const solved = lowest({ divisor: Math.abs(factor), terms });
    this.rows.delete(leaving);
    for (const [index, other] of this.rows) {
      const share = other.terms.get(entering);
      if (share === undefined) continue;
      const merged = new Map<number, number>();
      for (const [free, coefficient] of other.terms)
        if (free !== entering) merged.set(free, coefficient * solved.divisor);
      for (const [free, coefficient] of solved.terms) {
        const total = (merged.get(free) ?? 0) + share * coefficient;
        if (total === 0) merged.delete(free);
        else merged.set(free, total);
      }
      this.rows.set(index, lowest({ divisor: other.divisor * solved.divisor, terms: merged }));
    }
    this.rows.set(entering, solved);
  }

  /**
   * The constraints of a contradiction: `divisor` · sum = Σ factor · holder, the sum cannot be brought up (way 1) or down (−1) to
   * its bound, each holder being at its own. Leaves settled at zero stand in the full sums; where one of them could have helped,
   * what settled it belongs to the contradiction too.
   */
  private explain(
    way: 1 | -1,
    bound: Bound<C>,
    divisor: number,
    holders: readonly (readonly [Bound<C>, number])[],
  ): readonly C[] {
    const core = new Set<C>();
    const rest = new Map<string, number>();
    const add = (by: C | null, factor: number): void => {
      if (by === null) return;
      core.add(by);
      for (const [leaf, coefficient] of by.form) {
        if (this.fixed.has(leaf)) rest.set(leaf, (rest.get(leaf) ?? 0) + coefficient * factor);
      }
    };
    add(bound.by, divisor);
    for (const [holder, factor] of holders) add(holder.by, -factor);
    const seen = new Set<string>();
    const settle = (leaf: string): void => {
      const reason = this.fixed.get(leaf);
      if (reason === undefined || seen.has(leaf)) return;
      seen.add(leaf);
      core.add(reason.by);
      for (const [other, coefficient] of reason.by.form) {
        if (other !== leaf && (this.signed || coefficient * reason.side < 0)) settle(other);
      }
    };
    for (const [leaf, coefficient] of rest) if (this.signed ? coefficient !== 0 : coefficient * way > 0) settle(leaf);
    return [...core];
  }
}

/** Divides divisor and terms by what they have in common. */
function lowest(row: Row): Row {
  let common = row.divisor;
  for (const factor of row.terms.values()) {
    if (common === 1) return row;
    common = greatestCommonDivisor(common, Math.abs(factor));
  }
  if (common === 1) return row;
  return {
    divisor: row.divisor / common,
    terms: new Map([...row.terms].map(([index, factor]) => [index, factor / common])),
  };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
