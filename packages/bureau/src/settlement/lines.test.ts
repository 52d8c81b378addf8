/** Fee lines by catalogue code, as the desk takes them. */
import { expect, test } from 'vitest';
import { type CatalogueItem } from '../registry/catalogue/index.ts';
import { type ClaimedBill, type CodedLine, classifiedBill, codesOf } from './lines.ts';

const item: CatalogueItem = {
  code: 'XA01',
  kind: 'drug',
  name: '青禾颗粒',
  specification: '10袋',
  class: 'b',
  priceLimit: 20_000_000,
  firstPay: 1_000,
  from: '2024-01-01',
  to: '2024-06-30',
};
const items = new Map([
  ['XA01', [item, { ...item, class: 'a' as const, firstPay: 0, from: '2024-07-01', to: null }]],
  ['XA02', [{ ...item, code: 'XA02' }]],
]);
const stay = { from: '2024-06-29', to: '2024-07-02' };
const line: CodedLine = { code: 'XA01', quantity: 10_000, price: 10_000_000, amount: 1_000, day: '2024-06-30' };
const bill = (lines: ClaimedBill['lines'], more: object = {}): ClaimedBill => {
  return { lines, hospitalBorne: 0, account: 0, ...more };
};
const sums = { own: 1_000, overLimit: 200, firstPay: 800, inScope: 8_000 };
const ofBill = (one: ClaimedBill) => {
  const outcome = classifiedBill(one, items, stay);
  return 'refusal' in outcome
    ? outcome.refusal.id
    : outcome.lines.map((each) => `${each.class} ${each.firstPay} ${each.inForceFrom} ${each.inForceTo}`);
};

test.each<[string, ClaimedBill, string | readonly string[]]>([
  [
    'the item in force on the day of each fee',
    bill([line, { ...line, day: '2024-07-01' }]),
    ['b 1000 2024-01-01 2024-06-30', 'a 0 2024-07-01 null'],
  ],
  [
    'an item no longer in force keeps its dates, of which the engine tells',
    bill([{ ...line, code: 'XA02', day: '2024-07-01' }]),
    ['b 1000 2024-01-01 2024-06-30'],
  ],
  ['an item of no catalogue', bill([{ ...line, code: 'XA09' }]), 'item-unknown'],
  ['a fee before the stay', bill([{ ...line, day: '2024-06-28' }]), 'fee-outside-stay'],
  ['a fee after the stay', bill([{ ...line, day: '2024-07-03' }]), 'fee-outside-stay'],
  [
    'lines that are the total',
    bill([line, line], { total: 2_000 }),
    ['b 1000 2024-01-01 2024-06-30', 'b 1000 2024-01-01 2024-06-30'],
  ],
  ['lines that are not the total', bill([line, line], { total: 2_001 }), 'total-differs'],
  ['a total that is no amount', bill([line], { total: Number.NaN }), 'total-differs'],
  ['lump sums that are the total', bill([], { sums, total: 10_000 }), []],
  ['lump sums that are not the total', bill([], { sums, total: 10_001 }), 'total-differs'],
  ['lump sums of a total that is no amount', bill([], { sums, total: Number.NaN }), 'total-differs'],
  ['lump sums without a total', bill([], { sums }), []],
  [
    'a lump sum that is no amount is the engine’s to name',
    bill([], { sums: { ...sums, own: Number.NaN }, total: 1 }),
    [],
  ],
  ['lines count, not the lump sums beside them', bill([line], { sums, total: 10_000 }), 'total-differs'],
  ['neither lines nor lump sums are the engine’s to name', bill([], { total: 1 }), []],
])('%s', (_, one, expected) => {
  expect(ofBill(one)).toEqual(expected);
});

test('the catalogue is asked for codes that came without a class, once each', () => {
  const classified = { ...line, code: 'XA03', class: 'a', firstPay: 0, priceLimit: null, inForceFrom: '2000-01-01' };
  expect([...codesOf(bill([line, line, { ...classified, inForceTo: null } as ClaimedBill['lines'][number]]))]).toEqual([
    'XA01',
  ]);
});

test('what is wrong is said with its line, its values and what to do', () => {
  expect(classifiedBill(bill([line, { ...line, code: 'XA09' }]), items, stay)).toMatchObject({
    refusal: { message: expect.stringMatching(/第2行的编码“XA09”不在医保目录里.*导入/) },
  });
  expect(classifiedBill(bill([line], { total: 900 }), items, stay)).toMatchObject({
    refusal: { message: expect.stringContaining('明细之和是10.00元，总费用填的是9.00元，相差1.00元') },
  });
  expect(classifiedBill(bill([], { sums, total: 999_900 }), items, stay)).toMatchObject({
    refusal: {
      message:
        '全自费、超限价、先行自付和政策范围内四项之和是100.00元，总费用填的是9999.00元，相差-9899.00元，没有结算；请对照票据核对这四项和总费用。',
    },
  });
});
