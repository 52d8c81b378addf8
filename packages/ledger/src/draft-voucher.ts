/**
 * From an event to its voucher. The rules are data (`data/voucher-rules.json`): what moves money inside the budget is booked
 * twice, what is merely accrued or held for others only in the financial book.
 *
 *     salary-paid-by-treasury 100.00  →  financial 借 5001 贷 4001, budgetary 借 7101 贷 6001
 *     depreciation             200.00  →  financial 借 5001 贷 1602, budgetary nothing
 *
 * A 事业单位 books the same events by rules of its own: 7201 事业支出, and 5001 or 5101 as chosen. An event without a rule in force
 * on its date for units of that kind is not covered, and says so.
 */
import { addFen, type DateText, type Fen, isInForceOn, type Span } from '@mingzhang/kernel';
import { accountOn, type Book, type Dimensions, type Grade, keptDimensions, type Side } from './account.ts';
import { type AccountSet, type UnitKind } from './account-set.ts';
import file from './data/voucher-rules.json' with { type: 'json' };
import { dimensionText, type EntryDraft, type Leg, pickDimensions, type Voucher } from './entry.ts';
import { type Refusal, refuse } from './refusals.ts';

interface Sides {
  readonly debit: string;
  readonly credit: string;
}

export interface VoucherRule extends Span, Partial<Readonly<Record<Book, Sides>>> {
  readonly id: string;
  /** The usual 摘要. */
  readonly text: string;
  /** Only for such units; an event can have a rule for each kind. */
  readonly units?: UnitKind;
  readonly source: string;
  readonly grade: Grade;
  /** `@bank` in a book stands for one of these accounts, chosen with the event. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
}

type RuleRow = Omit<VoucherRule, 'to'> & { readonly to?: string };

export const voucherRules: readonly VoucherRule[] = (file.rules as readonly RuleRow[]).map((rule) => ({
  ...rule,
  to: rule.to ?? null,
}));

export interface EventLine {
  /** Greater than zero. */
  readonly amount: Fen;
  /** What is known of the money; each leg keeps what its account asks for. */
  readonly dimensions: Dimensions;
}

export interface LedgerEvent {
  readonly rule: string;
  readonly date: DateText;
  readonly text?: string;
  readonly lines: readonly EventLine[];
  readonly choices?: Readonly<Record<string, string>>;
}

/** Made by the client: one for the voucher and one for the entry in each book, as far as the rule has one. */
export interface VoucherIds {
  readonly voucher: string;
  readonly entries: readonly string[];
}

const books: readonly Book[] = ['financial', 'budgetary', 'fund'];

/** Draws up the voucher of an event for the sets of one accounting unit. Whether it may be posted is another question. */
export function draftVoucher(
  { rule: id, date, text, lines, choices = {} }: LedgerEvent,
  sets: readonly AccountSet[],
  ids: VoucherIds,
  rules: readonly VoucherRule[] = voucherRules,
): { readonly voucher: Voucher } | { readonly refusal: Refusal } {
  const kinds = new Set(sets.map(({ unitKind }) => unitKind));
  const rule = rules.find((one) => one.id === id && isInForceOn(one, date) && isFor(one, kinds));
  if (rule === undefined) {
    return refuse('event-not-covered', `${date}没有适用于“${id}”的分录规则，请手工填制凭证。`);
  }
  if (lines.length === 0) return refuse('event-lines-missing', `“${rule.text}”没有金额行，无从记账。`);
  for (const [name, accounts] of Object.entries(rule.choices ?? {})) {
    if (!accounts.includes(choices[name] ?? '')) {
      return refuse('account-choice-invalid', `“${rule.text}”要从${accounts.join('、')}中选定科目（${name}）。`);
    }
  }
  const entries: EntryDraft[] = [];
  for (const book of books) {
    const sides = rule[book];
    if (sides === undefined) continue;
    const set = sets.find((one) => one.book === book);
    if (set === undefined) return refuse('book-missing', `“${rule.text}”要记${bookLabels[book]}，没有给出这个账套。`);
    const legs = (['debit', 'credit'] as const).flatMap((side) => {
      const account = sides[side].startsWith('@') ? (choices[sides[side].slice(1)] ?? '') : sides[side];
      return legsOf(set, account, side, date, lines);
    });
    entries.push({ id: ids.entries[entries.length] ?? '', set: set.id, reverses: null, legs });
  }
  return { voucher: { id: ids.voucher, kind: 'ordinary', date, text: text ?? rule.text, entries } };
}

/** True if the rule is for units of one of these kinds. */
function isFor({ units }: VoucherRule, kinds: ReadonlySet<UnitKind>): boolean {
  return units === undefined || kinds.has(units);
}

/** The rules for a unit of this kind on a day, to choose from. */
export function voucherRulesFor(unitKind: UnitKind, date: DateText): readonly VoucherRule[] {
  return voucherRules.filter(
    (rule) => isInForceOn(rule, date) && isFor(rule, new Set([unitKind])) && (unitKind === 'fund') === 'fund' in rule,
  );
}

/** One leg for each combination of the dimensions that the account asks for. */
function legsOf(
  { accounts }: AccountSet,
  account: string,
  side: Side,
  date: DateText,
  lines: readonly EventLine[],
): readonly Leg[] {
  const kept = keptDimensions(accountOn(accounts, account, date) ?? { requires: [] });
  const legs = new Map<string, Leg>();
  for (const line of lines) {
    const dimensions = pickDimensions(line.dimensions, kept);
    const key = dimensionText(dimensions);
    legs.set(key, { account, side, amount: addFen(legs.get(key)?.amount ?? 0, line.amount), dimensions });
  }
  return [...legs.values()];
}

const bookLabels: Readonly<Record<Book, string>> = {
  financial: '财务会计',
  budgetary: '预算会计',
  fund: '基金会计',
};
