/** 支付批次: what settlements owe is gathered by one, checked by another, exported; the bank's answer pays or returns it. */
import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { Field } from '../field.tsx';
import { grouped } from '../office/amount.tsx';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { ReasonAction } from '../office/entry/reason-action.tsx';
import { RecordForm } from '../office/entry/record-form.tsx';
import { newId } from '../office/new-id.ts';
import { useMay } from '../session.tsx';
import { type Schemas } from '../words.ts';
import { type Bureau, Loaded, TreasuryFrame } from './frame.tsx';
import { TakeFile } from './take-file.tsx';
import { act, nameIn, options, type Payables, sender, useTreasury } from './treasury.ts';

type Batch = Schemas['FundBatch'];
type Payee = Schemas['FundPayee'] & { readonly mine: boolean };

const stateNames: Readonly<Record<Batch['state'], string>> = {
  made: '待复核',
  checked: '待导出',
  sent: '已导出，等回盘',
  finished: '已办结',
  withdrawn: '已撤回',
};
const lineStates = { waiting: '待回盘', paid: '已付', returned: '退回' } as const;
const payeeStates = { waiting: '待复核', standing: '在用', ended: '已停用' } as const;

export function BatchesPage() {
  const may = useMay();
  const [adding, setAdding] = useState<'batch' | 'payee' | null>(null);
  return (
    <TreasuryFrame
      title="支付批次"
      tools={(bureau) =>
        may('treasury.make') && (
          <>
            <TakeFile label="导入银行回盘" path="results" fields={{ department: bureau.department }} />
            <Button onClick={() => setAdding('payee')}>登记收款账户</Button>
            <Button type="primary" onClick={() => setAdding('batch')}>
              归集批次
            </Button>
          </>
        )
      }
    >
      {(bureau) => (
        <>
          {adding === 'batch' && <Gather bureau={bureau} onDone={() => setAdding(null)} />}
          {adding === 'payee' && <PayeeForm bureau={bureau} onDone={() => setAdding(null)} />}
          <Batches bureau={bureau} />
          <h2>收款账户</h2>
          <Payees bureau={bureau} />
        </>
      )}
    </TreasuryFrame>
  );
}

function Gather({
  bureau: { department, choices, sets },
  onDone,
}: {
  readonly bureau: Bureau;
  readonly onDone: () => void;
}) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [id] = useState(newId);
  const [set, setSet] = useState(sets[0]?.id ?? '');
  const [through, setThrough] = useState(choices.today);
  const [error, setError] = useState<string | null>(null);
  const found = useTreasury<Payables>(`payables?department=${department}&set=${set}&through=${through}`);
  const gather = async (lines: number, total: string): Promise<void> => {
    try {
      await act('batches', { department, id, set, through, lines, total });
      message.success('已归集，交另一人复核。');
      void queries.invalidateQueries({ queryKey: ['office-registers'] });
      onDone();
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : '');
    }
  };
  return (
    <section className="panel" aria-label="归集批次">
      <h2 className="entry-title">归集应付待遇款</h2>
      <div className="entry-fields">
        <Field label="基金">
          {(field) => (
            <Select id={field} className="entry-choice" value={set} onChange={setSet} options={options(sets)} />
          )}
        </Field>
        <Field label="结算截止日">
          {(field) => (
            <Input
              id={field}
              type="date"
              value={through}
              max={choices.today}
              onChange={(event) => setThrough(event.target.value)}
            />
          )}
        </Field>
      </div>
      <Loaded from={found}>
        {({ payables, lines, total }) => (
          <>
            <LedgerTable
              label="应付待遇款"
              rows={payables}
              rowKey={({ kind, name, payee }) => `${kind} ${name} ${payee}`}
              empty="没有未付的应付待遇款。"
              columns={[
                { title: '收款人', cell: ({ name }) => name },
                { title: '结算笔数', num: true, cell: ({ settlements }) => settlements },
                { title: '应付（元）', num: true, cell: ({ amount }) => grouped(amount) },
                {
                  title: '',
                  cell: ({ kind, payee, amount }) =>
                    kind === 'person' && !amount.startsWith('-') && amount !== '0.00'
                      ? '付给本人，账号封存，导出时才打开'
                      : payee === null
                        ? '还没有复核过的收款账户，这次不付'
                        : kind === 'person' && amount.startsWith('-')
                          ? '多付给本人的，应追回；收到后在“账户与收付”登记'
                          : amount.startsWith('-') || amount === '0.00'
                            ? '撤销多于应付，留待抵扣；退款的在“账户与收付”登记'
                            : '',
                },
              ]}
            />
            {error !== null && <Alert type="error" showIcon title={error} role="alert" />}
            <div className="entry-end">
              <Button onClick={onDone}>放弃</Button>
              <Button type="primary" disabled={lines === 0} onClick={() => void gather(lines, total)}>
                归集{lines}家{grouped(total)}元
              </Button>
            </div>
          </>
        )}
      </Loaded>
    </section>
  );
}

function Batches({ bureau }: { readonly bureau: Bureau }) {
  const { department, sets } = bureau;
  const may = useMay();
  const batches = useTreasury<{ batches: readonly Batch[] }>(`batches?department=${department}`);
  const exported = async (id: string): Promise<void> => {
    const { name, text } = await act<{ name: string; text: string }>(`batches/${id}/file`, { department });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <Loaded from={batches}>
      {({ batches: rows }) => (
        <LedgerTable
          label="支付批次"
          rows={rows}
          rowKey={({ id }) => id}
          empty="还没有支付批次。"
          struck={({ state }) => state === 'withdrawn'}
          detail={(row) => <Lines department={department} batch={row} />}
          columns={[
            { title: '批次号', cell: ({ number }) => number },
            { title: '基金', cell: ({ set }) => nameIn(sets, set) },
            { title: '收款人', num: true, cell: ({ lines }) => lines },
            { title: '金额（元）', num: true, cell: ({ total }) => grouped(total) },
            { title: '已付', num: true, cell: ({ paid }) => grouped(paid) },
            { title: '退回', num: true, cell: ({ returned }) => grouped(returned) },
            {
              title: '状态',
              cell: ({ state, reason }) => (reason === '' ? stateNames[state] : `${stateNames[state]}：${reason}`),
            },
            { title: '经办、复核', cell: ({ maker, checker }) => (checker === null ? maker : `${maker}、${checker}`) },
            {
              title: '',
              cell: ({ id, state, mine }) => (
                <span className="record-actions">
                  {state === 'made' &&
                    may('treasury.check') &&
                    (mine ? (
                      '本人经办，须由他人复核'
                    ) : (
                      <ReasonAction
                        label="复核"
                        ask={null}
                        said="已复核，可以导出。"
                        primary
                        act={() => act(`batches/${id}/check`, { department })}
                      />
                    ))}
                  {(state === 'checked' || state === 'sent') && may('treasury.make') && (
                    <ReasonAction label="导出付款文件" ask={null} said="已导出。" act={() => exported(id)} />
                  )}
                  {(state === 'made' || state === 'checked') && may('treasury.make') && (
                    <ReasonAction
                      label="撤回"
                      ask="撤回原因"
                      said="已撤回，款项可重新归集。"
                      danger
                      act={(reason) => act(`batches/${id}/withdrawal`, { department, reason })}
                    />
                  )}
                </span>
              ),
            },
          ]}
        />
      )}
    </Loaded>
  );
}

function Lines({ department, batch }: { readonly department: string; readonly batch: Batch }) {
  const lines = useTreasury<{
    lines: readonly {
      readonly line: number;
      readonly name: string;
      readonly bank: string;
      readonly number: string;
      readonly amount: string;
      readonly settlements: number;
      readonly state: keyof typeof lineStates;
      readonly reason: string;
      readonly doneOn: string | null;
      readonly reference: string;
    }[];
  }>(`batches/${batch.id}/lines?department=${department}`);
  return (
    <Loaded from={lines}>
      {({ lines: rows }) => (
        <LedgerTable
          label={`批次${batch.number}明细`}
          rows={rows}
          rowKey={({ line }) => String(line)}
          empty="没有明细。"
          columns={[
            { title: '序号', cell: ({ line }) => line },
            { title: '收款人', cell: ({ name }) => name },
            { title: '账号', cell: ({ bank, number }) => `${bank} ${number}` },
            { title: '结算笔数', num: true, cell: ({ settlements }) => settlements },
            { title: '金额（元）', num: true, cell: ({ amount }) => grouped(amount) },
            {
              title: '结果',
              cell: ({ state, reason }) => (reason === '' ? lineStates[state] : `${lineStates[state]}：${reason}`),
            },
            { title: '日期、流水号', cell: ({ doneOn, reference }) => `${doneOn ?? ''} ${reference}` },
          ]}
        />
      )}
    </Loaded>
  );
}

function Payees({ bureau: { department, choices } }: { readonly bureau: Bureau }) {
  const may = useMay();
  const payees = useTreasury<{ payees: readonly Payee[] }>(`payees?department=${department}`);
  return (
    <Loaded from={payees}>
      {({ payees: rows }) => (
        <LedgerTable
          label="收款账户"
          rows={rows}
          rowKey={({ id }) => id}
          empty="还没有登记收款账户。"
          struck={({ state }) => state === 'ended'}
          columns={[
            { title: '收款人', cell: ({ name }) => name },
            { title: '类别', cell: ({ kind }) => nameIn(choices.payeeKinds, kind) },
            { title: '开户银行', cell: ({ bank }) => bank },
            { title: '账号', cell: ({ number }) => number },
            { title: '状态', cell: ({ state }) => payeeStates[state] },
            { title: '经办、复核', cell: ({ maker, checker }) => (checker === null ? maker : `${maker}、${checker}`) },
            {
              title: '',
              cell: ({ id, state, mine }) =>
                state === 'waiting' &&
                may('treasury.check') &&
                (mine ? (
                  '本人经办，须由他人复核'
                ) : (
                  <ReasonAction
                    label="复核账户"
                    ask={null}
                    said="已复核。"
                    primary
                    act={() => act(`payees/${id}/check`, { department })}
                  />
                )),
            },
          ]}
        />
      )}
    </Loaded>
  );
}

function PayeeForm({
  bureau: { department, choices },
  onDone,
}: {
  readonly bureau: Bureau;
  readonly onDone: () => void;
}) {
  return (
    <RecordForm
      title="登记收款账户"
      initial={{ kind: 'institution' }}
      said="已登记，交另一人复核。"
      fields={() => [
        { name: 'kind', label: '类别', kind: 'choice', options: options(choices.payeeKinds) },
        { name: 'name', label: '收款人', kind: 'text', hint: '与结算上的医疗机构名称一致' },
        { name: 'bank', label: '开户银行', kind: 'text' },
        { name: 'number', label: '账号', kind: 'text' },
      ]}
      send={sender('payees', (id, values) => ({
        department,
        id,
        kind: values.text('kind'),
        name: values.text('name'),
        bank: values.text('bank'),
        number: values.text('number'),
      }))}
      onDone={onDone}
    />
  );
}
