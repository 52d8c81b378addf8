/**
 * What basic expenditure paid for trips abroad, vehicles and receptions is within the 三公 final figures (accounts.md I31):
 * projects may add to them, basic expenditure cannot exceed them.
 */
import { type Check } from '../check.ts';
import { figureAt, isBlank, pairsOf } from './cells.ts';

const matches: readonly (readonly [string, string, string])[] = [
  ['abroad', '30212', '因公出国（境）费'],
  ['vehicle-running', '30231', '公务用车运行维护费'],
  ['reception', '30217', '公务接待费'],
  ['vehicle-purchase', '31013', '公务用车购置费'],
];

export const threePublicCoversBasic: Check = {
  meta: {
    id: 'three-public-covers-basic',
    family: 'xtab',
    severity: 'error',
    certainty: 'strong',
    name: '“三公”决算不小于基本支出所列',
    help: '“三公”经费决算数不小于基本支出明细表中相应经济科目（30212、30217、30231、31013）的支出数，项目支出只会使其更大。',
  },
  run(document, report) {
    const pairs = pairsOf(document, 'three-public', 'basic-expenditure-detail');
    if (pairs.length === 0) report.notApplicable('缺“三公”经费表或基本支出明细表');
    for (const { left, right } of pairs) {
      for (const [column, code, name] of matches) {
        const final = figureAt(left, 'final', column);
        const basic = figureAt(right, code);
        if (final === null || basic === null || (isBlank(final) && isBlank(basic))) continue;
        report.relation({
          kind: 'at-least',
          left: final,
          right: basic,
          accuse: final,
          reason: `“三公”经费决算的${name}不小于基本支出明细表的${code}`,
        });
      }
    }
  },
};
