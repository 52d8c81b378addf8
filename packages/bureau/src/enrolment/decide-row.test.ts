import { describe, expect, test } from 'vitest';
import {
  accountPart,
  type DueFacts,
  decideRow,
  type PaidRow,
  type PersonFacts,
  rowAdvice,
  rowMatches,
} from './decide-row.ts';

const due = (change: Partial<DueFacts> = {}): DueFacts => ({
  id: 'd24',
  period: '2024',
  employer: '',
  person: 380_00,
  employerShare: 0,
  account: 0,
  paidPerson: 0,
  paidEmployer: 0,
  ...change,
});
const someone: PersonFacts = { id: 'p', name: '沈青禾', diedOn: null, employedFrom: null, dues: [due()] };
const row: PaidRow = {
  kind: 'resident',
  name: '沈青禾',
  employer: '',
  period: '2024',
  personAmount: 380_00,
  employerAmount: 0,
};
const facts = { problem: null, receiptRepeated: false, numberFits: true, person: someone };

describe('a resident’s payment', () => {
  test.each<[string, Partial<PaidRow>, Partial<PersonFacts>, string, number, number]>([
    ['what is due', {}, {}, 'matched', 380_00, 0],
    ['too much', { personAmount: 400_00 }, {}, 'over', 380_00, 20_00],
    ['too little', { personAmount: 300_00 }, {}, 'under', 300_00, 0],
    ['the rest of it', { personAmount: 80_00 }, { dues: [due({ paidPerson: 300_00 })] }, 'matched', 80_00, 0],
    ['once more', {}, { dues: [due({ paidPerson: 380_00 })] }, 'paid-twice', 0, 380_00],
    ['for another year', { period: '2023' }, {}, 'year-wrong', 0, 380_00],
    ['without enrolment', {}, { dues: [] }, 'not-due', 0, 380_00],
    ['for another year, all paid', { period: '2023' }, { dues: [due({ paidPerson: 380_00 })] }, 'not-due', 0, 380_00],
    ['under another name', { name: '沈青河' }, {}, 'name-differs', 0, 380_00],
    ['without a name', { name: '' }, {}, 'matched', 380_00, 0],
    ['while employed', {}, { employedFrom: '2023-07-01' }, 'employed', 0, 380_00],
    ['for somebody dead', {}, { diedOn: '2023-12-31' }, 'person-dead', 0, 380_00],
    ['for somebody who died in the year', {}, { diedOn: '2024-02-01' }, 'matched', 380_00, 0],
  ])('%s', (_, paid, person, match, applied, held) => {
    const decision = decideRow({ ...row, ...paid }, { ...facts, person: { ...someone, ...person } });
    expect([decision.match, decision.appliedPerson, decision.held]).toEqual([match, applied, held]);
    expect(decision.settles).toBe(match === 'matched' || match === 'over');
    expect(decision.message === '').toBe(match === 'matched');
  });

  test.each([
    ['not to be read', { problem: '金额“三百”不是不小于零的金额' }, 'unreadable', 0],
    ['a receipt that was booked', { receiptRepeated: true }, 'receipt-repeated', 0],
    ['no number', { numberFits: false, person: null }, 'number-wrong', 380_00],
    ['nobody’s number', { person: null }, 'person-unknown', 380_00],
  ])('%s', (_, other, match, held) => {
    expect(decideRow(row, { ...facts, ...other })).toMatchObject({ match, held, due: null });
  });
});

describe('an employee’s month', () => {
  const month = due({ period: '2024-05', employer: 'E', person: 120_00, employerShare: 480_00, account: 120_00 });
  const member = { ...someone, dues: [month] };
  const paid: PaidRow = {
    ...row,
    kind: 'employee',
    employer: 'E',
    period: '2024-05',
    personAmount: 120_00,
    employerAmount: 480_00,
  };
  test.each<[string, Partial<PaidRow>, string, number, number, number]>([
    ['both shares', {}, 'matched', 120_00, 480_00, 0],
    ['the employer’s alone', { personAmount: 0 }, 'under', 0, 480_00, 0],
    ['from another employer', { employer: 'F' }, 'employer-differs', 0, 0, 600_00],
    [
      'one share too high, the other too low',
      { personAmount: 100_00, employerAmount: 500_00 },
      'over',
      100_00,
      480_00,
      20_00,
    ],
  ])('%s', (_, other, match, person, employer, held) => {
    const decision = decideRow({ ...paid, ...other }, { ...facts, person: member });
    expect([decision.match, decision.appliedPerson, decision.appliedEmployer, decision.held]).toEqual([
      match,
      person,
      employer,
      held,
    ]);
  });

  test('the personal account is filled first, and once', () => {
    const flexible = due({ person: 400_00, account: 80_00 });
    expect(accountPart(flexible, 50_00)).toBe(50_00);
    expect(accountPart({ ...flexible, paidPerson: 50_00 }, 350_00)).toBe(30_00);
    expect(accountPart({ ...flexible, paidPerson: 80_00 }, 320_00)).toBe(0);
  });
});

test('every way of comparing says what to do', () => {
  expect(Object.keys(rowAdvice)).toEqual(Object.keys(rowMatches));
});
