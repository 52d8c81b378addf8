/** What stands behind a cell: the unrounded amount, the terms it is a sum of, and every leg. */
import { Alert, Spin } from 'antd';
import { grouped } from '../amount.tsx';
import { type DepartmentYear } from '../department-year.tsx';
import { Drawer } from '../drawer.tsx';
import { type EvidenceAnswer, useEvidence } from '../evidence/evidence.ts';
import { EvidenceTable } from '../evidence/evidence-table.tsx';
import { columnName, rowName, type StatementTable } from './grid.ts';
import { type CellPlace } from './statement-table.tsx';

interface CellDrawerProps {
  readonly chosen: DepartmentYear;
  readonly template: string;
  readonly table: StatementTable;
  readonly cell: CellPlace;
  readonly onClose: () => void;
}

interface CellEvidence extends EvidenceAnswer {
  readonly text: string | null;
  readonly yuan: string | null;
  readonly terms: readonly string[];
}

export function CellDrawer({ chosen, template, table, cell, onClose }: CellDrawerProps) {
  const { department, year } = chosen;
  const query = new URLSearchParams({ department, year: String(year), template, table: cell.table, row: cell.row });
  if (cell.side !== null) query.set('side', cell.side);
  query.set('column', cell.column);
  const evidence = useEvidence<CellEvidence>(`/api/office/statements/evidence?${query}`);
  return (
    <Drawer title={`${table.title}：${nameOf(table, cell)}`} onClose={onClose}>
      {evidence.error !== null ? (
        <Alert type="error" showIcon title={evidence.error.message} />
      ) : evidence.first === undefined ? (
        <Spin />
      ) : (
        <Behind first={evidence.first} evidence={evidence} unit={table.unit} />
      )}
    </Drawer>
  );
}

function Behind({
  first: { text, yuan, terms },
  evidence,
  unit,
}: {
  readonly first: CellEvidence;
  readonly evidence: ReturnType<typeof useEvidence<CellEvidence>>;
  readonly unit: string;
}) {
  const counted = yuan !== null && !yuan.includes('.');
  return (
    <>
      <dl className="facts-list">
        <dt>表上印出</dt>
        <dd>{text === null || text === '' ? '空白' : `${text}${counted ? '' : `（${unit.replace(/^.*：/, '')}）`}`}</dd>
        <dt>未舍入</dt>
        <dd>
          <strong className="drawer-value">{yuan === null ? '没有填列' : grouped(yuan)}</strong>
          {yuan === null || counted ? '' : ' 元'}
        </dd>
        <dt>由此相加</dt>
        <dd>
          <ul className="terms">
            {terms.map((term) => (
              <li key={term}>{term}</li>
            ))}
          </ul>
        </dd>
      </dl>
      {yuan === null ? (
        <p className="quiet">没有账簿、预算或台账给出这一格的数，所以空着。补登之后会自动填列。</p>
      ) : (
        <EvidenceTable evidence={evidence} value={yuan} unit={counted ? '' : '元'} />
      )}
    </>
  );
}

function nameOf({ rows }: StatementTable, cell: CellPlace): string {
  for (const row of rows) {
    const column = row.cells.findIndex(
      ({ amount }) =>
        amount !== null && amount.row === cell.row && amount.column === cell.column && amount.side === cell.side,
    );
    if (column >= 0) return [rowName(row, column), columnName(rows, column)].filter(Boolean).join('，');
  }
  return '';
}
