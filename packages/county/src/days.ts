/** Days as numbers since 1970-01-01, for a generator that counts them by the million. */
import { type DateText } from '@mingzhang/kernel';

export type Day = number;

const millisecondsADay = 86_400_000;

const texts = new Map<Day, DateText>();

export function dateOf(day: Day): DateText {
  const known = texts.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * millisecondsADay).toISOString().slice(0, 10);
  texts.set(day, text);
  return text;
}

export function dayOf(date: DateText): Day {
  return Date.parse(`${date}T00:00:00Z`) / millisecondsADay;
}

export const firstDayOfYear = (year: number): Day => Date.UTC(year, 0, 1) / millisecondsADay;

export const lastDayOfYear = (year: number): Day => Date.UTC(year, 11, 31) / millisecondsADay;

export const yearOfDay = (day: Day): number => Number(dateOf(day).slice(0, 4));

/** Whole years from one day to another. */
export function ageOn(born: Day, day: Day): number {
  const [from, to] = [dateOf(born), dateOf(day)];
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}

/** Milliseconds in the middle of a working day; `second` of it. */
export const instantOf = (day: Day, second: number): number => day * millisecondsADay + (8 * 3600 + second) * 1000;
