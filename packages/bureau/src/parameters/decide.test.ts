import { type ParameterRow, ParameterSet } from '@mingzhang/kernel';
import { describe, expect, test } from 'vitest';
import { decideEntry, draftRow, parametersOn, valueTyped } from './decide.ts';

const row = (more: Partial<ParameterRow>): ParameterRow => ({
  area: 'cloud',
  key: 'assistance/benefit/low-income/ratio',
  name: '医疗救助比例（低保对象）',
  unit: 'ratio',
  value: 7_000,
  from: '2022-01-01',
  to: null,
  instrument: null,
  article: null,
  grade: 'K-m',
  source: '线索',
  note: null,
  ...more,
});

const rows: readonly ParameterRow[] = [
  row({}),
  row({ key: 'a/b/cap', name: '限额', unit: 'yuan', value: null, grade: 'none', from: '2023-01-01', to: '2023-12-31' }),
  row({ key: 'a/b/cap', name: '限额', unit: 'yuan', value: 60_000, grade: 'A', from: '2025-01-01' }),
  row({ key: 'a/b/opens', name: '开始', unit: 'word', value: '09-01', grade: 'C' }),
  row({ key: 'a/b/counts', name: '次数', unit: 'word', value: null, grade: 'none' }),
  row({ area: 'sea', key: 'a/b/counts', name: '次数', unit: 'word', value: 'any-level', grade: 'A' }),
  row({ area: 'cloud/mist', key: 'a/b/days', name: '天数', unit: 'days', value: 30, grade: 'B' }),
];
const set = new ParameterSet(rows);
const draft = rows[0] as ParameterRow;

describe('which rows may be confirmed', () => {
  test.each([
    ['a draft', { key: draft.key, from: '2022-01-01' }, null],
    ['one whose value nobody knows', { key: 'a/b/cap', from: '2023-01-01' }, null],
    ['another first day', { key: draft.key, from: '2022-01-02' }, 'row-unknown'],
    ['no such key', { key: 'a/b/c', from: '2022-01-01' }, 'row-unknown'],
    ['one with its source', { key: 'a/b/cap', from: '2025-01-01' }, 'row-solid'],
  ])('%s', (_, id, refusal) => {
    const found = draftRow(set, { area: 'cloud', ...id });
    expect('refusal' in found ? found.refusal.id : null).toBe(refusal);
  });
});

describe('what may be entered', () => {
  const document = '县医保发〔2022〕3号';
  test.each([
    ['another value than the draft', { value: '0.65', document }, '0.65'],
    ['the same, written longer', { value: ' 0.70 ', document }, '0.7'],
    ['a per cent', { value: '70%', document }, 'value-malformed'],
    ['seventy', { value: '70', document }, 'value-malformed'],
    ['no document', { value: '0.7', document: '' }, 'document-malformed'],
    ['a document in two lines', { value: '0.7', document: '县医保发\n3号' }, 'document-malformed'],
    ['nothing right: the value is said first', { value: '', document: '' }, 'value-malformed'],
  ])('%s', (_, entered, expected) => {
    const decided = decideEntry(set, draft, entered);
    expect('refusal' in decided ? decided.refusal.id : decided.value).toBe(expected);
  });

  test.each([
    ['a/b/counts', 'any-level', true],
    ['a/b/counts', 'every-level', false],
    ['a/b/opens', '10-15', true],
    ['a/b/opens', '13-01', false],
  ])('of the words of %s, %s: %s', (key, text, fits) => {
    const of = rows.find((one) => one.key === key) as ParameterRow;
    expect(valueTyped(set, of, text) !== null).toBe(fits);
  });
});

test('a place on a day: in force, draft, unknown, not covered, confirmed, and what comes next', () => {
  const confirmed = set.confirming([
    { area: 'cloud', key: draft.key, from: '2022-01-01', value: 6_500, document: '文件', by: '秦望舒' },
  ]);
  const shown = (day: string, of = set) =>
    parametersOn(of, 'cloud/mist', day).map(({ key, state, current, next }) =>
      [key, state, current?.printed ?? '—', next?.day ?? '—', next?.standing?.printed ?? '—'].join(' '),
    );
  expect(shown('2023-06-01')).toEqual([
    'assistance/benefit/low-income/ratio draft 70% — —',
    'a/b/cap unknown — 2024-01-01 —',
    'a/b/opens draft 09-01 — —',
    'a/b/counts unknown — — —',
    'a/b/days in-force 30天 — —',
  ]);
  expect(shown('2024-06-01', confirmed).slice(0, 2)).toEqual([
    'assistance/benefit/low-income/ratio confirmed 65% — —',
    'a/b/cap not-covered — 2025-01-01 600.00元',
  ]);
  expect(shown('2021-12-31').map((line) => line.split(' ')[1])).toEqual(Array(5).fill('not-covered'));
  const [first] = parametersOn(confirmed, 'cloud', '2024-06-01');
  expect(first?.current?.confirmedBy).toBe('秦望舒');
  expect(parametersOn(set, 'sea', '2024-06-01').map(({ key }) => key)).toEqual(['a/b/counts']);
});
