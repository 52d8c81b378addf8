/**
 * The performance forms of a real report made anew from records: a year of books that comes to what the report says of its money,
 * goals set and checked, evaluations scored from figures and books. What the report prints is printed, but for the cells that cannot
 * stand: those are listed with what follows instead, and nothing else differs. (Documents 003 and 004 are compiled with their forms in
 * `publication/desk/real-documents.db.test.ts`.)
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formFindings, readWritten } from '@mingzhang/disclosure';
import { auditWithModel } from '@mingzhang/documents';
import { type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { missingSharedDocuments, sharedDirectory } from '../../../../tools/test-requirements.ts';
import { accountsOfReport, namedByForms, reportYear } from '../../test/published-documents.ts';
import { differencesOf, plannedOf, publishedForms, sameCells } from '../../test/published-forms.ts';
import { enterPerformance } from '../../test/published-performance.ts';
import { checker, maker, setUpPublishedYear } from '../../test/published-year.ts';
import { computedFigures } from '../catalogue.ts';
import { performanceBlocks } from './index.ts';

const seeds = join(sharedDirectory, 'seeds');
const missing = missingSharedDocuments() ?? (existsSync(seeds) ? null : 'the folder "shared" has no seeds');

let store: Store;

beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.close());

test('the forms of document 001 follow from records', { timeout: 300_000 }, async (context) => {
  if (missing !== null) context.skip(missing);
  const file = readdirSync(seeds).find((name) => name.startsWith('001')) ?? '';
  const { document } = auditWithModel(readFileSync(join(seeds, file)), file);
  const originals = document?.forms ?? [];
  const planned = publishedForms['001'] ?? [];
  expect(originals.map(({ id }) => id)).toEqual([
    'base-data',
    'overall-self-evaluation',
    ...Array.from({ length: 3 }, () => 'project-self-evaluation'),
  ]);
  const { db } = store;
  const [department, year] = ['real-001', 2024];
  await db
    .insertInto('access_person')
    .values(
      [maker, checker].map((id, at) => ({
        id,
        name: ['林知微', '贺长清'][at] ?? '',
        sign_in: `person-${at}`,
        password: '',
        password_set_at: new Date('2024-01-01T00:00:00Z'),
        must_change_password: false,
        demonstration: false,
        added_at: new Date('2024-01-01T00:00:00Z'),
      })),
    )
    .execute();
  await setUpPublishedYear(db, namedByForms(reportYear, originals), {
    department,
    accounts: accountsOfReport(originals[1]?.unit ?? '', year),
  });
  const plans = planned.flatMap((one, at) => {
    const form = originals[at];
    return form === undefined || form.id === 'base-data' ? [] : [plannedOf(form, one)];
  });
  await enterPerformance({ db, department, unit: `${department}-unit`, year }, plans);
  const signing = { head: '负责人', phone: '0000-0000000', thrift: '公务接待按公函安排，办公用品按需领用。' };
  const { forms } = await performanceBlocks(db, department, year, 'hunan-2024', computedFigures(), signing);
  const { forms: ours, notRead } = readWritten(forms);
  expect(notRead).toEqual([]);
  expect(ours.map(({ id }) => id)).toEqual(originals.map(({ id }) => id));
  for (const [at, original] of originals.entries()) {
    const [one, own] = [planned[at], ours[at]];
    if (one === undefined || own === undefined) throw new Error('a form is missing');
    const listed = one.differences.map(([cell, was, is]) => `${cell}: ${was} → ${is}`).sort();
    expect.soft(differencesOf(original, own, one.differences), own.title).toEqual(listed);
  }
  const same = originals.reduce((sum, original, at) => sum + sameCells(original, ours[at] ?? original), 0);
  const other = planned.reduce((sum, { differences }) => sum + differences.length, 0);
  console.log(`document 001: ${originals.length} forms, ${same} cells as printed, ${other} differ, each for a reason`);
  // What the year before was, and this year is, are both the report's own: that it is to be looked into stays true (S1-22).
  const found = formFindings(forms).filter(({ severity }) => severity !== 'rounding');
  expect(found.map(({ check, place }) => `${check}: ${place.quote}`)).toEqual(['form-base-trend: 113.90']);
});
