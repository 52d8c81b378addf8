/** Texts and ids that people and other programs hand in. */

/** True for a text that says something: no white space around it, no control characters, at most so many characters. */
export function isShortText(text: string, limit: number): boolean {
  return text !== '' && isText(text, limit);
}

/** As `isShortText`; may be empty. */
export function isText(text: string, limit: number): boolean {
  return text.trim() === text && [...text].length <= limit && !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text);
}

/** True for a UUID of version 7 in lower case. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text);
}

export const idAdvice = '编号是第7版UUID的小写文本，由录入一方生成，重发时沿用原编号。';
