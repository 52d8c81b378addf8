/** The order in which exports print books. */
import { type Account, latestRow } from './account.ts';
import { type AccountSet } from './account-set.ts';
import { type Entry } from './entry.ts';

/** The set's own entries by date, voucher and id. */
export function inOrder(set: AccountSet, entries: readonly Entry[]): readonly Entry[] {
  const keyOf = ({ date, voucher, id }: Entry): string => `${date} ${voucher} ${id}`;
  return entries.filter((entry) => entry.set === set.id).toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** The accounts that the entries use, as `rowsOf` gives them. */
export function usedAccounts(set: AccountSet, entries: readonly Entry[]): readonly Account[] {
  return rowsOf(
    set,
    entries.flatMap(({ legs }) => legs.map(({ account }) => account)),
  );
}

/** These accounts by code, each once and in its latest row: an account has one name in a printout. */
export function rowsOf(set: AccountSet, accounts: readonly string[]): readonly Account[] {
  const orderOf = ({ code, key }: Account): string => `${code ?? '~'} ${key}`;
  return [...new Set(accounts)]
    .map((key) => latestRow(set.accounts, key))
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}
