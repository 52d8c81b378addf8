/**
 * Posts and persons. A document approves so many posts of a kind from a day on; what happens to a person is entered as it happens,
 * and where everybody stands on a day – in post, in a public-welfare post, retired – follows from it.
 */
import { type DateText, isDate } from '@mingzhang/kernel';
import {
  type ClosedBooks,
  countProblem,
  dateProblem,
  dayProblem,
  firstProblem,
  idProblem,
  textProblem,
} from '../entered.ts';
import { type Refused, refuse } from '../register-refusals.ts';

/** 行政编制, 参公事业编制, 事业编制, 工勤编制. */
export const posts = ['administrative', 'civil-service', 'institution', 'workman'] as const;
export type Post = (typeof posts)[number];

export const postNames: Readonly<Record<Post, string>> = {
  administrative: '行政编制',
  'civil-service': '参公事业编制',
  institution: '事业编制',
  workman: '工勤编制',
};

/** 正科, 副科, 其他. */
export const ranks = ['section-chief', 'deputy-section-chief', 'other'] as const;
export type Rank = (typeof ranks)[number];

export const staffEventKinds = [
  'joined',
  'transferred-in',
  'public-welfare',
  'took-over-cadre',
  'took-over-retired',
  'changed',
  'transferred-out',
  'retired',
  'left',
  'died',
] as const;
export type StaffEventKind = (typeof staffEventKinds)[number];

export const staffEventNames: Readonly<Record<StaffEventKind, string>> = {
  joined: '录用',
  'transferred-in': '调入',
  'public-welfare': '到公益性岗位',
  'took-over-cadre': '接收离休干部',
  'took-over-retired': '接收退休人员',
  changed: '编制或职务变动',
  'transferred-out': '调出',
  retired: '退休',
  left: '辞职、解聘等离开',
  died: '去世',
};

export interface StaffEvent {
  readonly date: DateText;
  readonly kind: StaffEventKind;
  /** With events that put somebody into a post. */
  readonly post: Post | null;
  readonly rank: Rank | null;
}

export type Standing = 'in-post' | 'public-welfare' | 'retired' | 'retired-cadre' | 'gone';

export const standingNames: Readonly<Record<Standing, string>> = {
  'in-post': '在职',
  'public-welfare': '公益性岗位',
  retired: '退休',
  'retired-cadre': '离休',
  gone: '已离开',
};

export interface StaffState {
  readonly standing: Standing;
  readonly post: Post | null;
  readonly rank: Rank | null;
  readonly since: DateText;
}

/** From which standings (null: not yet known) an event leads where. */
const steps: Readonly<Record<StaffEventKind, { readonly from: readonly (Standing | null)[]; readonly to: Standing }>> =
  {
    joined: { from: [null, 'gone', 'public-welfare'], to: 'in-post' },
    'transferred-in': { from: [null, 'gone'], to: 'in-post' },
    'public-welfare': { from: [null, 'gone'], to: 'public-welfare' },
    'took-over-cadre': { from: [null], to: 'retired-cadre' },
    'took-over-retired': { from: [null], to: 'retired' },
    changed: { from: ['in-post'], to: 'in-post' },
    'transferred-out': { from: ['in-post'], to: 'gone' },
    retired: { from: ['in-post'], to: 'retired' },
    left: { from: ['in-post', 'public-welfare'], to: 'gone' },
    died: { from: ['in-post', 'public-welfare', 'retired', 'retired-cadre'], to: 'gone' },
  };

const intoPost: readonly StaffEventKind[] = ['joined', 'transferred-in', 'changed'];

/** Where somebody stands at the end of a day, or null before the first event. Events stand in the order they happened. */
export function standingOn(events: readonly StaffEvent[], day: DateText): StaffState | null {
  return events
    .filter(({ date }) => date <= day)
    .reduce<StaffState | null>((last, { date, kind, post, rank }) => {
      const standing = steps[kind].to;
      const inPost = standing === 'in-post';
      return {
        standing,
        post: inPost ? (post ?? last?.post ?? null) : null,
        rank: inPost ? (rank ?? last?.rank ?? null) : null,
        since: date,
      };
    }, null);
}

export interface StaffFacts {
  readonly today: DateText;
  readonly closed: ClosedBooks;
}

/** Why an event may not be entered after those that a person has, or null. */
export function eventProblem(
  event: StaffEvent & { readonly id: string; readonly document: string },
  { name, events }: { readonly name: string; readonly events: readonly StaffEvent[] },
  { today, closed }: StaffFacts,
): Refused | null {
  const { id, date, kind, document } = event;
  const form = firstProblem(
    idProblem(id),
    textProblem({ '文号？': document }),
    dateProblem({ 日期: date }),
    isDate(date) ? dayProblem('日期', date, today, closed) : null,
  );
  if (form !== null) return form;
  const last = events.at(-1);
  if (last !== undefined && date < last.date) {
    return refuse(
      'event-out-of-order',
      `${name}已登记${last.date}的“${staffEventNames[last.kind]}”，不能再登记更早的${date}。先前登记有误的请先撤回。`,
    );
  }
  const standing = standingOn(events, date)?.standing ?? null;
  if (!steps[kind].from.includes(standing)) {
    if (standing === 'gone') {
      return refuse('person-departed', `${name}${last?.date ?? ''}已经离开，不能登记“${staffEventNames[kind]}”。`);
    }
    const now = standing === null ? '还没有登记过' : `当时是${standingNames[standing]}`;
    return refuse('event-not-possible', `${name}${now}，不能登记“${staffEventNames[kind]}”，请核对变动种类。`);
  }
  if (kind !== 'changed' && intoPost.includes(kind) && event.post === null) {
    return refuse('post-missing', `“${staffEventNames[kind]}”要写明占用哪一类编制，请选择后再保存。`);
  }
  return null;
}

/** A document of the 编制 office: so many posts of a kind from a day on. */
export interface ApprovedPosts {
  readonly post: Post;
  readonly from: DateText;
  readonly count: number;
  readonly document: string;
}

/** Why approved posts may not be entered, or null. */
export function approvedPostsProblem(
  approved: ApprovedPosts & { readonly id: string },
  earlier: readonly ApprovedPosts[],
  { today, closed }: StaffFacts,
): Refused | null {
  const { id, post, from, count, document } = approved;
  const form = firstProblem(
    idProblem(id),
    textProblem({ 文号: document }),
    dateProblem({ 起用日期: from }),
    countProblem('核定编制数', count, 10_000),
    isDate(from) ? dayProblem('起用日期', from, today, closed) : null,
  );
  if (form !== null) return form;
  const taken = earlier.find((one) => one.post === post && one.from === from);
  if (taken === undefined) return null;
  return refuse(
    'posts-repeated',
    `${postNames[post]}${from}起已核定${taken.count}名（${taken.document}）。先前登记有误的请先撤回。`,
  );
}

/** Posts approved at the end of a day, by kind. */
export function postsOn(approved: readonly ApprovedPosts[], day: DateText): Readonly<Record<Post, number>> {
  const on = (post: Post): number =>
    approved
      .filter((one) => one.post === post && one.from <= day)
      .toSorted((a, b) => (a.from < b.from ? -1 : 1))
      .at(-1)?.count ?? 0;
  return {
    administrative: on('administrative'),
    'civil-service': on('civil-service'),
    institution: on('institution'),
    workman: on('workman'),
  };
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly events: readonly StaffEvent[];
}

/** Sentences where more people stand in posts of a kind than are approved: to be explained, not refused. */
export function overApproved(
  persons: readonly Person[],
  approved: readonly ApprovedPosts[],
  day: DateText,
): readonly string[] {
  const allowed = postsOn(approved, day);
  return posts.flatMap((post) => {
    const held = persons.filter(({ events }) => {
      const state = standingOn(events, day);
      return state?.standing === 'in-post' && state.post === post;
    }).length;
    return held > allowed[post]
      ? [`${day}${postNames[post]}在职${held}人，超过核定的${allowed[post]}名，请查明是否超编，或补登核定文件。`]
      : [];
  });
}
