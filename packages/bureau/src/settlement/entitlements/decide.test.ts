import { expect, test } from 'vitest';
import {
  type Entitlement,
  type EntitlementDraft,
  entitledOn,
  entitlementDraftProblem,
  entitlementEndProblem,
} from './decide.ts';

const held: Entitlement = {
  id: 'e',
  kind: 'two-disease',
  item: 'hypertension',
  from: '2024-01-01',
  to: null,
  doctor: '闻医师',
  institution: '青禾县人民医院',
  opinion: '血压持续升高，需长期用药',
};
const facts = {
  held: [held],
  items: [
    { id: 'hypertension', name: '高血压' },
    { id: 'diabetes', name: '糖尿病' },
  ],
  diedOn: null,
};
const draft: EntitlementDraft = { ...held, item: 'diabetes' };

test.each<[string, Partial<EntitlementDraft>, { diedOn?: string }, string | null]>([
  ['another disease', {}, {}, null],
  ['no doctor', { doctor: '' }, {}, 'text-malformed'],
  ['no opinion', { opinion: ' ' }, {}, 'text-malformed'],
  ['no day', { from: '2024-02-30' }, {}, 'date-malformed'],
  ['ended before it began', { from: '2024-02-01', to: '2024-01-31' }, {}, 'date-malformed'],
  ['after death', { from: '2024-02-01' }, { diedOn: '2024-01-31' }, 'dead-before-visit'],
  ['a disease without a rule', { item: 'asthma' }, {}, 'entitlement-unknown'],
  ['a kind that needs none', { kind: 'inpatient' }, {}, 'entitlement-unknown'],
  ['held already', { item: 'hypertension', from: '2024-05-01' }, {}, 'entitlement-held'],
  ['held later', { item: 'hypertension', from: '2023-01-01', to: '2023-12-31' }, {}, null],
])('%s', (_, change, other, expected) => {
  const problem = entitlementDraftProblem({ ...draft, ...change }, { ...facts, ...other });
  expect(problem === null ? null : problem.refusal.id).toBe(expected);
});

test.each([
  ['2023-12-31', false],
  ['2024-01-01', true],
  ['2030-01-01', true],
])('on %s: %s', (day, expected) => {
  expect(entitledOn([held], { kind: 'two-disease', item: 'hypertension', day })).toBe(expected);
  expect(entitledOn([held], { kind: 'chronic', item: 'hypertension', day })).toBe(false);
});

test.each([
  ['on its last day', '2024-05-31', '复查已治愈', null],
  ['never held', '2023-12-31', '认定有误', null],
  ['before that', '2023-12-30', '认定有误', 'date-malformed'],
  ['no day', '2024-02-30', '认定有误', 'date-malformed'],
  ['no reason', '2024-05-31', ' ', 'text-malformed'],
])('ended %s', (_, to, reason, expected) => {
  expect(entitlementEndProblem(held, { to, reason })?.refusal.id ?? null).toBe(expected);
});
