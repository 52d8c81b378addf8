import { describe, expect, test } from 'vitest';
import { auditBytes } from './audit-file.ts';
import { decodeText } from './decode.ts';
import { readText } from './read-text.ts';

describe('text of any size is read in time that grows with its length', () => {
  /** Each was once read in time that grows with the square. */
  const longTexts: readonly (readonly [string, string])[] = [
    ['blanks inside a line', `甲${' '.repeat(1_000_000)}乙`],
    ['one line of digits', '1'.repeat(1_000_000)],
    ['one line of pipes', '| '.repeat(500_000)],
    ['a sentence that never ends, a line at a time', '支出 1,234.56 万元，比上年增加的各项开支为\n'.repeat(40_000)],
    ['a cell a line', '\t12.34\n'.repeat(200_000)],
    ['grids cut by page breaks', 'a\tb\tc\n\n'.repeat(100_000)],
    ['a cell and then only empty lines', `\t甲\n\t乙\n${'\n'.repeat(500_000)}丙\n\t丁`],
  ];

  for (const [name, text] of longTexts) {
    test(name, { timeout: 20_000 }, () => {
      const started = performance.now();
      expect(readText(text).length).toBeGreaterThan(0);
      // Square time would take minutes; this leaves room for a busy machine.
      expect(performance.now() - started).toBeLessThan(10_000);
    });
  }
});

describe('bytes', () => {
  const utf16 = (text: string, big: boolean): Uint8Array => {
    const bytes = new Uint8Array(text.length * 2);
    const view = new DataView(bytes.buffer);
    for (let index = 0; index < text.length; index += 1) view.setUint16(index * 2, text.charCodeAt(index), !big);
    return bytes;
  };

  test.each([
    ['UTF-8', new TextEncoder().encode('部门决算 1.00')],
    ['UTF-8 with a mark', new TextEncoder().encode('\ufeff部门决算 1.00')],
    ['UTF-16 with a mark', utf16('\ufeff部门决算 1.00', false)],
    ['UTF-16, the other order', utf16('\ufeff部门决算 1.00', true)],
    ['GBK', Uint8Array.from([0xb2, 0xbf, 0xc3, 0xc5, 0xbe, 0xf6, 0xcb, 0xe3, 0x20, 0x31, 0x2e, 0x30, 0x30])],
  ])('%s is text', (_, bytes) => {
    expect(decodeText(bytes)).toMatchObject({ ok: true, text: '部门决算 1.00' });
  });

  test.each([
    ['nothing', new Uint8Array(), '空的'],
    ['white space', new TextEncoder().encode(' \n\n'), '空白'],
    ['a PDF', new TextEncoder().encode('%PDF-1.7 …'), 'PDF'],
    ['binary data', Uint8Array.from([1, 2, 3, 0, 4, 5, 6, 7]), '二进制'],
  ])('%s is refused with a sentence', (_, bytes, word) => {
    const audit = auditBytes(bytes, 'a.txt');
    expect(audit.ok).toBe(false);
    expect(audit.error).toContain(word);
  });
});

test('only the named checks run', () => {
  const bytes = new TextEncoder().encode('某县医疗保障局2024年度部门决算');
  expect(auditBytes(bytes, 'a.txt', { checks: ['tables-agree'] }).checked.map(({ check }) => check)).toEqual([
    'tables-agree',
  ]);
  expect(auditBytes(bytes, 'a.txt').checked.length).toBeGreaterThan(1);
});

describe('one table in three shapes', () => {
  /** What a reader makes of a text: paragraphs as they are, rows with a bar between cells. */
  const told = (text: string): string[] =>
    readText(text).flatMap((block) =>
      block.kind === 'paragraph' ? [block.text] : block.rows.map((row) => row.cells.map((cell) => cell.text).join('|')),
    );

  test.each([
    ['a cell a line', '\t科目\n\t小计\n\t基本\n\n\t合计\n\t1.00\n\t\n\n\t行政运行\n\t1.00\n\t1.00\n'],
    ['a row a line', '科目\t小计\t基本\n合计\t1.00\t\n行政运行\t1.00\t1.00\n'],
    ['pipes', '| 科目 | 小计 | 基本 |\n|---|---:|---|\n| 合计 | 1.00 | |\n| 行政运行 | 1.00 | 1.00 |\n'],
  ])('%s', (_, text) => {
    expect(told(text)).toEqual(['科目|小计|基本', '合计|1.00|', '行政运行|1.00|1.00']);
  });

  test.each([
    ['a cell of two lines', '\t公务用车\n购置费\n\t小计\n\n\t1.00\n\t2.00\n', ['公务用车购置费|小计', '1.00|2.00']],
    [
      'a cell of several paragraphs',
      '\t绩\n\n效\n\n指\n\n标\n\t一级指标\n\t二级指标\n\n\t产出\n\t数量\n\t5\n',
      ['绩效指标|一级指标|二级指标', '产出|数量|5'],
    ],
    ['padding inside cells', '\t\u30001552.69\u3000\n\t  基本工资\n\n', ['1552.69|基本工资']],
    ['Windows line ends', '科目\t小计\t基本\r\n合计\t1.00\t2.00\r\n', ['科目|小计|基本', '合计|1.00|2.00']],
    [
      'a page break in a table',
      '科目\t小计\t基本\n合计\t1.00\t2.00\n\n行政运行\t1.00\t2.00\n',
      ['科目|小计|基本', '合计|1.00|2.00', '行政运行|1.00|2.00'],
    ],
    ['tables of different width stay two', 'a\tb\tc\n\na\tb\tc\td\n', ['a|b|c', 'a|b|c|d']],
    [
      'a page break in a sentence',
      '2024年度收入合计1192万元，其中财政拨款\n\n收入1180万元。\n',
      ['2024年度收入合计1192万元，其中财政拨款收入1180万元。'],
    ],
    [
      'headings are not run together',
      '一、收入决算情况说明\n\n二、支出决算情况说明\n',
      ['一、收入决算情况说明', '二、支出决算情况说明'],
    ],
    [
      'a note below a table',
      '科目\t小计\t基本\n合计\t1.00\t2.00\n注：本表反映支出情况。\n',
      ['科目|小计|基本', '合计|1.00|2.00', '注：本表反映支出情况。'],
    ],
    [
      'a head row right above',
      '部门：青禾县医疗保障局\t\t单位：万元\n科目\t小计\t基本\n',
      ['部门：青禾县医疗保障局||单位：万元', '科目|小计|基本'],
    ],
  ])('%s', (_, text, blocks) => {
    expect(told(text)).toEqual(blocks);
  });

  test('every block and cell knows its lines, split on \\n only', () => {
    const [sentence, grid] = readText(
      '2024年度收入合计1192万元，其中财政拨款\n\n收入1180万元。\n\u2028\n科目\t小计\t基本\n合计\t1.00\t2.00',
    );
    expect(sentence).toMatchObject({
      kind: 'paragraph',
      spans: [
        { line: 1, start: 0 },
        { line: 3, start: 23 },
      ],
    });
    expect(grid).toMatchObject({
      kind: 'grid',
      encoding: 'merged-expanded',
      rows: [{ line: 5 }, { line: 6, cells: [{ line: 6 }, { line: 6 }, { line: 6 }] }],
    });
  });
});
