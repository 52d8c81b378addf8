import { describe, expect, test } from 'vitest';
import { shippedParameters } from '../parameters/load.ts';
import { type CategorySpan, type Division } from '../registry/index.ts';
import {
  decideEmployeeDue,
  decideResidentDue,
  type EmploymentDraft,
  type Enrollee,
  employmentProblem,
  otherPlaceOf,
  type TransferDraft,
} from './decide.ts';

const parameters = shippedParameters();
const today = '2024-06-30';
const person: Enrollee = { name: '沈青禾', bornOn: '1990-01-01', diedOn: null, spells: [], categories: [] };
const low: CategorySpan = {
  id: 'c',
  category: 'low-income',
  from: '2022-01-01',
  knownSince: '2022-01-10',
  to: null,
  endKnownSince: null,
  document: '名单',
};
const request = { area: '431124', year: 2023, enrolledOn: '2022-11-20', today };
const idOf = (outcome: object | null): string | null =>
  outcome !== null && 'refusal' in outcome ? (outcome.refusal as { id: string }).id : null;

describe('a resident’s year', () => {
  test.each<[string, Partial<Enrollee>, Partial<typeof request>, object]>([
    ['in the window', {}, {}, { person: 350_00, subsidy: 0, kind: 'resident', coveredFrom: '2023-01-01' }],
    ['低保 known then', { categories: [low] }, {}, { person: 175_00, subsidy: 175_00, subsidyCategory: 'low-income' }],
    ['低保 not yet known', { categories: [{ ...low, knownSince: '2022-12-01' }] }, {}, { person: 350_00, subsidy: 0 }],
    [
      'a newborn',
      { bornOn: '2023-03-31' },
      { enrolledOn: '2023-06-29' },
      { person: 350_00, kind: 'newborn', coveredFrom: '2023-03-31' },
    ],
    [
      'who has left employment',
      { spells: [{ scheme: 'employee', area: '431124', from: '2020-01-01', to: '2022-10-31' }] },
      {},
      { person: 350_00 },
    ],
    [
      'with an entry that never held',
      { spells: [{ scheme: 'employee', area: '431124', from: '2023-01-01', to: '2022-12-31' }] },
      {},
      { person: 350_00 },
    ],
  ])('%s', (_, other, asked, expected) => {
    expect(decideResidentDue(parameters, { ...person, ...other }, { ...request, ...asked })).toMatchObject(expected);
  });

  test.each<[string, Partial<Enrollee>, Partial<typeof request>, string]>([
    ['no day', {}, { enrolledOn: '2022-13-01' }, 'date-malformed'],
    ['tomorrow', {}, { enrolledOn: '2024-07-01' }, 'date-in-future'],
    ['of no known place', {}, { area: '110101' }, 'area-without-rules'],
    ['before the window, where it is confirmed', {}, { enrolledOn: '2022-08-31' }, 'collection-not-open'],
    ['dead', { diedOn: '2022-12-31' }, {}, 'person-dead'],
    ['employed', { spells: [{ scheme: 'employee', area: '431124', from: '2020-01-01', to: null }] }, {}, 'employed'],
    [
      'elsewhere',
      { spells: [{ scheme: 'resident', area: '431125', from: '2023-01-01', to: '2023-12-31' }] },
      {},
      'insured-elsewhere',
    ],
    [
      'twice',
      { spells: [{ scheme: 'resident', area: '431124', from: '2023-01-01', to: '2023-12-31' }] },
      {},
      'enrolled-already',
    ],
    ['late, with no rule for it', {}, { enrolledOn: '2023-03-01' }, 'not-covered'],
    ['for a year long past', {}, { year: 2019 }, 'date-malformed'],
  ])('%s', (_, other, asked, expected) => {
    const confirmed = parameters.confirming([
      {
        area: 'hunan',
        key: 'resident/enrolment/window-opens',
        from: '2022-01-01',
        value: '09-01',
        document: '通知',
        by: '核对人',
      },
    ]);
    expect(idOf(decideResidentDue(confirmed, { ...person, ...other }, { ...request, ...asked }))).toBe(expected);
  });
});

describe('an employee’s month', () => {
  const known = parameters.supposing([
    {
      area: 'hunan',
      key: 'employee/contribution/reference-wage',
      from: '2024-01-01',
      to: '2025-12-31',
      value: 680_000,
    },
  ]);
  test.each<[string, Parameters<typeof decideEmployeeDue>[1], string, object | null]>([
    [
      'in service',
      { kind: 'in-service', wage: 600_000 },
      '2025-04',
      { person: 120_00, employerShare: 522_00, account: 120_00 },
    ],
    ['flexible', { kind: 'flexible', wage: 0 }, '2025-04', { person: 408_00, employerShare: 0, account: 81_60 }],
    ['unemployed', { kind: 'unemployed', wage: 0 }, '2025-04', { person: 0, employerShare: 408_00, account: 0 }],
    ['retired', { kind: 'retired', wage: 0 }, '2025-04', null],
  ])('%s', (_, employment, month, expected) => {
    const due = decideEmployeeDue(known, employment, '431124', month);
    if (expected === null) expect(due).toBeNull();
    else expect(due).toMatchObject(expected);
  });

  test('without a confirmed reference wage nothing is reckoned', () => {
    expect(idOf(decideEmployeeDue(parameters, { kind: 'in-service', wage: 600_000 }, '431124', '2024-05'))).toBe(
      'parameter-unconfirmed',
    );
    expect(idOf(decideEmployeeDue(parameters, { kind: 'in-service', wage: 1 }, '110101', '2024-05'))).toBe(
      'area-without-rules',
    );
  });

  const work: EmploymentDraft = {
    employer: '91990101MA0000001X',
    kind: 'in-service',
    wage: 600_000,
    fromMonth: '2024-05',
  };
  test.each<[string, Partial<EmploymentDraft>, string | null]>([
    ['in order', {}, null],
    ['no employer', { employer: '' }, 'employer-malformed'],
    ['retired without one', { employer: '', kind: 'retired' }, null],
    ['retired with half a one', { employer: '9', kind: 'retired' }, 'employer-malformed'],
    ['flexible with one', { kind: 'flexible' }, 'kind-unfit'],
    ['no month', { fromMonth: '2024-13' }, 'date-malformed'],
    ['a wage below nothing', { wage: -1 }, 'wage-malformed'],
  ])('%s', (_, other, expected) => expect(idOf(employmentProblem({ ...work, ...other }))).toBe(expected));
});

const transfer: TransferDraft = {
  direction: 'in',
  scheme: 'employee',
  otherArea: '430102',
  onDate: '2024-05-31',
  certificate: 'PZ-1',
  months: 36,
  account: 1_234_00,
};
const [furong, own] = [
  { code: '430102', name: '湖南省长沙市芙蓉区' },
  { code: '990101', name: '青禾县' },
];
const chaoyang = [
  { code: '110105', name: '北京市朝阳区' },
  { code: '220104', name: '吉林省长春市朝阳区' },
];

test('who has a name that several places have is told which', () => {
  const said = otherPlaceOf({ ...transfer, otherArea: '朝阳区' }, { division: '990101', others: chaoyang }, today);
  expect(said).toMatchObject({
    refusal: {
      message: '叫“朝阳区”的有2处：北京市朝阳区（110105）、吉林省长春市朝阳区（220104）；请对照参保凭证选取其中一处。',
    },
  });
});

const divisions: Readonly<Record<string, readonly Division[]>> = {
  '430102': [furong],
  湖南省长沙市芙蓉区: [furong],
  '990101': [own],
  青禾县: [own],
  朝阳区: chaoyang,
};
test.each<[string, Partial<TransferDraft>, string | null]>([
  ['from elsewhere', {}, null],
  ['from a place by its name', { otherArea: '湖南省长沙市芙蓉区' }, null],
  ['to oneself', { otherArea: '990101' }, 'transfer-same-area'],
  ['to oneself by name', { otherArea: '青禾县' }, 'transfer-same-area'],
  ['to nowhere', { otherArea: '' }, 'other-area-unknown'],
  ['to half a place', { otherArea: '4301' }, 'other-area-unknown'],
  ['to a place that two have the name of', { otherArea: '朝阳区' }, 'other-area-unknown'],
  ['tomorrow', { onDate: '2024-07-01' }, 'date-in-future'],
  ['without a certificate', { certificate: '' }, 'text-malformed'],
  ['a resident with an account', { scheme: 'resident' }, 'wage-malformed'],
])('a transfer %s', (_, other, expected) => {
  const draft = { ...transfer, ...other };
  const places = { division: '990101', others: divisions[draft.otherArea] ?? [] };
  expect(idOf(otherPlaceOf(draft, places, today))).toBe(expected);
});
