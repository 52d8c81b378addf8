/** Ids and days of the demonstration: UUIDs of version 7 of the day that they belong to, the same for the same seed. */
import { type DateText, uuid7 } from '@mingzhang/kernel';
import { type Chance } from '../office/invented-year/index.ts';

export type NewIdOn = (date: DateText) => string;

export function idsFrom(chance: Chance): NewIdOn {
  return (date) =>
    uuid7(
      Date.parse(`${date}T08:00:00Z`) + chance(3_600_000),
      Uint8Array.from({ length: 10 }, () => chance(256)),
    );
}

/** The day so many days before. */
export function daysBefore(date: DateText, days: number): DateText {
  return new Date(Date.parse(`${date}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}
