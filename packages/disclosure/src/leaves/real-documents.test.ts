/**
 * The leaves behind the real documents, which lie beside the checkout and are never copied into it. Their reader is a room
 * above this one, so it runs as a program of its own and hands over the tables. What a document cannot hold together is
 * worked out here by hand.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { type LeavesSolution, type PublishedTable, solveLeaves, type VerifiedCell, verifyLeaves } from './index.ts';

const here = dirname(fileURLToPath(import.meta.url));
const checkout = join(here, '..', '..', '..', '..');
const folder = join(checkout, '..', 'shared', 'seeds');
const present = existsSync(folder);
if (!present)
  console.warn('real-documents: no shared/seeds beside the checkout; the real documents are not solved here');

const reader = `
const { auditWithModel } = await import(process.argv[1]);
const { readFileSync } = await import('node:fs');
const tables = process.argv.slice(2).map((file) => auditWithModel(readFileSync(file), file).document.tables);
console.log(JSON.stringify(tables, (_, value) => (typeof value === 'bigint' ? undefined : value)));
`;

let read: ReadonlyMap<string, readonly PublishedTable[]> | null = null;

function tablesOf(number: string): readonly PublishedTable[] {
  if (read === null) {
    const files = readdirSync(folder).filter((file) => /^00[0234]_.*\.txt$/.test(file));
    const face = join(checkout, 'packages', 'documents', 'src', 'index.ts');
    const output = execFileSync(
      process.execPath,
      ['--input-type=module', '-e', reader, face, ...files.map((file) => join(folder, file))],
      { maxBuffer: 1 << 28 },
    );
    const tables = JSON.parse(output.toString()) as readonly PublishedTable[][];
    read = new Map(files.map((file, index) => [file.slice(0, 3), tables[index] ?? []]));
  }
  return read.get(number) ?? [];
}

function solved(number: string): {
  tables: readonly PublishedTable[];
  solution: LeavesSolution;
  wrong: readonly VerifiedCell[];
  filled: number;
} {
  const tables = tablesOf(number);
  const solution = solveLeaves(tables);
  const verified = verifyLeaves(tables, solution.leaves);
  return {
    tables,
    solution,
    wrong: verified.filter(({ agrees }) => !agrees),
    filled: verified.filter(({ cell }) => cell.value !== 0).length,
  };
}

const line = ({ cell, computed }: VerifiedCell): string =>
  `${cell.table} ${cell.row} ${cell.column} ${cell.printed} ${computed}`;

/** Cells of one column of a table by row key, as printed. */
function printed(tables: readonly PublishedTable[], id: string, column: string, rows: RegExp): readonly number[] {
  const table = tables.find((one) => one.id === id);
  const index = table?.columnKeys.indexOf(column) ?? -1;
  return (table?.rows ?? [])
    .filter((row) => rows.test(row.key))
    .map((row) => Math.round(Number(row.cells[index]?.text ?? '0') * 100));
}

const total = (hundredths: readonly number[]): number => hundredths.reduce((a, b) => a + b, 0);

describe.skipIf(!present)('the real documents', () => {
  // The reader is a process of its own, which a busy machine is slow to start.
  beforeAll(() => {
    tablesOf('000');
  }, 60_000);

  test.each([
    ['000', 163],
    ['002', 98],
    ['004', 181],
  ])('%s: every cell is reproduced to the last digit', (number, figures) => {
    const { solution, wrong, filled } = solved(number);
    expect(solution.dropped).toEqual([]);
    expect(solution.outside).toEqual([]);
    expect(wrong.map(line)).toEqual([]);
    expect(filled).toBe(figures);
    // No income but fiscal appropriation is printed, so nothing may be laid on other funds.
    expect(solution.leaves.filter(({ id }) => /:other(?::|$)|:government-fund|:state-capital/.test(id))).toEqual([]);
  });

  test('each of the 682 cells that print a figure is answered for', () => {
    const counts = ['000', '002', '003', '004'].map(
      (number) =>
        verifyLeaves(tablesOf(number), []).filter(({ cell }) => cell.printed !== null && cell.printed !== '—').length,
    );
    expect(counts).toEqual([164, 98, 239, 181]);
  });

  test('003: three cells are given up, and no fewer would do', () => {
    const { tables, solution, wrong } = solved('003');
    expect(solution.smallest).toBe(true);
    expect(solution.outside).toEqual([]);
    expect(
      solution.dropped
        .map(
          ({ cell, expected }) =>
            `${cell.table} ${cell.side ?? ''} ${cell.row} ${cell.column} ${cell.printed} → ${expected}`,
        )
        .sort(),
    ).toEqual([
      'basic-expenditure-detail  30299 total null → 0.06万元',
      'fiscal-summary expenditure total general null → 526.04万元',
      'fiscal-summary expenditure year-total general null → 526.04万元',
    ]);
    expect(wrong.map(({ cell }) => cell.label).sort()).toEqual(solution.dropped.map(({ cell }) => cell.label).sort());

    // 302 is printed as 6.27, its 款 add up to 6.21: more than six roundings of half a hundredth could explain.
    const [whole = 0] = printed(tables, 'basic-expenditure-detail', 'total', /^302$/);
    const parts = printed(tables, 'basic-expenditure-detail', 'total', /^302\d\d$/).filter((one) => one !== 0);
    expect([whole, total(parts), parts.length]).toEqual([627, 621, 6]);
    expect(whole - total(parts)).toBeGreaterThan((parts.length + 1) / 2);
    // The table has no row 30299, the only standard 款 of 302 that it leaves out.
    expect(printed(tables, 'basic-expenditure-detail', 'total', /^30299$/)).toEqual([]);

    // The general column prints the classes and leaves their total and the final total blank.
    expect(total(printed(tables, 'fiscal-summary', 'general', /^class:/))).toBe(52_604);
    const summary = tables.find(({ id }) => id === 'fiscal-summary');
    const general = summary?.columnKeys.indexOf('general') ?? -1;
    const ends = (summary?.rows ?? []).filter(
      ({ side, key }) => side === 'expenditure' && (key === 'year-total' || key === 'total'),
    );
    expect(ends.map(({ cells }) => [cells[0]?.text, cells[general]?.text])).toEqual([
      ['526.04', null],
      ['526.04', null],
    ]);
  });
});
