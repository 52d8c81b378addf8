/**
 * Periods open and close one after the other and stay closed. Several may be open at once: January is worked in while
 * December waits for its last papers.
 */
import { addMonths, type DateText, firstDayOf, isMonth, lastDayOf, type Month } from '@mingzhang/kernel';
import { accountOn, latestRow, yearlyClasses } from './account.ts';
import { type AccountSet } from './account-set.ts';
import { closingOf, type Snapshot } from './balance.ts';
import { type Refusal, refuse } from './refusals.ts';

/** Where a set's periods stand. The first to open is the month in which the books begin. */
export interface PeriodState {
  readonly set: string;
  readonly openedThrough: Month | null;
  readonly closedThrough: Month | null;
}

export type PeriodDecision = { readonly state: PeriodState } | { readonly refusal: Refusal };

export function newPeriods(set: AccountSet): PeriodState {
  return { set: set.id, openedThrough: null, closedThrough: null };
}

/** Opens the next period, and no other. */
export function decideOpening(set: AccountSet, state: PeriodState, month: string): PeriodDecision {
  if (!isMonth(month)) return refuse('period-malformed', `“${month}”不是会计期间，应写作“2024-01”。`);
  if (state.openedThrough !== null && month <= state.openedThrough) {
    return refuse(
      'period-opened-already',
      `${month}已经打开过；结账后的期间不能重新打开，更正请在打开的期间另做分录。`,
    );
  }
  const next = nextToOpen(set, state);
  if (month !== next) return refuse('period-out-of-order', `会计期间按顺序打开，下一个是${next}，不是${month}。`);
  return { state: { ...state, openedThrough: month } };
}

/**
 * Closes the oldest open period once it is over. `snapshot` holds the set's balances through that month; December closes only
 * after the year-end entries, and while every account with a balance is still in the chart of the new year.
 */
export function decideClosing(
  set: AccountSet,
  state: PeriodState,
  month: string,
  snapshot: Snapshot,
  today: DateText,
): PeriodDecision {
  if (!isMonth(month)) return refuse('period-malformed', `“${month}”不是会计期间，应写作“2024-01”。`);
  if (state.closedThrough !== null && month <= state.closedThrough) {
    return refuse('period-closed-already', `${month}已经结账，不必再结。`);
  }
  const oldest = state.closedThrough === null ? set.firstMonth : addMonths(state.closedThrough, 1);
  if (state.openedThrough === null || month > state.openedThrough || month !== oldest) {
    return refuse('period-out-of-order', `会计期间按顺序打开和结账，下一个要结的是${oldest}，不是${month}。`);
  }
  if (today <= lastDayOf(month)) {
    return refuse('period-not-over', `${month}到${lastDayOf(month)}为止，今天是${today}，期间结束后才能结账。`);
  }
  if (snapshot.set !== set.id || snapshot.through !== month) throw new Error(`balances are not those of ${month}`);
  if (month.endsWith('-12')) {
    const held = snapshot.rows.filter((row) => closingOf(row) !== 0);
    const rowOf = (key: string) => latestRow(set.accounts, key);
    const left = held.find(({ account }) => yearlyClasses.includes(rowOf(account).class));
    if (left !== undefined) {
      const { code, name } = rowOf(left.account);
      return refuse('year-end-not-posted', `${code ?? ''}${name}还有余额，请先做年末结转，再结${month}的账。`);
    }
    const newYear = firstDayOf(addMonths(month, 1));
    const ended = held.find(({ account }) => accountOn(set.accounts, account, newYear) === null);
    if (ended !== undefined) {
      const { code, name } = rowOf(ended.account);
      return refuse(
        'account-without-successor',
        `${code ?? ''}${name}自${newYear}起不再适用而仍有余额，请先把余额转到接续的科目。`,
      );
    }
  }
  return { state: { ...state, closedThrough: month } };
}

function nextToOpen(set: AccountSet, { openedThrough }: PeriodState): Month {
  return openedThrough === null ? set.firstMonth : addMonths(openedThrough, 1);
}
