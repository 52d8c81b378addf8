/** What everybody is paid, has withheld and is insured on, from which month. */
import { Alert, Button, Select, Spin } from 'antd';
import { useState } from 'react';
import { useMay } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { type Schemas } from '../../words.ts';
import { grouped } from '../amount.tsx';
import { enter, query, useRegister } from '../entry/ask.ts';
import { LedgerTable } from '../entry/ledger-table.tsx';
import { RecordForm } from '../entry/record-form.tsx';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';

type Item = Schemas['PayrollItem'];

interface Items {
  readonly items: readonly Item[];
  readonly choices: readonly {
    readonly item: string;
    readonly name: string;
    readonly group: 'pay' | 'deduction' | 'base';
  }[];
}

const groupNames = { pay: '发放', deduction: '扣款', base: '基数' } as const;

export function PayrollItemsPage() {
  useTitle('工资项目');
  const may = useMay();
  const [entering, setEntering] = useState(false);
  return (
    <UnitYearPage
      title="工资项目"
      tools={() =>
        may('payroll.make') && (
          <Button type="primary" disabled={entering} onClick={() => setEntering(true)}>
            录入金额或基数
          </Button>
        )
      }
    >
      {(chosen) => <ItemsOfUnit {...chosen} entering={entering} onDone={() => setEntering(false)} />}
    </UnitYearPage>
  );
}

function ItemsOfUnit({ unit, entering, onDone }: UnitYear & { entering: boolean; onDone: () => void }) {
  const [person, setPerson] = useState<string | null>(null);
  const answer = useRegister<Items>(`payroll-items?${query({ unit })}`);
  const staff = useRegister<{ people: readonly Schemas['StaffPerson'][] }>(`staff?${query({ unit })}`);
  if (answer.isPending || staff.isPending) return <Spin />;
  if (answer.isError) return <Alert type="error" showIcon title={answer.error.message} />;
  if (staff.isError) return <Alert type="error" showIcon title={staff.error.message} />;
  const people = staff.data.people.map(({ id, name }) => ({ value: id, label: name }));
  const { items, choices } = answer.data;
  return (
    <>
      {entering && (
        <RecordForm
          title="录入金额或基数"
          fields={() => [
            { kind: 'choice', name: 'person', label: '人员', options: people, search: true },
            {
              kind: 'choice',
              name: 'item',
              label: '项目',
              search: true,
              options: choices.map(({ item, name, group }) => ({
                value: item,
                label: `${groupNames[group]}：${name}`,
              })),
            },
            { kind: 'month', name: 'from', label: '起始月份' },
            { kind: 'amount', name: 'amount', label: '每月金额或基数', hint: '停发的录入0；不参保的基数录入0' },
            { kind: 'check', name: 'once', label: '只发起始那个月', hint: '不勾选为从那个月起每月' },
            { kind: 'text', name: 'source', label: '依据', hint: '审批表、文件等' },
          ]}
          send={(id, values) =>
            enter('payroll-items', {
              unit,
              id,
              person: values.text('person'),
              item: values.text('item'),
              from: values.text('from'),
              once: values.checked('once'),
              amount: values.text('amount'),
              source: values.text('source'),
            })
          }
          onDone={onDone}
        />
      )}
      <Select
        className="item-person"
        aria-label="按人筛选"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="全部人员"
        value={person}
        onChange={(value: string | null) => setPerson(value ?? null)}
        options={people}
      />
      <LedgerTable
        label="工资项目"
        rows={items.filter((one) => person === null || one.person === person)}
        rowKey={({ id }) => id}
        empty="还没有录入工资项目。先在“编制和人员”登记人员。"
        columns={[
          { title: '人员', cell: ({ personName }) => personName },
          { title: '项目', cell: ({ itemName }) => itemName },
          { title: '起始月份', cell: ({ from, once }) => (once ? `${from}（只发当月）` : from) },
          { title: '金额（元）', num: true, cell: ({ amount }) => grouped(amount) },
          { title: '依据', cell: ({ source }) => source },
          { title: '录入', cell: ({ maker }) => maker },
        ]}
      />
    </>
  );
}
