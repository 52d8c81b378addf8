/**
 * Writes the narrative: the sections of a province's template, in order, from facts alone.
 *
 *     writeNarrative(facts, { narrative, statements })  →  blocks, the claims of each paragraph, reasons asked, gaps
 */
import { measureById } from '../claims/phrasebook.ts';
import { type Scope } from '../model.ts';
import { topicOf } from '../recognise/headings.ts';
import { fiscalFunds, type StatementFacts, type StatementFund } from '../statements/facts.ts';
import { chineseOrdinal } from '../statements/statements.ts';
import { type StatementTemplate } from '../statements/template.ts';
import { type EachOf, type Element, elementsOf } from './each.ts';
import { type NarrativeFacts } from './narrative-facts.ts';
import {
  type GivenPlan,
  type GroupPlan,
  type NarrativeTemplate,
  type ParagraphPlan,
  type SectionPlan,
} from './narrative-template.ts';
import { printsAsZero } from './print.ts';
import { draftThreshold, type ReasonAsked, ReasonBook, type ReasonThreshold } from './reasons.ts';
import { type Gap, gapText, type SentencePlace, SentenceWriter, type WrittenClaim } from './sentence-writer.ts';
import { sentences } from './sentences.ts';
import { NarrativeValues } from './values.ts';
import { type WrittenBlock, type WrittenHeading, type WrittenParagraph, type WrittenRun } from './written.ts';

/** The templates of one province and year. */
export interface WritingTemplate {
  readonly narrative: NarrativeTemplate;
  readonly statements: StatementTemplate;
}

export interface WrittenNarrative {
  readonly blocks: readonly WrittenBlock[];
  /** What each of our own paragraphs claims; paragraphs that people wrote are not in it. */
  readonly claims: ReadonlyMap<WrittenParagraph, readonly WrittenClaim[]>;
  readonly asked: readonly ReasonAsked[];
  readonly gaps: readonly Gap[];
}

/** The sections of one part of the template. */
export function writeSections(
  ids: readonly string[],
  facts: NarrativeFacts,
  template: WritingTemplate,
  threshold: ReasonThreshold = draftThreshold,
): WrittenNarrative {
  const writer = new NarrativeWriter(facts, template.statements, threshold);
  ids.forEach((id) => {
    const section = template.narrative.sections[id];
    if (section === undefined) throw new Error(`${template.narrative.id} has no section ${id}`);
    writer.section(section);
  });
  return writer.result();
}

/** An evaluation report: sections whose headings stand a level deeper than they are numbered, below the report's title. */
export function writeReport(plans: readonly SectionPlan[], facts: NarrativeFacts): WrittenNarrative {
  const writer = new NarrativeWriter(facts, null, draftThreshold, 1);
  for (const plan of plans) writer.section(plan);
  return writer.result();
}

/** The part of the template that tells the accounts in words. */
export function writeNarrative(
  facts: NarrativeFacts,
  template: WritingTemplate,
  threshold: ReasonThreshold = draftThreshold,
): WrittenNarrative {
  const part = template.narrative.parts.find((one) => one.part === 'narrative');
  return writeSections(part?.sections ?? [], facts, template, threshold);
}

/** The changes that need a reason, whether they have one or not. */
export function reasonsAsked(
  facts: NarrativeFacts,
  template: WritingTemplate,
  threshold: ReasonThreshold = draftThreshold,
): readonly ReasonAsked[] {
  return writeNarrative(facts, template, threshold).asked;
}

interface Around {
  readonly level: 1 | 2 | 3 | 4;
  readonly scope: Scope;
  readonly title: string;
  readonly element: Element | null;
}

class NarrativeWriter {
  private readonly facts: NarrativeFacts;
  private readonly values: NarrativeValues;
  private readonly reasons: ReasonBook;
  private readonly writer: SentenceWriter;
  private readonly blocks: WrittenBlock[] = [];
  private readonly claims = new Map<WrittenParagraph, readonly WrittenClaim[]>();
  private sections = 0;
  /** How many levels deeper than their numbers its headings stand. */
  private readonly deeper: number;

  constructor(facts: NarrativeFacts, statements: StatementTemplate | null, threshold: ReasonThreshold, deeper = 0) {
    const layout = statements?.tables['three-public'];
    this.deeper = deeper;
    const costs: readonly StatementFund[] = layout?.layout === 'three-public' ? layout.costs : fiscalFunds;
    this.facts = facts;
    this.values = new NarrativeValues(facts, costs);
    this.reasons = new ReasonBook(facts.reasons);
    this.writer = new SentenceWriter(facts, this.values, this.reasons, threshold);
  }

  result(): WrittenNarrative {
    return { blocks: this.blocks, claims: this.claims, asked: this.reasons.asked(), gaps: this.writer.gaps };
  }

  section(plan: SectionPlan): void {
    if (!this.holds(plan.if, 'none', null)) return;
    const said = this.open(plan, this.sections + 1, { level: 1, scope: 'none', title: '', element: null });
    if (said) this.sections += 1;
  }

  /** Returns false where it is left out. */
  private open(plan: SectionPlan, number: number, outside: Around): boolean {
    const level = (outside.level + 1) as WrittenHeading['level'];
    const title = filled(plan.title, this.facts);
    const printed = (level + this.deeper) as WrittenHeading['level'];
    const start = this.blocks.length;
    this.blocks.push({ kind: 'heading', level: printed, text: `${ordinal(level, number)}${title}` });
    const own = topicOf(title, level);
    const around: Around = { level, title, scope: own?.scope ?? outside.scope, element: outside.element };
    let inside = 0;
    let counted = 0;
    for (const one of plan.body) {
      if ('body' in one) {
        if (!this.holds(one.if, around.scope, null)) continue;
        if (this.open(one, inside + 1, around)) inside += 1;
      } else if ('given' in one) {
        if (this.holds(one.if, around.scope, null)) this.given(one, title);
      } else if ('group' in one) counted = this.group(one, around, counted);
      else counted = this.paragraphs(one, around, counted);
    }
    if (plan.optional !== true || this.blocks.slice(start).some(({ kind }) => kind !== 'heading')) return true;
    this.blocks.splice(start);
    return false;
  }

  private group({ each, group }: GroupPlan, around: Around, counted: number): number {
    let number = counted;
    for (const element of elementsOf(each, this.facts))
      for (const plan of group)
        if (this.paragraph(plan, { ...around, element }, number + 1) && plan.number !== undefined) number += 1;
    return number;
  }

  /** Returns how many numbered paragraphs the section has by now. */
  private paragraphs(plan: ParagraphPlan, around: Around, counted: number): number {
    const elements = plan.each === undefined ? [around.element] : elementsOf(plan.each, this.facts);
    let number = counted;
    for (const element of elements)
      if (this.paragraph(plan, { ...around, element }, number + 1) && plan.number !== undefined) number += 1;
    return number;
  }

  /** Returns false where there is nothing to say. */
  private paragraph(plan: ParagraphPlan, around: Around, number: number): boolean {
    const { sentences: uses, if: condition, number: numbering = '' } = plan;
    if (!this.holds(condition, around.scope, around.element?.measure ?? null, around.element)) return false;
    const runs: WrittenRun[] = [];
    const claims: WrittenClaim[] = [];
    let told = false;
    for (const use of uses) {
      const { sentence, of, if: when, words } = typeof use === 'string' ? { sentence: use } : use;
      const measure = of === undefined || of === '@' ? (around.element?.measure ?? null) : of;
      if (!this.holds(when, around.scope, measure, around.element)) continue;
      const place: SentencePlace = {
        section: around.title,
        scope: around.scope,
        measure,
        words: { ...around.element?.words, ...words },
        under: '',
        known: around.element?.known ?? {},
        values: around.element?.values ?? {},
      };
      const said = this.writer.say(sentence, place);
      if (sentences.get(sentence)?.told === true) told = true;
      runs.push(...said.runs);
      claims.push(...said.claims);
    }
    if (runs.length === 0) return false;
    const first = { text: numbering.replace('{n}', String(number)).replace('{c}', chineseOrdinal(number)) };
    const paragraph: WrittenParagraph = { kind: 'paragraph', runs: joined([first, ...runs]) };
    this.blocks.push(paragraph);
    if (!told) this.claims.set(paragraph, claims);
    return true;
  }

  private given({ given, numbered }: GivenPlan, title: string): void {
    const { texts, performance } = this.facts;
    switch (given) {
      case 'evaluation-of-whole':
        if (performance.overall === null) this.missing(given, title);
        return;
      case 'evaluation-of-projects':
        if (performance.projects.length === 0) this.missing(given, title);
        return;
      case 'duties':
      case 'contact':
        if (texts[given].length === 0) this.missing(given, title);
        this.paragraphsOf(texts[given], numbered);
        return;
      case 'evaluating':
        this.paragraphsOf(texts.evaluating, numbered);
        return;
      case 'other-matters':
        this.paragraphsOf(texts.otherMatters, numbered);
        return;
    }
  }

  private paragraphsOf(list: readonly string[], numbered: GivenPlan['numbered']): void {
    list.forEach((text, index) => {
      const number = numbered === 'chinese' ? ordinal(3, index + 1) : numbered === 'arabic' ? `${index + 1}.` : '';
      this.blocks.push({ kind: 'paragraph', runs: [{ text: `${number}${text}` }] });
    });
  }

  /** What somebody else has yet to write. */
  private missing(what: string, section: string): void {
    this.writer.miss(what, section);
    this.blocks.push({ kind: 'paragraph', runs: [{ text: gapText }] });
  }

  /** 'nonzero allocation', 'zero three-public', 'known reception-foreign', 'used government-fund', 'not …'. */
  private holds(
    condition: string | undefined,
    scope: Scope,
    about: string | null,
    element: Element | null = null,
  ): boolean {
    if (condition === undefined) return true;
    const [word = '', named = ''] = condition.split(' ');
    if (word === 'not') return !this.holds(condition.slice(4), scope, about, element);
    const [asked = '', ownScope] = named.split('/');
    const measure = asked === '@' ? (about ?? '') : asked;
    switch (word) {
      case 'known':
        return this.values.level(measure, 'final', this.scopeOf(measure, scope)) !== null;
      case 'nonzero':
      case 'zero': {
        const level = this.values.level(
          measure,
          'final',
          (ownScope as Scope | undefined) ?? this.scopeOf(measure, scope),
        );
        const zero = level === null || printsAsZero(level.value * (countMeasures.test(measure) ? 10_000 : 1));
        return zero === (word === 'zero');
      }
      case 'used':
        return ['opening', 'income-year', 'expenditure-year'].some((one) =>
          this.holds(`nonzero ${one}`, measure as Scope, null),
        );
      case 'spent-for':
        return this.facts.texts.purposes[measure] !== undefined && this.holds(`nonzero ${measure}`, scope, null);
      case 'over-staffed': {
        const { registers } = this.facts;
        return (registers['staff-actual']?.value ?? 0) > (registers['staff-authorised']?.value ?? 0);
      }
      case 'counted':
        return (
          [this.facts.accounts, this.facts.prior].some((one) => one !== null && hasOfficials(one)) ||
          (this.values.level('running-cost', 'prior-final', 'general')?.value ?? 0) !== 0
        );
      case 'none':
        return this.facts.texts.otherMatters.length === 0;
      case 'evaluated':
        return this.facts.performance.overall !== null || this.facts.performance.projects.length > 0;
      case 'some':
        return elementsOf(named as EachOf, this.facts).length > 0;
      case 'said':
        return (element?.words[named] ?? '') !== '';
      case 'valued':
        return element?.values?.[named] !== undefined;
      case 'stated':
        return element?.known !== undefined;
      case 'prior':
        return this.facts.prior !== null;
      default:
        throw new Error(`no condition ${condition}`);
    }
  }

  private scopeOf(measure: string, scope: Scope): Scope {
    return measureById(measure)?.scope ?? scope;
  }
}

/** 机关运行经费 is of administrative units and of those managed as such. */
function hasOfficials({ expenditure }: StatementFacts): boolean {
  return expenditure.some(({ nature }) => nature !== 'institution');
}

/** Numbers of something, not money. */
const countMeasures = /-(?:groups|batches|persons|count|bought|kept)$|^vehicle(?:s-(?!bought|kept)|-count)|^equipment/;

/** The number in front of a heading of this level: 第一部分, 一、, （一）, 1.. */
export function ordinal(level: WrittenHeading['level'], number: number): string {
  switch (level) {
    case 1:
      return `第${chineseOrdinal(number)}部分 `;
    case 2:
      return `${chineseOrdinal(number)}、`;
    case 3:
      return `（${chineseOrdinal(number)}）`;
    case 4:
      return `${number}.`;
  }
}

/** A title with the year, the department and 部门 or 单位 in it. */
export function filled(title: string, { accounts, self }: NarrativeFacts): string {
  return title
    .replaceAll('{year}', String(accounts.year))
    .replaceAll('{department}', accounts.department)
    .replaceAll('{kind}', self.slice(1));
}

/** Words that follow words are one run; a figure stays a run of its own. */
function joined(runs: readonly WrittenRun[]): readonly WrittenRun[] {
  const list: WrittenRun[] = [];
  for (const run of runs) {
    const last = list.at(-1);
    if (run.text === '') continue;
    if (last !== undefined && last.origin === undefined && run.origin === undefined)
      list[list.length - 1] = { text: last.text + run.text };
    else list.push(run);
  }
  return list;
}
