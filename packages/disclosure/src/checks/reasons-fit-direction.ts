/** The reason works in the direction of the change: new staff explain a rise, not a fall. */
import { type Check } from '../check.ts';
import { explainedIn } from './change-sentences.ts';
import { placeIn, reportSlips, type Slip } from './document-support.ts';

const up = /增加|增长|新增|提高|上涨|上升|追加|新招|招录|新进|扩大|补发|晋级|晋档|调增|上调/g;
const down = /减少|下降|降低|压缩|压减|取消|调出|退休|核减|缩减|节约|过紧日子|未|没有|不足|停|减|完成|结束|调整|转|纳入|取|少|严格|控制|厉行|精简/;
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
      if (reason.length < 2) return [];
      const against = one.direction === -1 ? (down.test(reason) ? null : (reason.match(up)?.[0] ?? null)) : upOrNeutral.test(reason) ? null : (reason.match(downOnly)?.[0] ?? null);
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
