/** What the server needs of the ledger to describe what it is asked and what it answers. */
export {
  type AccountSet,
  type Book,
  type DimensionName,
  type Dimensions,
  dimensionNames,
  type EventLine,
  type Leg,
  latestRow,
  ledgerRefusals,
  type PeriodState,
  type Refusal as LedgerRefusal,
  type RefusalId as LedgerRefusalId,
  type Voucher,
} from '@mingzhang/ledger';
export * from './balances.ts';
export * from './chart.ts';
export { type ExportFormat, exportBooks } from './export.ts';
export * from './look-up.ts';
export * from './periods.ts';
export * from './post.ts';
export { postManyWithin } from './post-many.ts';
export * from './sets.ts';
export { type BooksCheck, checkBooks } from './verify.ts';
