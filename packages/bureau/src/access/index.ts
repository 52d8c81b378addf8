export { decideChecking, type Grant, holdsOn, type Place, permits } from './decide.ts';
export { decideAddress } from './decide-sign-in.ts';
export { checkCharacter, identityProblem, maskIdentitiesIn, maskIdentity, normalIdentity } from './identity-number.ts';
export { hashPassword } from './password.ts';
export { findGrants, insertPerson, type NewPerson, peopleExist } from './people.ts';
export { type AccessRefusal, type AccessRefusalId, accessRefusals } from './refusals.ts';
export { type ActionId, actionIds, actions, isRole, type RoleId, roleIds, roles } from './roles.ts';
export { accessRules } from './rules.ts';
export { findTrailState, sealTrail, type TrailProof, type TrailState, verifyTrail } from './seal.ts';
export { type Actor, actorPermits, changePassword, findActor, signIn, signOut, startSession } from './sessions.ts';
export {
  recordAction,
  systemPerson,
  type TrailActionId,
  type TrailDetail,
  type TrailEntry,
  trailActionName,
} from './trail.ts';
