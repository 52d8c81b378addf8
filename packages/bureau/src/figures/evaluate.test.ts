import { expect, test } from 'vitest';
import { figures } from './catalogue.ts';
import { evaluate, printRational } from './evaluate.ts';
import { type Operand } from './formula.ts';

const given =
  (values: Readonly<Record<string, string>>) =>
  ({ figure, period, whole }: Operand): string | null =>
    values[`${figure}${whole ? '{*}' : ''}${period === 'prior' ? '[prior]' : ''}`] ?? null;

test.each`
  formula                        | values                                     | places | percent  | answer
  ${'a - a[prior]'}              | ${{ a: '1180.00', 'a[prior]': '1000.00' }} | ${2}   | ${false} | ${'180.00'}
  ${'a - a[prior]'}              | ${{ a: '1000.00', 'a[prior]': '1180.01' }} | ${2}   | ${false} | ${'-180.01'}
  ${'(a - a[prior]) / a[prior]'} | ${{ a: '1180.00', 'a[prior]': '1000.00' }} | ${2}   | ${true}  | ${'18.00'}
  ${'(a - a[prior]) / a[prior]'} | ${{ a: '2', 'a[prior]': '3' }}             | ${2}   | ${true}  | ${'-33.33'}
  ${'a / a{*}'}                  | ${{ a: '1', 'a{*}': '8' }}                 | ${1}   | ${true}  | ${'12.5'}
  ${'a / b / c'}                 | ${{ a: '12', b: '3', c: '2' }}             | ${0}   | ${false} | ${'2'}
  ${'a + b / c - d'}             | ${{ a: '1', b: '3', c: '2', d: '0.5' }}    | ${2}   | ${false} | ${'2.00'}
  ${'a / b'}                     | ${{ a: '1', b: '-4' }}                     | ${2}   | ${false} | ${'-0.25'}
  ${'a / b'}                     | ${{ a: '0', b: '7' }}                      | ${2}   | ${true}  | ${'0.00'}
`('$formula of $values is $answer', ({ formula, values, places, percent, answer }) => {
  const evaluation = evaluate(formula, given(values));
  expect('value' in evaluation && printRational(evaluation.value, places, percent)).toBe(answer);
});

test('a rate over nothing has no value', () => {
  expect(evaluate('a / b', given({ a: '1', b: '0' }))).toEqual({ divisionByZero: true });
  expect(evaluate('a / b + c', given({ a: '1', b: '0', c: '1' }))).toEqual({ divisionByZero: true });
});

test('what is missing is named', () => {
  expect(evaluate('a - a[prior]', given({ a: '1' }))).toMatchObject({ missing: { figure: 'a', period: 'prior' } });
});

test('every formula of the catalogue can be evaluated', () => {
  for (const { formula } of figures) {
    if (formula !== undefined) expect(evaluate(formula, () => '4')).not.toHaveProperty('missing');
  }
});
