export {
  type ApplicationDetail,
  type ApplyCommand,
  applyForAssistance,
  checkApplication,
  findApplication,
  type ListedApplication,
  listApplications,
  type ReviewApplicationCommand,
  recogniseApplication,
  reviewApplication,
  withdrawApplication,
} from './applications.ts';
export { type BulkBurden, noteLooked, writeBurdenEvents } from './bulk.ts';
export {
  type ApplicationState,
  type ApplicationStep,
  applicantCategories,
  applicationStates,
  applicationSteps,
  type Balance,
  lineKinds,
  sourceKinds,
  sourceLevels,
  sourcePurposes,
} from './decide.ts';
export {
  assistanceBalance,
  assistanceFundYears,
  checkSource,
  enterSource,
  listSources,
  type Source,
  withdrawSource,
} from './funds.ts';
export type { Letter } from './letters.ts';
export { type AssistanceRefused, assistanceRefusals } from './refusals.ts';
export {
  acknowledgePush,
  type BurdenEvent,
  type BurdenPush,
  findBurdenPush,
  listBurdenEvents,
  listBurdenPushes,
  pushBurdens,
  scanBurdens,
} from './warnings.ts';
