/**
 * A set of books as a Beancount file. Beancount wants its own five roots and no blanks in names, so 5001 业务活动费用 becomes
 * `Expenses:5001-业务活动费用`; dimensions and ids are metadata, the voucher is a link. Entries stand by date, then by id.
 */
import { type DateText, formatYuan, negateFen } from '@mingzhang/kernel';
import { type Account, type AccountClass, dimensionNames, latestRow, lineage } from './account.ts';
import { type AccountSet } from './account-set.ts';
import { type Entry, type Leg } from './entry.ts';
import { inOrder, rowsOf, usedAccounts } from './export-order.ts';

/** The Beancount text of one set; entries of other sets are left aside. */
export function exportBeancount(set: AccountSet, entries: readonly Entry[]): string {
  const own = inOrder(set, entries);
  const parts = [
    beancountHead(
      set,
      usedAccounts(set, own).map(({ key }) => key),
      own[0]?.date ?? null,
    ),
    ...own.map((entry) => beancountTransaction(set, entry)),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** What stands above the transactions: title, currency, and the accounts that they use, open from the first day on. */
export function beancountHead(set: AccountSet, used: readonly string[], firstDay: DateText | null): string {
  const head = `option "title" ${quoted(`${set.unit} ${set.id}`)}\noption "operating_currency" "CNY"`;
  if (firstDay === null) return head;
  const opens = rowsOf(set, used).map(({ key }) => `${firstDay} open ${accountName(set, key)} CNY`);
  return `${head}\n\n${opens.join('\n')}`;
}

/** One entry, without a line's end. */
export function beancountTransaction(
  set: AccountSet,
  { id, voucher, kind, date, text, reverses, legs }: Entry,
): string {
  return [
    `${date} * ${quoted(text)} ^${voucher}`,
    `  entry: ${quoted(id)}`,
    `  kind: ${quoted(kind)}`,
    ...(reverses === null ? [] : [`  reverses: ${quoted(reverses)}`]),
    ...legs.flatMap((leg) => posting(set, leg)),
  ].join('\n');
}

function posting(set: AccountSet, { account, side, amount, dimensions }: Leg): readonly string[] {
  const signed = formatYuan(side === 'debit' ? amount : negateFen(amount));
  const metadata = dimensionNames.flatMap((name) => {
    const value = dimensions[name];
    return value === undefined ? [] : [`    ${name}: ${quoted(value)}`];
  });
  return [`  ${accountName(set, account)}  ${signed} CNY`, ...metadata];
}

function accountName(set: AccountSet, key: string): string {
  const rows = lineage(set.accounts, key)
    .toReversed()
    .map((each) => latestRow(set.accounts, each));
  return [rootOf(latestRow(set.accounts, key)), ...rows.map(component)].join(':');
}

/** Letters, digits and hyphens only: 公共基础设施累计折旧(摊销) → 1802-公共基础设施累计折旧-摊销. */
function component({ code, name }: Account): string {
  const text = code === null ? name : `${code}-${name}`;
  return text.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replace(/\s+/gu, ' ')}"`;
}

/** 8001 资金结存 is the money of the budgetary book. */
function rootOf({ class: kind, normalSide }: Account): string {
  return kind === 'budget-balance' && normalSide === 'debit' ? 'Assets' : roots[kind];
}

const roots: Readonly<Record<AccountClass, string>> = {
  asset: 'Assets',
  liability: 'Liabilities',
  'net-asset': 'Equity',
  'fund-balance': 'Equity',
  income: 'Income',
  expense: 'Expenses',
  'budget-income': 'Income',
  'budget-expense': 'Expenses',
  'budget-balance': 'Equity',
};
