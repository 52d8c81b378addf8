export { decideChecking, type Grant, holdsOn, type Place, permits } from './decide.ts';
export { decideExposure, type Exposure } from './decide-exposure.ts';
export type { GrantDraft } from './decide-people.ts';
export { decideAddress } from './decide-sign-in.ts';
export {
  decideIdentity,
  decryptIdentity,
  type IdentityKey,
  identityIndex,
  identityKey,
  type KeptIdentity,
  keepIdentities,
  keepIdentity,
  maskedIdentity,
  sealedKeyId,
  sealedLayout,
} from './identity.ts';
export { checkCharacter, identityProblem, maskIdentitiesIn, maskIdentity, normalIdentity } from './identity-number.ts';
export { keyFileIn, keyFits, openIdentityKey } from './key-file.ts';
export { type ListedAction, listTrail, listTrailActions, type TrailFilter } from './list-trail.ts';
export { hashPassword } from './password.ts';
export {
  addGrant,
  addPerson,
  administratorExists,
  endGrant,
  findPersonBySignIn,
  listPeople,
  peopleExist,
  resetPassword,
  setDisabled,
  setIdentity,
  unmaskPerson,
} from './people.ts';
export { type AccessRefusal, type AccessRefusalId, accessRefusals, type Refused as AccessRefused } from './refusals.ts';
export { type ActionId, actionIds, actions, isRole, type RoleId, roleIds, roles } from './roles.ts';
export { accessRules } from './rules.ts';
export { findTrailState, hadHead, sealSome, sealTrail, type TrailProof, type TrailState, verifyTrail } from './seal.ts';
export { maskedAccount, openText, sealText } from './sealed-text.ts';
export {
  type Actor,
  actorPermits,
  changePassword,
  endSession,
  findActor,
  type ListedSession,
  listSessions,
  signIn,
  signOut,
  tidySessions,
} from './sessions.ts';
export {
  recordAction,
  recordActions,
  systemPerson,
  type TrailActionId,
  type TrailDetail,
  type TrailEntry,
} from './trail.ts';
export { unmaskIdentity } from './unmask.ts';
