/**
 * The phrasebook: how disclosures name measures, budgets, comparisons, shares and reasons. Wordings are data
 * (`data/phrasebook.json`); the same words will write our own narrative.
 */
import data from '../data/phrasebook.json' with { type: 'json' };
import { type Comparator, type Scope } from '../model.ts';

export interface Measure {
  readonly id: string;
  readonly name: string;
  readonly parent: string | null;
  /** Two measures stated by one figure: 收、支总计. */
  readonly both: readonly string[];
  readonly scope: Scope | null;
}

interface Entry {
  readonly measure: Measure;
  readonly topics: readonly string[] | null;
  readonly notTopics: readonly string[];
}

export interface FoundMeasure {
  readonly measure: Measure;
  readonly start: number;
  readonly end: number;
}

const byTerm = new Map<string, Entry[]>();
const byId = new Map<string, Measure>();
for (const entry of data.measures) {
  const measure: Measure = {
    id: entry.id,
    name: entry.name,
    parent: 'parent' in entry ? (entry.parent ?? null) : null,
    both: 'both' in entry ? (entry.both ?? []) : [],
    scope: 'scope' in entry ? ((entry.scope ?? null) as Scope | null) : null,
  };
  if (!byId.has(measure.id)) byId.set(measure.id, measure);
  for (const term of entry.terms) {
    const list = byTerm.get(term) ?? [];
    list.push({
      measure,
      topics: 'topics' in entry ? (entry.topics ?? null) : null,
      notTopics: 'notTopics' in entry ? (entry.notTopics ?? []) : [],
    });
    byTerm.set(term, list);
  }
}

/** The terms that begin with each character, the longest first. */
const byFirst = new Map<number, string[]>();
for (const term of byTerm.keys()) {
  const first = term.charCodeAt(0);
  const list = byFirst.get(first);
  if (list === undefined) byFirst.set(first, [term]);
  else list.push(term);
}
for (const list of byFirst.values()) list.sort((a, b) => b.length - a.length);

/** All measures named in a text, left to right, for a section of this topic; sections without one read as reports do. */
export function measuresIn(text: string, sectionTopic: string | null): FoundMeasure[] {
  const topic = sectionTopic ?? 'performance';
  const found: FoundMeasure[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const candidates = byFirst.get(text.charCodeAt(index));
    if (candidates === undefined) continue;
    const term = candidates.find((candidate) => text.startsWith(candidate, index));
    if (term === undefined) continue;
    const fitting = byTerm
      .get(term)
      ?.find((entry) => (entry.topics === null || entry.topics.includes(topic)) && !entry.notTopics.includes(topic));
    if (fitting !== undefined) found.push({ measure: fitting.measure, start: index, end: index + term.length });
    index += term.length - 1;
  }
  return found;
}

/** The measure of this id, for messages and parents. */
export function measureById(id: string): Measure | null {
  return byId.get(id) ?? null;
}

export const comparators: readonly { readonly basis: Comparator; readonly pattern: RegExp }[] = data.comparators.map(
  (entry) => ({
    basis: entry.basis as Comparator,
    pattern: new RegExp(entry.pattern, 'g'),
  }),
);

/** Any of them. */
export const anyComparator = new RegExp(data.comparators.map((entry) => `(?:${entry.pattern})`).join('|'));

export const roles = {
  change: new RegExp(data.roles.change),
  completion: new RegExp(data.roles.completion),
  share: new RegExp(data.roles.share),
  startBudget: new RegExp(data.roles.startBudget),
  annualBudget: new RegExp(data.roles.annualBudget),
  budget: new RegExp(data.roles.budget),
  final: new RegExp(data.roles.final),
  prior: new RegExp(data.roles.prior),
} as const;

export const reasonMarks = new RegExp(data.reasons);
export const listMarks = new RegExp(data.lists);
export const hedgesBefore = new RegExp(`(${data.hedgesBefore.join('|')})$`);

const increasing = /增加|增长|上升|提高|增支|上涨|增幅|增长率/;

/** +1 for words that mean more, −1 for words that mean less. */
export function directionOf(word: string): 1 | -1 {
  return increasing.test(word) ? 1 : -1;
}
