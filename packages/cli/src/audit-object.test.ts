/** The page on the audit object documents every key of real audits, and no key that there is not. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditBytes, auditFile } from '@mingzhang/documents';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'docs/reference/audit-object.md'), 'utf8');

/** Keys in the first column of the page's tables: `findings[].place.line`. */
const documented = new Set(
  [...page.matchAll(/^\| `([a-zA-Z0-9.[\]]+)` \|/gm)]
    .map((match) => match[1] ?? '')
    .filter((key) => !tableIds().has(key)),
);

function tableIds(): ReadonlySet<string> {
  const [, list = ''] = page.split('| 表的 `id` | 表 |');
  return new Set([...(list.split('\n\n')[0] ?? '').matchAll(/^\| `([a-z-]+)` \|/gm)].map((match) => match[1] ?? ''));
}

/** Every path to a value; places beside a finding's own are documented once. */
function pathsOf(value: unknown, path: string, found: Set<string>): void {
  if (documented.has(path) && /\.place$/.test(path)) found.add(path);
  else if (Array.isArray(value)) for (const item of value) pathsOf(item, `${path}[]`, found);
  else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) {
      if (item !== undefined) pathsOf(item, path === '' ? key : `${path}.${key}`, found);
    }
  } else found.add(path);
}

const found = new Set<string>();
for (const file of globSync('packages/server/examples/*.txt', { cwd: root })) {
  pathsOf(auditBytes(readFileSync(join(root, file)), file), '', found);
}
// What the examples have none of: an amount that is not understood, a form of a project, a finding with its article.
pathsOf(auditBytes(new TextEncoder().encode(''), 'empty.txt'), '', found);
const webPage = new TextEncoder().encode(
  '<p>青禾县医疗保障局2024年度部门决算</p><p>收入合计12.00万元，其中：财政拨款收入10.00万元，其他收入1.00万元。</p>',
);
pathsOf((await auditFile(webPage, 'page.html')).audit.findings, 'findings', found);
pathsOf((await auditFile(webPage, 'page.html')).audit.format, 'format', found);

test('every key of a real audit is documented', () => {
  expect([...found].filter((path) => !documented.has(path))).toEqual([]);
});

test('every documented key is in a real audit, save those that may be missing', () => {
  const rare = [
    'forms[].place.endLine',
    'forms[].project',
    'findings[].article',
    'notRead[].place',
    'notRead[].why',
    'checked[].notApplicable',
    // Of a PDF, a workbook, a table in a page.
    ...['endBlock', 'blockRow', 'endBlockRow', 'page', 'endPage', 'sheet', 'cell'].map(
      (key) => `findings[].place.${key}`,
    ),
  ];
  expect([...documented].filter((path) => !found.has(path) && !rare.includes(path))).toEqual([]);
});
