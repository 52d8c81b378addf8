/**
 * What a list of 救助身份 changes, as a plain function: who is new, who has ended, for whom all stays as it is, and which rows cannot
 * be taken and why. A row that cannot be taken changes nothing, and ends nothing either: whoever may be meant by it is held back.
 */
import { type DateText, isDate } from '@mingzhang/kernel';
import { type Category, categories } from '@mingzhang/policy';
import { dayBefore } from '../decide.ts';
import { categoryOf } from './read.ts';

export const listOffices = {
  'civil-affairs': '民政',
  'rural-revitalisation': '乡村振兴',
  'disabled-federation': '残联',
} as const;
export type ListSource = keyof typeof listOffices;

/** What each office decides of. */
export const sourceCategories: Readonly<Record<ListSource, readonly Category[]>> = {
  'civil-affairs': [
    'special-hardship',
    'orphan',
    'de-facto-orphan',
    'low-income',
    'low-income-margin',
    'illness-poverty',
  ],
  'rural-revitalisation': ['returned-poverty', 'monitored'],
  'disabled-federation': ['severe-disability'],
};

export interface ListHead {
  readonly categories: readonly Category[];
  /** It names all who are in them. */
  readonly whole: boolean;
  /** The day that it speaks of. */
  readonly asOf: DateText;
  readonly knownSince: DateText;
}

export interface ListRow {
  readonly line: number;
  readonly name: string;
  /** Masked. */
  readonly shown: string;
  /** Why the number cannot be anybody's; null where it can. */
  readonly numberProblem: string | null;
  readonly category: string;
  readonly from: string;
  /** Whose number it is, as far as it is registered. */
  readonly person: { readonly id: string; readonly name: string; readonly diedOn: DateText | null } | null;
}

/** A category that is entered and has no end. */
export interface HeldCategory {
  readonly person: string;
  readonly name: string;
  readonly id: string;
  readonly category: Category;
  readonly from: DateText;
}

export const listProblems = {
  'number-wrong': '身份证号不对',
  'name-missing': '没有姓名',
  'person-unknown': '没有登记',
  'name-differs': '姓名不同',
  'category-unknown': '身份类别不认识',
  'category-not-listed': '身份不在这份名单之内',
  'date-malformed': '起始日期不对',
  'listed-twice': '重复列名',
  dead: '已登记死亡',
} as const;
export type ListProblemId = keyof typeof listProblems;

export interface ListProblem {
  readonly line: number;
  readonly name: string;
  readonly shown: string;
  readonly id: ListProblemId;
  /** What is wrong with the row and what to do. */
  readonly message: string;
}

export interface ListedChange {
  readonly person: string;
  readonly name: string;
  readonly category: Category;
}

export interface ListPlan {
  readonly started: readonly (ListedChange & { readonly line: number; readonly from: DateText })[];
  readonly ended: readonly (ListedChange & { readonly id: string; readonly from: DateText; readonly to: DateText })[];
  /** Missing from the list, but a row that could not be taken may mean them. */
  readonly heldBack: readonly (ListedChange & { readonly from: DateText })[];
  readonly unchanged: number;
  readonly problems: readonly ListProblem[];
}

export function planList(head: ListHead, rows: readonly ListRow[], held: readonly HeldCategory[]): ListPlan {
  const holds = new Set(held.map(({ person, category }) => `${person} ${category}`));
  const started: ListPlan['started'][number][] = [];
  const problems: ListProblem[] = [];
  const lines = new Map<string, number>();
  /** Persons who stand on the list in whatever row, and names of rows that could be anybody's. */
  const present = new Set<string>();
  const doubtful = new Set<string>();
  let unchanged = 0;
  for (const row of rows) {
    const { person, line, name, shown } = row;
    const category =
      row.category === '' && head.categories.length === 1 ? head.categories[0] : categoryOf(row.category);
    const problem = rowProblem(head, row, category ?? null, lines);
    if (person === null) doubtful.add(name);
    else if (category == null || problem?.id === 'category-not-listed') {
      for (const one of head.categories) present.add(`${person.id} ${one}`);
    } else present.add(`${person.id} ${category}`);
    if (problem !== null) {
      problems.push({ line, name, shown, ...problem });
      continue;
    }
    if (person === null || category == null) throw new Error('a row without a problem has both');
    lines.set(`${person.id} ${category}`, line);
    if (holds.has(`${person.id} ${category}`)) unchanged += 1;
    else started.push({ person: person.id, name, category, line, from: row.from === '' ? head.asOf : row.from });
  }
  const missing = head.whole
    ? held.filter(
        ({ person, category, from }) =>
          // What began only after the day of the list is none of its business.
          head.categories.includes(category) && from < head.asOf && !present.has(`${person} ${category}`),
      )
    : [];
  return {
    started,
    ended: missing.filter(({ name }) => !doubtful.has(name)).map((one) => ({ ...one, to: dayBefore(head.asOf) })),
    heldBack: missing.filter(({ name }) => doubtful.has(name)).map(({ id: _, ...one }) => one),
    unchanged,
    problems,
  };
}

function rowProblem(
  head: ListHead,
  { line, name, numberProblem, category: written, from, person }: ListRow,
  category: Category | null,
  lines: ReadonlyMap<string, number>,
): Pick<ListProblem, 'id' | 'message'> | null {
  const wrong = (id: ListProblemId, message: string) => ({ id, message });
  if (numberProblem !== null) return wrong('number-wrong', `第${line}行：${numberProblem}`);
  if (name === '') return wrong('name-missing', `第${line}行没有姓名，不能核对身份证号是不是本人的。请补上后再交来。`);
  if (person === null) {
    return wrong('person-unknown', `第${line}行${name}的身份证号没有登记。先登记参保人员，或请来文单位核对号码。`);
  }
  if (person.name !== name) {
    return wrong(
      'name-differs',
      `第${line}行写作“${name}”，这个身份证号登记的是“${person.name}”。请来文单位核对，改名的先更正登记。`,
    );
  }
  if (category === null) {
    const known = Object.values(categories).join('、');
    return wrong('category-unknown', `第${line}行${name}的身份写作“${written}”，认不出来。可以写：${known}。`);
  }
  if (!head.categories.includes(category)) {
    return wrong(
      'category-not-listed',
      `第${line}行${name}是${categories[category]}，这份名单只认定${head.categories.map((one) => categories[one]).join('、')}。请放到它自己的名单里。`,
    );
  }
  if (from !== '' && (!isDate(from) || from > head.knownSince)) {
    return wrong(
      'date-malformed',
      `第${line}行${name}的起始日期“${from}”不对，应是收到名单那天以前的一天，如“2024-03-05”。`,
    );
  }
  const earlier = lines.get(`${person.id} ${category}`);
  if (earlier !== undefined) {
    return wrong('listed-twice', `第${line}行${name}的${categories[category]}在第${earlier}行已经列过，这一行不取。`);
  }
  const begins = from === '' ? head.asOf : from;
  if (person.diedOn === null || begins <= person.diedOn) return null;
  return wrong('dead', `第${line}行${name}已于${person.diedOn}死亡，不再登记身份。登记有误的请先更正死亡日期。`);
}
