import { expect, test } from 'vitest';
import { type DeclaredProblem, type DeclaredValue, declaredProblem, figureNamed } from './index.ts';

const persons: DeclaredValue = {
  figure: 'insured-persons',
  at: { scheme: 'resident' },
  area: '990000',
  period: { from: '2024-01-01', to: '2024-12-31' },
  cutOff: { kind: 'year-end', date: '2024-12-31' },
  value: '218204',
  denominator: null,
  sourceRegister: '参保登记台账',
  attachmentHash: '0'.repeat(64),
  maker: 'u1',
  checker: 'u2',
};
const rate: DeclaredValue = {
  ...persons,
  figure: 'enrolment-rate-permanent-population',
  at: {},
  value: '97.24',
  denominator: { figure: 'permanent-population', value: '224403', sourceRegister: '统计公报' },
};
const money: DeclaredValue = { ...persons, figure: 'recovered-amount', at: {}, value: '196000.00' };

const cases: readonly [sentence: string, value: DeclaredValue, problem: DeclaredProblem | null][] = [
  ['a count at the year’s end', persons, null],
  [
    'the same at the end of a collection before the year',
    { ...persons, cutOff: { kind: 'collection-period-end', date: '2023-12-31' } },
    null,
  ],
  [
    'a year’s end of another year',
    { ...persons, cutOff: { kind: 'year-end', date: '2023-12-31' } },
    'cut-off-outside-period',
  ],
  [
    'a cut-off after the period',
    { ...persons, cutOff: { kind: 'date', date: '2025-01-01' } },
    'cut-off-outside-period',
  ],
  ['a rate with its denominator', rate, null],
  ['a rate without', { ...rate, denominator: null }, 'denominator-missing'],
  [
    'a rate over something else',
    { ...rate, denominator: { figure: 'villages', value: '120', sourceRegister: '区划' } },
    'denominator-is-no-operand',
  ],
  [
    'a rate over nothing',
    { ...rate, denominator: { figure: 'permanent-population', value: '0', sourceRegister: '统计公报' } },
    'denominator-is-zero',
  ],
  ['money to the fen', money, null],
  ['money finer than that', { ...money, value: '196000.001' }, 'value-finer-than-a-fen'],
  ['words for a number', { ...persons, value: '三十万余' }, 'value-not-a-number'],
  ['half a person', { ...persons, value: '218204.5' }, 'value-not-whole'],
  ['no such day', { ...persons, cutOff: { kind: 'date', date: '2024-02-30' } }, 'date-malformed'],
  [
    'a period that ends before it begins',
    { ...persons, period: { from: '2024-12-31', to: '2024-01-01' } },
    'period-reversed',
  ],
  ['from nowhere', { ...persons, sourceRegister: ' ' }, 'source-register-missing'],
  ['without its attachment', { ...persons, attachmentHash: '' }, 'attachment-hash-malformed'],
  ['satisfaction without its survey', { ...persons, figure: 'survey-answers', at: {} }, 'survey-missing'],
  [
    'satisfaction with its survey',
    { ...persons, figure: 'survey-answers', at: {}, survey: { sample: 120, date: '2024-11-20', form: '窗口纸质问卷' } },
    null,
  ],
  [
    'a survey that asked nobody',
    { ...persons, figure: 'survey-answers', at: {}, survey: { sample: 0, date: '2024-11-20', form: '窗口纸质问卷' } },
    'survey-malformed',
  ],
  [
    'a survey after the year',
    { ...persons, figure: 'survey-answers', at: {}, survey: { sample: 9, date: '2025-01-20', form: '窗口纸质问卷' } },
    'survey-malformed',
  ],
];

test.each(cases)('%s', (_, value, problem) => {
  const figure = figureNamed(value.figure);
  if (figure === null) throw new Error(value.figure);
  expect(declaredProblem(value, figure, () => false)).toBe(problem);
});

test('what a duty computes is not declared; a ratio is, as long as one operand is', () => {
  const figure = figureNamed('insured-persons');
  const ratio = figureNamed('enrolment-rate-permanent-population');
  if (figure === null || ratio === null) throw new Error('the catalogue lacks them');
  expect(declaredProblem(persons, figure, () => true)).toBe('figure-is-computed');
  expect(declaredProblem(rate, ratio, (id) => id === 'insured-persons')).toBeNull();
  expect(declaredProblem(rate, ratio, () => true)).toBe('figure-is-computed');
});
