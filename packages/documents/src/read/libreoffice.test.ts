/**
 * Files that another program has made: LibreOffice turns a generated document into a Word file, a web page, a PDF and a workbook of
 * its own, and each is read like the text. Where LibreOffice is not installed, the tests say that they did not run.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate, render, templateNamed } from '@mingzhang/disclosure/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findLibreOffice } from '../../../../tools/test-requirements.ts';
import { docxOf, xlsxOf } from '../../test/paper-files.ts';
import { saidBy } from '../../test/said-by.ts';
import { type Audited, auditFile } from '../audit-file.ts';

const program = findLibreOffice();
const missing = program === null ? 'no LibreOffice: apt-get install libreoffice-writer libreoffice-calc' : null;
const folder = mkdtempSync(join(tmpdir(), 'mingzhang-office-'));
const names = ['hunan-2024', 'hunan-performance-2024'];

function convert(to: string, from: string): void {
  const files = names.map((name) => join(folder, `${name}.${from}`));
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  execFileSync(program ?? '', [profile, '--headless', '--convert-to', to, '--outdir', join(folder, 'made'), ...files], {
    stdio: 'ignore',
    timeout: 150_000,
  });
}

const texts = new Map<string, Audited>();

beforeAll(async () => {
  if (missing !== null) return;
  for (const name of names) {
    const { paper } = generate(2, templateNamed(name));
    texts.set(name, await auditFile(new TextEncoder().encode(render(paper, 'tabs').text), 'a.txt'));
    writeFileSync(join(folder, `${name}.docx`), docxOf(paper));
    writeFileSync(join(folder, `${name}.xlsx`), await xlsxOf(paper));
  }
  for (const to of ['docx', 'html', 'pdf']) convert(to, 'docx');
  convert('xlsx', 'xlsx');
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(['docx', 'html', 'xlsx', 'pdf'])('%s by LibreOffice', (format) => {
  test.each(names)(
    '%s says what the text says',
    async (name) => {
      if (missing !== null) {
        console.log(`NOT RUN: ${missing}`);
        return;
      }
      const { audit, document } = await auditFile(readFileSync(join(folder, 'made', `${name}.${format}`)), name);
      expect(audit).toMatchObject({ ok: true, format });
      const text = texts.get(name);
      for (const part of ['tables', 'forms', 'claims', 'lists'] as const)
        expect(saidBy(document)[part], part).toEqual(saidBy(text?.document ?? null)[part]);
      expect(audit.findings.map(({ message }) => message)).toEqual(text?.audit.findings.map(({ message }) => message));
    },
    60_000,
  );
});
