/** Texts and ids that people and other programs hand in. */
/** True for a text that says something: no white space around it, no control characters, at most so many characters. */
export function isShortText(text: string, limit: number): boolean {
  return text !== '' && isText(text, limit);
}

/** As `isShortText`; may be empty. */
export function isText(text: string, limit: number): boolean {
  return text.trim() === text && [...text].length <= limit && !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text);
}

export const idAdvice = '编号是第7版UUID的小写文本，由录入一方生成，重发时沿用原编号。';
