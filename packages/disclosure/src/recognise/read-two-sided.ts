/** Summaries with income on the left and expenditure on the right. */
import { functionalClass } from '../classification.ts';
import definitions from '../data/tables.json' with { type: 'json' };
import { type TableId } from '../model.ts';
import { type GridReader, isLineNumbers } from './grid-reader.ts';
import { widen } from './header.ts';
import { columnKey, lookUp, plainLabel } from './synonyms.ts';
import { type TableBuilder } from './table-builder.ts';

interface Side {
  readonly side: 'income' | 'expenditure';
  readonly name: number;
  readonly values: readonly number[];
}

/** 01 and 04: income on the left, expenditure on the right, with or without 行次. */
export function readTwoSided(reader: GridReader, id: TableId, build: TableBuilder): void {
  const sides = findSides(reader);
  const expenditure = sides[1];
  if (sides[0] === undefined || expenditure === undefined) return;
  const fiscal = id === 'fiscal-summary';
  const columns = fiscal
    ? expenditure.values.map((column) => {
        const path = reader.paths[column] ?? [];
        return { key: columnKey(path, definitions.fiscalColumns) ?? `column:${column}`, label: path.at(-1) ?? '' };
      })
    : [{ key: 'total', label: reader.paths[expenditure.values[0] ?? 0]?.at(-1) ?? '决算数' }];
  build.setColumns(columns);
  let openingBlock = false;
  for (const row of reader.dataRows) {
    for (const side of [sides[0], expenditure]) {
      const name = row.cells[side.name]?.text ?? '';
      const cells = (side.side === 'income' ? side.values.slice(0, 1) : side.values.slice(0, columns.length)).map(
        (column) => row.cells[column],
      );
      const filled = cells.some((cell) => (cell?.text ?? '') !== '');
      if (name === '' && !filled) continue;
      if (/^(?:栏次|行次|项目)$/.test(name)) continue;
      let key: string;
      if (side.side === 'income') {
        const found = lookUp(name, definitions.incomeRows);
        if (found === 'opening') openingBlock = true;
        else if (found === 'total' || found === 'year-total') openingBlock = false;
        key = openingBlock && found !== 'opening' && found !== null ? `opening:${found}` : (found ?? `name:${name}`);
      } else {
        key = expenditureKey(name);
      }
      const sideLabel = side.side === 'income' ? '收入' : '支出';
      const label = name === '' ? `${sideLabel}（未命名）` : name;
      build.rows.push({
        name,
        key,
        side: side.side,
        cells: columns.map((_, index) =>
          build.cell(
            cells[index],
            {
              label: /合计|总计/.test(label) && !label.includes(sideLabel) ? `${sideLabel}${label}` : label,
              line: row.line,
            },
            index,
          ),
        ),
        line: row.line,
        endLine: row.endLine,
      });
    }
  }
}

function expenditureKey(name: string): string {
  const plain = plainLabel(name);
  const found = definitions.expenditureRows.find(([, ...names]) => names.includes(plain))?.[0];
  if (found !== undefined) return found;
  const code = functionalClass(plain);
  if (code !== null) return `class:${code}`;
  return plain === '' ? 'unnamed' : `name:${plain}`;
}

function findSides(reader: GridReader): Side[] {
  const itemRow = reader.headerRows.findLast((row) => row.texts.filter((text) => text.startsWith('项目')).length >= 2);
  const starts: number[] = [];
  if (itemRow !== undefined) {
    widen(itemRow, reader.width, reader.encoding).cells.forEach((cell, column) => {
      if (/^项目/.test(cell.text)) starts.push(column);
    });
  } else {
    // No 项目 row: find where the first two labels of the lists stand.
    const row = reader.dataRows.find((candidate) => candidate.cells.some((cell) => /一般公共服务/.test(cell.text)));
    row?.cells.forEach((cell, column) => {
      if (/一般公共预算财政拨款|一般公共服务|^[一1][、.．]/.test(cell.text)) starts.push(column);
    });
  }
  return starts.slice(0, 2).map((start, index): Side => {
    const end = starts[index + 1] ?? reader.width;
    const values: number[] = [];
    for (let column = start + 1; column < end; column += 1) {
      const path = reader.paths[column] ?? [];
      const leaf = path.at(-1) ?? '';
      if (leaf === '行次' || isLineNumbers(reader.dataRows, column)) continue;
      values.push(column);
    }
    // Where budget and final stand side by side, the final ones are the table's.
    const isBudget = (column: number): boolean => (reader.paths[column] ?? []).some((label) => /预算数$/.test(label));
    const finals = values.filter((column) => !isBudget(column));
    if (finals.length > 0) return { side: index === 0 ? 'income' : 'expenditure', name: start, values: finals };
    return { side: index === 0 ? 'income' : 'expenditure', name: start, values };
  });
}
