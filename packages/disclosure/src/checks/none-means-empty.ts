/** Where the text says there was none, the table holds none: “没有政府性基金收支” and an amount in that table contradict each other. */
import { type Check } from '../check.ts';
import { type Table, type TableId } from '../model.ts';
import { bodyOfTopic, placeIn, sentencesOf } from './document-support.ts';

interface Denial {
  readonly topic: string;
  readonly table: TableId;
  readonly says: RegExp;
  readonly row?: RegExp;
}

const denials: readonly Denial[] = [
  {
    topic: 'government-fund',
    table: 'government-fund',
    says: /(?:^|，|[\p{Script=Han}])(?:没有|无)(?:此项收支|政府性基金[^，。]{0,16}(?:收支|收入|支出))/u,
  },
  {
    topic: 'state-capital',
    table: 'state-capital',
    says: /(?:没有|无)(?:此项(?:收支|支出)|使用国有资本经营|国有资本经营[^，。]{0,16}(?:收支|收入|支出))/,
  },
  {
    topic: 'procurement',
    table: 'disclosure-statistics',
    says: /(?:没有|无|未发生)政府采购(?:支出|事项|业务)/,
    row: /^procurement/,
  },
  { topic: 'running-cost', table: 'disclosure-statistics', says: /(?:没有|无)机关运行经费/, row: /^running-cost/ },
];

export const noneMeansEmpty: Check = {
  meta: {
    id: 'none-means-empty',
    family: 'narr-tab',
    severity: 'error',
    certainty: 'proven',
    name: '说明写“没有”的，表中没有数',
    help: '文字说明写明没有的收支，决算表中不应有金额。',
  },
  run(document, report) {
    let looked = 0;
    for (const denial of denials) {
      for (const text of bodyOfTopic(document, denial.topic)) {
        if (text.part !== 0) continue;
        const sentence = sentencesOf(text.text).find((one) => denial.says.test(one.text));
        // “没有年初结转” and the like say less; a sentence with an amount in it is no denial.
        if (sentence === undefined || /[1-9][\d,.]*(?:万元|元)/.test(sentence.text)) continue;
        for (const table of document.tables) {
          if (table.id !== denial.table) continue;
          looked += 1;
          const filled = firstAmount(table, denial.row);
          report.judge(filled === null, () => ({
            place: placeIn(text, sentence.start, sentence.end),
            also:
              filled === null
                ? []
                : [
                    {
                      role: 'counterpart',
                      place: {
                        line: filled.line,
                        ...(filled.endLine > filled.line ? { endLine: filled.endLine } : {}),
                        table: table.id,
                        quote: filled.text,
                      },
                      stated: filled.text,
                    },
                  ],
            stated: '没有',
            expected: filled?.text ?? '',
            message: `文字说明写“${sentence.text.slice(0, 40)}”，《${table.title}》却有金额${filled?.text ?? ''}。`,
            labels: [table.title],
          }));
        }
      }
    }
    if (looked === 0) report.notApplicable('文字说明没有写明“没有”的收支');
  },
};

function firstAmount(
  table: Table,
  row: RegExp | undefined,
): { readonly text: string; readonly line: number; readonly endLine: number } | null {
  for (const one of table.rows) {
    if (row !== undefined && !row.test(one.key)) continue;
    for (const cell of one.cells) {
      if (cell.quantity !== undefined && cell.quantity.value !== 0n && cell.text !== null)
        return { text: cell.text, line: cell.line, endLine: cell.endLine };
    }
  }
  return null;
}
