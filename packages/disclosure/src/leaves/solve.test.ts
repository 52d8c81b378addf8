/** Solved leaves against years whose fen are known, and against the golden department with figures changed by name. */
import { wanyuanOfFen } from '@mingzhang/kernel';
import { describe, expect, test } from 'vitest';
import { defectNamed, generate, plant, render, templateNamed, templates } from '../../test/generate/index.ts';
import { golden, readPlain } from '../../test/golden.ts';
import { type Leaf, type LeavesSolution, type PublishedTable, solveLeaves, verifyLeaves } from './index.ts';

const tablesOf = (text: string): readonly PublishedTable[] => readPlain(text).tables;

/** Every cell that is not given up must come out as printed; returns the cells that do not. */
function wrong(tables: readonly PublishedTable[], { leaves, dropped }: LeavesSolution): readonly string[] {
  const given = dropped.map(({ cell }) => cell.label);
  return verifyLeaves(tables, leaves)
    .filter(({ cell, agrees }) => !agrees && !given.includes(cell.label))
    .map(({ cell, computed }) => `${cell.label} ${cell.printed} ≠ ${wanyuanOfFen(computed)}`);
}

const sum = (leaves: readonly Leaf[], pattern: RegExp): number =>
  leaves.filter(({ id }) => pattern.test(id)).reduce((total, { fen }) => total + fen, 0);

describe('the golden department', () => {
  test('its leaves are the figures worked out by hand', () => {
    const tables = tablesOf(golden().text);
    const solution = solveLeaves(tables);
    expect(solution.dropped).toEqual([]);
    expect(solution.outside).toEqual([]);
    expect(wrong(tables, solution)).toEqual([]);
    // Within half of 0.01 万元 of what stands in the tables, whatever the path the solver took.
    const near = (pattern: RegExp, hundredths: number): void => {
      expect(Math.abs(sum(solution.leaves, pattern) - hundredths * 10_000), String(pattern)).toBeLessThanOrEqual(5_000);
    };
    near(/^expenditure:2101501:general:basic$/, 43_000);
    near(/^expenditure:2101599:other:project$/, 1_000);
    near(/^expenditure:.*:general:project$/, 69_000);
    near(/^income:.*:general$/, 118_000);
    near(/^opening:general$/, 5_000);
    near(/^opening:other$/, 500);
    near(/^economic:30[13]/, 43_000);
    near(/^three-public:final:reception$/, 250);
    expect(Math.abs((solution.closing.general ?? 0) - 20_000_000)).toBeLessThanOrEqual(5_000);
    expect(Math.abs((solution.closing.other ?? 0) - 7_000_000)).toBeLessThanOrEqual(10_000);
  });

  test('basic expenditure is the same fen in the detail by 款 and in the table by 项', () => {
    const { leaves } = solveLeaves(tablesOf(golden().text));
    expect(sum(leaves, /^economic:/)).toBe(sum(leaves, /:general:basic$/));
  });

  test.each([
    // One figure changed: that figure is given up and nothing else.
    ['general/total/basic', '521.00', '520.00万元'],
    ['basic/30231', '9.00', '5.50万元'],
    ['summary/expenditure:closing', '27.02', '27.00万元'],
    ['expenditure/2101301/project', '301.00', '300.00万元'],
    // Either the total or a part could be wrong: the whole is given up.
    ['three-public/budget/total', '9.50', '9.00万元'],
  ])('%s printed as %s', (name, text, expected) => {
    const tables = tablesOf(golden({ [name]: text }).text);
    const solution = solveLeaves(tables);
    expect(solution.dropped.map(({ cell, expected: should }) => [cell.printed, should])).toEqual([[text, expected]]);
    expect(solution.smallest).toBe(true);
    expect(solution.dropped[0]?.against.length).toBeGreaterThan(0);
    expect(solution.dropped[0]?.reason).toContain(expected);
    expect(wrong(tables, solution)).toEqual([]);
  });

  test('two independent slips are two cells', () => {
    const tables = tablesOf(golden({ 'general/total/basic': '521.00', 'summary/expenditure:closing': '27.02' }).text);
    const solution = solveLeaves(tables);
    expect(solution.dropped.map(({ cell }) => cell.printed).sort()).toEqual(['27.02', '521.00']);
    expect(wrong(tables, solution)).toEqual([]);
  });

  test('the same tables always give the same leaves', () => {
    const tables = tablesOf(golden({ 'basic/30101': '130.01' }).text);
    expect(solveLeaves(tables)).toEqual(solveLeaves(tables));
  });
});

describe('years printed from known fen', () => {
  const printing = templates.filter(({ scope }) => scope !== 'performance');
  test.each(printing.map((template) => [template.name, template] as const))('%s', (_, template) => {
    for (let seed = 1; seed <= 3; seed += 1) {
      const tables = tablesOf(render(generate(seed, template).paper, 'tabs').text);
      const solution = solveLeaves(tables);
      expect(solution.cells, `seed ${seed}`).toBeGreaterThan(300);
      expect(solution.dropped, `seed ${seed}`).toEqual([]);
      expect(solution.outside, `seed ${seed}`).toEqual([]);
      expect(wrong(tables, solution), `seed ${seed}`).toEqual([]);
    }
  });
});

describe('a slip planted in a generated year', () => {
  const generated = generate(11, templateNamed('hunan-2024'));
  test.each([
    ['table-01-class-changed', 1],
    ['table-02-total-changed', 1],
    ['table-02-item-row-sum-changed', 1],
    ['table-03-total-basic-changed', 1],
    ['table-03-item-tenfold', 1],
    ['table-04-class-total-changed', 1],
    ['table-05-item-project-changed', 1],
    // A lost row is two cells of zero, its total and its kind.
    ['table-05-row-missing', 2],
  ])('%s', (name, cells) => {
    const planted = plant(generated, defectNamed(name));
    if (planted === null) throw new Error(`${name} cannot be planted`);
    const tables = tablesOf(render(planted.paper, 'tabs').text);
    const solution = solveLeaves(tables);
    expect(solution.smallest).toBe(true);
    expect(solution.dropped).toHaveLength(cells);
    for (const { expected } of solution.dropped) {
      // What should stand there is what stood there before the slip.
      if (cells === 1) expect(planted.what).toContain(expected.replace('万元', ''));
      else expect(expected).not.toBe('0.00万元');
    }
    expect(solution.dropped.map(({ cell }) => cell.absent)).toEqual(solution.dropped.map(() => cells === 2));
    expect(wrong(tables, solution)).toEqual([]);
  });
});

test('no tables, no leaves', () => {
  expect(solveLeaves([])).toMatchObject({ leaves: [], dropped: [], cells: 0 });
});
