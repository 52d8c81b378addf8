/**
 * A reason given in figures explains the change it stands for: 425.69 + 1217.53 = 1643.22 are 87 % of a fall of 1884.42, and
 * the reader asks about the rest.
 */
import { divideExact, type Exact, exact, formatExact, type RelatedPlace, roundExact } from '@mingzhang/kernel';
import { type Check } from '../check.ts';
import { matchesOf } from '../matches.ts';
import { type Explained, explainedIn } from './change-sentences.ts';
import { placeIn, reportSlips, type Slip } from './document-support.ts';

export const reasonsCoverChange: Check = {
  meta: {
    id: 'reasons-cover-change',
    family: 'expl',
    severity: 'presentation',
    certainty: 'strong',
    name: '量化的原因说明全部变动',
    help: '用金额说明增减原因的，各原因金额之和应能解释大部分变动。',
  },
  run(document, report) {
    let looked = 0;
    const slips: Slip[] = [];
    for (const one of explainedIn(document)) {
      if (one.printed === null || one.printed.endsWith('亿元')) continue;
      const amounts = amountsIn(one);
      if (amounts.length < 2) continue;
      looked += 1;
      const change = toYuan(one.printed);
      const sum = amounts.reduce((all, amount) => all + amount.value, 0n);
      // Below a twentieth the rest is detail; above the change the reasons may work against each other.
      if (change === 0n || sum * 20n >= change * 19n) continue;
      const rate = formatExact(roundExact(divideExact(sum * 100n, change), 1));
      const rest = wan(change - sum);
      slips.push({
        key: `${one.printed} ${amounts.map((amount) => amount.printed).join('+')}`,
        place: placeIn(one.text, one.start, one.end),
        judgement: {
          also: amounts.map(
            (amount): RelatedPlace => ({
              role: 'operand',
              place: placeIn(one.text, amount.at, amount.at + amount.printed.length),
              stated: amount.printed,
            }),
          ),
          stated: one.printed,
          expected: wan(sum),
          difference: rest,
          message: `变动${one.printed}，写明金额的原因合计${amounts.map((amount) => amount.printed).join('＋')}＝${wan(sum)}，只说明了${rate}%，还有${rest}没有说明。`,
        },
      });
    }
    if (looked === 0) report.notApplicable('没有用金额说明增减原因的句子');
    reportSlips(report, looked, slips);
  },
};

interface Amount {
  readonly printed: string;
  readonly value: Exact;
  readonly at: number;
}

function amountsIn(one: Explained): readonly Amount[] {
  const change = toYuan(one.printed ?? '0元');
  const found: Amount[] = [];
  for (const match of matchesOf(one.reason, /([\d,]+(?:\.\d+)?)(万元|元)/g)) {
    const value = toYuan(match[0]);
    // The change itself repeated (故…减少1884.42万元) explains nothing.
    if (value === change || value === 0n) continue;
    found.push({ printed: match[0], value, at: one.reasonStart + match.index });
  }
  return found;
}

function toYuan(printed: string): Exact {
  const digits = printed.replace(/[万亿元,]/g, '');
  const factor = printed.endsWith('万元') ? 10_000n : 1n;
  return digits === '' || (digits.split('.')[1]?.length ?? 0) > 8 ? 0n : exact(digits) * factor;
}

function wan(value: Exact): string {
  return `${formatExact(roundExact(value / 10_000n, 2), 2)}万元`;
}
