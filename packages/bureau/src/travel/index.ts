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
export { statementFigureRows } from './figures.ts';
export { filingsColumn } from './read-filings.ts';
export { endFiling, type Filed, type FilingHand, fileCare, type ListedFiling, listFilings } from './records.ts';
export { type TravelRefusal, type TravelRefusalId, type TravelRefused, travelRefusals } from './refusals.ts';
export {
  type StatementProblem,
  type StatementSum,
  statementChannels,
  statementProblems,
  statementVisits,
} from './statements/decide.ts';
export { enterStatement, type StatementLineDraft } from './statements/enter.ts';
export {
  findStatement,
  type ListedStatement,
  listStatementRows,
  listStatements,
  type RemoteCareSum,
  remoteCareSums,
  remoteCareYears,
  type StatementLine,
} from './statements/listings.ts';
export { type StatementCells, statementColumns } from './statements/read.ts';
export {
  importStatement,
  previewStatement,
  type StatementDone,
  type StatementHand,
  type StatementPreview,
  settleStatementRow,
  withdrawStatement,
} from './statements/records.ts';
