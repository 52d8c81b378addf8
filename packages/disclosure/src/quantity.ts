/**
 * A quantity: one printed figure with what it can stand for. Cells, form cells and narrative claims all become
 * quantities, so one engine judges every relation between them.
 *
 * Rounding (contracts): an amount in 万元 stands for ±0.005 however few decimals are printed, unless it is hedged
 * (约, 余, 以上) or printed in 亿元 or 万人, where it stands for half its last printed digit; an amount in 元 is exact; a ratio
 * stands for half its last printed digit. A printed zero is nothing; that it may have been something below half a unit only tells a
 * difference of rounding from an error.
 */
import { type Exact, type Place } from '@mingzhang/kernel';

/** `yuan` money in yuan; `percent` ratios in per cent (68.35% → 68.35); `count` persons, vehicles, times …; `points` scores. */
export type Dimension = 'yuan' | 'percent' | 'count' | 'points';

export interface Quantity {
  /** In the dimension's unit, whatever unit was printed: '1.5万元' → 15000 yuan. */
  readonly value: Exact;
  /** Half-width of what the printed figure can stand for; 0 when exact. */
  readonly half: Exact;
  readonly dimension: Dimension;
  /** The figure as printed, with its unit where one is printed beside it: '2,781.88万元', '68.35%', '15'. */
  readonly printed: string;
  /** 10⁸ for 元, 10¹² for 万元 …: what a printed 1 means; lets a message print an expected value in the same unit. */
  readonly unitFactor: Exact;
  /** Decimals printed. */
  readonly decimals: number;
  /** Unit as printed after the figure or in the table's head: '万元', '元', '%', '人' … */
  readonly unit: string;
  /** What it is, in Chinese, unique within its part: '公开05表“2101501 行政运行”基本支出'. Part of the finding's id. */
  readonly label: string;
  readonly place: Place;
  /** `cell` of a table, `form` cell of a performance form, `claim` of the narrative. */
  readonly source: 'cell' | 'form' | 'claim';
  /** A printed 0.00 that may stand for something below half a unit, and not for a row that the template prints for nothing. */
  readonly maybeSmall?: true;
  /** False when its meaning was inferred (caps a finding's certainty at `possible`). */
  readonly sure: boolean;
}
