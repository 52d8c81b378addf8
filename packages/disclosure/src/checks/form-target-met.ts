/**
 * Target, actual value and score agree: an indicator that missed its target has no full marks, and not clearly more than
 * its share (actual ÷ target; for upper limits target ÷ actual). A comparator is taken at its word; a bare figure is a
 * lower limit, for costs an upper one.
 */
import { type Exact } from '@mingzhang/kernel';
import { type Check } from '../check.ts';
import { hasComparator, targetOf } from '../forms/target.ts';
import { isCostLevel } from '../forms/words.ts';
import { type FormIndicator } from '../model.ts';
import { type Quantity } from '../quantity.ts';
import {
  amountText,
  bareUnit,
  formName,
  indicatorLabel,
  pointsText,
  quantityOf,
  related,
  selfEvaluations,
  unitsAlike,
} from './form-support.ts';

export const formTargetMet: Check = {
  meta: {
    id: 'form-target-met',
    family: 'perf-dir',
    severity: 'error',
    certainty: 'proven',
    name: '指标完成情况与得分相符',
    help: '未达到年度指标值的指标不得满分，得分不明显高于完成比例。',
  },
  run(document, report) {
    const forms = selfEvaluations(document);
    if (forms.length === 0) report.notApplicable('没有绩效自评表');
    for (const form of forms) {
      for (const indicator of form.indicators) {
        const comparison = compare(indicator);
        const points = quantityOf(indicator.points);
        const score = quantityOf(indicator.score);
        if (comparison === null || points === null || score === null || points.value === 0n) continue;
        const { target, actual, missed, bound, explicit } = comparison;
        const share = missed ? shareOf(points.value, target.value, actual.value, bound) : points.value;
        const full = score.value >= points.value;
        const tooMuch = score.value - share > points.value / 10n;
        report.judge(!missed || (!full && !tooMuch), () => {
          const sign = bound === 'at-most' ? '≤' : '≥';
          const wrongWay =
            bound === 'at-most' && !isCostLevel(`${indicator.level1}${indicator.level2}`)
              ? '；如果数量越多越好，目标的符号应为“≥”'
              : '';
          return {
            certainty: full && explicit ? 'proven' : 'strong',
            place: actual.place,
            stated: actual.printed,
            expected: `${sign}${plain(target)}`,
            difference: amountText(actual.value - target.value, actual),
            message: `${formName(form)}“${indicatorLabel(indicator)}”年度指标值${target.printed}，实际完成值${actual.printed}，没有达到目标，却得${score.printed}（分值${points.printed}）${full ? '满分' : `，按完成比例约为${pointsText((share / 1_000_000n) * 1_000_000n)}`}${wrongWay}。`,
            also: [
              related('counterpart', target.place, target.printed),
              related('operand', score.place, score.printed),
            ],
            labels: [formName(form), indicator.level2, indicatorLabel(indicator)],
          };
        });
      }
    }
  },
};

export interface Comparison {
  readonly target: Quantity;
  readonly actual: Quantity;
  readonly bound: 'at-least' | 'at-most';
  readonly explicit: boolean;
  readonly missed: boolean;
}

/** Compares an indicator's actual value with its target; null where they cannot be compared. */
export function compare(indicator: FormIndicator): Comparison | null {
  const target = targetOf(indicator.target);
  const actual = targetOf(indicator.actual);
  if (target === null || actual === null || indicator.actual?.text === undefined || indicator.actual.text === null)
    return null;
  if (hasComparator(indicator.actual.text)) return null;
  if (target.quantity.dimension !== actual.quantity.dimension) return null;
  if (isTime(target.quantity.unit) && target.bound === 'plain') return null;
  const [wanted, stated] = [bareUnit(target.quantity.unit), bareUnit(actual.quantity.unit)];
  if (wanted !== '' && stated !== '' && !unitsAlike(wanted, stated)) return null;
  const explicit = target.bound !== 'plain';
  if (
    !explicit &&
    fewerIsBetter.test(indicatorLabel(indicator)) &&
    !isCostLevel(`${indicator.level1}${indicator.level2}`)
  )
    return null;
  const bound =
    target.bound === 'plain'
      ? isCostLevel(`${indicator.level1}${indicator.level2}`)
        ? 'at-most'
        : 'at-least'
      : target.bound;
  const slack = target.quantity.half + actual.quantity.half;
  const over = actual.quantity.value - target.quantity.value;
  const missed = bound === 'at-least' ? -over > slack : over > slack;
  return { target: target.quantity, actual: actual.quantity, bound, explicit, missed };
}

/** Names of which a bare figure does not say whether more or less is meant. */
const fewerIsBetter =
  /差错|错误|投诉|信访|事故|违规|死亡|风险|缺陷|降低|下降|减少|降幅|控制|时限|时长|时间|周期|等待|成本|费用|支出|次均|增幅|增长率|占比|结余|拖欠|逾期|自付|目录外/;

function isTime(unit: string): boolean {
  return /年|月|日|天|小时|分钟|季/.test(unit);
}

function shareOf(points: Exact, target: Exact, actual: Exact, bound: 'at-least' | 'at-most'): Exact {
  if (bound === 'at-least') return target <= 0n || actual <= 0n ? 0n : (points * actual) / target;
  return actual <= 0n ? points : target <= 0n ? 0n : (points * target) / actual;
}

function plain(quantity: Quantity): string {
  return quantity.printed.replace(/^[≥≤><=]+/, '');
}
