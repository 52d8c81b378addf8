/** The catalogue of checks, in the order in which they run and are listed. */
import { type Check } from '../check.ts';
import { basicDetailAddsUp } from './basic-detail-adds-up.ts';
import { codeTreeAddsUp } from './code-tree-adds-up.ts';
import { columnsAddUp } from './columns-add-up.ts';
import { fiscalSummaryBalances } from './fiscal-summary-balances.ts';
import { functionalAgreesWithEconomic } from './functional-agrees-with-economic.ts';
import { fundBalancesCarryForward } from './fund-balances-carry-forward.ts';
import { statisticsAddUp } from './statistics-add-up.ts';
import { summaryBalances } from './summary-balances.ts';
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
  threePublicCoversBasic,
  functionalAgreesWithEconomic,
];

/** Version of the set of checks: changes whenever a check is added, removed or judges differently. */
export const checksVersion = '2026.11';
