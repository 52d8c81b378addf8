/** Months and years of the fund sets: a month closes when nothing of it waits for a check; a year's result goes to the fund balance. */
import { firstDayOf, isMonth, lastDayOf, type Month } from '@mingzhang/kernel';
import { newId } from '@mingzhang/store';
import { type Charts, closePeriod, openPeriod, postYearEnd, readPeriods } from '../books/index.ts';
import { type Db, fundSets, type Hand, trace, within } from './hand.ts';
import { ofLedger, refuse, type TreasuryRefused } from './refusals.ts';

interface MonthCommand extends Hand {
  readonly department: string;
  readonly set: string;
  readonly month: string;
}

export interface FundPeriods {
  readonly set: string;
  readonly openedThrough: Month | null;
  readonly closedThrough: Month | null;
}

async function known(db: Db, department: string, set: string): Promise<TreasuryRefused | null> {
  if ((await fundSets(db, department)).some(({ id }) => id === set)) return null;
  return refuse('fund-without-books', `没有“${set}”这个基金账套，请从列表中选取。`);
}

export async function openFundMonth(
  db: Db,
  charts: Charts,
  { department, set, month, ...hand }: MonthCommand,
): Promise<FundPeriods | TreasuryRefused> {
  return within(db, async (trx): Promise<FundPeriods | TreasuryRefused> => {
    const strange = await known(trx, department, set);
    if (strange !== null) return strange;
    const opened = await openPeriod(trx, charts, set, month);
    if ('refusal' in opened) return ofLedger(opened.refusal);
    await trace(trx, hand, 'treasury.make', `account-set:${set}`, { opened: month });
    return opened.state;
  });
}

/** Closes a month; December takes the year's income and expenditure to the fund balance first, each fund by itself. */
export async function closeFundMonth(
  db: Db,
  charts: Charts,
  { department, set, month, ...hand }: MonthCommand,
): Promise<FundPeriods | TreasuryRefused> {
  return within(db, async (trx): Promise<FundPeriods | TreasuryRefused> => {
    const strange = await known(trx, department, set);
    if (strange !== null) return strange;
    // What is no month the ledger refuses in its own words below.
    const waiting = !isMonth(month)
      ? []
      : await trx
          .selectFrom('fund_movement')
          .select('id')
          .where('set_id', '=', set)
          .where('state', '=', 'made')
          .where('date', '>=', firstDayOf(month))
          .where('date', '<=', lastDayOf(month))
          .execute();
    if (waiting.length > 0) {
      return refuse(
        'movements-waiting',
        `${month}还有${waiting.length}笔收付待复核，结账后就记不进去了。请先复核或退回，再结账。`,
      );
    }
    if (month.endsWith('-12')) {
      const year = Number(month.slice(0, 4));
      const posted = await postYearEnd(trx, charts, { set, year, newId, ...hand });
      if ('refusal' in posted) return ofLedger(posted.refusal);
    }
    const closed = await closePeriod(trx, charts, set, month, hand.today);
    if ('refusal' in closed) return ofLedger(closed.refusal);
    await trace(trx, hand, 'treasury.check', `account-set:${set}`, { closed: month });
    return closed.state;
  });
}

export async function listFundPeriods(db: Db, department: string): Promise<readonly FundPeriods[]> {
  const periods = [];
  for (const { id } of await fundSets(db, department)) {
    const state = await readPeriods(db, id);
    if (state !== null) periods.push(state);
  }
  return periods;
}
