/** Which province's set of tables a disclosure follows. A new province is a row in `data/templates.json`. */
import templates from '../data/templates.json' with { type: 'json' };
import { type Table } from '../model.ts';

export interface Template {
  readonly id: string;
  readonly province: string;
  readonly numbering: Readonly<Record<string, number>>;
}

/** The template whose numbering all recognised tables follow; null when none or too few tables tell. */
export function templateOf(tables: readonly Table[]): string | null {
  const main = tables.filter((table) => table.part === 0 && table.id !== 'other' && table.printedNumber !== null);
  if (main.length < 4) return null;
  const withMeetings = main.some((table) => table.id === 'three-public' && table.columnKeys.includes('meetings'));
  const withStatistics = main.some((table) => table.id === 'disclosure-statistics');
  const fits = templates.filter((template) => {
    const numbering: Readonly<Record<string, number | undefined>> = template.numbering;
    if ((template.threePublic === 'with-meetings') !== withMeetings) return false;
    if ('disclosure-statistics' in template.numbering !== withStatistics) return false;
    const right = main.filter((table) => numbering[table.id] === printedOrdinal(table.printedNumber)).length;
    return right >= main.length - 1;
  });
  return fits[0]?.id ?? null;
}

/** 公开07表 → 7, 公开十表 → 10. */
export function printedOrdinal(printedNumber: string | null): number | null {
  if (printedNumber === null) return null;
  const digits = /(\d+)/.exec(printedNumber)?.[1];
  if (digits !== undefined) return Number(digits);
  const chinese = '零一二三四五六七八九十';
  const character = /([一二三四五六七八九十])表/.exec(printedNumber)?.[1];
  return character === undefined ? null : chinese.indexOf(character);
}
