export {
  type ApprovedComparison,
  type CellMatch,
  type ComparedCell,
  type ComparedTable,
  cellMatchNames,
  compareApproved,
} from './compare.ts';
export { type ApprovedProblem, type ApprovedProblemId, approvedProblems, blocksApproval } from './problems.ts';
export { sheetsOfWorkbook } from './read-tables.ts';
export {
  type ApprovedOutcome,
  type ApprovedPlan,
  approvedTablesOf,
  type ConfirmOutcome,
  compareWithApproved,
  confirmApproved,
  findHandedTables,
  type HandedTables,
  handInApproved,
  listHandedTables,
  previewApproved,
} from './records.ts';
export { type ApprovedRefusal, type ApprovedRefusalId, approvedRefusals } from './refusals.ts';
export type { ApprovedCell, ApprovedTable, ApprovedTables } from './tables.ts';
