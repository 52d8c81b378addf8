export { parameterValueOf } from '@mingzhang/policy';
export {
  type ParameterStanding,
  type ParameterState,
  parameterStates,
  parametersOn,
  type RowStanding,
} from './decide.ts';
export { areaName, parameterAreas, parameterTopics, shippedParameters, topicOf } from './load.ts';
export {
  confirmParameterValue,
  enterParameterValue,
  type ListedEntry,
  listParameterEntries,
  parametersOf,
} from './records.ts';
export { parameterRefusals } from './refusals.ts';
export {
  type SettlementTrial,
  supposedInYear,
  type TrialRefused,
  type TrialSettled,
  trialChoices,
  trialCodes,
  trialDifferences,
  tryContribution,
  trySettlement,
} from './trial.ts';
