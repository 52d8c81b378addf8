import { expect, test } from 'vitest';
import {
  type ClaimDraft,
  type ClaimState,
  type ClaimStep,
  claimProblem,
  claimStates,
  claimSteps,
  missingMaterials,
  stepProblem,
} from './decide.ts';

const today = '2024-07-05';

const invoice = { code: '43060124', number: '0012345678', day: '2024-06-10', amount: 1_200_000 };

const claim: ClaimDraft = {
  visit: {
    kind: 'inpatient',
    level: 'level-2',
    filing: 'local',
    item: '',
    institution: '邻县人民医院',
    number: 'ZY-9',
    from: '2024-06-01',
    to: '2024-06-10',
  },
  bill: {
    lines: [],
    sums: { own: 80_000, overLimit: 10_000, firstPay: 110_000, inScope: 1_000_000 },
    hospitalBorne: 0,
    account: 0,
  },
  submittedOn: '2024-07-01',
  invoices: [invoice],
  materials: ['receipt', 'fee-list'],
  payee: { name: '沈青禾', bank: '青禾农商行', account: '6230580000012345678' },
};

const invoices = (...rows: readonly object[]): Partial<ClaimDraft> => ({
  invoices: rows.map((row) => ({ ...invoice, ...row })),
});

test.each<[string, Partial<ClaimDraft>, string | null]>([
  ['whole', {}, null],
  ['handed in today', { submittedOn: today }, null],
  ['no institution', { visit: { ...claim.visit, institution: '' } }, 'text-malformed'],
  ['no bank', { payee: { ...claim.payee, bank: ' ' } }, 'text-malformed'],
  ['discharged before admitted', { visit: { ...claim.visit, to: '2024-05-31' } }, 'date-malformed'],
  ['handed in tomorrow', { submittedOn: '2024-07-06' }, 'date-malformed'],
  ['handed in before discharge', { submittedOn: '2024-06-09' }, 'date-malformed'],
  ['no such day', { submittedOn: '2024-06-31' }, 'date-malformed'],
  ['no invoice', { invoices: [] }, 'invoices-missing'],
  ['an old paper invoice', invoices({ code: '4306012411', number: '00123456' }), null],
  ['an invoice of twenty digits', invoices({ code: '', number: '24432000000012345678' }), null],
  ['a code of nine digits', invoices({ code: '430601241' }), 'invoice-malformed'],
  ['a number with a letter', invoices({ number: '00123456A8' }), 'invoice-malformed'],
  ['an invoice over nothing', invoices({ amount: 0 }), 'invoice-malformed'],
  ['an amount that is none', invoices({ amount: Number.NaN }), 'invoice-malformed'],
  ['an invoice of the day before', invoices({ day: '2024-05-31' }), 'invoice-outside-visit'],
  ['an invoice written after discharge', invoices({ day: '2024-06-12' }), null],
  ['an invoice written after the claim', invoices({ day: '2024-07-02' }), 'invoice-outside-visit'],
  ['one invoice twice', invoices({ amount: 600_000 }, { amount: 600_000 }), 'invoice-repeated'],
  ['two that add up', invoices({ amount: 600_000 }, { number: '0012345679', amount: 600_000 }), null],
  ['a fen short', invoices({ amount: 1_199_999 }), 'invoices-differ'],
  [
    'a bill that is no amount',
    { bill: { ...claim.bill, sums: { own: Number.NaN, overLimit: 0, firstPay: 0, inScope: 0 } } },
    'invoices-differ',
  ],
  ['a total that is the bill', { bill: { ...claim.bill, total: 1_200_000 } }, null],
  ['a total that is not the bill', { bill: { ...claim.bill, total: 1_200_001 } }, 'total-differs'],
  ['an account with a space', { payee: { ...claim.payee, account: '6230 5800' } }, 'account-malformed'],
  ['a material of no list', { materials: ['letter'] }, 'material-unknown'],
])('%s', (_, change, refusal) => {
  const problem = claimProblem({ ...claim, ...change }, today);
  expect(problem?.refusal.id ?? null).toBe(refusal);
  if (problem !== null) expect(problem.refusal.message).toMatch(/[。]$/);
});

test('the sentence says both sums and what is between them', () => {
  expect(claimProblem({ ...claim, ...invoices({ amount: 1_199_900 }) }, today)?.refusal.message).toBe(
    '票据合计11999.00元，费用合计12000.00元，相差-1.00元；请逐张核对票据和费用清单。',
  );
});

test('an invoice without its code is named by what there is of it', () => {
  expect(claimProblem({ ...claim, ...invoices({ code: '' }) }, today)?.refusal.message).toContain(
    `第1张票据（代码没有填 ${invoice.number}）的代码或号码不对`,
  );
});

test('what is still to be handed in is said once and whole', () => {
  expect(missingMaterials('inpatient', ['receipt', 'fee-list'])).toEqual([
    '出院小结',
    '身份证件或医保凭证',
    '本人银行账户',
  ]);
  expect(missingMaterials('two-disease', ['receipt', 'fee-list', 'identity', 'bank-account'])).toEqual([]);
});

test('from which state which step may be taken', () => {
  const steps = (Object.keys(claimSteps) as ClaimStep[]).filter((one) => one !== 'taken');
  const table = (Object.keys(claimStates) as ClaimState[]).map((state) => [
    state,
    steps.filter((one) => stepProblem(state, one) === null).join(' '),
  ]);
  expect(table).toEqual([
    ['taken', 'supplemented decided rejected withdrawn'],
    ['decided', 'decided returned settled rejected withdrawn'],
    ['settled', ''],
    ['rejected', ''],
    ['withdrawn', ''],
  ]);
});
