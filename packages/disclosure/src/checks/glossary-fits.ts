/** The glossary explains this document's items: an item that stands in none of its tables was left from another year's text. */
import { type Check } from '../check.ts';
import { normaliseName } from '../classification.ts';
import { matchesOf } from '../matches.ts';
import { bodyOf, placeIn, reportSlips, type Slip, textsOf } from './document-support.ts';

const item =
  /([\p{Script=Han}、（）]{2,24}?)（类）(?:支出)?([\p{Script=Han}、（）]{2,40}?)（款）(?:支出)?([\p{Script=Han}、（）]{2,60}?)（项）/gu;

export const glossaryFits: Check = {
  meta: {
    id: 'glossary-fits',
    family: 'term',
    severity: 'presentation',
    certainty: 'possible',
    name: '名词解释与本年科目相符',
    help: '名词解释中的科目是本年决算表中有的科目。',
  },
  run(document, report) {
    const names = new Set(
      document.tables.flatMap((table) =>
        table.rows.filter((row) => row.code?.length === 7).map((row) => normaliseName(row.name)),
      ),
    );
    const glossary = textsOf(document).filter((text) => text.section?.topic === 'glossary');
    if (names.size === 0 || glossary.length === 0) {
      report.notApplicable('没有名词解释，或没有到项级的决算表');
      return;
    }
    const elsewhere = bodyOf(document)
      .filter((text) => text.section?.topic !== 'glossary')
      .map((text) => text.text)
      .join('\n');
    let looked = 0;
    const slips: Slip[] = [];
    for (const text of glossary) {
      if (!text.text.includes('（项）')) continue;
      for (const match of matchesOf(text.text, item)) {
        const name = match[3] ?? '';
        looked += 1;
        if (names.has(normaliseName(name)) || elsewhere.includes(name)) continue;
        const start = match.index + match[0].lastIndexOf(name);
        slips.push({
          key: 'items',
          place: placeIn(text, start, start + name.length),
          judgement: {
            stated: name,
            message: `名词解释写了“${name}（项）”，本年决算表和说明中都没有这个科目，可能是沿用其他年度的文本。`,
          },
        });
      }
    }
    if (looked === 0) report.notApplicable('名词解释没有写到项级科目');
    reportSlips(report, looked, slips);
  },
};
