import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { approvedProblems } from './problems.ts';
import { approvedRefusals } from './refusals.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

test('the page lists every refusal, in the order of precedence, with its name', () => {
  const page = read('../../../../../docs/reference/refusals-office-approved.md');
  const listed = [...page.matchAll(/^\| `([a-z-]+)` \| ([^|]+) \| [^|]+。 \|$/gm)].map(([, id, title]) => [id, title]);
  expect(listed).toEqual(Object.entries(approvedRefusals));
});

test('the page lists every problem, in its order, with its weight and name', () => {
  const page = read('../../../../../docs/reference/approved-table-problems.md');
  const listed = [...page.matchAll(/^\| `([a-z-]+)` \| (错误|提示) \| ([^|]+) \| [^|]+。 \|$/gm)];
  expect(listed.map(([, id, weight, name]) => [id, weight, name])).toEqual(
    Object.entries(approvedProblems).map(([id, { severity, name }]) => [
      id,
      severity === 'error' ? '错误' : '提示',
      name,
    ]),
  );
});

test('every refusal and every problem is made somewhere, and is the answer of some test', () => {
  const files = globSync('*.ts', { cwd: import.meta.dirname }).filter((file) => !/^(?:refusals|problems)/.test(file));
  const text = (tests: boolean) =>
    files
      .filter((file) => file.endsWith('.test.ts') === tests)
      .map((file) => read(`./${file}`))
      .join('\n');
  const ids = [...Object.keys(approvedRefusals), ...Object.keys(approvedProblems)];
  expect(ids.filter((id) => !text(false).includes(`'${id}'`))).toEqual([]);
  expect(ids.filter((id) => !new RegExp(`['\`]${id}\\b`).test(text(true)))).toEqual([]);
});
