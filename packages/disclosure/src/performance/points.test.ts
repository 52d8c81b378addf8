import { exact, formatExact } from '@mingzhang/kernel';
import { expect, it } from 'vitest';
import { allotPoints, pointsDifferences } from './points.ts';
import { shippedRules } from './rules.ts';
import { lines } from './testing.ts';

it.each([
  ['20', [1, 1, 1], '1', ['7', '7', '6']],
  ['50', [3, 2, 2, 1], '1', ['19', '13', '12', '6']],
  ['10', [1, 1, 1], '0.5', ['3.5', '3.5', '3']],
  ['30', [5, 0], '1', ['30', '0']],
] as const)('%s shared out by %j in steps of %s', (points, weights, step, expected) => {
  expect(allotPoints(points, weights, step)).toEqual(expected);
});

it('whatever the weights, nothing is lost or made', () => {
  let state = 7;
  const next = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % below;
  };
  for (let round = 0; round < 300; round += 1) {
    const weights = Array.from({ length: 1 + next(12) }, (): number => next(40));
    if (!weights.some((weight) => weight > 0)) weights.fill(1);
    const points = String(1 + next(99));
    const sum = allotPoints(points, weights, '0.5').reduce((all, one) => all + exact(one), 0n);
    expect(formatExact(sum), JSON.stringify([points, weights])).toBe(points);
  }
});

it('points that do not divide into steps, and weights that weigh nothing, are no question to be asked', () => {
  expect(() => allotPoints('10.3', [1], '0.5')).toThrow('divide');
  expect(() => allotPoints('10', [0, 0])).toThrow('weights');
  expect(() => allotPoints('10', [])).toThrow('weights');
});

it('says which first level does not come to its points', () => {
  const indicators = lines.map(({ indicator }) => indicator);
  expect(pointsDifferences(indicators, shippedRules)).toEqual([]);
  expect(pointsDifferences(indicators.slice(1), shippedRules)).toEqual([
    { level1: 'output', name: '产出指标', stated: exact('35'), expected: exact('50') },
  ]);
});
