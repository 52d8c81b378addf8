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
export { type FundSet, fundSets } from './hand.ts';
export {
  accountRoles,
  fundNames,
  levels as subsidyLevels,
  movementKinds,
  paths as subsidyPaths,
  payeeKinds,
  purposes as subsidyPurposes,
  schemes as fundSchemes,
} from './kinds.ts';
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
