/**
 * A code and the name beside it belong together. A name that the classification gives to another code of the same level is a
 * slip of one of the two; a name we do not know is left alone, since lists change from year to year.
 */
import { type Check } from '../check.ts';
import { economicCodes, economicName, functionalCodes, functionalName, normaliseName } from '../classification.ts';
import { tableNames } from '../recognise/titles.ts';

export const codesNameTheirItems: Check = {
  meta: {
    id: 'codes-name-their-items',
    family: 'class',
    severity: 'error',
    certainty: 'strong',
    name: '科目编码与名称相符',
    help: '决算表中的科目编码与科目名称相符，名称不是另一个编码的名称。',
  },
  run(document, report) {
    let compared = 0;
    for (const table of document.tables) {
      if (table.id === 'other') continue;
      const economic = table.id === 'basic-expenditure-detail';
      for (const row of table.rows) {
        if (row.code === undefined || row.name === '') continue;
        const standard = economic ? economicName(row.code) : functionalName(row.code);
        if (standard === null) continue;
        compared += 1;
        const codes = economic ? economicCodes(row.name) : functionalCodes(row.name);
        const others = codes.filter((code) => code.length === row.code?.length);
        const wrong =
          normaliseName(standard) !== normaliseName(row.name) && others.length > 0 && !others.includes(row.code);
        report.judge(!wrong, () => ({
          place: {
            line: row.line,
            endLine: row.endLine,
            table: table.id,
            row: `${row.code ?? ''} ${row.name}`,
            quote: row.code ?? row.name,
          },
          stated: `${row.code ?? ''} ${row.name}`,
          expected: `${row.code ?? ''} ${standard}`,
          message: `${tableNames[table.id]}中编码${row.code ?? ''}旁的名称是“${row.name}”，这是${others.join('、')}的名称；${row.code ?? ''}应为“${standard}”，编码或名称有一处写错。`,
          labels: [table.id, row.code ?? ''],
        }));
      }
    }
    if (compared === 0) report.notApplicable('没有可核对的科目编码');
  },
};
