/** The day at the bureau: the county's clocks show China's time, wherever the machine stands. */
import { type DateText, date } from '@mingzhang/kernel';

const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** `2024-12-31` until midnight in China, `2025-01-01` from then on. */
export function dayOf(time: Date): DateText {
  return date(day.format(time));
}
