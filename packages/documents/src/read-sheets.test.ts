import { deflateRawSync } from 'node:zlib';
import { writeXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { readSheets } from './read-sheets.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** 科目,金额 in GBK. */
const gbkHead = Uint8Array.from([0xbf, 0xc6, 0xc4, 0xbf, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0d, 0x0a]);

async function read(bytes: Uint8Array): Promise<unknown> {
  const answer = await readSheets(bytes);
  return answer.ok
    ? answer.sheets.flatMap(({ rows }) => rows.map(({ number, cells }) => [number, ...cells]))
    : answer.error;
}

test.each<[string, Uint8Array, unknown]>([
  [
    'UTF-8',
    utf8('科目,金额\n2101501,1.50\n'),
    [
      [1, '科目', '金额'],
      [2, '2101501', '1.50'],
    ],
  ],
  [
    'with a mark',
    utf8('\ufeff科目,金额\r\n2101501,"1,234.50"\r\n'),
    [
      [1, '科目', '金额'],
      [2, '2101501', '1,234.50'],
    ],
  ],
  [
    'GBK',
    new Uint8Array([...gbkHead, ...utf8('2101501,3\r\n')]),
    [
      [1, '科目', '金额'],
      [2, '2101501', '3'],
    ],
  ],
  [
    'tabs',
    utf8('科目\t金额\n2101501\t1,234.50\n'),
    [
      [1, '科目', '金额'],
      [2, '2101501', '1,234.50'],
    ],
  ],
  [
    'blank lines',
    utf8('a,b\n\n\n1,2\n,\n3,4'),
    [
      [1, 'a', 'b'],
      [4, '1', '2'],
      [5, '', ''],
      [6, '3', '4'],
    ],
  ],
  [
    'a cell over two lines',
    utf8('a,b\n"一\n二",2\n3,4\n'),
    [
      [1, 'a', 'b'],
      [2, '一\n二', '2'],
      [4, '3', '4'],
    ],
  ],
  [
    'rows of different length',
    utf8('标题\na,b\n1,2,3\n'),
    [
      [1, '标题'],
      [2, 'a', 'b'],
      [3, '1', '2', '3'],
    ],
  ],
  [
    'white space of all widths',
    utf8('a,b\n\u3000 x\u00a0,\t7\n'),
    [
      [1, 'a', 'b'],
      [2, 'x', '7'],
    ],
  ],
  [
    'quotes that do not close',
    utf8('a,b\n"1,2\n'),
    '第2行附近的引号不成对，读不下去，什么也没有导入。请从系统重新导出，或改正后再试。',
  ],
  [
    'a web page',
    utf8('<html><table>'),
    '文件的扩展名像表格，内容却是网页。请用Excel或WPS打开，另存为“Excel 工作簿（.xlsx）”或CSV后再导入。',
  ],
  ['nothing', utf8(''), '文件是空的，没有任何内容。请导入从系统导出的 CSV、.xlsx 或 .xls 文件。'],
  [
    'a broken workbook',
    Uint8Array.from([0x50, 0x4b, 3, 4, 1, 2, 3]),
    '这个文件不是能读的Excel表格，可能已损坏或设有密码。请用Excel或WPS打开，另存为不加密的 .xlsx 后再导入。',
  ],
  [
    'a broken old workbook',
    Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1]),
    '这个文件不是能读的Excel表格，可能已损坏或设有密码。请用Excel或WPS打开，另存为不加密的 .xlsx 后再导入。',
  ],
  [
    'a PDF',
    utf8('%PDF-1.7'),
    '这不是文本，而是PDF 文件，目前只能读取文本。请导入从系统导出的 CSV、.xlsx 或 .xls 文件。',
  ],
])('%s', async (_what, bytes, expected) => {
  expect(await read(bytes)).toEqual(expected);
});

test('a workbook: numbers, dates, codes as text, several sheets, rows that are not there', async () => {
  const bytes = await writeXlsx({
    sheets: [
      {
        name: '指标',
        rows: [
          ['指标明细表', null, null],
          [],
          ['科目', '金额', '日期'],
          ['2101501', 1234.5, new Date(Date.UTC(2024, 2, 5))],
          [2101501, 0.1 + 0.2, 45_356],
          [' 2101505\u3000', -3, '20240305'],
        ],
      },
      { name: '说明', rows: [['无']] },
    ],
  });
  const answer = await readSheets(bytes);
  expect(answer).toMatchObject({ ok: true, format: 'xlsx', sheets: [{ name: '指标' }, { name: '说明' }] });
  expect(await read(bytes)).toEqual([
    [1, '指标明细表', '', ''],
    [2, '', '', ''],
    [3, '科目', '金额', '日期'],
    [4, '2101501', '1234.5', '2024-03-05'],
    [5, '2101501', '0.3', '45356'],
    [6, '2101505', '-3', '20240305'],
    [1, '无'],
  ]);
});

test('a workbook that unpacks to more than any table is not unpacked', async () => {
  // A directory that announces a part of a gigabyte.
  const part = deflateRawSync(new Uint8Array(10));
  const directory = new Uint8Array(46);
  const view = new DataView(directory.buffer);
  view.setUint32(0, 0x02014b50, true);
  view.setUint32(24, 1024 ** 3, true);
  const bytes = new Uint8Array([0x50, 0x4b, 3, 4, ...part, ...directory]);
  expect(await read(bytes)).toBe('这个Excel文件展开后过大，没有导入。请确认它是系统导出的表格，或按月份分开导出。');
});
