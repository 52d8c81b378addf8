/** Which of the disclosure's tables a grid is. */
import { type TableId } from '../model.ts';
import { type GridReader } from './grid-reader.ts';
import { economicCode } from './read-economic.ts';
import { tableIdOfTitle } from './titles.ts';

/** Which table this is: header words first, the title where they leave a choice. */
export function identifyTable(title: string, reader: GridReader): TableId | null {
  const fromTitle = title === '' ? null : tableIdOfTitle(title);
  const header = reader.headerText;
  const has = (...words: readonly string[]): boolean => words.every((word) => header.includes(word));
  if (/绩效|目标/.test(title) || has('分值', '得分') || has('三级指标') || has('一级指标')) return null;
  if (title !== '' && fromTitle === null && /预算/.test(title) && !/决算/.test(title)) return null;
  if (has('因公出国', '公务接待') || (fromTitle === 'three-public' && has('预算数', '决算数'))) return 'three-public';
  if (fromTitle === 'disclosure-statistics' || has('统计数')) return 'disclosure-statistics';
  if (isEconomic(reader)) return 'basic-expenditure-detail';
  if (
    (fromTitle === null || fromTitle === 'fiscal-summary' || fromTitle === 'income-expenditure-summary') &&
    hasBothSides(reader)
  ) {
    if (fromTitle !== null) return fromTitle;
    return has('政府性基金预算财政拨款') ? 'fiscal-summary' : 'income-expenditure-summary';
  }
  if (has('本年收入合计', '财政拨款收入')) return 'income';
  if (has('本年支出合计', '上缴上级支出')) return 'expenditure';
  if (fromTitle !== null) return fromTitle;
  // The finance system has such a table of 一般公共预算 too, which is not published.
  if (has('年初结转和结余', '本年收入')) return /一般公共预算/.test(title) ? null : 'government-fund';
  if (has('基本支出', '项目支出'))
    return title === '' || /一般公共预算|财政拨款/.test(title) ? 'general-public-expenditure' : null;
  return null;
}

/** Three rows or more with economic codes, 301 among them. */
function isEconomic(reader: GridReader): boolean {
  let rows = 0;
  let wages = false;
  for (const row of reader.dataRows) {
    let coded = false;
    for (const { text } of row.cells) {
      if (!text.startsWith('3')) continue;
      coded ||= economicCode.test(text);
      wages ||= text.startsWith('301');
    }
    if (coded) rows += 1;
  }
  return rows >= 3 && wages;
}

/** Income on the left and expenditure on the right: two columns headed 项目, or a row that begins both lists. */
function hasBothSides(reader: GridReader): boolean {
  const headed = reader.headerRows.some((row) => row.texts.filter((text) => text.startsWith('项目')).length >= 2);
  return (
    headed ||
    reader.dataRows.some(
      (row) =>
        row.cells.some((cell) => cell.text.includes('一般公共服务')) &&
        row.cells.some((cell) => cell.text.includes('一般公共预算财政拨款')),
    )
  );
}
