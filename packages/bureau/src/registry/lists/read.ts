/**
 * A list of 救助身份 as its office exports it, to rows: the header is found by what the columns are called, blank rows and totals are
 * passed over, and every other row comes out with its line, whatever is wrong with it.
 */
import { type Sheet } from '@mingzhang/documents';
import { type Category } from '@mingzhang/policy';
import { type RegistryRefused, refuse } from '../refusals.ts';
import words from './data/words.json' with { type: 'json' };

type Column = keyof typeof words.columns;

export interface TypedRow {
  /** As a person finds it in the file. */
  readonly line: number;
  readonly name: string;
  readonly number: string;
  /** As written; '' where the list has no such column. */
  readonly category: string;
  /** As written; '' for none. */
  readonly from: string;
}

/** How far down a header may stand below titles. */
const headerDepth = 20;

/** More than the people of a county who are on any list. */
export const rowLimit = 100_000;

const plain = (text: string): string => text.replaceAll(/[\s　*：:（）()]/g, '');

/** What a category is written as; null for a word that no list uses. */
export function categoryOf(text: string): Category | null {
  const wanted = plain(text);
  const found = Object.entries(words.categories).find(([, names]) => names.includes(wanted));
  return found === undefined ? null : (found[0] as Category);
}

/** The rows of the first sheet that has a header. */
export function readList(sheets: readonly Sheet[]): readonly TypedRow[] | RegistryRefused {
  for (const { rows } of sheets) {
    for (const [index, header] of rows.slice(0, headerDepth).entries()) {
      const at = (column: Column): number =>
        header.cells.findIndex((cell) => words.columns[column].includes(plain(cell)));
      const [name, number, category, from] = [at('name'), at('number'), at('category'), at('from')];
      if (name < 0 || number < 0) continue;
      const typed = rows.slice(index + 1).flatMap(({ number: line, cells }): readonly TypedRow[] => {
        const cell = (where: number): string => (where < 0 ? '' : (cells[where] ?? '').trim());
        const [who, whose] = [cell(name), cell(number)];
        const total =
          whose === '' && /^(合计|总计|小计|共计)/.test(plain(cells.find((one) => one.trim() !== '') ?? ''));
        if ((who === '' && whose === '') || total) return [];
        return [{ line, name: who, number: whose, category: cell(category), from: cell(from) }];
      });
      if (typed.length === 0) return refuse('list-unreadable', '表头下面没有人，名单没有接收。请核对选的文件。');
      if (typed.length <= rowLimit) return typed;
      return refuse('list-unreadable', `名单有${typed.length}行，超过${rowLimit}行，没有接收。请分几份交来。`);
    }
  }
  return refuse(
    'list-unreadable',
    `在前${headerDepth}行里没有找到表头，名单没有接收。表头要有“姓名”和“身份证号”两栏，可以有“身份类别”“起始日期”。`,
  );
}
