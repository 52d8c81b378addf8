/** The audit object as others rely on it: complete, countable, and the same for the same bytes. */

import { golden } from '@mingzhang/disclosure/testing';
import { isBlocking } from '@mingzhang/kernel';
import { describe, expect, test } from 'vitest';
import { auditBytes, auditWithModel } from './audit-file.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const faulty = golden({
  'general/total/basic': '521.00',
  'narrative/income': '2024年度收入合计1192万元，其中：财政拨款收入1180万元，占89.99%；其他收入12万元，占1.01%。',
});

describe('the golden department', () => {
  const audit = auditBytes(bytes(golden().text), '青禾.txt');

  test('is read whole and holds', () => {
    expect(audit).toMatchObject({
      file: '青禾.txt',
      ok: true,
      error: null,
      document: {
        kind: 'final-accounts',
        bureau: '青禾县医疗保障局',
        area: '青禾县',
        year: 2024,
        unit: '万元',
        template: 'hunan-2024',
      },
    });
    expect(audit.tables.map((table) => [table.id, table.printedNumber, table.empty])).toEqual([
      ['income-expenditure-summary', '公开01表', false],
      ['income', '公开02表', false],
      ['expenditure', '公开03表', false],
      ['fiscal-summary', '公开04表', false],
      ['general-public-expenditure', '公开05表', false],
      ['basic-expenditure-detail', '公开06表', false],
      ['government-fund', '公开07表', true],
      ['state-capital', '公开08表', true],
      ['three-public', '公开09表', false],
    ]);
    expect(audit.findings.filter((finding) => finding.severity !== 'presentation')).toEqual([]);
    expect(audit.notRead).toEqual([]);
    expect(audit.stats.amountsUnderstood).toBe(audit.stats.amounts);
  });

  test('counts what was looked at, check by check', () => {
    const relations = audit.checked.reduce((sum, one) => sum + one.relations, 0);
    const held = audit.checked.reduce((sum, one) => sum + one.held, 0);
    expect([relations, held]).toEqual([audit.stats.relations, audit.stats.held]);
    expect(relations).toBeGreaterThan(300);
    for (const one of audit.checked) expect(one.held, one.check).toBeLessThanOrEqual(one.relations);
  });
});

describe('a faulty one', () => {
  const audit = auditBytes(bytes(faulty.text), 'a.txt');

  test('has its two findings, and they block', () => {
    const errors = audit.findings.filter(isBlocking);
    expect(
      errors.map((finding) => [
        finding.check,
        finding.place.line,
        finding.stated,
        finding.expected,
        finding.difference,
      ]),
    ).toEqual([
      ['code-tree-adds-up', faulty.line('general/total/basic'), '521.00', '520.00万元', '1.00万元'],
      ['shares-recompute', faulty.line('narrative/income'), '89.99%', '98.99%', '-9.00%'],
    ]);
  });

  test('is the same for the same bytes, but for the time it took', () => {
    const again = auditBytes(bytes(faulty.text), 'a.txt');
    expect({ ...again, stats: { ...again.stats, milliseconds: 0 } }).toEqual({
      ...audit,
      stats: { ...audit.stats, milliseconds: 0 },
    });
  });

  test('keeps its ids when lines are put before it, and when line ends change', () => {
    const ids = (text: string): string[] =>
      auditBytes(bytes(text), 'a.txt')
        .findings.filter(isBlocking)
        .map((finding) => finding.id);
    const plain = ids(faulty.text);
    expect(ids(faulty.text.replaceAll('\n', '\r\n'))).toEqual(plain);
    expect(ids(faulty.text.replace('\n', '\n\n\n\n'))).toEqual(plain);
  });

  test('gives the model beside the audit', () => {
    const { document } = auditWithModel(bytes(faulty.text), 'a.txt');
    expect(document?.tables.length).toBe(9);
    expect(auditWithModel(new Uint8Array(), 'a.txt').document).toBeNull();
  });
});

test('an encoding that had to be guessed is named, the usual one is not', () => {
  // 部门决算 in GBK.
  const bytes = Uint8Array.from([0xb2, 0xbf, 0xc3, 0xc5, 0xbe, 0xf6, 0xcb, 0xe3]);
  expect(auditBytes(bytes, 'gbk.txt').encoding).toBe('GB18030');
  expect('encoding' in auditBytes(new TextEncoder().encode('部门决算'), 'utf-8.txt')).toBe(false);
});

test('plain words are no disclosure and no error', () => {
  const audit = auditBytes(bytes('你好，世界。'), 'a.txt');
  expect(audit).toMatchObject({ ok: true, document: { kind: 'unknown' }, tables: [], forms: [] });
  expect(audit.findings.filter(isBlocking)).toEqual([]);
});
