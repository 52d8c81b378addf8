import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settlementDeskRefusals } from './refusals.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

test('the page lists every refusal, in the order of precedence, with its name', () => {
  const page = read('../../../../docs/reference/refusals-settlement.md');
  const listed = [...page.matchAll(/^\| `([a-z-]+)` \| ([^|]+) \| [^|]+。 \|$/gm)].map(([, id, title]) => [id, title]);
  expect(listed).toEqual(Object.entries(settlementDeskRefusals));
});

test('every refusal is made somewhere, and is the answer of some test', () => {
  const files = globSync('{,entitlements/}*.ts', { cwd: import.meta.dirname }).filter(
    (file) => !file.startsWith('refusals'),
  );
  const text = (tests: boolean) =>
    files
      .filter((file) => file.endsWith('.test.ts') === tests)
      .map((file) => read(`./${file}`))
      .join('\n');
  const ids = Object.keys(settlementDeskRefusals);
  expect(ids.filter((id) => !text(false).includes(`'${id}'`))).toEqual([]);
  // Tests with a database say the list before the id.
  expect(ids.filter((id) => !new RegExp(`'(?:settlement )?${id}'`).test(text(true)))).toEqual([]);
});
