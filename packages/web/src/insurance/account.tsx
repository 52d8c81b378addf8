/** A person's 个人账户 as a statement; nothing is shown of whoever has none. */
import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { getJson } from '../api.ts';
import { grouped } from '../office/amount.tsx';
import { LedgerTable } from '../office/entry/ledger-table.tsx';

interface Account {
  readonly balance: string;
  readonly entries: readonly {
    readonly id: string;
    readonly kindName: string;
    readonly date: string;
    readonly amount: string;
    readonly balance: string;
    readonly text: string;
  }[];
}

export function AccountOf({ person }: { readonly person: string }) {
  const asked = useQuery({
    queryKey: ['personal-account', person],
    queryFn: () => getJson<{ account: Account | null }>(`/api/insured/${person}/account`),
  });
  if (asked.isError) return <Alert type="error" showIcon title={asked.error.message} role="alert" />;
  const account = asked.data?.account ?? null;
  if (account === null) return null;
  return (
    <section aria-label="个人账户">
      <h2>个人账户：余额{grouped(account.balance)}元</h2>
      <LedgerTable
        label="个人账户"
        rows={account.entries}
        rowKey={({ id }) => id}
        empty="还没有收支。"
        columns={[
          { title: '日期', cell: ({ date }) => date },
          { title: '', cell: ({ kindName }) => kindName },
          { title: '摘要', cell: ({ text }) => text },
          { title: '收支（元）', num: true, cell: ({ amount }) => grouped(amount) },
          { title: '余额（元）', num: true, cell: ({ balance }) => grouped(balance) },
        ]}
      />
    </section>
  );
}
