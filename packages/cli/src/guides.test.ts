/** The glossary names every measure and topic that the reader knows. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const glossary = readFileSync(join(root, 'GLOSSARY.md'), 'utf8');
const data = (name: string): unknown =>
  JSON.parse(readFileSync(join(root, 'packages/disclosure/src/data', `${name}.json`), 'utf8'));

test('measures and topics are in the glossary', () => {
  const { measures } = data('phrasebook') as {
    readonly measures: readonly { readonly id: string; readonly both?: unknown }[];
  };
  const topics = data('topics') as readonly { readonly topic: string }[];
  const ids = [
    ...measures.filter(({ both }) => both === undefined).map(({ id }) => id),
    ...topics.map(({ topic }) => topic),
  ];
  expect([...new Set(ids)].filter((id) => !glossary.includes(`| \`${id}\` |`))).toEqual([]);
});

test('what the documents link to exists', () => {
  const files = [
    'README.md',
    'README.zh-CN.md',
    'CONTRIBUTING.md',
    'GLOSSARY.md',
    ...readdirSync(join(root, 'docs/guide')).map((name) => `docs/guide/${name}`),
    'docs/reference/audit-object.md',
  ];
  const broken = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)\)/g)]
      .map((match) => join(root, file, '..', match[1] ?? ''))
      .filter((target) => !existsSync(target))
      .map((target) => `${file} → ${target.slice(root.length + 1)}`),
  );
  expect(broken).toEqual([]);
});
