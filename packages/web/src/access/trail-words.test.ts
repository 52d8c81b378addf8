import { expect, test } from 'vitest';
import { detailInWords, subjectInWords } from './trail-words.ts';

test('details are told in words; what says nothing is left out, what is unknown as it was recorded', () => {
  const detail = {
    change: 'role-ended',
    sha256: 'ab'.repeat(32),
    successorOf: null,
    takenBack: false,
    amount: 1200,
    weird: 'x',
  };
  expect(detailInWords(detail)).toEqual([
    { name: '变动', value: '收回角色' },
    { name: '散列值', value: 'abababababababab…' },
    { name: 'amount', value: '1200' },
    { name: 'weird', value: 'x' },
  ]);
});

test.each`
  subject        | kind        | id
  ${'person:01'} | ${'人员'}   | ${'01'}
  ${'budget:01'} | ${'budget'} | ${'01'}
  ${'slow'}      | ${''}       | ${'slow'}
`('$subject', ({ subject, kind, id }) => {
  expect(subjectInWords(subject)).toEqual({ kind, id });
});
