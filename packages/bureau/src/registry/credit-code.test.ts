import { expect, test } from 'vitest';
import { creditCheckCharacter, creditCodeProblem } from './credit-code.ts';

const first = '91990102MA4L8X3K5';
const code = `${first}${creditCheckCharacter(first)}`;

test.each([
  ['as it is', code, null],
  ['one digit wrong', code.replace('990102', '990103'), 'check-character-wrong'],
  ['two changed places', code.replace('8X', 'X8'), 'check-character-wrong'],
  ['a letter that does not occur', code.replace('M', 'I'), 'malformed'],
  ['in small letters', code.toLowerCase(), 'malformed'],
  ['seventeen characters', first, 'malformed'],
])('%s', (_, text, expected) => expect(creditCodeProblem(text)).toBe(expected));

test.each([
  ['91350100M000100Y4', '3'],
  ['9144030071526726X', 'G'],
])('%s calls for %s', (text, expected) => expect(creditCheckCharacter(text)).toBe(expected));
