export { type DueKind, dueKinds, type Employment } from './decide.ts';
export { type RowMatch, rowAdvice, rowMatches } from './decide-row.ts';
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
