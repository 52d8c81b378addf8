/** 财政补助: documents with what was spent on them and what arrived, and the department's vouchers that are of no document yet. */
import { Button } from 'antd';
import { useState } from 'react';
import { grouped } from '../office/amount.tsx';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { RecordForm } from '../office/entry/record-form.tsx';
import { useMay } from '../session.tsx';
import { type Schemas } from '../words.ts';
import { type Bureau, Loaded, TreasuryFrame } from './frame.tsx';
import { nameIn, options, sender, useTreasury } from './treasury.ts';

type Subsidy = Schemas['FundSubsidy'];

interface Answer {
  readonly subsidies: readonly Subsidy[];
  readonly vouchers: readonly {
    readonly unit: string;
    readonly voucher: string;
    readonly date: string;
    readonly text: string;
    readonly functionCode: string;
    readonly left: string;
  }[];
}

export function SubsidiesPage() {
  const may = useMay();
  const [adding, setAdding] = useState(false);
  return (
    <TreasuryFrame
      title="财政补助"
      tools={() =>
        may('treasury.make') && (
          <Button type="primary" onClick={() => setAdding(true)}>
            登记补助文件
          </Button>
        )
      }
    >
      {(bureau) => (
        <>
          {adding && <SubsidyForm bureau={bureau} onDone={() => setAdding(false)} />}
          <Documents bureau={bureau} />
        </>
      )}
    </TreasuryFrame>
  );
}

function Documents({ bureau }: { readonly bureau: Bureau }) {
  const { department, choices } = bureau;
  const may = useMay();
  const answer = useTreasury<Answer>(`subsidies?department=${department}`);
  const [spending, setSpending] = useState<Subsidy | null>(null);
  return (
    <Loaded from={answer}>
      {({ subsidies, vouchers }) => (
        <>
          {spending !== null && (
            <SpendingForm
              key={spending.id}
              bureau={bureau}
              subsidy={spending}
              vouchers={vouchers}
              onDone={() => setSpending(null)}
            />
          )}
          <LedgerTable
            label="补助文件"
            rows={subsidies}
            rowKey={({ id }) => id}
            empty="还没有登记补助文件。"
            columns={[
              { title: '文号', cell: ({ number }) => number },
              { title: '发文日期', cell: ({ issuedOn }) => issuedOn },
              { title: '层级', cell: ({ level }) => nameIn(choices.levels, level) },
              { title: '基金', cell: ({ fund }) => nameIn(choices.funds, fund) },
              { title: '用途', cell: ({ purpose }) => nameIn(choices.purposes, purpose) },
              { title: '科目', cell: ({ functionCode }) => functionCode },
              { title: '渠道', cell: ({ path }) => nameIn(choices.paths, path) },
              { title: '金额（元）', num: true, cell: ({ amount }) => grouped(amount) },
              { title: '已支出', num: true, cell: ({ spent }) => grouped(spent) },
              { title: '已到账', num: true, cell: ({ received }) => grouped(received) },
              {
                title: '',
                cell: (row) =>
                  row.spent !== row.amount &&
                  may('treasury.make') && (
                    <Button size="small" onClick={() => setSpending(row)}>
                      登记支出
                    </Button>
                  ),
              },
            ]}
          />
          <h2>还没有对应文件的部门凭证</h2>
          <p className="aside">21012、21013的支出都应对应文件；2101599的只有属于基金补助的才对应。</p>
          <LedgerTable
            label="没有对应文件的部门凭证"
            rows={vouchers}
            rowKey={({ voucher, functionCode }) => `${voucher} ${functionCode}`}
            empty="部门账上的补助支出都已对应文件。"
            columns={[
              { title: '日期', cell: ({ date }) => date },
              { title: '摘要', cell: ({ text }) => text },
              { title: '科目', cell: ({ functionCode }) => functionCode },
              { title: '未对应（元）', num: true, cell: ({ left }) => grouped(left) },
            ]}
          />
        </>
      )}
    </Loaded>
  );
}

function SubsidyForm({
  bureau: { department, choices },
  onDone,
}: {
  readonly bureau: Bureau;
  readonly onDone: () => void;
}) {
  return (
    <RecordForm
      title="登记补助文件"
      initial={{ issuedOn: choices.today, year: choices.today.slice(0, 4), purpose: 'general' }}
      fields={() => [
        { name: 'number', label: '文号', kind: 'text' },
        { name: 'issuedOn', label: '发文日期', kind: 'date' },
        { name: 'year', label: '补助年度', kind: 'count' },
        { name: 'level', label: '层级', kind: 'choice', options: options(choices.levels) },
        { name: 'fund', label: '基金', kind: 'choice', options: options(choices.funds) },
        { name: 'purpose', label: '用途', kind: 'choice', options: options(choices.purposes) },
        { name: 'functionCode', label: '支出功能分类', kind: 'text', hint: '如 2101202、2101301，或 2101599' },
        { name: 'path', label: '渠道', kind: 'choice', options: options(choices.paths) },
        { name: 'amount', label: '金额', kind: 'amount' },
      ]}
      send={sender('subsidies', (id, values) => ({
        department,
        id,
        number: values.text('number'),
        issuedOn: values.text('issuedOn'),
        year: values.count('year'),
        level: values.text('level'),
        fund: values.text('fund'),
        purpose: values.text('purpose'),
        functionCode: values.text('functionCode'),
        path: values.text('path'),
        amount: values.text('amount'),
      }))}
      onDone={onDone}
    />
  );
}

interface SpendingFormProps {
  readonly bureau: Bureau;
  readonly subsidy: Subsidy;
  readonly vouchers: Answer['vouchers'];
  readonly onDone: () => void;
}

function SpendingForm({ bureau: { department, choices }, subsidy, vouchers, onDone }: SpendingFormProps) {
  const own = vouchers.filter(({ functionCode }) => functionCode === subsidy.functionCode);
  const ofDepartment = subsidy.path === 'department';
  return (
    <RecordForm
      title={`${subsidy.number}的支出`}
      initial={{ spentOn: choices.today }}
      fields={() => [
        ...(ofDepartment
          ? [
              {
                name: 'voucher',
                label: '部门凭证',
                kind: 'choice' as const,
                wide: true,
                options: own.map(({ voucher, date, text, left }) => {
                  return { value: voucher, label: `${date} ${text}（未对应${grouped(left)}元）` };
                }),
              },
            ]
          : [
              { name: 'spentOn', label: '拨款日期', kind: 'date' as const },
              { name: 'reference', label: '财政拨款凭证号', kind: 'text' as const },
            ]),
        { name: 'amount', label: '金额', kind: 'amount' },
      ]}
      send={sender(`subsidies/${subsidy.id}/spendings`, (id, values) => {
        const chosen = own.find(({ voucher }) => voucher === values.text('voucher'));
        return {
          department,
          id,
          spentOn: chosen?.date ?? values.text('spentOn'),
          amount: values.text('amount'),
          voucher: chosen === undefined ? null : { unit: chosen.unit, id: chosen.voucher },
          reference: values.text('reference'),
        };
      })}
      onDone={onDone}
    />
  );
}
