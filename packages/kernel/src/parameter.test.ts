import { describe, expect, test } from 'vitest';
import { areaChain, type ParameterRow, ParameterSet, parameterProblems } from './parameter.ts';

function row(change: Partial<ParameterRow> = {}): ParameterRow {
  return {
    area: 'hunan',
    key: 'resident/inpatient/deductible/level-2',
    name: '起付标准',
    unit: 'yuan',
    value: 80_000,
    from: '2023-01-01',
    to: null,
    instrument: null,
    article: null,
    grade: 'B',
    source: '转载',
    note: null,
    ...change,
  };
}

test('an area stands in its province and the nation', () => {
  expect(areaChain('shanxi/lvliang/liulin')).toEqual(['shanxi/lvliang/liulin', 'shanxi/lvliang', 'shanxi', 'national']);
  expect(areaChain('national')).toEqual(['national']);
});

describe('what contradicts itself is not loaded', () => {
  test.each([
    ['nothing is wrong', [row()], 0],
    ['one ends before the next begins', [row({ to: '2023-12-31' }), row({ from: '2024-01-01', value: 90_000 })], 0],
    ['two claim the same day', [row({ to: '2024-01-01' }), row({ from: '2024-01-01' })], 1],
    ['a city says what its province says', [row(), row({ area: 'hunan/yongzhou' })], 1],
    ['two provinces', [row(), row({ area: 'shanxi' })], 0],
    ['two cities', [row({ area: 'hunan/huaihua' }), row({ area: 'hunan/yongzhou' })], 0],
    ['it ends before it begins', [row({ to: '2022-12-31' })], 1],
    ['no such day', [row({ from: '2023-02-30' })], 1],
    ['a ratio above 1', [row({ unit: 'ratio', value: 10_001 })], 1],
    ['half a fen', [row({ value: 0.5 })], 1],
    ['below nothing', [row({ value: -1 })], 1],
    ['a word for an amount', [row({ value: '八百' })], 1],
    ['without a source', [row({ source: '' })], 1],
  ])('%s', (_, rows, count) => {
    expect(parameterProblems(rows)).toHaveLength(count);
    if (count > 0) expect(() => new ParameterSet(rows)).toThrow('cannot be used');
  });
});

describe('what is in force', () => {
  const key = row().key;
  const set = new ParameterSet([
    row({ to: '2023-12-31' }),
    row({ from: '2024-01-01', value: 90_000, grade: 'C' }),
    row({ from: '2025-01-01', to: '2025-12-31', key: 'other', value: null, grade: 'none' }),
  ]);

  test.each([
    ['2022-12-31', 'not-covered'],
    ['2023-01-01', 'in-force'],
    ['2023-12-31', 'in-force'],
    ['2024-01-01', 'unconfirmed'],
  ])('on %s it is %s', (day, kind) => {
    expect(set.find('hunan/yongzhou', key, day).kind).toBe(kind);
    expect(set.find('shanxi', key, day).kind).toBe('not-covered');
  });

  test('a draft is used once somebody answers for it, with the value that was found', () => {
    const confirmed = set.confirming([
      { area: 'hunan', key, from: '2024-01-01', value: 85_000, document: '永医保发〔2024〕1号', by: '周敏' },
    ]);
    expect(confirmed.find('hunan', key, '2024-06-01')).toMatchObject({ value: 85_000, confirmedBy: '周敏' });
    expect(confirmed.find('hunan', key, '2023-06-01')).toMatchObject({ value: 80_000, confirmedBy: null });
  });

  test('a supposed value stands beside the files and says so; it covers nothing that has no rule', () => {
    const supposed = set.supposing([{ area: 'hunan', key, from: '2023-07-01', to: '2023-12-31', value: 70_000 }]);
    expect(supposed.find('hunan', key, '2023-08-01')).toMatchObject({ value: 70_000, supposed: true });
    expect(supposed.find('hunan', key, '2023-06-30')).toMatchObject({ value: 80_000, supposed: false });
    expect(supposed.find('hunan', key, '2022-08-01').kind).toBe('not-covered');
    expect(set.find('hunan', key, '2023-08-01')).toMatchObject({ value: 80_000 });
  });

  test('what changes next', () => {
    expect(set.nextChange('hunan/yongzhou', key, '2022-01-01')).toBe('2023-01-01');
    expect(set.nextChange('hunan/yongzhou', key, '2023-01-01')).toBe('2024-01-01');
    expect(set.nextChange('hunan/yongzhou', key, '2024-01-01')).toBeNull();
    expect(set.nextChange('hunan', 'other', '2025-06-01')).toBe('2026-01-01');
    expect(set.keysUnder('hunan/yongzhou', 'resident/', '2024-01-01')).toEqual([key]);
  });
});
