/**
 * What the text gives as 0 the statistics table prints as 0, or both leave it out: a blank in the table can also mean that it was
 * not filled in.
 */
import { type Place } from '@mingzhang/kernel';
import { type Check } from '../check.ts';
import { bodyOfTopic, placeIn, placeOfText, textsBetween } from './document-support.ts';

const zeros: readonly { readonly key: RegExp; readonly topic: string; readonly says: RegExp }[] = [
  { key: /^procurement-goods$/, topic: 'procurement', says: /货物支出0(?:\.0+)?万元/ },
  { key: /^procurement-works$/, topic: 'procurement', says: /工程支出0(?:\.0+)?万元/ },
  { key: /^procurement-services$/, topic: 'procurement', says: /服务支出0(?:\.0+)?万元/ },
  { key: /^equipment/, topic: 'assets', says: /设备(?:（[^）]*）)?0台(?:（套）)?/ },
];

export const blankOrZeroAgree: Check = {
  meta: {
    id: 'blank-or-zero-agree',
    family: 'blank',
    severity: 'presentation',
    certainty: 'proven',
    name: '空格与0写法一致',
    help: '文字说明写0的项目，公开信息统计表中也应写0，不留空格。',
  },
  run(document, report) {
    const table = document.tables.find((one) => one.id === 'disclosure-statistics');
    if (table === undefined) {
      report.notApplicable('没有部门决算公开相关信息统计表');
      return;
    }
    const found: { readonly name: string; readonly text: Place; readonly cell: Place }[] = [];
    for (const zero of zeros) {
      const row = table.rows.find((one) => zero.key.test(one.key));
      if (row === undefined || row.cells.some((cell) => cell.text !== null && cell.text !== '')) continue;
      for (const text of bodyOfTopic(document, zero.topic)) {
        const match = zero.says.exec(text.text);
        if (match === null) continue;
        const label = textsBetween(document, row.line, row.endLine).find((one) => one.role === 'cell');
        if (label === undefined) continue;
        const cell: Place = { ...placeOfText(label), table: table.id, row: row.name };
        found.push({
          name: row.name,
          text: placeIn(text, Math.max(0, match.index - 4), match.index + match[0].length),
          cell,
        });
        break;
      }
    }
    const [first, ...rest] = found;
    report.judge(first === undefined, () => ({
      place: first?.text ?? table.place,
      also: [
        ...(first === undefined ? [] : [{ role: 'counterpart' as const, place: first.cell }]),
        ...rest.flatMap((one) => [
          { role: 'repeat' as const, place: one.text },
          { role: 'counterpart' as const, place: one.cell },
        ]),
      ],
      stated: '0',
      expected: '空格与0写法一致',
      message: `文字说明写0的${found.map((one) => `“${one.name}”`).join('、')}，《${table.title}》中是空格；空格可能被看作没有填报，应写0。`,
      labels: found.map((one) => one.name),
    }));
  },
};
