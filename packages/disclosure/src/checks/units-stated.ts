/** A figure in the text has its unit: “参保总人数为39602。” and “收入650万，” leave it to the reader. */
import { type Check } from '../check.ts';
import { matchesOf } from '../matches.ts';
import { bodyOf, placeIn, reportSlips, type Slip, type Text, textsWith } from './document-support.ts';

const without =
  /(人数|人次|总额|金额|支出|收入|决算数?|预算数?|结余)(?:总?计|合计)?(?:为|是|达|达到|共|共计|：)?(\d[\d,]*(?:\.\d+)?)(?=[。；]|，(?!\d))/g;
const wanAlone =
  /(收入|支出|费用|资金|预算|决算|经费|金额|补助|结余)[^，。；、\d]{0,8}(\d[\d,]*(?:\.\d+)?)万(?=[，。；、）])/g;

export const unitsStated: Check = {
  meta: {
    id: 'units-stated',
    family: 'unit',
    severity: 'presentation',
    certainty: 'strong',
    name: '数字带单位',
    help: '正文中的金额和人数写明单位。',
  },
  run(document, report) {
    const told = (text: Text): boolean => text.role === 'body' && text.section?.topic !== 'glossary';
    const looked = bodyOf(document).filter((text) => told(text) && /\d/.test(text.text)).length;
    const bare = textsWith(document, without).filter(told);
    const short = textsWith(document, wanAlone).filter(told);
    const bareSlips = bare.flatMap((text): readonly Slip[] =>
      matchesOf(text.text, without)
        .filter((match) => !/^(?:20\d\d|0)$/.test(match[2] ?? ''))
        .map((match) => ({
          key: match[0],
          place: placeIn(text, match.index, match.index + match[0].length),
          judgement: {
            stated: match[2] ?? '',
            expected: /人/.test(match[1] ?? '') ? `${match[2] ?? ''}人` : `${match[2] ?? ''}万元`,
            message: `“${match[0]}”后面没有单位。`,
          },
        })),
    );
    const shortSlips = short.flatMap((text): readonly Slip[] =>
      matchesOf(text.text, wanAlone).map((match) => ({
        key: match[0],
        place: placeIn(text, match.index, match.index + match[0].length),
        judgement: {
          stated: `${match[2] ?? ''}万`,
          expected: `${match[2] ?? ''}万元`,
          message: `“${match[0]}”是金额，单位应写“万元”。`,
        },
      })),
    );
    reportSlips(report, looked, [...bareSlips, ...shortSlips]);
  },
};
