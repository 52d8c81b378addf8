import { expect, test } from 'vitest';
import {
  type ApplicationDraft,
  type ApplicationState,
  type ApplicationStep,
  applicationProblem,
  applicationStates,
  applicationSteps,
  balanceOf,
  crossing,
  type SourceDraft,
  shareProblem,
  sourceDifferences,
  sourceProblem,
  stepProblem,
} from './decide.ts';
import { type LetterId, letterOf, letterTemplates } from './letters.ts';

const today = '2024-11-20';

const application: ApplicationDraft = {
  year: 2024,
  category: 'illness-poverty',
  householdSize: 3,
  householdIncome: 4_000_000,
  householdExpense: 6_500_000,
  facts: '户主重病，妻务农，子在读',
  submittedOn: '2024-11-18',
  attachments: [{ sha256: 'a'.repeat(64), name: '申请书.pdf' }],
  payee: { name: '沈青禾', bank: '青禾农商行', account: '6230580000012345678' },
};

test.each<[string, Partial<ApplicationDraft>, string | null]>([
  ['whole', {}, null],
  ['the burden of last year', { year: 2023 }, null],
  ['no facts', { facts: '' }, 'text-malformed'],
  ['facts over two lines', { facts: '重病\n在读' }, 'text-malformed'],
  ['handed in tomorrow', { submittedOn: '2024-11-21' }, 'date-malformed'],
  ['an income below nothing', { householdIncome: -1 }, 'amount-malformed'],
  ['an expense that is no amount', { householdExpense: Number.NaN }, 'amount-malformed'],
  ['a household of nobody', { householdSize: 0 }, 'household-malformed'],
  ['half a person', { householdSize: 2.5 }, 'household-malformed'],
  ['the year before last', { year: 2022 }, 'year-out-of-range'],
  ['next year', { year: 2025 }, 'year-out-of-range'],
  ['低保 is on a list', { category: 'low-income' }, 'category-unfit'],
  ['nothing attached', { attachments: [] }, 'attachments-missing'],
  ['half a hash', { attachments: [{ sha256: 'abc', name: '申请书.pdf' }] }, 'attachment-malformed'],
  ['letters in the account', { payee: { ...application.payee, account: '62305800A' } }, 'account-malformed'],
])('an application: %s', (_, change, refusal) => {
  const problem = applicationProblem({ ...application, ...change }, today);
  expect(problem?.refusal.id ?? null).toBe(refusal);
  if (problem !== null) expect(problem.refusal.message).toMatch(/[。]$/);
});

test('from which state which step may be taken', () => {
  const steps = (Object.keys(applicationSteps) as ApplicationStep[]).filter((one) => one !== 'submitted');
  const table = (Object.keys(applicationStates) as ApplicationState[]).map((state) => [
    state,
    steps.filter((one) => stepProblem(state, one) === null).join(' '),
  ]);
  expect(table).toEqual([
    ['submitted', 'checked rejected withdrawn'],
    ['checked', 'recognised rejected withdrawn'],
    ['recognised', 'returned approved rejected withdrawn'],
    ['approved', ''],
    ['rejected', ''],
    ['withdrawn', ''],
  ]);
});

test.each<[string, string, number, number | null, string | null]>([
  ['exactly half of the income', 'illness-poverty', 2_000_000, 5_000, null],
  ['a fen below', 'illness-poverty', 1_999_999, 5_000, 'burden-below-share'],
  ['a place without a share', 'illness-poverty', 0, null, null],
  ['低保边缘 are told by income alone', 'low-income-margin', 0, 5_000, null],
])('%s', (_, category, burden, share, refusal) => {
  const problem = shareProblem({ category, householdIncome: 4_000_000 }, burden, share);
  expect(problem?.refusal.id ?? null).toBe(refusal);
});

const source: SourceDraft = {
  year: 2024,
  kind: 'received',
  level: 'central',
  purpose: '',
  amount: 61_584_000,
  document: '财社〔2024〕1号',
  dated: '2024-05-06',
};

test.each<[string, Partial<SourceDraft>, string | null]>([
  ['money of the centre', {}, null],
  ['a budget by purpose', { kind: 'budget', level: 'county', purpose: 'inpatient' }, null],
  ['nothing carried over', { kind: 'carried-over', amount: 0 }, null],
  ['nothing received', { amount: 0 }, 'amount-malformed'],
  ['no document', { document: '' }, 'text-malformed'],
  ['a document of tomorrow', { dated: '2024-11-21' }, 'date-malformed'],
  ['money of two years ago', { year: 2022 }, 'year-out-of-range'],
  ['a level of nobody', { level: 'village' }, 'level-unfit'],
  ['money received for stays', { purpose: 'inpatient' }, 'level-unfit'],
])('%s', (_, change, refusal) => {
  expect(sourceProblem({ ...source, ...change }, today)?.refusal.id ?? null).toBe(refusal);
});

test('the balance may be fifteen hundredths of what was raised, and no fen more', () => {
  expect(balanceOf({ carriedOver: 5_000, raised: 100_000, spent: 90_000 }, 1_500)).toEqual({
    carriedOver: 5_000,
    raised: 100_000,
    spent: 90_000,
    balance: 15_000,
    limit: 15_000,
    beyond: false,
  });
  expect(balanceOf({ carriedOver: 5_001, raised: 100_000, spent: 90_000 }, 1_500).beyond).toBe(true);
});

test.each([
  [false, 999, null],
  [false, 1_000, 'above'],
  [true, 1_500, null],
  [true, 999, 'below'],
] as const)('above before: %s, now %s of 1000: %s', (was, burden, expected) => {
  expect(crossing(was, burden, 1_000)).toBe(expected);
});

test('every place of every letter is filled in, or it is not written at all', () => {
  for (const id of Object.keys(letterTemplates) as LetterId[]) {
    const names = [...letterTemplates[id].paragraphs.join('').matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    const { paragraphs } = letterOf(id, Object.fromEntries(names.map((name) => [name, `〔${name}〕`])));
    expect(paragraphs.join('')).not.toMatch(/[{}]/);
    expect(() => letterOf(id, {})).toThrow(`the letter ${id} has no`);
  }
});

test.each([
  ['all agrees', { central: 80, county: 20, interest: 1 }, {}, []],
  ['interest that is in the books alone', { central: 80, county: 20 }, {}, ['利息 0 1']],
  ['another level', { province: 80, county: 20, interest: 1 }, {}, ['中央补助 0 80', '省级补助 80 0']],
  ['less in all', { central: 70, county: 20, interest: 1 }, {}, ['财政补助 90 100', '中央补助 70 80']],
  [
    'levels are not told where a receipt names no document',
    { province: 80, county: 20, interest: 1 },
    { fiscal: 100, documented: { central: 80 } },
    [],
  ],
  ['nor with money of the lottery', { central: 70, lottery: 10, county: 20, interest: 1 }, {}, []],
  ['a donation that never came', { central: 80, county: 20, interest: 1, donation: 5 }, {}, ['捐赠和其他 5 0']],
] as const)('sources and books: %s', (_, received, other, differences) => {
  const booked = { fiscal: 100, interest: 1, other: 0, documented: { central: 80, county: 20 }, ...other };
  expect(sourceDifferences(received, booked).map((one) => `${one.what} ${one.registered} ${one.booked}`)).toEqual(
    differences,
  );
});
