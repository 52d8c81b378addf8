import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkImports, findImports, withoutComments } from './check-imports.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'house-'));
  plant('package.json', JSON.stringify({ name: 'house', devDependencies: { vitest: '1' } }));
  plantPackage('kernel', {});
  plantPackage('disclosure', { dependencies: { '@mingzhang/kernel': '1' } });
  plantPackage('store', { dependencies: { '@mingzhang/kernel': '1', pg: '1' }, devDependencies: { '@types/pg': '1' } });
});
afterAll(() => rmSync(root, { recursive: true }));

function plant(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function plantPackage(row: string, manifest: object): void {
  const exports = { '.': './src/index.ts' };
  plant(`packages/${row}/package.json`, JSON.stringify({ name: `@mingzhang/${row}`, exports, ...manifest }));
}

/** Plants a file, checks the house, and takes the file away again. */
function violations(file: string, text: string): string[] {
  plant(file, text);
  const found = checkImports(root).map((one) => `${one.file}:${one.line}: ${one.message}`);
  rmSync(join(root, file));
  return found;
}

test.each([
  ['disclosure/src/a.ts', "import { exact } from '@mingzhang/kernel';"],
  ['disclosure/src/a.ts', "import { createHash } from 'node:crypto';"],
  ['disclosure/src/a.ts', "// import x from 'pg'; Math.random() would be wrong here"],
  ['disclosure/src/a.test.ts', "import { readFileSync } from 'node:fs';\nimport { test } from 'vitest';"],
  ['disclosure/src/a.test.ts', "import { sharedDirectory } from '../../../tools/test-requirements.ts';"],
  ['disclosure/src/a.ts', 'const published = new Date(text);'],
  ['store/src/a.ts', "import pg from 'pg';\nimport { readFileSync } from 'node:fs';\nconst now = Date.now();"],
])('%s may say %j', (file, text) => {
  expect(violations(`packages/${file}`, text)).toEqual([]);
});

test.each([
  [
    'kernel/src/a.ts',
    "import { a } from '@mingzhang/disclosure';",
    "@mingzhang/disclosure is not in kernel's package.json",
  ],
  [
    'disclosure/src/a.ts',
    "export * from '@mingzhang/kernel/src/exact.ts';",
    '@mingzhang/kernel/src/exact.ts is not in the face of @mingzhang/kernel',
  ],
  [
    'disclosure/src/a.ts',
    "import {\n  type A,\n} from '../../kernel/src/a.ts';",
    '../../kernel/src/a.ts is outside the package',
  ],
  ['disclosure/src/a.ts', "const pg = await import('pg');", "pg is not in disclosure's package.json"],
  ['disclosure/src/a.ts', "import 'node:fs/promises';", 'disclosure is pure and may not import node:fs/promises'],
  ['disclosure/src/a.ts', 'const now = Date.now();', 'disclosure is pure and may not use Date.now'],
  ['disclosure/src/a.ts', 'const now = new Date();', 'disclosure is pure and may not use new Date()'],
  ['disclosure/src/a.ts', 'const dice = Math.random();', 'disclosure is pure and may not use Math.random'],
  ['store/src/a.ts', "import { test } from 'vitest';", "vitest is not in store's package.json"],
  [
    'store/src/a.ts',
    "import { open } from '@mingzhang/store';",
    '@mingzhang/store is this package itself: import the file',
  ],
  ['store/src/a.ts', "import fs from 'fs';", 'write node:fs'],
])('%s may not say %j', (file, text, message) => {
  expect(violations(`packages/${file}`, text)).toEqual([`packages/${file}:1: ${message}`]);
});

test('a package may not list what is not in its row', () => {
  plantPackage('documents', { dependencies: { '@mingzhang/store': '1' } });
  const found = checkImports(root);
  rmSync(join(root, 'packages/documents'), { recursive: true });
  expect(found.map(({ message }) => message)).toEqual(['documents may not depend on @mingzhang/store']);
});

test('a package without a row is a violation', () => {
  plantPackage('shortcuts', {});
  const found = checkImports(root);
  rmSync(join(root, 'packages/shortcuts'), { recursive: true });
  expect(found.map(({ message }) => message)).toEqual(['shortcuts has no row in the table of the house']);
});

test('comments go, strings and line numbers stay', () => {
  expect(withoutComments("a('//x'); // y\n/* z\n*/ b")).toBe("a('//x');     \n    \n   b");
  expect(findImports("\n\nimport { a } from './a.ts';")).toEqual([{ specifier: './a.ts', index: 2 }]);
});
