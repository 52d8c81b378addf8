export {
  type Credit,
  type CreditList,
  creditKinds,
  creditsOf,
  decideCredits,
  listCredits,
  previewCredits,
  proposeCredits,
} from './account-credits.ts';
export {
  BulkCollection,
  type BulkDue,
  type BulkFile,
  type BulkPayer,
  type BulkRow,
  type BulkSubsidyList,
  closeCollection,
  fiscalByYear,
  openCollection,
} from './bulk.ts';
export { type DueKind, dueKinds, type Employment } from './decide.ts';
export { type RowMatch, rowAdvice, rowMatches } from './decide-row.ts';
export { type Duplicate, duplicateKinds, findDuplicates } from './duplicates.ts';
export {
  type BulkEnrolment,
  type BulkOutcome,
  employmentsOf,
  enrolEmployee,
  enrolResident,
  enrolResidents,
  type ListedDue,
  listDues,
  listToRenew,
  reckonMonth,
  stopEmployee,
  withdrawDue,
} from './enrol.ts';
export {
  type ContributionFile,
  compareFileAgain,
  confirmFile,
  type Deposit,
  deposits,
  dropFile,
  findContributionFile,
  type ListedFile,
  type ListedRow,
  listContributionFiles,
  listContributionRows,
  type MatchCount,
  stageFile,
} from './files.ts';
export { columnsOfFile, type FileKind, fileKindNames } from './read-file.ts';
export {
  type EnrolmentRefusal,
  type EnrolmentRefusalId,
  type EnrolmentRefused,
  enrolmentRefusals,
} from './refusals.ts';
export {
  decideResolution,
  type ListedResolution,
  listResolutions,
  proposeRefunds,
  proposeResolution,
  resolutionKinds,
} from './resolutions.ts';
export {
  decideSubsidies,
  listSubsidised,
  proposeSubsidies,
  type SubsidisedPerson,
  type SubsidyYear,
  subsidiesOf,
} from './subsidies.ts';
export { decideTransfer, type ListedTransfer, listTransfers, proposeTransfer, waitingTransfers } from './transfers.ts';
export { type EnrolmentYears, enrolmentYears } from './years.ts';
