/**
 * How a self-evaluation is scored: points of the first levels, rounding, the formulas that places choose for themselves, and the
 * bands of grades. All of it is data with its instrument and grade of evidence (`data/scoring.json`); a bureau adopts it, with what
 * its province says otherwise, before anybody is scored by it.
 */
import { type DateText, type Exact, exact, parseExact } from '@mingzhang/kernel';
import file from '../data/scoring.json' with { type: 'json' };

export const level1Names = {
  output: '产出指标',
  cost: '成本指标',
  benefit: '效益指标',
  satisfaction: '满意度指标',
} as const;

export type Level1 = keyof typeof level1Names;

export const level1s = Object.keys(level1Names) as readonly Level1[];

export const level2Names = {
  quantity: '数量指标',
  quality: '质量指标',
  timeliness: '时效指标',
  cost: '成本指标',
  'cost-economic': '经济成本指标',
  'cost-social': '社会成本指标',
  'cost-ecological': '生态环境成本指标',
  economic: '经济效益指标',
  social: '社会效益指标',
  ecological: '生态效益指标',
  sustainable: '可持续影响指标',
  served: '服务对象满意度指标',
} as const;

export type Level2 = keyof typeof level2Names;

/** Which second levels stand under which first. */
export const level2sOf: Readonly<Record<Level1, readonly Level2[]>> = {
  output: ['quantity', 'quality', 'timeliness', 'cost'],
  cost: ['cost-economic', 'cost-social', 'cost-ecological'],
  benefit: ['economic', 'social', 'ecological', 'sustainable'],
  satisfaction: ['served'],
};

/** 四舍五入, or cut off. */
export const roundings = { 'half-up': '四舍五入', down: '舍去尾数' } as const;

/** What a missed upper limit is worth: points × target ÷ actual; points × (1 − excess ÷ target); nothing. */
export const upperLimits = {
  'target-over-actual': '按目标值除以实际值计分',
  'excess-deducted': '按超出目标的比例扣分',
  nothing: '超出目标不得分',
} as const;

/** What is taken off where a target proved to be set too low. */
export const farAboveDeductions = {
  none: '只说明原因，不扣分',
  'limit-over-actual': '按界限值除以实际值计分',
} as const;

export const bandNames = {
  reached: '达成年度指标',
  partly: '部分达成并具有一定效果',
  missed: '未达成且效果较差',
} as const;

export type Band = keyof typeof bandNames;

export const gradeNames = ['优', '良', '中', '差'] as const;

export type Grade = (typeof gradeNames)[number];

/** Decimals are texts, exactly as they are kept and printed. */
export interface ScoringRules {
  /** Of budget execution and of each first level; a hundred together. */
  readonly points: { readonly execution: string } & Readonly<Partial<Record<Level1, string>>>;
  /** Decimals of a score. */
  readonly places: 0 | 1 | 2;
  readonly rounding: keyof typeof roundings;
  readonly upperLimit: keyof typeof upperLimits;
  /** From how many per cent of a target an actual value needs a reason. */
  readonly farAbove: { readonly limit: string; readonly deduction: keyof typeof farAboveDeductions };
  /** A cost under its limit is worth full marks only as far as the quantities were delivered. */
  readonly costNeedsOutput: boolean;
  /** Of a qualitative indicator: per cent of its points, `from` included. */
  readonly bands: readonly { readonly band: Band; readonly name: string; readonly from: string; readonly to: string }[];
  /** From the highest; `from` included. */
  readonly grades: readonly { readonly grade: Grade; readonly from: string }[];
}

export interface RuleSource {
  readonly of: string;
  readonly name: string;
  readonly instrument: string;
  readonly from: DateText;
  readonly to: DateText | null;
  readonly grade: string;
  readonly note: string;
}

/** The rules that are shipped: a draft until a bureau adopts them. */
export const shippedRules: ScoringRules = file.rules as unknown as ScoringRules;

/** Where each of them comes from, and how sure that is. */
export const ruleSources: readonly RuleSource[] = file.sources;

const hundred = exact('100');

/** What is wrong with rules, in a Chinese sentence; null where they can be scored by. */
export function rulesProblem(rules: ScoringRules): string | null {
  const { points, places, rounding, upperLimit, farAbove, bands, grades } = rules;
  const all = Object.entries(points).map(([level, text]) => [level, parseExact(text)] as const);
  if (all.some(([, value]) => value === null || value <= 0n)) return '各级分值须是大于零的数。';
  const sum = all.reduce((total, [, value]) => total + (value ?? 0n), 0n);
  if (sum !== hundred) return '预算执行与各一级指标的分值合计不是100分。';
  if (all.some(([level]) => level !== 'execution' && !Object.hasOwn(level1Names, level))) return '一级指标不在目录里。';
  if (![0, 1, 2].includes(places)) return '得分的小数位数只能是0、1、2。';
  if (!Object.hasOwn(roundings, rounding)) return '得分取位只能是四舍五入或舍去尾数。';
  if (!Object.hasOwn(upperLimits, upperLimit)) return '“≤”目标的计分办法不在可选范围。';
  const limit = parseExact(farAbove.limit);
  if (limit === null || limit <= hundred) return '远超目标的界限须大于100%。';
  if (!Object.hasOwn(farAboveDeductions, farAbove.deduction)) return '目标偏低的扣减办法不在可选范围。';
  if (!downFrom(bands, hundred)) return '定性指标的三档须从100%到0%首尾相接。';
  const from = grades.map((grade) => parseExact(grade.from));
  const falling = from.every((value, at) => value !== null && (at === 0 || value < (from[at - 1] ?? 0n)));
  if (!falling || from.at(-1) !== 0n || (from[0] ?? hundred) >= hundred) return '等级须从高到低、到0分为止。';
  return null;
}

function downFrom(bands: ScoringRules['bands'], top: Exact): boolean {
  let upper = top;
  for (const { from, to } of bands) {
    const [low, high] = [parseExact(from), parseExact(to)];
    if (low === null || high === null || high !== upper || low >= high) return false;
    upper = low;
  }
  return upper === 0n && bands.length > 0;
}

/** The grade of a score: the highest that it reaches. */
export function gradeOf(score: Exact, { grades }: ScoringRules): Grade {
  const found = grades.find(({ from }) => score >= exact(from));
  if (found === undefined) throw new Error('grades do not reach down to zero');
  return found.grade;
}
