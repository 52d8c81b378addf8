import { noneUsed, type Settlement } from '@mingzhang/policy';
import { describe, expect, test } from 'vitest';
import { type CategorySpan, type Spell } from '../registry/index.ts';
import {
  accountProblem,
  type Claimant,
  decideCase,
  fundLegs,
  fundLines,
  linesBySet,
  type VisitDraft,
} from './decide.ts';

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

const person: Claimant = {
  name: '沈青禾',
  diedOn: null,
  spells: [spell],
  suspensions: [],
  categories: [low],
  filings: [],
  entitlements: [],
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
  test.each<[string, Partial<Claimant>, Partial<VisitDraft>, string]>([
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
  ['civil servants', 'employee', { civilServant: 1 }, 'civil-servant'],
  ['retired cadres', 'retired-cadre', { cadre: 1 }, 'retired-cadre'],
  ['personal accounts', 'employee', { account: 1 }, 'employee-personal'],
] as const)('%s have a fund of their own, which a bureau keeps books of or is refused', (_, scheme, more, fund) => {
  const lines = fundLines(scheme, { ...nothing, ...more });
  expect(lines).toMatchObject([{ fund, account: 'benefit-expense', amount: 1 }]);
  expect(linesBySet(lines, new Map([[fund, 'books']]))).toMatchObject([{ set: 'books', lines: [{ fund }] }]);
  expect(linesBySet(lines, new Map([['resident', 'books']]))).toMatchObject({ refusal: { id: 'fund-without-books' } });
});

test('what is taken back stands on the other sides', () => {
  const lines = fundLines('resident', { ...nothing, pool: -5 });
  expect(fundLegs(lines).map(({ account, side }) => `${side} ${account}`)).toEqual([
    'credit benefit-expense',
    'debit benefit-payable',
  ]);
});

test('no more is taken from an account than stands on it', () => {
  expect(accountProblem(500, { scheme: 'employee', balance: 500 })).toBeNull();
  expect(accountProblem(501, { scheme: 'employee', balance: 500 })).toMatchObject({
    refusal: { id: 'account-short', message: expect.stringContaining('账上只有5.00元') },
  });
  expect(accountProblem(1, { scheme: 'resident', balance: 0 })).toMatchObject({ refusal: { id: 'account-short' } });
});

describe('care elsewhere', () => {
  const filed = {
    id: 'f',
    kind: 'transferred',
    area: '4301',
    from: '2024-06-05',
    to: '2024-12-31',
    reason: '转上级医院',
  } as const;
  const ask = (filing: VisitDraft['filing'], careArea: string, filings: Claimant['filings'] = []) => {
    const decided = decideCase({ ...person, filings }, { area: '990102' }, { ...visit, filing, careArea }, today);
    return 'refusal' in decided ? decided.refusal.id : decided.filing;
  };
  test.each<[string, VisitDraft['filing'], string, Claimant['filings'], string]>([
    ['in the county', 'local', '990102', [], 'local'],
    ['in the city, which is one pooling region', 'local', '990103', [], 'local'],
    ['elsewhere, said to be here', 'local', '430102', [], 'care-area-malformed'],
    ['here, said to be elsewhere', 'unfiled', '990102', [], 'care-area-malformed'],
    ['no such place', 'unfiled', '4301', [], 'care-area-malformed'],
    ['a whole province', 'unfiled', '430000', [], 'care-area-malformed'],
    ['a city', 'unfiled', '430100', [], 'unfiled'],
    ['a filing made during the stay covers it', 'unfiled', '430102', [filed], 'transferred'],
    ['what is filed goes before what is said', 'emergency', '430102', [filed], 'transferred'],
    ['said to be filed, and is not', 'transferred', '430102', [], 'filing-missing'],
    ['filed for another place', 'transferred', '440103', [filed], 'filing-other-area'],
    ['an emergency needs no filing', 'emergency', '440103', [filed], 'emergency'],
    ['filed too late', 'long-term', '430102', [{ ...filed, from: '2024-06-11' }], 'filing-missing'],
    ['a filing that has ended', 'unfiled', '430102', [{ ...filed, from: '2024-01-01', to: '2024-05-31' }], 'unfiled'],
  ])('%s', (_, filing, careArea, filings, expected) => {
    expect(ask(filing, careArea, filings)).toBe(expected);
  });
});

describe('chronic and two diseases', () => {
  const held = {
    id: 'e',
    kind: 'chronic',
    item: 'cor-pulmonale',
    from: '2024-01-01',
    to: '2024-06-09',
    doctor: '闻医师',
    institution: '禾丰县人民医院',
    opinion: '符合',
  } as const;
  test.each<[string, Partial<VisitDraft>, Claimant['entitlements'], string]>([
    ['entitled', { to: '2024-06-09' }, [held], 'chronic'],
    ['no longer', {}, [held], 'not-entitled'],
    ['of another disease', { item: 'hypertension', to: '2024-06-09' }, [held], 'not-entitled'],
    ['of another kind', { kind: 'two-disease', to: '2024-06-09' }, [held], 'not-entitled'],
    ['of none', {}, [], 'not-entitled'],
  ])('%s', (_, change, entitlements, expected) => {
    const draft: VisitDraft = { ...visit, kind: 'chronic', item: 'cor-pulmonale', ...change };
    const decided = decideCase({ ...person, entitlements }, { area: '990102' }, draft, today);
    expect('refusal' in decided ? decided.refusal.id : decided.kind).toBe(expected);
  });
});
