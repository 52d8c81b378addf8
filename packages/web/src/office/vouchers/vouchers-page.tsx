/** The list of vouchers: what waits for checking and booking first, several at once; and what has been booked. */
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Empty, Input, Pagination, Select, Spin } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Dialog } from '../../dialog.tsx';
import { useMay, useSession } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { type Schemas } from '../../words.ts';
import { grouped } from '../amount.tsx';
import { monthLabel, monthsOf } from '../books/books.ts';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';
import {
  type ListedVoucher,
  numberOf,
  pageSize,
  stateNames,
  states,
  takeSteps,
  useForgetBooks,
  useVouchers,
  type VoucherState,
} from './vouchers.ts';

export function VouchersPage() {
  useTitle('凭证');
  const may = useMay();
  return (
    <UnitYearPage
      title="凭证"
      tools={({ unit, year }) =>
        may('voucher.make') && (
          <Link to={`/office/vouchers/new?unit=${encodeURIComponent(unit)}&year=${year}`}>
            <Button type="primary">填制凭证</Button>
          </Link>
        )
      }
    >
      {(chosen) => <Desk key={`${chosen.unit} ${chosen.year}`} chosen={chosen} />}
    </UnitYearPage>
  );
}

function Desk({ chosen: { unit, year } }: { readonly chosen: UnitYear }) {
  const may = useMay();
  const { person } = useSession();
  const [search, setSearch] = useSearchParams();
  const asked = search.get('state');
  const state = states.find((one) => one === asked) ?? null;
  const month = monthsOf(year).find((one) => one === search.get('month')) ?? null;
  const words = search.get('words') ?? '';
  const offset = Math.max(0, Number(search.get('offset')) || 0);
  const [typed, setTyped] = useState(words);
  const [chosenIds, setChosenIds] = useState<ReadonlySet<string>>(new Set());
  const list = useVouchers({ unit, year, month, state, words, offset });
  const choose = (name: 'state' | 'month' | 'words' | 'offset', value: string | null): void => {
    setChosenIds(new Set());
    setSearch((before) => {
      if (name !== 'offset') before.delete('offset');
      if (value === null || value === '') before.delete(name);
      else before.set(name, value);
      return before;
    });
  };
  const rows = list.data?.vouchers ?? [];
  // What one may act on: others' vouchers to check, checked ones to book.
  const stepOf = (row: ListedVoucher): 'check' | 'book' | null => {
    if (row.state === 'made' && may('voucher.check') && row.madeBy !== person?.id) return 'check';
    return row.state === 'checked' && may('voucher.book') ? 'book' : null;
  };
  const open = rows.filter((row) => stepOf(row) !== null);
  const toggle = (id: string, on: boolean): void => {
    const next = new Set(chosenIds);
    if (on) next.add(id);
    else next.delete(id);
    setChosenIds(next);
  };
  return (
    <>
      <div className="desk-bar">
        <nav className="desk-tabs" aria-label="凭证状态">
          {[null, ...states].map((one) => (
            <button
              key={one ?? 'all'}
              type="button"
              aria-pressed={state === one}
              className={state === one ? 'active' : ''}
              onClick={() => choose('state', one)}
            >
              {one === null ? '全部' : stateNames[one]}
              <span>{countOf(list.data?.states, one)}</span>
            </button>
          ))}
        </nav>
        <Select
          aria-label="月份"
          className="desk-month"
          value={month ?? ''}
          onChange={(value: string) => choose('month', value)}
          options={[
            { value: '', label: '全年' },
            ...monthsOf(year).map((value) => ({ value, label: monthLabel(value) })),
          ]}
        />
        <Input.Search
          allowClear
          className="desk-words"
          placeholder="摘要或支付凭证号"
          aria-label="按摘要或支付凭证号查找"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onSearch={(value) => choose('words', value.trim())}
        />
        <Batch
          unit={unit}
          rows={rows.filter(({ id }) => chosenIds.has(id))}
          stepOf={stepOf}
          onDone={() => setChosenIds(new Set())}
        />
      </div>
      {list.isError && <Alert type="error" showIcon title={list.error.message} />}
      {list.isPending && <Spin />}
      {list.isSuccess && rows.length === 0 && (
        <Empty description={state === null && words === '' ? '还没有凭证。' : '没有符合条件的凭证。'} />
      )}
      {rows.length > 0 && (
        <div className="sheet">
          <table className="ledger" aria-label="凭证">
            <thead>
              <tr>
                {open.length > 0 && (
                  <th scope="col">
                    <Checkbox
                      aria-label="选中本页可办理的凭证"
                      checked={open.every(({ id }) => chosenIds.has(id))}
                      onChange={(event) => setChosenIds(new Set(event.target.checked ? open.map(({ id }) => id) : []))}
                    />
                  </th>
                )}
                <th scope="col">凭证号</th>
                <th scope="col">日期</th>
                <th scope="col">摘要</th>
                <th scope="col" className="num">
                  金额（元）
                </th>
                <th scope="col">支付凭证号</th>
                <th scope="col" className="num">
                  附件
                </th>
                <th scope="col">状态</th>
                <th scope="col">制单</th>
                <th scope="col">复核</th>
                <th scope="col">记账</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  {open.length > 0 && (
                    <td>
                      {stepOf(row) !== null && (
                        <Checkbox
                          aria-label={`选中“${row.text}”`}
                          checked={chosenIds.has(row.id)}
                          onChange={(event) => toggle(row.id, event.target.checked)}
                        />
                      )}
                    </td>
                  )}
                  <td className="code">{numberOf(row)}</td>
                  <td className="code">{row.date}</td>
                  <td>
                    <Link to={`/office/vouchers/${row.id}?unit=${encodeURIComponent(unit)}&year=${year}`}>
                      {row.text}
                    </Link>
                    {row.state === 'returned' && row.reason !== null && (
                      <div className="bad-note">退回：{row.reason}</div>
                    )}
                  </td>
                  <td className="num">{grouped(row.total)}</td>
                  <td className="code">{row.paymentOrder}</td>
                  <td className="num">{row.attachments === 0 ? '' : row.attachments}</td>
                  <td>
                    <StateTag state={row.state} />
                  </td>
                  <td>{row.maker}</td>
                  <td>{row.checker}</td>
                  <td>{row.booker}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {(list.data?.total ?? 0) > pageSize && (
        <Pagination
          className="desk-pages"
          current={Math.floor(offset / pageSize) + 1}
          pageSize={pageSize}
          total={list.data?.total ?? 0}
          showSizeChanger={false}
          showTotal={(total) => `共 ${total} 张`}
          onChange={(page) => choose('offset', String((page - 1) * pageSize))}
        />
      )}
    </>
  );
}

function countOf(counts: Readonly<Record<VoucherState, number>> | undefined, state: VoucherState | null): number | '' {
  if (counts === undefined) return '';
  return state === null ? Object.values(counts).reduce((sum, n) => sum + n, 0) : counts[state];
}

export function StateTag({ state }: { readonly state: VoucherState }) {
  return <span className={`state voucher-${state}`}>{stateNames[state]}</span>;
}

interface BatchProps {
  readonly unit: string;
  readonly rows: readonly ListedVoucher[];
  readonly stepOf: (row: ListedVoucher) => 'check' | 'book' | null;
  readonly onDone: () => void;
}

type Results = Schemas['VoucherBatch']['results'];

/** Checks or books what is chosen; what was not done is listed with its reason. */
function Batch({ unit, rows, stepOf, onDone }: BatchProps) {
  const may = useMay();
  const forget = useForgetBooks();
  const [results, setResults] = useState<{
    readonly step: 'check' | 'book';
    readonly of: readonly ListedVoucher[];
    readonly results: Results;
  } | null>(null);
  const taking = useMutation({
    mutationFn: async ({ step, of }: { readonly step: 'check' | 'book'; readonly of: readonly ListedVoucher[] }) => {
      // In the order of their days, so that numbers follow it.
      const sorted = of.toSorted((a, b) => (`${a.date} ${a.id}` < `${b.date} ${b.id}` ? -1 : 1));
      const answer = await takeSteps(
        step,
        unit,
        sorted.map(({ id }) => id),
      );
      return { step, of: sorted, results: answer.results };
    },
    onSuccess: (answer) => {
      setResults(answer);
      onDone();
    },
    onSettled: forget,
  });
  const toCheck = rows.filter((row) => stepOf(row) === 'check');
  const toBook = rows.filter((row) => stepOf(row) === 'book');
  return (
    <div className="office-tools">
      {may('voucher.check') && (
        <Button
          disabled={toCheck.length === 0}
          loading={taking.isPending}
          onClick={() => taking.mutate({ step: 'check', of: toCheck })}
        >
          复核所选{toCheck.length > 0 && `（${toCheck.length}）`}
        </Button>
      )}
      {may('voucher.book') && (
        <Button
          type="primary"
          disabled={toBook.length === 0}
          loading={taking.isPending}
          onClick={() => taking.mutate({ step: 'book', of: toBook })}
        >
          记账所选{toBook.length > 0 && `（${toBook.length}）`}
        </Button>
      )}
      <Dialog
        title={results?.step === 'book' ? '记账结果' : '复核结果'}
        open={results !== null || taking.isError}
        onClose={() => {
          setResults(null);
          taking.reset();
        }}
      >
        {taking.isError && <Alert type="error" showIcon title={taking.error.message} />}
        {results !== null && <BatchResults {...results} />}
      </Dialog>
    </div>
  );
}

function BatchResults({
  step,
  of,
  results,
}: {
  readonly step: 'check' | 'book';
  readonly of: readonly ListedVoucher[];
  readonly results: Results;
}) {
  const done = results.filter((one) => one.done !== null).length;
  const failed = results.length - done;
  return (
    <>
      <p>
        {step === 'book' ? '已记账' : '已复核'} {done} 张{failed > 0 && `，${failed} 张没有办成`}。
      </p>
      <ul className="batch-results">
        {results.map(({ id, done: answer, refusal }) => (
          <li key={id} className={refusal === null ? '' : 'bad-note'}>
            {of.find((row) => row.id === id)?.text}：
            {refusal === null
              ? answer?.number == null
                ? '已复核'
                : `${answer.month} 记-${answer.number}`
              : refusal.detail}
          </li>
        ))}
      </ul>
    </>
  );
}
