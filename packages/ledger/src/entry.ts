/**
 * A voucher (凭证) is what is asked for; the entries are what is recorded: balanced, immutable, one for each book that the
 * voucher touches.
 *
 *     voucher 财政直接支付工资 100.00
 *       financial   借 5001 100.00   贷 4001 100.00
 *       budgetary   借 7101 100.00   贷 6001 100.00
 */
import { type DateText, type Fen, formatYuan, sumFen } from '@mingzhang/kernel';
import { type DimensionName, type Dimensions, dimensionNames, type Side } from './account.ts';

export interface Leg {
  /** Key of an account of the entry's set. */
  readonly account: string;
  readonly side: Side;
  /** Greater than zero. */
  readonly amount: Fen;
  readonly dimensions: Dimensions;
}

/** 期初余额, 日常业务, 年末结转. */
export type VoucherKind = 'opening' | 'ordinary' | 'closing';

/** The part of a voucher that goes into one book. */
export interface EntryDraft {
  readonly id: string;
  readonly set: string;
  /** The entry that this one takes back. */
  readonly reverses: string | null;
  readonly legs: readonly Leg[];
}

export interface Voucher {
  readonly id: string;
  readonly kind: VoucherKind;
  readonly date: DateText;
  /** 摘要. */
  readonly text: string;
  readonly entries: readonly EntryDraft[];
}

/** A recorded entry: never updated, never deleted. */
export interface Entry extends EntryDraft {
  readonly voucher: string;
  readonly kind: VoucherKind;
  readonly date: DateText;
  readonly text: string;
}

/** The entries a voucher becomes. */
export function entriesOf({ id: voucher, kind, date, text, entries }: Voucher): readonly Entry[] {
  return entries.map(({ id, set, reverses, legs }) => ({ id, voucher, set, kind, date, text, reverses, legs }));
}

/** The legs of one side added up. */
export function totalOf(legs: readonly Leg[], side: Side): Fen {
  return sumFen(legs.filter((leg) => leg.side === side).map((leg) => leg.amount));
}

export function opposite(side: Side): Side {
  return side === 'debit' ? 'credit' : 'debit';
}

/** The legs of a reversal: every leg on the other side. */
export function mirrorOf(legs: readonly Leg[]): readonly Leg[] {
  return legs.map((leg) => ({ ...leg, side: opposite(leg.side) }));
}

/**
 * The voucher that takes back another with all its entries. The ids are made by the client: one for the voucher and one for
 * each entry.
 */
export function reversalOf(
  entries: readonly Entry[],
  { id, date, text, entryIds }: Readonly<{ id: string; date: DateText; text: string; entryIds: readonly string[] }>,
): Voucher {
  const kind = entries[0]?.kind ?? 'ordinary';
  const reversals = entries.map((entry, index) => ({
    id: entryIds[index] ?? '',
    set: entry.set,
    reverses: entry.id,
    legs: mirrorOf(entry.legs),
  }));
  return { id, kind, date, text, entries: reversals };
}

/** Dimensions as one text in a fixed order: 'functionCode=2101501 spending=basic'; '' for none. */
export function dimensionText(dimensions: Dimensions): string {
  let text = '';
  for (const name of dimensionNames) {
    const value = dimensions[name];
    if (value !== undefined) text += `${text === '' ? '' : ' '}${name}=${value}`;
  }
  return text;
}

/** Those of the dimensions that are named and known. */
export function pickDimensions(dimensions: Dimensions, names: readonly DimensionName[]): Dimensions {
  const picked = dimensionNames.filter((name) => names.includes(name) && dimensions[name] !== undefined);
  return Object.fromEntries(picked.map((name) => [name, dimensions[name]]));
}

/** The dimensions that a text made by `dimensionText` stands for; a name that is none of ours is a broken promise. */
export function parseDimensions(text: string): Dimensions {
  if (text === '') return {};
  const pairs = text.split(' ').map((pair) => {
    const at = pair.indexOf('=');
    const name = dimensionNames.find((one) => one === pair.slice(0, at));
    if (name === undefined) throw new Error(`no dimension in ${pair}`);
    return [name, pair.slice(at + 1)];
  });
  return Object.fromEntries(pairs) as Dimensions;
}

function legText({ account, side, amount, dimensions }: Leg): string {
  return `${account} ${side} ${formatYuan(amount)} ${dimensionText(dimensions)}`;
}

/** Everything an entry says, as one text: two entries are the same if these are. */
export function contentOf({ id, voucher, set, kind, date, text, reverses, legs }: Entry): string {
  return JSON.stringify([id, voucher, set, kind, date, text, reverses, legs.map(legText)]);
}

/** True if two lists hold the same legs, in whatever order. */
export function sameLegs(a: readonly Leg[], b: readonly Leg[]): boolean {
  return a.map(legText).sort().join('\n') === b.map(legText).sort().join('\n');
}
