/**
 * What a check over the books is: one check, one file, one page, one test, all of the same name. A check is asked of a view of
 * the books – sets, where they start from, and the entries since – and returns what it finds, with both figures. It repairs
 * nothing and refuses nothing: what posting lets through can still be wrong, and books can come from elsewhere.
 */
import { type Certainty, type Fen, formatYuan, type Month, monthOf, subtractFen } from '@mingzhang/kernel';
import { type AccountSet } from '../account-set.ts';
import { balancesThrough, type Snapshot } from '../balance.ts';
import { type Entry } from '../entry.ts';

export interface BooksView {
  readonly sets: readonly AccountSet[];
  /** One for each set: where its balances start from. */
  readonly starts: readonly Snapshot[];
  /** Every entry of these sets after their starts. */
  readonly entries: readonly Entry[];
  /** Up to the end of this month; entries after it are left aside. */
  readonly through: Month;
}

export interface LedgerFinding {
  readonly check: string;
  readonly certainty: Certainty;
  readonly set: string;
  readonly account?: string;
  readonly entry?: string;
  readonly fund?: string;
  readonly stated: Fen;
  readonly expected: Fen;
  /** stated − expected */
  readonly difference: Fen;
  /** Chinese, complete: what stands where, what should stand there, and what to look at. */
  readonly message: string;
}

export interface LedgerCheck {
  readonly meta: {
    /** kebab-case; says what should be true. */
    readonly id: string;
    readonly name: string;
    /** One Chinese sentence: what should be true. */
    readonly help: string;
    readonly certainty: Certainty;
  };
  run(view: BooksView): readonly LedgerFinding[];
}

/** A finding with its difference worked out; `message` is given the figures in yuan. */
export function finding(
  { meta }: Pick<LedgerCheck, 'meta'>,
  place: Pick<LedgerFinding, 'set' | 'account' | 'entry' | 'fund'>,
  stated: Fen,
  expected: Fen,
  message: (figures: { readonly stated: string; readonly expected: string; readonly difference: string }) => string,
): LedgerFinding {
  const difference = subtractFen(stated, expected);
  const figures = {
    stated: formatYuan(stated),
    expected: formatYuan(expected),
    difference: formatYuan(difference),
  };
  const { id: check, certainty } = meta;
  return { check, certainty, ...place, stated, expected, difference, message: message(figures) };
}

export function entriesOfSet({ entries, through }: BooksView, set: AccountSet): readonly Entry[] {
  return entries.filter((entry) => entry.set === set.id && monthOf(entry.date) <= through);
}

export function startOf({ starts }: BooksView, set: AccountSet): Snapshot {
  const start = starts.find((one) => one.set === set.id);
  if (start === undefined) throw new Error(`no balances to start ${set.id} from`);
  return start;
}

/** The set's balances at the end of the view. */
export function endOf(view: BooksView, set: AccountSet): Snapshot {
  return balancesThrough(startOf(view, set), entriesOfSet(view, set), view.through);
}

/** The financial and the budgetary set of each unit that has both. */
export function pairsOf({ sets }: BooksView): readonly (readonly [financial: AccountSet, budgetary: AccountSet])[] {
  return sets.flatMap((financial) => {
    const budgetary = sets.find(({ unit, book }) => unit === financial.unit && book === 'budgetary');
    return financial.book === 'financial' && budgetary !== undefined ? [[financial, budgetary] as const] : [];
  });
}
