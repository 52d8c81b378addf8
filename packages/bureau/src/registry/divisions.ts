/**
 * 行政区划 of the whole country, county and above, for what comes from elsewhere: where somebody was insured or treated.
 *
 *     '430104' → 湖南省长沙市岳麓区; '4301' → 湖南省长沙市; '430199' → null
 */
import file from './data/divisions.json' with { type: 'json' };

/** A division and what it is called in full, or an area that the bureau has named itself. */
export interface Division {
  /** Six digits. */
  readonly code: string;
  readonly name: string;
}

const names: ReadonlyMap<string, string> = new Map(Object.entries(file.divisions));

const divisions: readonly Division[] = [...names.keys()]
  .map((key) => ({ code: key.padEnd(6, '0'), name: fullName(key) }))
  .sort((a, b) => (a.code < b.code ? -1 : 1));

function fullName(key: string): string {
  return [2, 4, 6]
    .filter((length) => length <= key.length)
    .map((length) => names.get(key.slice(0, length)) ?? '')
    .join('');
}

/** The digits that all of a division begins with: '430000' → '43', '430100' → '4301', '430102' as it is. */
export function divisionBeginning(code: string): string {
  return code.replace(/^(\d{2})0000$/, '$1').replace(/^(\d{4})00$/, '$1');
}

/** What a code of two, four or six digits stands for, from the province on; null for one that nobody has given out. */
export function divisionName(code: string): string | null {
  const key = divisionBeginning(code);
  return names.has(key) ? fullName(key) : null;
}

/** As it is said in a sentence: 湖南省长沙市（4301）; the code alone where it has no name. */
export function divisionSaid(code: string): string {
  const name = divisionName(code);
  return name === null ? code : `${name}（${code}）`;
}

/** What is known of where a code would lie: 湖南省长沙市 for 430199; '' where nothing is. */
export function divisionAround(code: string): string {
  return fullName(divisionBeginning(code).slice(0, 6));
}

/** Divisions that a code or words may mean, whole provinces and cities before their parts; `own` are areas that the bureau has named. */
export function searchDivisions(text: string, own: readonly Division[], limit: number): readonly Division[] {
  const words = text.trim().split(/\s+/);
  const fits = ({ code, name }: Division): boolean =>
    words.every((word) => (/^\d+$/.test(word) ? code.startsWith(word) : name.includes(word)));
  return known(own).filter(fits).slice(0, limit);
}

/** What a typed code or name stands for: one, none, or several of the same name. */
export function typedDivisions(text: string, own: readonly Division[]): readonly Division[] {
  const wanted = text.trim();
  if (/^\d+$/.test(wanted)) return known(own).filter(({ code }) => code === wanted);
  const whole = known(own).filter(({ name }) => name === wanted);
  if (whole.length > 0) return whole;
  const ofOwnName = new Set([...names].flatMap(([key, name]) => (name === wanted ? [key.padEnd(6, '0')] : [])));
  return divisions.filter(({ code }) => ofOwnName.has(code));
}

function known(own: readonly Division[]): readonly Division[] {
  const codes = new Set(own.map(({ code }) => code));
  return [...own, ...divisions.filter(({ code }) => !codes.has(code))];
}
