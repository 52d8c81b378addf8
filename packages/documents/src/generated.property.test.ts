/**
 * The auditor against invented disclosures: a consistent one gives no error, one planted defect gives exactly its finding,
 * and layout noise changes nothing. The documents come from a generator with wordings of its own.
 */

import {
  bench,
  defectNamed,
  defects,
  describeTrial,
  encodings,
  generate,
  type NoiseKind,
  noiseApplies,
  noiseKinds,
  notYetFound,
  plant,
  render,
  type Template,
  tableOrder,
  templates,
  tryDefect,
} from '@mingzhang/disclosure/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditBytes } from './index.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const audit = (text: string): ReturnType<typeof auditBytes>['findings'] =>
  auditBytes(bytes(text), 'generated.txt').findings;

describe('a consistent disclosure has no error', () => {
  for (const template of templates) {
    for (const encoding of encodings) {
      test(`${template.name} as ${encoding}`, () => {
        fc.assert(
          fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) => {
            const { text } = render(generate(seed, template, { thousands: seed % 3 === 0 }).paper, encoding);
            const lines = text.split('\n');
            const errors = audit(text).filter((finding) => finding.severity === 'error');
            const shown = errors.map(
              (one) => `${one.check} line ${one.place.line}: ${lines[one.place.line - 1]}\n    ${one.message}`,
            );
            expect(
              errors.length,
              `--seed ${seed} --template ${template.name} --encoding ${encoding}\n${shown.join('\n')}`,
            ).toBe(0);
          }),
          { numRuns: 5 },
        );
      }, 30_000);
    }
  }
});

describe('a consistent disclosure is read whole', () => {
  for (const template of templates) {
    for (const encoding of encodings) {
      test(`${template.name} as ${encoding}`, () => {
        for (const seed of [2, 3, 7, 9]) {
          const { paper, year } = generate(seed, template);
          const { document, tables, forms, stats } = auditBytes(bytes(render(paper, encoding).text), 'generated.txt');
          const where = `--seed ${seed} --template ${template.name} --encoding ${encoding}`;
          const wanted = template.scope === 'disclosure' ? tableOrder(template) : [];
          expect(
            tables.map((table) => table.id).filter((id) => id !== 'other'),
            where,
          ).toEqual(wanted);
          expect(forms.length, where).toBe(
            paper.blocks.filter((block) => block.kind === 'table' && block.layout === 'form').length,
          );
          expect({ year: document.year, bureau: document.bureau }, where).toEqual({
            year: year.year,
            bureau: year.bureau,
          });
          if (template.scope === 'disclosure') expect(document.unit, where).toBe(template.tableUnit);
          expect(stats.amountsUnderstood, where).toBe(stats.amounts);
        }
      }, 30_000);
    }
  }
});

describe('one planted defect gives exactly its finding', () => {
  const on = bench(audit, 'tabs');
  const outcomes = new Map<string, boolean>();
  const tried = (name: string): { readonly found: boolean; readonly told: string } => {
    const trials = tryDefect(on, defectNamed(name), 2);
    const found = trials.length > 0 && trials.every((trial) => trial.outcome === 'found');
    outcomes.set(name, found);
    return { found, told: `${name}\n${trials.map(describeTrial).join('\n')}` };
  };

  test('the list of kinds not yet found names kinds that exist', () => {
    console.log(
      `planted defects: ${defects.length} kinds, ${notYetFound.length} not yet found${notYetFound.length === 0 ? '' : `: ${notYetFound.join(' ')}`}`,
    );
    for (const name of notYetFound)
      expect(
        defects.some((one) => one.name === name),
        name,
      ).toBe(true);
  });

  for (const defect of defects) {
    if (notYetFound.includes(defect.name)) {
      test(`${defect.name} is really not found yet`, () => {
        const { found, told } = tried(defect.name);
        expect(found, `found now, take it off the list: ${told}`).toBe(false);
      }, 30_000);
    } else {
      test(`${defect.name} is found`, () => {
        const { found, told } = tried(defect.name);
        expect(found, told).toBe(true);
      }, 30_000);
    }
  }
});

describe('layout noise changes no finding', () => {
  const ids = (text: string): readonly string[] =>
    audit(text)
      .map((finding) => finding.id)
      .sort();
  /** A document with a wrong table cell and a wrong share, so that there is something to find. */
  const faulty = (seed: number, template: Template): ReturnType<typeof generate>['paper'] => {
    const generated = generate(seed, template);
    const once = plant(generated, defectNamed('table-05-total-changed'))?.paper ?? generated.paper;
    return plant({ ...generated, paper: once }, defectNamed('narrative-expenditure-share-wrong'))?.paper ?? once;
  };
  for (const kind of noiseKinds) {
    test(kind, () => {
      templates.forEach((template, index) => {
        const usable = encodings.filter((encoding) => noiseApplies(kind, encoding));
        const encoding = usable[index % usable.length];
        if (encoding === undefined) return;
        const paper = faulty(index + 1, template);
        const noise: readonly NoiseKind[] = [kind];
        expect(
          ids(render(paper, encoding, noise, index).text),
          `--seed ${index + 1} --template ${template.name} --encoding ${encoding} --noise ${kind}`,
        ).toEqual(ids(render(paper, encoding).text));
      });
    }, 30_000);
  }
});
