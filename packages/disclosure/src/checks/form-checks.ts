/** Every check over performance forms, in the order in which an auditor reads a form. */
import { type Check } from '../check.ts';
import { formActualNotCopied } from './form-actual-not-copied.ts';
import { formActualPrecise } from './form-actual-precise.ts';
import { formBaseAddsUp } from './form-base-adds-up.ts';
import { formBaseAgrees } from './form-base-agrees.ts';
import { formBaseFilled } from './form-base-filled.ts';
import { formBaseStaffAgrees } from './form-base-staff-agrees.ts';
import { formBaseTrend } from './form-base-trend.ts';
import { formBaseUnitsUniform } from './form-base-units-uniform.ts';
import { formBasisOwn } from './form-basis-own.ts';
import { formCellsFilled } from './form-cells-filled.ts';
import { formCostsAgreeWithProjects } from './form-costs-agree-with-projects.ts';
import { formCoverageHolds } from './form-coverage-holds.ts';
import { formDepartmentFits } from './form-department-fits.ts';
import { formExecutionRate } from './form-execution-rate.ts';
import { formExecutionScore } from './form-execution-score.ts';
import { formFillDate } from './form-fill-date.ts';
import { formFootFilled } from './form-foot-filled.ts';
import { formFundsAddUp } from './form-funds-add-up.ts';
import { formGoalFundsAddUp } from './form-goal-funds-add-up.ts';
import { formGoalOneYear } from './form-goal-one-year.ts';
import { formGoalOwn } from './form-goal-own.ts';
import { formGoalPeriodsAgree } from './form-goal-periods-agree.ts';
import { formGoalQuantitiesAgree } from './form-goal-quantities-agree.ts';
import { formGoalSourcesAgree } from './form-goal-sources-agree.ts';
import { formGoalsAnswered } from './form-goals-answered.ts';
import { formGradeFitsScore } from './form-grade-fits-score.ts';
import { formIndicatorNamed } from './form-indicator-named.ts';
import { formIndicatorsOnce } from './form-indicators-once.ts';
import { formIndicatorsOwn } from './form-indicators-own.ts';
import { formLevelsNamed } from './form-levels-named.ts';
import { formMissesExplained } from './form-misses-explained.ts';
import { formNamesAgree } from './form-names-agree.ts';
import { formOutcomeNotCopied } from './form-outcome-not-copied.ts';
import { formOvershootExplained } from './form-overshoot-explained.ts';
import { formPercentagesPossible } from './form-percentages-possible.ts';
import { formPointsAddUp } from './form-points-add-up.ts';
import { formProjectsAddUp } from './form-projects-add-up.ts';
import { formReportAgrees } from './form-report-agrees.ts';
import { formScoreWithinPoints } from './form-score-within-points.ts';
import { formScoresAddUp } from './form-scores-add-up.ts';
import { formSelfEvaluationAttached } from './form-self-evaluation-attached.ts';
import { formSourceAsTitled } from './form-source-as-titled.ts';
import { formSplitsAddUp } from './form-splits-add-up.ts';
import { formStaffAgrees } from './form-staff-agrees.ts';
import { formTargetCanBeMissed } from './form-target-can-be-missed.ts';
import { formTargetIsAValue } from './form-target-is-a-value.ts';
import { formTargetMet } from './form-target-met.ts';
import { formTextArithmetic } from './form-text-arithmetic.ts';
import { formTextsDistinct } from './form-texts-distinct.ts';
import { formUnitsAgree } from './form-units-agree.ts';

export const formChecks: readonly Check[] = [
  formPointsAddUp,
  formScoresAddUp,
  formScoreWithinPoints,
  formGradeFitsScore,
  formExecutionRate,
  formExecutionScore,
  formCellsFilled,
  formIndicatorNamed,
  formTargetIsAValue,
  formTargetCanBeMissed,
  formTargetMet,
  formOvershootExplained,
  formMissesExplained,
  formActualNotCopied,
  formActualPrecise,
  formUnitsAgree,
  formPercentagesPossible,
  formGoalOwn,
  formIndicatorsOwn,
  formIndicatorsOnce,
  formLevelsNamed,
  formOutcomeNotCopied,
  formGoalsAnswered,
  formFundsAddUp,
  formSplitsAddUp,
  formProjectsAddUp,
  formCostsAgreeWithProjects,
  formBaseAddsUp,
  formBaseAgrees,
  formBaseStaffAgrees,
  formBaseFilled,
  formBaseUnitsUniform,
  formBaseTrend,
  formGoalFundsAddUp,
  formGoalOneYear,
  formGoalSourcesAgree,
  formSourceAsTitled,
  formTextArithmetic,
  formGoalQuantitiesAgree,
  formGoalPeriodsAgree,
  formTextsDistinct,
  formBasisOwn,
  formDepartmentFits,
  formFootFilled,
  formFillDate,
  formReportAgrees,
  formNamesAgree,
  formStaffAgrees,
  formSelfEvaluationAttached,
  formCoverageHolds,
];
