import { type AuditObject } from '@mingzhang/disclosure';
import { expect, test } from 'vitest';
import { auditReport } from './audit-report.ts';
import { barText } from './progress.ts';

const audit: AuditObject = {
  file: '云泽县.txt',
  sha256: '00',
  ok: true,
  error: null,
  auditor: { version: '0.1.0', checks: '1' },
  document: {
    kind: 'final-accounts',
    bureau: '云泽县医疗保障局',
    area: '云泽县',
    year: 2024,
    unit: '万元',
    template: 'hunan-2024',
  },
  parts: [
    { kind: 'final-accounts', bureau: '云泽县医疗保障局', year: 2024, line: 1, endLine: 90 },
    { kind: 'performance-report', bureau: '云泽县医疗保障局', year: 2023, line: 91, endLine: 120 },
  ],
  tables: [
    {
      id: 'expenditure',
      printedNumber: '公开03表',
      title: '支出决算表',
      unit: '万元',
      rows: 5,
      columns: 3,
      empty: false,
      place: { line: 4 },
    },
  ],
  forms: [{ id: 'project-self-evaluation', project: '经办服务', indicators: 8, place: { line: 60 } }],
  findings: [
    {
      id: '1',
      check: 'code-tree-adds-up',
      family: 'tab',
      severity: 'error',
      certainty: 'proven',
      place: { line: 12, endLine: 13, quote: '521.00\u001b[31m' },
      also: [
        { role: 'operand', place: { line: 14, quote: '500.00' }, stated: '500.00' },
        { role: 'operand', place: { line: 15, quote: '20.00' }, stated: '20.00' },
      ],
      stated: '521.00',
      expected: '520.00万元',
      difference: '1.00万元',
      message: '“行政运行”写为521.00，应为520.00万元。',
      article: '某办法第一条',
    },
    {
      id: '2',
      check: 'words-not-doubled',
      family: 'typo',
      severity: 'presentation',
      certainty: 'possible',
      place: { line: 20, quote: '的的' },
      also: [],
      stated: '的的',
      expected: '',
      difference: '',
      message: '重复。',
    },
  ],
  checked: [],
  notRead: [{ place: { line: 30, quote: '3' }, why: '不知' }],
  stats: { characters: 100, amounts: 8, amountsUnderstood: 7, relations: 40, held: 39, milliseconds: 3 },
};

test('the report of an audit', () => {
  const report = auditReport(audit, { colours: false });
  expect(report.split('\n')).toEqual([
    '云泽县.txt',
    '文件    部门决算 · 云泽县医疗保障局 · 2024年度 · 金额单位万元 · 模板 hunan-2024',
    '另含    绩效自评报告 · 云泽县医疗保障局 · 2023年度（第 91 至 120 行）',
    '表格    1 张：支出决算表',
    '绩效表  1 张，其中项目 1 个：经办服务',
    '',
    '错误 1 条',
    expect.stringMatching(/^ {2}第 12 至 13 行 {2}.+（确证） {2}code-tree-adds-up$/),
    '    文中 521.00    应为 520.00万元    相差 1.00万元',
    // The document's own escape sequences do not reach the terminal.
    '    原文 “521.00 [31m”',
    '    “行政运行”写为521.00，应为520.00万元。',
    '    计算所用：第 14 行 500.00；第 15 行 20.00',
    '    依据：某办法第一条',
    '',
    '表述 1 条',
    expect.stringMatching(/^ {2}第 20 行 {2}.+（待核） {2}words-not-doubled$/),
    '    文中 的的',
    '    原文 “的的”',
    '    重复。',
    '',
    '共检查 40 项关系，39 项成立；文字中的 8 个数据读懂 7 个。',
    '未能读懂 1 处（第 30 行），这些地方没有检查。',
    '',
  ]);
});

test('a text that was not UTF-8 is said to be read as what it seems to be', () => {
  const report = auditReport({ ...audit, encoding: 'GB18030' }, { colours: false });
  expect(report).toContain('模板 hunan-2024 · 按GBK编码读取，文字如有不对请另存为UTF-8');
});

test('a table without a title is counted and said to have none', () => {
  const tables = audit.tables.map((table) => ({ ...table, title: '' }));
  expect(auditReport({ ...audit, tables }, { colours: false })).toContain('表格    1 张：（无表名）\n');
});

test('colours are there only when asked for', () => {
  const escapeCharacter = '\u001b';
  expect(auditReport(audit, { colours: false })).not.toContain(escapeCharacter);
  expect(auditReport(audit, { colours: true })).toContain(`${escapeCharacter}[31m错误 1 条${escapeCharacter}[0m`);
  expect(auditReport(audit, { colours: true })).not.toContain(`521.00${escapeCharacter}[31m`);
});

test.each([
  [0, 100, 0, '正在检查 [------------------------------] 0/100 份'],
  [50, 100, 10, '正在检查 [###############---------------] 50/100 份，约剩 10 秒'],
  [100, 100, 10, '正在检查 [##############################] 100/100 份，约剩 0 秒'],
])('%d of %d after %d s', (done, total, seconds, text) => {
  expect(barText('正在检查', '份', done, total, seconds)).toBe(text);
});
