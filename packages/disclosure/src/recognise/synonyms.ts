/** Labels of columns and rows, found by the lists of synonyms that `data/tables.json` holds. */
import { squeeze } from '../compact.ts';
import { remembering } from '../remember.ts';

/** A canonical key and the labels that stand for it, one list each. */
export type Synonyms = readonly (readonly string[])[];

/** Finds the canonical key of a label in a synonym list: exact first, then the longest contained synonym. */
export function lookUp(label: string, synonyms: Synonyms): string | null {
  const plain = plainLabel(label);
  const { exact, names } = preparedSynonyms(synonyms);
  const found = exact.get(plain);
  if (found !== undefined) return found;
  let best: { readonly key: string; readonly name: string } | null = null;
  for (const candidate of names)
    if (candidate.name.length > (best?.name.length ?? 0) && plain.includes(candidate.name)) best = candidate;
  return best?.key ?? null;
}

interface PreparedSynonyms {
  readonly exact: ReadonlyMap<string, string>;
  /** Those long enough to be looked for inside a label, in the order of the list. */
  readonly names: readonly { readonly key: string; readonly name: string }[];
}

/** The list of a table that has none of its own. */
export const noSynonyms: Synonyms = [];

const prepared = new Map<Synonyms, PreparedSynonyms>();

/** A list of synonyms made ready for look-ups, once; the lists are data. */
function preparedSynonyms(synonyms: Synonyms): PreparedSynonyms {
  const known = prepared.get(synonyms);
  if (known !== undefined) return known;
  const exact = new Map<string, string>();
  const names: { readonly key: string; readonly name: string }[] = [];
  for (const [key = '', ...printed] of synonyms) {
    for (const one of printed) {
      const name = plainLabel(one);
      if (!exact.has(name)) exact.set(name, key);
      if (name.length >= 4) names.push({ key, name });
    }
  }
  const made = { exact, names };
  prepared.set(synonyms, made);
  return made;
}

/** A label without 其中, numbering and quotation marks. */
export const plainLabel = remembering((label): string => {
  return squeeze(label)
    .replace(/^其中：/, '')
    .replace(/^（?[一二三四五六七八九十]+）?[、.．]/, '')
    .replace(/^（?\d{1,2}）?[、.．]/, '')
    .replace(/[“”"]/g, '');
});

/** Column key of a header path: the leaf, or what stands above a 小计. */
export function columnKey(path: readonly string[], synonyms: Synonyms): string | null {
  const leaf = path.at(-1) ?? '';
  const above = path.at(-2);
  if (/^(?:小计|合计)$/.test(leaf) && above !== undefined) return lookUp(above, synonyms) ?? lookUp(leaf, synonyms);
  for (let index = path.length - 1; index >= 0; index -= 1) {
    const key = lookUp(path[index] ?? '', synonyms);
    if (key !== null) return key;
  }
  return null;
}
