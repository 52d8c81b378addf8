/**
 * The classification of government revenue and expenditure (政府收支分类科目): functional codes (类 3 digits, 款 5, 项 7) and
 * department economic codes (类 3, 款 5). Data, versioned beside the code; a code we do not hold is not an error.
 */

import { squeeze } from './compact.ts';
import data from './data/classification.json' with { type: 'json' };
import { remembering } from './remember.ts';

/** Functional codes of expenditure with their names. */
export const functionalNames: Readonly<Record<string, string>> = data.functional;

/** Economic codes of department budgets with their names. */
export const economicNames: Readonly<Record<string, string>> = data.economic;

/** Name without brackets' variants, spaces and a trailing 支出, so that 社会保障和就业（类）支出 meets 社会保障和就业支出. */
export const normaliseName = remembering((name) =>
  squeeze(name)
    .replace(/（(?:类|款|项)）/g, '')
    .replaceAll('支出', '')
    .replace(/费用$/, '费')
    .replace(/[“”"‘’'（）]/g, ''),
);

function indexByName(
  names: Readonly<Record<string, string>>,
  aliases: Readonly<Record<string, readonly string[]>>,
): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  const add = (name: string, code: string): void => {
    const key = normaliseName(name);
    const codes = index.get(key);
    if (codes === undefined) index.set(key, [code]);
    else if (!codes.includes(code)) codes.push(code);
  };
  for (const [code, name] of Object.entries(names)) add(name, code);
  for (const [code, list] of Object.entries(aliases)) for (const name of list) add(name, code);
  return index;
}

const functionalByName = indexByName(functionalNames, data.functionalAliases);
const economicByName = indexByName(economicNames, data.economicAliases);

/** First characters of the names: most pieces of text that are tried begin with another. */
const functionalFirsts = firstsOf(functionalByName);
const economicFirsts = firstsOf(economicByName);

function firstsOf(names: ReadonlyMap<string, unknown>): ReadonlySet<number> {
  return new Set([...names.keys()].map((name) => name.charCodeAt(0)));
}

const none: readonly string[] = [];

function codesOf(
  names: ReadonlyMap<string, readonly string[]>,
  firsts: ReadonlySet<number>,
  name: string,
): readonly string[] {
  const first = name.charCodeAt(0);
  // A Chinese character at the head stays there, but for that of 支出.
  if (first >= 0x4e00 && first <= 0x9fff && first !== 0x652f && !firsts.has(first)) return none;
  return names.get(normaliseName(name)) ?? none;
}

/** Codes that carry this functional name (several: 行政运行 is an item of many 款). */
export function functionalCodes(name: string): readonly string[] {
  return codesOf(functionalByName, functionalFirsts, name);
}

/** The 类 of this name, or null. */
export function functionalClass(name: string): string | null {
  return functionalCodes(name).find((code) => code.length === 3) ?? null;
}

/** Economic codes (3 or 5 digits) that carry this name. */
export function economicCodes(name: string): readonly string[] {
  return codesOf(economicByName, economicFirsts, name);
}

export function functionalName(code: string): string | null {
  return functionalNames[code] ?? null;
}

export function economicName(code: string): string | null {
  return economicNames[code] ?? null;
}
