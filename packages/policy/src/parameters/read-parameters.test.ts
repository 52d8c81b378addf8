import { ParameterSet } from '@mingzhang/kernel';
import { describe, expect, test } from 'vitest';
import { shippedFiles, shippedParameters } from '../../test/shipped.ts';
import { readParameterFiles } from './read-parameters.ts';

const file = (more: string): string =>
  `area: hunan\nscheme: resident\ntopic: inpatient\nabout: 住院\ndefaults: { grade: B, source: 转载 }\nparameters:\n${more}`;
const one = (row: string, unit = 'yuan'): string =>
  file(`  - key: deductible/level-2\n    name: 起付标准\n    unit: ${unit}\n    series:\n      - ${row}\n`);

test('a file is read into rows, in the integers of their units', () => {
  const read = (row: string, unit: string): unknown =>
    readParameterFiles([{ path: 'hunan/x.yaml', text: one(row, unit) }])[0]?.value;
  expect(read('{ from: 2023-01-01, value: 800 }', 'yuan')).toBe(80_000);
  expect(read('{ from: 2023-01-01, value: 229.5 }', 'yuan')).toBe(22_950);
  expect(read('{ from: 2023-01-01, value: 0.007 }', 'ratio')).toBe(70);
  expect(read('{ from: 2023-01-01, value: 90 }', 'days')).toBe(90);
  expect(read('{ from: 2023-01-01, value: 09-01 }', 'word')).toBe('09-01');
  expect(read('{ from: 2023-01-01, value: null }', 'yuan')).toBeNull();
});

describe('a slip is refused with its place', () => {
  test.each([
    ['not YAML', 'area: [', '不是能读的YAML'],
    ['a list', '- area: hunan', '这里应是“名: 值”'],
    ['an unknown name', one('{ from: 2023-01-01, vaule: 800, value: 1 }'), '没有“vaule”这一项'],
    ['no value', one('{ from: 2023-01-01 }'), '缺少 value'],
    ['half a fen', one('{ from: 2023-01-01, value: 0.005 }'), '不是至多两位小数的金额'],
    ['a ratio too fine', one('{ from: 2023-01-01, value: 0.12345 }', 'ratio'), '不是至多四位小数、0到1的比例'],
    ['half a day', one('{ from: 2023-01-01, value: 1.5 }', 'days'), '不是整数'],
    ['no such day', one('{ from: 2023-02-30, value: 800 }'), '不是日期'],
    ['an unknown unit', one('{ from: 2023-01-01, value: 800 }', 'yen'), '之一'],
    ['an unknown grade', one('{ from: 2023-01-01, value: 800, grade: S }'), '之一'],
    ['no rows', file('  - { key: a, name: b, unit: yuan, series: [] }'), '不空的列表'],
    [
      'another area than its folder',
      one('{ from: 2023-01-01, value: 1 }').replace('hunan', 'shanxi'),
      '应放在 shanxi/ 下',
    ],
  ])('%s', (_, text, sentence) => {
    const read = (): unknown => readParameterFiles([{ path: 'hunan/x.yaml', text }]);
    expect(read).toThrow(sentence);
    expect(read).toThrow('hunan/x.yaml');
  });
});

describe('the shipped files', () => {
  test('contradict each other nowhere, and every row has a source', () => {
    expect(shippedParameters().rows.length).toBeGreaterThan(300);
  });

  test('what only memory or leads say is a draft', () => {
    const set = new ParameterSet(readParameterFiles(shippedFiles()));
    for (const row of set.rows) {
      const solid = row.value !== null && (row.grade === 'A' || row.grade === 'B');
      expect([row.key, set.find(row.area, row.key, row.from).kind]).toEqual([
        row.key,
        solid ? 'in-force' : 'unconfirmed',
      ]);
    }
  });
});
