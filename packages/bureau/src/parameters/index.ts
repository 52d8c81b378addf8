export {
  type ParameterStanding,
  type ParameterState,
  parameterStates,
  parametersOn,
  type RowStanding,
  wordsKnown,
} from './decide.ts';
export { areaName, parameterAreas, parameterTopics, topicName, topicOf } from './load.ts';
export {
  confirmParameterValue,
  enterParameterValue,
  type ListedEntry,
  listParameterEntries,
  parametersOf,
} from './records.ts';
export { type ParameterRefusal, type ParameterRefusalId, parameterRefusals } from './refusals.ts';
export {
  type ContributionOutcome,
  type SettlementTrial,
  type Supposition,
  type TrialRefused,
  type TrialSettled,
  trialChoices,
  trialDifferences,
  tryContribution,
  trySettlement,
} from './trial.ts';
