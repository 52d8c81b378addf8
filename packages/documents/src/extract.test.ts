import { describe, expect, test } from 'vitest';
import { auditWithModel, type Extract, extractCsv, extractOf } from './index.ts';

const text = `云泽县医疗保障局
2024年度部门决算公开

支出决算表
公开03表
部门：云泽县医疗保障局\t\t单位：万元
项目\t\t本年支出合计\t基本支出\t项目支出
科目编码\t科目名称\t\t\t
栏次\t\t1\t2\t3
合计\t\t10.50\t8.00\t2.50
210\t卫生健康支出\t10.50\t8.00\t2.50
21015\t医疗保障管理事务\t10.50\t8.00\t2.50
2101501\t行政运行\t8.00\t8.00\t
2101506\t医疗保障经办事务\t2.50\t—\t2.50
`;

function extract(source: string): Extract {
  const { document } = auditWithModel(new TextEncoder().encode(source), 'a.txt');
  if (document === null) throw new Error('not read');
  return extractOf(document);
}

describe('extract', () => {
  test('gives each row with its code and its cells as printed, blank ones as null', () => {
    const { document, tables, forms } = extract(text);
    expect(document).toMatchObject({ bureau: '云泽县医疗保障局', year: 2024, unit: '万元' });
    expect(forms).toEqual([]);
    expect(tables).toHaveLength(1);
    const [table] = tables;
    expect(table).toMatchObject({ id: 'expenditure', unit: '万元', columns: ['本年支出合计', '基本支出', '项目支出'] });
    expect(table?.rows.map((row) => [row.code, row.name, ...row.cells])).toEqual([
      [undefined, '合计', '10.50', '8.00', '2.50'],
      ['210', '卫生健康支出', '10.50', '8.00', '2.50'],
      ['21015', '医疗保障管理事务', '10.50', '8.00', '2.50'],
      ['2101501', '行政运行', '8.00', '8.00', null],
      ['2101506', '医疗保障经办事务', '2.50', '—', '2.50'],
    ]);
  });

  test('prints a CSV with a mark for spreadsheets, one block a table', () => {
    const lines = extractCsv(extract(text)).split('\r\n');
    expect(lines[0]).toBe('\ufeff"支出决算表","单位：万元"');
    expect(lines[1]).toBe('"科目编码","项目","本年支出合计","基本支出","项目支出"');
    expect(lines[2]).toBe(',"合计","10.50","8.00","2.50"');
    expect(lines[5]).toBe('"2101501","行政运行","8.00","8.00",');
    expect(lines.at(-1)).toBe('');
  });

  test('keeps a spreadsheet from running a cell, and leaves negative amounts alone', () => {
    const csv = extractCsv({
      document: { kind: 'unknown', bureau: null, area: null, year: null, unit: null, template: null },
      tables: [
        { id: 'other', title: '=1+1', unit: null, columns: ['甲'], rows: [{ name: '"引号"', cells: ['-12.30'] }] },
      ],
      forms: [],
    });
    expect(csv).toBe('\ufeff"\'=1+1",\r\n"项目","甲"\r\n"""引号""","-12.30"\r\n');
  });
});
