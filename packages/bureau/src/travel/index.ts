export { type FiledBy, writeFilings } from './bulk.ts';
export {
  type CrossRegionFiling,
  type FilingKind,
  filingKinds,
  filingsFor,
  isElsewhere,
  type Reach,
  reaches,
  reachOf,
} from './decide.ts';
export { filingsColumn } from './read-filings.ts';
export { endFiling, type Filed, type FilingHand, fileCare, type ListedFiling, listFilings } from './records.ts';
export { type TravelRefusal, type TravelRefusalId, type TravelRefused, travelRefusals } from './refusals.ts';
