/** 支付对账: the treasury's payments against the vouchers that book them; what differs stands first. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Empty, Spin } from 'antd';
import { getJson } from '../../api.ts';
import { useTitle } from '../../use-title.ts';
import { type Schemas } from '../../words.ts';
import { Amount, grouped } from '../amount.tsx';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';

type Match = Schemas['Reconciled']['match'];

const matchNames: Readonly<Record<Match, string>> = {
  matched: '相符',
  'amount-differs': '金额不符',
  'item-differs': '科目不符',
  'not-in-books': '账上没有',
  'not-in-treasury': '支付没有',
};

export function ReconciliationPage() {
  useTitle('支付对账');
  return <UnitYearPage title="支付对账">{(chosen) => <Reconciliation chosen={chosen} />}</UnitYearPage>;
}

function Reconciliation({ chosen: { unit, year } }: { readonly chosen: UnitYear }) {
  const found = useQuery({
    queryKey: ['budget', 'reconciliation', unit, year],
    queryFn: () =>
      getJson<Schemas['Reconciliation']>(`/api/office/reconciliation?unit=${encodeURIComponent(unit)}&year=${year}`),
  });
  if (found.isPending) return <Spin />;
  if (found.isError) return <Alert type="error" showIcon title={found.error.message} />;
  const { counts, rows } = found.data;
  if (rows.length === 0) return <Empty description={`${year}年还没有国库支付，也没有写明支付凭证号的记账凭证。`} />;
  const differing = counts.filter(({ match, count }) => match !== 'matched' && count > 0);
  const matched = counts.find(({ match }) => match === 'matched')?.count ?? 0;
  return (
    <>
      <Alert
        type={differing.length === 0 ? 'success' : 'warning'}
        showIcon
        title={
          differing.length === 0
            ? `${matched}笔支付与凭证逐笔相符。`
            : `${matched}笔相符；${differing.map(({ match, count }) => `${matchNames[match]}${count}笔`).join('，')}。`
        }
      />
      <div className="sheet">
        <table className="ledger" aria-label="支付对账">
          <thead>
            <tr>
              <th scope="col">结果</th>
              <th scope="col">国库支付</th>
              <th scope="col">记账凭证</th>
              <th scope="col" className="num">
                支付（元）
              </th>
              <th scope="col" className="num">
                入账（元）
              </th>
              <th scope="col">不符的科目</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={[...row.payments, ...row.vouchers].map(({ id }) => id).join(' ')}>
                <td>
                  <span className={row.match === 'matched' ? 'state state-approved' : 'state state-rejected'}>
                    {matchNames[row.match]}
                  </span>
                </td>
                <Sides of={row.payments} />
                <Sides of={row.vouchers} />
                <Amount of={row.paid} />
                <Amount of={row.booked} />
                <td>
                  {row.differences.map(({ functionCode, economyCode, paid, booked }) => (
                    <div key={`${functionCode} ${economyCode}`}>
                      {functionCode} {economyCode}：支付{grouped(paid)}，入账{grouped(booked)}
                    </div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Sides({ of }: { readonly of: Schemas['Reconciled']['payments'] }) {
  return (
    <td>
      {of.map(({ id, label, date, text }) => (
        <div key={id}>
          {label} <span className="quiet">{date}</span> {text}
        </div>
      ))}
    </td>
  );
}
