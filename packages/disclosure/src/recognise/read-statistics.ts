/** Lists of items with one value each. */
import { parseFigure } from '../amount.ts';
import { type Quantity } from '../quantity.ts';
import { type GridReader, isLineNumbers } from './grid-reader.ts';
import { widen } from './header.ts';
import { type TableBuilder } from './table-builder.ts';

const statisticsKeys: readonly (readonly [RegExp, string])[] = [
  [/货物/, 'procurement-goods'],
  [/工程/, 'procurement-works'],
  [/服务(?!用车)/, 'procurement-services'],
  [/参照公务员/, 'running-reference'],
  [/行政单位/, 'running-administrative'],
  [/车辆数/, 'vehicles'],
  [/副部/, 'vehicles-minister'],
  [/主要(?:负责人|领导)/, 'vehicles-leader'],
  [/机要通信/, 'vehicles-confidential'],
  [/应急保障/, 'vehicles-emergency'],
  [/执法执勤/, 'vehicles-enforcement'],
  [/特种专业/, 'vehicles-special'],
  [/离退休/, 'vehicles-retired'],
  [/其他用车/, 'vehicles-other'],
  [/单价.*设备|单位价值.*设备/, 'equipment'],
];

/** The column of values: headed 统计数, else the rightmost filled one that does not merely count the rows. */
function valueColumnOf(reader: GridReader): number {
  const rows = [...reader.headerRows.map((row) => widen(row, reader.width, reader.encoding)), ...reader.dataRows];
  for (const row of rows) {
    const headed = row.cells.findIndex((cell) => /^(?:统计数|决算数|金额|数值|数量)$/.test(cell.text));
    if (headed > 0) return headed;
  }
  for (let column = reader.width - 1; column > 0; column -= 1) {
    const filled = reader.dataRows.some((row) => (row.cells[column]?.text ?? '') !== '');
    if (filled && !isLineNumbers(reader.dataRows, column)) return column;
  }
  return reader.width - 1;
}

/** 公开10 and its kin: a list of items with one value each. */
export function readStatistics(reader: GridReader, build: TableBuilder): void {
  build.setColumns([{ key: 'value', label: '统计数' }]);
  const valueColumn = valueColumnOf(reader);
  let section = '';
  for (const row of [
    ...reader.headerRows.map((header) => widen(header, reader.width, reader.encoding)),
    ...reader.dataRows,
  ]) {
    const name = row.cells[0]?.text ?? '';
    if (/^[一二三四五六七八九十]+、/.test(name)) {
      section = name;
      continue;
    }
    if (name === '' || /^(?:项目|栏次)$/.test(name)) continue;
    const value = row.cells[valueColumn] ?? row.cells.at(-1);
    let key = statisticsKeys.find(([pattern]) => pattern.test(name))?.[1] ?? `name:${name}`;
    if (/^合计$/.test(name) && /采购/.test(section)) key = 'procurement';
    const money = key.startsWith('procurement') || key.startsWith('running');
    const cell = build.cell(value, { label: name, line: row.line }, 0);
    const quantity = cell.quantity;
    build.rows.push({
      name,
      key,
      cells: [quantity === undefined || money ? cell : { ...cell, quantity: countQuantity(quantity) }],
      line: row.line,
      endLine: row.endLine,
    });
  }
}

/** Vehicles and equipment are counted, not paid: the same printed number without the money unit. */
function countQuantity(quantity: Quantity): Quantity {
  const figure = parseFigure(quantity.printed, '辆');
  return figure === null ? quantity : { ...quantity, ...figure };
}
