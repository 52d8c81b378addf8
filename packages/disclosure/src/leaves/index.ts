export type { PublishedCell, PublishedTable, Relation } from './cells.ts';
export {
  type DroppedCell,
  type Leaf,
  type LeavesSolution,
  solveLeaves,
  type VerifiedCell,
  verifyLeaves,
} from './solve.ts';
