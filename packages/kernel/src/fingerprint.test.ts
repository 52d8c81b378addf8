import { expect, test } from 'vitest';
import { type Finding, isBlocking } from './finding.ts';
import { fingerprint } from './fingerprint.ts';

test('a fingerprint is sixteen hex digits and always the same', () => {
  expect(fingerprint('公开05表', '521.00')).toMatch(/^[0-9a-f]{16}$/);
  expect(fingerprint('公开05表', '521.00')).toBe(fingerprint('公开05表', '521.00'));
});

test('names published once never change: other people have written them down', () => {
  expect(fingerprint('code-tree-adds-up', '合计=521.00')).toBe('6a2350d2d4dc6efc');
});

test.for([
  [
    ['ab', 'c'],
    ['a', 'bc'],
  ],
  [['ab'], ['ab', '']],
  [
    ['a', 'b'],
    ['b', 'a'],
  ],
  [['1.0'], ['1.00']],
  [[], ['']],
])('%j and %j are told apart', ([a = [], b = []]) => {
  expect(fingerprint(...a)).not.toBe(fingerprint(...b));
});

test('two hundred thousand short texts do not collide', () => {
  const seen = new Set<string>();
  for (let index = 0; index < 200_000; index += 1) seen.add(fingerprint('tables-agree', String(index)));
  expect(seen.size).toBe(200_000);
});

test.for([
  ['error', 'proven', true],
  ['error', 'strong', true],
  ['error', 'possible', false],
  ['rounding', 'proven', false],
  ['presentation', 'proven', false],
] as const)('%s and %s blocks: %s', ([severity, certainty, blocks]) => {
  const finding: Finding = {
    id: '',
    check: '',
    family: '',
    severity,
    certainty,
    place: { line: 1, quote: '表' },
    also: [],
    stated: '',
    expected: '',
    difference: '',
    message: '',
  };
  expect(isBlocking(finding)).toBe(blocks);
});
