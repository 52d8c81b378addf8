import { type CitedFinding } from '@mingzhang/kernel';
import { expect, test } from 'vitest';
import { findingsCsv } from './findings-csv.ts';

function finding(more: Partial<CitedFinding>): CitedFinding {
  return {
    id: 'f1',
    check: 'income-total-agrees',
    family: 'tab',
    severity: 'error',
    certainty: 'proven',
    place: { line: 3, table: 'income', row: '合计', column: '本年收入合计', quote: '2781.88' },
    also: [],
    stated: '2781.88',
    expected: '2811.13',
    difference: '-29.25',
    message: '合计应为2811.13。',
    ...more,
  };
}

test('a finding is one line that reads without the system', () => {
  expect(
    findingsCsv(
      [finding({})],
      [{ findingId: 'f1', reason: '已核对' }],
      new Map([['income-total-agrees', '收入合计一致']]),
    ),
  ).toBe(
    '\ufeff"序号","严重程度","把握","检查项","位置","行号或段号","原文","文中数","应为","差额","说明","依据","处理","搁置理由","编号"\r\n' +
      '"1","错误","确证","收入合计一致","收入决算表 › 合计 › 本年收入合计","3","2781.88","2781.88","2811.13","-29.25","合计应为2811.13。","依据待核","已搁置","已核对","f1"\r\n',
  );
});

test.each`
  text                   | field
  ${'2781.88'}           | ${'"2781.88"'}
  ${'-29.25'}            | ${'"-29.25"'}
  ${'+1,552.69'}         | ${'"+1,552.69"'}
  ${'-3.1%'}             | ${'"-3.1%"'}
  ${'=1+1'}              | ${'"\'=1+1"'}
  ${'-29.25+cmd'}        | ${'"\'-29.25+cmd"'}
  ${'@SUM(A1)'}          | ${'"\'@SUM(A1)"'}
  ${'＝HYPERLINK("x")'}  | ${'"\'＝HYPERLINK(""x"")"'}
  ${'\t=1'}              | ${'"\'\t=1"'}
  ${'他说“"是"”,\r\n对'} | ${'"他说“""是""”,\r\n对"'}
`('a field is quoted and cannot be run as a formula: $text', ({ text, field }: { text: string; field: string }) => {
  expect(findingsCsv([finding({ stated: text })], [], new Map())).toContain(`,${field},"2811.13",`);
});

test.each`
  where                                           | words
  ${{ line: 3, endLine: 5 }}                      | ${'3 至 5'}
  ${{ block: 4, blockRow: 12 }}                   | ${'第 4 段第 12 行'}
  ${{ page: 2, block: 4 }}                        | ${'第 2 页第 4 段'}
  ${{ sheet: '公开05表', cell: 'C12', block: 9 }} | ${'工作表“公开05表”C12'}
`('a place is $words', ({ where, words }: { where: Omit<CitedFinding['place'], 'quote'>; words: string }) => {
  expect(findingsCsv([finding({ place: { ...where, quote: '2781.88' } })], [], new Map())).toContain(
    `,"${words}","2781.88",`,
  );
});
