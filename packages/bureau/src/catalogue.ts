/**
 * Every duty's computed figures, gathered; nothing below knows the whole list. A list is for one reader: what its figures have in
 * common is read once.
 */
import { type ComputedFigure } from './figures/index.ts';
import { accountFigures } from './office/accounts/index.ts';

export function computedFigures(): readonly ComputedFigure[] {
  return [...accountFigures()];
}
