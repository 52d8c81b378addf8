/** Books for tests: keeps what has been posted, and gathers the facts as a store would. */
import { type DateText } from '@mingzhang/kernel';
import { type AccountSet } from '../account-set.ts';
import { decidePosting, type PostingDecision } from '../decide-posting.ts';
import { draftVoucher, type LedgerEvent } from '../draft-voucher.ts';
import { type Entry, type Leg, type Voucher, type VoucherKind } from '../entry.ts';
import { newPeriods, type PeriodState } from '../period.ts';
import { id } from './sets.ts';

export interface Books {
  readonly sets: readonly AccountSet[];
  periods: PeriodState[];
  entries: Entry[];
  /** A fresh id. */
  next(): string;
  post(voucher: Voucher, today?: DateText): PostingDecision;
  /** Draws up the event's voucher for these sets (all, where none are named) and posts it. */
  postEvent(event: LedgerEvent, of?: readonly AccountSet[]): Voucher;
  postLegs(set: AccountSet, date: DateText, legs: readonly Leg[], kind?: VoucherKind): Voucher;
}

/** Books whose periods are open through the month. */
export function openBooks(sets: readonly AccountSet[], openedThrough: string): Books {
  let made = 0;
  const books: Books = {
    sets,
    periods: sets.map((set) => ({ ...newPeriods(set), openedThrough })),
    entries: [],
    next() {
      made += 1;
      return id(made);
    },
    post(voucher, today = '2999-12-31') {
      const decision = decidePosting({ today, sets, periods: books.periods, recorded: books.entries }, voucher);
      if (decision.outcome === 'accepted') books.entries.push(...decision.entries);
      return decision;
    },
    postEvent(event, of = sets) {
      const drafted = draftVoucher(event, of, { voucher: books.next(), entries: [books.next(), books.next()] });
      if ('refusal' in drafted) throw new Error(drafted.refusal.message);
      return mustPost(books, drafted.voucher);
    },
    postLegs(set, date, legs, kind = 'ordinary') {
      const entry = { id: books.next(), set: set.id, reverses: null, legs };
      return mustPost(books, { id: books.next(), kind, date, text: '测试', entries: [entry] });
    },
  };
  return books;
}

export function mustPost(books: Books, voucher: Voucher): Voucher {
  const decision = books.post(voucher);
  if (decision.outcome !== 'accepted') {
    throw new Error(decision.outcome === 'refused' ? decision.refusal.message : decision.outcome);
  }
  return voucher;
}
