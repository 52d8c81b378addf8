/** What can be asked of `settle-child.ts`; it comes as JSON in its first argument. */
import { type SettleCommand } from '../src/settlement/index.ts';
import { type CancelCommand } from '../src/settlement/records.ts';

export interface SettleOrders {
  readonly url: string;
  /** Kills itself, as `kill -9` would, once so many statements have been executed. */
  readonly dieAfter?: number;
  readonly commands: readonly (SettleCommand | CancelCommand)[];
}
