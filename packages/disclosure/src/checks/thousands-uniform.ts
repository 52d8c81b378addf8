/** Amounts in one paragraph are printed one way: 1,884.42 and 1884.42 side by side come from two sources. */
import { type Check } from '../check.ts';
import { bodyOf, placeIn, reportSlips, type Slip } from './document-support.ts';

export const thousandsUniform: Check = {
  meta: {
    id: 'thousands-uniform',
    family: 'format',
    severity: 'presentation',
    certainty: 'proven',
    name: '千分位写法一致',
    help: '同一段文字里的金额，要么都用千分位逗号，要么都不用。',
  },
  run(document, report) {
    let looked = 0;
    const slips: Slip[] = [];
    for (const text of bodyOf(document)) {
      const grouped = /\d{1,3}(?:,\d{3})+(?:\.\d+)?(?=(?:万|亿)?元)/.exec(text.text);
      const plain = /(?<![\d,.])\d{4,}(?:\.\d+)?(?=(?:万|亿)?元)/.exec(text.text);
      if (grouped !== null || plain !== null) looked += 1;
      if (grouped === null || plain === null) continue;
      const [first, second] = grouped.index < plain.index ? [grouped, plain] : [plain, grouped];
      slips.push({
        key: 'thousands',
        place: placeIn(text, Math.max(0, first.index - 4), first.index + first[0].length + 2),
        judgement: {
          also: [
            {
              role: 'counterpart',
              place: placeIn(text, Math.max(0, second.index - 4), second.index + second[0].length + 2),
              stated: second[0],
            },
          ],
          stated: first[0],
          expected: '写法一致',
          message: `同一段里“${first[0]}”和“${second[0]}”千分位写法不一致。`,
        },
      });
    }
    if (looked === 0) report.notApplicable('没有千以上的金额');
    reportSlips(report, looked, slips);
  },
};
