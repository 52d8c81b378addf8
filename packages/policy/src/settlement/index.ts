export { amountAtMost, priceTimesQuantity } from './arithmetic.ts';
export { type BenefitItem, benefitItems, namedUnder } from './benefit-items.ts';
export { linesAtMost } from './classify-fee-lines.ts';
export {
  amountNames,
  type Cancellation,
  cancel,
  differences,
  type Payer,
  type PayerDifference,
  payers,
  useAdded,
} from './compare.ts';
export type { Derivation, DerivationStep } from './derivation.ts';
export { explainForPatient, explainForStaff } from './explain.ts';
export { type FundRow, fundRows } from './fund-rows.ts';
export { brokenIdentities, type IdentityAmounts, type IdentityId, identities } from './identities.ts';
export { layersOf, type SettlementLayer } from './layers.ts';
export {
  type Cause,
  causes,
  decideManualClaim,
  type ManualClaim,
  type ManualClaimRefusalId,
  type ManualClaimRefused,
  manualClaimRefusals,
} from './manual-claim.ts';
export { assistYear, type YearAssisted } from './medical-assistance.ts';
export { type ParameterUse, type Plan, planFor } from './plan.ts';
export { type SettlementRefusalId, type SettlementRefused, settlementRefusals } from './refusals.ts';
export { settleYear, type YearDifference, type YearSettled, type YearVisit, yearDifferences } from './rerun.ts';
export { type Settlement, type SettleOptions, settle } from './settle.ts';
export * from './visit.ts';
