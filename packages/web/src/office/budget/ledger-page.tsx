/** 指标账: every kind of project, project and item with what was given, adjusted, paid and is left. */
import { Alert, Empty, Segmented, Spin } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useTitle } from '../../use-title.ts';
import { Amount } from '../amount.tsx';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';
import { type Amounts, sourceNames, useLedger } from './budget.ts';

export function LedgerPage() {
  useTitle('指标账');
  const [depth, setDepth] = useState<'items' | 'projects'>('items');
  return (
    <UnitYearPage
      title="指标账"
      tools={() => (
        <Segmented
          aria-label="显示到"
          value={depth}
          onChange={setDepth}
          options={[
            { value: 'items', label: '到科目' },
            { value: 'projects', label: '到项目' },
          ]}
        />
      )}
    >
      {(chosen) => <Ledger chosen={chosen} items={depth === 'items'} />}
    </UnitYearPage>
  );
}

function Ledger({ chosen, items }: { readonly chosen: UnitYear; readonly items: boolean }) {
  const ledger = useLedger(chosen);
  if (ledger.isPending) return <Spin />;
  if (ledger.isError) return <Alert type="error" showIcon title={ledger.error.message} />;
  const { rows, total } = ledger.data;
  if (rows.length === 0) {
    return (
      <Empty
        description={
          <>
            {chosen.year}年还没有生效的指标。请在
            <Link to={`/office/budget/documents?unit=${chosen.unit}&year=${chosen.year}`}>指标文件</Link>
            登记年初预算，由另一人复核后在这里出现。
          </>
        }
      />
    );
  }
  const shown = rows.filter(({ tier }) => items || tier !== 'item');
  return (
    <div className="sheet">
      <table className="ledger" aria-label="指标账">
        <caption>单位：元</caption>
        <thead>
          <tr>
            <th scope="col">项目／科目</th>
            <th scope="col">编码</th>
            <th scope="col">资金性质</th>
            <th scope="col" className="num">
              年初预算
            </th>
            <th scope="col" className="num">
              调整
            </th>
            <th scope="col" className="num">
              全年预算
            </th>
            <th scope="col" className="num">
              已支付
            </th>
            <th scope="col" className="num">
              占用
            </th>
            <th scope="col" className="num">
              可用
            </th>
            <th scope="col" className="num">
              执行率
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.key} className={`tier-${row.tier}`}>
              <th scope="row" className={`depth-${row.depth}`}>
                {row.name === '' ? '（目录外的科目）' : row.name}
              </th>
              <td className="code">{row.code}</td>
              <td>{row.source === null ? '' : sourceNames[row.source]}</td>
              <AmountCells of={row} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              合计
            </th>
            <AmountCells of={total} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function AmountCells({ of }: { readonly of: Amounts }) {
  return (
    <>
      <Amount of={of.start} />
      <Amount of={of.adjustment} />
      <Amount of={of.annual} />
      <Amount of={of.paid} />
      <Amount of={of.reserved} />
      <Amount of={of.available} />
      <td className="num">{of.rate === null ? '—' : `${of.rate}%`}</td>
    </>
  );
}
