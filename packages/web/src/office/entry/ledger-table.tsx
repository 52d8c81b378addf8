/** A table as ledgers are read; a row can be opened to what stands behind it. */
import { Empty } from 'antd';
import { Fragment, type ReactNode, useState } from 'react';
import './entry.css';

export interface Column<Row> {
  readonly title: string;
  readonly num?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

interface LedgerTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** What is said where there are no rows. */
  readonly empty: string;
  readonly detail?: (row: Row) => ReactNode;
  /** Struck out: withdrawn. */
  readonly struck?: (row: Row) => boolean;
  readonly foot?: ReactNode;
}

export function LedgerTable<Row>({ label, columns, rows, rowKey, empty, detail, struck, foot }: LedgerTableProps<Row>) {
  const [open, setOpen] = useState<string | null>(null);
  if (rows.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} />;
  return (
    <div className="sheet">
      <table className="ledger" aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ title, num }) => (
              <th key={title} scope="col" className={num === true ? 'num' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = rowKey(row);
            return (
              <Fragment key={key}>
                <tr className={struck?.(row) === true ? 'struck' : undefined}>
                  {columns.map(({ title, num, cell }, index) => (
                    <td key={title} className={num === true ? 'num' : undefined}>
                      {index === 0 && detail !== undefined ? (
                        <button
                          type="button"
                          className="row-link"
                          aria-expanded={open === key}
                          onClick={() => setOpen(open === key ? null : key)}
                        >
                          {cell(row)}
                        </button>
                      ) : (
                        cell(row)
                      )}
                    </td>
                  ))}
                </tr>
                {open === key && detail !== undefined && (
                  <tr>
                    <td colSpan={columns.length}>
                      <div className="panel">{detail(row)}</div>
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
        {foot !== undefined && <tfoot>{foot}</tfoot>}
      </table>
    </div>
  );
}
