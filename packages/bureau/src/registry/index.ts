export { policyAreaOf } from './areas.ts';
export { type WholePerson, wholePersonProblem, writeInsured } from './bulk.ts';
export {
  type CategorySpan,
  type Coverage,
  categoriesKnown,
  coverageOn,
  type Known,
  type PersonDraft,
  type Spell,
  type Suspension,
} from './decide.ts';
export { type InsuredPerson, insuredColumns, lockInsuredStatement } from './read-insured.ts';
export {
  endCategory,
  endSpell,
  enterCategory,
  enterDeath,
  enterSpell,
  type FoundPerson,
  findInsured,
  lockInsured,
  registerInsured,
  resume,
  searchInsured,
  suspend,
  unmaskInsured,
} from './records.ts';
export {
  type RegistryRefusal,
  type RegistryRefusalId,
  type RegistryRefused,
  registryRefusals,
} from './refusals.ts';
