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
export {
  type StatementProblem,
  type StatementVisit,
  statementProblems,
  statementVisits,
} from './statements/decide.ts';
export type { StatementCells } from './statements/read.ts';
export {
  importStatement,
  type ListedStatement,
  listStatements,
  type OpenStatementRow,
  openStatementRows,
  type RemoteCareSum,
  remoteCareSums,
  type StatementDone,
  type StatementHand,
  settleStatementRow,
  withdrawStatement,
} from './statements/records.ts';
