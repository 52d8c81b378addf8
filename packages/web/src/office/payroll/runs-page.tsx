/** A year's payroll: a run a month, its sheet, and the second person's answer. */
import { Alert, Button, Spin } from 'antd';
import { useState } from 'react';
import { useMay } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { type Schemas } from '../../words.ts';
import { grouped } from '../amount.tsx';
import { enter, query, useRegister } from '../entry/ask.ts';
import { LedgerTable } from '../entry/ledger-table.tsx';
import { anyBooked, LinkedVouchers } from '../entry/linked-vouchers.tsx';
import { ReasonAction } from '../entry/reason-action.tsx';
import { RecordForm } from '../entry/record-form.tsx';
import { newId } from '../new-id.ts';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';

type Run = Schemas['PayrollRun'];

const stateNames: Readonly<Record<Run['state'], string>> = {
  made: '待复核',
  checked: '已复核',
  returned: '已退回',
  withdrawn: '已收回',
};
const stateClasses: Readonly<Record<Run['state'], string>> = {
  made: 'state state-drafted',
  checked: 'state state-approved',
  returned: 'state state-rejected',
  withdrawn: 'state state-rejected',
};

export function PayrollRunsPage() {
  useTitle('工资发放');
  const may = useMay();
  const [making, setMaking] = useState(false);
  return (
    <UnitYearPage
      title="工资发放"
      tools={() =>
        may('payroll.make') && (
          <Button type="primary" disabled={making} onClick={() => setMaking(true)}>
            编制工资
          </Button>
        )
      }
    >
      {(chosen) => <RunsOfYear {...chosen} making={making} onDone={() => setMaking(false)} />}
    </UnitYearPage>
  );
}

function RunsOfYear({ unit, year, making, onDone }: UnitYear & { making: boolean; onDone: () => void }) {
  const answer = useRegister<{ runs: readonly Run[] }>(`payroll-runs?${query({ unit, year })}`);
  if (answer.isPending) return <Spin />;
  if (answer.isError) return <Alert type="error" showIcon title={answer.error.message} />;
  const { runs } = answer.data;
  return (
    <>
      {making && (
        <RecordForm
          title="编制工资"
          submit="按现在的数据计算"
          said="已编制，待另一人复核。"
          fields={({ kind }) => [
            { kind: 'month', name: 'month', label: '月份' },
            {
              kind: 'choice',
              name: 'kind',
              label: '种类',
              options: [
                { value: 'regular', label: '正式发放' },
                { value: 'supplementary', label: '补发：重算后的差额' },
              ],
            },
            { kind: 'text', name: 'project', label: '人员类项目编码', optional: true },
            {
              kind: 'text',
              name: 'reason',
              label: kind === 'supplementary' ? '补发原因' : '说明',
              wide: true,
              optional: kind !== 'supplementary',
            },
          ]}
          initial={{ kind: 'regular' }}
          send={(id, values) =>
            enter('payroll-runs', {
              unit,
              id,
              month: values.text('month'),
              kind: values.text('kind'),
              reason: values.text('reason'),
              project: values.given('project'),
            })
          }
          onDone={onDone}
        />
      )}
      <LedgerTable
        label="工资发放"
        rows={runs}
        rowKey={({ id }) => id}
        struck={({ state }) => state === 'returned' || state === 'withdrawn'}
        empty={`${year}年还没有编制工资。先登记人员、工资项目和缴费比例。`}
        columns={[
          { title: '月份', cell: ({ month }) => month },
          {
            title: '种类',
            cell: ({ kind, reason }) =>
              kind === 'regular' ? <span className="whole">正式发放</span> : `补发：${reason}`,
          },
          { title: '人数', num: true, cell: ({ persons }) => persons },
          { title: '应发（元）', num: true, cell: ({ gross }) => grouped(gross) },
          { title: '代扣（元）', num: true, cell: ({ withheld }) => grouped(withheld) },
          { title: '实发（元）', num: true, cell: ({ net }) => grouped(net) },
          { title: '单位缴费（元）', num: true, cell: ({ employer }) => grouped(employer) },
          {
            title: '状态',
            cell: ({ state, checker, decisionReason, withdrawnBy, withdrawnReason }) => (
              <>
                <span className={stateClasses[state]}>{stateNames[state]}</span>
                {state === 'returned' && (
                  <div className="quiet">
                    {checker}：{decisionReason}
                  </div>
                )}
                {state === 'withdrawn' && (
                  <div className="quiet">
                    {withdrawnBy}：{withdrawnReason}
                  </div>
                )}
              </>
            ),
          },
          { title: '编制', cell: ({ maker }) => <span className="whole">{maker}</span> },
          { title: '凭证', cell: ({ vouchers }) => <LinkedVouchers unit={unit} vouchers={vouchers} /> },
        ]}
        detail={(run) => <RunDetail unit={unit} run={run} />}
      />
    </>
  );
}

function RunDetail({ unit, run }: { readonly unit: string; readonly run: Run }) {
  const may = useMay();
  const [checking, setChecking] = useState(false);
  const answer = useRegister<Schemas['PayrollRunFull']>(`payroll-runs/${run.id}?${query({ unit })}`);
  if (answer.isPending) return <Spin />;
  if (answer.isError) return <Alert type="error" showIcon title={answer.error.message} />;
  const { columns, people } = answer.data;
  return (
    <>
      <div className="payroll-sheet">
        <table className="ledger" aria-label={`${run.month}工资表`}>
          <thead>
            <tr>
              <th scope="col">姓名</th>
              {columns.map(({ item, name }) => (
                <th key={item} scope="col" className="num">
                  {name}
                </th>
              ))}
              <th scope="col" className="num">
                实发
              </th>
            </tr>
          </thead>
          <tbody>
            {people.map(({ person, name, lines, net }) => (
              <tr key={person}>
                <th scope="row">{name}</th>
                {columns.map(({ item }) => {
                  const line = lines.find((one) => one.item === item);
                  return (
                    <td key={item} className="num" title={line === undefined ? undefined : reckoned(line)}>
                      {line === undefined ? '—' : grouped(line.amount)}
                    </td>
                  );
                })}
                <td className="num">{grouped(net)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td>合计</td>
              {columns.map(({ item, total }) => (
                <td key={item} className="num">
                  {grouped(total)}
                </td>
              ))}
              <td className="num">{grouped(run.net)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      {run.state === 'made' && may('payroll.check') && !checking && (
        <div className="record-actions">
          <Button type="primary" size="small" onClick={() => setChecking(true)}>
            复核通过……
          </Button>
          <ReasonAction
            label="退回"
            ask="退回理由"
            said="已退回。"
            danger
            act={(reason) =>
              enter(`payroll-runs/${run.id}/decision`, {
                unit,
                approve: false,
                reason,
                date: '',
                expense: '5001',
                paymentOrder: '',
                vouchers: [newId(), newId(), newId()],
              })
            }
          />
        </div>
      )}
      {run.state === 'checked' && !anyBooked(run.vouchers) && may('payroll.make') && (
        <div className="record-actions">
          <ReasonAction
            label="收回这批"
            ask="收回理由"
            said="已收回，凭证台上没有记账的凭证一并撤销，可以重新编制。"
            danger
            act={(reason) => enter(`payroll-runs/${run.id}/withdrawal`, { unit, reason })}
          />
          <span className="quiet">凭证在凭证台被退回、撤销或冲销的，收回后按现在的数据重新编制。</span>
        </div>
      )}
      {checking && <CheckForm unit={unit} run={run} onDone={() => setChecking(false)} />}
    </>
  );
}

function reckoned({ base, rate }: { readonly base: string | null; readonly rate: number | null }): string | undefined {
  if (base === null || rate === null) return undefined;
  return `基数${grouped(base)}元 × ${String(rate / 10_000)}%`;
}

function CheckForm({ unit, run, onDone }: { readonly unit: string; readonly run: Run; readonly onDone: () => void }) {
  const [vouchers] = useState(() => [newId(), newId(), newId()]);
  return (
    <RecordForm
      title={`复核${run.month}的工资`}
      submit="复核通过，生成凭证"
      said="已复核，凭证在凭证台待复核。"
      fields={() => [
        { kind: 'date', name: 'date', label: '发放日期', hint: '凭证记在这一天' },
        { kind: 'text', name: 'paymentOrder', label: '国库集中支付凭证号' },
        {
          kind: 'choice',
          name: 'expense',
          label: '费用科目',
          hint: '事业单位的管理人员选单位管理费用',
          options: [
            { value: '5001', label: '5001 业务活动费用' },
            { value: '5101', label: '5101 单位管理费用' },
          ],
        },
      ]}
      initial={{ expense: '5001' }}
      send={(_, values) =>
        enter(`payroll-runs/${run.id}/decision`, {
          unit,
          approve: true,
          reason: '',
          date: values.text('date'),
          expense: values.text('expense'),
          paymentOrder: values.text('paymentOrder'),
          vouchers,
        })
      }
      onDone={onDone}
    />
  );
}
