export {
  type ClaimState,
  type ClaimStep,
  claimMaterials,
  claimStates,
  claimSteps,
  type Invoice,
} from './decide.ts';
export { type ClaimDetail, claimLayers, findClaim, type ListedClaim, listClaims } from './read.ts';
export {
  type ClaimDone,
  claimCauses,
  decideClaim,
  type ReviewCommand,
  reviewClaim,
  supplementClaim,
  type TakeClaimCommand,
  takeClaim,
  withdrawClaim,
} from './records.ts';
export { type ClaimRefused, claimRefusals } from './refusals.ts';
