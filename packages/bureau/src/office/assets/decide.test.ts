import { addMonths, parseYuan } from '@mingzhang/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AssetCard,
  accumulatedThrough,
  assetCategories,
  type CardFacts,
  cardProblem,
  cardWarnings,
  type DepreciationFacts,
  type DisposalDraft,
  type DisposalFacts,
  decideDepreciation,
  disposalLegs,
  disposalProblem,
  largeEquipmentKind,
  largeEquipmentThreshold,
  mergedLegs,
} from './decide.ts';

const yuan = (text: string): number => parseYuan(text) ?? Number.NaN;
const id = '018f0000-0000-7000-8000-000000000001';
const computer: AssetCard = {
  id,
  number: '2024-001',
  name: '台式计算机',
  category: 'computer',
  quantity: 1,
  cost: yuan('5000.00'),
  acquiredOn: '2024-03-20',
  acquisition: 'bought',
  voucher: id,
  lifeMonths: 72,
  accumulatedAtOpening: 0,
  plate: null,
  vehicleUse: null,
  fiscalVehicle: null,
  custodian: '办公室',
};
const car: AssetCard = {
  ...computer,
  name: '越野车',
  category: 'vehicle',
  lifeMonths: 96,
  plate: '测A00001',
  vehicleUse: 'other',
  fiscalVehicle: true,
};
const old: AssetCard = {
  ...computer,
  acquisition: 'opening',
  acquiredOn: '2022-05-10',
  voucher: null,
  accumulatedAtOpening: yuan('1388.88'),
};
const facts: CardFacts = {
  today: '2024-12-31',
  closed: { from: '2015-01', through: '2023-12' },
  booksFrom: '2024-01',
  numberTaken: false,
  voucher: { amount: yuan('9000.00'), carded: yuan('4000.00') },
};

describe('what may be a card', () => {
  test.each<[string, AssetCard, Partial<CardFacts>, string | null]>([
    ['a computer', computer, {}, null],
    ['a vehicle', car, {}, null],
    ['a vehicle without a plate', { ...car, plate: null }, {}, 'vehicle-incomplete'],
    ['a computer with a use', { ...computer, vehicleUse: 'other' }, {}, 'vehicle-incomplete'],
    ['no category', { ...computer, category: 'ship' }, {}, 'category-unknown'],
    ['software', { ...computer, category: 'intangible' }, {}, 'category-not-covered'],
    ['a life below the least', { ...computer, lifeMonths: 60 }, {}, 'life-invalid'],
    ['no life', { ...computer, lifeMonths: null }, {}, 'life-invalid'],
    ['a book with a life', { ...computer, category: 'book' }, {}, 'life-invalid'],
    ['a book', { ...computer, category: 'book', lifeMonths: null }, {}, null],
    ['nothing paid', { ...computer, cost: 0 }, {}, 'amount-malformed'],
    ['none of it', { ...computer, quantity: 0 }, {}, 'count-malformed'],
    ['a number that is taken', computer, { numberTaken: true }, 'card-number-taken'],
    ['no voucher', { ...computer, voucher: null }, { voucher: null }, 'voucher-unknown'],
    ['more than the voucher has left', { ...computer, cost: yuan('5000.01') }, {}, 'voucher-exceeded'],
    ['a closed year', { ...computer, acquiredOn: '2023-12-31' }, {}, 'year-closed'],
    ['tomorrow', { ...computer, acquiredOn: '2025-01-01' }, {}, 'date-in-future'],
    ['one taken over', old, { voucher: null }, null],
    ['one taken over that came later', { ...old, acquiredOn: '2024-01-02' }, {}, 'opening-invalid'],
    [
      'one taken over, written off beyond its cost',
      { ...old, accumulatedAtOpening: yuan('5000.01') },
      {},
      'opening-invalid',
    ],
    ['one bought that was written off before', { ...computer, accumulatedAtOpening: 1 }, {}, 'opening-invalid'],
  ])('%s', (_, card, other, expected) =>
    expect(cardProblem(card, { ...facts, ...other })?.refusal.id ?? null).toBe(expected),
  );

  test('a least life that nobody has verified is a warning', () => {
    const chair = { ...computer, category: 'furniture', lifeMonths: 60 };
    expect([cardProblem(chair, facts), cardWarnings(chair).length, cardWarnings(computer)]).toEqual([null, 1, []]);
  });

  test('categories are well formed', () => {
    expect(new Set(assetCategories.map(({ key }) => key)).size).toBe(assetCategories.length);
    for (const { class: top, equipment, vehicle } of assetCategories) {
      expect(top).toMatch(/^A0[1-8]$/);
      expect(equipment !== undefined && vehicle === true).toBe(false);
    }
  });
});

describe('depreciation', () => {
  const through = (
    card: AssetCard,
    month: string,
    start: 'month-of-acquisition' | 'month-after' = 'month-of-acquisition',
  ) => accumulatedThrough(card, month, start, '2024-01');

  test('begins in the month of acquisition, or in the one after where the unit says so', () => {
    expect([through(computer, '2024-02'), through(computer, '2024-03'), through(computer, '2024-04')]).toEqual([
      0, 6944, 13889,
    ]);
    expect([through(computer, '2024-03', 'month-after'), through(computer, '2024-04', 'month-after')]).toEqual([
      0, 6944,
    ]);
  });

  test('what was taken over is spread over the months that are left', () => {
    // From May 2022 to December 2023 twenty months have passed, 52 are left.
    expect(through(old, '2023-12')).toBe(yuan('1388.88'));
    expect(through(old, '2024-01')).toBe(yuan('1388.88') + Math.round(yuan('3611.12') / 52));
    expect(through(old, '2028-04')).toBe(yuan('5000.00'));
    expect(through({ ...old, acquiredOn: '2010-05-10' }, '2024-01')).toBe(yuan('5000.00'));
  });

  test('months add up to the cost, whatever it is and however long', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900_000_000 }), fc.integer({ min: 72, max: 300 }), (cost, lifeMonths) => {
        const card = { ...computer, cost, lifeMonths };
        let sum = 0;
        for (let month = '2024-03', k = 1; k <= lifeMonths; month = addMonths(month, 1), k += 1) {
          const amount = through(card, month) - sum;
          expect(amount >= Math.floor(cost / lifeMonths) - 1 && amount <= Math.ceil(cost / lifeMonths) + 1).toBe(true);
          sum += amount;
        }
        expect(sum).toBe(cost);
        expect(through(card, addMonths('2024-03', lifeMonths + 5))).toBe(cost);
      }),
      { numRuns: 40 },
    );
  });

  const run: DepreciationFacts = {
    today: '2024-12-31',
    booksFrom: '2024-01',
    start: 'month-of-acquisition',
    lastRun: '2024-04',
    cards: [{ card: computer, accumulated: 13889, disposedOn: null }],
  };
  test.each<[string, string, Partial<DepreciationFacts>, string | readonly number[]]>([
    ['the next month', '2024-05', {}, [6944]],
    ['the same month again', '2024-04', {}, 'depreciation-exists'],
    ['a month too far', '2024-06', {}, 'depreciation-out-of-order'],
    ['a month that has not begun', '2024-05', { today: '2024-04-30' }, 'month-not-begun'],
    ['before the books', '2023-12', { lastRun: null }, 'depreciation-out-of-order'],
    [
      'the first ever',
      '2024-03',
      { lastRun: null, cards: [{ card: computer, accumulated: 0, disposedOn: null }] },
      [6944],
    ],
    ['no cards', '2024-05', { cards: [] }, 'depreciation-empty'],
    [
      'a card entered late is made good',
      '2024-05',
      { cards: [{ card: computer, accumulated: 0, disposedOn: null }] },
      [20833],
    ],
    ['gone in the month', '2024-05', { cards: [{ card: computer, accumulated: 13889, disposedOn: '2024-05-20' }] }, []],
    [
      'gone in the month, where that month still counts',
      '2024-05',
      { start: 'month-after', cards: [{ card: computer, accumulated: 6944, disposedOn: '2024-05-20' }] },
      [6945],
    ],
  ])('%s', (_, month, other, expected) => {
    const decided = decideDepreciation(month, { ...run, ...other });
    expect('refusal' in decided ? decided.refusal.id : decided.lines.map(({ amount }) => amount)).toEqual(expected);
  });
});

describe('disposal', () => {
  const draft: DisposalDraft = {
    id,
    date: '2024-06-15',
    manner: 'scrapped',
    proceeds: 0,
    document: '县财资〔2024〕8号',
  };
  const state: DisposalFacts = {
    today: '2024-12-31',
    closed: { from: '2015-01', through: '2023-12' },
    start: 'month-of-acquisition',
    lastRun: '2024-05',
    card: computer,
    disposed: false,
  };
  test.each<[string, Partial<DisposalDraft>, Partial<DisposalFacts>, string | null]>([
    ['written off through the month before', {}, {}, null],
    ['a month is missing', {}, { lastRun: '2024-04' }, 'depreciation-pending'],
    ['the month itself is written off already', {}, { lastRun: '2024-06' }, 'depreciation-exists'],
    ['the month itself counts', {}, { start: 'month-after', lastRun: '2024-06' }, null],
    ['twice', {}, { disposed: true }, 'card-disposed'],
    ['no reply', { document: '' }, {}, 'text-malformed'],
    ['given away for money', { manner: 'given', proceeds: 1 }, {}, 'amount-malformed'],
    ['before it came', { date: '2024-02-01' }, {}, 'end-before-start'],
    ['a book needs no depreciation', {}, { card: { ...computer, lifeMonths: null }, lastRun: null }, null],
  ])('%s', (_, of, other, expected) =>
    expect(disposalProblem({ ...draft, ...of }, { ...state, ...other })?.refusal.id ?? null).toBe(expected),
  );

  const text = (legs: ReturnType<typeof disposalLegs>) =>
    legs.map(({ account, side, amount }) => `${side} ${account} ${amount}`);
  test('what each way of going is booked under', () => {
    const money = { cost: 1000, accumulated: 700, proceeds: 0 };
    expect(text(disposalLegs('sold', { ...money, proceeds: 50 }))).toEqual([
      'debit 1602 700',
      'debit 5301 300',
      'debit 1002 50',
      'credit 1601 1000',
      'credit 2103 50',
    ]);
    expect(text(disposalLegs('given', money))).toEqual(['debit 1602 700', 'debit 3401 300', 'credit 1601 1000']);
    expect(text(disposalLegs('missing', { ...money, accumulated: 1000 }))).toEqual([
      'debit 1602 1000',
      'credit 1601 1000',
    ]);
    expect(text(mergedLegs([...disposalLegs('missing', money), ...disposalLegs('missing', money)]))).toEqual([
      'debit 1602 1400',
      'debit 1902 600',
      'credit 1601 2000',
    ]);
  });
});

test('large equipment by the year it is published for', () => {
  const medical = { ...computer, category: 'medical-equipment' };
  const kind = (card: AssetCard, cost: string, year: number, quantity = 1) =>
    largeEquipmentKind({ ...card, cost: yuan(cost), quantity }, year);
  expect([
    kind(computer, '499999.99', 2021),
    kind(computer, '500000.00', 2021),
    kind(computer, '500000.00', 2023),
  ]).toEqual([null, 'general', null]);
  expect([
    kind(medical, '500000.00', 2021),
    kind(medical, '1000000.00', 2021),
    kind(medical, '1000000.00', 2024),
  ]).toEqual([null, 'special', 'special']);
  expect(kind(computer, '1000000.00', 2024, 2)).toBeNull();
  expect(kind(car, '2000000.00', 2024)).toBeNull();
  expect(largeEquipmentThreshold(2022)).toBeNull();
});
