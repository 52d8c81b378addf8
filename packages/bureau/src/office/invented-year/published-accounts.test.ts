/**
 * The accounts that real bureaus publish, put to the test: the fen behind their tables become a year of books – openings, pay,
 * contributions, purchases, receptions, project payments, each voucher by a rule of the ledger – and the statements drawn from
 * those books print every published cell to the last digit, in the form of the province.
 *
 * What nobody publishes is chosen: under which 款 an item's basic expenditure fell (both sums are published), what project money
 * was spent on, on which days, and in the first document which items the subordinate 事业单位 keeps.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  factsOfLeaves,
  solveLeaves,
  statements,
  statementTemplate,
  type Table,
  type UnitNature,
} from '@mingzhang/disclosure';
import { compareTables, factLines, publishedSlips } from '@mingzhang/disclosure/testing';
import { auditWithModel } from '@mingzhang/documents';
import { ledgerChecks } from '@mingzhang/ledger';
import { describe, expect, test } from 'vitest';
import { missingSharedDocuments, sharedDirectory } from '../../../../../tools/test-requirements.ts';
import { type PlanUnit, plansOfFacts } from './index.ts';
import { cellsNotFollowed, closeYear, factsFromBooks, keepYear } from './testing/keep-year.ts';

const seeds = join(sharedDirectory, 'seeds');
const missing = missingSharedDocuments() ?? (existsSync(seeds) ? null : 'the folder "shared" has no seeds');

/** The units of each document's department. */
const departments: Readonly<Record<string, readonly PlanUnit[]>> = {
  '000': [
    { unit: 'bureau', nature: 'administrative', keeps: (code) => !isCentres(code) },
    { unit: 'centre', nature: 'institution', keeps: isCentres },
  ],
  '002': [{ unit: 'bureau', nature: 'administrative', keeps: () => true }],
  '003': [{ unit: 'bureau', nature: 'administrative', keeps: () => true }],
  '004': [{ unit: 'centre', nature: 'institution', keeps: () => true }],
};

function isCentres(code: string | null): boolean {
  return code === '2101506' || code === '2101599';
}

interface Published {
  readonly tables: readonly Table[];
  readonly template: string;
  readonly year: number;
  readonly bureau: string;
}

function read(number: string): Published {
  const name = readdirSync(seeds).find((file) => file.startsWith(number)) ?? '';
  const { document } = auditWithModel(readFileSync(join(seeds, name)), name);
  if (document === null) throw new Error(`${name} cannot be read`);
  return {
    tables: document.tables.filter((table) => table.id !== 'other' && table.part === 0),
    template: document.template ?? '',
    year: document.year ?? 0,
    bureau: document.bureau ?? '',
  };
}

type Kept = ReturnType<typeof keep>;

const known = new Map<string, Kept>();

/** The year of a document, kept once; whoever writes on in its books keeps one of his own. */
function kept(number: string): Kept {
  const before = known.get(number);
  if (before !== undefined) return before;
  const now = keep(number);
  known.set(number, now);
  return now;
}

function keep(number: string) {
  const published = read(number);
  const units = departments[number] ?? [];
  const natureOf = (code: string): UnitNature => units.find(({ keeps }) => keeps(code))?.nature ?? 'administrative';
  const template = statementTemplate(published.template);
  if (template === null) throw new Error(`no template ${published.template}`);
  const solution = solveLeaves(published.tables);
  const wanted = factsOfLeaves(solution.leaves, {
    year: published.year,
    department: published.bureau,
    natureOf,
    ...(number === '003' ? { withoutBudget: ['meetings', 'training'] } : {}),
  });
  const year = keepYear(plansOfFacts(wanted, units), 2024);
  const facts = factsFromBooks(year, wanted);
  return { published, wanted, year, facts, dropped: solution.dropped, tables: statements(facts, template) };
}

describe.each(['000', '002', '003', '004'])('document %s', (number) => {
  test('a year of books prints every cell that it publishes', (context) => {
    if (missing !== null) context.skip(missing);
    const { published, wanted, year, facts, tables } = kept(number);
    expect(factLines(facts)).toEqual(factLines(wanted));
    const compared = compareTables(published.tables, tables);
    const { differences = [], structure = [] } = publishedSlips[number] ?? {};
    expect([...compared.differences].sort()).toEqual([...differences].sort());
    expect([...compared.structure].sort()).toEqual([...structure].sort());
    expect(compared.cells).toBeGreaterThan(400);
    console.log(`document ${number}: ${year.vouchers} vouchers, ${compared.cells} cells, ${compared.figures} filled`);
  });

  test('only a cell that cannot hold with the others has another amount', (context) => {
    if (missing !== null) context.skip(missing);
    const { published, dropped, tables } = kept(number);
    const amount = (text: string): number => (text === 'null' || text === '—' ? 0 : Number(text));
    const unequal = compareTables(published.tables, tables).differences.filter((difference) => {
      const [, before = '', after = ''] = /(\S+) → (\S+)$/.exec(difference) ?? [];
      return amount(before) !== amount(after);
    });
    // A row that is not printed at all is compared by its name, not its cells.
    const expected = dropped
      .filter(({ cell }) => !cell.absent)
      .map(({ cell }) => `${cell.table} ${cell.side === null ? '' : `${cell.side} `}${cell.row} ${cell.column}`);
    expect(unequal.map((difference) => difference.replace(/ \S+ → \S+$/, '')).sort()).toEqual(expected.sort());
    const rows = dropped.filter(({ cell }) => cell.absent).map(({ cell }) => cell.row);
    expect(rows).toEqual(number === '003' ? ['30299'] : []);
  });

  test('every cell is followed back to the legs that it was added up from', (context) => {
    if (missing !== null) context.skip(missing);
    const { year, tables } = kept(number);
    expect(cellsNotFollowed(year, tables)).toEqual([]);
  });

  test('no check finds anything in the books, before closing and after', (context) => {
    if (missing !== null) context.skip(missing);
    const { year } = keep(number);
    for (const closed of [false, true]) {
      if (closed) closeYear(year);
      const view = { ...year.view, entries: year.books.entries };
      const found = ledgerChecks.filter(({ meta }) => closed || meta.id !== 'year-end-leaves-nothing');
      expect(found.flatMap((check) => check.run(view)).map(({ message }) => message)).toEqual([]);
    }
  });

  test('no voucher is there to make a sum come out', (context) => {
    if (missing !== null) context.skip(missing);
    const { year } = kept(number);
    const texts = year.books.entries.map(({ text }) => text);
    expect(texts.filter((text) => /调整|平账|补差|尾差|轧差/.test(text))).toEqual([]);
    const months = new Set(year.books.entries.map(({ date }) => date.slice(5, 7)));
    expect(months.size).toBe(12);
  });
});
