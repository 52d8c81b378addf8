/**
 * Reads the narrative's figures into claims. Each figure is understood from the words between it and the figure before:
 * they name the measure (or leave the sentence's own), the basis (年初预算, 决算, 上年), and the role – a level, a change, a
 * share, a completion rate, a growth rate. What the words divide by what is kept with the ratio, so that a check needs only
 * to recompute it.
 *
 *     与上年相比，财政拨款支出减少1,879.42万元，下降40.32%
 *       → change  general-expenditure −1,879.42万元 against prior
 *       → growth  −40.32% = 1,879.42 ÷ (2,781.88 + 1,879.42)
 */
import { isPrintedZero } from '../amount.ts';
import { type Paragraph } from '../blocks.ts';
import {
  type Basis,
  type Claim,
  type ClaimList,
  type ClaimTerm,
  type Comparator,
  type NotRead,
  type Scope,
  type Section,
  type Table,
} from '../model.ts';
import { type Quantity } from '../quantity.ts';
import {
  afterReason,
  basisOf,
  type Context,
  continuesMeasure,
  type FigureAt,
  isAside,
  namesCompleted,
  type OpenList,
  placeOf,
} from './figure-context.ts';
import { figuresIn, type TextFigure } from './figures.ts';
import { classNameIn, itemIn } from './items.ts';
import {
  ancestorsOf,
  classMeasure,
  economicMeasure,
  evaluationAtHead,
  evaluationMeasure,
  isAtHead,
  itemMeasure,
  leadingClass,
  sameMeasure,
  scopeIn,
  trailingClass,
} from './named-money.ts';
import { directionOf, listMarks, type Measure, measureById, measuresIn, reasonMarks, roles } from './phrasebook.ts';
import {
  changesAnew,
  compactQuoted,
  lastClause,
  lastComparator,
  maskBudgetNames,
  nounBefore,
  periodIn,
  priorLead,
  sentencesOf,
} from './words.ts';

export interface Narrative {
  readonly claims: readonly Claim[];
  readonly lists: readonly ClaimList[];
  readonly notRead: readonly NotRead[];
  readonly amounts: number;
  readonly amountsUnderstood: number;
}

const defaultMeasures: Readonly<Record<string, string>> = {
  overview: 'both-totals',
  income: 'income-year',
  expenditure: 'expenditure-year',
  'fiscal-overview': 'both-fiscal-totals',
  general: 'general-expenditure',
  'general-overall': 'general-expenditure',
  'general-structure': 'general-expenditure',
  'general-detail': 'general-expenditure',
  basic: 'basic',
  'three-public': 'three-public',
  meetings: 'meetings',
  training: 'training',
  'running-cost': 'running-cost',
  procurement: 'procurement',
};

/** Sections whose sentences are about the accounts: there the measure of one sentence carries on into the next. */
const accountTopics: ReadonlySet<string> = new Set([
  ...Object.keys(defaultMeasures),
  'assets',
  'general-expenses',
  'government-fund',
  'state-capital',
  'insurance-funds',
]);

/** Sections that say nothing in figures about the accounts: definitions and duties. */
const silentTopics: ReadonlySet<string> = new Set(['glossary', 'duties']);

/** No sentence refers further back than this many figures. */
const lookBackAtMost = 240;

/** Words before a figure that can still say what it is. */
const leadAtMost = 400;

const basisNames: Readonly<Record<Basis, string>> = {
  'start-budget': '年初预算',
  'annual-budget': '全年预算',
  budget: '预算',
  final: '决算',
  'prior-final': '上年决算',
};

export function readNarrative(
  sections: readonly Section[],
  tables: readonly Table[],
  years: ReadonlyMap<number, number | null>,
): Narrative {
  const reader = new NarrativeReader(tables, years);
  sections.forEach((section, index) => {
    if (section.topic === null || !silentTopics.has(section.topic)) reader.readSection(section, index);
  });
  return reader.result();
}

class NarrativeReader {
  private readonly claims: Claim[] = [];
  private readonly lists: ClaimList[] = [];
  private readonly notRead: NotRead[] = [];
  private amounts = 0;
  private understood = 0;
  /** Where the section's claims begin. */
  private sectionStart = 0;
  /** The last final figure of each measure, by part and by part and scope. */
  private readonly finals = new Map<string, Claim>();
  private paragraph = 0;
  private sentence = 0;
  /** The budget that a completion names inside itself, until its rate is read: 「完成预算3万元的83.33%」. */
  private completed: Claim | null = null;
  /** All such budgets: an aside of the sentence, neither a part nor a whole of what follows. */
  private readonly namedInside = new Set<Claim>();
  private readonly tables: readonly Table[];
  private readonly years: ReadonlyMap<number, number | null>;

  constructor(tables: readonly Table[], years: ReadonlyMap<number, number | null>) {
    this.tables = tables;
    this.years = years;
  }

  result(): Narrative {
    return {
      claims: this.claims,
      lists: this.lists,
      notRead: this.notRead,
      amounts: this.amounts,
      amountsUnderstood: this.understood,
    };
  }

  readSection(section: Section, index: number): void {
    this.sectionStart = this.claims.length;
    const item = itemIn(section.title, this.tables);
    const named = measuresIn(section.title, section.topic).at(-1)?.measure ?? null;
    const context: Context = {
      section,
      index,
      year: this.years.get(section.part) ?? null,
      tables: this.tables,
      measure: item === null ? (named ?? measureById(defaultMeasures[section.topic ?? ''] ?? '')) : itemMeasure(item),
      item,
      comparator: null,
      lists: [],
      planned: false,
    };
    for (const paragraph of section.paragraphs) this.readParagraph(paragraph, context);
    this.closeLists(context);
  }

  /** Index of the first claim to look back at: the section's own, and of a very long section its last ones. */
  private lookBack(): number {
    return Math.max(this.sectionStart, this.claims.length - lookBackAtMost);
  }

  /** The nearest claim before this figure in the same section that fits. */
  private near(fits: (claim: Claim) => boolean): Claim | undefined {
    const stop = this.lookBack();
    for (let index = this.claims.length - 1; index >= stop; index -= 1) {
      const claim = this.claims[index];
      if (claim !== undefined && fits(claim)) return claim;
    }
    return undefined;
  }

  private closeLists(context: Context, downTo = 0): void {
    while (context.lists.length > downTo) {
      const list = context.lists.pop();
      if (list !== undefined && list.parts.length > 0)
        this.lists.push({ whole: list.whole, parts: list.parts, announced: list.announced });
    }
  }

  private readParagraph(paragraph: Paragraph, context: Context): void {
    this.paragraph += 1;
    const text = compactQuoted(paragraph.text);
    const figures = figuresIn(text.text);
    const item = itemIn(text.text.slice(0, 160), this.tables, classNameIn(context.section.title));
    if (item !== null && (isAtHead(text.text) || classNameIn(context.section.title) !== null)) {
      context.item = item;
      context.measure = itemMeasure(item);
    } else if (context.section.topic === 'general-detail' && context.item === null) {
      const classCode = leadingClass(text.text);
      if (classCode !== null) context.measure = classMeasure(classCode);
    }
    if (figures.length === 0) return;
    context.comparator = null;
    if (!accountTopics.has(context.section.topic ?? '')) context.measure = null;
    const evaluated = evaluationAtHead.exec(text.text)?.[1];
    if (evaluated !== undefined) context.measure = evaluationMeasure(evaluated);
    let previousEnd = 0;
    let reason = -1;
    let next = 0;
    for (const sentence of sentencesOf(text.text)) {
      this.sentence += 1;
      const own: TextFigure[] = [];
      for (; next < figures.length; next += 1) {
        const figure = figures[next];
        if (figure === undefined || figure.start >= sentence.end) break;
        own.push(figure);
      }
      // Of an evaluation, what follows its first sentence speaks of other money.
      if (sentence.start > 0 && context.measure?.id.startsWith('evaluation:') === true) context.measure = null;
      if (sentence.start > 0) this.openItem(text.text.slice(sentence.start, sentence.end), context);
      if (own.length === 0) {
        // 「…合计100万元。其中：」
        if (/^其中：?$/.test(text.text.slice(sentence.start, sentence.end))) this.openList(context);
        continue;
      }
      previousEnd = sentence.start;
      reason = -1;
      context.planned = text.text.slice(sentence.start, Math.min(sentence.end, sentence.start + 2000)).includes('预计');
      for (const figure of own) {
        let lead = text.text.slice(Math.max(previousEnd, figure.start - leadAtMost), figure.start);
        const mark = reasonMarks.exec(lead);
        if (mark !== null) reason = figure.start;
        if (reason !== -1) {
          // What stands inside the reason names no measure; after it a new statement may begin.
          const after = afterReason(mark === null ? lead : lead.slice(mark.index), context);
          if (after !== null) {
            lead = after;
            if (!changesAnew(after)) reason = -1;
          }
          this.readFigure({ paragraph, text, figure, lead, context, inReason: after === null });
        } else {
          this.readFigure({ paragraph, text, figure, lead, context, inReason: false });
        }
        previousEnd = figure.end;
      }
      const rest = text.text.slice(previousEnd, Math.min(sentence.end, previousEnd + leadAtMost));
      this.noteMeasures(rest, context);
    }
  }

  /** Items can run on in one paragraph: 「…完成年初预算的98%。2.卫生健康支出（类）…（项）。年初预算…」. */
  private openItem(sentence: string, context: Context): void {
    if (!isAtHead(sentence)) return;
    const item = itemIn(sentence.slice(0, 160), this.tables);
    if (item === null) return;
    context.item = item;
    context.measure = itemMeasure(item);
  }

  /** Measures named after the last figure of a sentence do not carry over; 「其中：」 opens a list. */
  private noteMeasures(rest: string, context: Context): void {
    if (listMarks.test(rest)) this.openList(context);
  }

  private openList(context: Context): void {
    const last = this.near(
      (claim) => (claim.kind === 'amount' || claim.kind === 'count') && !this.namedInside.has(claim),
    );
    const whole = last?.kind === 'amount' && last.basis !== 'prior-final' ? last : undefined;
    if (whole === undefined || context.lists.some((list) => list.whole === whole)) return;
    // A list that the new whole is no part of has ended.
    while (context.lists.length > 0 && !context.lists.at(-1)?.parts.includes(whole))
      this.closeLists(context, context.lists.length - 1);
    context.lists.push({
      whole,
      parts: [],
      announced: this.announcedCount(),
      sentence: this.sentence,
      paragraph: this.paragraph,
    });
  }

  private addToList(claim: Claim, context: Context): void {
    for (let index = context.lists.length - 1; index >= 0; index -= 1) {
      const list = context.lists[index];
      if (list === undefined || !this.fits(claim, list)) continue;
      this.closeLists(context, index + 1);
      list.parts.push(claim);
      return;
    }
  }

  /** A known measure lists its own parts; an unknown one what follows in its sentence, or in the paragraphs below it. */
  private fits(claim: Claim, list: OpenList): boolean {
    const { whole } = list;
    if (
      claim.kind !== 'amount' ||
      claim.aside ||
      claim.basis === 'prior-final' ||
      claim.measure === whole.measure ||
      claim.quantity === whole.quantity
    )
      return false;
    const known = measureById(whole.measure);
    if (ancestorsOf(claim.measure).includes(whole.measure)) return true;
    if (/^economic:\d{3}$/.test(claim.measure) && (whole.measure === 'expenditure-year' || whole.measure === 'basic'))
      return true;
    if (claim.measure.startsWith('economic:') && (whole.measure === 'personnel' || whole.measure === 'running'))
      return true;
    if (!claim.measure.startsWith('text:')) return false;
    if (known !== null && known.id !== 'project') return false;
    const firstOfParagraph =
      this.near((other) => other.paragraph === claim.paragraph && other.kind === 'amount') === undefined;
    return (
      claim.sentence === list.sentence ||
      (list.parts.every((part) => part.paragraph !== claim.paragraph) &&
        claim.paragraph > list.paragraph &&
        firstOfParagraph &&
        claim.paragraph === list.paragraph + list.parts.length + 1)
    );
  }

  /** “共有3个项目，合计…”: the nearest count of 项目 before the whole. */
  private announcedCount(): number | null {
    const count = this.near(
      (claim) => claim.paragraph === this.paragraph && claim.kind === 'count' && /个|项/.test(claim.quantity.unit),
    );
    return count === undefined || count.quantity.value === 0n ? null : Number(count.quantity.value / 100_000_000n);
  }

  private readFigure(at: FigureAt): void {
    const { figure, context } = at;
    const counted = figure.dimension === 'yuan' || figure.dimension === 'percent';
    if (counted) this.amounts += 1;
    const claim = this.claimOf(at);
    if (claim === null) {
      if (counted) this.notRead.push({ place: placeOf(at), why: '未能判断这个数说的是什么' });
      return;
    }
    if (counted) this.understood += 1;
    const first = claim[0];
    if (first !== undefined && !this.namedInside.has(first)) this.addToList(first, context);
    for (const each of claim) {
      this.claims.push(each);
      if (each.kind === 'amount' && each.basis === 'final' && !each.aside) {
        this.finals.set(`${each.part}|${each.measure}`, each);
        this.finals.set(`${each.part}|${each.measure}|${each.scope}`, each);
      }
    }
  }

  private claimOf(at: FigureAt): readonly Claim[] | null {
    const { figure, context, inReason } = at;
    let { lead } = at;
    if (listMarks.test(lead)) this.openList(context);
    const prior = figure.dimension === 'percent' ? null : priorLead(lead, context.year);
    if (prior !== null) {
      // 「比2022年度的4,267.30万元减少…」, 「2021年度为1,000.1万元，本年增加…」: last year's figure.
      context.comparator = 'prior';
      lead = prior;
    }
    const spoken = prior === null ? lastComparator(lead) : null;
    if (spoken !== null) {
      context.comparator = spoken.basis;
      lead = spoken.rest;
    }
    const masked = maskBudgetNames(lead);
    if (figure.dimension === 'percent') return this.ratioClaim(at, masked, inReason);
    const clause = lastClause(lead);
    const measures = measuresIn(lead, context.section.topic);
    const named = measures.at(-1)?.measure ?? null;
    const economic =
      named === null || named.id === 'basic' || context.section.topic === 'basic'
        ? economicMeasure(clause, context.section.topic)
        : null;
    const classCode = named === null && economic === null ? trailingClass(lead, context.section.topic) : null;
    if (figure.dimension !== 'yuan') return this.countClaim(at, named, inReason);
    if (inReason)
      return [
        this.make(at, { kind: 'reason', measure: 'reason', name: '原因说明中的数', basis: 'final', sure: false }),
      ];
    if (economic !== null) context.measure = economic;
    else if (named !== null) context.measure = named;
    else if (classCode !== null) context.measure = classMeasure(classCode);
    const change = roles.change.exec(masked);
    if (change !== null) {
      const against = context.comparator ?? 'prior';
      return this.forMeasures(context.measure, (measure) =>
        this.make(at, {
          kind: 'change',
          measure: measure.id,
          name: measure.name,
          basis: 'final',
          against,
          direction: directionOf(change[1] ?? ''),
          scope: this.scopeOf(measure, context),
          sure: true,
        }),
      );
    }
    const basis = prior === null ? basisOf(masked, context, lead) : 'prior-final';
    const noun = nounBefore(lead);
    const explicit = economic ?? named ?? (classCode === null ? null : classMeasure(classCode));
    if (explicit === null && prior === null && !continuesMeasure(masked, context)) {
      if (noun === '') return null;
      const generic: Measure = { id: `text:${noun}`, name: noun, parent: null, both: [], scope: null };
      return [
        this.make(at, {
          kind: 'amount',
          measure: generic.id,
          name: noun,
          basis: basis ?? 'final',
          scope: 'none',
          sure: false,
          period: periodIn(lead),
        }),
      ];
    }
    if (context.measure === null) return null;
    const claims = this.forMeasures(context.measure, (measure) =>
      this.make(at, {
        kind: 'amount',
        measure: measure.id,
        name: measure.name,
        basis: basis ?? 'final',
        scope: this.scopeOf(measure, context),
        sure: true,
        period: periodIn(lead),
      }),
    );
    const [only] = claims ?? [];
    if (only !== undefined && claims?.length === 1 && namesCompleted.test(lastClause(masked))) {
      this.completed = only;
      this.namedInside.add(only);
    }
    return claims;
  }

  private forMeasures(measure: Measure | null, build: (measure: Measure) => Claim): readonly Claim[] | null {
    if (measure === null) return null;
    if (measure.both.length === 0) return [build(measure)];
    return measure.both.map((id) => {
      const single = measureById(id);
      return build({ id, name: single?.name ?? measure.name, parent: null, both: [], scope: measure.scope });
    });
  }

  private scopeOf(measure: Measure, context: Context): Scope {
    return scopeIn(measure, context.section.scope);
  }

  private ratioClaim(at: FigureAt, masked: string, inReason: boolean): readonly Claim[] | null {
    const { context } = at;
    const { completed } = this;
    this.completed = null;
    if (completed !== null && completed.sentence === this.sentence && /^的(?:比例)?(?:为|达)?$/.test(masked))
      return [this.completionOf(at, completed)];
    const change = roles.change.exec(masked);
    const measures = measuresIn(masked, context.section.topic);
    if (inReason && change === null)
      return [
        this.make(at, { kind: 'reason', measure: 'reason', name: '原因说明中的数', basis: 'final', sure: false }),
      ];
    if (change !== null) {
      if (measures.length > 0) context.measure = measures.at(-1)?.measure ?? context.measure;
      if (context.measure === null) return this.otherRatio(at);
      const delta = this.near(
        (claim) =>
          claim.kind === 'change' && claim.paragraph === this.paragraph && sameMeasure(claim.measure, context.measure),
      );
      const against = delta?.against ?? context.comparator ?? 'prior';
      const direction = directionOf(change[1] ?? '');
      return this.forMeasures(context.measure, (measure) => {
        const ratio = delta === undefined ? null : this.growthRatio(measure, delta, context);
        return this.make(at, {
          kind: 'growth',
          measure: measure.id,
          name: measure.name,
          basis: 'final',
          against,
          direction,
          scope: this.scopeOf(measure, context),
          sure: true,
          ...(ratio === null ? {} : { ratio }),
        });
      });
    }
    const completion = roles.completion.exec(masked);
    const sectionClaims = this.claims.slice(this.lookBack());
    if (completion !== null) {
      const named = completion[1] ?? completion[2] ?? '预算';
      const basis: Basis = /年初/.test(named)
        ? 'start-budget'
        : /全年|调整|年度/.test(named)
          ? 'annual-budget'
          : 'budget';
      if (measures.length > 0) context.measure = measures.at(-1)?.measure ?? context.measure;
      // 完成率 without the word 预算 may be of anything (采购量, 任务数).
      const ratio =
        accountTopics.has(context.section.topic ?? '') || completion[1] !== undefined || completion[2] !== undefined
          ? this.completionRatio(basis, context, sectionClaims)
          : null;
      const measure = context.measure;
      const name = measure?.name ?? nounBefore(at.lead);
      return [
        this.make(at, {
          kind: 'completion',
          measure: measure?.id ?? `text:${name}`,
          name,
          basis,
          of: named,
          scope: measure === null ? 'none' : this.scopeOf(measure, context),
          sure: true,
          ...(ratio === null ? {} : { ratio }),
        }),
      ];
    }
    const share = roles.share.exec(masked);
    if (share !== null) return this.shareClaim(at, share, context, sectionClaims);
    return this.otherRatio(at);
  }

  /** The rate behind a budget that was named inside the completion, over the final figure before it. */
  private completionOf(at: FigureAt, budget: Claim): Claim {
    const final = this.near(
      (claim) =>
        claim.kind === 'amount' &&
        !claim.aside &&
        claim.basis === 'final' &&
        claim.measure === budget.measure &&
        claim.paragraph === budget.paragraph,
    );
    return this.make(at, {
      kind: 'completion',
      measure: budget.measure,
      name: budget.name,
      basis: budget.basis,
      of: basisNames[budget.basis],
      scope: budget.scope,
      sure: true,
      ...(final === undefined
        ? {}
        : { ratio: { numerator: [plus(final.quantity)], denominator: [plus(budget.quantity)] } }),
    });
  }

  private otherRatio(at: FigureAt): readonly Claim[] | null {
    const noun = nounBefore(at.lead);
    if (noun === '') return null;
    return [
      this.make(at, { kind: 'other', measure: `text:${noun}`, name: noun, basis: 'final', scope: 'none', sure: false }),
    ];
  }

  private growthRatio(measure: Measure, delta: Claim, context: Context): NonNullable<Claim['ratio']> | null {
    const wanted = delta.against === 'prior' || delta.against === undefined ? 'final' : null;
    const scope = this.scopeOf(measure, context);
    const level =
      this.near(
        (claim) =>
          claim.kind === 'amount' &&
          !claim.aside &&
          claim.measure === measure.id &&
          (wanted === null ? claim.basis === 'final' : claim.basis === wanted),
      ) ?? this.finals.get(`${context.section.part}|${measure.id}|${scope}`);
    // The base itself, where the sentence states it: 「比2022年度的4,267.30万元减少…」.
    const base = this.near(
      (claim) =>
        claim.kind === 'amount' &&
        claim.basis === 'prior-final' &&
        claim.measure === measure.id &&
        claim.paragraph === this.paragraph,
    );
    if (base !== undefined && delta.against === 'prior')
      return { numerator: [plus(delta.quantity)], denominator: [plus(base.quantity)] };
    if (level === undefined) return null;
    const sign = delta.direction === -1 ? 1 : -1;
    return {
      numerator: [plus(delta.quantity)],
      denominator: [plus(level.quantity), { quantity: delta.quantity, sign }],
    };
  }

  private completionRatio(
    basis: Basis,
    context: Context,
    sectionClaims: readonly Claim[],
  ): NonNullable<Claim['ratio']> | null {
    const own = sectionClaims.filter(
      (claim) => claim.kind === 'amount' && !claim.aside && sameMeasure(claim.measure, context.measure),
    );
    const isBudget = (claim: Claim): boolean =>
      claim.basis === 'start-budget' || claim.basis === 'annual-budget' || claim.basis === 'budget';
    const local = sectionClaims.filter((claim) => claim.kind === 'amount' && claim.paragraph >= this.paragraph - 1);
    const pick = (list: readonly Claim[]): { budget: Claim; final: Claim } | null => {
      const final = list.findLast((claim) => claim.basis === 'final');
      const budget =
        list.findLast((claim) => claim.basis === basis) ??
        (list.filter(isBudget).length >= 1 ? list.findLast(isBudget) : undefined);
      return final === undefined || budget === undefined ? null : { final, budget };
    };
    if (!accountTopics.has(context.section.topic ?? '') && own.length === 0) {
      // 「…预算50万元 实际支出49.67万元，完成预算的99.34%」: the two figures right before.
      const amounts = sectionClaims.filter((claim) => claim.kind === 'amount');
      const final = amounts.at(-1);
      const before = amounts.at(-2);
      const budget =
        before?.measure === 'text:合计' || before?.basis !== 'final' ? before : (pick(local)?.budget ?? before);
      if (final === undefined || budget === undefined || final === budget || budget.paragraph < this.paragraph - 2)
        return null;
      return { numerator: [plus(final.quantity)], denominator: [plus(budget.quantity)] };
    }
    const pair = pick(own.filter((claim) => claim.paragraph === this.paragraph)) ?? pick(own) ?? pick(local);
    if (pair === null) return null;
    return { numerator: [plus(pair.final.quantity)], denominator: [plus(pair.budget.quantity)] };
  }

  private shareClaim(
    at: FigureAt,
    share: RegExpExecArray,
    context: Context,
    sectionClaims: readonly Claim[],
  ): readonly Claim[] {
    const masked = maskBudgetNames(at.lead);
    const before = at.lead.slice(0, masked.length - share[0].length);
    const numeratorNamed = measuresIn(lastClause(before), context.section.topic).at(-1)?.measure ?? null;
    const wholeText = at.lead.slice(masked.length - share[0].length);
    const wholeNamed = measuresIn(wholeText, context.section.topic).at(-1)?.measure ?? null;
    const levels = sectionClaims.filter(
      (claim) =>
        (claim.kind === 'amount' || claim.kind === 'count') &&
        claim.basis !== 'prior-final' &&
        !this.namedInside.has(claim),
    );
    const planned =
      /部门预算|预算(?:安排|支出|总额|数)/.test(wholeText) ||
      (!accountTopics.has(context.section.topic ?? '') &&
        numeratorNamed === null &&
        levels.at(-1)?.measure.startsWith('text:') === true &&
        wholeNamed !== null);
    // 「…万元，占…」: the figure right before; other words in between name something else.
    const between = lastClause(before)
      .replace(/（.*?）/g, '')
      .replace(/[，；：、]/g, '');
    if (numeratorNamed === null && (between.length > 2 || /）?[^，（）]{6,}，[^，]*$/.test(before)))
      return this.otherRatio(at) ?? [];

    const part =
      numeratorNamed === null
        ? levels.findLast((claim) => claim.sentence === this.sentence || claim.paragraph === this.paragraph)
        : levels.findLast((claim) => claim.measure === numeratorNamed.id);
    // 基本支出 and 项目支出 of the general budget are parts of its expenditure, not of all expenditure.
    const ofGeneral = part?.scope === 'general' && (part.measure === 'basic' || part.measure === 'project');
    const parents = part === undefined ? [] : ofGeneral ? ['general-expenditure'] : ancestorsOf(part.measure);
    let whole: Claim | undefined;
    if (planned) {
      whole = undefined;
    } else if (wholeNamed !== null) {
      whole =
        levels.findLast((claim) => claim !== part && claim.measure === wholeNamed.id) ??
        this.finals.get(`${context.section.part}|${wholeNamed.id}`);
    } else if (
      /^占(?:到|比)?(?:的)?(?:比重|比例)?(?:为|是|达|：)?$|占比|比重|比例/.test(share[0].replace(/，/g, '')) ||
      (share[1] ?? '') === ''
    ) {
      whole =
        nearestWhole(levels, part, parents) ??
        (context.section.scope === 'none'
          ? undefined
          : this.finals.get(`${context.section.part}|${parents[0] ?? ''}|${context.section.scope}`)) ??
        context.lists.findLast((list) => list.whole !== part && part !== undefined && list.parts.includes(part))?.whole;
    }
    const ratio: NonNullable<Claim['ratio']> | null =
      part === undefined || whole === undefined
        ? null
        : { numerator: [plus(part.quantity)], denominator: [plus(whole.quantity)] };
    const measure = part?.measure ?? numeratorNamed?.id ?? context.measure?.id ?? 'text:';
    const name = part?.name ?? numeratorNamed?.name ?? context.measure?.name ?? '';
    return [
      this.make(at, {
        kind: 'share',
        measure,
        name,
        basis: 'final',
        of: wholeNamed?.id ?? share[1] ?? '',
        scope: context.section.scope,
        sure: true,
        ...(ratio === null ? {} : { ratio }),
      }),
    ];
  }

  private countClaim(at: FigureAt, named: Measure | null, inReason: boolean): readonly Claim[] | null {
    const { context } = at;
    if (inReason) return [];
    const noun = nounBefore(at.lead);
    let id = named?.id ?? '';
    let name = named?.name ?? noun;
    if (named?.id === 'fund-participants' || (named === null && context.measure?.id === 'fund-participants')) {
      if (!/人$/.test(at.figure.unit))
        return [
          this.make(at, {
            kind: 'count',
            measure: `text:${noun}`,
            name: noun,
            basis: 'final',
            scope: 'none',
            sure: false,
          }),
        ];
      if (named !== null) context.measure = named;
      const change = roles.change.exec(at.lead);
      if (change !== null)
        return [
          this.make(at, {
            kind: 'change',
            measure: 'fund-participants',
            name: '参保人数',
            basis: 'final',
            against: 'prior',
            direction: directionOf(change[1] ?? ''),
            scope: 'insurance-fund',
            sure: true,
          }),
        ];
      if (named !== null)
        return [
          this.make(at, {
            kind: 'amount',
            measure: 'fund-participants',
            name: '参保人数',
            basis: context.planned ? 'budget' : 'final',
            scope: 'insurance-fund',
            sure: true,
          }),
        ];
    }
    const topic = context.section.topic ?? '';
    if (topic === 'general-expenses') {
      const about = named ?? context.measure;
      if (named !== null) context.measure = named;
      if (about !== null) {
        const counts = /人次?$/.test(at.figure.unit) ? 'persons' : 'count';
        id = `${about.id}-${counts}`;
        name = `${about.name}${counts === 'persons' ? '人数' : '次数'}`;
      }
    }
    if (topic === 'three-public' || topic === 'meetings' || topic === 'training') {
      const about = named ?? context.measure;
      if (named?.id.startsWith('reception') === true) context.measure = named;
      if (/人次?$/.test(at.figure.unit) && about !== null) {
        id = `${about.id.replace(/-batches$/, '')}-persons`;
        name = `${about.name}人次`;
      } else if (
        /批|个/.test(at.figure.unit) &&
        /接待|团组|批/.test(`${at.lead}${at.figure.unit}`) &&
        about?.id.startsWith('reception') === true
      ) {
        id = `${about.id}-batches`;
        name = `${about.name}批次`;
      } else if (/^(?:次|期|场|个)$/.test(at.figure.unit) && (about?.id === 'meetings' || about?.id === 'training')) {
        id = `${about.id}-count`;
        name = `${about.name}次数`;
      }
    }
    if (id === '' && noun === '') return [];
    return [
      this.make(at, {
        kind: 'count',
        measure: id === '' ? `text:${noun}` : id,
        name,
        basis: 'final',
        scope: 'none',
        sure: id !== '',
      }),
    ];
  }

  private make(
    at: FigureAt,
    keys: {
      readonly kind: Claim['kind'];
      readonly measure: string;
      readonly name: string;
      readonly basis: Basis;
      readonly sure: boolean;
      readonly scope?: Scope;
      readonly of?: string;
      readonly against?: Comparator;
      readonly direction?: 1 | -1;
      readonly ratio?: NonNullable<Claim['ratio']>;
      readonly period?: number | null;
    },
  ): Claim {
    const { figure, context } = at;
    const roleName = roleLabel(keys.kind, keys.basis, keys.against);
    const quantity = this.quantityFor(at, `说明“${context.section.title}”${keys.name}${roleName}`, keys.sure);
    return {
      kind: keys.kind,
      measure: keys.measure,
      name: keys.name,
      basis: keys.basis,
      scope: keys.scope ?? 'none',
      subject: '',
      period: keys.period ?? (keys.basis === 'prior-final' && context.year !== null ? context.year - 1 : context.year),
      hedge: figure.hedge,
      quantity,
      ...(keys.of === undefined ? {} : { of: keys.of }),
      ...(keys.against === undefined ? {} : { against: keys.against }),
      ...(keys.direction === undefined ? {} : { direction: keys.direction }),
      ...(keys.ratio === undefined ? {} : { ratio: keys.ratio }),
      aside: isAside(at),
      offset: at.text.at[figure.start] ?? 0,
      part: context.section.part,
      section: context.index,
      paragraph: this.paragraph,
      sentence: this.sentence,
    };
  }

  private lastFigure: TextFigure | null = null;
  private lastQuantity: Quantity | null = null;

  /** One printed figure is one quantity, however many measures it states (收、支总计). */
  private quantityFor(at: FigureAt, label: string, sure: boolean): Quantity {
    if (this.lastFigure === at.figure && this.lastQuantity !== null) return this.lastQuantity;
    const { figure } = at;
    const quantity: Quantity = {
      value: figure.value,
      half: figure.half,
      dimension: figure.dimension,
      printed: figure.printed,
      unitFactor: figure.unitFactor,
      decimals: figure.decimals,
      unit: figure.unit,
      label,
      place: placeOf(at),
      source: 'claim',
      ...(isPrintedZero(figure) ? { maybeSmall: true as const } : {}),
      sure,
    };
    this.lastFigure = figure;
    this.lastQuantity = quantity;
    return quantity;
  }
}

/** The level of the nearest ancestor that the section states. */
function nearestWhole(
  levels: readonly Claim[],
  part: Claim | undefined,
  parents: readonly string[],
): Claim | undefined {
  for (const parent of parents) {
    const whole = levels.findLast((claim) => claim !== part && claim.measure === parent);
    if (whole !== undefined) return whole;
  }
  return undefined;
}

function roleLabel(kind: Claim['kind'], basis: Basis, against: Comparator | undefined): string {
  switch (kind) {
    case 'amount':
      return basisNames[basis];
    case 'change':
      return against === 'prior' || against === undefined ? '比上年增减额' : '比预算增减额';
    case 'growth':
      return against === 'prior' || against === undefined ? '比上年增减率' : '比预算增减率';
    case 'share':
      return '占比';
    case 'completion':
      return '预算完成率';
    case 'count':
    case 'reason':
    case 'other':
      return '';
  }
}

function plus(quantity: Quantity): ClaimTerm {
  return { quantity, sign: 1 };
}
