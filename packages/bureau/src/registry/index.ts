export { policyAreaOf } from './areas.ts';
export { type WholePerson, wholePersonProblem, writeInsured } from './bulk.ts';
export { type WholeHousehold, type WholePlaces, writeHouseholds, writePlaces } from './bulk-places.ts';
export { creditCheckCharacter } from './credit-code.ts';
export {
  type CategorySpan,
  type Coverage,
  categoriesKnown,
  coverageOn,
  dayBefore,
  type Known,
  type PersonDraft,
  type Spell,
  type Suspension,
} from './decide.ts';
export {
  confirmList,
  type HandInList,
  handInList,
  type ListedChange,
  type ListedList,
  type ListPlan,
  type ListProblem,
  type ListSource,
  listLists,
  listOffices,
  listProblems,
  readList,
  sourceCategories,
  type ViewedList,
  viewList,
  withdrawList,
} from './lists/index.ts';
export {
  agreedOn,
  areaText,
  type CareInstitution,
  type Employer,
  employerKinds,
  endAgreement,
  endEmployer,
  enterAgreement,
  findEmployer,
  findInstitution,
  type Household,
  householdOn,
  institutionKinds,
  joinHousehold,
  keepAreas,
  leaveHousehold,
  listAreas,
  listEmployers,
  listInstitutions,
  registerEmployer,
  registerInstitution,
  relations,
} from './places.ts';
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
