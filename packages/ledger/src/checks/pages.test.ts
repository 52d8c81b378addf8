import { existsSync, globSync, readFileSync } from 'node:fs';
import { formatYuan } from '@mingzhang/kernel';
import { describe, expect, test } from 'vitest';
import { viewOf } from '../testing/lines.ts';
import { ledgerChecks } from './index.ts';

const pages = new URL('../../../../docs/reference/ledger-checks/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, pages), 'utf8');
const ids = ledgerChecks.map(({ meta }) => meta.id);

test('one check, one file, one page, one test', () => {
  expect(globSync('*.md', { cwd: pages }).sort()).toEqual(['README.md', ...ids.map((id) => `${id}.md`)].sort());
  for (const id of ids) {
    expect([
      existsSync(new URL(`${id}.ts`, import.meta.url)),
      existsSync(new URL(`${id}.test.ts`, import.meta.url)),
    ]).toEqual([true, true]);
  }
});

test('the list of pages names every check, in the order they are run', () => {
  const listed = [...read('README.md').matchAll(/^\| \[`([a-z-]+)`\]\(\1\.md\) \| ([^|]+) \|/gm)];
  expect(listed.map(([, id, name]) => [id, name])).toEqual(ledgerChecks.map(({ meta }) => [meta.id, meta.name]));
});

describe.for(ledgerChecks.map((check) => [check.meta.id, check] as const))('%s', ([id, check]) => {
  const page = read(`${id}.md`);
  const examples = (kind: 'fail' | 'pass'): readonly string[] =>
    [...page.matchAll(new RegExp(`\`\`\`${kind}\\n([^\`]+)\`\`\``, 'g'))].map(([, lines = '']) => lines);

  test('its page says its name and what should be true', () => {
    expect(page.startsWith(`# ${id}　${check.meta.name}\n\n${check.meta.help}\n`)).toBe(true);
  });

  test('the examples of its page hold', () => {
    expect([examples('fail').length > 0, examples('pass').length > 0]).toEqual([true, true]);
    for (const lines of examples('pass')) expect(check.run(viewOf(lines)), lines).toEqual([]);
    for (const lines of examples('fail')) {
      const findings = check.run(viewOf(lines));
      expect(findings.length, lines).toBeGreaterThan(0);
      for (const { check: by, stated, expected, difference, message } of findings) {
        expect([by, difference]).toEqual([id, stated - expected]);
        // The reader can act on the line without opening the system: a figure that should not be nothing is in it.
        for (const figure of [stated, expected]) if (figure !== 0) expect(message).toContain(formatYuan(figure));
        expect(message.endsWith('。')).toBe(true);
      }
    }
  });
});
