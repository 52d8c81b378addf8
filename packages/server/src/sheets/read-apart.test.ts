import { expect, test } from 'vitest';
import { readSheetsApart } from './read-apart.ts';

test('a file is read in a thread of its own', async () => {
  expect(await readSheetsApart(new TextEncoder().encode('a,b\n1,2\n'))).toEqual({
    ok: true,
    format: 'csv',
    sheets: [
      {
        name: '',
        rows: [
          { number: 1, cells: ['a', 'b'] },
          { number: 2, cells: ['1', '2'] },
        ],
      },
    ],
  });
});

test('a reader that dies is answered for', async () => {
  const dies = new URL(`data:text/javascript,${encodeURIComponent('process.exit(1)')}`);
  expect(await readSheetsApart(new Uint8Array(), dies)).toMatchObject({ ok: false });
});
