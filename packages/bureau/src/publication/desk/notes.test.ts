import { expect, test } from 'vitest';
import { notesOf } from './versions.ts';

test('what was kept before reasons were looked at is read as nothing said against them', () => {
  const asked = { key: 'prior income-year all', what: '收入', before: '1.00', after: '2.00', given: '新增项目' };
  const kept = {
    findings: [],
    unfounded: [],
    partsMissing: [],
    reasonsAsked: [asked, { ...asked, refused: '不能这样写' }],
  };
  const { reasonsAsked } = notesOf({ compiled: JSON.parse(JSON.stringify(kept)) });
  expect(reasonsAsked.map(({ refused }) => refused)).toEqual([null, '不能这样写']);
});
