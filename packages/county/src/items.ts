/** The price list: what an item is, and a line of it. */
import { type Bill } from '@mingzhang/bureau';
import { type DateText } from '@mingzhang/kernel';
import file from './data/items.json' with { type: 'json' };
import { type Sex } from './model.ts';

export type FeeLine = Bill['lines'][number];

export interface Item {
  readonly key: string;
  readonly code: string;
  readonly name: string;
  readonly class: 'a' | 'b' | 'c';
  /** Fen a piece. */
  readonly price: number;
  /** Ten-thousandths. */
  readonly firstPay: number;
  /** Fen a piece, or none. */
  readonly limit: number | null;
  readonly group: string;
  readonly sex: Sex | null;
}

const items: readonly Item[] = file.items.map((row): Item => {
  const { key, code, name, price, group } = row;
  const sex = 'sex' in row ? (row.sex as Sex) : null;
  const firstPay = 'firstPay' in row ? (row.firstPay ?? 0) : 0;
  const limit = 'limit' in row ? (row.limit ?? null) : null;
  return { key, code, name, class: row.class as Item['class'], price, firstPay, limit, group, sex };
});

const byKey = new Map(items.map((item) => [item.key, item]));

export function itemNamed(key: string): Item {
  const item = byKey.get(key);
  if (item === undefined) throw new Error(`there is no item ${key}`);
  return item;
}

export function itemsOf(group: string): readonly Item[] {
  return items.filter((item) => item.group === group);
}

/** The catalogue's own beginning: every item is in force from it on. */
const inForceFrom: DateText = '2020-01-01';
const pieces = 10_000;
const millionths = 10_000;

export function lineOf(item: Item, count: number, day: DateText, price: number = item.price): FeeLine {
  return {
    code: item.code,
    class: item.class,
    quantity: count * pieces,
    price: price * millionths,
    amount: price * count,
    firstPay: item.firstPay,
    priceLimit: item.limit === null ? null : item.limit * millionths,
    day,
    inForceFrom,
    inForceTo: null,
  };
}
