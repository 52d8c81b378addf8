export type { FundPart as FundPartId } from '@mingzhang/ledger';
export {
  type AccountDraft,
  accountBalance,
  accountMonths,
  checkPayee,
  enterAccount,
  enterPayee,
  type FundAccount,
  listAccounts,
  listPayees,
  type Payee,
  type PayeeDraft,
} from './accounts.ts';
export { type RowProblem as FileRowProblem, readResultFile, readStatementFile } from './bank-files.ts';
export {
  type Batch,
  type BatchLine,
  checkBatch,
  exportBatch,
  type FileTaken,
  listBatches,
  listBatchLines,
  makeBatch,
  paymentsOf,
  type SettlementPayment,
  takeResult,
  withdrawBatch,
} from './batches.ts';
export {
  type Budget as FundBudget,
  type BudgetExecution as FundBudgetExecution,
  type BudgetLine as FundBudgetLine,
  budgetExecution as fundBudgetExecution,
  checkBudget,
  enterBudget,
  fundYears,
  listBudgets,
  percent as budgetPercent,
} from './budget.ts';
export {
  type BulkBatch,
  type BulkLine,
  type BulkMovement,
  type BulkTreasury,
  type Moved,
  movedByMonth,
  openingLegs,
  openTreasury,
  writeBatches,
  writeMovements,
  writeSubsidyDocuments,
} from './bulk.ts';
export { closeFundMonth, type FundPeriods, listFundPeriods, openFundMonth } from './closing.ts';
export { type FundStatements, fundStatements, type StatementRow as FundStatementRow } from './fund-statements.ts';
export { type FundSet, fundSets } from './hand.ts';
export {
  accountRoles,
  expenditureItems as fundExpenditureItems,
  fundNames,
  incomeItems as fundIncomeItems,
  levels as subsidyLevels,
  movementKinds,
  paths as subsidyPaths,
  payeeKinds,
  purposes as subsidyPurposes,
  schemes as fundSchemes,
  sources as statementSources,
  sourcesOfRole as statementSourcesOfRole,
} from './kinds.ts';
export { accountMatching, decideMatch, matchAutomatically, proposeMatch, takeStatement } from './matching.ts';
export { meetOf } from './meet.ts';
export type { Meeting, MeetingLine } from './meeting.ts';
export {
  checkMovement,
  type FundMovement,
  listMovements,
  type MovementDraft,
  makeMovement,
  sendMovementBack,
} from './movements.ts';
export { type GivenBackBy, listPayables, type Payable, payableNow } from './payables.ts';
export { type TreasuryRefusal, type TreasuryRefusalId, type TreasuryRefused, treasuryRefusals } from './refusals.ts';
export {
  type DepartmentExpenditure,
  departmentExpenditure,
  enterSpending,
  enterSubsidy,
  listSpendings,
  listSubsidies,
  type SpendingDraft,
  type Subsidy,
  type SubsidyDraft,
  type SubsidySpending,
} from './subsidies.ts';
