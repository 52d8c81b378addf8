/** Every date exists: no 2月30日, no 13月. */
import { type Check } from '../check.ts';
import { matchesOf } from '../matches.ts';
import { placeIn, reportSlips, type Slip, textsWith } from './document-support.ts';

const datePattern = /(?:(20\d\d)年)?(?<![\d.\-—~至到])(\d{1,2})月(?:(?<![\d.])(\d{1,2})日)?/g;
const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export const datesPossible: Check = {
  meta: {
    id: 'dates-possible',
    family: 'date',
    severity: 'error',
    certainty: 'proven',
    name: '日期存在',
    help: '写出的日期在历法上存在。',
  },
  run(document, report) {
    let looked = 0;
    const slips: Slip[] = [];
    for (const text of textsWith(document, datePattern)) {
      if (text.role === 'contents') continue;
      for (const match of matchesOf(text.text, datePattern)) {
        const [printed, year, month, day] = match;
        // “共13月” could be a duration: without a year or a day only dates are looked at.
        if (year === undefined && day === undefined) continue;
        looked += 1;
        if (exists(year === undefined ? null : Number(year), Number(month), day === undefined ? null : Number(day)))
          continue;
        slips.push({
          key: printed,
          place: placeIn(text, match.index, match.index + printed.length),
          judgement: { stated: printed, expected: '存在的日期', message: `“${printed}”不存在。` },
        });
      }
    }
    if (looked === 0) report.notApplicable('没有写出日期');
    reportSlips(report, looked, slips);
  },
};

function exists(year: number | null, month: number, day: number | null): boolean {
  const most = days[month - 1];
  if (most === undefined) return false;
  if (day === null) return true;
  const leap = year === null || (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day >= 1 && day <= (month === 2 && !leap ? 28 : most);
}
