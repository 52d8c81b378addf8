/**
 * Labels, headings and names are few and stand in row after row, in one disclosure as in the next. What is known of such a
 * text by its words alone is worked out once and remembered.
 */

/** Longer texts are sentences, which do not come again. */
const longest = 32;

/** The store is emptied before it grows large. */
const atMost = 4_000;

/** The same function of a short text, remembering its answers. The answer may depend on nothing but the text. */
export function remembering<T extends string | boolean | object | null>(
  work: (text: string) => T,
): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > longest) return work(text);
    const before = known.get(text);
    if (before !== undefined) return before;
    const own = ownCopy(text);
    const answer = work(own);
    if (known.size >= atMost) known.clear();
    known.set(own, answer);
    return answer;
  };
}

/** A text cut from a document keeps the whole document in memory as long as it is kept itself; this one does not. */
export function ownCopy(text: string): string {
  return ` ${text}`.slice(1);
}
