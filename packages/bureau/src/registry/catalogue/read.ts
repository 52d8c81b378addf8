/** A file of the 目录 to rows: the header is found by what its columns are called; every row comes out with its line as it was written. */
import { type Sheet } from '@mingzhang/documents';
import { type RegistryRefused, refuse } from '../refusals.ts';
import words from './data/columns.json' with { type: 'json' };
import { type TypedItem } from './decide.ts';

type Column = keyof typeof words.columns;

const headerDepth = 20;
/** More than a province's drugs, services and consumables that anybody hands in at once. */
const rowLimit = 300_000;

const plain = (text: string): string => text.replaceAll(/[\s　*：:]|[（(][^（()）]*[）)]/g, '');

export function readCatalogue(sheets: readonly Sheet[]): readonly TypedItem[] | RegistryRefused {
  for (const { rows } of sheets) {
    for (const [index, header] of rows.slice(0, headerDepth).entries()) {
      const at = (column: Column): number =>
        header.cells.findIndex((cell) => words.columns[column].includes(plain(cell)));
      if (at('code') < 0 || at('name') < 0 || at('class') < 0) continue;
      const columns = Object.keys(words.columns) as readonly Column[];
      const places = columns.map((column) => [column, at(column)] as const);
      const items = rows.slice(index + 1).flatMap(({ number: line, cells }): readonly TypedItem[] => {
        const cell = (column: Column): string => {
          const where = places.find(([name]) => name === column)?.[1] ?? -1;
          return where < 0 ? '' : (cells[where] ?? '').trim();
        };
        if (cells.every((text) => text.trim() === '')) return [];
        return [
          {
            line,
            code: cell('code').toUpperCase(),
            kind: cell('kind'),
            name: cell('name'),
            specification: cell('specification'),
            class: cell('class'),
            priceLimit: cell('priceLimit'),
            firstPay: cell('firstPay'),
            from: cell('from'),
            to: cell('to'),
          },
        ];
      });
      if (items.length === 0) return refuse('import-unreadable', '表头下面没有内容，目录没有接收。请核对选的文件。');
      if (items.length <= rowLimit) return items;
      return refuse('import-unreadable', `文件有${items.length}行，超过${rowLimit}行，没有接收。请分几份导入。`);
    }
  }
  return refuse(
    'import-unreadable',
    `在前${headerDepth}行里没有找到表头，目录没有接收。表头要有“医保目录编码”“名称”“费用等级”，格式见“目录文件”的说明。`,
  );
}
