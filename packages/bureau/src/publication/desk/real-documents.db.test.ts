/**
 * What four real bureaus have published, compiled anew from books: the fen behind their tables are a year of vouchers, budgets,
 * registers and last year's figures stand where people enter them, reasons are answers on the desk. Each document comes out in its
 * province's form, says at least as much – amounts, comparisons, reasons –, and where the original has dozens of findings it has none.
 * Its performance forms follow from goals and evaluations in records: they print what the original prints, but for the cells that cannot
 * stand, which are listed with what follows instead.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  blocksOf,
  type Disclosure,
  factsOfLeaves,
  readDisclosure,
  solveLeaves,
  statements,
  statementTemplate,
} from '@mingzhang/disclosure';
import { compareTables, publishedSlips } from '@mingzhang/disclosure/testing';
import { auditWithModel } from '@mingzhang/documents';
import { type Finding } from '@mingzhang/kernel';
import { type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingSharedDocuments, sharedDirectory } from '../../../../../tools/test-requirements.ts';
import { namedByForms, publishedYears } from '../../../test/published-documents.ts';
import { differencesOf, plannedOf, publishedForms, sameCells } from '../../../test/published-forms.ts';
import { enterPerformance, plainEvaluation } from '../../../test/published-performance.ts';
import { inTransaction, maker, must, type PublishedYear, setUpPublishedYear } from '../../../test/published-year.ts';
import { computedFigures } from '../../catalogue.ts';
import { demonstrationReason } from '../../demonstration/publication-texts.ts';
import { readAccounts } from '../../office/index.ts';
import { type Compiled, compilePublication, writeText } from './index.ts';

const seeds = join(sharedDirectory, 'seeds');
const missing = missingSharedDocuments() ?? (existsSync(seeds) ? null : 'the folder "shared" has no seeds');

function documentOf(number: string) {
  const name = readdirSync(seeds).find((file) => file.startsWith(number)) ?? '';
  const { audit, document } = auditWithModel(readFileSync(join(seeds, name)), name);
  if (document === null) throw new Error(`${name} cannot be read`);
  return { audit, document };
}

/** What the published amounts themselves show, however they are written: certainty `possible`, to be looked into. */
const ownOfTheYear: Readonly<Record<string, string>> = {
  '000': 'functional-agrees-with-economic',
  '003': 'functional-agrees-with-economic',
};

/** Cells that a document leaves blank although its own text fills them. */
const blankCells: Readonly<Record<string, readonly string[]>> = {
  '003': ['three-public budget meetings null → 1.20', 'three-public budget training null → 0.00'],
  '004': [
    'disclosure-statistics equipment value null → 0',
    'disclosure-statistics procurement-services value null → 0.00',
    'disclosure-statistics procurement-works value null → 0.00',
  ],
};

/**
 * What a document says in its own part: amounts, comparisons (changes, growth and completion rates; what is said again – “故与上年相比…” –
 * counts once) and reasons.
 */
function saidIn(document: Disclosure, besides = ''): readonly [amounts: number, comparisons: number, reasons: number] {
  const topicOf = (section: number) => document.sections[section]?.topic;
  const own = document.claims.filter(({ part, section }) => part === 0 && topicOf(section) !== besides);
  const sections = document.sections.filter(
    ({ part, topic }) => part === 0 && topic !== 'glossary' && topic !== besides,
  );
  const text = sections.flatMap(({ paragraphs }) => paragraphs.map((paragraph) => paragraph.text)).join('\n');
  return [
    own.filter(({ kind, quantity }) => kind === 'amount' && quantity.dimension === 'yuan').length,
    new Set(
      own
        .filter(({ kind }) => /^(?:change|growth|completion)$/.test(kind))
        .map(({ kind, measure, scope, basis, against }) => [kind, measure, scope, basis, against].join()),
    ).size,
    [...text.matchAll(/主要原因|原因是|原因为|主要是因为|主要是由于|的原因|主要是(?=[^用])/g)].length,
  ];
}

let store: Store;

beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.close());

async function compiled(department: string, year: number, template: string): Promise<Compiled> {
  const outcome = await compilePublication(store.db, { department, year, template }, computedFigures());
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  return outcome;
}

/** The document once every reason that it asks for has been answered. */
async function answered(department: string, year: number, { template }: PublishedYear): Promise<Compiled> {
  const { reasonsAsked } = await compiled(department, year, template);
  await inTransaction(store.db, async (trx) => {
    for (const { key, what } of reasonsAsked) {
      const draft = { department, year, kind: 'reason' as const, key, text: demonstrationReason({ key, what }) };
      const at = new Date(`${year + 1}-01-15T08:00:00Z`);
      must(await writeText(trx, draft, { person: maker, at, today: `${year + 1}-01-15` }));
    }
  });
  return compiled(department, year, template);
}

const open = (findings: readonly Finding[], number: string): readonly Finding[] =>
  findings.filter(({ severity, check }) => severity !== 'rounding' && ownOfTheYear[number] !== check);

describe.each(Object.keys(publishedYears))('document %s', { timeout: 300_000 }, (number) => {
  test('is compiled from books, complete, and nothing is found in it', async (context) => {
    if (missing !== null) context.skip(missing);
    const { document: original, audit } = documentOf(number);
    const known = publishedYears[number];
    const layout = statementTemplate(known?.template ?? '');
    if (known === undefined || layout === null) throw new Error(`nothing known of ${number}`);
    const published = namedByForms(known, original.forms);
    expect(original.template).toBe(published.template);
    const year = original.year ?? 0;
    const tables = original.tables.filter((table) => table.id !== 'other' && table.part === 0);
    const department = `real-${number}`;
    const name = original.bureau ?? '';
    const { leaves } = solveLeaves(tables);
    await setUpPublishedYear(store.db, published, {
      department,
      accounts: factsOfLeaves(leaves, { year, department: name, natureOf: () => published.nature }),
    });

    const unit = `${department}-unit`;
    const forms = publishedForms[number] ?? [];
    const planned = forms.flatMap((one, at) => {
      const form = original.forms[at];
      return form === undefined ? [] : [plannedOf(form, one)];
    });
    const plain = [
      { code: null, name: '' },
      ...published.projects.map((one) => ({ ...one, code: `XM-${one.functionCode}` })),
    ]
      .filter(({ code }) => planned.every(({ project }) => project !== code))
      .map(({ code, name: project }) => plainEvaluation(code, project));
    await enterPerformance({ db: store.db, department, unit, year }, [...plain, ...planned]);

    const done = await answered(department, year, published);
    expect(done).toMatchObject({ closed: true, partsMissing: [], unfounded: [] });
    expect(done.reasonsAsked.filter(({ given, refused }) => given === null || refused !== null)).toEqual([]);
    expect(open(done.findings, number).map(({ check, message }) => `${check}: ${message}`)).toEqual([]);

    const accounts = await readAccounts(store.db, department, year);
    if (accounts === null || !('facts' in accounts.outcome)) throw new Error('no statements');
    const { differences, structure } = compareTables(tables, statements(accounts.outcome.facts, layout));
    const slips = publishedSlips[number];
    expect([...differences].sort()).toEqual([...(slips?.differences ?? []), ...(blankCells[number] ?? [])].sort());
    expect([...structure].sort()).toEqual([...(slips?.structure ?? [])].sort());

    const { blocks, characters } = blocksOf(done.document);
    const read = readDisclosure(blocks, characters);
    for (const [at, one] of forms.entries()) {
      const theirs = original.forms[at];
      const own = read.forms.find(({ id, project }) => id === theirs?.id && (project ?? '') === (theirs.project ?? ''));
      if (theirs === undefined || own === undefined) throw new Error('a form is missing');
      const listed = one.differences.map(([cell, was, is]) => `${cell}: ${was} → ${is}`).sort();
      expect.soft(differencesOf(theirs, own, one.differences), own.title).toEqual(listed);
      console.log(
        `document ${number}, form ${at + 1}: ${sameCells(theirs, own)} cells as printed, ${listed.length} differ`,
      );
    }

    const [theirs, whole] = [saidIn(original), saidIn(read)];
    // Of our evaluations, which are plain ones, only the projects' own budgets and payments count; theirs count as they stand.
    const [amounts, , reasons] = saidIn(read, 'performance');
    const ours = [amounts, whole[1], reasons] as const;
    console.log(
      `document ${number}: amounts ${theirs[0]} → ${ours[0]}, comparisons ${theirs[1]} → ${ours[1]}, reasons ${theirs[2]} → ${ours[2]}, findings ${open(audit.findings, number).length} → 0`,
    );
    ours.forEach((count, index) => {
      expect(count).toBeGreaterThanOrEqual(theirs[index] ?? 0);
    });
  });
});
