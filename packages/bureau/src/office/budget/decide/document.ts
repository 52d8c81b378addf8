/**
 * Budget documents (批复, 指标文, 追加, 追减, 调剂, 收回): drawn up by one person, approved or sent back by another, and in force from
 * the approval on. A document is never changed. What is wrong is corrected by another of the same kind that names it and
 * replaces it whole; a correction without lines takes it back.
 */
import { type DateText, formatYuan, isDate, isUuid7, type Month, monthOf, sumFen } from '@mingzhang/kernel';
import { type AccessRefusal, decideChecking } from '../../../access/index.ts';
import { type DocumentKind, documentKindNames, type MoneyLevel, type Movement, type Project } from '../item.ts';
import { firstRefusal, type Refused, type Rule, refuse } from '../refusals.ts';
import { type BalanceFacts, balanceProblem, type DraftLine, findLine, lineRules } from './lines.ts';
import { type Amounts } from './position.ts';
import { idAdvice, isShortText, isText } from './text.ts';

export interface BudgetLine extends DraftLine {
  readonly level: MoneyLevel;
  /** 直达资金. */
  readonly direct: boolean;
}

export interface BudgetDocument {
  readonly id: string;
  readonly year: number;
  readonly kind: DocumentKind;
  /** 文号. */
  readonly number: string;
  readonly date: DateText;
  /** 摘要. */
  readonly text: string;
  /** At the start of the year in the budget that the finance office holds for all (财政代编预算). */
  readonly centrallyHeld: boolean;
  /** The document that this one replaces. */
  readonly corrects: string | null;
  readonly lines: readonly BudgetLine[];
}

export type DocumentState = 'drafted' | 'approved' | 'rejected' | 'corrected';

export const documentStateNames: Readonly<Record<DocumentState, string>> = {
  drafted: '待复核',
  approved: '已生效',
  rejected: '已退回',
  corrected: '已被更正',
};

export interface RecordedDocument extends BudgetDocument {
  readonly state: DocumentState;
  readonly madeBy: string;
}

export interface DocumentFacts {
  readonly unitKnown: boolean;
  readonly today: DateText;
  readonly projects: readonly Project[];
  /** Recorded documents that the draft may meet: of its id, of its number this year, and the one that it corrects. */
  readonly recorded: readonly RecordedDocument[];
  /** Where the items of the draft, and of the document that it corrects, stand this year. */
  readonly positions: ReadonlyMap<string, Amounts>;
}

export type DocumentDecision =
  | { readonly outcome: 'accepted' }
  /** The same document is recorded already. */
  | { readonly outcome: 'recorded' }
  | Refused;

const nameRules: readonly Rule<DocumentFacts, BudgetDocument>[] = [
  ['document-unit-unknown', ({ unitKnown }) => (unitKnown ? null : '没有这个单位，文件没有登记。请从单位列表中选取。')],
  ['document-id-malformed', (_, { id }) => (isUuid7(id) ? null : `编号“${id}”格式不对。${idAdvice}`)],
  [
    'document-id-used',
    ({ recorded }, { id, number }) => {
      const before = recorded.find((document) => document.id === id);
      if (before === undefined) return null;
      return `编号${id}已用于《${before.number}》，内容与这次的《${number}》不同。登记过的文件不能改动，更正请另行登记，并用新编号。`;
    },
  ],
];

const contentRules: readonly Rule<DocumentFacts, BudgetDocument>[] = [
  [
    'document-number-malformed',
    (_, { number }) => (isShortText(number, 60) ? null : '文号不能为空，不超过60字，首尾不留空白，照来文填写。'),
  ],
  [
    'document-date-malformed',
    (_, { date }) => (isDate(date) ? null : `文件日期“${date}”不是存在的日期，应写作“2024-01-31”。`),
  ],
  [
    'document-date-outside-year',
    (_, { date, year }) =>
      // Transfers from above are announced in the autumn before (提前下达).
      date >= `${year - 1}-07-01` && date <= `${year}-12-31`
        ? null
        : `文件日期${date}不在${year}年度之内（提前下达的可以早到上年7月1日）。请核对日期或年度。`,
  ],
  [
    'document-date-in-future',
    ({ today }, { date }) =>
      date <= today ? null : `文件日期${date}在今天（${today}）之后。收到文件后才能登记，请核对日期。`,
  ],
  [
    'document-text-malformed',
    (_, { text }) => (isText(text, 200) ? null : '摘要不超过200字，首尾不留空白，不含换行和控制字符。'),
  ],
  [
    'lines-missing',
    (_, { lines, corrects }) =>
      lines.length > 0 || corrects !== null ? null : '文件没有明细行，没有可登记的指标。请至少填写一行。',
  ],
  ...lineRules,
  [
    'amount-on-wrong-side',
    (_, { kind, lines }) => {
      if (kind === 'transfer') return null;
      const sign = kind === 'reduction' || kind === 'recall' ? -1 : 1;
      return findLine(lines, ({ amount }) =>
        Math.sign(amount) === sign
          ? null
          : `${documentKindNames[kind]}的金额应为${sign > 0 ? '正数' : '负数'}，这里是${formatYuan(amount)}元。请核对金额或文件种类。`,
      );
    },
  ],
  [
    'transfer-not-balanced',
    (_, { kind, lines }) => {
      const sum = sumFen(lines.map(({ amount }) => amount));
      return kind !== 'transfer' || sum === 0
        ? null
        : `调剂在一份文件里调出调入相等，合计应为零，这里多出${formatYuan(sum)}元。请补齐另一方，或改作追加、追减。`;
    },
  ],
  [
    'document-number-used',
    ({ recorded }, draft) => {
      const other = recorded.find(
        ({ id, year, kind, number, state }) =>
          id !== draft.id &&
          id !== draft.corrects &&
          year === draft.year &&
          kind === draft.kind &&
          number === draft.number &&
          (state === 'drafted' || state === 'approved'),
      );
      return other === undefined
        ? null
        : `${draft.year}年已登记过${documentKindNames[draft.kind]}《${draft.number}》（${other.date}，${documentStateName(other.state)}）。同一份文件的各行登记在一起；要改请作更正。`;
    },
  ],
];

const correctionRules: readonly Rule<DocumentFacts, BudgetDocument>[] = [
  [
    'correction-original-unknown',
    ({ recorded }, { corrects, year }) =>
      recorded.some((document) => document.id === corrects && document.year === year)
        ? null
        : '要更正的文件不在这个单位这一年度。请从该文件的页面作更正。',
  ],
  [
    'correction-original-not-approved',
    (facts, draft) => {
      const original = originalOf(facts, draft);
      if (original === undefined || original.state === 'approved' || original.state === 'corrected') return null;
      return `《${original.number}》${documentStateName(original.state)}，不必更正。待复核的请复核人退回，再重新登记。`;
    },
  ],
  [
    'correction-of-another-kind',
    (facts, draft) => {
      const original = originalOf(facts, draft);
      return original === undefined || original.kind === draft.kind
        ? null
        : `《${original.number}》是${documentKindNames[original.kind]}，更正须是同一种文件，不能是${documentKindNames[draft.kind]}。`;
    },
  ],
  [
    'correction-repeated',
    (facts, draft) => {
      const original = originalOf(facts, draft);
      return original?.state === 'corrected'
        ? `《${original.number}》已经被更正过。请在更正后的那份文件上再作更正。`
        : null;
    },
  ],
];

/** Decides whether a document can be drawn up. It is not in force before another person has approved it. */
export function decideDocument(facts: DocumentFacts, draft: BudgetDocument): DocumentDecision {
  const before = facts.recorded.find(({ id }) => id === draft.id);
  if (before !== undefined && contentOf(before) === contentOf(draft)) return { outcome: 'recorded' };
  return documentContentRefusal(facts, draft) ?? refuseBalance(facts, draft) ?? { outcome: 'accepted' };
}

/** What is wrong with a document, whatever stands on its items. */
export function documentContentRefusal(facts: DocumentFacts, draft: BudgetDocument): Refused | null {
  const rules = [...nameRules, ...contentRules, ...(draft.corrects === null ? [] : correctionRules)];
  return firstRefusal(rules, facts, draft);
}

export interface Checking {
  readonly approved: boolean;
  /** Why it is sent back; may be empty where it is approved. */
  readonly reason: string;
  readonly by: string;
}

export interface CheckFacts extends BalanceFacts {
  /** The document that is checked and the one that it corrects; whichever exist. */
  readonly recorded: readonly RecordedDocument[];
}

export type CheckDecision =
  | { readonly outcome: 'accepted' }
  /** Maker and checker are one: a refusal of `access`. */
  | { readonly outcome: 'same-person'; readonly refusal: AccessRefusal }
  | Refused;

/** Decides whether a person can approve a document or send it back. */
export function decideCheck(facts: CheckFacts, documentId: string, checking: Checking): CheckDecision {
  const document = facts.recorded.find(({ id }) => id === documentId);
  if (document === undefined) return refuse('check-document-unknown', '没有这份文件，没有复核。请刷新列表后再试。');
  if (document.state !== 'drafted') {
    return refuse(
      'check-repeated',
      `《${document.number}》${documentStateName(document.state)}，不能再复核。请刷新列表查看现状。`,
    );
  }
  const samePerson = decideChecking({ maker: document.madeBy, checker: checking.by, what: `《${document.number}》` });
  if (samePerson !== null) return { outcome: 'same-person', refusal: samePerson.refusal };
  if (!isText(checking.reason, 200) || (!checking.approved && checking.reason === '')) {
    return refuse(
      'check-reason-missing',
      checking.approved
        ? '复核意见不超过200字，首尾不留空白，不含换行。'
        : '退回要写明理由（不超过200字），编制人据此改正。',
    );
  }
  if (!checking.approved) return { outcome: 'accepted' };
  const correction =
    document.corrects === null ? null : firstRefusal(correctionRules, correctionFacts(facts), document);
  return correction ?? refuseBalance(facts, document) ?? { outcome: 'accepted' };
}

function correctionFacts({ projects, positions, recorded }: CheckFacts): DocumentFacts {
  // The rules of a correction look at recorded documents only.
  return { unitKnown: true, today: '', projects, positions, recorded };
}

function refuseBalance(facts: CheckFacts, draft: BudgetDocument): Refused | null {
  const original = originalOf(facts, draft);
  const taken = original === undefined ? [] : movementsOf(original).map((one) => ({ ...one, amount: -one.amount }));
  const problem = balanceProblem(facts, [...taken, ...movementsOf(draft)]);
  return problem === null ? null : refuse(...problem);
}

function originalOf<Recorded extends BudgetDocument>(
  { recorded }: { readonly recorded: readonly Recorded[] },
  { corrects }: BudgetDocument,
): Recorded | undefined {
  return corrects === null ? undefined : recorded.find(({ id }) => id === corrects);
}

/** What a document moves while it is in force. What was announced the year before counts from January. */
export function movementsOf({ kind, year, date, lines }: BudgetDocument): readonly Movement[] {
  return lines.map(({ project, functionCode, source, amount }) => ({
    project,
    functionCode,
    source,
    kind,
    month: monthWithin(date, year),
    amount,
  }));
}

/** The month of a date; January for dates before the year. */
export function monthWithin(date: DateText, year: number): Month {
  return date < `${year}-01-01` ? `${year}-01` : monthOf(date);
}

function documentStateName(state: DocumentState): string {
  return documentStateNames[state];
}

/** Everything a document says, as one text: two documents are the same if these are. */
export function contentOf({ year, kind, number, date, text, centrallyHeld, corrects, lines }: BudgetDocument): string {
  return JSON.stringify([year, kind, number, date, text, centrallyHeld, corrects, lines.map(lineText)]);
}

function lineText({ project, functionCode, economyCode, source, level, direct, amount }: BudgetLine): string {
  return JSON.stringify([project, functionCode, economyCode, source, level, direct, amount]);
}
