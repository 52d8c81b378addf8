/**
 * All matches of a global pattern, as `String.matchAll` gives them, but without the copy of the pattern that it makes for each
 * text: most texts hold no match, and the copy costs more than the search.
 */

const none: readonly RegExpExecArray[] = [];

/** Every match of a global pattern. */
export function matchesOf(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  pattern.lastIndex = 0;
  let match = pattern.exec(text);
  if (match === null) return none;
  const found: RegExpExecArray[] = [];
  while (match !== null) {
    found.push(match);
    // An empty match would be found again at the same place; the one behind it is looked for a whole character on.
    if (match[0] === '')
      pattern.lastIndex += pattern.unicode && (text.codePointAt(pattern.lastIndex) ?? 0) > 0xffff ? 2 : 1;
    match = pattern.exec(text);
  }
  return found;
}
