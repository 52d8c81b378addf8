/** 指标对账: an export of the finance system's 指标 against the budget documents in force here; what differs stands first. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Empty, Select, Spin } from 'antd';
import { useId } from 'react';
import { useSearchParams } from 'react-router';
import { getJson } from '../../api.ts';
import { useTitle } from '../../use-title.ts';
import { type Schemas, timeInWords } from '../../words.ts';
import { Amount, grouped } from '../amount.tsx';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';
import { documentKindNames } from './budget.ts';

type Reconciled = Schemas['ReconciledDocument'];

const matchNames: Readonly<Record<Reconciled['match'], string>> = {
  matched: '相符',
  'amount-differs': '金额不符',
  'lines-differ': '明细不符',
  'not-recorded': '没有登记',
  'not-in-export': '导出没有',
};

export function DocumentReconciliationPage() {
  useTitle('指标对账');
  return <UnitYearPage title="指标对账">{(chosen) => <Reconciliation chosen={chosen} />}</UnitYearPage>;
}

function Reconciliation({ chosen: { unit, year } }: { readonly chosen: UnitYear }) {
  const [search, setSearch] = useSearchParams();
  const fileId = useId();
  const asked = search.get('import');
  const found = useQuery({
    queryKey: ['budget', 'document-reconciliation', unit, year, asked],
    queryFn: () => {
      const query = new URLSearchParams({ unit, year: String(year) });
      if (asked !== null) query.set('import', asked);
      return getJson<Schemas['DocumentReconciliation']>(`/api/office/document-reconciliation?${query}`);
    },
    retry: false,
  });
  if (found.isPending) return <Spin />;
  if (found.isError) return <Alert type="error" showIcon title={found.error.message} />;
  const { exports, import: current, unread, counts, rows } = found.data;
  if (current === null) {
    return <Empty description={`${year}年还没有上传过一体化系统导出的指标。在“导入”页上传后再来核对。`} />;
  }
  const differing = counts.filter(({ match, count }) => match !== 'matched' && count > 0);
  const matched = counts.find(({ match }) => match === 'matched')?.count ?? 0;
  return (
    <>
      <p>
        <label htmlFor={fileId}>导出文件</label>{' '}
        <Select
          id={fileId}
          value={current}
          popupMatchSelectWidth={false}
          onChange={(id: string) =>
            setSearch((before) => {
              before.set('import', id);
              return before;
            })
          }
          options={exports.map(({ id, file, madeAt }) => ({ value: id, label: `${file}（${timeInWords(madeAt)}）` }))}
        />
      </p>
      <Alert
        type={differing.length === 0 && unread === 0 ? 'success' : 'warning'}
        showIcon
        title={
          differing.length === 0
            ? `${matched}份文件与导出逐行相符。`
            : `${matched}份相符；${differing.map(({ match, count }) => `${matchNames[match]}${count}份`).join('，')}。`
        }
        description={unread === 0 ? undefined : `导出里有${unread}行读不懂，没有参加核对，请在“导入”页看逐行的问题。`}
      />
      <div className="sheet">
        <table className="ledger" aria-label="指标对账">
          <thead>
            <tr>
              <th scope="col">结果</th>
              <th scope="col">种类</th>
              <th scope="col">文号</th>
              <th scope="col" className="num">
                导出（元）
              </th>
              <th scope="col" className="num">
                登记（元）
              </th>
              <th scope="col">不符的行</th>
              <th scope="col">导出的行号</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.kind} ${row.number}`}>
                <td>
                  <span className={row.match === 'matched' ? 'state state-approved' : 'state state-rejected'}>
                    {matchNames[row.match]}
                  </span>
                  {row.waiting && <span className="tag">待复核</span>}
                </td>
                <td>{documentKindNames[row.kind as keyof typeof documentKindNames]}</td>
                <td>{row.number}</td>
                <Amount of={row.exported} />
                <Amount of={row.recorded} />
                <td>
                  {row.lines.map(
                    ({ project, functionCode, economyCode, source, level, direct, exported, recorded }) => (
                      <div key={[project, functionCode, economyCode, source, level, direct].join(' ')}>
                        {project} {functionCode} {economyCode}：导出{grouped(exported)}，登记{grouped(recorded)}
                      </div>
                    ),
                  )}
                </td>
                <td>{row.rows.join('、')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
