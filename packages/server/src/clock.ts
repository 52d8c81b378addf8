/** The day at the bureau: the county's clocks show China's time, wherever the machine stands. */
import { type DateText, date } from '@mingzhang/kernel';

const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** `2024-12-31` until midnight in China, `2025-01-01` from then on. */
export function dayOf(time: Date): DateText {
  const hour = Math.floor(time.getTime() / 3_600_000);
  // Its days have begun with a whole hour of everybody's clock since 1928.
  if (last?.hour !== hour) last = { hour, day: date(day.format(time)) };
  return last.day;
}

/** The hour that was asked for last: a busy server asks some thousand times a second. */
let last: { readonly hour: number; readonly day: DateText } | null = null;
