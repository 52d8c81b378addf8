/** Our own statements, handed in as the finance system would give them, are read back and compared. */
import {
  type StatementFacts,
  type StatementTemplate,
  statements,
  statementTemplate,
  statementTemplateIds,
} from '@mingzhang/disclosure';
import { factsOfYear, generate, templateNamed } from '@mingzhang/disclosure/testing';
import { type Sheet } from '@mingzhang/documents';
import { formatExact } from '@mingzhang/kernel';
import { describe, expect, test } from 'vitest';
import { type ApprovedComparison, compareApproved } from './compare.ts';
import { readApprovedTables, sheetsOfWorkbook } from './read-tables.ts';
import { workbookOf } from './testing/workbook.ts';

const facts = factsOfYear(generate(7, templateNamed('hunan-2024')).year);
const whose = { year: facts.year, names: [facts.department] };

function templateOf(id: string): StatementTemplate {
  const template = statementTemplate(id);
  if (template === null) throw new Error(`no template ${id}`);
  return template;
}

const hunan = templateOf('hunan-2024');
const inYuan = { ...hunan, unit: '元' } as const;

function read(sheets: readonly Sheet[]) {
  const outcome = readApprovedTables(sheets, whose);
  if (outcome.outcome === 'refused') throw new Error(outcome.refusal.message);
  return outcome;
}

function told(sheets: readonly Sheet[]): readonly string[] {
  return read(sheets).problems.map(({ id, sheet, row }) => `${id} ${sheet ?? ''} ${row ?? ''}`.trim());
}

/** What is not equal: `table row column: match theirs ours difference`. */
function unequal({ tables }: ApprovedComparison): readonly string[] {
  return tables
    .flatMap(({ cells }) => cells)
    .filter(({ match }) => match !== 'equal')
    .map(
      ({ table, row, column, match, theirs, ours, difference }) =>
        `${table} ${row} ${column}: ${match} ${theirs ?? '—'} ${ours ?? '—'} ${difference}`,
    );
}

const compare = (sheets: readonly Sheet[], of: StatementFacts = facts, template: StatementTemplate = hunan) =>
  compareApproved(read(sheets).tables, of, template);

describe.each(statementTemplateIds)('tables in the layout of %s', (id) => {
  test('are equal cell by cell, to the layout itself and to any other', () => {
    const sheets = workbookOf(statements(facts, templateOf(id)));
    // Some layouts print no year: that is for a person to look at.
    expect(told(sheets).filter((one) => one !== 'head-incomplete')).toEqual([]);
    const comparison = compare(sheets, facts, templateOf(id));
    expect(unequal(comparison)).toEqual([]);
    expect(comparison.equal).toBe(true);
    expect(comparison.counts.equal).toBeGreaterThan(300);
  });
});

test('tables in yuan are compared to the fen, and ours are printed in 万元 all the same', () => {
  const sheets = workbookOf(statements(facts, inYuan), { unit: '金额单位：元' });
  expect(compare(sheets).equal).toBe(true);
  const [first] = facts.income;
  if (first === undefined) throw new Error('no income');
  const another = { ...facts, income: [{ ...first, amount: first.amount + 1 }, ...facts.income.slice(1)] };
  const comparison = compare(sheets, another);
  expect(comparison.equal).toBe(false);
  expect(unequal(comparison)[0]).toMatch(
    /^income-expenditure-summary general total: different \d+(?:\.\d+)? \d+\.\d\d -0\.01$/,
  );
});

test('the finance system’s own form: budget beside final, codes in three columns, tables that nobody publishes', () => {
  const summary: Sheet = {
    name: '财决01表',
    rows: [
      ['收入支出决算总表'],
      ['', '', '', '', '', '', '', '财决01表'],
      [`编制单位：${facts.department}`, '', '', `${facts.year}年度`, '', '', '', '金额单位：元'],
      ['收入', '', '', '', '支出', '', '', ''],
      ['项目', '行次', '年初预算数', '决算数', '项目（按功能分类）', '行次', '年初预算数', '决算数'],
      ['栏次', '', '1', '2', '栏次', '', '3', '4'],
      ['一、一般公共预算财政拨款收入', '1', '90.00', '100.00', '一、一般公共服务支出', '5', '', ''],
      ['二、政府性基金预算财政拨款收入', '2', '', '', '二、卫生健康支出', '6', '90.00', '100.00'],
      ['本年收入合计', '3', '90.00', '100.00', '本年支出合计', '7', '90.00', '100.00'],
      ['总计', '4', '90.00', '100.00', '总计', '8', '90.00', '100.00'],
    ].map((cells, index) => ({ number: index + 1, cells })),
  };
  const general: Sheet = {
    name: '财决07表',
    rows: [
      ['一般公共预算财政拨款收入支出决算表'],
      ['财决07表'],
      [`编制单位：${facts.department}`, '', `${facts.year}年度`, '', '', '金额单位：元'],
      ['科目编码', '科目名称', '年初结转和结余', '本年收入', '本年支出', '年末结转和结余'],
      ['2101501', '行政运行', '', '100.00', '100.00', ''],
    ].map((cells, index) => ({ number: index + 1, cells })),
  };
  const { tables, unused } = read([{ name: '封面', rows: [{ number: 1, cells: ['部门决算报表'] }] }, summary, general]);
  expect(unused).toEqual(['封面', '财决07表']);
  expect(tables.map(({ id, number, unit }) => [id, number, unit])).toEqual([
    ['income-expenditure-summary', '财决01表', '元'],
  ]);
  expect(
    (tables[0]?.cells ?? [])
      .filter(({ amount }) => amount !== null)
      .map(({ row, side, amount, sheetRow }) => `${side} ${row} ${amount} ${sheetRow}`),
  ).toEqual([
    'income general 100 7',
    'expenditure class:210 100 8',
    'income year-total 100 9',
    'expenditure year-total 100 9',
    'income total 100 10',
    'expenditure total 100 10',
  ]);
});

describe('a cell that is not ours', () => {
  const before = statements(facts, hunan);
  const amount = (table: string, row: string, column: string): string =>
    before
      .flatMap(({ amounts }) => amounts)
      .find((cell) => cell.table === table && cell.row === row && cell.column === column)?.text ?? '';
  const total = amount('expenditure', 'total', 'total');
  const basic = amount('expenditure', 'total', 'basic');
  const basicFen = before
    .flatMap(({ amounts }) => amounts)
    .find((cell) => cell.table === 'expenditure' && cell.row === 'total' && cell.column === 'basic')?.amount;
  const basicToTheFen = formatExact(BigInt(basicFen ?? 0) * 100n, 2);

  test.each`
    what                                 | cell                            | text                       | expected
    ${'another amount'}                  | ${'expenditure total basic'}    | ${'1.23'}                  | ${`different 1.23 ${basic}`}
    ${'blank'}                           | ${'expenditure total basic'}    | ${''}                      | ${`only-ours — ${basic}`}
    ${'marked as not applicable'}        | ${'expenditure total total'}    | ${'——'}                    | ${`only-ours — ${total}`}
    ${'an amount where we have nothing'} | ${'expenditure total remitted'} | ${'8.00'}                  | ${'only-theirs 8 0.00'}
    ${'zero where we have nothing'}      | ${'expenditure total remitted'} | ${'0.00'}                  | ${null}
    ${'the same without its last zero'}  | ${'expenditure total basic'}    | ${basic.replace(/0$/, '')} | ${null}
    ${'more decimals than are printed'}  | ${'expenditure total basic'}    | ${`${basic}0001`}          | ${`different ${basic}0001 ${basicToTheFen}`}
  `('$what', ({ cell, text, expected }: { cell: string; text: string; expected: string | null }) => {
    const found = unequal(compare(workbookOf(before, { instead: { [cell]: text } })));
    const wanted = expected === null ? [] : [`${cell.replace(/ (\S+)$/, ' $1')}: ${expected}`];
    expect(found.map((one) => one.replace(/ \S+$/, ''))).toEqual(wanted);
  });
});

test('a table that is not among theirs is only ours, one without an amount of ours need not be there', () => {
  const tables = statements(facts, hunan);
  const empty = tables.filter((table) => table.empty).map(({ id }) => id);
  const without = (id: string) => workbookOf(tables.filter((table) => table.id !== id));
  const comparison = compare(without('income'));
  expect(comparison.equal).toBe(false);
  expect(comparison.tables.find(({ id }) => id === 'income')).toMatchObject({ approved: false, counts: { equal: 0 } });
  for (const id of empty) expect(compare(without(id)).equal, id).toBe(true);
});

test('a table of theirs that our layout does not publish does not count', () => {
  const shanxi = statements(facts, templateOf('shanxi-2024'));
  const sheets = workbookOf(shanxi, { instead: { 'disclosure-statistics procurement value': '1.00' } });
  const comparison = compare(sheets);
  expect(comparison.tables.find(({ id }) => id === 'disclosure-statistics')).toMatchObject({ published: false });
  expect(comparison.equal).toBe(true);
  expect(compare(sheets, facts, templateOf('shanxi-2024')).equal).toBe(false);
});

test('nothing compared is not equal', () => {
  expect(
    compareApproved([], { ...facts, opening: [], income: [], expenditure: [], costBudget: {}, statistics: {} }, hunan),
  ).toMatchObject({ equal: false });
});

describe('what speaks against a file, by sheet and row', () => {
  const tables = statements(facts, hunan).filter(({ id }) => id === 'income' || id === 'expenditure');
  const [income, expenditure] = workbookOf(tables);
  if (income === undefined || expenditure === undefined) throw new Error('no sheets');
  const others = [
    'income-expenditure-summary',
    'fiscal-summary',
    'general-public-expenditure',
    'basic-expenditure-detail',
    'government-fund',
    'state-capital',
    'three-public',
  ].map(() => 'table-missing');
  const change = (sheet: Sheet, row: number, cells: readonly string[]): Sheet => ({
    ...sheet,
    rows: sheet.rows.map((one) => (one.number === row ? { ...one, cells } : one)),
  });
  /** Another row below the last code; what stands below it moves down. */
  const more = (sheet: Sheet, cells: readonly string[]): Sheet => ({
    ...sheet,
    rows: [
      ...sheet.rows.filter(({ number }) => number <= lastCodeRow),
      { number: lastCodeRow + 1, cells },
      ...sheet.rows.filter(({ number }) => number > lastCodeRow).map((row) => ({ ...row, number: row.number + 1 })),
    ],
  });
  const lastCode = (income.rows.findLast(({ cells }) => /^\d{7}$/.test(cells[0] ?? ''))?.cells ??
    []) as readonly string[];
  const lastCodeRow = income.rows.findLast(({ cells }) => /^\d{7}$/.test(cells[0] ?? ''))?.number ?? 0;
  const head = income.rows[2]?.cells ?? [];

  test.each<[string, readonly Sheet[], readonly string[]]>([
    ['nothing', [income, expenditure], []],
    [
      'another department',
      [change(income, 3, ['部门：浮山县医疗保障局', ...head.slice(1)]), expenditure],
      ['table-of-another-department 收入决算表 1'],
    ],
    [
      'a code before the name is none',
      [change(income, 3, [`编制单位：[316001]${facts.department}`, ...head.slice(1)]), expenditure],
      [],
    ],
    [
      'another year',
      [change(income, 3, [...head, `${facts.year - 1}年度`]), expenditure],
      // A table that names no year is of the year that others name.
      ['table-of-another-year 收入决算表 1', 'table-of-another-year 支出决算表 1'],
    ],
    [
      'no unit',
      [change(income, 3, head.slice(0, 1)), change(expenditure, 3, head.slice(0, 1))],
      ['unit-unclear 收入决算表 1', 'unit-unclear 支出决算表 1'],
    ],
    [
      'a unit of thousands',
      [change(income, 3, [head[0] ?? '', '金额单位：千元']), expenditure],
      ['unit-unclear 收入决算表 1'],
    ],
    [
      'the same table twice',
      [income, { ...income, name: '收入决算表2' }, expenditure],
      ['table-repeated 收入决算表2 1'],
    ],
    ['a row twice', [more(income, lastCode), expenditure], [`row-repeated 收入决算表 ${lastCodeRow + 1}`]],
    [
      'no amount',
      [change(income, lastCodeRow, [...lastCode.slice(0, 2), '见附件', ...lastCode.slice(3)]), expenditure],
      [`figure-malformed 收入决算表 ${lastCodeRow}`],
    ],
    [
      'less than a fen',
      [change(income, lastCodeRow, [...lastCode.slice(0, 2), '1.0000001', ...lastCode.slice(3)]), expenditure],
      [`figure-malformed 收入决算表 ${lastCodeRow}`],
    ],
    [
      'an amount below the notes',
      [{ ...income, rows: [...income.rows, { number: income.rows.length + 1, cells: lastCode }] }, expenditure],
      [`row-not-read 收入决算表 ${income.rows.length + 1}`],
    ],
    [
      'a row that no table of ours has',
      [more(income, ['', '教育收费', '3.00', '', '', '', '', '', '']), expenditure],
      [`row-not-placed 收入决算表 ${lastCodeRow + 1}`],
    ],
  ])('%s', (_, sheets, expected) => {
    const all = told(sheets);
    expect(all.filter((one) => !others.includes(one) && !one.startsWith('head-incomplete'))).toEqual(expected);
    expect(all.filter((one) => one === 'table-missing')).toHaveLength(others.length);
  });

  test('who does not say whose tables they are and of which year is told to look', () => {
    const bare = change(income, 3, ['金额单位：万元']);
    const { problems } = read([bare, expenditure]);
    expect(problems.find(({ id }) => id === 'head-incomplete')?.message).toBe(
      '各表都没有写明年度，有1张表没有写明编制单位，请自行核对是不是这个部门这一年的表。',
    );
  });

  test('a file that is no workbook', () => {
    expect(sheetsOfWorkbook({ ok: false, error: '文件已损坏。' })).toEqual({
      outcome: 'refused',
      refusal: { id: 'workbook-unreadable', message: '文件已损坏。' },
    });
  });

  test.each<[string, readonly Sheet[], string]>([
    ['tables-missing', [{ name: '说明', rows: [{ number: 1, cells: ['没有表'] }] }], '没有认出一张决算表'],
    [
      'workbook-too-long',
      [
        {
          name: '',
          rows: Array.from({ length: 50_001 }, (_, index) => ({ number: index + 1, cells: ['', '', '', '1'] })),
        },
      ],
      '200004个单元格',
    ],
  ])('%s', (id, sheets, words) => {
    const outcome = readApprovedTables(sheets, whose);
    expect(outcome).toMatchObject({ outcome: 'refused', refusal: { id } });
    expect(outcome.outcome === 'refused' ? outcome.refusal.message : '').toContain(words);
  });
});
