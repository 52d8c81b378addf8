/**
 * The bureau speaks of itself as what it is: a 局 does not call itself 本中心 or 我院. Such words come from another unit's text.
 */
import { type Check } from '../check.ts';
import { matchesOf } from '../matches.ts';
import { organisationKind, placeIn, proseOf, reportSlips, type Slip } from './document-support.ts';

const selfNames = /(?:本|我)(中心|校|院|公司|所|馆|委|局|厅|街道|镇|乡)(?![\p{Script=Han}]?(?:期|级|次))/gu;
/** What a unit of this kind may call itself. */
const ownNames: Readonly<Record<string, readonly string[]>> = {
  局: ['局'],
  中心: ['中心'],
  委员会: ['委'],
  医院: ['院'],
  学校: ['校'],
  研究院: ['院'],
  研究所: ['所'],
  办公室: ['办'],
};

export const ownNameUsed: Check = {
  meta: {
    id: 'own-name-used',
    family: 'tmpl',
    severity: 'presentation',
    certainty: 'strong',
    name: '自称与单位相符',
    help: '正文的自称与本单位的性质一致。',
  },
  run(document, report) {
    const kind = organisationKind(document.bureau);
    if (kind === null) {
      report.notApplicable('没有读出单位名称');
      return;
    }
    const prose = proseOf(document);
    const own = ownNames[kind] ?? [];
    const subordinate = prose.some(
      (text) => /下设|所属|二级(?:预算)?单位|下属/.test(text.text) && /中心|所|院/.test(text.text),
    );
    const slips = prose.flatMap((text) =>
      matchesOf(text.text, selfNames).flatMap((match): readonly Slip[] => {
        const called = match[1] ?? '';
        // A report that a subordinate unit wrote may stand in its bureau's document.
        if (own.includes(called) || called === '局' || (called === '中心' && subordinate) || /[镇乡]|街道/.test(called))
          return [];
        return [
          {
            key: `self ${match[0]}`,
            place: placeIn(text, match.index, Math.min(text.text.length, match.index + 10)),
            judgement: {
              stated: match[0],
              expected: `本${own[0] ?? '单位'}`,
              message: `单位是“${document.bureau ?? ''}”，这里自称“${match[0]}”，应是套用其他单位文本留下的。`,
            },
          },
        ];
      }),
    );
    reportSlips(report, 1, slips);
  },
};
