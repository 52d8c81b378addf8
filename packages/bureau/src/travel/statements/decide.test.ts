import { expect, test } from 'vitest';
import { decideStatementRow, mayBeTaken } from './decide.ts';
import { readStatement, type StatementCells } from './read.ts';

const cells: StatementCells = {
  institution: 'H99010100001',
  name: '青禾县人民医院',
  month: '202405',
  insuredArea: '980101',
  reach: '跨省',
  visit: '住院',
  disease: '',
  channel: '直接结算',
  visits: '12',
  total: '120,000.00',
  fund: '80000',
  settlement: '',
};
const facts = { division: '990101', today: '2024-06-30', registered: true, isKnown: () => false };
const decide = (other: Partial<StatementCells>, more: Partial<typeof facts> = {}) =>
  decideStatementRow({ ...cells, ...other }, { ...facts, ...more });

test('a row that is right', () => {
  expect(decide({})).toEqual({
    entry: {
      institution: 'H99010100001',
      month: '2024-05',
      insuredArea: '980101',
      reach: 'cross-province',
      visit: 'inpatient',
      disease: '',
      channel: 'direct',
      visits: 12,
      total: 12_000_000,
      fund: 8_000_000,
      knownBy: 'H99010100001/2024-05/980101/inpatient//direct',
    },
    problems: [],
    message: '',
  });
  expect(
    decide({ settlement: '4301S1', month: '2024-05-07', visit: '14', disease: '高血压', reach: '4' }).entry,
  ).toMatchObject({
    month: '2024-05',
    visit: 'chronic',
    disease: '高血压',
    knownBy: 'H99010100001/4301S1',
  });
  expect(decide({ insuredArea: '990201', reach: '' }).entry?.reach).toBe('in-province');
});

test.each([
  ['a name for a code', { institution: '县人民医院' }, ['institution-malformed'], false],
  ['a month that is none', { month: '202413' }, ['month-malformed'], false],
  ['a month to come', { month: '202407' }, ['month-malformed'], false],
  ['a place in words', { insuredArea: '广东' }, ['insured-area-malformed'], false],
  ['a kind that is none', { visit: '体检' }, ['visit-unknown'], false],
  ['a chronic visit for nothing', { visit: '门诊慢特病' }, ['disease-missing'], false],
  ['no way of settling', { channel: '' }, ['channel-unknown'], false],
  ['no visits', { visits: '0' }, ['visits-malformed'], false],
  ['an amount in words', { total: '一万' }, ['amount-malformed'], false],
  ['less than nothing', { fund: '-1' }, ['amount-malformed'], false],
  ['somebody insured here', { insuredArea: '990105', reach: '' }, ['insured-here'], false],
  ['a fund that pays more than all', { fund: '120000.01' }, ['fund-beyond-total'], false],
  ['another reach than the place says', { reach: '省内' }, ['reach-differs'], true],
  ['a fund without direct settlement', { channel: '现金结算' }, ['fund-without-direct'], true],
] as const)('%s', (_, other, problems, taken) => {
  const decision = decide(other);
  expect(decision.problems).toEqual(problems);
  expect(decision.message).toMatch(/。$/);
  expect([mayBeTaken(decision.problems), decision.entry !== null]).toEqual([taken, taken]);
});

test('an institution that is not registered and a row that came before are odd, and all is said', () => {
  const decision = decide({}, { registered: false, isKnown: () => true });
  expect(decision.problems).toEqual(['institution-unregistered', 'repeated']);
  expect(decision.message).toBe(
    '没有登记编号为H99010100001的医药机构，不知道它的级别；H99010100001在2024-05的同类汇总已经收过一次。',
  );
  expect(decision.entry).not.toBeNull();
});

test('the header is found below a title; totals are no rows; a file without a column of visits is of single settlements', () => {
  const sheet = (...rows: readonly string[][]) => ({
    ok: true as const,
    format: 'csv' as const,
    sheets: [{ name: '', rows: rows.map((row, index) => ({ number: index + 1, cells: row })) }],
  });
  const header = [
    '定点医药机构编号',
    '结算时间',
    '参保地',
    '清算类别',
    '结算方式',
    '总费用（元）',
    '基金支付',
    '结算ID',
  ];
  const row = ['h99010100001', '2024-05-07', '980101', '住院', '联网结算', '100', '60', 'S1'];
  expect(readStatement(sheet(['五月清算单'], header, row, ['合计', '', '', '', '', '100', '60', '']))).toMatchObject([
    { row: 3, cells: { institution: 'H99010100001', visits: '1', settlement: 'S1', disease: '' } },
  ]);
  expect(readStatement({ ok: false, error: '读不出。' })).toMatchObject({ refusal: { id: 'file-unreadable' } });
  expect(readStatement(sheet(header))).toMatchObject({ refusal: { id: 'file-without-rows' } });
  expect(readStatement(sheet(['甲', '乙'], ['1', '2']))).toMatchObject({ refusal: { id: 'file-header-missing' } });
});
