/**
 * Which functional code an item of the narrative is about: "社会保障和就业支出（类）行政事业单位养老支出（款）…（项）". Found in
 * the document's own table first, so that local names meet local codes; then in the classification.
 */
import { functionalCodes, functionalName, normaliseName } from '../classification.ts';
import { type Table } from '../model.ts';

export interface Item {
  readonly code: string;
  readonly name: string;
  /** False when the printed name is not the table's. */
  readonly exact: boolean;
}

const itemPattern =
  /([\p{Script=Han}、]{2,40}?)(?:支出)?（类）(?:支出)?(?:([\p{Script=Han}、（）]{2,40}?)（款）(?:支出)?(?:([\p{Script=Han}、（）]{2,60}?)（项）)?)?/u;

/** Names without 类: 「2.医疗保障管理事务（款）行政运行（项）」 below a heading that names the 类. */
const groupPattern =
  /^(?:[-·])?(?:（[\d一二三四五六七八九十]{1,3}）[、.．]?|[\d一二三四五六七八九十]{1,3}[、.．])?([\p{Script=Han}、（）]{2,40}?)（款）(?:支出)?(?:([\p{Script=Han}、（）]{2,60}?)（项）)?/u;

/**
 * The item named in a heading or at the head of a paragraph, or null. `className` is the 类 of the heading above, for items
 * that do not repeat it. An item that neither the tables nor the classification know keeps its printed names as its code, so
 * that it is never taken for another.
 */
export function itemIn(text: string, tables: readonly Table[], className: string | null = null): Item | null {
  const full = text.includes('（类）') ? itemPattern.exec(text) : null;
  const group = full === null && className !== null && text.includes('（款）') ? groupPattern.exec(text) : null;
  if (full === null && group === null) return null;
  const names =
    full === null
      ? [className, group?.[1], group?.[2]]
      : [(full[1] ?? '').replace(/^[一二三四五六七八九十\d]+、/, ''), full[2], full[3]];
  const present = names.filter((name): name is string => name !== undefined && name !== null);
  const found = findItem(present, tables);
  if (found !== null) return found;
  return present.length < 2
    ? null
    : { code: present.map(normaliseName).join('/'), name: present.at(-1) ?? '', exact: false };
}

/** The 类 a heading names alone: 「（二）卫生健康支出（类）」. */
export function classNameIn(title: string): string | null {
  if (!title.includes('（类）')) return null;
  const match = itemPattern.exec(title);
  return match !== null && match[2] === undefined ? (match[1] ?? null) : null;
}

const codesByTable = new WeakMap<Table, ReadonlyMap<string, string>>();

/** Names by code of a table; asked for with every item that the narrative names. */
function codesOf(table: Table): ReadonlyMap<string, string> {
  const known = codesByTable.get(table);
  if (known !== undefined) return known;
  const codes = new Map<string, string>();
  for (const row of table.rows) if (row.code !== undefined) codes.set(row.code, row.name);
  codesByTable.set(table, codes);
  return codes;
}

const codedTables = new WeakMap<readonly Table[], readonly Table[]>();

/** The tables that carry functional codes. */
function codedAmong(tables: readonly Table[]): readonly Table[] {
  const known = codedTables.get(tables);
  if (known !== undefined) return known;
  const coded = tables.filter(
    (table) =>
      table.id === 'general-public-expenditure' ||
      table.id === 'expenditure' ||
      table.id === 'income' ||
      table.id === 'government-fund',
  );
  codedTables.set(tables, coded);
  return coded;
}

function findItem(names: readonly string[], tables: readonly Table[]): Item | null {
  for (const table of codedAmong(tables)) {
    const found = descend(names, codesOf(table));
    if (found !== null) return found;
  }
  const last = names.at(-1) ?? '';
  const fromClassification = functionalCodes(last).filter((code) => code.length === 1 + names.length * 2);
  const parent = names.length > 1 ? functionalCodes(names[names.length - 2] ?? '') : [];
  const code = fromClassification.find(
    (candidate) => parent.length === 0 || parent.some((above) => candidate.startsWith(above)),
  );
  return code === undefined ? null : { code, name: functionalName(code) ?? last, exact: true };
}

/** Walks 类 → 款 → 项 by name; a name that is only nearly the table's is taken if it is the only near one. */
function descend(names: readonly string[], codes: ReadonlyMap<string, string>): Item | null {
  let candidates: readonly string[] = [''];
  let exact = true;
  for (const [depth, name] of names.entries()) {
    const length = 3 + depth * 2;
    const children = [...codes].filter(
      ([code]) => code.length === length && candidates.some((parent) => code.startsWith(parent)),
    );
    const wanted = normaliseName(name);
    const equal = children.filter(([, own]) => normaliseName(own) === wanted);
    if (equal.length > 0) {
      candidates = equal.map(([code]) => code);
      continue;
    }
    const near = children.filter(([, own]) => isNear(wanted, normaliseName(own)));
    if (near.length !== 1) return null;
    exact = false;
    candidates = near.map(([code]) => code);
  }
  const code = candidates.length === 1 ? candidates[0] : undefined;
  return code === undefined || code === '' ? null : { code, name: codes.get(code) ?? '', exact };
}

/** One name's characters all stand in the other, in order, and few are left over: 医疗经办事务 ~ 医疗保障经办事务. */
function isNear(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < 3 || long.length - short.length > 4) return false;
  let at = 0;
  for (const character of long) if (character === short.charAt(at)) at += 1;
  return at === short.length;
}
