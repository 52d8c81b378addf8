/**
 * The twenty days. 《预算法》第十四条: final accounts are published by the department within twenty days after the finance
 * department's reply (批复).
 *
 * The text says days, not working days, and can be read either way where the last one is a day of rest. Our reading is the strict
 * one: calendar days, the day of the reply not counted, and nothing added where the twentieth falls on a day of rest.
 *
 *     reply 2025-09-10 → last day 2025-09-30
 */
import { type DateText, date } from '@mingzhang/kernel';

export const daysToPublish = 20;

const dayLength = 86_400_000;

/** The last day on which publication is in time. */
export function lastDayToPublish(reply: DateText): DateText {
  return addDays(reply, daysToPublish);
}

export interface Countdown {
  readonly lastDay: DateText;
  /** Days left after today; 0 on the last day, below zero afterwards. */
  readonly daysLeft: number;
}

/** How much of the twenty days is left. */
export function countdown(reply: DateText, today: DateText): Countdown {
  const lastDay = lastDayToPublish(reply);
  return { lastDay, daysLeft: (startOf(lastDay) - startOf(today)) / dayLength };
}

function addDays(day: DateText, days: number): DateText {
  return date(new Date(startOf(day) + days * dayLength).toISOString().slice(0, 10));
}

function startOf(day: DateText): number {
  return Date.parse(`${date(day)}T00:00:00Z`);
}
