/**
 * A report on a whole year is signed after that year has ended: a self-evaluation of 2024 with the year's final figures cannot
 * be dated March 2024.
 */
import { type Place } from '@mingzhang/kernel';
import { type Check } from '../check.ts';
import { type Part } from '../model.ts';
import { placeIn, placeOfText, type Text, textsOfPart } from './document-support.ts';

const signature = /^(?:报告日期|公开日期|填报日期|日期|编制日期)?：?(20\d\d)年(\d{1,2})月(?:(\d{1,2})日)?$/;

export const reportDatedAfterItsYear: Check = {
  meta: {
    id: 'report-dated-after-its-year',
    family: 'date',
    severity: 'error',
    certainty: 'proven',
    name: '落款日期在年度之后',
    help: '全年决算和自评报告的落款日期在该年度终了之后。',
  },
  run(document, report) {
    let seen = false;
    for (const part of document.parts) {
      if (part.year === null || (part.kind !== 'performance-report' && part.kind !== 'final-accounts')) continue;
      const own = textsOfPart(document, part.index).filter((text) => text.role === 'body');
      for (const text of own) {
        const match = signature.exec(text.text);
        // The last day of the year is a balance date, not a signature.
        if (match === null || match[2] === undefined || (match[2] === '12' && match[3] === '31')) continue;
        seen = true;
        const proof = wholeYearFigure(part, own);
        report.judge(Number(match[1]) > part.year || proof === null, () => ({
          place: placeOfText(text),
          also: proof === null ? [] : [{ role: 'counterpart', place: proof }],
          stated: text.text,
          expected: `${(part.year ?? 0) + 1}年1月1日以后`,
          message: `落款日期是${text.text}，正文写的是${part.year ?? ''}年全年的收支和年末情况，这些数在${part.year ?? ''}年终了之前还没有。`,
          labels: [text.text],
        }));
      }
    }
    if (!seen) report.notApplicable('没有写明落款日期的决算或报告');
  },
};

/** A sentence that only the ended year can state: its total income or expenditure, its final accounts, its end. */
function wholeYearFigure(part: Part, own: readonly Text[]): Place | null {
  const pattern = new RegExp(
    `${part.year}年(?:度|全年)?[^。；]{0,16}?(?:收入合计|支出合计|收、?支总计|收入总计|支出总计|决算|全年执行|共支出|实际支出)|截[至止]${part.year}年(?:12月|年?底|年?末)`,
  );
  for (const text of own) {
    if (text.role !== 'body') continue;
    const match = pattern.exec(text.text);
    if (match !== null)
      return placeIn(text, match.index, Math.min(text.text.length, match.index + match[0].length + 14));
  }
  return null;
}
