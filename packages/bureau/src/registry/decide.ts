/**
 * Who is insured and as what, as plain functions over what has been entered. Days are inclusive. Two questions are kept apart: what
 * was so on a day, and what we knew of it on another – a settlement goes by what was known when it was paid.
 */
import { type DateText, isDate, isUuid7 } from '@mingzhang/kernel';
import { type Category, categories, type Member, type Scheme, schemes } from '@mingzhang/policy';
import { type RegistryRefused, refuse } from './refusals.ts';

export interface Spell {
  readonly id: string;
  readonly scheme: Scheme;
  /** 参保地, six digits. */
  readonly area: string;
  readonly member: Member;
  readonly civilServant: boolean;
  readonly from: DateText;
  readonly to: DateText | null;
  /** 待遇等待期 through this day. */
  readonly waitingUntil: DateText | null;
}

export interface Suspension {
  readonly id: string;
  readonly spell: string;
  readonly from: DateText;
  readonly to: DateText | null;
  readonly reason: string;
}

export interface CategorySpan {
  readonly id: string;
  readonly category: Category;
  readonly from: DateText;
  readonly knownSince: DateText;
  readonly to: DateText | null;
  readonly endKnownSince: DateText | null;
  readonly document: string;
}

interface Span {
  readonly from: DateText;
  readonly to: DateText | null;
}

const holds = ({ from, to }: Span, day: DateText): boolean => from <= day && (to === null || day <= to);

/** A span that ends before it begins never held and overlaps nothing. */
const overlap = (a: Span, b: Span): boolean => {
  const reaches = (one: Span, other: Span): boolean => one.to === null || (other.from <= one.to && one.from <= one.to);
  return reaches(a, b) && reaches(b, a);
};

/** The categories that, by what was known on one day, held on another; in the order of preference. */
export function categoriesKnown(spans: readonly CategorySpan[], day: DateText, known: DateText): readonly Category[] {
  const held = spans.filter(({ from, to, knownSince, endKnownSince }) => {
    const endKnown = endKnownSince !== null && endKnownSince <= known;
    return knownSince <= known && holds({ from, to: endKnown ? to : null }, day);
  });
  return (Object.keys(categories) as readonly Category[]).filter((one) =>
    held.some(({ category }) => category === one),
  );
}

export type Coverage =
  | { readonly kind: 'covered' | 'waiting'; readonly spell: Spell }
  | { readonly kind: 'suspended'; readonly spell: Spell; readonly suspension: Suspension }
  | { readonly kind: 'none' };

/** How somebody is covered on a day. */
export function coverageOn(spells: readonly Spell[], suspensions: readonly Suspension[], day: DateText): Coverage {
  const spell = spells.find((one) => holds(one, day));
  if (spell === undefined) return { kind: 'none' };
  const suspension = suspensions.find((one) => one.spell === spell.id && holds(one, day));
  if (suspension !== undefined) return { kind: 'suspended', spell, suspension };
  const waiting = spell.waitingUntil !== null && day <= spell.waitingUntil;
  return { kind: waiting ? 'waiting' : 'covered', spell };
}

export function idProblem(...ids: readonly string[]): RegistryRefused | null {
  const bad = ids.find((id) => !isUuid7(id));
  if (bad === undefined) return null;
  return refuse('id-malformed', `编号“${bad}”不是小写的第7版UUID。编号由录入一方生成，重发时沿用原编号。`);
}

export function textProblem(name: string, text: string): RegistryRefused | null {
  if (text !== '' && text.length <= 200 && text === text.trim() && !/\p{Cc}/u.test(text)) return null;
  return refuse('text-malformed', `“${name}”要填写，不超过200字，首尾不留空白，不含换行，请改正后再保存。`);
}

/** Days that have to be there and are not after today. */
export function pastProblem(days: Readonly<Record<string, string>>, today: DateText): RegistryRefused | null {
  for (const [name, day] of Object.entries(days)) {
    if (!isDate(day)) return refuse('date-malformed', `“${name}”写作“${day}”，应是存在的一天，如“2024-03-05”。`);
    if (day > today) return refuse('date-in-future', `“${name}”${day}在今天（${today}）之后，请核对日期。`);
  }
  return null;
}

export function dayProblem(name: string, day: string): RegistryRefused | null {
  return isDate(day) ? null : refuse('date-malformed', `“${name}”写作“${day}”，应是存在的一天，如“2024-03-05”。`);
}

export interface PersonDraft {
  readonly name: string;
  readonly number: string;
  readonly bornOn: string;
  readonly area: string;
}

/** Why a person may not be registered, apart from the number itself. */
export function personProblem({ name, number, bornOn, area }: PersonDraft, today: DateText): RegistryRefused | null {
  const problem = textProblem('姓名', name) ?? pastProblem({ 出生日期: bornOn }, today);
  if (problem !== null) return problem;
  if (!/^\d{6}(\d{3}){0,2}$/.test(area)) {
    return refuse('area-malformed', `居住地“${area}”应是6位（县）、9位（乡镇）或12位（村）区划代码。`);
  }
  const inNumber = number.trim().slice(6, 14);
  if (inNumber === bornOn.replaceAll('-', '')) return null;
  return refuse('birthday-differs', `出生日期${bornOn}与身份证号里的不同，没有保存。请对照证件核对哪一处写错。`);
}

export interface Known {
  readonly diedOn: DateText | null;
  readonly spells: readonly Spell[];
  readonly suspensions: readonly Suspension[];
  readonly categories: readonly CategorySpan[];
}

export function categoryProblem(
  draft: Pick<CategorySpan, 'from' | 'knownSince' | 'document'> & { readonly category: string },
  { categories: held, diedOn }: Known,
  today: DateText,
): RegistryRefused | null {
  const { category, from, knownSince, document } = draft;
  const problem =
    textProblem('认定文件', document) ?? dayProblem('起始日期', from) ?? pastProblem({ 获知日期: knownSince }, today);
  if (problem !== null) return problem;
  if (diedOn !== null && from > diedOn) return dead(diedOn);
  if (!Object.hasOwn(categories, category)) {
    return refuse(
      'category-unknown',
      `没有“${category}”这种救助身份，可用的是${Object.values(categories).join('、')}。`,
    );
  }
  const other = held.find((one) => one.category === category && overlap(one, { from, to: null }));
  if (other === undefined) return null;
  return refuse(
    'category-held',
    `${categories[other.category]}从${other.from}起已经登记${other.to === null ? '，还没有终止' : `到${other.to}`}，与这次重叠；请先终止那一条。`,
  );
}

export function spellProblem(draft: Omit<Spell, 'id'>, { spells, diedOn }: Known): RegistryRefused | null {
  const { scheme, area, member, from, to, waitingUntil } = draft;
  const problem =
    dayProblem('参保起始', from) ??
    (to === null ? null : dayProblem('参保截止', to)) ??
    (waitingUntil === null ? null : dayProblem('等待期截止', waitingUntil));
  if (problem !== null) return problem;
  if (!/^\d{6}$/.test(area)) return refuse('area-malformed', `参保地“${area}”应是6位县级区划代码。`);
  const last = waitingUntil !== null && waitingUntil < from ? waitingUntil : to;
  if (last !== null && last < from) {
    return refuse('end-before-start', `${last}早于参保起始${from}，请核对起止日期。`);
  }
  if (diedOn !== null && from > diedOn) return dead(diedOn);
  const fits: Readonly<Record<Scheme, readonly Member[]>> = {
    resident: ['resident'],
    employee: ['in-service', 'retired'],
    'retired-cadre': ['cadre'],
  };
  if (!fits[scheme].includes(member) || (draft.civilServant && scheme !== 'employee')) {
    return refuse('member-unfit', `${schemes[scheme]}参保没有这种人员类别，请核对险种和人员类别。`);
  }
  if (scheme === 'resident' && (to === null || to.slice(0, 4) !== from.slice(0, 4))) {
    return refuse('year-crossed', `居民按年度参保，${from}起的参保截至当年12月31日；下一年度另行登记。`);
  }
  const other = spells.find((one) => overlap(one, draft));
  if (other === undefined) return null;
  return refuse(
    'spell-overlaps',
    `已有${schemes[other.scheme]}参保（${other.from}至${other.to ?? '今'}），与这次重叠。一个人同一天只参加一种，请先终止那一条。`,
  );
}

/** An end may be the day before the beginning: then the entry never held. */
export function endProblem(from: DateText, to: string): RegistryRefused | null {
  const problem = dayProblem('终止日期', to);
  if (problem !== null) return problem;
  if (to >= dayBefore(from)) return null;
  return refuse('end-before-start', `终止日期${to}早于起始${from}。登记有误、从未成立的，终止日期填起始的前一天。`);
}

export function dayBefore(day: DateText): DateText {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

export function suspensionProblem(
  { spell: id, from, reason }: Pick<Suspension, 'spell' | 'from' | 'reason'>,
  { spells, suspensions }: Known,
): RegistryRefused | null {
  const problem = textProblem('暂停原因', reason) ?? dayProblem('暂停起始', from);
  if (problem !== null) return problem;
  const spell = spells.find((one) => one.id === id);
  if (spell === undefined) return refuse('entry-unknown', '没有这条参保登记，请刷新后再试。');
  const open = suspensions.some((one) => one.spell === id && overlap(one, { from, to: null }));
  if (holds(spell, from) && !open) return null;
  return refuse('suspension-outside', `${from}不在这条参保的期间内，或已经暂停，没有保存；请核对日期。`);
}

function dead(diedOn: DateText): RegistryRefused {
  return refuse('person-dead', `此人${diedOn}死亡，其后不再登记。登记有误的请先更正死亡日期。`);
}
