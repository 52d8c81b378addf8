import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { treasuryRefusals } from './refusals.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

test('the page lists every refusal, in the order of precedence, with its name', () => {
  const page = read('../../../../docs/reference/refusals-treasury.md');
  const listed = [...page.matchAll(/^\| `([a-z-]+)` \| ([^|]+) \| [^|]+。 \|$/gm)].map(([, id, title]) => [id, title]);
  expect(listed).toEqual(Object.entries(treasuryRefusals));
});

test('every refusal is made somewhere, and is the answer of some test', () => {
  const files = globSync('*.ts', { cwd: import.meta.dirname }).filter((file) => !file.startsWith('refusals'));
  const text = (tests: boolean) =>
    files
      .filter((file) => file.endsWith('.test.ts') === tests)
      .map((file) => read(`./${file}`))
      .join('\n');
  const ids = Object.keys(treasuryRefusals).filter((id) => id !== 'file-unreadable');
  expect(ids.filter((id) => !text(false).includes(`'${id}'`))).toEqual([]);
  // Tests with a database say the list before the id.
  expect(ids.filter((id) => !new RegExp(`'(?:treasury )?${id}'`).test(text(true)))).toEqual([]);
});
