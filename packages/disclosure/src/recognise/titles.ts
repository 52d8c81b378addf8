/** Titles of tables: which texts are one, which belong to a table's head, and which table a title names. */
import { squeeze } from '../compact.ts';
import definitions from '../data/tables.json' with { type: 'json' };
import { type TableId } from '../model.ts';
import { remembering } from '../remember.ts';

/** Canonical Chinese names, used in messages and labels. */
export const tableNames: Readonly<Record<TableId, string>> = {
  'income-expenditure-summary': '收入支出决算总表',
  income: '收入决算表',
  expenditure: '支出决算表',
  'fiscal-summary': '财政拨款收入支出决算总表',
  'general-public-expenditure': '一般公共预算财政拨款支出决算表',
  'basic-expenditure-detail': '基本支出决算明细表',
  'government-fund': '政府性基金预算财政拨款收入支出决算表',
  'state-capital': '国有资本经营预算财政拨款支出决算表',
  'three-public': '“三公”经费支出决算表',
  'disclosure-statistics': '部门决算公开相关信息统计表',
  other: '其他表',
};

/** 公开01表; 财决01表 and 财决附03表 where the tables come from the finance system. */
export const numberPattern = /(?:公开|财决附?|附表|^表)[0-9零一二三四五六七八九十]+(?:-\d+)?表?/;

const yearPattern = /^(?:\d{4})年度?$/;

/** Row or paragraph text that belongs to a table's head: number, department, unit, year. */
export const isHeadText = remembering((text): boolean => {
  return (
    numberPattern.test(text) ||
    /^(?:编制单位|单位名称|部门名称|编制部门|填报单位|填报部门|公开部门|部门|单位|金额单位)：/.test(text) ||
    yearPattern.test(text) ||
    text === '表'
  );
});

/** Strips what is printed around a title: bookmarks, list marks, numbering, 附件/附表 numbers. */
export function cleanTitle(text: string): string {
  return squeeze(text)
    .replace(/^\[bookmark.*?\]/i, '')
    .replace(/^[#\-*]+/, '')
    .replace(/^(?:附件|附表|表|公开|财决附?)[0-9一二三四五六七八九十]*(?:-\d+)?(?:表)?[：:、.]?(?=.{4})/, '')
    .replace(/^（?[一二三四五六七八九十]+）?[、.．]/, '')
    .replace(/^（?\d{1,2}）?[、.．]/, '');
}

/** True for a short text that names a table. */
export const isTableTitle = remembering((text): boolean => {
  const title = cleanTitle(text);
  if (/^第[一二三四五六七八九十]+部分/.test(title)) return false;
  return (
    title.length <= 60 &&
    /表(?:（.{1,20}）)?(?:（续）)?$/.test(title) &&
    !/[。；，]/.test(title) &&
    /决算|预算|绩效|统计|一览|明细|三公|情况/.test(title)
  );
});

/** The id a title names, or null. The longest matching phrase wins. */
export function tableIdOfTitle(text: string): TableId | null {
  const title = cleanTitle(text)
    .replace(/[“”"]/g, '')
    .replace(/（.*?）$/, '');
  let best: { readonly id: TableId; readonly length: number } | null = null;
  for (const definition of definitions.tables) {
    const phrases: readonly string[] = definition.title;
    const excluded: readonly string[] = 'notTitle' in definition ? definition.notTitle : [];
    if (excluded.some((word) => title.includes(word))) continue;
    for (const phrase of phrases) {
      const plain = phrase.replace(/[“”"]/g, '');
      if (title.includes(plain) && plain.length > (best?.length ?? 0)) {
        best = { id: definition.id as TableId, length: plain.length };
      }
    }
  }
  if (best?.id === 'three-public' && !/决算|预算|支出|情况/.test(title)) return null;
  return best?.id ?? null;
}
