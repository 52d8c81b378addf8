/**
 * Says a sentence: its variables become runs, and each figure among them the claims that it must be read back as. What nobody has
 * filled in is printed as a gap that our own audit refuses to publish.
 */
import {
  absolute,
  type Exact,
  exact,
  formatExact,
  parseExact,
  roundExact,
  roundFraction,
  subtractFen,
} from '@mingzhang/kernel';
import { figuresIn } from '../claims/figures.ts';
import { scopeIn } from '../claims/named-money.ts';
import { measureById } from '../claims/phrasebook.ts';
import { type Claim, type Comparator, type Scope } from '../model.ts';
import { type Dimension } from '../quantity.ts';
import { type Element, elementsOf } from './each.ts';
import { type KnownFigure, type NarrativeFacts } from './narrative-facts.ts';
import { percent, wanyuan } from './print.ts';
import { passes, type ReasonBook, type ReasonThreshold, reasonKey, withinSentence } from './reasons.ts';
import { type Sentence, sentences } from './sentences.ts';
import { type Comparison, derived, type NarrativeValues, sizeOf } from './values.ts';
import { about, type CatalogueVariable, type FigureVariable, piecesOf } from './variables.ts';
import { type FigureOrigin, type WrittenRun } from './written.ts';

/** A claim that a written figure makes; compared with what is read back. */
export interface WrittenClaim
  extends Pick<Claim, 'kind' | 'measure' | 'basis' | 'scope' | 'period' | 'against' | 'direction'> {
  /** Yuan, per cent or a number, as printed. */
  readonly value: Exact;
  readonly dimension: Dimension;
  /** What the sentence divides by what, as printed: '12.00÷1192.00', '47.00÷1247.00-47.00'. */
  readonly ratio?: string;
  readonly origin: FigureOrigin | null;
  /** Read back by its value alone: what it is called stands in words that people chose, a target's or an indicator's. */
  readonly loose?: true;
}

/** What is missing for the document to be whole: a figure that nobody has filled in. */
export interface Gap {
  readonly measure: string;
  readonly section: string;
}

/** Printed where something is missing. */
export const gapText = '____';

/** Where a sentence stands. */
export interface SentencePlace {
  readonly section: string;
  readonly scope: Scope;
  /** What it is about, where a list or the template says so. */
  readonly measure: string | null;
  readonly words: Readonly<Record<string, string>>;
  /** Functional code that a list is kept below. */
  readonly under: string;
  readonly known: NonNullable<Element['known']>;
  readonly values: NonNullable<Element['values']>;
}

export interface Said {
  readonly runs: readonly WrittenRun[];
  readonly claims: readonly WrittenClaim[];
}

export class SentenceWriter {
  private readonly missed: Gap[] = [];
  private readonly facts: NarrativeFacts;
  private readonly values: NarrativeValues;
  private readonly reasons: ReasonBook;
  private readonly threshold: ReasonThreshold;

  constructor(facts: NarrativeFacts, values: NarrativeValues, reasons: ReasonBook, threshold: ReasonThreshold) {
    this.facts = facts;
    this.values = values;
    this.reasons = reasons;
    this.threshold = threshold;
  }

  /** What is missing, each once. */
  get gaps(): readonly Gap[] {
    return this.missed;
  }

  miss(measure: string, section: string): void {
    if (!this.missed.some((gap) => gap.measure === measure && gap.section === section))
      this.missed.push({ measure, section });
  }

  say(id: string, place: SentencePlace): Said {
    const sentence = sentences.get(id);
    if (sentence === undefined) throw new Error(`no sentence ${id}`);
    const { each, join = '', end = '' } = sentence;
    if (each === undefined) return this.once(sentence, place);
    const said = elementsOf(each, this.facts, place.under).map((element) => this.once(sentence, at(place, element)));
    const runs = said.flatMap((one, index) => (index === 0 ? one.runs : [{ text: join }, ...one.runs]));
    return { runs: [...runs, { text: end }], claims: said.flatMap(({ claims }) => claims) };
  }

  private once(sentence: Sentence, place: SentencePlace): Said {
    const { compare = 'prior', clauses } = sentence;
    if (clauses !== undefined) return this.clauses(clauses, place);
    const measure = place.measure ?? '';
    const comparison = this.values.compare(...this.single(measure, place.scope, compare));
    const text = sentence.text ?? sentence.variants?.[comparison];
    if (text === undefined) throw new Error(`${sentence.id} has no variant ${comparison}`);
    const runs: WrittenRun[] = [];
    const claims: WrittenClaim[] = [];
    for (const piece of piecesOf(text)) {
      if (piece.kind === 'words') runs.push({ text: piece.text });
      else if (piece.kind === 'figure') {
        const said = this.figure(about(piece.variable, measure), place);
        runs.push(...said.runs);
        claims.push(...said.claims);
      } else if (piece.kind === 'value' || piece.kind === 'catalogue') {
        const said = piece.kind === 'value' ? this.value(piece.name, place) : this.catalogue(piece.variable);
        // What evaluations state is whole before it is told, and catalogue figures stand in clauses that can be left out.
        if (said === null) throw new Error(`${sentence.id} has nothing to say for ${JSON.stringify(piece)}`);
        runs.push(...said.runs);
        claims.push(...said.claims);
      } else if (piece.name.startsWith('because'))
        runs.push({ text: this.because(piece.name, compare, comparison, place) });
      else {
        const text = this.word(piece.name, place);
        runs.push({ text });
        // A name that people gave can have a figure in it, and is read with the rest.
        if (peoplesNames.has(piece.name)) claims.push(...looseClaims(text, null));
      }
    }
    return { runs, claims };
  }

  private clauses(clauses: readonly string[], place: SentencePlace): Said {
    const said = clauses.flatMap((clause): readonly Said[] => {
      const pieces = piecesOf(clause).map((piece): Said | null => {
        if (piece.kind === 'figure') throw new Error(`a clause has no figure of the accounts: ${clause}`);
        if (piece.kind === 'value') return this.value(piece.name, place);
        if (piece.kind === 'catalogue') return this.catalogue(piece.variable);
        return { runs: [{ text: piece.kind === 'words' ? piece.text : this.word(piece.name, place) }], claims: [] };
      });
      const known = pieces.filter((piece) => piece !== null);
      return known.length === pieces.length ? [together(known)] : [];
    });
    if (said.length === 0) return { runs: [], claims: [] };
    const comma: Said = { runs: [{ text: '，' }], claims: [] };
    const stop: Said = { runs: [{ text: '。' }], claims: [] };
    return together([...said.flatMap((one, at) => (at === 0 ? [one] : [comma, one])), stop]);
  }

  private value(name: string, { values }: SentencePlace): Said | null {
    const value = values[name];
    if (value === undefined) return null;
    const { text, origin } = value;
    return { runs: [origin === null ? { text } : { text, origin }], claims: looseClaims(text, origin) };
  }

  /** A figure of the catalogue in the unit that is printed behind it; null where nobody has given it. */
  private catalogue({ key, unit, sign }: CatalogueVariable): Said | null {
    const figure = this.facts.catalogue.get(key);
    const value = figure === undefined ? null : parseExact(figure.value);
    if (figure === undefined || value === null) return null;
    const { origin } = figure;
    const size = sign === '' ? value : absolute(value);
    const text =
      unit === '万元' ? formatExact(roundExact(roundFraction(size, 10_000n), 2), 2) : formatExact(roundExact(size, 2));
    const [less, more] = sign === '~' ? ['减少', '增加'] : ['下降', '增长'];
    const word = sign === '' ? [] : [{ text: value < 0n ? less : more }];
    return { runs: [...word, { text, origin }], claims: looseClaims(`${text}${unit}`, origin) };
  }

  private word(name: string, place: SentencePlace): string {
    const { accounts, self, texts } = this.facts;
    const own = place.words[name];
    if (own !== undefined)
      return own.replace(/\{(year|class)\}/g, (_, inside: string) =>
        this.word(inside, { ...place, words: without(place.words, name) }),
      );
    switch (name) {
      case 'year':
        return String(accounts.year);
      case 'department':
        return accounts.department;
      case 'self':
        return self;
      case 'offices':
        return texts.offices.join('、');
      case 'units':
        return texts.units.join('、');
      case 'staff-note':
        return this.told('staff-note', texts.staffNote, place);
      case 'purpose':
        return this.told(`purpose ${place.measure}`, texts.purposes[place.measure ?? ''], place);
      case 'name':
        return measureById(place.measure ?? '')?.name ?? gapText;
      default:
        throw new Error(`no word {${name}}`);
    }
  }

  /** A text of the department, or a gap where it has not written it. */
  private told(what: string, text: string | undefined, place: SentencePlace): string {
    if (text === undefined) this.miss(what, place.section);
    return text === undefined ? gapText : withinSentence(text);
  }

  /** '，主要原因是…', or that the change is too small to need one. */
  private because(name: string, against: Comparator, comparison: Comparison, place: SentencePlace): string {
    const [measure, , scope] = this.single(place.measure ?? '', place.scope, against);
    const now = this.values.level(measure, 'final', scope);
    const base = this.values.base(measure, against, scope);
    if (now === null || base === null || comparison === 'no-base') return '';
    const change = subtractFen(now.value, base.value);
    const lead = name === 'because-of' ? '的主要原因是' : '，主要原因是';
    if (!passes(this.threshold, change, base.value)) return '，差异在不须说明原因的幅度以内';
    const reason = this.reasons.reasonOf({
      key: reasonKey(against, place.measure ?? '', place.scope),
      name: place.words.name ?? measureById(place.measure ?? '')?.name ?? '',
      section: place.section,
      against,
      direction: change > 0 ? 1 : -1,
      now: now.value,
      base: base.value,
      origins: { now: now.origin, base: base.origin },
    });
    return `${lead}${reason === null ? gapText : withinSentence(reason)}`;
  }

  /** Of two measures that are stated by one figure, the first. */
  private single(measure: string, scope: Scope, against: Comparator): readonly [string, Comparator, Scope] {
    const [first] = measuresOf(measure, scope);
    return [first?.measure ?? measure, against, first?.scope ?? scope];
  }

  private figure(variable: FigureVariable, place: SentencePlace): Said {
    const { kind, measure, basis, against } = variable;
    const sectionScope = variable.scope ?? place.scope;
    const claimed = measuresOf(measure, sectionScope);
    const [first] = claimed;
    if (first === undefined) throw new Error(`no measure ${measure}`);
    const year = this.facts.accounts.year;
    const level = (one: string, of: typeof basis, scope: Scope): KnownFigure | null => {
      const value = place.known[`${one} ${of}`] ?? this.values.level(one, of, scope);
      if (value === null) this.miss(one, place.section);
      return value;
    };
    const now = level(first.measure, kind === 'amount' ? basis : 'final', first.scope);
    const keys = { kind, basis: 'final', period: year } as const;
    switch (kind) {
      case 'amount': {
        if (now === null) return gap;
        const period = basis === 'prior-final' ? year - 1 : year;
        const said = wanyuan(now.value);
        return spoken(
          said,
          now.origin,
          claimed.map((one) => ({ ...keys, ...one, basis, period, ...money(said), origin: now.origin })),
        );
      }
      case 'count': {
        if (now === null) return gap;
        const said = String(now.value);
        const claim = { ...keys, measure, scope: 'none', value: exact(said), dimension: 'count' } as const;
        return spoken(said, now.origin, [{ ...claim, origin: now.origin }]);
      }
      case 'change':
      case 'growth': {
        const base = level(first.measure, against === 'prior' ? 'prior-final' : against, first.scope);
        if (now === null || base === null) return gap;
        const size = sizeOf(now, base);
        const direction = now.value > base.value ? 1 : -1;
        const change = wanyuan(size);
        const said = kind === 'change' ? change : percent(size, base.value);
        const origin = derived(kind === 'change' ? 'difference' : 'growth', now, base);
        const ratio = `${change}÷${wanyuan(now.value)}${direction === 1 ? '-' : '+'}${change}`;
        return spoken(
          said,
          origin,
          claimed.map((one) => ({
            ...keys,
            ...one,
            against,
            direction,
            origin,
            ...(kind === 'change' ? money(said) : { ...rate(said), ratio }),
          })),
        );
      }
      case 'share': {
        const { of } = variable;
        if (of === null) throw new Error(`a share of nothing: ${measure}`);
        const [wholeMeasure] = measuresOf(of.measure, of.scope ?? sectionScope);
        const whole = wholeMeasure === undefined ? null : level(wholeMeasure.measure, 'final', wholeMeasure.scope);
        if (now === null || whole === null) return gap;
        const said = percent(now.value, whole.value);
        const origin = derived('share', now, whole);
        const ratio = `${wanyuan(now.value)}÷${wanyuan(whole.value)}`;
        return spoken(said, origin, [{ ...keys, measure, scope: place.scope, origin, ...rate(said), ratio }]);
      }
      case 'completion': {
        const budget = level(first.measure, basis, first.scope);
        if (now === null || budget === null) return gap;
        const said = percent(now.value, budget.value);
        const origin = derived('completion', now, budget);
        const ratio = `${wanyuan(now.value)}÷${wanyuan(budget.value)}`;
        return spoken(said, origin, [{ ...keys, ...first, basis, origin, ...rate(said), ratio }]);
      }
    }
  }
}

const gap: Said = { runs: [{ text: gapText }], claims: [] };

/** Words of a sentence that people chose as a name. */
const peoplesNames: ReadonlySet<string> = new Set(['name', 'indicator']);

/** The figures of a text that people chose, by their values. */
function looseClaims(text: string, origin: FigureOrigin | null): readonly WrittenClaim[] {
  return figuresIn(text).map(({ value, dimension }) => ({
    kind: 'other',
    measure: '',
    basis: 'final',
    scope: 'none',
    period: null,
    value,
    dimension,
    origin,
    loose: true,
  }));
}

function together(said: readonly Said[]): Said {
  return { runs: said.flatMap(({ runs }) => runs), claims: said.flatMap(({ claims }) => claims) };
}

function spoken(text: string, origin: FigureOrigin, claims: readonly WrittenClaim[]): Said {
  return { runs: [{ text, origin }], claims };
}

function at(place: SentencePlace, { measure, words, known = {}, values = {} }: Element): SentencePlace {
  return { ...place, measure, words: { ...place.words, ...words }, known, values };
}

/** The words without one: a word is not filled with itself. */
function without(words: SentencePlace['words'], name: string): SentencePlace['words'] {
  return Object.fromEntries(Object.entries(words).filter(([one]) => one !== name));
}

/** 万元 as printed, in yuan. */
function money(printed: string): { readonly value: Exact; readonly dimension: 'yuan' } {
  return { value: exact(printed) * 10_000n, dimension: 'yuan' };
}

function rate(printed: string): { readonly value: Exact; readonly dimension: 'percent' } {
  return { value: exact(printed), dimension: 'percent' };
}

/** The measures that one figure states, each with its money: 收、支总计 are two. */
function measuresOf(id: string, section: Scope): readonly { readonly measure: string; readonly scope: Scope }[] {
  // What an evaluation states is none of the accounts' kinds of money.
  if (/^(?:evaluation|text):/.test(id)) return [{ measure: id, scope: 'none' }];
  const measure = measureById(id);
  const scope = measure?.scope ?? null;
  const ids = measure === null || measure.both.length === 0 ? [id] : measure.both;
  return ids.map((one) => ({ measure: one, scope: scopeIn({ id: one, scope }, section) }));
}
