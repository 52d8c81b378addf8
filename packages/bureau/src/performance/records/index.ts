export {
  checkEvaluation,
  drawUpEvaluation,
  findEvaluation,
  listEvaluations,
  previewEvaluation,
  type Review,
  reviewEvaluation,
  type SelfEvaluation,
  standingEvaluation,
  type Use,
  useResult,
} from './evaluations.ts';
export {
  checkGoal,
  findGoal,
  type Goal,
  listGoals,
  type Monitoring,
  recordMonitoring,
  sameSubject,
  setGoal,
  standingGoal,
} from './goals.ts';
export { type AdoptedRules, checkRules, listRules, proposeRules, rulesOfYear } from './rules.ts';
export type { By as PerformanceBy, Course as PerformanceCourse, Outcome as PerformanceOutcome } from './shared.ts';
