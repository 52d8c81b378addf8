/** The reason works in the direction of the change: new staff explain a rise, not a fall. */
import { absolute, exact } from '@mingzhang/kernel';
import { type Check } from '../check.ts';
import { type Explained, explainedIn } from './change-sentences.ts';
import { placeIn, reportSlips, type Slip } from './document-support.ts';

const up = /增加|增长|新增|提高|上涨|上升|追加|新招|招录|新进|扩大|补发|晋级|晋档|调增|上调/g;
const down =
  /减少|下降|降低|压缩|压减|取消|调出|退休|核减|缩减|节约|过紧日子|未|没有|不足|停|减|完成|结束|调整|转|纳入|取|少|严格|控制|厉行|精简/;
const downOnly = /减少|下降|降低|压缩|压减|取消|核减|缩减|节约|过紧日子/g;
const upOrNeutral = /增|新|提高|上涨|上升|追加|招|补|调整|扩大|转|结转|支付|上年|超|多|列入|纳入|未|没有|不|完成/;

export const reasonsFitDirection: Check = {
  meta: {
    id: 'reasons-fit-direction',
    family: 'expl',
    severity: 'presentation',
    certainty: 'strong',
    name: '原因与增减方向相符',
    help: '支出减少的原因不应只说增加的事由，支出增加的原因不应只说减少的事由。',
  },
  run(document, report) {
    const explained = explainedIn(document);
    const slips = explained.flatMap((one): readonly Slip[] => {
      const reason = one.reason.split('。')[0] ?? '';
      // Figures that fit the other direction make the word wrong, not the reason.
      if (reason.length < 2 || wordIsWrong(one)) return [];
      const against =
        one.direction === -1
          ? down.test(reason)
            ? null
            : (reason.match(up)?.[0] ?? null)
          : upOrNeutral.test(reason)
            ? null
            : (reason.match(downOnly)?.[0] ?? null);
      if (against === null) return [];
      return [
        {
          key: `${one.direction} ${reason.slice(0, 30)}`,
          place: placeIn(one.text, one.start, one.reasonStart + Math.min(reason.length, 40)),
          judgement: {
            stated: reason.slice(0, 60),
            expected: one.direction === -1 ? '减少的原因' : '增加的原因',
            message: `这里说的是${one.direction === -1 ? '减少（或低于预算）' : '增加（或超过预算）'}，原因“${reason.slice(0, 40)}”只说了“${against}”，方向相反。`,
          },
        },
      ];
    });
    if (explained.length === 0) report.notApplicable('没有说明增减原因的句子');
    reportSlips(report, explained.length, slips);
  },
};

/** True if the figures of the sentence say the opposite of its word. */
function wordIsWrong(one: Explained): boolean {
  const before = one.text.text.slice(0, one.start);
  const after = one.text.text.slice(one.end, one.reasonStart);
  if (one.printed === null) {
    const budget = /预算(?:数)?(?:安排)?(?:为)?([\d,]+(?:\.\d+)?)万元/.exec(before)?.[1];
    const final = /(?:支出决算|决算数|决算)(?:为)?([\d,]+(?:\.\d+)?)万元/.exec(before)?.[1];
    if (budget === undefined || final === undefined) return false;
    const difference = exact(final) - exact(budget);
    return difference === 0n || difference > 0n !== (one.direction === 1);
  }
  const rateWord = /^[^。；]{0,6}?(增长|上升|增幅|增加|提高)|^[^。；]{0,6}?(下降|降低|降幅|减少)/.exec(after);
  if (rateWord !== null && (rateWord[1] !== undefined) !== (one.direction === 1)) return true;
  const rate = /^[^。；]{0,10}?(\d+(?:\.\d+)?)%/.exec(after)?.[1];
  const total = /([\d,]+(?:\.\d+)?)万元/.exec(before)?.[1];
  if (rate === undefined || total === undefined || !one.printed.endsWith('万元')) return false;
  const change = exact(one.printed.replace('万元', ''));
  const off = (prior: bigint): bigint =>
    absolute((exact(rate) * prior) / 100n - change * (prior === 0n ? 0n : 100_000_000n));
  const asStated = off(exact(total) - (one.direction === 1 ? change : -change));
  const otherwise = off(exact(total) + (one.direction === 1 ? change : -change));
  return otherwise * 10n < asStated;
}
