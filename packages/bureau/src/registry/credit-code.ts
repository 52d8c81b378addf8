/**
 * Unified social credit codes (统一社会信用代码, GB 32100): who registered it and as what, six digits of the place, nine characters of
 * the organisation, one that checks. I, O, S, V and Z do not occur. Pure.
 *
 *     91990102MA4L8X3K5 + A
 */
const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** What is wrong with a code, or null. */
export function creditCodeProblem(code: string): 'malformed' | 'check-character-wrong' | null {
  if (!/^[0-9A-HJ-NP-RTUW-Y]{18}$/.test(code)) return 'malformed';
  return creditCheckCharacter(code) === code[17] ? null : 'check-character-wrong';
}

/** The last character that the first seventeen call for. */
export function creditCheckCharacter(code: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * characters.indexOf(code[index] ?? ''), 0);
  return characters[(31 - (sum % 31)) % 31] ?? '';
}
