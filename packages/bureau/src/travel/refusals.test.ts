import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { travelRefusals } from './refusals.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

test('the page lists every refusal, in the order of precedence, with its name', () => {
  const page = read('../../../../docs/reference/refusals-travel.md');
  const listed = [...page.matchAll(/^\| `([a-z-]+)` \| ([^|]+) \| [^|]+。 \|$/gm)].map(([, id, title]) => [id, title]);
  expect(listed).toEqual(Object.entries(travelRefusals));
});

test('every refusal is made somewhere, and is the answer of some test', () => {
  const files = globSync('**/*.ts', { cwd: import.meta.dirname }).filter((file) => !file.startsWith('refusals'));
  const text = (tests: boolean) =>
    files
      .filter((file) => file.endsWith('.test.ts') === tests)
      .map((file) => read(`./${file}`))
      .join('\n');
  const ids = Object.keys(travelRefusals);
  expect(ids.filter((id) => !text(false).includes(`'${id}'`))).toEqual([]);
  expect(ids.filter((id) => !text(true).includes(`${id}'`))).toEqual([]);
});
