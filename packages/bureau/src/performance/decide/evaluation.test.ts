import { plainNumber, shippedRules } from '@mingzhang/disclosure';
import { expect, test } from 'vitest';
import { refusedPlainly } from '../../../test/refused-plainly.ts';
import { actuals, attachment, content, declared, entry, evaluationDraft, id, survey, words } from '../testing.ts';
import {
  type ActualEntry,
  decideEvaluation,
  type EvaluationDraft,
  type EvaluationFacts,
  inUnit,
} from './evaluation.ts';

const facts: EvaluationFacts = {
  today: '2025-02-20',
  goal: { year: 2024, state: 'checked', content },
  rules: shippedRules,
  standing: null,
  money: { start: 80_000_00, annual: 90_000_00, executed: 89_100_00 },
  figures: [],
  attachments: new Set([attachment]),
};

function answer(of: Partial<EvaluationDraft>, under: Partial<EvaluationFacts> = {}): string {
  const outcome = decideEvaluation({ ...facts, ...under }, evaluationDraft(of));
  return 'refusal' in outcome ? (refusedPlainly(outcome) ?? '') : plainNumber(outcome.scored.total);
}

/** The actual values with one changed. */
function with_(at: number, change: ActualEntry): Partial<EvaluationDraft> {
  return { actuals: actuals.map((one, index) => (index === at ? change : one)) };
}

const half: readonly ActualEntry[] = [
  entry(declared('60'), '雨季停巡', '提前排班'),
  ...actuals.slice(1, 2),
  entry({ kind: 'execution' }, '巡查未做完', '提前排班'),
  ...actuals.slice(3),
];

const bound = entry({ kind: 'figure', figure: 'cases-filed', at: {} });
const read = { term: '行政立案家次', unit: '家次', value: '126', remark: null } as const;
const recovered = { term: '追回医保基金', unit: '元', value: '1200000', remark: null } as const;

test.each<readonly [string, Partial<EvaluationDraft>, Partial<EvaluationFacts>, string]>([
  ['all reached, 99 % spent', {}, {}, '99.9'],
  ['a figure of the catalogue', with_(0, bound), { figures: [read] }, '99.9'],
  ['half of its target, and with it half of what was saved', { actuals: half }, {}, '84.9'],
  [
    'half of its target, and nothing said of what was saved',
    { actuals: half.with(2, entry({ kind: 'execution' })) },
    {},
    'reason-missing',
  ],
  ['of no goal', {}, { goal: null }, 'record-unknown'],
  ['of a goal that waits', {}, { goal: { year: 2024, state: 'made', content } }, 'goal-not-checked'],
  ['without rules', {}, { rules: null }, 'rules-unconfirmed'],
  ['on the last day of its year', {}, { today: '2024-12-31' }, 'year-not-ended'],
  ['where one stands', {}, { standing: id(8) }, 'evaluation-stands'],
  ['in the place of the one that stands', { replaces: id(8) }, { standing: id(8) }, '99.9'],
  ['in the place of nothing', { replaces: id(8) }, {}, 'record-unknown'],
  ['without a budget', {}, { money: { start: 0, annual: 0, executed: 0 } }, 'budget-missing'],
  ['more spent than there was', {}, { money: { ...facts.money, executed: 90_000_01 } }, 'executed-above-budget'],
  [
    'more spent, by a document, and the cost missed',
    { adjustment: '县财预〔2024〕88号' },
    { money: { ...facts.money, executed: 100_000_00 } },
    'reason-missing',
  ],
  ['the goal word for word', { outcome: content.annualGoal.replaceAll('，', ', ') }, {}, 'outcome-copies-goal'],
  ['nothing said of what came of it', { outcome: '' }, {}, 'text-malformed'],
  ['an actual value short', { actuals: actuals.slice(1) }, {}, 'actual-missing'],
  ['the last one short', { actuals: actuals.slice(0, 4) }, {}, 'actual-missing'],
  ['one too many', { actuals: [...actuals, ...actuals.slice(0, 1)] }, {}, 'line-unknown'],
  ['words for a figure', with_(0, entry(words)), {}, 'actual-missing'],
  ['a figure for words', with_(3, entry(declared('1'))), {}, 'actual-missing'],
  ['no number', with_(0, entry(declared('百余家'))), {}, 'actual-not-a-number'],
  ['a figure that is not in the catalogue', with_(0, bound), { figures: [null] }, 'figure-unknown'],
  ['a figure without a value', with_(0, bound), { figures: [{ ...read, value: null }] }, 'figure-without-value'],
  ['a figure in another unit', with_(0, bound), { figures: [recovered] }, 'figure-unit-differs'],
  ['without a register', with_(0, entry({ ...declared('126'), register: '' } as never)), {}, 'evidence-missing'],
  ['without an attachment', with_(3, entry({ ...words, attachment: '' } as never)), {}, 'evidence-missing'],
  ['an attachment that never came', {}, { attachments: new Set() }, 'attachment-not-uploaded'],
  ['satisfaction without a survey', with_(4, entry({ ...survey, survey: null } as never)), {}, 'survey-missing'],
  ['more than all are satisfied', with_(4, entry({ ...survey, value: '101' } as never)), {}, 'percent-above-hundred'],
  ['full marks in the middle band', with_(3, entry({ ...words, band: 'partly' } as never)), {}, 'band-unfit'],
  ['a miss without a reason', with_(0, entry(declared('119'))), {}, 'reason-missing'],
  ['a miss with a reason and no measure', with_(0, entry(declared('119'), '雨季停巡')), {}, 'measure-missing'],
  ['far above the target without a reason', with_(0, entry(declared('181'))), {}, 'reason-missing'],
  ['far above the target, explained', with_(0, entry(declared('181'), '新增药店', '下年调高目标')), {}, '99.9'],
  [
    'a deduction in words without a reason',
    with_(3, entry({ ...words, percent: '90' } as never)),
    {},
    'reason-missing',
  ],
])('%s', (_, of, under, expected) => {
  expect(answer(of, under)).toBe(expected);
});

test.each([
  ['万元', { ...recovered, value: '1234567.89' }, '123.456789'],
  ['元', recovered, '1200000'],
  ['亿元', { ...recovered, value: '1234567.89' }, '0.01234568'],
  ['家', read, 'figure-unit-differs'],
] as const)('in %s', (unit, of, expected) => {
  const found = inUnit('指标', unit, of);
  expect('refusal' in found ? refusedPlainly(found) : found.kind === 'figure' ? found.value : '').toBe(expected);
});
