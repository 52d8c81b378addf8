/**
 * A set of books as an hledger journal, so that anyone can read, sum and check it without us. Dimensions and ids are tags;
 * debits are positive. Entries stand by date, then by id, so that the same books always give the same text.
 *
 *     2024-03-15 * (018f…) 3月工资  ; entry:018f…, kind:ordinary
 *         5001 业务活动费用  100.00 CNY
 *         4001 财政拨款收入  -100.00 CNY
 */
import { formatYuan, negateFen } from '@mingzhang/kernel';
import { type Account, type AccountClass, dimensionNames, latestRow, lineage } from './account.ts';
import { type AccountSet } from './account-set.ts';
import { type Entry, type Leg } from './entry.ts';
import { inOrder, rowsOf, usedAccounts } from './export-order.ts';

/** The journal of one set; entries of other sets are left aside. */
export function exportHledger(set: AccountSet, entries: readonly Entry[]): string {
  const own = inOrder(set, entries);
  const parts = [
    hledgerHead(
      set,
      usedAccounts(set, own).map(({ key }) => key),
    ),
    ...own.map((entry) => hledgerTransaction(set, entry)),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** What stands above the transactions: title, currency, and the accounts that they use, given by their keys. */
export function hledgerHead(set: AccountSet, used: readonly string[]): string {
  const accounts = rowsOf(set, used).map((row) => `account ${accountName(set, row.key)}  ; type:${typeOf(row)}`);
  const title = `; ${plain(set.unit)}  ${set.id}\ncommodity 1000.00 CNY`;
  return accounts.length === 0 ? title : `${title}\n\n${accounts.join('\n')}`;
}

/** One entry, without a line's end. */
export function hledgerTransaction(set: AccountSet, { id, voucher, kind, date, text, reverses, legs }: Entry): string {
  const tags = [`entry:${id}`, `kind:${kind}`, ...(reverses === null ? [] : [`reverses:${reverses}`])];
  const head = `${date} * (${voucher}) ${plain(text)}  ; ${tags.join(', ')}`;
  return [head, ...legs.map((leg) => posting(set, leg))].join('\n');
}

function posting(set: AccountSet, { account, side, amount, dimensions }: Leg): string {
  const signed = formatYuan(side === 'debit' ? amount : negateFen(amount));
  const tags = dimensionNames.flatMap((name) =>
    dimensions[name] === undefined ? [] : [`${name}:${dimensions[name]}`],
  );
  return `    ${accountName(set, account)}  ${signed} CNY${tags.length === 0 ? '' : `  ; ${tags.join(', ')}`}`;
}

function accountName(set: AccountSet, key: string): string {
  return lineage(set.accounts, key)
    .toReversed()
    .map((each) => label(latestRow(set.accounts, each)))
    .join(':');
}

function label({ code, key, name }: Account): string {
  return `${code ?? key} ${name}`;
}

/** `;` would begin a comment and `|` part a payee; both become their full-width forms. */
function plain(text: string): string {
  return text.replaceAll(';', '；').replaceAll('|', '｜').replace(/\s+/gu, ' ');
}

/** 8001 资金结存 is the money of the budgetary book. */
function typeOf({ class: kind, normalSide }: Account): string {
  return kind === 'budget-balance' && normalSide === 'debit' ? 'A' : accountTypes[kind];
}

const accountTypes: Readonly<Record<AccountClass, 'A' | 'L' | 'E' | 'R' | 'X'>> = {
  asset: 'A',
  liability: 'L',
  'net-asset': 'E',
  'fund-balance': 'E',
  income: 'R',
  expense: 'X',
  'budget-income': 'R',
  'budget-expense': 'X',
  'budget-balance': 'E',
};
