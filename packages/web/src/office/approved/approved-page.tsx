/** 财决核对: the tables that the finance bureau approved, and every cell in which ours are not they. */
import { Alert, Checkbox, Empty, Select, Spin } from 'antd';
import { useId } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useMay } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { timeInWords } from '../../words.ts';
import { grouped } from '../amount.tsx';
import { type DepartmentYear, DepartmentYearPage } from '../department-year.tsx';
import { templateAsked, templateNames } from '../statements/templates.ts';
import {
  type ApprovedComparison,
  type CellMatch,
  type ComparedCell,
  matchNames,
  useApprovedComparison,
  useHandedTables,
} from './approved.ts';
import { HandedList, HandingIn, LookingAt } from './hand-in.tsx';

export function ApprovedPage() {
  useTitle('财决核对');
  const [search, setSearch] = useSearchParams();
  const templateId = useId();
  const template = templateAsked(search);
  return (
    <DepartmentYearPage
      title="财决核对"
      tools={() => (
        <>
          <label htmlFor={templateId}>版式</label>
          <Select
            id={templateId}
            value={template}
            onChange={(value: string) =>
              setSearch((before) => {
                before.set('template', value);
                return before;
              })
            }
            options={Object.entries(templateNames).map(([value, label]) => ({ value, label }))}
          />
        </>
      )}
    >
      {(chosen) => <Approved key={`${chosen.department} ${chosen.year}`} chosen={chosen} template={template} />}
    </DepartmentYearPage>
  );
}

interface Shown {
  readonly chosen: DepartmentYear;
  readonly template: string;
}

function Approved({ chosen, template }: Shown) {
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const handed = useHandedTables(chosen);
  const opened = search.get('file');
  const open = (id: string): void =>
    setSearch((before) => {
      before.set('file', id);
      return before;
    });
  return (
    <>
      <Comparison chosen={chosen} template={template} />
      {opened !== null && <LookingAt key={opened} chosen={chosen} id={opened} />}
      {may('budget.import') && <HandingIn chosen={chosen} open={open} />}
      {handed.isError && <Alert type="error" showIcon title={handed.error.message} />}
      {handed.isSuccess && (
        <HandedList
          handed={handed.data.handed}
          standing={handed.data.standing?.importId ?? null}
          open={open}
          opened={opened}
        />
      )}
    </>
  );
}

function Comparison({ chosen, template }: Shown) {
  const [search, setSearch] = useSearchParams();
  const all = search.get('all') === 'true';
  const found = useApprovedComparison(chosen, template, all);
  if (found.isPending) return <Spin />;
  if (found.isError) return <Alert type="error" showIcon title={found.error.message} />;
  const { outcome, approved, tables, findings } = found.data;
  if (outcome === 'not-approved' || approved === null) {
    return (
      <Empty description={`${chosen.year}年还没有确认过财决表。上传财政部门批复的决算表，由另一人确认后逐格核对。`} />
    );
  }
  const from = `${approved.file}（${approved.maker}上传，${approved.committer}于${timeInWords(approved.committedAt)}确认）`;
  if (outcome === 'books-missing') {
    return <Alert type="warning" showIcon title={`财决表已确认：${from}。${chosen.year}年没有账簿，无从核对。`} />;
  }
  if (outcome === 'findings') {
    return (
      <>
        <Alert
          type="warning"
          showIcon
          title={`财决表已确认：${from}。账簿还不能成表，先查明下列${findings.length}项：`}
        />
        <ul>
          {findings.map(({ id, name, message }) => (
            <li key={`${id} ${message}`}>
              <strong>{name}</strong>：{message}
            </li>
          ))}
        </ul>
      </>
    );
  }
  return (
    <section aria-label="逐格核对">
      <Verdict comparison={found.data} from={from} />
      <Summary comparison={found.data} />
      <Checkbox
        checked={all}
        onChange={({ target }) =>
          setSearch((before) => {
            if (target.checked) before.set('all', 'true');
            else before.delete('all');
            return before;
          })
        }
      >
        也列出相等的格
      </Checkbox>
      {tables
        .filter(({ cells }) => cells.length > 0)
        .map((table) => (
          <Cells key={table.id} chosen={chosen} template={template} table={table} />
        ))}
    </section>
  );
}

function Verdict({ comparison, from }: { readonly comparison: ApprovedComparison; readonly from: string }) {
  const { equal, counts, closed, through } = comparison;
  const apart = (['different', 'only-theirs', 'only-ours'] as const).filter((match) => counts[match] > 0);
  const words = apart.map((match) => `${matchNames[match]}${counts[match]}格`).join('，');
  return (
    <>
      <Alert
        type={equal ? 'success' : 'error'}
        showIcon
        title={
          equal
            ? `公开的各表与财决逐格相等（${counts.equal}格）。`
            : `与财决不等：${words === '' ? '没有可核对的格' : words}；相等${counts.equal}格。`
        }
        description={`财决：${from}。${closed ? '' : `账簿取到${through ?? ''}，尚未结账，以后还会变。`}`}
      />
      {!equal && (
        <p className="quiet">公开的表必须与批复的财决逐格相等；不等的逐格查明，改账或请财政部门更正后重新核对。</p>
      )}
    </>
  );
}

const matches = Object.keys(matchNames) as readonly CellMatch[];

function Summary({ comparison: { tables } }: { readonly comparison: ApprovedComparison }) {
  return (
    <table className="ledger" aria-label="各表核对结果">
      <thead>
        <tr>
          <th scope="col">表</th>
          <th scope="col">财决的单位</th>
          {matches.map((match) => (
            <th key={match} scope="col" className="num">
              {matchNames[match]}
            </th>
          ))}
          <th scope="col">说明</th>
        </tr>
      </thead>
      <tbody>
        {tables.map(({ id, title, unit, published, approved, counts }) => (
          <tr key={id}>
            <th scope="row">{title}</th>
            <td>{approved ? unit : ''}</td>
            {matches.map((match) => (
              <td key={match} className={match !== 'equal' && counts[match] > 0 ? 'num bad' : 'num'}>
                {counts[match] === 0 ? '—' : counts[match]}
              </td>
            ))}
            <td>
              {!approved && (counts['only-ours'] > 0 ? '财决里没有这张表' : '财决里没有这张表，本年也无数')}
              {!published && '所选版式不公开这张表，不影响结论'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cells({
  chosen,
  template,
  table: { id, title, unit, cells },
}: Shown & { readonly table: ApprovedComparison['tables'][number] }) {
  return (
    <>
      <h2>{title}</h2>
      <div className="sheet">
        <table className="ledger" aria-label={`${title}逐格核对`}>
          <thead>
            <tr>
              <th scope="col">行</th>
              <th scope="col">列</th>
              <th scope="col">结果</th>
              <th scope="col" className="num">
                财决（{unit}）
              </th>
              <th scope="col" className="num">
                我们（{unit}）
              </th>
              <th scope="col" className="num">
                相差
              </th>
              <th scope="col">财决在</th>
            </tr>
          </thead>
          <tbody>
            {cells.map((cell) => (
              <tr key={[cell.side, cell.row, cell.column].join(' ')}>
                <th scope="row">
                  {cell.side !== null && (cell.side === 'income' ? '收入：' : '支出：')}
                  {cell.rowName}
                </th>
                <td>{cell.columnName}</td>
                <td>
                  <span className={cell.match === 'equal' ? 'state state-approved' : 'state state-rejected'}>
                    {matchNames[cell.match]}
                  </span>
                </td>
                <td className="num">{cell.theirs === null ? '—' : grouped(cell.theirs)}</td>
                <td className="num">
                  <Ours chosen={chosen} template={template} table={id} cell={cell} />
                </td>
                <td className={cell.match === 'equal' ? 'num quiet' : 'num bad'}>
                  {cell.match === 'equal' ? '—' : grouped(cell.difference)}
                </td>
                <td>{cell.sheet === null ? '' : `${cell.sheet}第${cell.sheetRow ?? ''}行`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** Our amount, open to what stands behind it where our own table prints the cell. */
function Ours({
  chosen: { department, year },
  template,
  table,
  cell: { row, side, column, ours, exact, printed },
}: Shown & { readonly table: string; readonly cell: ComparedCell }) {
  if (ours === null) return <>—</>;
  if (!printed) return <>{grouped(ours)}</>;
  const search = new URLSearchParams({ department, year: String(year), template, table });
  search.set('cell', [row, side ?? '', column].join('|'));
  return (
    <Link
      to={{ pathname: '/office/statements', search: search.toString() }}
      title={exact === null ? '看背后的分录' : `未舍入 ${grouped(exact)}，看背后的分录`}
    >
      {grouped(ours)}
    </Link>
  );
}
