/** A statement as it is printed. Every amount is a button; the arrow keys go from one to the next. */
import { type KeyboardEvent, useState } from 'react';
import { columnName, isLineNumber, rowName, type StatementTable, spanningCells } from './grid.ts';

export interface CellPlace {
  readonly table: string;
  readonly row: string;
  readonly side: string | null;
  readonly column: string;
}

interface StatementTableProps {
  readonly table: StatementTable;
  readonly open: (cell: CellPlace) => void;
}

const steps: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export function StatementSheet({ table, open }: StatementTableProps) {
  const { rows } = table;
  const cells = spanningCells(rows);
  const width = Math.max(...rows.map((row) => row.cells.length));
  const firstRow = rows.findIndex((row) => row.cells.some(({ amount }) => amount !== null));
  const firstColumn = rows[firstRow]?.cells.findIndex(({ amount }) => amount !== null) ?? 0;
  // One of the cells is reached by Tab, the others from there by the arrow keys.
  const [current, setCurrent] = useState(`${firstRow},${firstColumn}`);
  const numbered = new Set(Array.from({ length: width }, (_, column) => column).filter((at) => isLineNumber(rows, at)));

  const walk = (event: KeyboardEvent<HTMLTableElement>): void => {
    const step = steps[event.key];
    const [row = 0, column = 0] = current.split(',').map(Number);
    if (step === undefined) return;
    event.preventDefault();
    let [toRow, toColumn] = [row + step[0], column + step[1]];
    while (rows[toRow]?.cells[toColumn] !== undefined) {
      if (rows[toRow]?.cells[toColumn]?.amount !== null) {
        const next = event.currentTarget.querySelector<HTMLButtonElement>(`[data-at="${toRow},${toColumn}"]`);
        next?.focus();
        return;
      }
      [toRow, toColumn] = [toRow + step[0], toColumn + step[1]];
    }
  };

  return (
    <figure className={width > 6 ? 'statement statement-wide' : 'statement'}>
      <figcaption>
        <h2>{table.title}</h2>
        <div className="statement-head">
          <span>{table.number}</span>
          <span>{table.department}</span>
          <span>{table.year ?? ''}</span>
          <span>{table.unit}</span>
        </div>
      </figcaption>
      <table className="statement-table" aria-label={table.title} onKeyDown={walk}>
        {(['header', 'body'] as const).map((role) => {
          const Section = role === 'header' ? 'thead' : 'tbody';
          return (
            <Section key={role}>
              {rows.map((row, at) =>
                row.role !== role ? null : (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a printed row is known by its place only.
                  <tr key={at}>
                    {cells[at]?.map(({ cell, column, columns, rows: down }) => {
                      const place = `${at},${column}`;
                      if (cell.amount === null) {
                        const Cell = role === 'header' ? 'th' : 'td';
                        const aligned = role === 'body' && numbered.has(column) ? 'line-number' : undefined;
                        return (
                          <Cell key={place} colSpan={columns} rowSpan={down} className={aligned}>
                            {cell.text}
                          </Cell>
                        );
                      }
                      const { row: of, side, column: in_ } = cell.amount;
                      const name = [rowName(row, column), columnName(rows, column)].filter(Boolean).join('，');
                      return (
                        <td key={place} colSpan={columns} rowSpan={down} className="statement-amount">
                          <button
                            type="button"
                            data-at={place}
                            tabIndex={place === current ? 0 : -1}
                            className={cell.text.startsWith('-') ? 'bad' : undefined}
                            aria-label={`${name}：${cell.text === '' ? '空白' : cell.text}`}
                            onFocus={() => setCurrent(place)}
                            onClick={() => open({ table: table.id, row: of, side, column: in_ })}
                          >
                            {cell.text}
                          </button>
                        </td>
                      );
                    })}
                  </tr>
                ),
              )}
            </Section>
          );
        })}
      </table>
      {table.notes.map((note) => (
        <p key={note} className="statement-note">
          {note}
        </p>
      ))}
    </figure>
  );
}
