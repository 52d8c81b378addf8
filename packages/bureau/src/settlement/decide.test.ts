import { noneUsed, type Settlement } from '@mingzhang/policy';
import { describe, expect, test } from 'vitest';
import { type CategorySpan, type InsuredPerson, type Spell } from '../registry/index.ts';
import { decideCase, fundLegs, fundLines, type VisitDraft } from './decide.ts';

const today = '2024-06-30';

const spell: Spell = {
  id: 'a',
  scheme: 'resident',
  area: '990102',
  member: 'resident',
  civilServant: false,
  from: '2024-01-01',
  to: '2024-12-31',
  waitingUntil: null,
};

const low: CategorySpan = {
  id: 'c',
  category: 'low-income',
  from: '2024-01-01',
  knownSince: '2024-06-30',
  to: null,
  endKnownSince: null,
  document: '低保名单',
};

const person: InsuredPerson = {
  id: 'p',
  name: '沈青禾',
  bornOn: '1990-01-01',
  area: '990102001',
  identity: Buffer.alloc(0),
  diedOn: null,
  spells: [spell],
  suspensions: [],
  categories: [low],
};

const visit: VisitDraft = {
  kind: 'inpatient',
  level: 'level-2',
  filing: 'local',
  item: '',
  institution: '禾丰县人民医院',
  number: 'ZY-1',
  from: '2024-06-01',
  to: '2024-06-10',
};

test('the case is made of what the registry knows', () => {
  expect(decideCase(person, { area: '990102' }, visit, today)).toEqual({
    area: 'hunan/yongzhou',
    scheme: 'resident',
    kind: 'inpatient',
    member: 'resident',
    day: '2024-06-10',
    level: 'level-2',
    categories: ['low-income'],
    filing: 'local',
    civilServant: false,
    item: '',
  });
  expect(decideCase(person, { area: '990102' }, visit, '2024-06-29')).toMatchObject({ categories: [] });
});

describe('who may not draw anything', () => {
  const suspension = { id: 's', spell: 'a', from: '2024-06-05', to: null, reason: '欠费' };
  test.each<[string, Partial<InsuredPerson>, Partial<VisitDraft>, string]>([
    ['no institution', {}, { institution: '' }, 'text-malformed'],
    ['no day', {}, { from: '2024-06-31' }, 'date-malformed'],
    ['out before in', {}, { from: '2024-06-11' }, 'date-malformed'],
    ['out tomorrow', {}, { to: '2024-07-01' }, 'date-in-future'],
    ['over the new year', {}, { from: '2023-12-30' }, 'stay-crosses-year'],
    ['dead before it ended', { diedOn: '2024-06-09' }, {}, 'dead-before-visit'],
    ['never enrolled', { spells: [] }, {}, 'not-enrolled'],
    ['enrolled during the stay', { spells: [{ ...spell, from: '2024-06-02' }] }, {}, 'not-enrolled'],
    ['of another county', { spells: [{ ...spell, area: '990103' }] }, {}, 'insured-elsewhere'],
    ['suspended at the end', { suspensions: [suspension] }, {}, 'suspended'],
    ['waiting', { spells: [{ ...spell, waitingUntil: '2024-06-10' }] }, {}, 'waiting'],
    ['waiting when the stay began', { spells: [{ ...spell, waitingUntil: '2024-06-01' }] }, {}, 'waiting'],
  ])('%s', (_, other, draft, expected) => {
    const decided = decideCase({ ...person, ...other }, { area: '990102' }, { ...visit, ...draft }, today);
    expect('refusal' in decided ? decided.refusal.id : null).toBe(expected);
  });

  test('a county whose rules nobody has entered', () => {
    const elsewhere = { ...person, spells: [{ ...spell, area: '110101' }] };
    expect(decideCase(elsewhere, { area: '110101' }, visit, today)).toMatchObject({
      refusal: { id: 'area-without-rules' },
    });
  });

  test('who dies on the day of leaving is still settled', () => {
    expect(decideCase({ ...person, diedOn: '2024-06-10' }, { area: '990102' }, visit, today)).not.toHaveProperty(
      'refusal',
    );
  });
});

const nothing: Settlement = {
  total: 0,
  own: 0,
  overLimit: 0,
  firstPay: 0,
  inScope: 0,
  deductible: 0,
  poolRatio: null,
  pool: 0,
  criticalIllness: 0,
  largeAmount: 0,
  civilServant: 0,
  assistance: 0,
  cadre: 0,
  funds: 0,
  hospitalBorne: 0,
  personal: 0,
  account: 0,
  cash: 0,
  after: noneUsed(2024),
  derivation: null,
};

test('each fund books its own share against what it owes', () => {
  const lines = fundLines('resident', { ...nothing, pool: 5, criticalIllness: 3, assistance: 2 });
  if ('refusal' in lines) throw new Error(lines.refusal.message);
  expect(lines.map(({ payer, fund, account, amount }) => `${payer} ${fund} ${account} ${amount}`)).toEqual([
    'pool resident benefit-expense 5',
    'criticalIllness resident serious-illness-expense 3',
    'assistance assistance assistance-expense 2',
  ]);
  expect(fundLegs(lines.slice(0, 1))).toEqual([
    { account: 'benefit-expense', side: 'debit', amount: 5, dimensions: { fund: 'resident' } },
    { account: 'benefit-payable', side: 'credit', amount: 5, dimensions: { fund: 'resident' } },
  ]);
  expect(fundLines('employee', { ...nothing, pool: 5, largeAmount: 1 })).toMatchObject([
    { fund: 'employee-pooled', account: 'benefit-expense' },
    { fund: 'employee-pooled', account: 'serious-illness-expense' },
  ]);
});

test.each([
  ['civil servants', 'employee', { civilServant: 1 }],
  ['retired cadres', 'retired-cadre', { cadre: 1 }],
] as const)('what has no books is refused: %s', (_, scheme, more) => {
  expect(fundLines(scheme, { ...nothing, ...more })).toMatchObject({ refusal: { id: 'fund-without-books' } });
});
