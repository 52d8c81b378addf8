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
export * from './item.ts';
export { selectMovements } from './records/database.ts';
export {
  checkDocument,
  drawUpDocument,
  type ListedDocument as ListedBudgetDocument,
  listBudgetDocuments,
} from './records/documents.ts';
export {
  bookPayment,
  type ListedPayment,
  listPayments,
  recordPayment,
  releaseReservation,
  reservePayment,
} from './records/payments.ts';
export { addProject, listProjects } from './records/projects.ts';
export { type BudgetRefusal, type BudgetRefusalId, budgetRefusals } from './refusals.ts';
