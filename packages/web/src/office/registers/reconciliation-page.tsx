/** Every register of a year against the ledger, and what stands for itself on either side. */
import { Alert, Spin } from 'antd';
import { Link } from 'react-router';
import { useMay } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { type Schemas } from '../../words.ts';
import { grouped } from '../amount.tsx';
import { query, useRegister } from '../entry/ask.ts';
import { LedgerTable } from '../entry/ledger-table.tsx';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';

type Reconciliation = Schemas['RegisterReconciliation'];

export function ReconciliationPage() {
  useTitle('台账核对');
  return <UnitYearPage title="台账核对">{(chosen) => <ReconciliationOfYear {...chosen} />}</UnitYearPage>;
}

const differenceNames: Readonly<Record<Reconciliation['differences'][number]['kind'], string>> = {
  'untied-record': '已登记，没有凭证',
  'untied-voucher': '已记账，没有登记',
  'overtied-voucher': '凭证已冲销，登记仍对应它',
};

function ReconciliationOfYear({ unit, year }: UnitYear) {
  const may = useMay();
  const answer = useRegister<{ registers: readonly Reconciliation[] }>(
    `register-reconciliation?${query({ unit, year })}`,
  );
  if (answer.isPending) return <Spin />;
  if (answer.isError) return <Alert type="error" showIcon title={answer.error.message} />;
  const { registers } = answer.data;
  const differences = registers.flatMap(({ name, differences: own }) => own.map((one) => ({ ...one, name })));
  return (
    <>
      <LedgerTable
        label="台账与总账"
        rows={registers}
        rowKey={({ register }) => register}
        empty=""
        columns={[
          { title: '登记', cell: ({ name }) => name },
          {
            title: '经济分类',
            cell: ({ code, codeName }) =>
              code === null ? <span className="quiet">按实际用途</span> : `${code} ${codeName}`,
          },
          { title: '次数', num: true, cell: ({ records }) => records },
          { title: '人次', num: true, cell: ({ persons }) => (persons === 0 ? '—' : persons) },
          { title: '登记费用（元）', num: true, cell: ({ registered }) => grouped(registered) },
          { title: '总账支出（元）', num: true, cell: ({ ledger, code }) => (code === null ? '—' : grouped(ledger)) },
          { title: '已对应（元）', num: true, cell: ({ tied, code }) => (code === null ? '—' : grouped(tied)) },
          {
            title: '核对',
            cell: ({ code, differences: own }) => {
              if (code === null) return <span className="quiet">不核对</span>;
              if (own.length === 0) return <span className="state state-approved">一致</span>;
              return <span className="state state-drafted">{own.length}处不一致</span>;
            },
          },
        ]}
      />
      <h2>不一致之处</h2>
      <LedgerTable
        label="不一致之处"
        rows={differences}
        rowKey={({ id, kind }) => `${kind} ${id}`}
        empty="登记与总账逐笔对应，没有不一致。"
        columns={[
          { title: '登记', cell: ({ name }) => name },
          { title: '情形', cell: ({ kind }) => differenceNames[kind] },
          { title: '日期', cell: ({ date }) => date },
          {
            title: '事项或摘要',
            cell: ({ kind, id, text }) =>
              kind === 'untied-record' || !may('voucher.read') ? (
                text
              ) : (
                <Link to={`/office/vouchers/${id}?${query({ unit })}`}>{text}</Link>
              ),
          },
          { title: '金额（元）', num: true, cell: ({ amount }) => grouped(amount) },
        ]}
      />
    </>
  );
}
