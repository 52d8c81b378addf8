/** One clearing statement: what it adds up to, its rows, and what is done with those that are kept out. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input, Segmented, Spin } from 'antd';
import { useState } from 'react';
import { getJson, postJson } from '../api.ts';
import { Field } from '../field.tsx';
import { grouped } from '../office/amount.tsx';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { ReasonAction } from '../office/entry/reason-action.tsx';
import { Place } from '../place.tsx';
import { useMay } from '../session.tsx';
import { type Schemas, timeInWords } from '../words.ts';
import { reachNames, statementChannelNames, statementVisitNames } from './names.ts';

type Line = Schemas['StatementLine'];
type CellName = keyof Line['cells'];

/** In the order in which they can be corrected. */
const cellNames: Readonly<Record<CellName, string>> = {
  institution: '医药机构编号',
  name: '医药机构名称',
  month: '清算年月',
  insuredArea: '参保地医保区划',
  reach: '异地范围',
  visit: '清算类别',
  disease: '病种名称',
  channel: '结算方式',
  visits: '清算人次',
  total: '医疗费总额',
  fund: '基金支付总额',
  settlement: '结算ID',
};

export function StatementSums({
  label,
  sums,
}: {
  readonly label: string;
  readonly sums: readonly Schemas['StatementSum'][];
}) {
  return (
    <LedgerTable
      label={label}
      rows={sums}
      rowKey={({ reach, visit, channel }) => [reach, visit, channel].join(' ')}
      empty="没有计入的行。"
      columns={[
        { title: '参保地', cell: ({ reach }) => reachNames[reach] },
        { title: '类别', cell: ({ visit }) => statementVisitNames[visit] },
        { title: '结算方式', cell: ({ channel }) => statementChannelNames[channel] },
        { title: '行数', num: true, cell: ({ rows }) => rows },
        { title: '人次', num: true, cell: ({ visits }) => visits },
        { title: '总费用（元）', num: true, cell: ({ total }) => grouped(total) },
        { title: '基金支付（元）', num: true, cell: ({ fund }) => grouped(fund) },
      ]}
    />
  );
}

interface OneStatementProps {
  readonly department: string;
  readonly id: string;
  readonly onClose: () => void;
}

export function OneStatement({ department, id, onClose }: OneStatementProps) {
  const may = useMay();
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: ['remote-statements', department, id],
    queryFn: () => getJson<Schemas['RemoteStatement']>(`/api/remote-statements/${id}?department=${department}`),
  });
  const refresh = async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: ['remote-statements'] });
    await queries.invalidateQueries({ queryKey: ['remote-care'] });
  };
  if (found.isPending) return <Spin />;
  if (found.isError) return <Alert type="error" showIcon title={found.error.message} role="alert" />;
  const { name, maker, madeAt, rows, open, withdrawer, withdrawnReason, sums } = found.data;
  const stands = withdrawnReason === null;
  return (
    <section className="panel" aria-label={`清算单${name}`}>
      <div className="desk-head">
        <h2>{name}</h2>
        <Button size="small" onClick={onClose}>
          收起
        </Button>
      </div>
      <p role="status">
        {maker}于{timeInWords(madeAt)}收单，共{rows}行
        {stands
          ? `，收下${rows - open}行${open === 0 ? '。' : `，${open}行待处理。`}`
          : `；${withdrawer ?? ''}已作废：${withdrawnReason}。各行都不计入。`}
      </p>
      <StatementSums label="收下各行的合计" sums={sums} />
      <Rows department={department} id={id} open={open} editable={stands && may('remote-statement.write')} />
      {stands && may('remote-statement.write') && (
        <div className="record-actions">
          <ReasonAction
            label="作废这份清算单"
            ask="作废原因"
            said="已作废，各行不再计入。"
            danger
            act={async (reason) => {
              await postJson(`/api/remote-statements/${id}/withdrawal`, { department, reason });
              await refresh();
            }}
          />
        </div>
      )}
    </section>
  );
}

interface RowsProps {
  readonly department: string;
  readonly id: string;
  readonly open: number;
  readonly editable: boolean;
}

function Rows({ department, id, open, editable }: RowsProps) {
  const [state, setState] = useState(open > 0 ? 'open' : 'taken');
  const rows = useInfiniteQuery({
    queryKey: ['remote-statements', department, id, 'rows', state],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ department, state, after: String(pageParam) });
      return getJson<{ readonly rows: readonly Line[]; readonly next: number | null }>(
        `/api/remote-statements/${id}/rows?${query}`,
      );
    },
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return (
    <>
      <div className="record-actions">
        <Segmented
          aria-label="哪些行"
          value={state}
          onChange={setState}
          options={[
            { value: 'open', label: '待处理的行' },
            { value: 'taken', label: '已收下的行' },
          ]}
        />
      </div>
      {rows.isPending && <Spin />}
      {rows.isError && <Alert type="error" showIcon title={rows.error.message} role="alert" />}
      {rows.data !== undefined && (
        <LedgerTable
          label="清算单各行"
          rows={rows.data.pages.flatMap((page) => page.rows)}
          rowKey={({ row }) => String(row)}
          empty={state === 'open' ? '没有待处理的行。' : '没有收下的行。'}
          {...(editable && state === 'open'
            ? { detail: (line: Line) => <PutRight department={department} id={id} line={line} /> }
            : {})}
          columns={[
            { title: '行', cell: ({ row, taken }) => (editable && !taken ? `第${row}行，处理` : row) },
            {
              title: '机构',
              cell: ({ institutionName, cells }) => institutionName ?? (cells.name || cells.institution),
            },
            { title: '月份', cell: ({ cells }) => cells.month },
            {
              title: '参保地',
              cell: ({ cells, insuredPlace }) => <Place code={cells.insuredArea} name={insuredPlace} />,
            },
            { title: '类别', cell: ({ cells }) => `${cells.visit}${cells.disease === '' ? '' : ` ${cells.disease}`}` },
            { title: '结算方式', cell: ({ cells }) => cells.channel },
            { title: '人次', num: true, cell: ({ cells }) => cells.visits },
            { title: '总费用', num: true, cell: ({ cells }) => cells.total },
            { title: '基金支付', num: true, cell: ({ cells }) => cells.fund },
            {
              title: state === 'open' ? '问题' : '怎样收下',
              cell: state === 'open' ? ({ message }) => message : howTaken,
            },
          ]}
        />
      )}
      {rows.hasNextPage && (
        <Button loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
          再列一些
        </Button>
      )}
    </>
  );
}

function howTaken({ settler, settledReason, problems }: Line): string {
  if (settler === null) return '';
  const what = problems.length === 0 ? '改正' : `照收（${problems.map(({ name }) => name).join('、')}）`;
  return `${settler}${what}：${settledReason ?? ''}`;
}

interface PutRightProps {
  readonly department: string;
  readonly id: string;
  readonly line: Line;
}

function PutRight({ department, id, line: { row, cells, message: wrong, mayBeTaken } }: PutRightProps) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [texts, setTexts] = useState(cells);
  const [reason, setReason] = useState('');
  const names = Object.keys(cellNames) as CellName[];
  const changed = names.filter((name) => texts[name] !== cells[name]);
  const settling = useMutation({
    mutationFn: (onPurpose: boolean) =>
      postJson(`/api/remote-statements/${id}/rows/${row}/settlement`, {
        department,
        corrected: Object.fromEntries(changed.map((name) => [name, texts[name]])),
        onPurpose,
        reason: reason.trim(),
      }),
    onSuccess: () => {
      message.success(`第${row}行已收下。`);
      void queries.invalidateQueries({ queryKey: ['remote-statements'] });
      void queries.invalidateQueries({ queryKey: ['remote-care'] });
    },
  });
  return (
    <form
      className="entry"
      aria-label={`处理第${row}行`}
      onSubmit={(event) => {
        event.preventDefault();
        settling.mutate(false);
      }}
    >
      <p>{wrong}</p>
      <div className="entry-fields">
        {names.map((name) => (
          <Field key={name} label={cellNames[name]}>
            {(field) => (
              <Input
                id={field}
                maxLength={200}
                value={texts[name]}
                onChange={(event) => setTexts((before) => ({ ...before, [name]: event.target.value }))}
              />
            )}
          </Field>
        ))}
        <Field label="理由" hint="改正的依据，或照收的原因。">
          {(field) => (
            <Input
              id={field}
              required
              maxLength={200}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </div>
      {settling.isError && <Alert type="error" showIcon title={settling.error.message} role="alert" />}
      <div className="entry-end">
        {mayBeTaken && (
          <Button disabled={reason.trim() === ''} loading={settling.isPending} onClick={() => settling.mutate(true)}>
            照收
          </Button>
        )}
        <Button type="primary" htmlType="submit" disabled={changed.length === 0} loading={settling.isPending}>
          改正后收下
        </Button>
      </div>
    </form>
  );
}
