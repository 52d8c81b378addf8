/** Every check over the books, in the order in which they are run: the first may explain the later ones. */
import { balancesOnNormalSide } from './balances-on-normal-side.ts';
import { type LedgerCheck } from './check.ts';
import { entriesBalance } from './entries-balance.ts';
import { financialAndBudgetCashAgree } from './financial-and-budget-cash-agree.ts';
import { fiscalIncomeAgrees } from './fiscal-income-agrees.ts';
import { fundMoneyEqualsFundBalance } from './fund-money-equals-fund-balance.ts';
import { reversalsMirrorOnce } from './reversals-mirror-once.ts';
import { trialBalanceNetsToZero } from './trial-balance-nets-to-zero.ts';
import { yearEndLeavesNothing } from './year-end-leaves-nothing.ts';

export const ledgerChecks: readonly LedgerCheck[] = [
  entriesBalance,
  trialBalanceNetsToZero,
  reversalsMirrorOnce,
  financialAndBudgetCashAgree,
  fiscalIncomeAgrees,
  fundMoneyEqualsFundBalance,
  balancesOnNormalSide,
  yearEndLeavesNothing,
];
