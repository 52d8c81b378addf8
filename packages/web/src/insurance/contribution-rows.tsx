/** The rows of a file of one kind, or all that differ; what is held can be dealt with row by row once the file is booked. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Alert, Button, Spin } from 'antd';
import { getJson } from '../api.ts';
import { grouped } from '../office/amount.tsx';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { type Schemas } from '../words.ts';
import { RowActions } from './resolutions.tsx';

type Match = Schemas['ContributionMatch'];
type Row = Schemas['ContributionRow'];

interface Page {
  readonly rows: readonly Row[];
  readonly next: number | null;
}

interface ContributionRowsProps {
  readonly department: string;
  readonly file: string;
  readonly confirmed: boolean;
  readonly match: Match | null;
  readonly matches: readonly { readonly match: Match; readonly name: string }[];
}

export function ContributionRows({ department, file, confirmed, match, matches }: ContributionRowsProps) {
  const rows = useInfiniteQuery({
    queryKey: ['contribution-rows', department, file, match],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ department, after: String(pageParam), ...(match === null ? {} : { match }) });
      return getJson<Page>(`/api/contributions/files/${file}/rows?${query}`);
    },
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  if (rows.isPending) return <Spin />;
  if (rows.isError) return <Alert type="error" showIcon title={rows.error.message} role="alert" />;
  const names = new Map(matches.map((one) => [one.match, one.name]));
  return (
    <>
      <h3>{match === null ? '各行' : `“${names.get(match) ?? ''}”的各行`}</h3>
      <LedgerTable
        label="文件各行"
        rows={rows.data.pages.flatMap((page) => page.rows)}
        rowKey={({ row }) => String(row)}
        empty="没有这样的行。"
        {...(confirmed ? { detail: (row: Row) => <RowActions department={department} row={row} /> } : {})}
        columns={[
          { title: '行', cell: ({ row }) => row },
          { title: '姓名', cell: ({ name }) => name },
          { title: '证件号', cell: ({ number }) => <span className="whole">{number}</span> },
          { title: '所属期', cell: ({ period }) => period },
          { title: '金额（元）', num: true, cell: ({ amount }) => grouped(amount) },
          { title: '缴费日期', cell: ({ paidOn }) => <span className="whole">{paidOn ?? ''}</span> },
          { title: '结果', cell: (row) => names.get(row.match) ?? row.match },
          { title: '说明', cell: ({ message }) => message },
        ]}
      />
      {rows.hasNextPage && (
        <Button loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
          再列一些
        </Button>
      )}
    </>
  );
}
