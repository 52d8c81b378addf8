/**
 * The one judge of relations. Checks state relations between quantities; here it is decided which hold, which differ only
 * by rounding, and – over all that are violated – which single figure is at fault.
 *
 * Root cause: where changing one cell or claim to one value makes a connected set of violated relations hold, and breaks
 * none that holds, that figure is the finding and the other relations are its consequences:
 *
 *     公开05表 基本支出 521 instead of 520 → the 款 does not add up, the row does not add up, 公开06表 does not agree:
 *     one finding at 521 with two consequences, not three findings.
 */
import {
  absolute,
  type Certainty,
  divideExact,
  type Exact,
  type Finding,
  fingerprint,
  one,
  type RelatedPlace,
  roundExact,
  type Severity,
} from '@mingzhang/kernel';
import { halfOfWanyuan, isTruncated, printLike } from './amount.ts';
import {
  type AuditOutcome,
  type Check,
  type Checked,
  type CheckMeta,
  type Judgement,
  type RatioRelation,
  type Relation,
  type Report,
  type SumRelation,
  type Term,
} from './check.ts';
import { type Disclosure } from './model.ts';
import { type Quantity } from './quantity.ts';

type Verdict = 'holds' | 'tail' | 'truncated' | 'violated';

/** A relation with its verdict. Its figures are listed when they are first asked for: of most relations that hold, never. */
class Judged {
  readonly meta: CheckMeta;
  readonly relation: Relation;
  readonly order: number;
  readonly verdict: Verdict;
  private listed: readonly Quantity[] | null = null;

  constructor(meta: CheckMeta, relation: Relation, order: number, verdict: Verdict) {
    this.meta = meta;
    this.relation = relation;
    this.order = order;
    this.verdict = verdict;
  }

  get quantities(): readonly Quantity[] {
    this.listed ??= quantitiesOf(this.relation);
    return this.listed;
  }
}

/** ±0.005 万元: the rounding every published amount carries. */
const ordinaryHalf: Exact = halfOfWanyuan;
const hundred = 100n;

interface Sum {
  readonly value: Exact;
  readonly half: Exact;
}

/**
 * Sums of the terms of long relations, worked out once: in a violated relation the sum is asked for again for every figure
 * that may be at fault.
 */
const sums = new WeakMap<readonly Term[], Sum>();
const shortSum = 8;

function totalOf(terms: readonly Term[]): Sum {
  const known = sums.get(terms);
  if (known !== undefined) return known;
  const sum = { value: addedValues(terms), half: addedHalves(terms) };
  sums.set(terms, sum);
  return sum;
}

function sumOf(terms: readonly Term[]): Exact {
  return terms.length <= shortSum ? addedValues(terms) : totalOf(terms).value;
}

function halfOf(terms: readonly Term[]): Exact {
  return terms.length <= shortSum ? addedHalves(terms) : totalOf(terms).half;
}

function addedValues(terms: readonly Term[]): Exact {
  let sum = 0n;
  for (const term of terms) sum += term.sign === 1 ? term.quantity.value : -term.quantity.value;
  return sum;
}

function addedHalves(terms: readonly Term[]): Exact {
  let half = 0n;
  for (const term of terms) half += term.quantity.half;
  return half;
}

/** All quantities of a relation. */
export function quantitiesOf(relation: Relation): Quantity[] {
  switch (relation.kind) {
    case 'sum':
      return [relation.whole, ...relation.parts.map((term) => term.quantity)];
    case 'ratio':
      return [
        relation.ratio,
        ...relation.numerator.map((term) => term.quantity),
        ...relation.denominator.map((term) => term.quantity),
      ];
    case 'at-least':
      return [relation.left, relation.right];
  }
}

/** What the accused figure should be by this relation alone, from the printed figures; null where it cannot be solved. */
export function expectedOf(relation: Relation, quantity: Quantity): Exact | null {
  const range = solve(relation, quantity);
  return range === null ? null : range.centre;
}

interface Range {
  readonly low: Exact;
  readonly high: Exact;
  readonly centre: Exact;
}

/** The printed values of `quantity` for which the relation holds, the others as printed. */
function solve(relation: Relation, quantity: Quantity): Range | null {
  switch (relation.kind) {
    case 'sum': {
      const halves = relation.whole.half + halfOf(relation.parts);
      if (quantity === relation.whole) return around(sumOf(relation.parts), halves);
      const own = relation.parts.find((term) => term.quantity === quantity);
      if (own === undefined) return null;
      const rest = sumOf(relation.parts) - (own.sign === 1 ? own.quantity.value : -own.quantity.value);
      const centre = relation.whole.value - rest;
      return around(own.sign === 1 ? centre : -centre, halves);
    }
    case 'ratio':
      return solveRatio(relation, quantity);
    case 'at-least': {
      const halves = relation.left.half + relation.right.half;
      const far = one * 10n ** 18n;
      if (quantity === relation.left)
        return { low: relation.right.value - halves, high: far, centre: relation.right.value };
      return { low: -far, high: relation.left.value + halves, centre: relation.left.value };
    }
  }
}

function around(centre: Exact, half: Exact): Range {
  return { low: centre - half, high: centre + half, centre };
}

function solveRatio(relation: RatioRelation, quantity: Quantity): Range | null {
  const { ratio } = relation;
  if (quantity === ratio) {
    const bounds = ratioBounds(relation);
    if (bounds === null) return null;
    return { low: bounds.low - ratio.half, high: bounds.high + ratio.half, centre: bounds.centre };
  }
  const inNumerator = relation.numerator.find((term) => term.quantity === quantity);
  const inDenominator = relation.denominator.find((term) => term.quantity === quantity);
  if (inNumerator !== undefined && inDenominator !== undefined)
    return solveBoth(relation, quantity, inNumerator.sign, inDenominator.sign);
  const product = (a: Exact, b: Exact): Exact => (a * b) / (one * hundred);
  if (inNumerator !== undefined) {
    const whole = sumOf(relation.denominator);
    const rest = sumOf(relation.numerator.filter((term) => term !== inNumerator));
    const slack = halfOf(relation.numerator) + absolute(product(halfOf(relation.denominator), ratio.value));
    const edge = absolute(product(whole, ratio.half)) + slack;
    const centre = product(whole, ratio.value) - rest;
    return around(inNumerator.sign === 1 ? centre : -centre, edge);
  }
  if (inDenominator !== undefined) {
    if (ratio.value === 0n) return null;
    const part = sumOf(relation.numerator) * hundred;
    const rest = sumOf(relation.denominator.filter((term) => term !== inDenominator));
    const lowRatio = absolute(ratio.value) - ratio.half;
    if (lowRatio <= 0n) return null;
    const sign = ratio.value < 0n ? -1n : 1n;
    const a = divideExact(part, sign * (absolute(ratio.value) + ratio.half)) - rest;
    const b = divideExact(part, sign * lowRatio) - rest;
    const centre = divideExact(part, ratio.value) - rest;
    const slack = halfOf(relation.denominator) + absolute(divideExact(halfOf(relation.numerator) * hundred, lowRatio));
    const [low, high] = a < b ? [a, b] : [b, a];
    if (inDenominator.sign === 1) return { low: low - slack, high: high + slack, centre };
    return { low: -high - slack, high: -low + slack, centre: -centre };
  }
  return null;
}

/** p% = (N + aδ) ÷ (D + bδ), solved for δ: a change stands over the base that it leads back to. */
function solveBoth(relation: RatioRelation, quantity: Quantity, a: 1 | -1, b: 1 | -1): Range | null {
  const rest = (terms: readonly Term[]): readonly Term[] => terms.filter((term) => term.quantity !== quantity);
  const n = sumOf(rest(relation.numerator)) * hundred;
  const d = sumOf(rest(relation.denominator));
  const at = (p: Exact): Exact | null => {
    const below = BigInt(a) * hundred * one - BigInt(b) * p;
    return below === 0n ? null : divideExact((p * d) / one - n, below);
  };
  const { value, half } = relation.ratio;
  const [low, centre, high] = [at(value - half), at(value), at(value + half)];
  if (low === null || centre === null || high === null) return null;
  const slack = halfOf(relation.numerator) + halfOf(relation.denominator);
  return low < high
    ? { low: low - slack, high: high + slack, centre }
    : { low: high - slack, high: low + slack, centre };
}

/** What the ratio can be, given what its amounts can stand for. Null over a zero base. */
function ratioBounds(relation: RatioRelation): Range | null {
  const n = sumOf(relation.numerator) * hundred;
  const nHalf = halfOf(relation.numerator) * hundred;
  const d = sumOf(relation.denominator);
  const dHalf = halfOf(relation.denominator);
  if (d === 0n || absolute(d) <= dHalf) return null;
  const corners = [
    divideExact(n - nHalf, d - dHalf),
    divideExact(n - nHalf, d + dHalf),
    divideExact(n + nHalf, d - dHalf),
    divideExact(n + nHalf, d + dHalf),
  ];
  let low = corners[0] ?? 0n;
  let high = low;
  for (const corner of corners) {
    if (corner < low) low = corner;
    if (corner > high) high = corner;
  }
  return { low: low - 1n, high: high + 1n, centre: divideExact(n, d) };
}

function verdictOf(relation: Relation): Verdict | null {
  switch (relation.kind) {
    case 'sum': {
      const expected = sumOf(relation.parts);
      const difference = absolute(relation.whole.value - expected);
      if (difference === 0n) return 'holds';
      if (difference <= relation.whole.half + halfOf(relation.parts)) {
        const ordinary = quantitiesOf(relation).every(
          (quantity) => quantity.dimension === 'yuan' && quantity.half <= ordinaryHalf,
        );
        return ordinary && !printsAlike(expected, relation.whole) ? 'tail' : 'holds';
      }
      const parts = relation.parts.length;
      if (parts === 1 && relation.whole.half > 0n && isTruncated(expected, relation.whole)) return 'truncated';
      const part = relation.parts[0]?.quantity;
      if (parts === 1 && part !== undefined && part.half > 0n && isTruncated(relation.whole.value, part))
        return 'truncated';
      return difference <= relation.whole.half + halfOf(relation.parts) + smallAmounts(relation) ? 'tail' : 'violated';
    }
    case 'ratio': {
      const bounds = ratioBounds(relation);
      if (bounds === null) return null;
      const { ratio } = relation;
      if (ratio.value + ratio.half >= bounds.low && ratio.value - ratio.half <= bounds.high) return 'holds';
      return isTruncated(bounds.low, ratio) || isTruncated(bounds.high, ratio) || isTruncated(bounds.centre, ratio)
        ? 'truncated'
        : 'violated';
    }
    case 'at-least':
      return relation.left.value + relation.left.half >= relation.right.value - relation.right.half
        ? 'holds'
        : 'violated';
  }
}

/** What amounts too small to be printed can come to beside the others: of several 0.00 parts the whole may show something. */
function smallAmounts(relation: SumRelation): Exact {
  const small = quantitiesOf(relation).filter(({ maybeSmall }) => maybeSmall === true);
  return BigInt(small.length) * ordinaryHalf;
}

/** True if the value, rounded as the figure is printed, is the figure: 23567.8元 is 2.36万元. */
function printsAlike(value: Exact, like: Quantity): boolean {
  const places = Math.min(8, like.unit === '元' ? like.decimals : Math.max(2, like.decimals));
  const inUnit = (value * one) / like.unitFactor;
  const printed = (like.value * one) / like.unitFactor;
  return roundExact(inUnit, places) === roundExact(printed, places);
}

/** Runs the checks over a document and decides. Checks and document alone determine the outcome. */
export function audit(document: Disclosure, checks: readonly Check[]): AuditOutcome {
  const judged: Judged[] = [];
  const findings: Finding[] = [];
  const checked: Checked[] = [];
  for (const check of checks) {
    const count: { relations: number; held: number; notApplicable?: string } = { relations: 0, held: 0 };
    const report: Report = {
      relation: (relation) => {
        const verdict = verdictOf(relation);
        if (verdict === null) return;
        count.relations += 1;
        if (verdict !== 'violated' && verdict !== 'truncated') count.held += 1;
        judged.push(new Judged(check.meta, relation, judged.length, verdict));
      },
      judge: (ok, judgement) => {
        count.relations += 1;
        if (ok) count.held += 1;
        else findings.push(findingOfJudgement(check.meta, judgement()));
      },
      notApplicable: (why) => {
        count.notApplicable = why;
      },
    };
    check.run(document, report);
    checked.push({ check: check.meta.id, ...count });
  }
  for (const finding of decide(judged)) findings.push(finding);
  return {
    findings: order(uniqueIds(findings)),
    checked,
    relations: checked.reduce((sum, entry) => sum + entry.relations, 0),
    held: checked.reduce((sum, entry) => sum + entry.held, 0),
  };
}

function decide(judged: readonly Judged[]): Finding[] {
  const findings: Finding[] = [];
  const tails = judged.filter((entry) => entry.verdict === 'tail' || entry.verdict === 'truncated');
  for (const group of groupRepeats(tails)) findings.push(tailFinding(group));
  const violated = judged.filter((entry) => entry.verdict === 'violated');
  const errors = violated.filter((entry) => severityOf(entry) === 'error');
  for (const group of groupRepeats(violated.filter((entry) => severityOf(entry) !== 'error')))
    findings.push(plainFinding(group));
  // Only what shares a figure with a violated relation can be broken by mending it.
  const involved = new Set(errors.flatMap((entry) => entry.quantities));
  const holding = new Map<Quantity, Judged[]>();
  if (involved.size > 0) {
    for (const entry of judged) {
      if (entry.verdict === 'violated') continue;
      for (const quantity of entry.quantities) if (involved.has(quantity)) push(holding, quantity, entry);
    }
  }
  const rest: Judged[] = [];
  const roots: Root[] = [];
  const suspects = new Map<Quantity, Judged[]>();
  for (const entry of errors) for (const quantity of new Set(entry.quantities)) push(suspects, quantity, entry);
  for (const component of componentsOf(errors)) {
    let open: readonly Judged[] = component;
    for (;;) {
      const root = open.length > componentAtMost ? null : findRoot(open, holding, suspects);
      if (root === null) break;
      roots.push(root);
      const solved = new Set(root.solves);
      open = open.filter((entry) => !solved.has(entry));
    }
    rest.push(...(open.length > componentAtMost ? solveLarge(open, holding, roots) : open));
  }
  for (const [root, ...repeats] of groupRoots(roots)) if (root !== undefined) findings.push(rootFinding(root, repeats));
  rest.sort((a, b) => a.order - b.order);
  for (const group of groupRepeats(rest)) findings.push(plainFinding(group));
  return findings;
}

/** Connected sets larger than this are searched once through, not again after each root. */
const componentAtMost = 120;

/** Violated relations that share a figure, directly or through others, belong together. */
function componentsOf(entries: readonly Judged[]): Judged[][] {
  const parent = entries.map((_, index) => index);
  const find = (index: number): number => {
    let root = index;
    while (parent[root] !== root) root = parent[root] ?? root;
    while (parent[index] !== root) {
      const above = parent[index] ?? root;
      parent[index] = root;
      index = above;
    }
    return root;
  };
  const first = new Map<Quantity, number>();
  entries.forEach((entry, index) => {
    for (const quantity of entry.quantities) {
      const other = first.get(quantity);
      if (other === undefined) first.set(quantity, index);
      else parent[find(index)] = find(other);
    }
  });
  const components = new Map<number, Judged[]>();
  entries.forEach((entry, index) => {
    push(components, find(index), entry);
  });
  return [...components.values()];
}

/** One pass over a very large connected set: the most accused figures first. Gives back what no figure explains. */
function solveLarge(
  entries: readonly Judged[],
  holding: ReadonlyMap<Quantity, readonly Judged[]>,
  roots: Root[],
): Judged[] {
  const byQuantity = new Map<Quantity, Judged[]>();
  for (const entry of entries) for (const quantity of new Set(entry.quantities)) push(byQuantity, quantity, entry);
  const solved = new Set<Judged>();
  const candidates = [...byQuantity].filter(([, list]) => list.length > 1).sort((a, b) => b[1].length - a[1].length);
  for (const [quantity, list] of candidates) {
    const open = list.filter((entry) => !solved.has(entry));
    if (open.length < 2) continue;
    const root = mend(quantity, open, holding.get(quantity) ?? []);
    if (root === null) continue;
    roots.push(root);
    for (const entry of root.solves) solved.add(entry);
  }
  return entries.filter((entry) => !solved.has(entry));
}

interface Root {
  readonly quantity: Quantity;
  readonly expected: Exact;
  readonly solves: readonly Judged[];
}

/** The figure whose change to one value mends the most violated relations (at least two) and breaks none that holds. */
function findRoot(
  open: readonly Judged[],
  holding: ReadonlyMap<Quantity, readonly Judged[]>,
  suspects: ReadonlyMap<Quantity, readonly Judged[]>,
): Root | null {
  const byQuantity = new Map<Quantity, Judged[]>();
  for (const entry of open) for (const quantity of new Set(entry.quantities)) push(byQuantity, quantity, entry);
  let best: Root | null = null;
  let bestScore = -1;
  for (const [quantity, entries] of byQuantity) {
    if (entries.length < 2) continue;
    const root =
      mend(quantity, entries, holding.get(quantity) ?? []) ?? mendCopied(quantity, entries, holding, suspects);
    // A blank that would have to be negative is not what was left out.
    if (root === null || (quantity.printed === '空白' && root.expected < 0n)) continue;
    const accused = root.solves.filter((entry) => entry.relation.accuse === quantity).length;
    const score = root.solves.length * 1000 + accused * 10 + (quantity.source === 'cell' ? 0 : 1);
    if (score > bestScore) {
      best = root;
      bestScore = score;
    }
  }
  return best;
}

/**
 * As `mend` for a wrong figure that was copied: the copy confirms it, but the copy is as much at fault. The relations between
 * the two are left out where both are mended by the same value.
 */
function mendCopied(
  quantity: Quantity,
  violated: readonly Judged[],
  holding: ReadonlyMap<Quantity, readonly Judged[]>,
  suspects: ReadonlyMap<Quantity, readonly Judged[]>,
): Root | null {
  const copies = new Set<Quantity>();
  for (const entry of holding.get(quantity) ?? []) {
    const other = entry.quantities.length === 2 ? entry.quantities.find((one) => one !== quantity) : undefined;
    if (other?.value === quantity.value && (suspects.get(other)?.length ?? 0) > 1) copies.add(other);
  }
  if (copies.size === 0) return null;
  const without = (at: Quantity, others: ReadonlySet<Quantity>): Judged[] =>
    (holding.get(at) ?? []).filter(
      (entry) => !(entry.quantities.length === 2 && entry.quantities.some((one) => one !== at && others.has(one))),
    );
  const root = mend(quantity, violated, without(quantity, copies));
  if (root === null) return null;
  const all = new Set([...copies, quantity]);
  return [...copies].every(
    (copy) => mend(copy, suspects.get(copy) ?? [], without(copy, all))?.expected === root.expected,
  )
    ? root
    : null;
}

function mend(quantity: Quantity, violated: readonly Judged[], held: readonly Judged[]): Root | null {
  let low: Exact | null = null;
  let high: Exact | null = null;
  const narrow = (range: Range): void => {
    low = low === null || range.low > low ? range.low : low;
    high = high === null || range.high < high ? range.high : high;
  };
  for (const entry of held) {
    const range = solve(entry.relation, quantity);
    if (range !== null) narrow(range);
  }
  const centres: Exact[] = [];
  const solves: Judged[] = [];
  // Sums and equalities say what the figure should be; ratios only whether it fits.
  const sorted = [...violated].sort((a, b) => rank(a) - rank(b) || a.order - b.order);
  for (const entry of sorted) {
    const range = solve(entry.relation, quantity);
    if (range === null) continue;
    const nextLow: Exact = low === null || range.low > low ? range.low : low;
    const nextHigh: Exact = high === null || range.high < high ? range.high : high;
    if (nextLow > nextHigh) continue;
    low = nextLow;
    high = nextHigh;
    centres.push(range.centre);
    solves.push(entry);
  }
  if (solves.length < 2 || low === null || high === null) return null;
  const bottom: Exact = low;
  const top: Exact = high;
  const expected = centres.find((centre) => centre >= bottom && centre <= top);
  if (expected === undefined) return null;
  return { quantity, expected, solves };
}

function rank(entry: Judged): number {
  return entry.relation.kind === 'sum' ? 0 : 1;
}

function severityOf(entry: Judged): Severity {
  return entry.relation.severity ?? entry.meta.severity;
}

function certaintyOf(entry: Judged): Certainty {
  // A relation that says its own certainty has weighed how its figures were read.
  if (entry.relation.certainty !== undefined) return entry.relation.certainty;
  return entry.quantities.some((quantity) => !quantity.sure) ? 'possible' : entry.meta.certainty;
}

/** The same relation with the same figures in other tables is one finding with repeats. */
function groupRepeats(entries: readonly Judged[]): Judged[][] {
  const groups = new Map<string, Judged[]>();
  for (const entry of entries) {
    const { accuse } = entry.relation;
    const figures = entry.quantities.map((quantity) => quantity.printed).join('|');
    const repeatable = accuse.source === 'cell' || accuse.source === 'claim';
    const key = `${entry.meta.id}|${entry.relation.reason}|${accuse.place.row ?? ''}|${figures}|${repeatable ? '' : entry.order}`;
    push(groups, key, entry);
  }
  return [...groups.values()];
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function operands(entry: Judged, except: Quantity): RelatedPlace[] {
  return entry.quantities
    .filter((quantity) => quantity !== except)
    .map(
      (quantity): RelatedPlace => ({
        role: entry.quantities.length === 2 ? 'counterpart' : 'operand',
        place: quantity.place,
        stated: quantity.printed,
      }),
    );
}

/** 「甲＋乙－丙＝合计」, or for two figures that should be one 「另一处为…」. */
function formula(entry: Judged, at: Quantity, expected: string): string {
  const { relation } = entry;
  const terms = (list: readonly Term[]): string => {
    const filled = list.filter((term) => term.quantity.value !== 0n);
    return (filled.length > 0 ? filled : list.slice(0, 1))
      .map((term, index) => `${term.sign === 1 ? (index === 0 ? '' : '＋') : '－'}${term.quantity.printed}`)
      .join('');
  };
  const group = (list: readonly Term[]): string => (list.length > 1 ? `（${terms(list)}）` : terms(list));
  switch (relation.kind) {
    case 'sum': {
      const [part] = relation.parts;
      if (relation.parts.length === 1 && part !== undefined) {
        const other = at === relation.whole ? part.quantity : relation.whole;
        return `${other.label}为${other.printed}${other.unit === at.unit ? '' : other.printed.endsWith(other.unit) ? '' : other.unit}`;
      }
      const [unit] = new Set(relation.parts.map((term) => term.quantity.unit));
      const like = relation.parts[0]?.quantity;
      const inParts =
        unit !== relation.whole.unit && like !== undefined && at === relation.whole
          ? `${printLike(sumOf(relation.parts), like)}，即`
          : '';
      return at === relation.whole
        ? `${terms(relation.parts)}＝${inParts}${expected}`
        : `合计${relation.whole.printed}，各项${terms(relation.parts)}，推算应为${expected}`;
    }
    case 'ratio':
      return `${group(relation.numerator)}÷${group(relation.denominator)}＝${at === relation.ratio ? expected : relation.ratio.printed}`;
    case 'at-least':
      return `${relation.left.label}${relation.left.printed}，${relation.right.label}${relation.right.printed}`;
  }
}

/** 「恰差一万倍」: a factor of ten or of a unit betrays a slip of unit or point. */
function slip(quantity: Quantity, expected: Exact): string {
  if (quantity.dimension === 'percent' || expected === 0n || quantity.value === 0n) return '';
  const [small, large] =
    absolute(quantity.value) < absolute(expected)
      ? [absolute(quantity.value), absolute(expected)]
      : [absolute(expected), absolute(quantity.value)];
  for (const [factor, name] of [
    [10n, '10倍'],
    [100n, '100倍'],
    [1_000n, '1000倍'],
    [10_000n, '1万倍'],
    [100_000_000n, '1亿倍'],
  ] as const) {
    if (absolute(small * factor - large) <= quantity.half * factor)
      return `两者恰差${name}，疑为计量单位或小数点误写。`;
  }
  return '';
}

interface Difference {
  readonly stated: string;
  readonly expected: string;
  readonly difference: string;
}

function differenceAt(quantity: Quantity, expected: Exact): Difference {
  return {
    stated: quantity.printed,
    expected: printLike(expected, quantity),
    difference: printLike(quantity.value - expected, quantity),
  };
}

function tailFinding(group: readonly Judged[]): Finding {
  const [first, ...repeats] = group as [Judged, ...Judged[]];
  const { accuse } = first.relation;
  const expected = expectedOf(first.relation, accuse) ?? accuse.value;
  const figures = differenceAt(accuse, expected);
  const cause = first.verdict === 'truncated' ? '末位被截去而未四舍五入' : '换算为万元时四舍五入可以产生的尾差';
  return finding(
    first,
    accuse,
    'rounding',
    figures,
    `${accuse.label}写为${accuse.printed}；${first.relation.reason}：${formula(first, accuse, figures.expected)}，相差${figures.difference}，属于${cause}。`,
    [
      ...operands(first, accuse),
      ...repeats.map(
        (entry): RelatedPlace => ({
          role: 'repeat',
          place: entry.relation.accuse.place,
          check: entry.meta.id,
          stated: entry.relation.accuse.printed,
        }),
      ),
    ],
  );
}

function plainFinding(group: readonly Judged[]): Finding {
  const [first, ...repeats] = group as [Judged, ...Judged[]];
  const { relation } = first;
  const { accuse } = relation;
  const expected = expectedOf(relation, accuse) ?? accuse.value;
  const figures = differenceAt(accuse, expected);
  const message =
    relation.kind === 'at-least'
      ? `${relation.reason}：${formula(first, accuse, figures.expected)}，前者不应小于后者，相差${printLike(relation.right.value - relation.left.value, relation.left)}。`
      : `${accuse.label}写为${accuse.printed}；${relation.reason}：${formula(first, accuse, figures.expected)}，相差${figures.difference}。${slip(accuse, expected)}`;
  return finding(first, accuse, severityOf(first), figures, message, [
    ...operands(first, accuse),
    ...(relation.also ?? []),
    ...repeats.map(
      (entry): RelatedPlace => ({
        role: 'repeat',
        place: entry.relation.accuse.place,
        check: entry.meta.id,
        stated: entry.relation.accuse.printed,
      }),
    ),
  ]);
}

/** A wrong cell that was copied into other tables, with the same figures around it, is one finding with repeats. */
function groupRoots(roots: readonly Root[]): Root[][] {
  const groups = new Map<string, Root[]>();
  roots.forEach((root, index) => {
    const { quantity, expected, solves } = root;
    const relations = solves
      .map(
        (entry) =>
          `${entry.meta.id} ${entry.relation.reason} ${entry.quantities
            .filter((one) => one.value !== 0n)
            .map((one) => one.printed)
            .join('|')}`,
      )
      .sort();
    const own = quantity.source === 'cell' ? '' : String(index);
    push(groups, [quantity.place.row ?? '', quantity.printed, expected, own, ...relations].join('\n'), root);
  });
  return [...groups.values()];
}

function rootFinding(root: Root, repeats: readonly Root[]): Finding {
  const { quantity, expected, solves } = root;
  const main = solves.find((entry) => entry.relation.accuse === quantity) ?? (solves[0] as Judged);
  const figures = differenceAt(quantity, expected);
  const rest = solves.filter((entry) => entry !== main);
  const consequences = rest.map((entry): RelatedPlace => {
    const other =
      entry.relation.accuse === quantity
        ? (entry.quantities.find((candidate) => candidate !== quantity) ?? quantity)
        : entry.relation.accuse;
    const would = expectedOf(entry.relation, other);
    return {
      role: 'consequence',
      place: other.place,
      check: entry.meta.id,
      stated: other.printed,
      ...(would === null
        ? {}
        : { expected: printLike(would, other), difference: printLike(other.value - would, other) }),
    };
  });
  const reasons = [...new Set(solves.map((entry) => entry.relation.reason))];
  const message = `${quantity.label}写为${quantity.printed}，应为${figures.expected}（相差${figures.difference}）。改为${figures.expected}后，下列${solves.length}项关系同时成立：${reasons.join('；')}。${slip(quantity, expected)}`;
  return finding(
    main,
    quantity,
    'error',
    figures,
    message,
    [
      ...operands(main, quantity),
      ...consequences,
      ...repeats.map(
        (one): RelatedPlace => ({
          role: 'repeat',
          place: one.quantity.place,
          check: main.meta.id,
          stated: one.quantity.printed,
        }),
      ),
    ],
    bestCertainty(solves),
  );
}

function bestCertainty(entries: readonly Judged[]): Certainty {
  const ranks: readonly Certainty[] = ['proven', 'strong', 'possible'];
  return ranks.find((certainty) => entries.some((entry) => certaintyOf(entry) === certainty)) ?? 'possible';
}

function finding(
  entry: Judged,
  at: Quantity,
  severity: Severity,
  figures: Difference,
  message: string,
  also: readonly RelatedPlace[],
  certainty?: Certainty,
): Finding {
  return {
    id: fingerprint(
      entry.meta.id,
      at.label,
      ...entry.quantities.map((quantity) => `${quantity.label}=${quantity.printed}`),
    ),
    check: entry.meta.id,
    family: entry.meta.family,
    severity,
    certainty: certainty ?? certaintyOf(entry),
    place: at.place,
    also,
    ...figures,
    message,
    ...(entry.meta.article === undefined ? {} : { article: entry.meta.article }),
  };
}

function findingOfJudgement(meta: CheckMeta, judgement: Judgement): Finding {
  const stated = judgement.stated ?? '';
  return {
    id: fingerprint(meta.id, stated, judgement.expected ?? '', ...(judgement.labels ?? [judgement.place.quote])),
    check: meta.id,
    family: meta.family,
    severity: judgement.severity ?? meta.severity,
    certainty: judgement.certainty ?? meta.certainty,
    place: judgement.place,
    also: judgement.also ?? [],
    stated,
    expected: judgement.expected ?? '',
    difference: judgement.difference ?? '',
    message: judgement.message,
    ...(meta.article === undefined ? {} : { article: meta.article }),
  };
}

/** Two findings of one id (the same words twice) are told apart by their order. */
function uniqueIds(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, number>();
  return findings.map((entry) => {
    const times = seen.get(entry.id) ?? 0;
    seen.set(entry.id, times + 1);
    return times === 0 ? entry : { ...entry, id: fingerprint(entry.id, String(times)) };
  });
}

const severityRank: Readonly<Record<Severity, number>> = { error: 0, rounding: 1, presentation: 2 };

function order(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      a.place.line - b.place.line || severityRank[a.severity] - severityRank[b.severity] || (a.id < b.id ? -1 : 1),
  );
}
