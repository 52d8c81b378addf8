import { expect, test } from 'vitest';
import { refusedPlainly } from '../../../test/refused-plainly.ts';
import { id } from '../testing.ts';
import {
  decidableProblem,
  decideMonitoring,
  decideReview,
  decideUse,
  type MonitoringDraft,
  type MonitoringFacts,
  returnProblem,
  stateOf,
} from './course.ts';

const made = { maker: 'a', checker: null, returnedReason: null, replacedBy: null };
const checked = { ...made, checker: 'b' };

test.each([
  [made, 'made'],
  [checked, 'checked'],
  [{ ...made, returnedReason: '单位不对' }, 'returned'],
  [{ ...checked, replacedBy: id(2) }, 'replaced'],
] as const)('%j is %s', (standing, state) => {
  expect(stateOf(standing)).toBe(state);
});

test('only what waits is decided, once', () => {
  expect(decidableProblem(made, '目标', '复核')).toBe(null);
  expect(refusedPlainly(decidableProblem(null, '目标', '复核'))).toBe('record-unknown');
  expect(decidableProblem(checked, '目标', '退回')?.refusal).toEqual({
    id: 'state-unfit',
    message: '这份目标已复核，不能再退回。',
  });
  expect(refusedPlainly(returnProblem(' '))).toBe('return-reason-missing');
  expect(returnProblem('单位不对')).toBe(null);
});

const line = { line: 0, value: '60', state: 'normal', note: '' } as const;
const facts: MonitoringFacts = {
  today: '2024-08-05',
  goal: { year: 2024, state: 'checked', indicators: 2 },
  recorded: [],
};
const draft: MonitoringDraft = { id: id(1), goal: id(2), round: 1, asOf: '2024-06-30', lines: [line] };
const second: Partial<MonitoringDraft> = { round: 2, asOf: '2024-07-31' };

test.each<readonly [string, Partial<MonitoringDraft>, Partial<MonitoringFacts>, string | null]>([
  ['the first', {}, {}, null],
  ['the second', second, { recorded: [{ round: 1, asOf: '2024-06-30' }] }, null],
  ['of an id of another kind', { id: 'x' }, {}, 'id-malformed'],
  ['of no goal', {}, { goal: null }, 'record-unknown'],
  ['of a goal that waits', {}, { goal: { year: 2024, state: 'made', indicators: 2 } }, 'goal-not-checked'],
  ['of another year', { asOf: '2023-06-30' }, {}, 'date-outside-year'],
  ['of a day to come', { asOf: '2024-08-06' }, {}, 'date-outside-year'],
  ['the second before the first', second, {}, 'round-out-of-order'],
  ['the first again', {}, { recorded: [{ round: 1, asOf: '2024-05-31' }] }, 'round-out-of-order'],
  ['the second of an earlier day', second, { recorded: [{ round: 1, asOf: '2024-07-31' }] }, 'round-out-of-order'],
  ['of an indicator that is not there', { lines: [{ ...line, line: 2 }] }, {}, 'line-unknown'],
  ['with words for a figure', { lines: [{ ...line, value: '一半' }] }, {}, 'actual-not-a-number'],
  ['behind without a word', { lines: [{ ...line, state: 'behind' }] }, {}, 'deviation-unexplained'],
])('monitoring: %s', (_, of, under, expected) => {
  expect(refusedPlainly(decideMonitoring({ ...facts, ...under }, { ...draft, ...of }))).toBe(expected);
});

const review = { id: id(1), evaluation: id(2), score: '91.5', opinion: '目标明确，完成较好。' };

test.each([
  ['as it should be', { ...checked, reviewed: false }, review, null],
  ['of none', null, review, 'record-unknown'],
  ['of one that waits', { ...made, reviewed: false }, review, 'evaluation-not-checked'],
  ['again', { ...checked, reviewed: true }, review, 'review-stands'],
  ['without a word', { ...checked, reviewed: false }, { ...review, opinion: '' }, 'text-malformed'],
  ['above a hundred', { ...checked, reviewed: false }, { ...review, score: '100.5' }, 'score-out-of-range'],
] as const)("the department's evaluation: %s", (_, evaluation, of, expected) => {
  expect(refusedPlainly(decideReview(evaluation, of))).toBe(expected);
});

const use = { id: id(1), evaluation: id(2), kind: 'continued', amount: null, note: '下年照常安排。' } as const;

test.each([
  ['as it should be', { reviewed: true, used: false }, use, null],
  ['with an amount', { reviewed: true, used: false }, { ...use, kind: 'reduced', amount: 50_000_00 }, null],
  ['of none', null, use, 'record-unknown'],
  ['before the evaluation', { reviewed: false, used: false }, use, 'review-missing'],
  ['again', { reviewed: true, used: true }, use, 'use-stands'],
  ['less, and not how much', { reviewed: true, used: false }, { ...use, kind: 'reduced' }, 'use-amount-unfit'],
  ['as before, by so much', { reviewed: true, used: false }, { ...use, amount: 1 }, 'use-amount-unfit'],
] as const)('a result is used: %s', (_, evaluation, of, expected) => {
  expect(refusedPlainly(decideUse(evaluation, of))).toBe(expected);
});
