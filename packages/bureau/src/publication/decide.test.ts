import { type Finding } from '@mingzhang/kernel';
import { describe, expect, test } from 'vitest';
import { carriedOver, compareFindings, decideReason, fileLabel } from './decide.ts';

function finding(id: string, line = 1): Finding {
  return {
    id,
    check: 'income-total-agrees',
    family: 'tab',
    severity: 'error',
    certainty: 'proven',
    place: { line, quote: '合计' },
    also: [],
    stated: '1',
    expected: '2',
    difference: '-1',
    message: '合计应为2。',
  };
}

const findings = (ids: string): readonly Finding[] => [...ids].map((id, index) => finding(id, index + 1));
const ids = (list: readonly { readonly id: string }[]): string => list.map((item) => item.id).join('');

describe('a successor is compared with its predecessor by finding id', () => {
  test.each`
    before   | after    | gone     | kept     | fresh    | why
    ${''}    | ${''}    | ${''}    | ${''}    | ${''}    | ${'nothing to compare'}
    ${'abc'} | ${'abc'} | ${''}    | ${'abc'} | ${''}    | ${'the same document again'}
    ${'abc'} | ${''}    | ${'abc'} | ${''}    | ${''}    | ${'everything corrected'}
    ${''}    | ${'abc'} | ${''}    | ${''}    | ${'abc'} | ${'a clean document spoilt'}
    ${'abc'} | ${'bcd'} | ${'a'}   | ${'bc'}  | ${'d'}   | ${'one corrected, one added'}
    ${'abc'} | ${'dcb'} | ${'a'}   | ${'cb'}  | ${'d'}   | ${'order of each document is kept'}
    ${'aab'} | ${'bbc'} | ${'a'}   | ${'b'}   | ${'c'}   | ${'a finding twice counts once'}
  `(
    '$why: $before → $after',
    ({ before, after, gone, kept, fresh }: Record<'before' | 'after' | 'gone' | 'kept' | 'fresh', string>) => {
      const difference = compareFindings(findings(before), findings(after));
      expect([ids(difference.gone), ids(difference.kept), ids(difference.new)]).toEqual([gone, kept, fresh]);
    },
  );

  test('a finding kept is shown where it stands in the successor', () => {
    expect(compareFindings([finding('a', 10)], [finding('a', 99)]).kept[0]?.place.line).toBe(99);
  });
});

test('a set-aside is carried over only while its finding is still there', () => {
  const rows = [
    { findingId: 'a', reason: '已核对原件' },
    { findingId: 'z', reason: '口径不同' },
  ];
  expect(carriedOver(rows, findings('abc'))).toEqual([{ findingId: 'a', reason: '已核对原件' }]);
});

test.each`
  reason              | answer
  ${'已核对原件'}     | ${{ reason: '已核对原件' }}
  ${'  已核对原件 '}  | ${{ reason: '已核对原件' }}
  ${''}               | ${{ refusal: 'reason-missing' }}
  ${' \n '}           | ${{ refusal: 'reason-missing' }}
  ${'核'.repeat(500)} | ${{ reason: '核'.repeat(500) }}
  ${'核'.repeat(501)} | ${{ refusal: 'reason-too-long' }}
`('a reason must say something and stay short', ({ reason, answer }: { reason: string; answer: unknown }) => {
  expect(decideReason(reason)).toEqual(answer);
});

test.each`
  name                       | label
  ${'2024年决算公开.txt'}    | ${'2024年决算公开.txt'}
  ${'../../etc/passwd'}      | ${'passwd'}
  ${'C:\\公开\\决算.txt'}    | ${'决算.txt'}
  ${'..'}                    | ${'未命名'}
  ${''}                      | ${'未命名'}
  ${'a\u0000b\u202ecod.txt'} | ${'abcod.txt'}
  ${'字'.repeat(300)}        | ${'字'.repeat(200)}
`('a file name is kept as a harmless label: $name', ({ name, label }: { name: string; label: string }) => {
  expect(fileLabel(name)).toBe(label);
});
