/**
 * The variables of a sentence. One that stands for a figure is written as the claim that the figure will be read as, so that
 * writing and reading have the same keys:
 *
 *     {amount income-year}                          2024年度收入合计{…}万元
 *     {amount code:2101501 start-budget}            年初预算为{…}万元
 *     {share basic of expenditure-year}             占{…}%
 *     {share general-expenditure of expenditure-year/all}
 *     {completion three-public annual-budget}       完成全年预算的{…}%
 *     {change both-totals prior}                    增加{…}万元
 *     {growth both-totals prior}                    增长{…}%
 *     {count reception-domestic-batches}            国内公务接待{…}批次
 *
 * What evaluations and registers state is printed with its unit and read back by its value:
 *
 *     {value target}                                目标值{≥120家次}
 *     {figure fund-income[scheme=employee] 万元}    全年基金收入{…}万元
 *     {figure ~insured-persons-change 人}           比上年{减少…}人
 *
 * `@` is the measure that the sentence is about; anything else in braces is a word: {year}, {self}, {name} …
 */
import { type Basis, type Comparator, type Scope } from '../model.ts';

export type FigureKind = 'amount' | 'change' | 'growth' | 'share' | 'completion' | 'count';

/** A figure of the catalogue: which, in what unit, and whether 增加/减少 (`~`) or 增长/下降 (`^`) is said in front. */
export interface CatalogueVariable {
  /** `id` or `id[dimension=value …]`. */
  readonly key: string;
  readonly unit: string;
  readonly sign: '' | '~' | '^';
}

export interface FigureVariable {
  readonly kind: FigureKind;
  readonly measure: string;
  /** Amounts and completions. */
  readonly basis: Basis;
  /** Changes and growth. */
  readonly against: Comparator;
  /** Shares. */
  readonly of: { readonly measure: string; readonly scope: Scope | null } | null;
  /** Where it is not the section's own. */
  readonly scope: Scope | null;
}

export type Piece =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'word'; readonly name: string }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'catalogue'; readonly variable: CatalogueVariable }
  | { readonly kind: 'figure'; readonly variable: FigureVariable };

const kinds: readonly string[] = ['amount', 'change', 'growth', 'share', 'completion', 'count'];
const bases: readonly string[] = ['start-budget', 'annual-budget', 'budget', 'final', 'prior-final'];

/** Cuts a sentence into words and variables; throws on a variable that says nothing we know. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(/\{([^{}]+)\}/g)) {
    if (match.index > from) pieces.push({ kind: 'words', text: text.slice(from, match.index) });
    pieces.push(pieceOf(match[1] ?? ''));
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ kind: 'words', text: text.slice(from) });
  return pieces;
}

const catalogueVariable = /^figure ([~^]?)([a-z][a-z0-9-]*(?:\[[^\]]+\])?) (\S+)$/;

function pieceOf(inside: string): Piece {
  const value = /^value ([a-z][a-z-]*)$/.exec(inside)?.[1];
  if (value !== undefined) return { kind: 'value', name: value };
  const [, sign, key, unit] = catalogueVariable.exec(inside) ?? [];
  if (key !== undefined && unit !== undefined)
    return { kind: 'catalogue', variable: { key, unit, sign: (sign ?? '') as CatalogueVariable['sign'] } };
  const [kind = '', first = '', ...rest] = inside.split(' ');
  if (!kinds.includes(kind)) {
    if (!/^[a-z][a-z-]*$/.test(inside)) throw new Error(`no variable: {${inside}}`);
    return { kind: 'word', name: inside };
  }
  const whole = rest[0] === 'of' ? rest[1] : undefined;
  const other = whole === undefined ? rest[0] : undefined;
  const against = kind === 'change' || kind === 'growth';
  if (other !== undefined && !bases.includes(other) && other !== 'prior') throw new Error(`no basis: {${inside}}`);
  const { measure, scope } = scoped(first);
  return {
    kind: 'figure',
    variable: {
      kind: kind as FigureKind,
      measure,
      scope,
      basis: against || other === undefined ? 'final' : (other as Basis),
      against: against && other !== undefined ? (other as Comparator) : 'prior',
      of: whole === undefined ? null : scoped(whole),
    },
  };
}

/** 'expenditure-year/all' → the measure and its scope. */
function scoped(name: string): { readonly measure: string; readonly scope: Scope | null } {
  const [measure = '', scope] = name.split('/');
  return { measure, scope: (scope ?? null) as Scope | null };
}

/** The variable with the sentence's own measure in place of `@`. */
export function about(variable: FigureVariable, measure: string): FigureVariable {
  const put = (name: string): string => (name.startsWith('@') ? `${measure}${name.slice(1)}` : name);
  return {
    ...variable,
    measure: put(variable.measure),
    of: variable.of === null ? null : { ...variable.of, measure: put(variable.of.measure) },
  };
}
