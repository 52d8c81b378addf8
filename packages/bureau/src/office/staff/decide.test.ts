import { describe, expect, test } from 'vitest';
import {
  type ApprovedPosts,
  approvedPostsProblem,
  eventProblem,
  overApproved,
  postsOn,
  type StaffEvent,
  type StaffEventKind,
  standingOn,
} from './decide.ts';

const id = '018f0000-0000-7000-8000-000000000001';
const facts = { today: '2024-12-31', closed: { from: '2015-01', through: '2022-12' } };
const event = (
  date: string,
  kind: StaffEventKind,
  post: StaffEvent['post'] = null,
  rank: StaffEvent['rank'] = null,
) => ({
  date,
  kind,
  post,
  rank,
});
const career = [
  event('2010-07-01', 'joined', 'administrative', 'other'),
  event('2018-03-01', 'changed', null, 'deputy-section-chief'),
  event('2023-09-30', 'retired'),
];

test('where somebody stands follows from what happened', () => {
  const on = (day: string) => standingOn(career, day);
  expect(on('2010-06-30')).toBeNull();
  expect(on('2010-07-01')).toMatchObject({ standing: 'in-post', post: 'administrative', rank: 'other' });
  expect(on('2018-03-01')).toMatchObject({ standing: 'in-post', post: 'administrative', rank: 'deputy-section-chief' });
  expect(on('2023-09-29')?.standing).toBe('in-post');
  expect(on('2023-09-30')).toMatchObject({ standing: 'retired', post: null, rank: null });
});

describe('what may happen next', () => {
  test.each<[string, readonly StaffEvent[], StaffEvent, string | null]>([
    ['a new person joins', [], event('2024-03-01', 'joined', 'administrative'), null],
    ['without a post', [], event('2024-03-01', 'joined'), 'post-missing'],
    ['a change may leave the post as it is', career.slice(0, 1), event('2024-03-01', 'changed', null, 'other'), null],
    ['somebody unknown retires', [], event('2024-03-01', 'retired'), 'event-not-possible'],
    ['a retired person is transferred', career, event('2024-03-01', 'transferred-out'), 'event-not-possible'],
    ['somebody retires before the last entry', career.slice(0, 2), event('2017-01-01', 'retired'), 'year-closed'],
    [
      'out of order',
      [event('2024-05-01', 'joined', 'institution')],
      event('2024-03-01', 'retired'),
      'event-out-of-order',
    ],
    ['after leaving', [...career, event('2023-10-01', 'died')], event('2024-03-01', 'retired'), 'person-departed'],
    [
      'back again',
      [career[0] as StaffEvent, event('2023-10-01', 'transferred-out')],
      event('2024-03-01', 'transferred-in', 'institution'),
      null,
    ],
    ['tomorrow', [], event('2025-01-01', 'joined', 'workman'), 'date-in-future'],
    ['no day', [], event('2024-02-30', 'joined', 'workman'), 'date-malformed'],
  ])('%s', (_, events, next, expected) =>
    expect(eventProblem({ ...next, id, document: '' }, { name: '王一', events }, facts)?.refusal.id ?? null).toBe(
      expected,
    ),
  );
});

const approved: readonly ApprovedPosts[] = [
  { post: 'administrative', from: '2023-03-01', count: 7, document: '县编〔2023〕1号' },
  { post: 'administrative', from: '2024-07-01', count: 6, document: '县编〔2024〕9号' },
  { post: 'institution', from: '2023-03-01', count: 12, document: '县编〔2023〕1号' },
];

test('posts approved on a day', () => {
  expect(postsOn(approved, '2022-12-31').administrative).toBe(0);
  expect(postsOn(approved, '2024-06-30')).toEqual({
    administrative: 7,
    'civil-service': 0,
    institution: 12,
    workman: 0,
  });
  expect(postsOn(approved, '2024-07-01').administrative).toBe(6);
});

test.each<[string, Partial<ApprovedPosts>, string | null]>([
  ['another day', { from: '2024-10-01' }, null],
  ['the same day', {}, 'posts-repeated'],
  ['half a post', { from: '2024-10-01', count: 1.5 }, 'count-malformed'],
  ['no document', { from: '2024-10-01', document: '' }, 'text-malformed'],
])('posts approved: %s', (_, other, expected) => {
  const next = {
    id,
    post: 'administrative',
    from: '2024-07-01',
    count: 5,
    document: '县编〔2024〕9号',
    ...other,
  } as const;
  expect(approvedPostsProblem(next, approved, facts)?.refusal.id ?? null).toBe(expected);
});

test('more people than posts is said, not refused', () => {
  const persons = ['a', 'b'].map((one) => ({
    id: one,
    name: one,
    events: [event('2023-04-01', 'joined', 'administrative')],
  }));
  const one = [{ post: 'administrative', from: '2023-03-01', count: 1, document: '县编〔2023〕1号' }] as const;
  expect(overApproved(persons, one, '2024-01-01')).toEqual([
    '2024-01-01行政编制在职2人，超过核定的1名，请查明是否超编，或补登核定文件。',
  ]);
  expect(overApproved(persons, approved, '2024-01-01')).toEqual([]);
});
