/**
 * Every duty's computed figures, gathered; nothing below knows the whole list. A list is for one reader: what its figures have in
 * common is read once.
 */
import { assistanceFigures } from './assistance/figures.ts';
import { enrolmentFigures } from './enrolment/figures.ts';
import { type ComputedFigure } from './figures/index.ts';
import { accountFigures } from './office/accounts/index.ts';
import { assetFigures } from './office/assets/figures.ts';
import { budgetFigures } from './office/budget/figures.ts';
import { payrollFigures } from './office/payroll/figures.ts';
import { procurementFigures } from './office/procurement/figures.ts';
import { registerFigures } from './office/registers/figures.ts';
import { staffFigures } from './office/staff/figures.ts';
import { performanceFigures } from './performance/figures.ts';
import { settlementFigures } from './settlement/figures.ts';
import { travelFigures } from './travel/figures.ts';
import { treasuryFigures } from './treasury/figures.ts';

export function computedFigures(): readonly ComputedFigure[] {
  return [
    ...accountFigures(),
    ...budgetFigures,
    ...staffFigures,
    ...payrollFigures,
    ...registerFigures,
    ...assetFigures,
    ...procurementFigures,
    ...performanceFigures,
    ...enrolmentFigures,
    ...assistanceFigures,
    ...treasuryFigures,
    ...settlementFigures,
    ...travelFigures,
  ];
}
