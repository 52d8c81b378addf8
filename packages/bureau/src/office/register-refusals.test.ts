import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { officeRegisterRefusals } from './register-refusals.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

test('the page lists every refusal, in the order of precedence, with its name', () => {
  const page = read('../../../../docs/reference/refusals-office-registers.md');
  const listed = [...page.matchAll(/^\| `([a-z-]+)` \| ([^|]+) \| [^|]+。 \|$/gm)].map(([, id, title]) => [id, title]);
  expect(listed).toEqual(Object.entries(officeRegisterRefusals));
});

test('every refusal is made somewhere, and is the answer of some test', () => {
  const files = globSync('{*,{staff,payroll,parameters,assets,registers,procurement}/*}.ts', {
    cwd: import.meta.dirname,
  }).filter((file) => !file.includes('register-refusals'));
  const text = (kind: RegExp) =>
    files
      .filter((file) => kind.test(file))
      .map((file) => read(file))
      .join('\n');
  const [code, tests] = [text(/^(?!.*\.test\.ts$)/), text(/\.test\.ts$/)];
  const ids = Object.keys(officeRegisterRefusals);
  expect(ids.filter((id) => !code.includes(`'${id}'`))).toEqual([]);
  expect(ids.filter((id) => !tests.includes(`'${id}'`))).toEqual([]);
});
