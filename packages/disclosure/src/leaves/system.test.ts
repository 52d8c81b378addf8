import { expect, test } from 'vitest';
import { type Constraint, solveSystem } from './system.ts';

const bounded = (low: number, high: number, ...leaves: string[]): Constraint => ({
  form: new Map(leaves.map((leaf) => [leaf.replace('-', ''), leaf.startsWith('-') ? -1 : 1])),
  low,
  high,
});

const cases: readonly [
  sentence: string,
  constraints: readonly Constraint[],
  contradiction: readonly number[] | null,
][] = [
  ['nothing asked', [], null],
  [
    'a sum above its parts takes their upper ends',
    [bounded(50, 149, 'a'), bounded(50, 149, 'b'), bounded(298, 397, 'a', 'b')],
    null,
  ],
  [
    'a sum one beyond the parts’ upper ends',
    [bounded(50, 149, 'a'), bounded(50, 149, 'b'), bounded(299, 398, 'a', 'b')],
    [0, 1, 2],
  ],
  ['two figures for one leaf', [bounded(50, 149, 'a'), bounded(150, 249, 'a')], [0, 1]],
  ['a zero sum holds all its parts', [bounded(0, 0, 'a', 'b'), bounded(1, 9, 'b'), bounded(1, 9, 'c')], [0, 1]],
  ['what follows from zeros names them', [bounded(0, 0, 'a'), bounded(0, 9, 'a', '-b'), bounded(5, 9, 'b')], [0, 1, 2]],
  [
    'rows and columns that cross',
    [
      bounded(10, 10, 'a', 'b'),
      bounded(10, 10, 'c', 'd'),
      bounded(7, 7, 'a', 'c'),
      bounded(13, 13, 'b', 'd'),
      bounded(4, 4, 'd'),
    ],
    null,
  ],
  [
    'rows and columns whose totals differ',
    [bounded(10, 10, 'a', 'b'), bounded(10, 10, 'c', 'd'), bounded(7, 7, 'a', 'c'), bounded(14, 14, 'b', 'd')],
    [0, 1, 2, 3],
  ],
  [
    'three pairs whose only solution is in halves',
    [bounded(1, 1, 'a', 'b'), bounded(1, 1, 'b', 'c'), bounded(1, 1, 'a', 'c')],
    [0, 1, 2],
  ],
  [
    'three pairs with room for whole numbers',
    [bounded(1, 2, 'a', 'b'), bounded(1, 2, 'b', 'c'), bounded(1, 1, 'a', 'c')],
    null,
  ],
];

test.each(cases)('%s', (_, constraints, contradiction) => {
  const outcome = solveSystem(constraints, false);
  if (!outcome.possible) {
    expect(outcome.core.map((one) => constraints.indexOf(one)).sort()).toEqual(contradiction);
    return;
  }
  expect(contradiction).toBeNull();
  for (const { form, low, high } of constraints) {
    const sum = [...form].reduce(
      (total, [leaf, coefficient]) => total + coefficient * (outcome.leaves.get(leaf) ?? 0),
      0,
    );
    expect(sum).toBeGreaterThanOrEqual(low);
    expect(sum).toBeLessThanOrEqual(high);
    for (const value of outcome.leaves.values()) expect(Number.isInteger(value) && value >= 0).toBe(true);
  }
});

test('leaves may be below zero where the accounts print such', () => {
  const outcome = solveSystem([bounded(-9, -5, 'a'), bounded(0, 0, 'a', 'b')], true);
  expect(outcome.possible && (outcome.leaves.get('b') ?? 0)).toBeGreaterThanOrEqual(5);
});
