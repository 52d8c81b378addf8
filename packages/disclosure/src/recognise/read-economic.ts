/** The detail of basic expenditure by economic codes. */
import { type GridReader, isAmount } from './grid-reader.ts';
import { type TableBuilder } from './table-builder.ts';

/** A code of the departments' economic classification, 类 or 款. */
export const economicCode = /^3(?:0[1-9]|1[0-3]|99)(?:\d\d)?$/;

/** 06: triples of code, name and amount side by side, in three or four blocks; or one block with 人员 and 公用 columns. */
export function readEconomic(reader: GridReader, build: TableBuilder): void {
  const leaves = reader.paths.map((path) => path.at(-1) ?? '');
  const personnel = leaves.findIndex((leaf) => /^人员经费(?:支出)?$/.test(leaf));
  const running = leaves.findIndex((leaf) => /^公用经费(?:支出)?$/.test(leaf));
  const total = leaves.findIndex((leaf) => /^(?:合计|小计)$/.test(leaf));
  if (total >= 0 && personnel > total && running > total) {
    readEconomicColumns(reader, build, [total, personnel, running]);
    return;
  }
  build.setColumns([{ key: 'total', label: '决算数' }]);
  for (const row of reader.dataRows) {
    const { cells } = row;
    for (let column = 0; column < cells.length; column += 1) {
      const text = cells[column]?.text ?? '';
      if (economicCode.test(text) && /\p{Script=Han}/u.test(cells[column + 1]?.text ?? '')) {
        const name = cells[column + 1]?.text ?? '';
        const label = `${text} ${name}`;
        const value = cells[column + 2];
        const belongs =
          value !== undefined &&
          !(economicCode.test(value.text) && /\p{Script=Han}/u.test(cells[column + 3]?.text ?? ''));
        build.rows.push({
          code: text,
          level: text.length === 3 ? 1 : 2,
          name,
          key: text,
          cells: [build.cell(belongs ? value : undefined, { label, line: value?.line ?? row.line }, 0)],
          line: cells[column]?.line ?? row.line,
          endLine: value?.endLine ?? row.endLine,
        });
        column += belongs ? 2 : 1;
        continue;
      }
      const footer = /^(人员经费|公用经费|基本支出)?(?:支出)?(?:合计|总计)$/.exec(text);
      if (footer !== null) {
        const next = cells.findIndex(
          (cell, index) => index > column && (/(?:合计|总计)$/.test(cell.text) || isAmount(cell.text)),
        );
        const value = next >= 0 && isAmount(cells[next]?.text ?? '') ? cells[next] : undefined;
        const key = footer[1] === '人员经费' ? 'personnel' : footer[1] === '公用经费' ? 'running' : 'total';
        build.rows.push({
          name: text,
          key,
          level: 0,
          cells: [build.cell(value, { label: text, line: cells[column]?.line ?? row.line }, 0)],
          line: cells[column]?.line ?? row.line,
          endLine: value?.endLine ?? cells[column]?.endLine ?? row.endLine,
        });
      }
    }
  }
}

function readEconomicColumns(reader: GridReader, build: TableBuilder, columns: readonly number[]): void {
  build.setColumns([
    { key: 'total', label: '合计' },
    { key: 'personnel', label: '人员经费' },
    { key: 'running', label: '公用经费' },
  ]);
  let parent = '';
  const firstValue = columns[0] ?? 0;
  for (const row of reader.dataRows) {
    const leading = row.cells.slice(0, firstValue).map((cell) => cell.text);
    const digits = leading.filter((text) => /^\d{2,5}$/.test(text));
    const last = digits.at(-1);
    let code: string | undefined;
    if (digits.length > 1) code = digits.join('');
    else if (last !== undefined) code = last.length === 2 ? `${parent}${last}` : last;
    if (code !== undefined && code.length >= 3) parent = code.slice(0, 3);
    const name = leading.find((text) => /\p{Script=Han}/u.test(text)) ?? '';
    const isTotal = /^(?:合计|总计)$/.test(name);
    if (code === undefined && !isTotal) continue;
    const label = isTotal ? '合计' : `${code} ${name}`;
    build.rows.push({
      ...(code === undefined ? { level: 0 } : { code, level: code.length === 3 ? 1 : 2 }),
      name,
      key: isTotal ? 'total' : (code ?? ''),
      cells: columns.map((column, index) => build.cell(row.cells[column], { label, line: row.line }, index)),
      line: row.line,
      endLine: row.endLine,
    });
  }
}
