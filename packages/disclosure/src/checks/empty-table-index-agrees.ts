/** The index of empty tables tells the truth: a table that it calls empty is empty, one that it does not holds figures. */
import { type Check } from '../check.ts';
import { indexRows } from './announced-parts-present.ts';
import { placeOfText } from './document-support.ts';

export const emptyTableIndexAgrees: Check = {
  meta: {
    id: 'empty-table-index-agrees',
    family: 'blank',
    severity: 'error',
    certainty: 'proven',
    name: '空表索引与各表相符',
    help: '索引写明“是否空表”的，与该表有没有数据一致。',
  },
  run(document, report) {
    let looked = 0;
    for (const row of indexRows(document)) {
      const table = document.tables.find((one) => one.id !== 'other' && one.id === row.id);
      if (table === undefined || row.says === null) continue;
      looked += 1;
      report.judge((row.says === '是') === table.empty, () => ({
        place: placeOfText(row.cell),
        also: [{ role: 'counterpart', place: table.place }],
        stated: row.says ?? '',
        expected: table.empty ? '是' : '否',
        message: `索引写《${row.title}》${row.says === '是' ? '是' : '不是'}空表，这张表却${table.empty ? '没有任何数据' : '有数据'}。`,
        labels: [row.title],
      }));
    }
    if (looked === 0) report.notApplicable('没有写明是否空表的索引');
  },
};
