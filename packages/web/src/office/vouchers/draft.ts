/**
 * A voucher while it is filled in. It is kept in the tab's session storage under the person and the unit, so that nothing is lost
 * on a refused submission, a reload or a visit to another page; a submission that was accepted clears it.
 */
import { useEffect, useState } from 'react';
import { type Schemas } from '../../words.ts';
import { sumOf, typedAmount } from '../amount.tsx';
import { type DimensionName, type Dimensions, dimensionLabels } from '../books/books.ts';
import { newId } from '../new-id.ts';
import { type Attachment, type SentVoucher, type Voucher, type VoucherContent, type VoucherRule } from './vouchers.ts';

export interface DraftLine {
  /** Of the row on the screen. */
  readonly key: string;
  /** As typed. */
  readonly amount: string;
  readonly dimensions: Dimensions;
}

export interface DraftLeg {
  readonly key: string;
  readonly account: string | null;
  /** As typed; one of the two. */
  readonly debit: string;
  readonly credit: string;
  readonly dimensions: Dimensions;
}

export interface VoucherDraft {
  /** The voucher's id, however often it is sent. */
  readonly id: string;
  readonly date: string;
  readonly by: 'event' | 'hand';
  readonly rule: string | null;
  readonly choices: Readonly<Record<string, string>>;
  /** Empty stands for the rule's own. */
  readonly text: string;
  readonly paymentOrder: string;
  readonly lines: readonly DraftLine[];
  /** By the id of the set. */
  readonly legs: Readonly<Record<string, readonly DraftLeg[]>>;
  readonly files: readonly Attachment[];
}

export function emptyDraft(date: string): VoucherDraft {
  return {
    id: newId(),
    date,
    by: 'event',
    rule: null,
    choices: {},
    text: '',
    paymentOrder: '',
    lines: [emptyLine()],
    legs: {},
    files: [],
  };
}

export function emptyLine(dimensions: Dimensions = {}): DraftLine {
  return { key: crypto.randomUUID(), amount: '', dimensions };
}

export function emptyLeg(): DraftLeg {
  return { key: crypto.randomUUID(), account: null, debit: '', credit: '', dimensions: {} };
}

/** A voucher opened again: to revise it under its id, or as the pattern of another under a new one. */
export function draftOf(voucher: Voucher, as: 'revision' | 'copy', date: string): VoucherDraft {
  const { content } = voucher;
  const draft = {
    ...emptyDraft(as === 'copy' ? date : voucher.date),
    ...(as === 'revision' ? { id: voucher.id, files: voucher.files, paymentOrder: voucher.paymentOrder ?? '' } : {}),
    text: voucher.text,
  };
  if (content !== null && 'rule' in content) {
    return {
      ...draft,
      rule: content.rule,
      choices: content.choices ?? {},
      lines: content.lines.map(({ amount, dimensions }) => ({ ...emptyLine(dimensions), amount })),
    };
  }
  const legs = voucher.entries.map((entry) => {
    const rows = entry.legs.map(
      (leg): DraftLeg => ({
        ...emptyLeg(),
        account: leg.account.key,
        debit: leg.debit ?? '',
        credit: leg.credit ?? '',
        dimensions: leg.dimensions,
      }),
    );
    return [entry.set, rows] as const;
  });
  return { ...draft, by: 'hand', legs: Object.fromEntries(legs) };
}

/** The draft kept under the key, or the one it begins with; `clear` forgets what is kept. */
export function useDraft(
  key: string,
  begin: () => VoucherDraft,
): readonly [VoucherDraft, (change: Partial<VoucherDraft>) => void, () => void] {
  const [draft, setDraft] = useState<VoucherDraft>(() => keptDraft(key) ?? begin());
  useEffect(() => {
    sessionStorage.setItem(key, JSON.stringify(draft));
  }, [key, draft]);
  const clear = (): void => {
    const fresh = emptyDraft(draft.date);
    setDraft(fresh);
    sessionStorage.removeItem(key);
  };
  return [draft, (change) => setDraft((before) => ({ ...before, ...change })), clear];
}

export function keptDraft(key: string): VoucherDraft | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? 'null') as VoucherDraft | null;
    return kept !== null && typeof kept.id === 'string' && Array.isArray(kept.lines) ? kept : null;
  } catch {
    return null;
  }
}

/** True if somebody has begun to fill it in. */
export function isBegun({ rule, text, paymentOrder, lines, legs, files }: VoucherDraft): boolean {
  const typed = lines.some(({ amount }) => amount !== '') || Object.values(legs).some((rows) => rows.length > 0);
  return rule !== null || text !== '' || paymentOrder !== '' || files.length > 0 || typed;
}

export function sentOf(draft: VoucherDraft, unit: string): SentVoucher {
  return {
    unit,
    date: draft.date,
    ...(draft.text.trim() === '' ? {} : { text: draft.text.trim() }),
    content: contentOf(draft),
    paymentOrder: draft.paymentOrder.trim() === '' ? null : draft.paymentOrder.trim(),
    attachments: draft.files.map(({ sha256 }) => sha256),
  };
}

/** What can be sent of it: lines and legs whose amounts can be read. */
function contentOf({ by, rule, choices, lines, legs }: VoucherDraft): VoucherContent {
  if (by === 'event') {
    return {
      rule: rule ?? '',
      choices,
      lines: lines.flatMap(({ amount, dimensions }) => {
        const typed = typedAmount(amount);
        return typed === null ? [] : { amount: typed, dimensions };
      }),
    };
  }
  return {
    entries: Object.entries(legs).flatMap(([set, rows]) => {
      const read = rows.flatMap(({ account, debit, credit, dimensions }) => {
        const amount = typedAmount(debit === '' ? credit : debit);
        if (account === null || amount === null) return [];
        return { account, side: debit === '' ? ('credit' as const) : ('debit' as const), amount, dimensions };
      });
      return read.length === 0 ? [] : { set, legs: read };
    }),
  };
}

/** Whether there is something for the server to draw up. */
export function isReadable(draft: VoucherDraft): boolean {
  const content = contentOf(draft);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(draft.date)) return false;
  if ('rule' in content) return content.rule !== '' && content.lines.length > 0;
  return 'entries' in content && content.entries.length > 0;
}

/** What stands in which field and is wrong, by the field's name. */
export type FieldProblems = Readonly<Record<string, string>>;

/** What can be said before the server is asked; everything else it says itself. */
export function problemsOf(draft: VoucherDraft, rule: VoucherRule | undefined): FieldProblems {
  const problems: Record<string, string> = {};
  if (!/^\d{4}-\d{2}-\d{2}$/.test(draft.date)) problems.date = '请填写日期。';
  if (draft.by === 'event') {
    if (rule === undefined) problems.rule = '请选择业务；没有合适的，改用手工填制。';
    for (const { name } of rule?.choices ?? []) {
      if ((draft.choices[name] ?? '') === '') problems[`choice.${name}`] = '请选定科目。';
    }
    if (rule?.byTreasury === true && draft.paymentOrder.trim() === '') {
      problems.paymentOrder = '财政直接支付要写明国库集中支付凭证号。';
    }
    for (const line of draft.lines) Object.assign(problems, lineProblems(line, rule));
    return problems;
  }
  if (draft.text.trim() === '') problems.text = '请写明事由。';
  for (const { key, account, debit, credit } of Object.values(draft.legs).flat()) {
    const amount = typedAmount(debit === '' ? credit : debit);
    if (account === null) problems[`${key}.account`] = '请选择科目。';
    if (debit !== '' && credit !== '') problems[`${key}.amount`] = '借方、贷方只填一方。';
    else if (amount === null || !isPositive(amount))
      problems[`${key}.amount`] = '请填写大于零的金额，元，至多两位小数。';
  }
  return problems;
}

function lineProblems({ key, amount, dimensions }: DraftLine, rule: VoucherRule | undefined): FieldProblems {
  const problems: Record<string, string> = {};
  const typed = typedAmount(amount);
  if (typed === null || !isPositive(typed)) problems[`${key}.amount`] = '请填写大于零的金额，元，至多两位小数。';
  for (const name of rule?.requires ?? []) {
    if ((dimensions[name] ?? '') === '') problems[`${key}.${name}`] = `请选择${dimensionLabels[name]}。`;
  }
  if (dimensions.spending === 'project' && rule?.keeps.includes('project') && (dimensions.project ?? '') === '') {
    problems[`${key}.project`] = '项目支出要选择项目。';
  }
  return problems;
}

function isPositive(amount: string): boolean {
  return !amount.startsWith('-') && amount !== '0.00';
}

/** The field that a refusal speaks of; null where it is the whole voucher. */
export function fieldOf(refusal: string | null): string | null {
  return refusal === null ? null : (fields[refusal] ?? null);
}

const fields: Readonly<Record<string, string>> = {
  'date-malformed': 'date',
  'date-in-future': 'date',
  'period-before-books': 'date',
  'period-not-opened': 'date',
  'period-closed': 'date',
  'text-malformed': 'text',
  'payment-order-missing': 'paymentOrder',
  'event-not-covered': 'rule',
  'event-lines-missing': 'lines',
  'account-choice-invalid': 'rule',
  'book-missing': 'rule',
  'amount-not-positive': 'lines',
  'amount-too-large': 'lines',
  'dimension-missing': 'lines',
  'dimension-malformed': 'lines',
  'project-missing': 'lines',
  'legs-too-few': 'lines',
  'account-not-leaf': 'lines',
  'account-unconfirmed': 'lines',
  'account-not-in-force': 'lines',
  'entry-unbalanced': 'lines',
  'entries-missing': 'lines',
  'attachment-unknown': 'files',
};

/** The amounts that can be read, added up. */
export function totalOf(amounts: readonly string[]): string {
  return sumOf(amounts.map(typedAmount).filter((amount) => amount !== null));
}

export type { DimensionName };
export type Preview = Schemas['VoucherPreview'];
