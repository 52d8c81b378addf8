export {
  amountNames,
  type Bill,
  categories as assistanceCategories,
  type FeeLine,
  filings,
  manualClaimRefusals,
  members,
  payers,
  type Settlement,
  type SettlementLayer,
  type SettlementRefusalId,
  schemes,
  settlementRefusals as benefitRefusals,
  visitKinds,
} from '@mingzhang/policy';
export { type AdjustCommand, adjustSettlement } from './adjust.ts';
export { type BulkBureau, BulkDesk, type BulkOwed, type BulkPerson, type BulkRows, type BulkVisit } from './bulk.ts';
export { BulkAccounts } from './bulk-accounts.ts';
export { copyBulk } from './bulk-copy.ts';
export { burdensFrom, type PersonBurden, settledThrough, settledYears, type YearBurden, yearBurden } from './burden.ts';
export type { VisitDraft } from './decide.ts';
export { type GrantedTo, writeEntitlements } from './entitlements/bulk.ts';
export type { Entitlement, EntitlementKind } from './entitlements/decide.ts';
export {
  diseasesFor,
  endEntitlement,
  entitlementStates,
  grantEntitlement,
  type ListedEntitlement,
  listDepartmentEntitlements,
  listEntitlements,
  reviewEntitlement,
} from './entitlements/records.ts';
export { addFundBooks } from './fund-books.ts';
export type { ClaimedBill, ClaimedLine, CodedLine } from './lines.ts';
export { fundSetsOf } from './memory.ts';
export {
  type AccountCredit,
  type AccountEntry,
  accountEntryKinds,
  accountStatement,
  creditAccounts,
  personalBalance,
  transferAccount,
} from './personal-accounts.ts';
export { billOf, type KeptPremises, madeAgain, type Rules, rulesOf } from './premises.ts';
export { SettlementQueue } from './queue.ts';
export { findSettlement, type ListedSettlement, listSettlements, type SettlementDetail } from './read.ts';
export {
  type CancelCommand,
  cancelSettlement,
  classifiedByCatalogue,
  preSettle,
  type SettleCommand,
  settleVisit,
  settleVisits,
  type VisitCommand,
} from './records.ts';
export {
  type DeskRefused,
  type SettlementDeskRefusal,
  type SettlementDeskRefusalId,
  settlementDeskRefusals,
} from './refusals.ts';
