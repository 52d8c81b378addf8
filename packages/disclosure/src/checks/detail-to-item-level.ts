/**
 * The narrative on the general budget goes down to the item (项), as its table does; told by class (类) only, no item's completion
 * can be followed.
 */
import { type RelatedPlace } from '@mingzhang/kernel';
import { type Check } from '../check.ts';
import { normaliseName } from '../classification.ts';
import { compact } from '../compact.ts';
import { placeOfText, proseOf, type Text } from './document-support.ts';

export const detailToItemLevel: Check = {
  meta: {
    id: 'detail-to-item-level',
    family: 'disc',
    severity: 'presentation',
    certainty: 'proven',
    name: '具体情况写到项级科目',
    help: '一般公共预算财政拨款支出决算具体情况按功能分类“项”级科目说明。',
  },
  run(document, report) {
    const table = document.tables.find((one) => one.id === 'general-public-expenditure' && one.part === 0);
    const items = (table?.rows ?? []).filter(
      (row) =>
        row.code?.length === 7 && row.cells.some((cell) => cell.quantity !== undefined && cell.quantity.value !== 0n),
    );
    const detail = proseOf(document).filter(
      (text) => text.part === 0 && text.section !== null && /^general/.test(text.section.topic ?? ''),
    );
    const own = detail.filter((text) => text.section?.topic === 'general-detail');
    const texts = own.length > 0 ? own : detail;
    const classes = texts.filter((text) => text.role === 'body' && /年初预算|支出决算/.test(text.text));
    const [firstText] = texts;
    if (table === undefined || items.length === 0 || firstText === undefined || classes.length === 0) {
      report.notApplicable('没有一般公共预算支出决算表或具体情况说明');
      return;
    }
    const all = normaliseName(compact(texts.map((text) => text.text).join('')).text);
    const named = items.filter((row) => all.includes(normaliseName(row.name)));
    // A name or two can stand in the text by chance (住房公积金).
    report.judge(named.length * 3 >= items.length || texts.some((text) => text.text.includes('（项）')), () => {
      const paragraphs = classes.filter((text) => isAboutClass(text)).slice(0, 6);
      return {
        place: placeOfText(paragraphs[0] ?? firstText, 30),
        also: [
          { role: 'operand', place: placeOfText(firstText) },
          ...paragraphs.slice(1).map((text): RelatedPlace => ({ role: 'repeat', place: placeOfText(text, 30) })),
        ],
        stated: '只写到类',
        expected: `${items.length}个项级科目`,
        message: `支出决算具体情况只写到“类”，《${table.title}》有${items.length}个项级科目；应按项说明年初预算、决算和差异原因。`,
        labels: [table.title],
      };
    });
  },
};

function isAboutClass(text: Text): boolean {
  return /^[\p{Script=Han}（）]{4,24}支出(?:（类）)?(?:支出)?年初预算/u.test(text.text);
}
