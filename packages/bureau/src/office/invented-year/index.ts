export { type Chance, seededChance } from './chance.ts';
export { type InventedEvent, inventedYear, type Occasion } from './events.ts';
export { openingVoucher } from './opening.ts';
export {
  closingOfPlan,
  openingOfBalances,
  type PlannedIncome,
  type PlannedOpening,
  type PlannedSpending,
  type PlanUnit,
  plansOfFacts,
  type YearPlan,
} from './plan.ts';
