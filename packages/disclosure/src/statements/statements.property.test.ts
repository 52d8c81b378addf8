/**
 * Over generated years every identity of the final accounts (accounts.md I01 to I35) holds in fen, in every province's layout,
 * and every printed cell is its own fen rounded once. Years printed by the generator of disclosures, which knows nothing of
 * this code, come out the same cell by cell.
 */
import { type Fen, formatExact, wanyuanOfFen } from '@mingzhang/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generate, render, templateNamed } from '../../test/generate/index.ts';
import { readPlain } from '../../test/golden.ts';
import { compareTables, factsOfYear } from '../../test/statements.ts';
import { solveLeaves } from '../leaves/index.ts';
import { type TableId } from '../model.ts';
import {
  type CostPart,
  costCodes,
  costParts,
  evaluateTerms,
  expenditureKinds,
  factsOfLeaves,
  ownSources,
  type StatementFacts,
  type StatementTable,
  statements,
  statementTemplate,
  statementTemplateIds,
} from './index.ts';

const items = ['2080505', '2080506', '2101101', '2101202', '2101301', '2101501', '2101506', '2101550', '2210201'];
const economy = [
  '30101',
  '30108',
  '30201',
  '30215',
  '30216',
  '30217',
  '30231',
  '30302',
  '30901',
  '31002',
  '31013',
  '39999',
];
const amount = fc.integer({ min: 1, max: 9_999_999_999 });
const funds = ['general', 'government-fund', 'state-capital'] as const;

const expenditureLine = fc.oneof(
  fc.record({
    functionCode: fc.constantFrom(...items),
    economyCode: fc.constantFrom(...economy),
    fund: fc.constantFrom(...funds),
    kind: fc.constantFrom('basic', 'project'),
    nature: fc.constantFrom('administrative', 'civil-service', 'institution'),
    amount,
  }),
  fc.record({
    functionCode: fc.constantFrom(...items),
    economyCode: fc.constantFrom(...economy),
    fund: fc.constant('other'),
    kind: fc.constantFrom(...expenditureKinds),
    nature: fc.constantFrom('administrative', 'civil-service', 'institution'),
    amount,
  }),
) as fc.Arbitrary<StatementFacts['expenditure'][number]>;

const facts: fc.Arbitrary<StatementFacts> = fc.record({
  year: fc.constant(2024),
  department: fc.constant('青禾县医疗保障局'),
  opening: fc.array(
    fc.oneof(
      fc.record({ functionCode: fc.constantFrom(...items), fund: fc.constantFrom(...funds), amount }),
      fc.record({ functionCode: fc.constant(null), fund: fc.constant('other' as const), amount }),
    ),
    { maxLength: 6 },
  ),
  income: fc.array(
    fc.record({ functionCode: fc.constantFrom(...items), source: fc.constantFrom(...funds, ...ownSources), amount }),
    { maxLength: 25 },
  ),
  expenditure: fc.array(expenditureLine, { maxLength: 40 }),
  useOfSurplus: fc.nat(10_000_000),
  surplusAllocation: fc.nat(10_000_000),
  costBudget: fc.dictionary(fc.constantFrom(...costParts), amount) as fc.Arbitrary<Partial<Record<CostPart, Fen>>>,
  statistics: fc.constant({ 'procurement-goods': 1_000_000, 'vehicles-other': 1 }),
});

const templateOf = (id: string) => {
  const template = statementTemplate(id);
  if (template === null) throw new Error(`no template ${id}`);
  return template;
};

/** Reads amounts: x('income-expenditure-summary', 'income:total'); a row or column that is not printed is zero. */
function reader(tables: readonly StatementTable[]) {
  return (id: TableId, row: string, column = 'total'): Fen => {
    const [first = '', second] = /^(income|expenditure):/.test(row)
      ? [row.slice(0, row.indexOf(':')), row.slice(row.indexOf(':') + 1)]
      : [null, row];
    const cell = tables
      .find((table) => table.id === id)
      ?.amounts.find((one) => one.row === second && one.column === column && (first === null || one.side === first));
    return cell?.amount ?? 0;
  };
}

type Identity = readonly [id: string, left: Fen, right: Fen];

/** Both sides of each identity. */
function identities(tables: readonly StatementTable[]): readonly Identity[] {
  const x = reader(tables);
  const sum = (list: readonly Fen[]): Fen => list.reduce((a, b) => a + b, 0);
  const rowsOf = (id: TableId, keep: (key: string) => boolean): readonly string[] =>
    (tables.find((table) => table.id === id)?.rows ?? []).map(({ key }) => key).filter(keep);
  const S = 'income-expenditure-summary';
  const F = 'fiscal-summary';
  const B = 'basic-expenditure-detail';
  const list: Identity[] = [
    ['I01', x(S, 'income:total'), x(S, 'expenditure:total')],
    ['I02', x(S, 'income:year-total'), sum([...funds, ...ownSources].map((row) => x(S, `income:${row}`)))],
    ['I03', x(S, 'income:total'), x(S, 'income:year-total') + x(S, 'income:use-of-balance') + x(S, 'income:opening')],
    [
      'I04',
      x(S, 'expenditure:year-total'),
      sum(rowsOf(S, (key) => key.startsWith('class:')).map((key) => x(S, `expenditure:${key}`))),
    ],
    [
      'I05',
      x(S, 'expenditure:total'),
      x(S, 'expenditure:year-total') + x(S, 'expenditure:allocation') + x(S, 'expenditure:closing'),
    ],
    ['I07', x('income', 'total'), x(S, 'income:year-total')],
    ['I10', x('income', 'total', 'fiscal'), sum(funds.map((fund) => x(S, `income:${fund}`)))],
    ...ownSources.map((source): Identity => ['I10', x('income', 'total', source), x(S, `income:${source}`)]),
    ['I11', x('expenditure', 'total'), x(S, 'expenditure:year-total')],
    ...funds.map((fund): Identity => ['I15', x(F, `income:${fund}`), x(S, `income:${fund}`)]),
    ['I17', x(F, 'income:year-total') + x(F, 'income:opening'), x(F, 'income:total')],
    ['I17', sum(funds.map((fund) => x(F, `income:opening:${fund}`))), x(F, 'income:opening')],
    ['I18', x(F, 'income:total'), x(F, 'expenditure:total')],
    ['I20', x('income', 'total', 'fiscal'), x(F, 'income:year-total')],
    ['I21', x(F, 'expenditure:year-total', 'general'), x('general-public-expenditure', 'total')],
    ['I25', x('general-public-expenditure', 'total', 'basic'), x(B, 'personnel') + x(B, 'running')],
    ['I26', x(B, 'personnel'), x(B, '301') + x(B, '303')],
    [
      'I27',
      x(B, 'running'),
      sum(rowsOf(B, (key) => /^\d{3}$/.test(key) && !/^30[13]$/.test(key)).map((key) => x(B, key))),
    ],
  ];
  for (const column of ['total', ...funds]) {
    list.push([
      'I18',
      x(F, 'expenditure:total', column),
      x(F, 'expenditure:year-total', column) + x(F, 'expenditure:closing', column),
    ]);
    if (column !== 'total')
      list.push([
        'I19',
        x(F, 'expenditure:closing', column),
        x(F, `income:opening:${column}`) + x(F, `income:${column}`) - x(F, 'expenditure:year-total', column),
      ]);
  }
  for (const row of rowsOf(F, (key) => /^(?:class:\d+|year-total|closing)$/.test(key))) {
    list.push(['I16', x(F, `expenditure:${row}`), sum(funds.map((fund) => x(F, `expenditure:${row}`, fund)))]);
    if (row.startsWith('class:'))
      list.push(['I22', x(F, `expenditure:${row}`, 'general'), x('general-public-expenditure', row.slice(6))]);
  }
  for (const row of rowsOf(S, (key) => key.startsWith('class:')))
    list.push(['I14', x(S, `expenditure:${row}`), x('expenditure', row.slice(6))]);
  const own = ['fiscal', ...ownSources];
  const across: readonly (readonly [TableId, string, readonly string[], readonly string[]])[] = [
    ['income', 'I08', own, ['total', ...own]],
    ['expenditure', 'I12', expenditureKinds, ['total', ...expenditureKinds]],
    ['general-public-expenditure', 'I24', ['basic', 'project'], ['total', 'basic', 'project']],
    ['government-fund', 'I32', ['basic', 'project'], ['opening', 'income', 'total', 'basic', 'project', 'closing']],
    ['state-capital', 'I33', ['basic', 'project'], ['total', 'basic', 'project']],
  ];
  for (const [id, identity, parts, columns] of across) {
    const codes = rowsOf(id, (key) => /^\d+$/.test(key));
    for (const row of ['total', ...codes]) {
      list.push([identity, x(id, row), sum(parts.map((part) => x(id, row, part)))]);
      if (id === 'government-fund')
        list.push(['I32', x(id, row, 'closing'), x(id, row, 'opening') + x(id, row, 'income') - x(id, row)]);
      const level = row === 'total' ? 1 : row.length;
      const below = codes.filter((code) => code.length === level + 2 && code.startsWith(row === 'total' ? '' : row));
      if (level < 7)
        for (const column of columns)
          list.push(['I09 I13 I24 I32', x(id, row, column), sum(below.map((code) => x(id, code, column)))]);
    }
  }
  for (const fund of ['government-fund', 'state-capital'] as const)
    list.push(['I23', x(F, 'expenditure:year-total', fund), x(fund, 'total')]);
  for (const [part, row] of [
    ['opening', 'income:opening:government-fund'],
    ['income', 'income:government-fund'],
  ] as const)
    list.push(['I23', x('government-fund', 'total', part), x(F, row)]);
  list.push(['I23', x('government-fund', 'total', 'closing'), x(F, 'expenditure:closing', 'government-fund')]);
  for (const code of rowsOf(B, (key) => /^\d{3}$/.test(key)))
    list.push([
      'I28',
      x(B, code),
      sum(rowsOf(B, (key) => key.length === 5 && key.startsWith(code)).map((key) => x(B, key))),
    ]);
  for (const row of ['budget', 'final']) {
    const parts = ['abroad', 'vehicles', 'reception'].map((column) => x('three-public', row, column));
    list.push(['I29', x('three-public', row), sum(parts)]);
    list.push([
      'I30',
      x('three-public', row, 'vehicles'),
      x('three-public', row, 'vehicle-purchase') + x('three-public', row, 'vehicle-running'),
    ]);
  }
  return list;
}

describe.each(statementTemplateIds)('%s', (id) => {
  const template = templateOf(id);

  test('every identity holds in fen, and every cell rounds its own', () => {
    fc.assert(
      fc.property(facts, (year) => {
        const tables = statements(year, template);
        const wrong = identities(tables).filter(([, left, right]) => left !== right);
        expect(wrong).toEqual([]);
        const x = reader(tables);
        for (const part of ['abroad', 'vehicle-purchase', 'vehicle-running', 'reception'] as const) {
          const detail = costCodes[part].map((code) => x('basic-expenditure-detail', code)).reduce((a, b) => a + b, 0);
          expect(x('three-public', 'final', part), 'I31').toBeGreaterThanOrEqual(detail);
        }
        const cells = tables.flatMap(({ amounts }) => amounts);
        expect(cells.filter((cell) => cell.amount !== evaluateTerms(year, cell.terms))).toEqual([]);
        const figures = cells.filter(({ text, counted }) => text !== null && text !== '—' && !counted);
        expect(figures.filter(({ text, amount: of }) => text !== formatExact(wanyuanOfFen(of ?? 0), 2))).toEqual([]);
        // What is left blank or marked is nothing.
        expect(cells.filter(({ text, amount: of }) => (text === null || text === '—') && (of ?? 0) !== 0)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test('I34: a table without figures prints none and says why', () => {
    const empty = statements({ ...emptyYear }, template);
    for (const table of empty.filter((one) => ['government-fund', 'state-capital', 'three-public'].includes(one.id))) {
      expect(
        table.rows.flatMap(({ cells }) => cells.flatMap(({ text }) => text ?? [])),
        table.id,
      ).toEqual([]);
      expect(
        table.notes.some(({ text }) => text.includes('没有')),
        table.id,
      ).toBe(true);
    }
  });

  test('a generated disclosure prints the same cells, and its leaves lead back to them', () => {
    for (let seed = 1; seed <= 4; seed += 1) {
      const { paper, year } = generate(seed, templateNamed(id));
      const published = readPlain(render(paper, 'tabs').text).tables.filter((table) => table.id !== 'other');
      expect(compareTables(published, statements(factsOfYear(year), template)).differences, `seed ${seed}`).toEqual([]);
      const { leaves } = solveLeaves(published);
      const nature = year.standing === 'institution' ? 'institution' : 'administrative';
      const solved = factsOfLeaves(leaves, { year: year.year, department: year.bureau, natureOf: () => nature });
      const facts = factsOfYear(year);
      // Leaves do not tell a statistic that is 0 from one that is left blank.
      const statistics = { ...facts.statistics, ...solved.statistics };
      const named = { ...solved, statistics, functionNames: facts.functionNames ?? {} };
      expect(compareTables(published, statements(named, template)).differences, `seed ${seed}`).toEqual([]);
    }
  });
});

const emptyYear: StatementFacts = {
  year: 2024,
  department: '青禾县医疗保障局',
  opening: [],
  income: [],
  expenditure: [],
  useOfSurplus: 0,
  surplusAllocation: 0,
  costBudget: {},
  statistics: {},
};
