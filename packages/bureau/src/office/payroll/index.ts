export type { PayrollItem, PayrollLine } from './decide.ts';
export { baseItems, contributions, deductionItems, itemName, payItems } from './items.ts';
export {
  decideOnRun,
  enterPayrollItem,
  type ListedItem,
  type ListedRun,
  listPayrollItems,
  listRuns,
  makeRun,
  type RunPerson,
  readRun,
  takeBackRun,
} from './records.ts';
