import { describe, expect, test } from 'vitest';
import {
  type Reception,
  type RecordFacts,
  type RegisterRecord,
  reconcileRegister,
  recordProblem,
  tieProblem,
  withdrawalProblem,
} from './decide.ts';

const id = '018f0000-0000-7000-8000-000000000001';
const reception: Reception = {
  register: 'reception',
  unit: 'qinghe',
  id,
  date: '2024-03-05',
  cost: 68_000,
  kind: 'domestic',
  guests: '临县医疗保障局',
  reason: '交流经办工作',
  host: '办公室',
  letter: '',
  persons: 8,
  escorts: 2,
};
const trip: RegisterRecord = {
  register: 'trip',
  unit: 'qinghe',
  id,
  date: '2024-05-01',
  cost: 0,
  destination: '邻国',
  purpose: '考察',
  approval: '外办〔2024〕1号',
  ownGroup: false,
  persons: 1,
  returnedOn: '2024-05-06',
};
const drive: RegisterRecord = {
  register: 'vehicle',
  unit: 'qinghe',
  id,
  date: '2024-05-01',
  cost: 40_000,
  vehicle: id,
  kind: 'fuel',
  note: '',
};
const vehicle = { plate: '测A00001', from: '2024-01-01', until: '2024-06-30' };
const facts: RecordFacts = { today: '2024-07-01', closed: { from: '2015-01', through: '2023-12' }, vehicle };

const answer = (record: RegisterRecord, other: Partial<RecordFacts> = {}) =>
  recordProblem(record, { ...facts, ...other })?.refusal.id ?? null;

describe('what may be entered', () => {
  test.each<[string, RegisterRecord, string | null]>([
    ['a reception', reception, null],
    ['one that cost nothing', { ...reception, cost: 0 }, null],
    ['an id of another version', { ...reception, id: id.replace('-7', '-4') }, 'id-malformed'],
    ['no reason', { ...reception, reason: ' ' }, 'text-malformed'],
    ['a line break in the guests', { ...reception, guests: '甲\n乙' }, 'text-malformed'],
    ['a day that does not exist', { ...reception, date: '2024-02-30' }, 'date-malformed'],
    ['a cost below zero', { ...reception, cost: -1 }, 'amount-malformed'],
    ['no persons', { ...reception, persons: 0 }, 'persons-not-positive'],
    ['half a person', { ...reception, persons: 1.5 }, 'persons-not-positive'],
    ['escorts below zero', { ...reception, escorts: -1 }, 'persons-not-positive'],
    ['tomorrow', { ...reception, date: '2024-07-02' }, 'date-in-future'],
    ['a year that is closed', { ...reception, date: '2023-11-30' }, 'year-closed'],
    ['a trip', trip, null],
    ['a trip that has not ended', { ...trip, returnedOn: '2024-07-09' }, 'date-in-future'],
    ['a trip that ended before it began', { ...trip, returnedOn: '2024-04-30' }, 'end-before-start'],
    ['fuel', drive, null],
    ['fuel on its first day', { ...drive, date: '2024-01-01' }, null],
    ['fuel on its last day', { ...drive, date: '2024-06-30' }, null],
    ['fuel after it was gone', { ...drive, date: '2024-07-01' }, 'vehicle-not-in-use'],
  ])('%s: %s', (_, record, expected) => expect(answer(record)).toBe(expected));

  test('fuel for a vehicle that there is not', () => expect(answer(drive, { vehicle: null })).toBe('vehicle-unknown'));

  test('a month that is closed does not stop a late entry, only a closed year does', () => {
    expect(answer(reception, { closed: { from: '2015-01', through: '2024-06' } })).toBeNull();
    expect(answer(reception, { closed: { from: '2015-01', through: '2024-12' } })).toBe('year-closed');
  });
});

describe('what may be tied', () => {
  const record = { register: 'reception', cost: 100, withdrawn: false, tied: 40 } as const;
  const voucher = { date: '2024-03-20', text: '支付接待费', amount: 90, tied: 50 };
  test.each<[string, number, Parameters<typeof tieProblem>[1], Parameters<typeof tieProblem>[2], string | null]>([
    ['what both have left', 40, record, voucher, null],
    ['no such record', 40, null, voucher, 'record-unknown'],
    ['nothing', 0, record, voucher, 'amount-malformed'],
    ['a withdrawn record', 40, { ...record, withdrawn: true }, voucher, 'record-withdrawn'],
    ['a festival', 40, { ...record, register: 'festival' }, voucher, 'register-without-code'],
    ['no such voucher', 40, record, null, 'voucher-unknown'],
    ['a voucher of something else', 40, record, { ...voucher, amount: 0, tied: 0 }, 'voucher-of-other-kind'],
    ['more than the record cost', 61, record, { ...voucher, tied: 0 }, 'tie-exceeds-record'],
    ['more than the voucher has left', 41, record, voucher, 'tie-exceeds-voucher'],
  ])('%s: %i', (_, amount, of, by, expected) => expect(tieProblem(amount, of, by)?.refusal.id ?? null).toBe(expected));

  test('what is tied is untied before it is withdrawn', () => {
    const answers = [
      withdrawalProblem(null, '重复'),
      withdrawalProblem(record, ''),
      withdrawalProblem({ ...record, withdrawn: true }, '重复'),
      withdrawalProblem(record, '重复'),
      withdrawalProblem({ ...record, tied: 0 }, '重复'),
    ];
    expect(answers.map((one) => one?.refusal.id ?? null)).toEqual([
      'record-unknown',
      'text-malformed',
      'record-withdrawn',
      'record-tied',
      null,
    ]);
  });
});

test('a register and the ledger differ by what is tied to nothing', () => {
  const { ledger, registered, tied, differences } = reconcileRegister({
    register: 'reception',
    year: 2024,
    records: [
      { id: 'a', date: '2024-03-05', text: '甲', cost: 100, tied: 100 },
      { id: 'b', date: '2024-11-05', text: '乙', cost: 70, tied: 20 },
    ],
    vouchers: [
      { id: 'x', date: '2024-03-20', text: '接待费', amount: 120, tied: 120 },
      { id: 'y', date: '2024-12-20', text: '接待费', amount: 30, tied: 0 },
      { id: 'z', date: '2024-12-21', text: '已冲销', amount: 0, tied: 5 },
    ],
  });
  expect([ledger, registered, tied]).toEqual([150, 170, 125]);
  expect(differences.map(({ kind, id: of, amount }) => [kind, of, amount])).toEqual([
    ['untied-record', 'b', 50],
    ['untied-voucher', 'y', 30],
    ['overtied-voucher', 'z', -5],
  ]);
});
