/** 决算报表: the department's statements in a province's layout, each cell open to what stands behind it. */
import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Select, Spin } from 'antd';
import { type KeyboardEvent, useId } from 'react';
import { useSearchParams } from 'react-router';
import { getJson } from '../../api.ts';
import { useTitle } from '../../use-title.ts';
import { grouped } from '../amount.tsx';
import { type DepartmentYear, DepartmentYearPage } from '../department-year.tsx';
import { CellDrawer } from './cell-drawer.tsx';
import { type StatementTable } from './grid.ts';
import { type CellPlace, StatementSheet } from './statement-table.tsx';
import { templateAsked, templateNames } from './templates.ts';
import './statements.css';

interface Statements {
  readonly department: string;
  readonly name: string;
  readonly year: number;
  readonly template: string;
  readonly through: string;
  readonly closed: boolean;
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly eliminated: readonly { readonly from: string; readonly to: string; readonly amount: string }[];
  readonly findings: readonly { readonly id: string; readonly name: string; readonly message: string }[];
  readonly tables: readonly StatementTable[];
}

export function StatementsPage() {
  useTitle('决算报表');
  const [search, setSearch] = useSearchParams();
  const templateId = useId();
  const template = templateAsked(search);
  return (
    <DepartmentYearPage
      title="决算报表"
      tools={() => (
        <>
          <label htmlFor={templateId} className="statement-choice">
            版式
          </label>
          <Select
            id={templateId}
            value={template}
            onChange={(value: string) =>
              setSearch((before) => {
                before.set('template', value);
                before.delete('cell');
                return before;
              })
            }
            options={Object.entries(templateNames).map(([value, label]) => ({ value, label }))}
          />
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
            打印本表
          </Button>
        </>
      )}
    >
      {(chosen) => <Shown chosen={chosen} template={template} />}
    </DepartmentYearPage>
  );
}

function Shown({ chosen, template }: { readonly chosen: DepartmentYear; readonly template: string }) {
  const query = new URLSearchParams({ department: chosen.department, year: String(chosen.year), template });
  const statements = useQuery({
    queryKey: ['statements', chosen, template],
    queryFn: () => getJson<Statements>(`/api/office/statements?${query}`),
    retry: false,
  });
  if (statements.isPending) return <Spin />;
  if (statements.isError) return <Alert type="warning" showIcon title={statements.error.message} />;
  return <Tables chosen={chosen} template={template} statements={statements.data} />;
}

interface TablesProps {
  readonly chosen: DepartmentYear;
  readonly template: string;
  readonly statements: Statements;
}

function Tables({ chosen, template, statements }: TablesProps) {
  const [search, setSearch] = useSearchParams();
  const { tables, findings, eliminated, units, closed, through } = statements;
  const current = tables.find(({ id }) => id === search.get('table')) ?? tables[0];
  const cell = cellOf(search.get('cell'));
  const put = (name: 'table' | 'cell', value: string | null): void =>
    setSearch((before) => {
      before.delete('cell');
      if (value !== null) before.set(name, value);
      return before;
    });
  return (
    <>
      <div className="statement-state">
        {closed ? (
          <span className="quiet">账簿取到 {through}，已结账。</span>
        ) : (
          <Alert
            type="warning"
            showIcon
            title={`账簿取到 ${through}，尚未结账${tables.length === 0 ? '。' : '：表上是截至该月的数，以后还会变。'}`}
          />
        )}
        <span className="quiet">汇总单位：{units.map(({ name }) => name).join('、')}</span>
      </div>
      {findings.length > 0 && <Findings findings={findings} />}
      {current !== undefined && (
        <>
          <TableTabs tables={tables} current={current} choose={(id) => put('table', id)} />
          <div className="sheet statement-sheet">
            <StatementSheet
              key={`${template} ${current.id}`}
              table={current}
              open={({ row, side, column }) => put('cell', [row, side ?? '', column].join('|'))}
            />
          </div>
        </>
      )}
      {eliminated.length > 0 && (
        <section className="panel" aria-label="已抵销的内部往来">
          <h2>已抵销的内部往来</h2>
          <table className="ledger">
            <thead>
              <tr>
                <th scope="col">付出单位</th>
                <th scope="col">收入单位</th>
                <th scope="col" className="num">
                  金额（元）
                </th>
              </tr>
            </thead>
            <tbody>
              {eliminated.map(({ from, to, amount }) => (
                <tr key={`${from} ${to}`}>
                  <td>{unitName(units, from)}</td>
                  <td>{unitName(units, to)}</td>
                  <td className="num">{grouped(amount)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {cell !== null && current !== undefined && (
        <CellDrawer
          key={search.get('cell')}
          chosen={chosen}
          template={template}
          table={current}
          cell={{ ...cell, table: current.id }}
          onClose={() => put('cell', null)}
        />
      )}
    </>
  );
}

function unitName(units: Statements['units'], id: string): string {
  return units.find((unit) => unit.id === id)?.name ?? id;
}

function cellOf(text: string | null): Omit<CellPlace, 'table'> | null {
  const [row, side, column] = text?.split('|') ?? [];
  if (row === undefined || side === undefined || column === undefined) return null;
  return { row, side: side === '' ? null : side, column };
}

function Findings({ findings }: { readonly findings: Statements['findings'] }) {
  return (
    <section className="panel" aria-label="成表之前要查明的事项">
      <h2>账簿还不能成表：先查明下列{findings.length}项</h2>
      <ul>
        {findings.map(({ id, name, message }) => (
          <li key={`${id} ${message}`}>
            <strong>{name}</strong>：{message}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Tabs by the arrow keys; only the chosen one is reached by Tab. */
function TableTabs({
  tables,
  current,
  choose,
}: {
  readonly tables: readonly StatementTable[];
  readonly current: StatementTable;
  readonly choose: (id: string) => void;
}) {
  const walk = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = tables[tables.indexOf(current) + step];
    if (step === 0 || next === undefined) return;
    choose(next.id);
    event.currentTarget.querySelectorAll<HTMLButtonElement>('[role=tab]')[tables.indexOf(next)]?.focus();
  };
  return (
    <div role="tablist" aria-label="报表" className="statement-tabs" onKeyDown={walk}>
      {tables.map((table) => (
        <button
          key={table.id}
          type="button"
          role="tab"
          aria-selected={table === current}
          tabIndex={table === current ? 0 : -1}
          title={table.empty ? `${table.title}（本年无数据）` : table.title}
          className={table.empty ? 'statement-tab statement-empty' : 'statement-tab'}
          onClick={() => choose(table.id)}
        >
          <span>{table.number}</span>
          {table.title}
        </button>
      ))}
    </div>
  );
}
