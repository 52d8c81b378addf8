import { type Sheet } from '@mingzhang/documents';
import { expect, test } from 'vitest';
import { columnsOfFile, readFileRows, readPeriod } from './read-file.ts';

const sheet = (...rows: readonly (readonly string[])[]): readonly Sheet[] => [
  { name: '明细', rows: rows.map((cells, index) => ({ number: index + 1, cells })) },
];
const rowsOf = (...args: Parameters<typeof readFileRows>) => {
  const rows = readFileRows(...args);
  if ('refusal' in rows) throw new Error(rows.refusal.message);
  return rows;
};

test('a header below a title, other titles for the columns, and what is no row', () => {
  const rows = rowsOf(
    sheet(
      ['青禾县城乡居民医疗保险费征收明细', '', '', '', '', ''],
      ['序号', '缴费人姓名', '*证件号码', '费款所属期起', '实缴金额（元）', '入库日期'],
      ['1', '沈 青禾', '990101199001010012', '2024-01-01', '380.00', '20231105'],
      ['2', '周禾', '990101199001010020', '2024', '￥1,380', '2023年11月6日'],
      ['合计', '', '', '', '760.00', ''],
      ['', '', '', '', '', ''],
      ['制表人：', '', '', '', '', ''],
    ),
    'resident',
  );
  expect(
    rows.map(({ row, name, period, personAmount, paidOn, problem }) => [
      row,
      name,
      period,
      personAmount,
      paidOn,
      problem,
    ]),
  ).toEqual([
    [3, '沈青禾', '2024', 380_00, '2023-11-05', null],
    [4, '周禾', '2024', 1_380_00, '2023-11-06', null],
  ]);
});

test('a row with a slip says so, and the others are read', () => {
  const header = ['姓名', '身份证号', '缴费年度', '缴费金额', '缴费日期', '税票号码'];
  const rows = rowsOf(
    sheet(
      header,
      ['甲', '1', '2024', '三百八', '2023-11-05', 'A1'],
      ['乙', '1', '甲辰年', '380', '2023-11-05', 'A2'],
      ['丙', '1', '2024', '380', '昨天', 'A3'],
      ['丁', '1', '2024', '-380', '2023-11-05', 'A4'],
      ['戊', '1', '2024', '0', '2023-11-05', 'A5'],
      ['己', '1', '2024', '380', '2023-11-05', 'A6'],
    ),
    'resident',
  );
  expect(rows.map(({ problem }) => problem)).toEqual([
    '金额“三百八”不是不小于零的金额',
    '所属期“甲辰年”看不出是哪一年度',
    '缴费日期“昨天”不是日期',
    '金额“-380”不是不小于零的金额',
    '金额为零',
    null,
  ]);
});

test('an employer’s rows', () => {
  const [row] = rowsOf(
    sheet(
      ['纳税人识别号', '单位名称', '姓名', '证件号码', '所属期', '个人缴费', '单位缴费', '入库日期'],
      ['91990101ma0000001x', '青禾厂', '沈青禾', '1', '2024年5月', '120', '480', '2024-05-20'],
    ),
    'employee',
  );
  expect(row).toMatchObject({
    employer: '91990101MA0000001X',
    period: '2024-05',
    personAmount: 120_00,
    employerAmount: 480_00,
  });
});

test.each([
  ['file-header-missing', sheet(['姓名', '金额'], ['甲', '380'])],
  ['file-without-rows', sheet(['姓名', '身份证号', '缴费年度', '缴费金额', '缴费日期'])],
])('%s', (id, sheets) => {
  expect(readFileRows(sheets, 'resident')).toMatchObject({ refusal: { id } });
});

test.each([
  ['2024', '2024', null],
  ['2024年度', '2024', null],
  ['202401至202412', '2024', '2024-01'],
  ['2024-05-01', '2024', '2024-05'],
  ['2024.5', '2024', '2024-05'],
  ['2024年13月', '2024', null],
  ['24年', null, null],
  ['', null, null],
])('the period “%s”', (cell, year, month) => {
  expect(readPeriod(cell, 'resident')).toBe(year);
  expect(readPeriod(cell, 'employee')).toBe(month);
});

test('no title stands for two columns of a kind', () => {
  for (const kind of ['resident', 'employee'] as const) {
    const labels = columnsOfFile(kind).flatMap((column) => column.labels);
    expect(labels.filter((label, index) => labels.indexOf(label) !== index)).toEqual([]);
  }
});
