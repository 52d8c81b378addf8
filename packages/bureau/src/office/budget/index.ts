export {
  type BudgetDocument,
  type BudgetLine,
  type DocumentState,
  documentStateNames,
  movementsOf,
} from './decide/document.ts';
export { budgetExecution, type Execution } from './decide/execution.ts';
export { budgetLedger, type LedgerRow, type RatedAmounts, rateOf } from './decide/ledger.ts';
export {
  type PaymentKind,
  type PaymentLine,
  paymentKindNames,
  type Reservation,
  type TreasuryPayment,
} from './decide/payment.ts';
export { type Amounts, amountsOf, type Position, positionsOf, totalAmounts } from './decide/position.ts';
export { type Match, matchNames, type Reconciled } from './decide/reconcile.ts';
export { type DocumentMatch, documentMatchNames, type ReconciledDocument } from './decide/reconcile-documents.ts';
export { type ImportPlan, type ItemSum, isFaultless } from './import/plan.ts';
export { blocks, type ImportProblemId, importProblems, type RowProblem } from './import/problems.ts';
export {
  columnsOf,
  type Field,
  type FoundTable,
  type ImportKind,
  type Mapping,
  noMapping,
  tablesOf,
  vocabularies,
} from './import/table.ts';
export { wordsOf } from './import/values.ts';
export * from './item.ts';
export type { TiedPayments } from './records/booking.ts';
export { lockYear, selectMovements } from './records/database.ts';
export {
  checkDocument,
  drawUpDocument,
  type ListedDocument as ListedBudgetDocument,
  listBudgetDocuments,
} from './records/documents.ts';
export {
  type CommitOutcome,
  closeImport,
  commitImport,
  countsOf,
  findHanded,
  findImport,
  type ImportCounts,
  type ListedImport,
  listHanded,
  listImports,
  previewImport,
  stageImport,
} from './records/imports.ts';
export { budgetByLevel } from './records/in-force.ts';
export {
  bookPayment,
  type ListedPayment,
  type ListedReservation,
  listPayments,
  listReservations,
  releaseReservation,
  reservePayment,
} from './records/payments.ts';
export { addProject, listProjects } from './records/projects.ts';
export { reconcileExport, reconcilePayments } from './records/reconciliation.ts';
export { recordPayment } from './records/record-payment.ts';
export { type BudgetRefusal, type BudgetRefusalId, budgetRefusals } from './refusals.ts';
