/**
 * 名词解释: exactly the terms that the document uses, in the order of the list; then the items (项) that it tells. The meanings are
 * data, in our own words, each with what it rests on (`data/glossary.json`).
 */
import { functionalName } from '../classification.ts';
import data from '../data/glossary.json' with { type: 'json' };
import { elementsOf } from './each.ts';
import { type NarrativeFacts } from './narrative-facts.ts';
import { textOf, type WrittenBlock, type WrittenParagraph } from './written.ts';

/** A term, the words that show it is used, what it means and what that rests on. */
export interface GlossaryTerm {
  readonly term: string;
  readonly uses?: readonly string[];
  readonly meaning: string;
  readonly source: string;
}

export const glossaryTerms: readonly GlossaryTerm[] = data.terms;

const itemMeanings = new Map(data.items.map(({ code, meaning }) => [code, meaning]));

/** The paragraphs of the glossary for what has been written so far. */
export function glossaryOf(blocks: readonly WrittenBlock[], facts: NarrativeFacts): readonly WrittenParagraph[] {
  const words = blocks.flatMap((block) => (block.kind === 'paragraph' ? [textOf(block)] : [])).join('\n');
  const terms = glossaryTerms
    .filter(({ term, uses = [term] }) => uses.some((use) => words.includes(use)))
    .map(({ term, meaning }) => `${term}：指${meaning}`);
  const items = elementsOf('items', facts).flatMap(({ measure, words: { class: above, group, item } }) => {
    const meaning = itemMeanings.get(measure.replace('code:', ''));
    return meaning === undefined ? [] : [`${above}（类）${group}（款）${item}（项）：反映${meaning}`];
  });
  return [...terms, ...items].map((text, index) => ({ kind: 'paragraph', runs: [{ text: `${index + 1}.${text}` }] }));
}

/** Codes of the list that the classification does not know. */
export function glossaryProblems(): readonly string[] {
  return data.items.filter(({ code }) => functionalName(code) === null).map(({ code }) => code);
}
