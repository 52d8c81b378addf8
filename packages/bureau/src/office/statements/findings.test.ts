import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { statementFindings } from './facts.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

test('the page lists every finding, in order, with its name', () => {
  const page = read('../../../../../docs/reference/statement-findings.md');
  const listed = [...page.matchAll(/^\| `([a-z-]+)` \| ([^|]+) \| [^|]+。 \|$/gm)].map(([, id, title]) => [id, title]);
  expect(listed).toEqual(Object.entries(statementFindings));
});

test('every finding is the answer of some test', () => {
  const tests = read('facts.test.ts');
  expect(Object.keys(statementFindings).filter((id) => !tests.includes(`'${id}'`))).toEqual([]);
});
