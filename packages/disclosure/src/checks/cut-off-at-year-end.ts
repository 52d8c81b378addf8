/** Figures for a whole year are taken at its end, not at 截止6月底 of the same year. */
import { type Check } from '../check.ts';
import { matchesOf } from '../matches.ts';
import { bodyOf, placeIn, reportSlips, type Slip } from './document-support.ts';

const cutOff = /截[至止]到?(?:(20\d\d)年)?(\d{1,2})月(?:(\d{1,2})日|底|末)?/g;

export const cutOffAtYearEnd: Check = {
  meta: {
    id: 'cut-off-at-year-end',
    family: 'date',
    severity: 'presentation',
    certainty: 'strong',
    name: '全年数取到年末',
    help: '全年情况的统计截止日是年末，不用年中数代替。',
  },
  run(document, report) {
    let looked = 0;
    const slips: Slip[] = [];
    for (const text of bodyOf(document)) {
      const year = document.parts[text.part]?.year ?? document.year;
      for (const match of matchesOf(text.text, cutOff)) {
        const month = Number(match[2]);
        looked += 1;
        // The year before is a base for this year's plan (names of last November); the year after is the date of writing.
        if (year === null || (match[1] !== undefined && Number(match[1]) !== year) || month >= 12 || month === 0)
          continue;
        slips.push({
          key: match[0],
          place: placeIn(text, match.index, Math.min(text.text.length, match.index + match[0].length + 12)),
          judgement: {
            stated: match[0],
            expected: `${year}年12月31日`,
            message: `${year}年度的文件用“${match[0]}”的数，不是全年数；应改为年末数或说明原因。`,
          },
        });
      }
    }
    if (looked === 0) report.notApplicable('没有写明截止日期的数');
    reportSlips(report, looked, slips);
  },
};
