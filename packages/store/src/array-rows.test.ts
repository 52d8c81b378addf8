import { expect, test } from 'vitest';
import { arrayRows } from './array-rows.ts';

test.each([
  [{ id: 'uuid' }, 1, 'r', '(select id from unnest($1::uuid[]) with ordinality as one (id, row)) as r'],
  [
    { id: 'uuid', name: 'text', amount: 'bigint' },
    4,
    'seen',
    '(select id, ($5::text[])[row] as name, ($6::bigint[])[row] as amount from unnest($4::uuid[]) with ordinality as one (id, row)) as seen',
  ],
])('%j from parameter %i', (columns, first, alias, expected) => {
  expect(arrayRows(columns, first, alias)).toBe(expected);
});
