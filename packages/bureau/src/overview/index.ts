export {
  type BurdenBand,
  type FundMonth,
  type FundYear,
  type Layer,
  layers,
  type Ratio,
  type SettledRow,
  type SettledSum,
  settledBy,
  settledRow,
} from './decide.ts';
export {
  countyLoading,
  lastMonthSettled,
  listBureaus,
  type Overview,
  readOverview,
} from './records.ts';
