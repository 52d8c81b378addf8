/**
 * The form checks against the real documents, which lie beside the checkout and are never copied into it. Lines stand for the
 * findings that an auditor has labelled; where the documents are absent, that is said and counted.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { audit, checks, readDisclosure } from '@mingzhang/disclosure';
import { describe, expect, it } from 'vitest';
import { readText } from './read-text.ts';

function seeds(): string | null {
  for (let at = dirname(fileURLToPath(import.meta.url)); at !== dirname(at); at = dirname(at)) {
    const candidate = join(at, 'shared/seeds');
    if (existsSync(candidate)) return candidate;
  }
  return null;
}

const folder = seeds();
if (folder === null)
  console.warn('forms-seeds: no shared/seeds above the checkout; the real documents are not tested here');

function outcome(number: string): {
  readonly forms: readonly string[];
  readonly errors: readonly string[];
  readonly all: readonly string[];
  readonly notRead: number;
} {
  const file = readdirSync(folder ?? '.').find((name) => name.startsWith(number)) ?? '';
  const text = readFileSync(join(folder ?? '.', file), 'utf8');
  const document = readDisclosure(readText(text), text.length);
  const lines = text.split('\n').map((line) => line.replace(/\s/g, ''));
  const { findings } = audit(
    document,
    checks.filter((check) => check.meta.id.startsWith('form-')),
  );
  for (const finding of findings) {
    for (const place of [finding.place, ...finding.also.map((also) => also.place)]) {
      const cited = lines.slice(place.line - 1, place.endLine ?? place.line).join('');
      expect(place.quote.trim()).not.toBe('');
      expect(cited).toContain(place.quote.replace(/\s/g, ''));
    }
  }
  const said = (finding: (typeof findings)[number]): string => `${finding.place.line} ${finding.check}`;
  return {
    forms: document.forms.map((form) => `${form.line}-${form.endLine} ${form.id} ${form.indicators.length}`),
    errors: findings
      .filter((finding) => finding.severity === 'error' && finding.certainty !== 'possible')
      .map((finding) => said(finding)),
    all: findings.map((finding) => said(finding)),
    notRead: document.notRead.filter((entry) =>
      document.forms.some((form) => form.line <= entry.place.line && entry.place.line <= form.endLine),
    ).length,
  };
}

describe.skipIf(folder === null)('the forms of the real documents', () => {
  it('001: five forms, a cell a line', () => {
    const { forms, errors, all, notRead } = outcome('001');
    expect(forms).toEqual([
      '70-214 base-data 0',
      '218-430 overall-self-evaluation 10',
      '438-628 project-self-evaluation 8',
      '629-821 project-self-evaluation 8',
      '822-1009 project-self-evaluation 8',
    ]);
    expect(notRead).toBe(0);
    expect([...errors].sort()).toEqual(
      [
        '35 form-report-agrees',
        '126 form-base-agrees',
        '175 form-base-filled',
        '241 form-cells-filled',
        '241 form-execution-rate',
        '313 form-target-met',
        '385 form-target-met',
        '425 form-points-add-up',
        '426 form-scores-add-up',
        '623 form-cells-filled',
        '623 form-points-add-up',
        '816 form-cells-filled',
        '816 form-points-add-up',
        '893 form-goal-own',
        '936 form-target-is-a-value',
        '1009 form-cells-filled',
        '1009 form-points-add-up',
      ].sort(),
    );
    for (const finding of [
      '269 form-goals-answered',
      '323 form-actual-precise',
      '391 form-levels-named',
      '541 form-actual-precise',
      '581 form-actual-not-copied',
      '734 form-units-agree',
      '927 form-units-agree',
      '967 form-actual-not-copied',
    ]) {
      expect(all).toContain(finding);
    }
  });

  it('004: three goal forms with shifted rows', () => {
    const { forms, errors, all, notRead } = outcome('004');
    expect(forms).toEqual(['651-684 goal 24', '688-719 goal 20', '723-753 goal 18']);
    expect(notRead).toBe(0);
    expect(errors).toEqual([
      '651 form-self-evaluation-attached',
      '664 form-source-as-titled',
      '696 form-goal-sources-agree',
      '730 form-goal-one-year',
      '744 form-goal-quantities-agree',
      '744 form-goal-quantities-agree',
    ]);
    for (const finding of [
      '683 form-goal-periods-agree',
      '684 form-fill-date',
      '702 form-basis-own',
      '736 form-texts-distinct',
      '745 form-target-can-be-missed',
      '749 form-target-can-be-missed',
      '752 form-target-can-be-missed',
    ]) {
      expect(all).toContain(finding);
    }
  });

  it('003: a task table and three projects, rows shifted either way', () => {
    const { forms, errors, notRead } = outcome('003');
    expect(forms).toEqual([
      '259-291 overall-self-evaluation 18',
      '317-340 project-self-evaluation 9',
      '344-369 project-self-evaluation 11',
      '373-394 project-self-evaluation 7',
    ]);
    expect(notRead).toBe(0);
    expect([...errors].sort()).toEqual(
      [
        '267 form-funds-add-up',
        '269 form-funds-add-up',
        '273 form-points-add-up',
        '282 form-costs-agree-with-projects',
        '283 form-costs-agree-with-projects',
        '285 form-indicators-once',
        '285 form-points-add-up',
        '291 form-points-add-up',
        '291 form-scores-add-up',
        '299 form-report-agrees',
        '305 form-report-agrees',
        '309 form-report-agrees',
        '311 form-percentages-possible',
        '324 form-execution-rate',
        '352 form-execution-rate',
      ].sort(),
    );
  });

  it.each(['000', '002'])('%s carries no form and gets no finding about one', (number) => {
    const { forms, errors } = outcome(number);
    expect(forms).toEqual([]);
    expect(errors).toEqual([]);
  });
});
