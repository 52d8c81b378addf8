/**
 * Dates and months as text: `2024-02-29`, `2024-02`. They are given to us and never taken from a clock; as text they compare
 * with `<` and stand in a database, a file and a URL as they are.
 *
 * The fiscal year is the calendar year (预算法第十八条) and a fiscal period is a month. There is no thirteenth period:
 * year-end closing is dated 31 December.
 */

/** A validated `YYYY-MM-DD`. */
export type DateText = string;

/** A validated `YYYY-MM`: a month, and the fiscal period of a ledger. */
export type Month = string;

/** A span of days; both ends belong to it, and no end means that it goes on. */
export interface Span {
  readonly from: DateText;
  readonly to: DateText | null;
}

/** True for a day that exists, from 1900 to 2999: `0204-01-01` and `20240-1-1` are slips, not dates. */
export function isDate(text: string): boolean {
  const match = /^(\d{4}-\d{2})-(\d{2})$/.exec(text);
  if (match === null || !isMonth(match[1] ?? '')) return false;
  const day = Number(match[2]);
  return day >= 1 && day <= daysIn(match[1] ?? '');
}

export function isMonth(text: string): boolean {
  return /^(?:19|2\d)\d{2}-(?:0[1-9]|1[0-2])$/.test(text);
}

/** The text itself; throws unless it is a date. For literals, and for what was validated at the door. */
export function date(text: string): DateText {
  if (!isDate(text)) throw new Error(`not a date: ${text}`);
  return text;
}

/** As `date`, for months. */
export function month(text: string): Month {
  if (!isMonth(text)) throw new Error(`not a month: ${text}`);
  return text;
}

export function monthOf(day: DateText): Month {
  return date(day).slice(0, 7);
}

/** The fiscal year of a date or a month. */
export function yearOf(text: DateText | Month): number {
  if (!isDate(text) && !isMonth(text)) throw new Error(`neither a date nor a month: ${text}`);
  return Number(text.slice(0, 4));
}

export function firstDayOf(period: Month): DateText {
  return `${month(period)}-01`;
}

export function lastDayOf(period: Month): DateText {
  return `${month(period)}-${twoDigits(daysIn(period))}`;
}

/** The month so many months later, or earlier: addMonths('2024-12', 1) → '2025-01'. */
export function addMonths(period: Month, count: number): Month {
  const index = yearOf(month(period)) * 12 + Number(period.slice(5)) - 1 + count;
  return month(`${Math.floor(index / 12)}-${twoDigits((index % 12) + 1)}`);
}

/** The months from the first to the last, both included; none if the last comes before the first. */
export function monthsBetween(first: Month, last: Month): readonly Month[] {
  const months: Month[] = [];
  for (let each = month(first); each <= month(last); each = addMonths(each, 1)) months.push(each);
  return months;
}

/** Earlier, the same or later: −1, 0 or 1. For dates with dates and months with months. */
export function compareTime(a: DateText | Month, b: DateText | Month): -1 | 0 | 1 {
  if (a.length !== b.length) throw new Error(`a date and a month do not compare: ${a}, ${b}`);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** True if the span covers the day. */
export function isInForceOn(span: Span, day: DateText): boolean {
  return span.from <= date(day) && (span.to === null || day <= span.to);
}

/** True if the span covers any day of the year. */
export function isInForceIn(span: Span, year: number): boolean {
  return span.from <= date(`${year}-12-31`) && (span.to === null || span.to >= date(`${year}-01-01`));
}

function daysIn(period: Month): number {
  const year = Number(period.slice(0, 4));
  const number = Number(period.slice(5));
  if (number === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(number) ? 30 : 31;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
