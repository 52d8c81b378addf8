/**
 * What is written is read: the document's own paragraphs, read as the audit reads anybody's, give exactly the claims that they were
 * written from. A document that does not is not published.
 */
import { type Exact, formatExact } from '@mingzhang/kernel';
import { type Claim, type Disclosure } from '../model.ts';
import { readDisclosure } from '../read.ts';
import { blocksOf, type Printed } from './blocks-of.ts';
import { type WrittenClaim } from './sentence-writer.ts';
import { textOf, type WrittenDocument, type WrittenParagraph } from './written.ts';

/** A paragraph that is read as something else than it was written from. */
export interface Misread {
  readonly text: string;
  /** Claims of one and not of the other, in words. */
  readonly written: readonly string[];
  readonly read: readonly string[];
}

export interface ReadBack {
  readonly disclosure: Disclosure;
  readonly printed: Printed;
  readonly misread: readonly Misread[];
}

/** Reads a document and compares every paragraph that has claims with them. */
export function readBack(
  document: WrittenDocument,
  claims: ReadonlyMap<WrittenParagraph, readonly WrittenClaim[]>,
): ReadBack {
  const printed = blocksOf(document);
  const disclosure = readDisclosure(printed.blocks, printed.characters);
  const byLine = Map.groupBy(disclosure.claims, ({ quantity }) => quantity.place.line);
  const misread = [...claims].flatMap(([paragraph, own]): readonly Misread[] => {
    const line = printed.lines.get(paragraph);
    if (line === undefined) return [];
    // Figures inside a reason are a person's words.
    const claims = (byLine.get(line) ?? []).filter(({ kind }) => kind !== 'reason');
    const written = own.map(writtenAs);
    const read = claims.map((claim, at) => (own[at]?.loose === true ? readLoosely(claim) : readAs(claim)));
    if (written.join('\n') === read.join('\n')) return [];
    return [{ text: textOf(paragraph), written: without(written, read), read: without(read, written) }];
  });
  return { disclosure, printed, misread };
}

function without(list: readonly string[], other: readonly string[]): readonly string[] {
  const left = [...other];
  return list.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

type Keys = Pick<Claim, 'kind' | 'measure' | 'basis' | 'scope' | 'period' | 'against' | 'direction'>;

/** A claim in words, all keys that two claims are compared by. */
function told(keys: Keys, value: Exact, dimension: string, ratio: string): string {
  const { kind, measure, basis, scope, period, against = '', direction = '' } = keys;
  return [kind, measure, basis, scope, period, against, direction, formatExact(value), dimension, ratio].join(' ');
}

function looselyTold(value: Exact, dimension: string): string {
  return `${formatExact(value)} ${dimension}`;
}

function readLoosely({ quantity }: Claim): string {
  return looselyTold(quantity.value, quantity.dimension);
}

function writtenAs(claim: WrittenClaim): string {
  if (claim.loose === true) return looselyTold(claim.value, claim.dimension);
  return told(claim, claim.value, claim.dimension, claim.ratio ?? '');
}

function readAs(claim: Claim): string {
  const { quantity, ratio } = claim;
  const terms = (list: NonNullable<Claim['ratio']>['numerator']): string =>
    list
      .map(({ quantity: term, sign }, index) => `${sign === -1 ? '-' : index > 0 ? '+' : ''}${bare(term.printed)}`)
      .join('');
  const divided = ratio === undefined ? '' : `${terms(ratio.numerator)}÷${terms(ratio.denominator)}`;
  return told(claim, quantity.value, quantity.dimension, divided);
}

/** '47.00万元' → '47.00'. */
function bare(printed: string): string {
  return printed.replace(/[^\d.-]/g, '');
}
