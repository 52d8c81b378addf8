/**
 * Citizen identity numbers (公民身份号码, GB 11643): six digits of the place, eight of the birthday, three in order, one that
 * checks. Pure.
 *
 *     110101199003077475   →   110101********7475
 */
import { isDate } from '@mingzhang/kernel';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checkCharacters = '10X98765432';

/** What is wrong with a number, or null. A small x is the same as a large one; spaces around are nobody's mistake. */
export function identityProblem(text: string): 'malformed' | 'no-such-day' | 'check-digit-wrong' | null {
  const number = normalIdentity(text);
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return 'malformed';
  const day = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isDate(day)) return 'no-such-day';
  return checkCharacter(number) === number[17] ? null : 'check-digit-wrong';
}

/** The last character that the first seventeen digits call for. */
export function checkCharacter(number: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
  return checkCharacters[sum % 11] ?? '';
}

/** As it is compared and kept. */
export function normalIdentity(text: string): string {
  return text.trim().toUpperCase();
}

/** The first six and the last four characters: enough to recognise a person, too little to be one. */
export function maskIdentity(number: string): string {
  return `${number.slice(0, 6)}********${number.slice(-4)}`;
}

/** Masks every valid number inside a longer text. */
export function maskIdentitiesIn(text: string): string {
  return text.replace(/(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])/g, (number) =>
    identityProblem(number) === null ? maskIdentity(normalIdentity(number)) : number,
  );
}
