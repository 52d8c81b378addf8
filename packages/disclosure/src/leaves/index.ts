export type { PublishedCell, PublishedTable, TableRelation } from './cells.ts';
export {
  type DroppedCell,
  type Leaf,
  type LeavesSolution,
  solveLeaves,
  type VerifiedCell,
  verifyLeaves,
} from './solve.ts';
