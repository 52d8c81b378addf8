/** Which money is named: a 类 or 项 at the head of a paragraph or right before a figure, an economic item, an evaluated project; and whose it is. */
import { economicCodes, economicName, functionalClass } from '../classification.ts';
import { type Scope } from '../model.ts';
import { type Item } from './items.ts';
import { type Measure, measureById } from './phrasebook.ts';
import { compactQuoted } from './words.ts';

/** Measures of the whole unit, as a report without accounts' headings names them. */
const reportMeasures: ReadonlySet<string> = new Set([
  'income-year',
  'income-fiscal',
  'expenditure-year',
  'basic',
  'project',
]);

/** Which money a measure is of in a section: its own where its name says so, else the section's. */
export function scopeIn(measure: Pick<Measure, 'id' | 'scope'>, section: Scope): Scope {
  if (measure.scope !== null) return measure.scope;
  // 收入总计 named without 财政拨款 inside the section on general appropriation still means the whole; 支出总计 there is the
  // section's own expenditure.
  if (measure.id === 'income-total' && section !== 'fiscal') return 'all';
  // A report that names no money speaks of all of the unit's.
  if (section === 'none' && reportMeasures.has(measure.id)) return 'all';
  return section;
}

/** 「1.职工体检费项目绩效自评综述：全年预算数…，执行数…，完成预算的…」 */
export const evaluationAtHead = /^(?:（?[\d一二三四五六七八九十]{1,3}[）、.．]{1,2})?([^：。；]{2,60}?)绩效自评综述：/;

/** The money of an evaluated project or of the whole department, by its name. */
export function evaluationMeasure(name: string): Measure {
  const plain = compactQuoted(name).text;
  return { id: `evaluation:${plain}`, name: `${plain}绩效自评`, parent: null, both: [], scope: 'none' };
}

export function itemMeasure(item: Item): Measure {
  return { id: `code:${item.code}`, name: item.name, parent: 'general-expenditure', both: [], scope: null };
}

export function classMeasure(code: string): Measure {
  return {
    id: `code:${code}`,
    name: classNames.get(code) ?? code,
    parent: 'general-expenditure',
    both: [],
    scope: null,
  };
}

const classNames = new Map<string, string>();

const itemNumber = '（[\\d一二三四五六七八九十]{1,3}）[、.．]?|[\\d一二三四五六七八九十]{1,3}[、.．]';

const classAtHead = new RegExp(`^(?:[-·])?(?:${itemNumber})?[\\p{Script=Han}]{2,30}(?:支出)?（类）`, 'u');

export function isAtHead(text: string): boolean {
  return classAtHead.test(text);
}

const classOpening = new RegExp(
  `^(?:[-·])?(?:${itemNumber})?([\\p{Script=Han}]{4,20}?支出)(?:（类）)?(?=年初|支出|决算|预算|全年|20|\\d)`,
  'u',
);

/** The 类 a paragraph opens with: 「社会保障和就业支出年初预算…」. */
export function leadingClass(text: string): string | null {
  const match = classOpening.exec(text);
  if (match?.[1] === undefined) return null;
  const code = functionalClass(match[1]);
  if (code !== null) classNames.set(code, match[1]);
  return code;
}

/** The 类 named right before a figure: 「社会保障和就业（类）支出51.43万元」, 「卫生健康支出4.95万元」. */
export function trailingClass(lead: string, topic: string | null): string | null {
  if (topic === null || !/^general/.test(topic)) return null;
  const bare = lead
    .replace(/20\d\d年度?/g, '')
    .replace(/(?:年初|全年|调整后?|年度)?(?:预算|决算)(?:安排)?(?:数|额)?(?:为|是|：)?$/, '')
    .replace(/(?:为|是|：)$/, '');
  const match = /([\p{Script=Han}]{3,20}?)(?:支出)?(?:（类）)?(?:支出)?$/u.exec(bare);
  if (match?.[1] === undefined) return null;
  for (let start = 0; start < match[1].length - 2; start += 1) {
    const name = match[1].slice(start);
    const code = functionalClass(name);
    if (code !== null) {
      classNames.set(code, name.endsWith('支出') ? name : `${name}支出`);
      return code;
    }
  }
  return null;
}

/** An economic item named right before a figure, in sections about basic expenditure: 「劳务费19.92万元」. */
export function economicMeasure(clause: string, topic: string | null): Measure | null {
  if (topic !== 'basic') return null;
  const plain = clause
    .replace(/(?:支出|决算)?(?:为|是|：)?$/, '')
    .replace(/^(?:主要|其中|包括|包含|事业人员|行政人员|单位)+/, '');
  for (let start = 0; start < plain.length - 1 && start < 20; start += 1) {
    const codes = economicCodes(plain.slice(start));
    const code =
      codes.find((candidate) => /^30[123]/.test(candidate)) ??
      codes.find((candidate) => candidate.startsWith('310')) ??
      codes[0];
    if (code !== undefined && start <= 8) {
      const family = code.startsWith('301') || code.startsWith('303') ? 'personnel' : 'running';
      return {
        id: `economic:${code}`,
        name: economicName(code) ?? plain.slice(start),
        parent: family,
        both: [],
        scope: null,
      };
    }
  }
  return null;
}

/** What a measure is part of, the nearest first: 一般公共预算财政拨款收入 of 财政拨款收入, of 本年收入合计. */
export function ancestorsOf(measure: string): string[] {
  if (measure.startsWith('code:')) return ['general-expenditure', 'expenditure-year'];
  const chain: string[] = [];
  for (
    let parent = measureById(measure)?.parent ?? null;
    parent !== null && !chain.includes(parent);
    parent = measureById(parent)?.parent ?? null
  )
    chain.push(parent);
  return chain;
}

export function sameMeasure(id: string, measure: Measure | null): boolean {
  return measure !== null && (measure.id === id || measure.both.includes(id));
}
