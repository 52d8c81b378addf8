/**
 * The bureau speaks of itself as what it is: a 局 does not call itself 本中心 or 我院. Such words come from another unit's text;
 * so do a title or table head that names another area's bureau.
 */
import { type Check } from '../check.ts';
import { type Disclosure } from '../model.ts';
import { type Slip, matchesOf, organisationKind, placeIn, proseOf, reportSlips, textsOf } from './document-support.ts';

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
const bureauName = /([\p{Script=Han}]{2,9}(?:县|市|区|旗))(?:医疗保障|医保)局(?=20\d\d|部门|单位|整体|决算|预算|概况|$)/u;

export const ownNameUsed: Check = {
  meta: {
    id: 'own-name-used',
    family: 'tmpl',
    severity: 'presentation',
    certainty: 'strong',
    name: '自称与单位相符',
    help: '正文自称与本单位的性质一致，标题不出现其他地方的单位名称。',
  },
  run(document, report) {
    const kind = organisationKind(document.bureau);
    if (kind === null) {
      report.notApplicable('没有读出单位名称');
      return;
    }
    const prose = proseOf(document);
    const own = ownNames[kind] ?? [];
    const subordinate = prose.some((text) => /下设|所属|二级(?:预算)?单位|下属/.test(text.text) && /中心|所|院/.test(text.text));
    const slips = prose.flatMap((text) =>
      matchesOf(text.text, selfNames).flatMap((match): readonly Slip[] => {
        const called = match[1] ?? '';
        // A report that a subordinate unit wrote may stand in its bureau's document.
        if (own.includes(called) || called === '局' || (called === '中心' && subordinate) || /[镇乡]|街道/.test(called)) return [];
        return [
          {
            key: `self ${match[0]}`,
            place: placeIn(text, match.index, Math.min(text.text.length, match.index + 10)),
            judgement: { stated: match[0], expected: `本${own[0] ?? '单位'}`, message: `单位是“${document.bureau ?? ''}”，这里自称“${match[0]}”，应是套用其他单位文本留下的。` },
          },
        ];
      }),
    );
    reportSlips(report, prose.length, [...slips, ...foreignTitles(document)]);
  },
};

function foreignTitles(document: Disclosure): readonly Slip[] {
  const { area, bureau } = document;
  if (area === null || bureau === null) return [];
  return textsOf(document).flatMap((text): readonly Slip[] => {
    if ((text.role !== 'heading' && text.role !== 'head') || text.text.length > 60) return [];
    const match = bureauName.exec(text.text.replace(/^20\d\d年度?/, ''));
    const other = match?.[1];
    if (match === null || other === undefined || bureau.includes(other) || other.endsWith(area) || area.endsWith(other.replace(/^.*[省市州]/, ''))) return [];
    const start = text.text.indexOf(match[0]);
    return [
      {
        key: `title ${other}`,
        place: placeIn(text, start, start + match[0].length),
        judgement: { stated: match[0], expected: bureau, message: `文件属于“${bureau}”，标题却写着“${match[0]}”，应是套用其他地方文本留下的。` },
      },
    ];
  });
}
