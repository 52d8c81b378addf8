/** 基金预算: the approved budget against what came of it, with the rates that the documents quote. */
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { grouped } from '../office/amount.tsx';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { ReasonAction } from '../office/entry/reason-action.tsx';
import { RecordForm } from '../office/entry/record-form.tsx';
import { useMay } from '../session.tsx';
import { type Schemas } from '../words.ts';
import { type Bureau, Loaded, TreasuryFrame } from './frame.tsx';
import { act, nameIn, options, sender, useTreasury } from './treasury.ts';

type Execution = Schemas['FundBudgetExecution'];

interface Answer {
  readonly executions: readonly Execution[];
  readonly waiting: readonly {
    readonly id: string;
    readonly scheme: string;
    readonly number: string;
    readonly maker: string;
    readonly mine: boolean;
  }[];
}

const amount = (text: string | null): string => (text === null ? '—' : grouped(text));
const rate = (text: string | null): string => (text === null ? '—' : `${text}%`);

export function FundBudgetPage() {
  const may = useMay();
  const [adding, setAdding] = useState(false);
  return (
    <TreasuryFrame
      title="基金预算和执行"
      byYear="budgeted"
      tools={() =>
        may('treasury.make') && (
          <Button type="primary" onClick={() => setAdding(true)}>
            登记预算
          </Button>
        )
      }
    >
      {(bureau) => (
        <>
          {adding && <BudgetForm bureau={bureau} onDone={() => setAdding(false)} />}
          <Executions bureau={bureau} />
        </>
      )}
    </TreasuryFrame>
  );
}

function Executions({ bureau: { department, year, choices } }: { readonly bureau: Bureau }) {
  const may = useMay();
  const answer = useTreasury<Answer>(`budgets?department=${department}&year=${year}`);
  return (
    <Loaded from={answer}>
      {({ executions, waiting }) => (
        <>
          {waiting.map(({ id, scheme, number, maker, mine }) => (
            <Alert
              key={id}
              type="info"
              showIcon
              title={
                <span className="record-actions">
                  {nameIn(choices.schemes, scheme)}的预算“{number}”待复核（{maker}经办）
                  {may('treasury.check') &&
                    (mine ? (
                      '，须由他人复核'
                    ) : (
                      <ReasonAction
                        label="复核预算"
                        ask={null}
                        said="已复核，预算生效。"
                        primary
                        act={() => act(`budgets/${id}/check`, { department })}
                      />
                    ))}
                </span>
              }
            />
          ))}
          {executions.length === 0 && <p className="aside">{year}年不在基金账内。</p>}
          {executions.map(({ scheme, name, number, rows, balance }) => (
            <section key={scheme} aria-label={name}>
              <h2>{name}</h2>
              <p className="sums">
                <span>预算：{number ?? '还没有登记'}</span>
                <span>
                  当年结余 <b>{grouped(balance.actual)}</b> 元（预算 {amount(balance.budget)}）
                </span>
                <span>
                  年初滚存结余 <b>{grouped(balance.opening)}</b> 元
                </span>
                <span>
                  年末滚存结余 <b>{grouped(balance.closing)}</b> 元
                </span>
              </p>
              <LedgerTable
                label={`${name}预算和执行`}
                rows={rows}
                rowKey={({ side, item }) => `${side} ${item ?? ''}`}
                empty="没有。"
                columns={[
                  { title: '项目', cell: ({ name: item, item: key }) => (key === null ? <b>{item}</b> : item) },
                  { title: '预算（元）', num: true, cell: ({ budget }) => amount(budget) },
                  { title: '实际（元）', num: true, cell: ({ actual }) => grouped(actual) },
                  { title: '完成预算', num: true, cell: ({ completion }) => rate(completion) },
                  { title: '上年（元）', num: true, cell: ({ prior }) => amount(prior) },
                  { title: '同比', num: true, cell: ({ growth }) => rate(growth) },
                ]}
              />
            </section>
          ))}
        </>
      )}
    </Loaded>
  );
}

function BudgetForm({
  bureau: { department, year, choices },
  onDone,
}: {
  readonly bureau: Bureau;
  readonly onDone: () => void;
}) {
  const items = [
    ...choices.incomeItems.map(({ id, name }) => ({
      side: 'income' as const,
      id,
      name: `收入：${name.replace('其中：', '')}`,
    })),
    ...choices.expenditureItems.map(({ id, name }) => ({ side: 'expenditure' as const, id, name: `支出：${name}` })),
  ];
  return (
    <RecordForm
      title={`登记${year}年基金预算`}
      initial={{ approvedOn: choices.today }}
      said="已登记，交另一人复核后生效。"
      fields={() => [
        { name: 'scheme', label: '险种', kind: 'choice', options: options(choices.schemes) },
        { name: 'number', label: '批复文号', kind: 'text' },
        { name: 'approvedOn', label: '批复日期', kind: 'date' },
        ...items.map(({ side, id, name }) => {
          return { name: `${side} ${id}`, label: name, kind: 'amount' as const, optional: true };
        }),
      ]}
      send={sender('budgets', (id, values) => ({
        department,
        id,
        year,
        scheme: values.text('scheme'),
        number: values.text('number'),
        approvedOn: values.text('approvedOn'),
        lines: items
          .map(({ side, id: item }) => ({ side, item, amount: values.text(`${side} ${item}`) }))
          .filter((line) => line.amount !== ''),
      }))}
      onDone={onDone}
    />
  );
}
