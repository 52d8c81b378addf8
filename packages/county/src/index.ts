export { countyDepartment, setUpCountyBureau } from './bureau.ts';
export { type FaultPattern, faultPatterns, type Planted } from './faults.ts';
export {
  type CountyLoad,
  findCountyLoad,
  type Loaded,
  type LoadOptions,
  type LoadProgress,
  type LoadRefused,
  loadCounty,
} from './load.ts';
export { type Confirming, confirmParameters } from './parameters.ts';
export { type CountyPlan, drawCounty, drawPart } from './parts.ts';
export { openSealedList, type SealedContent, sealList } from './sealed-list.ts';
