/**
 * Which payments a voucher books: those of its number whose items and amounts are what it spends. One that agrees by itself, else all
 * of the number together; anything else stays open.
 *
 *     voucher 2101501 30101 100.00, payment ZF10 2101501 30101 100.00   →  tied
 *     voucher 2101501 30101 100.00, payment ZF10 2101501 30102 100.00   →  open: the items differ
 */
import { addFen, type Fen, sumFen } from '@mingzhang/kernel';
import { type MoneySource, type Voucher } from '@mingzhang/ledger';
import { type Match } from './reconcile.ts';

export interface SpentLine {
  readonly functionCode: string;
  readonly economyCode: string;
  readonly source: MoneySource;
  /** Null where the voucher does not say: basic expenditure needs no project in the books. */
  readonly project: string | null;
  readonly amount: Fen;
}

/** A payment that nobody has replaced. */
export interface PaidSide {
  readonly id: string;
  readonly number: string;
  readonly lines: readonly SpentLine[];
  /** The voucher that books it already. */
  readonly voucherId: string | null;
}

/** Why a payment of the voucher's number is not tied to it; the words of the reconciliation. */
export type OpenTie = Extract<Match, 'amount-differs' | 'item-differs'>;

export interface Ties {
  readonly tied: readonly PaidSide[];
  readonly open: readonly { readonly payment: PaidSide; readonly why: OpenTie }[];
}

/** What a voucher spends: its legs on 支出 of the budgetary books. */
export function spendingOf({ entries }: Voucher): readonly SpentLine[] {
  return entries
    .flatMap(({ legs }) => legs)
    .filter(({ account }) => account.startsWith('7'))
    .map(({ side, amount, dimensions }) => ({
      functionCode: dimensions.functionCode ?? '',
      economyCode: dimensions.economyCode ?? '',
      source: dimensions.source ?? 'non-fiscal-other',
      project: dimensions.project ?? null,
      amount: side === 'debit' ? amount : -amount,
    }));
}

/** Decides which of the payments a voucher books. Payments that are booked already are no concern of its. */
export function decideTies(spent: readonly SpentLine[], payments: readonly PaidSide[]): Ties {
  const open = payments.filter(({ voucherId }) => voucherId === null);
  const alone = open.find(({ lines }) => differenceOf(spent, lines) === null);
  if (alone !== undefined) return { tied: [alone], open: [] };
  const together = differenceOf(
    spent,
    open.flatMap(({ lines }) => lines),
  );
  if (open.length > 0 && together === null) return { tied: open, open: [] };
  return {
    tied: [],
    open: open.map((payment) => ({ payment, why: differenceOf(spent, payment.lines) ?? 'item-differs' })),
  };
}

function differenceOf(spent: readonly SpentLine[], paid: readonly SpentLine[]): OpenTie | null {
  const total = (lines: readonly SpentLine[]): Fen => sumFen(lines.map(({ amount }) => amount));
  if (total(spent) !== total(paid)) return 'amount-differs';
  const [byItem, paidByItem] = [sums(spent, itemOf), sums(paid, itemOf)];
  const sameItems =
    byItem.size === paidByItem.size && [...byItem].every(([item, amount]) => paidByItem.get(item) === amount);
  // Where the voucher names a project, the payment has spent the same on it.
  const named = sums(
    spent.filter(({ project }) => project !== null),
    projectOf,
  );
  const paidByProject = sums(paid, projectOf);
  const sameProjects = [...named].every(([item, amount]) => paidByProject.get(item) === amount);
  return sameItems && sameProjects ? null : 'item-differs';
}

function itemOf({ functionCode, economyCode, source }: SpentLine): string {
  return `${functionCode} ${economyCode} ${source}`;
}

function projectOf(line: SpentLine): string {
  return `${itemOf(line)} ${line.project ?? ''}`;
}

/** Sums other than zero. */
function sums(lines: readonly SpentLine[], keyOf: (line: SpentLine) => string): ReadonlyMap<string, Fen> {
  const found = new Map<string, Fen>();
  for (const line of lines) found.set(keyOf(line), addFen(found.get(keyOf(line)) ?? 0, line.amount));
  return new Map([...found].filter(([, amount]) => amount !== 0));
}
