export {
  type DepartmentBooks,
  type InternalTransfer,
  type StatementFactsOutcome,
  type StatementFinding,
  type StatementFindingId,
  statementFacts,
  statementFindings,
  type UnitBooks,
} from './facts.ts';
export { type FactPlace, isBehind, type LedgerFact, ledgerFact, signOfDebit } from './ledger-fact.ts';
