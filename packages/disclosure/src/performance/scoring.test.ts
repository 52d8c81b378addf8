import { exact, formatExact } from '@mingzhang/kernel';
import { expect, it } from 'vitest';
import { gradeOf, rulesProblem, type ScoringRules, shippedRules } from './rules.ts';
import {
  actualText,
  type Explained,
  type Indicator,
  scoreExecution,
  scoreForm,
  scoreIndicator,
  targetText,
} from './scoring.ts';

function indicator(direction: 'up' | 'down', target: string, points: string, more: Partial<Indicator> = {}): Indicator {
  return {
    level1: 'output',
    level2: 'quality',
    name: '指标',
    direction,
    target,
    unit: '',
    points,
    rule: 'share',
    ...more,
  };
}

function reached(value: string, more: Partial<Explained> = {}): Explained {
  return { actual: { kind: 'figure', value }, reason: '', measure: '', targetTooLow: false, ...more };
}

const excess: ScoringRules = { ...shippedRules, upperLimit: 'excess-deducted' };
const none: ScoringRules = { ...shippedRules, upperLimit: 'nothing' };
const down: ScoringRules = { ...shippedRules, rounding: 'down', places: 0 };

it.each([
  ['up, reached', indicator('up', '100', '10'), '100', shippedRules, '10'],
  ['up, its share', indicator('up', '100', '10'), '95', shippedRules, '9.5'],
  ['up, rounded once', indicator('up', '3', '10'), '2', shippedRules, '6.67'],
  ['up, cut off', indicator('up', '3', '10'), '2', down, '6'],
  ['up, nothing done', indicator('up', '3', '10'), '0', shippedRules, '0'],
  ['up, less than nothing', indicator('up', '3', '10'), '-1', shippedRules, '0'],
  ['up, all or nothing', indicator('up', '100', '10', { rule: 'nothing' }), '99.9', shippedRules, '0'],
  ['down, reached', indicator('down', '30', '5'), '30', shippedRules, '5'],
  ['down, target over actual', indicator('down', '30', '5'), '40', shippedRules, '3.75'],
  ['down, excess deducted', indicator('down', '30', '5'), '40', excess, '3.33'],
  ['down, excess of more than the target', indicator('down', '30', '5'), '61', excess, '0'],
  ['down, nothing when over', indicator('down', '30', '5'), '31', none, '0'],
  ['down, none happened', indicator('down', '30', '5'), '0', shippedRules, '5'],
  ['down, none allowed and one happened', indicator('down', '0', '5'), '1', shippedRules, '0'],
] as const)('%s', (_, one, value, rules, expected) => {
  expect(formatExact(scoreIndicator(one, reached(value), rules).score)).toBe(expected);
});

it('a qualitative indicator has its place in the band', () => {
  const words = (percent: string): Explained => ({
    ...reached('0'),
    actual: { kind: 'words', words: '效果较好', band: 'reached', percent },
  });
  const one = indicator('up', '效果明显', '15', { direction: 'qualitative' });
  expect(
    ['100', '85', '59.9'].map((percent) => formatExact(scoreIndicator(one, words(percent), shippedRules).score)),
  ).toEqual(['15', '12.75', '8.99']);
});

it('an actual value far above its target is noticed, and costs what the rules say where the target was too low', () => {
  const rules: ScoringRules = { ...shippedRules, farAbove: { limit: '150', deduction: 'limit-over-actual' } };
  const one = indicator('up', '2', '10');
  const scored = (value: string, targetTooLow: boolean, by: ScoringRules) => {
    const { score, farAbove } = scoreIndicator(one, reached(value, { targetTooLow }), by);
    return [formatExact(score), farAbove];
  };
  expect(scored('3', true, rules)).toEqual(['10', false]);
  expect(scored('5', true, rules)).toEqual(['6', true]);
  expect(scored('5', false, rules)).toEqual(['10', true]);
  expect(scored('5', true, shippedRules)).toEqual(['10', true]);
});

it.each([
  ['99', '100', shippedRules, '9.9'],
  ['99', '100', down, '9'],
  ['100', '100', shippedRules, '10'],
  ['166', '100', shippedRules, '10'],
  ['0', '100', shippedRules, '0'],
  ['50', '0', shippedRules, '0'],
] as const)('%s spent of %s', (executed, annual, rules, expected) => {
  expect(formatExact(scoreExecution({ executed: BigInt(executed), annual: BigInt(annual) }, rules))).toBe(expected);
});

it.each([
  ['100', '优'],
  ['90', '优'],
  ['89.99', '良'],
  ['80', '良'],
  ['60', '中'],
  ['59.99', '差'],
  ['0', '差'],
] as const)('%s is %s', (score, grade) => {
  expect(gradeOf(exact(score), shippedRules)).toBe(grade);
});

it('less spent where less was done is not full marks', () => {
  const quantity = indicator('up', '40', '10', { level2: 'quantity' });
  const cost = indicator('down', '20', '10', { level2: 'cost' });
  const scores = (done: string, spent: string, rules: ScoringRules): readonly string[] =>
    scoreForm(
      [
        { indicator: quantity, explained: reached(done) },
        { indicator: cost, explained: reached(spent) },
      ],
      { annual: 100n, executed: 100n },
      rules,
    ).indicators.map(({ score }) => formatExact(score));
  expect(scores('30', '12', shippedRules)).toEqual(['7.5', '7.5']);
  expect(scores('30', '20', shippedRules)).toEqual(['7.5', '10']);
  expect(scores('40', '12', shippedRules)).toEqual(['10', '10']);
  expect(scores('30', '12', { ...shippedRules, costNeedsOutput: false })).toEqual(['7.5', '10']);
});

it('prints targets and actual values as forms do', () => {
  expect(targetText({ direction: 'up', target: '20', unit: '次' })).toBe('≥20次');
  expect(targetText({ direction: 'down', target: '15', unit: '万元' })).toBe('≤15万元');
  expect(targetText({ direction: 'up', target: '100', unit: '%' })).toBe('100%');
  expect(targetText({ direction: 'qualitative', target: '明显提高', unit: '' })).toBe('明显提高');
  expect(actualText({ unit: '万元' }, { kind: 'figure', value: '12.3456' })).toBe('12.35万元');
});

it.each([
  ['shipped', shippedRules, null],
  ['too many points', { ...shippedRules, points: { ...shippedRules.points, output: '60' } }, '合计不是100分'],
  ['no points', { ...shippedRules, points: { ...shippedRules.points, output: '0' } }, '大于零'],
  ['a gap in the bands', { ...shippedRules, bands: shippedRules.bands.slice(1) }, '首尾相接'],
  ['grades that rise', { ...shippedRules, grades: shippedRules.grades.toReversed() }, '从高到低'],
  ['a limit below the target', { ...shippedRules, farAbove: { limit: '90', deduction: 'none' as const } }, '大于100%'],
] as const)('rules: %s', (_, rules, problem) => {
  if (problem === null) expect(rulesProblem(rules)).toBe(null);
  else expect(rulesProblem(rules)).toContain(problem);
});
