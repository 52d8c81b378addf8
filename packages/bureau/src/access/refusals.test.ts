import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { accessRefusals } from './refusals.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

test('the page lists every refusal, in the order of precedence, with its name', () => {
  const page = read('../../../../docs/reference/refusals-access.md');
  const listed = [...page.matchAll(/^\| `([a-z-]+)` \| ([^|]+) \| [^|]+。 \|$/gm)].map(([, id, title]) => [id, title]);
  expect(listed).toEqual(Object.entries(accessRefusals));
});

test('every refusal is made somewhere, and is the answer of some test', () => {
  const files = [
    ...globSync('*.ts', { cwd: import.meta.dirname }).map((file) => `./${file}`),
    ...globSync('*.ts', { cwd: new URL('../../../server/src/', import.meta.url) }).map(
      (file) => `../../../server/src/${file}`,
    ),
  ].filter((file) => !/\/(?:duty-)?refusals/.test(file));
  const text = (kind: RegExp) =>
    files
      .filter((file) => kind.test(file))
      .map((file) => read(file))
      .join('\n');
  const [code, tests] = [text(/^(?!.*\.test\.ts$)/), text(/\.test\.ts$/)];
  const ids = Object.keys(accessRefusals);
  expect(ids.filter((id) => !code.includes(`'${id}'`))).toEqual([]);
  expect(ids.filter((id) => !tests.includes(`'${id}'`))).toEqual([]);
});
