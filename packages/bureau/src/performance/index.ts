export { type PerformanceBlocks, type PerformanceSigning, performanceBlocks } from './blocks.ts';
export * from './decide/index.ts';
export { type MoneyOfSubject, moneyOf } from './money.ts';
export * from './records/index.ts';
export {
  type PerformanceRefusal,
  type PerformanceRefusalId,
  type PerformanceRefused,
  performanceRefusals,
} from './refusals.ts';
export { type EvaluationFigure, EvaluationFollower, type Stated } from './stated.ts';
