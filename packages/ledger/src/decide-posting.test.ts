import { describe, expect, test } from 'vitest';
import { decidePosting, type PostingFacts } from './decide-posting.ts';
import { type Entry, type EntryDraft, entriesOf, type Leg, reversalOf, type Voucher } from './entry.ts';
import { ledgerRefusals } from './refusals.ts';
import { budgetary, employeeFund, financial, id, leg, salary } from './testing/sets.ts';

const sets = [financial, budgetary, employeeFund];

const facts: PostingFacts = {
  today: '2024-03-20',
  sets,
  periods: sets.map((set) => ({ set: set.id, openedThrough: '2024-03', closedThrough: '2024-01' })),
  recorded: [],
};

const voucher: Voucher = {
  id: id(1),
  kind: 'ordinary',
  date: '2024-03-15',
  text: '3月工资',
  entries: [
    { id: id(2), set: financial.id, reverses: null, legs: [leg('debit', '5001', '100'), leg('credit', '4001', '100')] },
    {
      id: id(3),
      set: budgetary.id,
      reverses: null,
      legs: [leg('debit', '7101', '100', salary), leg('credit', '6001', '100', salary)],
    },
  ],
};

/** A recorded voucher that the one above would reverse, if it said so. */
const original: Voucher = {
  ...voucher,
  id: id(800),
  date: '2024-02-15',
  entries: voucher.entries.map((entry, index) => ({
    ...entry,
    id: id(801 + index),
    legs: entry.legs.map((one) => ({ ...one, side: one.side === 'debit' ? ('credit' as const) : ('debit' as const) })),
  })),
};

function answer(given: PostingFacts, asked: Voucher): string {
  const decision = decidePosting(given, asked);
  return decision.outcome === 'refused' ? decision.refusal.id : decision.outcome;
}

interface Case {
  readonly facts: PostingFacts;
  readonly voucher: Voucher;
}

const asked =
  (change: Partial<Voucher>) =>
  (one: Case): Case => ({ ...one, voucher: { ...one.voucher, ...change } });
const given =
  (change: Partial<PostingFacts>) =>
  (one: Case): Case => ({ ...one, facts: { ...one.facts, ...change } });
const entry =
  (change: (entry: EntryDraft, index: number) => Partial<EntryDraft>) =>
  (one: Case): Case => ({
    ...one,
    voucher: { ...one.voucher, entries: one.voucher.entries.map((each, i) => ({ ...each, ...change(each, i) })) },
  });
const firstLeg = (change: Partial<Leg>, of = 0) =>
  entry(({ legs }, index) =>
    index === of ? { legs: legs.map((each, i) => (i === 0 ? { ...each, ...change } : each)) } : {},
  );
const alsoRecorded =
  (entries: (one: Case) => readonly Entry[]) =>
  (one: Case): Case => ({
    ...one,
    facts: { ...one.facts, recorded: [...one.facts.recorded, ...entries(one)] },
  });
/** The voucher as a reversal of the recorded one, with the record changed in one way. */
const reversing =
  (change: Partial<Voucher> = {}, more: readonly Entry[] = []) =>
  (one: Case): Case => ({
    facts: {
      ...one.facts,
      recorded: [
        ...one.facts.recorded.filter(({ voucher: of }) => of !== original.id && of !== id(900)),
        ...entriesOf({ ...original, ...change }),
        ...more,
      ],
    },
    voucher: entry((_, i) => ({ reverses: id(801 + i) }))(one).voucher,
  });

const firstOriginal = original.entries[0] as EntryDraft;

/** One fault each, in order of precedence. */
const faults: readonly (readonly [string, (one: Case) => Case])[] = [
  ['id-malformed', asked({ id: '018F0000-0000-4000-8000-000000000001' })],
  ['id-repeated', entry(() => ({ id: id(2) }))],
  ['voucher-id-used', alsoRecorded((one) => entriesOf({ ...voucher, id: one.voucher.id, text: '4月工资' }))],
  ['entry-id-used', alsoRecorded(() => entriesOf({ ...voucher, id: id(700) }))],
  ['date-malformed', asked({ date: '2024-03-32' })],
  ['text-malformed', asked({ text: '工资\n' })],
  ['entries-missing', asked({ entries: [] })],
  ['legs-too-few', entry(({ legs }, i) => (i === 0 ? { legs: legs.slice(0, 1) } : {}))],
  ['amount-not-positive', firstLeg({ amount: 0 })],
  ['amount-too-large', firstLeg({ amount: 10_000_000_000_001 })],
  ['set-unknown', entry((_, i) => (i === 0 ? { set: 'nowhere' } : {}))],
  ['set-repeated', entry(() => ({ set: financial.id }))],
  ['units-mixed', entry((_, i) => (i === 0 ? { set: employeeFund.id } : {}))],
  ['account-unknown', firstLeg({ account: '5002' })],
  ['account-not-in-force', firstLeg({ account: '100201' })],
  ['account-not-leaf', firstLeg({ account: '1218' })],
  [
    'account-unconfirmed',
    given({
      sets: sets.map((set) => ({ ...set, accounts: set.accounts.map((row) => ({ ...row, grade: 'K-h' as const })) })),
    }),
  ],
  ['dimension-missing', firstLeg({ dimensions: { functionCode: '2101501' } }, 1)],
  ['dimension-malformed', firstLeg({ dimensions: { ...salary, economyCode: '301' } }, 1)],
  ['entry-unbalanced', firstLeg({ amount: 10_001 })],
  ['date-in-future', given({ today: '2024-03-14' })],
  ['period-before-books', given({ sets: sets.map((set) => ({ ...set, firstMonth: '2024-04' })) })],
  ['period-not-opened', given({ periods: facts.periods.map((state) => ({ ...state, openedThrough: '2024-02' })) })],
  ['period-closed', given({ periods: facts.periods.map((state) => ({ ...state, closedThrough: '2024-03' })) })],
  ['opening-not-in-first-month', asked({ kind: 'opening' })],
  ['closing-not-at-year-end', asked({ kind: 'closing' })],
  ['reversal-original-unknown', entry(() => ({ reverses: id(999) }))],
  ['reversal-of-reversal', reversing({ entries: original.entries.map((each) => ({ ...each, reverses: id(700) })) })],
  ['reversal-before-original', reversing({ date: '2024-03-16' })],
  ['reversal-across-years', reversing({ date: '2023-12-15' })],
  [
    'reversal-repeated',
    reversing(
      {},
      entriesOf({ ...voucher, id: id(900), entries: [{ ...firstOriginal, id: id(901), reverses: id(801) }] }),
    ),
  ],
  [
    'reversal-not-mirror',
    reversing({ entries: original.entries.map((each) => ({ ...each, legs: each.legs.slice(1) })) }),
  ],
  [
    'reversal-incomplete',
    reversing({ entries: [...original.entries, { ...firstOriginal, id: id(803), set: employeeFund.id }] }),
  ],
];

describe('one fault, one answer', () => {
  test.for(faults)('%s', ([refusal, fault]) => {
    const one = fault({ facts, voucher });
    expect(answer(one.facts, one.voucher)).toBe(refusal);
    const decision = decidePosting(one.facts, one.voucher);
    expect(decision.outcome === 'refused' && /[。]$/.test(decision.refusal.message)).toBe(true);
  });

  test('every refusal of a posting is among them, in the order of the list', () => {
    const ids = Object.keys(ledgerRefusals);
    const posting = ids.slice(ids.indexOf('id-malformed'), ids.indexOf('reversal-incomplete') + 1);
    expect(faults.map(([refusal]) => refusal)).toEqual(posting);
  });
});

/** Pairs that cannot be had at once: without entries, nothing else is wrong with them; a set that is not there has no unit. */
const impossible = (first: string, second: string): boolean =>
  (second === 'entries-missing' && ['id-repeated', 'entry-id-used', 'voucher-id-used'].includes(first)) ||
  (first === 'voucher-id-used' && second === 'id-malformed');

test('of two faults the earlier in the list is the answer', () => {
  const wrong: string[] = [];
  for (const [i, [first, fault]] of faults.entries()) {
    for (const [second, other] of faults.slice(i + 1)) {
      const one = fault(other({ facts, voucher }));
      const got = answer(one.facts, one.voucher);
      if (got !== first && !impossible(first, second)) wrong.push(`${first} and ${second}: ${got}`);
    }
  }
  expect(wrong).toEqual([]);
});

describe('sent again', () => {
  const recorded = entriesOf(voucher);

  test('the same voucher is accepted and nothing is to be written, whatever has happened since', () => {
    const decision = decidePosting({ ...facts, recorded }, voucher);
    expect(decision).toEqual({ outcome: 'recorded-before', entries: recorded });
    const later = { today: '2024-01-01', sets: [], periods: [], recorded };
    expect(answer(later, voucher)).toBe('recorded-before');
  });

  test.for([
    ['another text', asked({ text: '三月工资' })],
    ['another date', asked({ date: '2024-03-16' })],
    ['another amount', firstLeg({ amount: 10_001 })],
    ['another dimension', firstLeg({ dimensions: { ...salary, economyCode: '30102' } }, 1)],
    ['one book less', asked({ entries: voucher.entries.slice(1) })],
  ] as const)('%s under the same id is refused', ([, change]) => {
    expect(answer({ ...facts, recorded }, change({ facts, voucher }).voucher)).toBe('voucher-id-used');
  });
});

test.each`
  text                | answer
  ${'核'.repeat(200)} | ${'accepted'}
  ${'核'.repeat(201)} | ${'text-malformed'}
  ${''}               | ${'text-malformed'}
  ${' 工资'}          | ${'text-malformed'}
  ${'工\u202e资'}     | ${'text-malformed'}
`('摘要 $text: $answer', ({ text, answer: expected }: { text: string; answer: string }) => {
  expect(answer(facts, { ...voucher, text })).toBe(expected);
});

test.each`
  debits                                  | answer
  ${['100000000000.00']}                  | ${'accepted'}
  ${['100000000000.01']}                  | ${'amount-too-large'}
  ${['60000000000.00', '40000000000.00']} | ${'accepted'}
  ${['60000000000.00', '40000000000.01']} | ${'amount-too-large'}
`('an entry of $debits yuan: $answer', ({ debits, answer: expected }: { debits: string[]; answer: string }) => {
  const legs = debits.flatMap((yuan) => [leg('debit', '5001', yuan), leg('credit', '4001', yuan)]);
  const asked = { ...voucher, entries: [{ id: id(2), set: financial.id, reverses: null, legs }] };
  expect(answer(facts, asked)).toBe(expected);
});

describe('what is accepted', () => {
  test('one voucher becomes an entry in each book', () => {
    const decision = decidePosting(facts, voucher);
    expect(decision.outcome).toBe('accepted');
    expect(decision.outcome === 'refused' ? [] : decision.entries.map((one) => `${one.set} ${one.voucher}`)).toEqual([
      `bureau-financial ${id(1)}`,
      `bureau-budgetary ${id(1)}`,
    ]);
  });

  test('today itself, the last open day, and an original whose month has closed', () => {
    expect(answer({ ...facts, today: '2024-03-15' }, voucher)).toBe('accepted');
    const old = entriesOf({ ...original, date: '2024-01-10' });
    const back = reversalOf(old, { id: id(50), date: '2024-03-18', text: '冲销', entryIds: [id(51), id(52)] });
    expect(answer({ ...facts, recorded: old }, back)).toBe('accepted');
    expect(answer({ ...facts, recorded: [...old, ...entriesOf(back)] }, back)).toBe('recorded-before');
    expect(
      answer(
        { ...facts, recorded: [...old, ...entriesOf(back)] },
        { ...back, id: id(60), entries: back.entries.map((each, i) => ({ ...each, id: id(61 + i) })) },
      ),
    ).toBe('reversal-repeated');
  });

  test('half a voucher is not taken back, nor is anything else slipped in', () => {
    const old = entriesOf(original);
    const back = reversalOf(old, { id: id(50), date: '2024-03-18', text: '冲销', entryIds: [id(51), id(52)] });
    expect(answer({ ...facts, recorded: old }, { ...back, entries: back.entries.slice(0, 1) })).toBe(
      'reversal-incomplete',
    );
    const mixed = back.entries.map((each, i) => (i === 1 ? { ...each, reverses: null } : each));
    expect(answer({ ...facts, recorded: old }, { ...back, entries: mixed })).toBe('reversal-incomplete');
  });

  test('with a reversal of one book nothing is booked in the other', () => {
    const old = entriesOf({ ...original, entries: original.entries.slice(0, 1) });
    const back = reversalOf(old, { id: id(50), date: '2024-03-18', text: '冲销', entryIds: [id(51)] });
    expect(answer({ ...facts, recorded: old }, back)).toBe('accepted');
    const more = { ...back, entries: [...back.entries, ...voucher.entries.slice(1)] };
    expect(answer({ ...facts, recorded: old }, more)).toBe('reversal-incomplete');
  });

  test('an original is looked for in the same set', () => {
    const elsewhere = entriesOf(original).map((one) => ({ ...one, set: employeeFund.id }));
    const back = reversalOf(entriesOf(original), {
      id: id(50),
      date: '2024-03-18',
      text: '冲销',
      entryIds: [id(51), id(52)],
    });
    expect(answer({ ...facts, recorded: elsewhere }, back)).toBe('reversal-original-unknown');
  });

  test('the fund part of a leg is one that the set keeps', () => {
    const legs = (fund: 'employee-pooled' | 'resident') => [
      leg('debit', 'payment-account-deposit', '5', { fund }),
      leg('credit', 'fiscal-account-deposit', '5', { fund }),
    ];
    const ask = (fund: 'employee-pooled' | 'resident') =>
      answer(facts, { ...voucher, entries: [{ id: id(2), set: employeeFund.id, reverses: null, legs: legs(fund) }] });
    expect([ask('employee-pooled'), ask('resident')]).toEqual(['accepted', 'dimension-malformed']);
  });
});
