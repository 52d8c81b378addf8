import { shippedRules } from '@mingzhang/disclosure';
import { expect, test } from 'vitest';
import { refusedPlainly } from '../../../test/refused-plainly.ts';
import { content, goalLine, id, indicators } from '../testing.ts';
import { decideGoal, decideRules, type GoalDraft, type GoalFacts, type GoalLine } from './goal.ts';

const project = { name: '基金监管', firstYear: 2021, lastYear: 2025 };
const facts: GoalFacts = { rules: shippedRules, project, standing: null };
const draft: GoalDraft = { id: id(1), year: 2024, subject: { unit: 'bureau', project: 'T1' }, content, replaces: null };

function refusal(of: Partial<GoalDraft>, under: Partial<GoalFacts> = {}): string | null {
  return refusedPlainly(decideGoal({ ...facts, ...under }, { ...draft, ...of }));
}

/** The goal with its first indicator changed. */
function first(change: Partial<GoalLine>): Partial<GoalDraft> {
  const [one, ...rest] = indicators;
  return { content: { ...content, indicators: [{ ...(one as GoalLine), ...change }, ...rest] } };
}

const share = goalLine(['output', 'quality', '巡查覆盖率', '≥101', '%', '20']);

test.each<readonly [string, Partial<GoalDraft>, Partial<GoalFacts>, string | null]>([
  ['whole', {}, {}, null],
  [
    'of the whole department, with nothing but a goal',
    { subject: null, content: { ...content, overview: '' } },
    { project: null },
    null,
  ],
  ['an id of another kind', { id: 'x' }, {}, 'id-malformed'],
  ['without a basis', { content: { ...content, basis: '' } }, {}, 'text-malformed'],
  ['with a line break', { content: { ...content, plan: '一\n二' } }, {}, 'text-malformed'],
  ['of no year', { year: 24 }, {}, 'goal-year-malformed'],
  ['before rules are adopted', {}, { rules: null }, 'rules-unconfirmed'],
  ['of a project that is not there', {}, { project: null }, 'project-unknown'],
  ['before the project', { year: 2020 }, {}, 'project-not-of-year'],
  ['after the project', { year: 2026 }, {}, 'project-not-of-year'],
  ['where one stands', {}, { standing: id(9) }, 'goal-stands'],
  ['in the place of the one that stands', { replaces: id(9) }, { standing: id(9) }, null],
  ['in the place of nothing', { replaces: id(9) }, {}, 'record-unknown'],
  ['without indicators', { content: { ...content, indicators: [] } }, {}, 'indicators-missing'],
  ['with a second level of another first', first({ level2: 'social' }), {}, 'indicator-level-unfit'],
  ['with an indicator twice', first({ name: '问题整改率' }), {}, 'indicator-repeated'],
  ['with an indicator without a name', first({ name: ' ' }), {}, 'text-malformed'],
  ['with an indicator without a target', first({ target: '' }), {}, 'target-missing'],
  ['without a target for the whole period', first({ wholeTarget: '' }), {}, 'target-missing'],
  ['with words for a figure', first({ target: '较多' }), {}, 'target-not-a-number'],
  ['with nothing as what must be reached', first({ target: '0' }), {}, 'target-not-a-number'],
  ['with none allowed', first({ direction: 'down', target: '0', wholeTarget: '0' }), {}, null],
  ['with a share above a hundred', first(share), {}, 'target-above-hundred'],
  ['with points of no size', first({ points: '0' }), {}, 'points-malformed'],
  ['with points finer than a hundredth', first({ points: '20.001' }), {}, 'points-malformed'],
  ['with points that do not add up', first({ points: '19' }), {}, 'points-do-not-add-up'],
])('a goal %s', (_, of, under, expected) => {
  expect(refusal(of, under)).toBe(expected);
});

test('points that do not add up are said with what they come to', () => {
  expect(decideGoal(facts, { ...draft, ...first({ points: '19.5' }) })?.refusal.message).toBe(
    '“产出指标”各指标分值合计49.5分，规则为50分，相差-0.5分。可按权重重新分配。',
  );
});

test.each([
  ['whole', {}, null],
  ['without a document', { document: '' }, 'text-malformed'],
  ['from no year', { fromYear: 24 }, 'goal-year-malformed'],
  ['that do not hold', { rules: { ...shippedRules, places: 3 as 2 } }, 'rules-malformed'],
] as const)('rules %s', (_, change, expected) => {
  const rules = { id: id(1), fromYear: 2024, rules: shippedRules, document: '县财绩〔2024〕3号', ...change };
  expect(refusedPlainly(decideRules(rules))).toBe(expected);
});
