/** The catalogue of checks, in the order in which they run and are listed. */
import { type Check } from '../check.ts';
import { amountUnitsPlausible } from './amount-units-plausible.ts';
import { basicDetailAddsUp } from './basic-detail-adds-up.ts';
import { changesAgree } from './changes-agree.ts';
import { classificationsNotMixed } from './classifications-not-mixed.ts';
import { codeTreeAddsUp } from './code-tree-adds-up.ts';
import { codesNameTheirItems } from './codes-name-their-items.ts';
import { columnsAddUp } from './columns-add-up.ts';
import { comparisonWordsFit } from './comparison-words-fit.ts';
import { completionRatesRecompute } from './completion-rates-recompute.ts';
import { documentChecks } from './document-checks.ts';
import { fiscalSummaryBalances } from './fiscal-summary-balances.ts';
import { formChecks } from './form-checks.ts';
import { functionalAgreesWithEconomic } from './functional-agrees-with-economic.ts';
import { fundBalancesCarryForward } from './fund-balances-carry-forward.ts';
import { growthRatesRecompute } from './growth-rates-recompute.ts';
import { inlineArithmeticHolds } from './inline-arithmetic-holds.ts';
import { listedItemsMatchDetail } from './listed-items-match-detail.ts';
import { narrativeAgreesWithTables } from './narrative-agrees-with-tables.ts';
import { narrativePartsAddUp } from './narrative-parts-add-up.ts';
import { procurementSharesFit } from './procurement-shares-fit.ts';
import { rateHasABase } from './rate-has-a-base.ts';
import { receptionFits } from './reception-fits.ts';
import { rowsNotShifted } from './rows-not-shifted.ts';
import { runningCostAgrees } from './running-cost-agrees.ts';
import { sameFigureStatedAlike } from './same-figure-stated-alike.ts';
import { sharesRecompute } from './shares-recompute.ts';
import { statisticsAddUp } from './statistics-add-up.ts';
import { summaryBalances } from './summary-balances.ts';
import { tableRowsComplete } from './table-rows-complete.ts';
import { tableUnitAgrees } from './table-unit-agrees.ts';
import { tablesAgree } from './tables-agree.ts';
import { threePublicAddsUp } from './three-public-adds-up.ts';
import { threePublicCoversBasic } from './three-public-covers-basic.ts';

export const checks: readonly Check[] = [
  summaryBalances,
  fiscalSummaryBalances,
  codeTreeAddsUp,
  columnsAddUp,
  basicDetailAddsUp,
  threePublicAddsUp,
  fundBalancesCarryForward,
  statisticsAddUp,
  tablesAgree,
  tableUnitAgrees,
  codesNameTheirItems,
  tableRowsComplete,
  rowsNotShifted,
  threePublicCoversBasic,
  functionalAgreesWithEconomic,
  narrativeAgreesWithTables,
  sameFigureStatedAlike,
  narrativePartsAddUp,
  sharesRecompute,
  completionRatesRecompute,
  growthRatesRecompute,
  rateHasABase,
  changesAgree,
  comparisonWordsFit,
  listedItemsMatchDetail,
  runningCostAgrees,
  procurementSharesFit,
  receptionFits,
  inlineArithmeticHolds,
  amountUnitsPlausible,
  classificationsNotMixed,
  ...formChecks,
  ...documentChecks,
];

/** Version of the set of checks: changes whenever a check is added, removed or judges differently. */
export const checksVersion = '2026.11.6';
