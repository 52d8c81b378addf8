/** Depreciation by month: one run, one voucher. */
import { Alert, Button, Spin } from 'antd';
import { useState } from 'react';
import { useMay } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { type Schemas } from '../../words.ts';
import { grouped, sumOf } from '../amount.tsx';
import { enter, query, useRegister } from '../entry/ask.ts';
import { LedgerTable } from '../entry/ledger-table.tsx';
import { LinkedVouchers } from '../entry/linked-vouchers.tsx';
import { RecordForm } from '../entry/record-form.tsx';
import { newId } from '../new-id.ts';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';

export function DepreciationPage() {
  useTitle('折旧');
  const may = useMay();
  const [running, setRunning] = useState(false);
  return (
    <UnitYearPage
      title="折旧"
      tools={() =>
        may('asset.make') && (
          <Button type="primary" disabled={running} onClick={() => setRunning(true)}>
            计提折旧
          </Button>
        )
      }
    >
      {(chosen) => <DepreciationOfYear {...chosen} running={running} onDone={() => setRunning(false)} />}
    </UnitYearPage>
  );
}

function DepreciationOfYear({ unit, year, running, onDone }: UnitYear & { running: boolean; onDone: () => void }) {
  const answer = useRegister<{ runs: readonly Schemas['DepreciationRun'][] }>(`depreciations?${query({ unit, year })}`);
  if (answer.isPending) return <Spin />;
  if (answer.isError) return <Alert type="error" showIcon title={answer.error.message} />;
  const { runs } = answer.data;
  return (
    <>
      {running && <RunForm unit={unit} onDone={onDone} />}
      <LedgerTable
        label="折旧"
        rows={runs}
        rowKey={({ id }) => id}
        empty={`${year}年还没有计提折旧。折旧从启用账套的月份起逐月计提。`}
        columns={[
          { title: '月份', cell: ({ month }) => month },
          { title: '卡片（张）', num: true, cell: ({ cards }) => cards },
          { title: '折旧额（元）', num: true, cell: ({ total }) => grouped(total) },
          { title: '凭证', cell: ({ vouchers }) => <LinkedVouchers unit={unit} vouchers={vouchers} /> },
          { title: '计提', cell: ({ maker }) => maker },
        ]}
        foot={
          <tr>
            <td>全年</td>
            <td />
            <td className="num">{grouped(sumOf(runs.map(({ total }) => total)))}</td>
            <td colSpan={2} />
          </tr>
        }
      />
    </>
  );
}

function RunForm({ unit, onDone }: { readonly unit: string; readonly onDone: () => void }) {
  const [voucher] = useState(newId);
  return (
    <RecordForm
      title="计提折旧"
      submit="计提"
      said="已计提，凭证在凭证台待复核。"
      fields={() => [
        { kind: 'month', name: 'month', label: '月份', hint: '逐月计提，不跳过月份' },
        {
          kind: 'choice',
          name: 'expense',
          label: '费用科目',
          hint: '事业单位的管理用资产选单位管理费用',
          options: [
            { value: '5001', label: '5001 业务活动费用' },
            { value: '5101', label: '5101 单位管理费用' },
          ],
        },
      ]}
      initial={{ expense: '5001' }}
      send={(id, values) =>
        enter('depreciations', {
          unit,
          id,
          month: values.text('month'),
          voucher,
          expense: values.text('expense'),
        })
      }
      onDone={onDone}
    />
  );
}
