/**
 * From findings to corrections: for each finding where what it states stands and what follows instead. A correction is kept only if
 * the audit of the corrected document no longer finds what it corrects, and nothing worse; all other findings become questions.
 */
import { audit, type Block, checks, type Disclosure, readDisclosure } from '@mingzhang/disclosure';
import { type Finding, isBlocking, type Place } from '@mingzhang/kernel';
import {
  type Address,
  addressesOn,
  type Edit,
  edited,
  overlaps,
  type Stretch,
  stretchesOf,
  textAt,
} from './addresses.ts';
import { type Replacement, replacementOf } from './replacement.ts';

/** A wrong figure or word, and what it becomes. */
export interface Correction {
  readonly finding: Finding;
  readonly edits: readonly Edit[];
}

/** A finding that is put to the bureau, and where the comment stands. */
export interface Question {
  readonly finding: Finding;
  readonly at: Stretch;
}

export interface CorrectionPlan {
  readonly document: Disclosure;
  readonly corrections: readonly Correction[];
  readonly questions: readonly Question[];
  /** Findings of the corrected document that stop a publication. */
  readonly blockingLeft: readonly Finding[];
}

/** A finding with the places at which its words could be meant, the likelier first. */
interface Draft {
  readonly finding: Finding;
  readonly candidates: readonly (readonly Edit[])[];
  chosen: number;
}

/** More rounds than a document has conflicts. */
const roundsAtMost = 12;

export function planCorrections(blocks: readonly Block[], characters: number): CorrectionPlan {
  const document = readDisclosure(blocks, characters);
  const { findings } = audit(document, checks);
  const before = new Set(findings.map(({ id }) => id));
  const drafts = findings
    .flatMap((finding): readonly Draft[] => {
      const replacement = replacementOf(finding);
      if (replacement === null) return [];
      const candidates = candidatesOf(blocks, finding, replacement);
      return candidates.length === 0 ? [] : [{ finding, candidates, chosen: 0 }];
    })
    .sort((a, b) => weight(b.finding) - weight(a.finding));
  for (let round = 0; round < roundsAtMost; round += 1) {
    const kept = withoutOverlaps(drafts);
    const { findings: after } = audit(readDisclosure(edited(blocks, kept.flatMap(editsOf)), characters), checks);
    const left = new Set(after.map(({ id }) => id));
    const fresh = after.filter((finding) => isBlocking(finding) && !before.has(finding.id));
    const failed = kept.filter(
      (draft) => left.has(draft.finding.id) || fresh.some((one) => touches(one, draft.finding)),
    );
    if (failed.length === 0) return finished(blocks, document, findings, kept, after.filter(isBlocking));
    for (const draft of failed) draft.chosen += 1;
  }
  return finished(blocks, document, findings, [], findings.filter(isBlocking));
}

function finished(
  blocks: readonly Block[],
  document: Disclosure,
  findings: readonly Finding[],
  kept: readonly Draft[],
  blockingLeft: readonly Finding[],
): CorrectionPlan {
  const corrected = new Map(kept.map((draft) => [draft.finding, editsOf(draft)]));
  return {
    document,
    corrections: findings.flatMap((finding) => {
      const edits = corrected.get(finding);
      return edits === undefined ? [] : [{ finding, edits }];
    }),
    questions: findings.flatMap((finding) =>
      corrected.has(finding) ? [] : [{ finding, at: anchorOf(blocks, finding.place) }],
    ),
    blockingLeft,
  };
}

/** Errors before wording, what is proven before what is read. */
function weight({ severity, certainty }: Finding): number {
  return (severity === 'error' ? 2 : 0) + (certainty === 'proven' ? 1 : 0);
}

function editsOf({ candidates, chosen }: Draft): readonly Edit[] {
  return candidates[chosen] ?? [];
}

/** Two findings about the same figure cannot both be met by it: the weightier one is. */
function withoutOverlaps(drafts: readonly Draft[]): readonly Draft[] {
  const taken: Edit[] = [];
  return drafts.filter((draft) => {
    const edits = editsOf(draft);
    if (edits.length === 0 || edits.some((edit) => taken.some((other) => overlaps(edit, other)))) return false;
    taken.push(...edits);
    return true;
  });
}

/** True if a new finding is about the figure that was changed. */
function touches(fresh: Finding, corrected: Finding): boolean {
  const places = [fresh.place, ...fresh.also.map(({ place }) => place)];
  return places.some(({ line }) => line === corrected.place.line);
}

function candidatesOf(
  blocks: readonly Block[],
  finding: Finding,
  replacement: Replacement,
): readonly (readonly Edit[])[] {
  const repeats = finding.also.filter(
    ({ role, stated }) => role === 'repeat' && (stated === undefined || stated === finding.stated),
  );
  const also = repeats.flatMap(({ place }) => editsAt(blocks, place, replacement).slice(0, 1));
  return editsAt(blocks, finding.place, replacement).map((edit) => [
    edit,
    ...also.filter((other) => !overlaps(edit, other)),
  ]);
}

/** Where the words stand at a place: within its quotation first, from the end, where a sentence's figure is. */
function editsAt(blocks: readonly Block[], place: Place, { from, to }: Replacement): readonly Edit[] {
  const addresses = addressesOn(blocks, place.line, place.endLine ?? place.line);
  const quoted: Edit[] = [];
  const others: Edit[] = [];
  for (const address of addresses) {
    const text = textAt(blocks, address);
    const quotes = stretchesOfWords(text, place.quote);
    from.forEach((words, index) => {
      for (const [start, end] of [...stretchesOf(text, words)].reverse()) {
        const edit = { ...address, start, end, text: to[index] ?? '' };
        const isQuoted = quotes.some(([first, last]) => start >= first && end <= last);
        if ([...quoted, ...others].some((known) => overlaps(known, edit))) continue;
        (isQuoted ? quoted : others).push(edit);
      }
    });
  }
  return [...quoted, ...others];
}

/** A quotation may begin in the middle of a figure or a word. */
function stretchesOfWords(text: string, words: string): readonly (readonly [number, number])[] {
  const found = stretchesOf(text, words);
  return found.length > 0 ? found : stretchesOf(text, words.replace(/^[\d.,]+/, ''));
}

/** What a comment is put to: the quotation, else the paragraph or cell, else the first block that can be read. */
function anchorOf(blocks: readonly Block[], place: Place): Stretch {
  const addresses = addressesOn(blocks, place.line, place.endLine ?? place.line);
  for (const address of addresses) {
    const [first] = stretchesOfWords(textAt(blocks, address), place.quote);
    if (first !== undefined) return { ...address, start: first[0], end: first[1] };
  }
  const address = addresses[0] ?? firstAddress(blocks);
  return { ...address, start: 0, end: textAt(blocks, address).length };
}

function firstAddress(blocks: readonly Block[]): Address {
  return { block: 0, cell: blocks[0]?.kind === 'grid' ? { row: 0, column: 0 } : null };
}
