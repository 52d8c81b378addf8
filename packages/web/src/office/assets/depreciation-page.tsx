/** Depreciation by month: one run, one voucher. */
import { Alert, Button, Spin } from 'antd';
import { useState } from 'react';
import { useMay } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { type Schemas } from '../../words.ts';
import { grouped, sumOf } from '../amount.tsx';
import { enter, query, useRegister } from '../entry/ask.ts';
import { LedgerTable } from '../entry/ledger-table.tsx';
import { anyBooked, LinkedVouchers } from '../entry/linked-vouchers.tsx';
import { ReasonAction } from '../entry/reason-action.tsx';
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
  const standing = runs.filter(({ withdrawnBy }) => withdrawnBy === null);
  const last = standing.at(-1)?.id;
  return (
    <>
      {running && <RunForm unit={unit} onDone={onDone} />}
      <LedgerTable
        label="折旧"
        rows={runs}
        rowKey={({ id }) => id}
        struck={({ withdrawnBy }) => withdrawnBy !== null}
        empty={`${year}年还没有计提折旧。折旧从启用账套的月份起逐月计提。`}
        columns={[
          { title: '月份', cell: ({ month }) => month },
          { title: '卡片（张）', num: true, cell: ({ cards }) => cards },
          { title: '折旧额（元）', num: true, cell: ({ total }) => grouped(total) },
          { title: '凭证', cell: ({ vouchers }) => <LinkedVouchers unit={unit} vouchers={vouchers} /> },
          { title: '计提', cell: ({ maker }) => maker },
          {
            title: '操作',
            cell: ({ id, vouchers, withdrawnBy, withdrawnReason }) =>
              withdrawnBy === null ? (
                id === last && !anyBooked(vouchers) && <TakeBack unit={unit} id={id} />
              ) : (
                <span className="quiet">
                  {withdrawnBy}收回：{withdrawnReason}
                </span>
              ),
          },
        ]}
        foot={
          <tr>
            <td>全年</td>
            <td />
            <td className="num">{grouped(sumOf(standing.map(({ total }) => total)))}</td>
            <td colSpan={3} />
          </tr>
        }
      />
    </>
  );
}

/** Only the last month can be taken back, and only while its voucher is not in the books: the server says so. */
function TakeBack({ unit, id }: { readonly unit: string; readonly id: string }) {
  return useMay()('asset.make') ? (
    <ReasonAction
      label="收回"
      ask="收回理由"
      said="已收回，凭证台上没有记账的凭证一并撤销，可以重新计提。"
      danger
      act={(reason) => enter(`depreciations/${id}/withdrawal`, { unit, reason })}
    />
  ) : null;
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
