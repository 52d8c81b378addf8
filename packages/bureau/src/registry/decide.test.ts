import { describe, expect, test } from 'vitest';
import { policyAreaOf } from './areas.ts';
import {
  type CategorySpan,
  categoriesKnown,
  categoryProblem,
  coverageOn,
  endProblem,
  type Known,
  personProblem,
  type Spell,
  type Suspension,
  spellProblem,
  suspensionProblem,
} from './decide.ts';

const today = '2024-06-30';

const resident: Spell = {
  id: 'a',
  scheme: 'resident',
  area: '990102',
  member: 'resident',
  civilServant: false,
  from: '2024-01-01',
  to: '2024-12-31',
  waitingUntil: '2024-01-31',
};
const low: CategorySpan = {
  id: 'c',
  category: 'low-income',
  from: '2024-02-01',
  knownSince: '2024-03-10',
  to: '2024-05-31',
  endKnownSince: '2024-06-20',
  document: '低保名单2024-03',
};
const known: Known = { diedOn: null, spells: [resident], suspensions: [], categories: [low] };

test.each([
  ['before the list came', '2024-02-15', '2024-03-09', []],
  ['once it was there, for a day before it', '2024-02-15', '2024-03-10', ['low-income']],
  ['not before it held', '2024-01-31', '2024-06-30', []],
  ['after its end, while that was not known', '2024-06-10', '2024-06-19', ['low-income']],
  ['after its end, when it was', '2024-06-10', '2024-06-20', []],
  ['of a day before its end, still', '2024-05-31', '2024-06-30', ['low-income']],
])('what was known of a category: %s', (_, day, on, expected) => {
  expect(categoriesKnown([low], day, on)).toEqual(expected);
});

test('of several categories the preferred one is first', () => {
  const monitored: CategorySpan = { ...low, category: 'monitored' };
  expect(categoriesKnown([monitored, low], '2024-03-01', today)).toEqual(['low-income', 'monitored']);
});

test.each([
  ['before', '2023-12-31', 'none'],
  ['in the waiting period', '2024-01-31', 'waiting'],
  ['after it', '2024-02-01', 'covered'],
  ['suspended', '2024-04-01', 'suspended'],
  ['resumed', '2024-05-01', 'covered'],
  ['the last day', '2024-12-31', 'covered'],
  ['after', '2025-01-01', 'none'],
])('coverage %s', (_, day, kind) => {
  const arrears: Suspension = { id: 's', spell: 'a', from: '2024-03-15', to: '2024-04-30', reason: '欠费' };
  expect(coverageOn([resident], [arrears], day).kind).toBe(kind);
});

test('what was ended on the day before it began never held', () => {
  expect(coverageOn([{ ...resident, to: '2023-12-31' }], [], '2024-02-01').kind).toBe('none');
  expect(spellProblem(resident, { ...known, spells: [{ ...resident, to: '2023-12-31' }] })).toBeNull();
});

const refusalOf = (problem: ReturnType<typeof spellProblem>): string | null => problem?.refusal.id ?? null;

describe('what may not be entered', () => {
  const person = { name: '王一', number: '990102199001011234', bornOn: '1990-01-01', area: '990102' };
  test.each<[string, Partial<typeof person>, string | null]>([
    ['nothing is wrong', {}, null],
    ['a village', { area: '990102001002' }, null],
    ['no name', { name: '' }, 'text-malformed'],
    ['no day', { bornOn: '1990-02-30' }, 'date-malformed'],
    ['not yet born', { bornOn: '2024-07-01' }, 'date-in-future'],
    ['half an area', { area: '9901' }, 'area-malformed'],
    ['another birthday', { bornOn: '1990-01-02' }, 'birthday-differs'],
  ])('a person: %s', (_, other, expected) => {
    expect(refusalOf(personProblem({ ...person, ...other }, today))).toBe(expected);
  });

  test.each<[string, Partial<Spell>, Partial<Known>, string | null]>([
    ['the next year', { from: '2025-01-01', to: '2025-12-31', waitingUntil: null }, {}, null],
    ['twice', {}, {}, 'spell-overlaps'],
    [
      'an employee beside it',
      { scheme: 'employee', member: 'in-service', from: '2024-06-01', to: null, waitingUntil: null },
      {},
      'spell-overlaps',
    ],
    ['into the next year', { to: '2025-01-01' }, {}, 'year-crossed'],
    ['without an end', { to: null }, {}, 'year-crossed'],
    ['a retired resident', { member: 'retired' }, {}, 'member-unfit'],
    ['a resident civil servant', { civilServant: true }, {}, 'member-unfit'],
    ['ended before it began', { to: '2023-12-31' }, {}, 'end-before-start'],
    ['waiting for the past', { waitingUntil: '2023-12-31' }, {}, 'end-before-start'],
    ['no county', { area: '99' }, {}, 'area-malformed'],
    ['no day', { from: '2024-13-01' }, {}, 'date-malformed'],
    ['after death', {}, { diedOn: '2023-12-31', spells: [] }, 'person-dead'],
  ])('a spell: %s', (_, other, more, expected) => {
    expect(refusalOf(spellProblem({ ...resident, ...other }, { ...known, ...more }))).toBe(expected);
  });

  test.each<[string, Partial<Omit<CategorySpan, 'category'>> & { readonly category?: string }, string | null]>([
    ['another one', { category: 'orphan' }, null],
    ['the same after its end', { from: '2024-06-01' }, null],
    ['the same before its end', {}, 'category-held'],
    ['none of ours', { category: 'rich' }, 'category-unknown'],
    ['known tomorrow', { category: 'orphan', knownSince: '2024-07-01' }, 'date-in-future'],
    ['without a document', { category: 'orphan', document: ' ' }, 'text-malformed'],
  ])('a category: %s', (_, other, expected) => {
    expect(refusalOf(categoryProblem({ ...low, ...other }, known, today))).toBe(expected);
  });

  test.each([
    ['the day before', '2023-12-31', null],
    ['earlier', '2023-12-30', 'end-before-start'],
  ])('an end: %s', (_, to, expected) => expect(refusalOf(endProblem('2024-01-01', to))).toBe(expected));

  test.each([
    ['within', 'a', '2024-03-01', null],
    ['outside', 'a', '2025-03-01', 'suspension-outside'],
    ['of nothing', 'b', '2024-03-01', 'entry-unknown'],
  ])('a suspension: %s', (_, spell, from, expected) => {
    expect(refusalOf(suspensionProblem({ spell, from, reason: '欠费' }, known))).toBe(expected);
  });
});

test.each([
  ['431124', 'hunan/yongzhou'],
  ['141125', 'shanxi/lvliang/liulin'],
  ['141130', 'shanxi/lvliang'],
  ['110101', null],
])('whose rules hold in %s', (division, area) => expect(policyAreaOf(division)).toBe(area));
