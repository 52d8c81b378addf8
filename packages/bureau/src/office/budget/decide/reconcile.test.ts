import { expect, test } from 'vitest';
import { reconcile, type Side } from './reconcile.ts';

/** `ZF1 2101501/30101=100 2101501/30102=50`, matched by the number or by what follows `@`. */
function side(id: string, text: string): Side {
  const [label = '', ...parts] = text.split(' ');
  const keys = parts.filter((part) => part.startsWith('@')).map((part) => part.slice(1));
  const lines = parts
    .filter((part) => part.includes('='))
    .map((part) => {
      const [item = '', amount = ''] = part.split('=');
      const [functionCode = '', economyCode = ''] = item.split('/');
      return { functionCode, economyCode, amount: Number(amount) };
    });
  return { id, label, date: '2024-03-05', text: '', keys: keys.length === 0 ? [label] : keys, lines };
}

test.each<[string, readonly string[], readonly string[], readonly string[]]>([
  ['the same', ['ZF1 a/b=100'], ['记1 @ZF1 a/b=100'], ['matched 100 100 0']],
  ['another amount', ['ZF1 a/b=100'], ['记1 @ZF1 a/b=99'], ['amount-differs 100 99 1']],
  ['another item', ['ZF1 a/b=100'], ['记1 @ZF1 a/c=100'], ['item-differs 100 100 2']],
  ['not booked', ['ZF1 a/b=100'], [], ['not-in-books 100 0 1']],
  ['booked without a payment', [], ['记1 @ZF1 a/b=100'], ['not-in-treasury 0 100 1']],
  ['one voucher for two payments', ['ZF1 a/b=60', 'ZF2 a/b=40'], ['记1 @ZF1 @ZF2 a/b=100'], ['matched 100 100 0']],
  [
    'two vouchers for one payment',
    ['ZF1 a/b=60 a/c=40'],
    ['记1 @ZF1 a/b=60', '记2 @ZF1 a/c=40'],
    ['matched 100 100 0'],
  ],
  ['paid and back, never booked', ['ZF1 a/b=100', 'ZF1 a/b=-100'], [], []],
  ['a refund that is not booked', ['ZF1 a/b=100', 'ZF1 a/b=-30'], ['记1 @ZF1 a/b=100'], ['amount-differs 70 100 1']],
  ['what differs comes first', ['ZF1 a/b=1', 'ZF2 a/b=2'], ['记1 @ZF1 a/b=1'], ['not-in-books 2 0 1', 'matched 1 1 0']],
])('%s', (_what, payments, vouchers, expected) => {
  const found = reconcile(
    payments.map((text, index) => side(`p${index}`, text)),
    vouchers.map((text, index) => side(`v${index}`, text)),
  );
  expect(
    found.map(({ match, paid, booked, differences }) => `${match} ${paid} ${booked} ${differences.length}`),
  ).toEqual(expected);
});
