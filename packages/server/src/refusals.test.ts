import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { refusals } from './refusals.ts';

test('the page lists every refusal, in the order of precedence, with its status and name', () => {
  const page = readFileSync(new URL('../../../docs/reference/refusals.md', import.meta.url), 'utf8');
  const listed = [...page.matchAll(/^\| `([a-z-]+)` \| (\d{3}) \| ([^|]+) \| [^|]+。 \|$/gm)].map(
    ([, id, status, title]) => ({
      id,
      status: Number(status),
      title,
    }),
  );
  expect(listed).toEqual(Object.entries(refusals).map(([id, { status, title }]) => ({ id, status, title })));
});
