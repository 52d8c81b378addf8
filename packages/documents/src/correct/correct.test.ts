/** Corrections by what they change, and by what is still found when they are accepted. */
import { type Block } from '@mingzhang/disclosure';
import { golden } from '@mingzhang/disclosure/testing';
import { type Finding } from '@mingzhang/kernel';
import { describe, expect, test } from 'vitest';
import { readText } from '../read-text.ts';
import { edited, stretchesOf } from './addresses.ts';
import { planCorrections } from './plan.ts';
import { replacementOf } from './replacement.ts';

describe('where words stand', () => {
  test.for<[string, string, readonly (readonly number[])[]]>([
    ['支出526.04万元', '526.04万元', [[2, 10]]],
    ['实有 8 人', '8人', [[3, 6]]],
    // Not inside a longer figure.
    ['1526.04和526.041', '526.04', []],
    ['1,526.04', '526.04', []],
    [
      '5、5.2和5',
      '5',
      [
        [0, 1],
        [6, 7],
      ],
    ],
    [
      '甲甲乙',
      '甲',
      [
        [0, 1],
        [1, 2],
      ],
    ],
    ['甲', '', []],
  ])('in “%s”, “%s”', ([text, words, expected]) => {
    expect(stretchesOf(text, words)).toEqual(expected);
  });

  test('edits move what stands behind them, and the lines with it', () => {
    const blocks: readonly Block[] = [
      {
        kind: 'paragraph',
        text: '甲乙丙丁',
        spans: [
          { line: 1, start: 0 },
          { line: 2, start: 2 },
        ],
      },
      {
        kind: 'grid',
        encoding: 'merged-once',
        rows: [
          {
            line: 3,
            endLine: 3,
            cells: [
              { text: '1.00', line: 3, endLine: 3 },
              { text: '2', line: 3, endLine: 3 },
            ],
          },
        ],
      },
    ];
    const changed = edited(blocks, [
      { block: 0, cell: null, start: 1, end: 2, text: '乙乙乙' },
      { block: 0, cell: null, start: 3, end: 4, text: '' },
      { block: 1, cell: { row: 0, column: 0 }, start: 0, end: 4, text: '3.00' },
    ]);
    expect(changed).toMatchObject([
      { text: '甲乙乙乙丙', spans: [{ start: 0 }, { start: 4 }] },
      { rows: [{ cells: [{ text: '3.00' }, { text: '2' }] }] },
    ]);
  });
});

test.for<[string, Partial<Finding>, { from: readonly string[]; to: readonly string[] } | null]>([
  [
    'a figure',
    { stated: '34.50万元', expected: '48.90万元' },
    { from: ['34.50万元', '34.50'], to: ['48.90万元', '48.90'] },
  ],
  [
    'with separators',
    { stated: '1,208.62万元', expected: '11203.65万元' },
    { from: ['1,208.62万元', '1,208.62'], to: ['11,203.65万元', '11,203.65'] },
  ],
  ['without decimals', { stated: '50万元', expected: '35.00万元' }, { from: ['50万元', '50'], to: ['35万元', '35'] }],
  ['a bare cell', { stated: '840.87', expected: '874.24万元' }, { from: ['840.87'], to: ['874.24'] }],
  ['a ratio', { stated: '4.61%', expected: '4.60%' }, { from: ['4.61%', '4.61'], to: ['4.60%', '4.60'] }],
  ['万 left out', { stated: '154.78元', expected: '1607200.00元' }, { from: ['154.78元'], to: ['160.72万元'] }],
  ['a word', { check: 'words-spelt-right', stated: '承若', expected: '承诺' }, { from: ['承若'], to: ['承诺'] }],
  ['one word or another', { check: 'terms-up-to-date', stated: '贫困户', expected: '脱贫户或监测对象' }, null],
  ['a bound', { stated: '218个', expected: '≤200个' }, null],
  ['a range', { stated: '98分', expected: '78分至88分' }, null],
  ['a description', { stated: '30余次', expected: '确切的数' }, null],
  ['rounding', { severity: 'rounding', stated: '1.01%', expected: '1.02%' }, null],
  ['what needs other evidence', { certainty: 'possible', stated: '63.65', expected: '50.90' }, null],
  ['points that do not add up', { check: 'form-points-add-up', stated: '100分', expected: '110分' }, null],
  ['nothing to put there', { stated: '540.1', expected: '' }, null],
])('%s', ([, part, expected]) => {
  const finding: Finding = {
    id: 'x',
    check: 'narrative-agrees-with-tables',
    family: 'xtab',
    severity: 'error',
    certainty: 'proven',
    place: { line: 1, quote: '某' },
    also: [],
    stated: '',
    expected: '',
    difference: '',
    message: '',
    ...part,
  };
  expect(replacementOf(finding)).toEqual(expected);
});

const planOf = (text: string) => planCorrections(readText(text), text.length);

test('the golden department needs no correction', () => {
  const { corrections, blockingLeft } = planOf(golden({}).text);
  expect([corrections, blockingLeft]).toEqual([[], []]);
});

test.for([
  ['general/total/basic', '521.00', '520.00'],
  ['expenditure/2101501/basic', '439.00', '430.00'],
  ['income/2101301/fiscal', '207.00', '270.00'],
])('%s printed as %s becomes %s again', ([name = '', wrong = '', right = '']) => {
  const { text, line } = golden({ [name]: wrong });
  const { corrections, blockingLeft } = planOf(text);
  expect(corrections.flatMap(({ edits, finding }) => edits.map((edit) => [finding.place.line, edit.text]))).toEqual([
    [line(name), right],
  ]);
  expect(blockingLeft).toEqual([]);
});

test('where the sum would mend itself by breaking another, the bureau is asked', () => {
  // 年初结转 is wrong, and only its total can be computed from it, which balances with the other side as it is.
  const { text, line } = golden({ 'summary/income:opening': '56.00' });
  const { corrections, questions, blockingLeft } = planOf(text);
  expect(corrections).toEqual([]);
  const asked = questions.filter(({ finding }) => finding.check === 'summary-balances');
  expect(asked.map(({ finding }) => finding.place.line)).toEqual([line('summary/income:total')]);
  expect(blockingLeft.map(({ check }) => check)).toEqual(['summary-balances']);
});
