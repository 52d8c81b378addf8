import { readdirSync, readFileSync } from 'node:fs';
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

test('every refusal is made somewhere', () => {
  const source = new URL('./', import.meta.url);
  const text = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'refusals.ts')
    .map((name) => readFileSync(new URL(name, source), 'utf8'))
    .join('\n');
  // Those of the shelf are named by the duty and passed on by name.
  const shelf = readFileSync(new URL('../../bureau/src/publication/records.ts', import.meta.url), 'utf8');
  expect(Object.keys(refusals).filter((id) => !`${text}\n${shelf}`.includes(`'${id}'`))).toEqual([]);
});
