/**
 * 对账: the treasury's payments against the vouchers that book them, line by line. What belongs together is what has the same
 * number of payment, or was tied together when it was booked; its amounts are then compared by item.
 *
 *     ZF10   支付 2101501 30101 100.00   凭证 2101501 30102 100.00   → item-differs
 */
import { addFen, type Fen, sumFen } from '@mingzhang/kernel';

export interface ReconciledLine {
  readonly functionCode: string;
  readonly economyCode: string;
  readonly amount: Fen;
}

/** A payment, or a voucher with what it spends. */
export interface Side {
  readonly id: string;
  /** 支付凭证号, or 记账凭证号. */
  readonly label: string;
  readonly date: string;
  readonly text: string;
  /** What it is matched by: numbers of payments. */
  readonly keys: readonly string[];
  readonly lines: readonly ReconciledLine[];
}

export const matchNames = {
  matched: '相符',
  'amount-differs': '金额不符',
  'item-differs': '科目不符',
  'not-in-books': '账上没有',
  'not-in-treasury': '支付没有',
} as const;

export type Match = keyof typeof matchNames;

export interface Reconciled {
  readonly match: Match;
  readonly payments: readonly Side[];
  readonly vouchers: readonly Side[];
  readonly paid: Fen;
  readonly booked: Fen;
  /** Items on which the two differ. */
  readonly differences: readonly {
    readonly functionCode: string;
    readonly economyCode: string;
    readonly paid: Fen;
    readonly booked: Fen;
  }[];
}

/** Compares the two; what differs comes first, then by date. Sides that come to nothing on both are left out. */
export function reconcile(payments: readonly Side[], vouchers: readonly Side[]): readonly Reconciled[] {
  const groups = new Map<string, { payments: Side[]; vouchers: Side[] }>();
  const leaders = new Map<string, string>();
  const leaderOf = (key: string): string => {
    let at = key;
    for (let next = leaders.get(at); next !== undefined; next = leaders.get(at)) at = next;
    return at;
  };
  const sides = [...payments, ...vouchers];
  for (const { id, keys } of sides) {
    for (const key of keys) {
      const [a, b] = [leaderOf(`id ${id}`), leaderOf(`key ${key}`)];
      if (a !== b) leaders.set(a, b);
    }
  }
  const groupOf = (side: Side) => {
    const leader = leaderOf(`id ${side.id}`);
    const group = groups.get(leader) ?? { payments: [], vouchers: [] };
    groups.set(leader, group);
    return group;
  };
  for (const side of payments) groupOf(side).payments.push(side);
  for (const side of vouchers) groupOf(side).vouchers.push(side);
  const reconciled = [...groups.values()]
    .map(compare)
    .filter(({ paid, booked, differences }) => paid !== 0 || booked !== 0 || differences.length > 0);
  const dateOf = ({ payments: [payment], vouchers: [voucher] }: Reconciled): string =>
    payment?.date ?? voucher?.date ?? '';
  return reconciled.sort(
    (a, b) =>
      Number(a.match === 'matched') - Number(b.match === 'matched') ||
      (dateOf(a) < dateOf(b) ? -1 : dateOf(a) > dateOf(b) ? 1 : 0),
  );
}

function compare(group: { readonly payments: readonly Side[]; readonly vouchers: readonly Side[] }): Reconciled {
  const items = new Map<string, { functionCode: string; economyCode: string; paid: Fen; booked: Fen }>();
  const add = (side: Side, of: 'paid' | 'booked'): void => {
    for (const { functionCode, economyCode, amount } of side.lines) {
      const key = `${functionCode} ${economyCode}`;
      const item = items.get(key) ?? { functionCode, economyCode, paid: 0, booked: 0 };
      items.set(key, { ...item, [of]: addFen(item[of], amount) });
    }
  };
  for (const side of group.payments) add(side, 'paid');
  for (const side of group.vouchers) add(side, 'booked');
  const paid = sumFen([...items.values()].map((item) => item.paid));
  const booked = sumFen([...items.values()].map((item) => item.booked));
  const differences = [...items.values()].filter((item) => item.paid !== item.booked);
  return { ...group, paid, booked, differences, match: matchOf(group, paid, booked, differences.length) };
}

function matchOf(
  { payments, vouchers }: { readonly payments: readonly Side[]; readonly vouchers: readonly Side[] },
  paid: Fen,
  booked: Fen,
  differences: number,
): Match {
  if (vouchers.length === 0) return 'not-in-books';
  if (payments.length === 0) return 'not-in-treasury';
  if (paid !== booked) return 'amount-differs';
  return differences === 0 ? 'matched' : 'item-differs';
}
