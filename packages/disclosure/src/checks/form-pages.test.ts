import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findingsOf } from './check-testing.ts';
import { formChecks } from './form-checks.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const pages = join(here, '../../../../docs/reference/checks');
const helpers = new Set(['form-checks', 'form-narrative', 'form-support', 'form-testing', 'form-pages']);

/** The examples of a page: the text between ```fail or ```pass and the closing fence. */
function examples(page: string, kind: 'fail' | 'pass'): readonly string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)\\n\`\`\`$`, 'gm'))].map((match) => match[1] ?? '');
}

describe('the form checks', () => {
  const files = globSync('form-*.ts', { cwd: here })
    .map((file) => basename(file, '.ts'))
    .filter((name) => !name.endsWith('.test') && !helpers.has(name))
    .sort();

  it('are all in the list, one a file', () => {
    expect(formChecks.map((check) => check.meta.id).sort()).toEqual(files);
  });

  it.each(formChecks.map((check) => [check.meta.id, check] as const))(
    '%s has a page whose examples run',
    (id, check) => {
      const page = readFileSync(join(pages, `${id}.md`), 'utf8');
      expect(page).toContain(`# ${id}`);
      expect(page).toContain(check.meta.name);
      expect(page).toContain(check.meta.help);
      const failing = examples(page, 'fail');
      const passing = examples(page, 'pass');
      expect(failing.length).toBeGreaterThanOrEqual(2);
      expect(passing.length).toBeGreaterThanOrEqual(2);
      for (const text of failing) expect(findingsOf(check, text), text).not.toEqual([]);
      for (const text of passing) expect(findingsOf(check, text), text).toEqual([]);
    },
  );

  it.each(formChecks.map((check) => [check.meta.id] as const))('%s has a test', (id) => {
    expect(globSync(`${id}.test.ts`, { cwd: here })).toHaveLength(1);
  });
});
