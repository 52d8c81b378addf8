/** An account item is called in the text as in the table: 医疗经办事务（项） is not 医疗保障经办事务. */
import { type Check } from '../check.ts';
import { type Item, itemIn } from '../claims/items.ts';
import { normaliseName } from '../classification.ts';
import { matchesOf } from '../matches.ts';
import { placeIn, proseOf, reportSlips, type Slip } from './document-support.ts';

export const itemNamesAgree: Check = {
  meta: {
    id: 'item-names-agree',
    family: 'meta',
    severity: 'presentation',
    certainty: 'proven',
    name: '科目名称与决算表一致',
    help: '文字说明里的功能分类科目名称与决算表一致。',
  },
  run(document, report) {
    const slips: Slip[] = [];
    let looked = 0;
    for (const text of proseOf(document)) {
      if (text.section?.topic === 'glossary' || !text.text.includes('（项）')) continue;
      for (const match of matchesOf(text.text, /[^，。；：]{2,60}?（项）/g)) {
        const item: Item | null = itemIn(match[0], document.tables);
        if (item === null) continue;
        looked += 1;
        const named = /（款）(?:支出)?([\p{Script=Han}、（）]{2,60}?)（项）/u.exec(match[0])?.[1];
        if (named === undefined || normaliseName(named) === normaliseName(item.name)) continue;
        const start = match.index + match[0].lastIndexOf(named);
        slips.push({
          key: `${item.code} ${named}`,
          place: placeIn(text, start, start + named.length),
          judgement: {
            stated: named,
            expected: item.name,
            message: `文字说明写作“${named}”，决算表${item.code}科目名称是“${item.name}”，应统一。`,
          },
        });
      }
    }
    if (looked === 0) report.notApplicable('文字说明没有写到项级科目');
    reportSlips(report, looked, slips);
  },
};
