export {
  type CellAddress,
  cellTerms,
  closingTerms,
  costCodes,
  personnelClasses,
  runningClasses,
} from './cell-terms.ts';
export * from './facts.ts';
export { factsOfLeaves, type LeavesContext } from './facts-of-leaves.ts';
export { type Meeting, spread } from './spread.ts';
export * from './statements.ts';
export {
  type StatementTemplate,
  type StatementTemplateFile,
  statementTemplate,
  statementTemplateIds,
  templateProblems,
} from './template.ts';
