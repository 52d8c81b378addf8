/** 序时账: every entry of a set in order of time, each with its legs. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Alert, Button, Empty, Input, Spin } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { getJson } from '../../api.ts';
import { useTitle } from '../../use-title.ts';
import { type Schemas } from '../../words.ts';
import { grouped } from '../amount.tsx';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';
import { useDimensionWords } from '../vouchers/dimensions.tsx';
import { VoucherLink } from './account-ledger-page.tsx';
import { ExportBooks } from './balances-page.tsx';
import { accountLabel, type Dimensions } from './books.ts';
import { SetBar, type SetRange, useSetRange } from './set-bar.tsx';

type Journal = Schemas['Journal'];

const pageSize = 100;

export function JournalPage() {
  useTitle('序时账');
  return <UnitYearPage title="序时账">{(chosen) => <Chosen chosen={chosen} />}</UnitYearPage>;
}

function Chosen({ chosen: { unit, year } }: { readonly chosen: UnitYear }) {
  const range = useSetRange(unit, year);
  const [search, setSearch] = useSearchParams();
  const words = search.get('words') ?? '';
  const [typed, setTyped] = useState(words);
  if (range === null) return <Empty description="这个单位还没有账套，或您不能查看它的账簿。" />;
  return (
    <>
      <div className="book-tools">
        <div className="set-bar">
          <SetBar unit={unit} year={year} range={range} stages={false} />
          <Input.Search
            allowClear
            className="desk-words"
            placeholder="摘要中的字"
            aria-label="按摘要查找"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onSearch={(value) =>
              setSearch((before) => {
                if (value.trim() === '') before.delete('words');
                else before.set('words', value.trim());
                return before;
              })
            }
          />
        </div>
        <ExportBooks range={range} />
      </div>
      <JournalTable unit={unit} year={year} range={range} words={words} />
    </>
  );
}

interface JournalTableProps {
  readonly unit: string;
  readonly year: number;
  readonly range: SetRange;
  readonly words: string;
}

function JournalTable({ unit, year, range: { set, from, to }, words }: JournalTableProps) {
  const inWords = useDimensionWords(unit);
  const search = new URLSearchParams({ from, to, limit: String(pageSize), ...(words === '' ? {} : { words }) });
  const path = `/api/books/sets/${encodeURIComponent(set.id)}/journal?${search}`;
  const journal = useInfiniteQuery({
    queryKey: ['books', 'journal', path],
    queryFn: ({ pageParam }) => getJson<Journal>(`${path}&offset=${pageParam}`),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const read = pages.reduce((sum, { entries }) => sum + entries.length, 0);
      return read < last.total ? read : null;
    },
  });
  if (journal.isPending) return <Spin />;
  if (journal.isError) return <Alert type="error" showIcon title={journal.error.message} />;
  const first = journal.data.pages[0];
  const entries = journal.data.pages.flatMap((page) => page.entries);
  if (first === undefined || entries.length === 0) return <Empty description={`${from}至${to}没有分录。`} />;
  return (
    <>
      <p className="book-summary">
        <span>
          {first.total} 笔分录，借方、贷方各 {grouped(first.amount)} 元
        </span>
      </p>
      <div className="sheet">
        <table className="ledger" aria-label="序时账">
          <caption>单位：元</caption>
          <thead>
            <tr>
              <th scope="col">日期</th>
              <th scope="col">凭证号</th>
              <th scope="col">摘要</th>
              <th scope="col">科目</th>
              <th scope="col" className="num">
                借方
              </th>
              <th scope="col" className="num">
                贷方
              </th>
            </tr>
          </thead>
          {entries.map((entry) => (
            <tbody key={entry.id} className="journal-entry">
              {entry.legs.map((leg, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the legs of an entry have an order and nothing else
                <tr key={index}>
                  {index === 0 && (
                    <>
                      <td rowSpan={entry.legs.length} className="code">
                        {entry.date}
                      </td>
                      <td rowSpan={entry.legs.length} className="code">
                        <VoucherLink
                          unit={unit}
                          year={year}
                          voucher={entry.voucher}
                          number={entry.number}
                          kind={entry.kind}
                        />
                      </td>
                      <td rowSpan={entry.legs.length}>
                        {entry.text}
                        {entry.reverses !== null && <span className="tag">冲销</span>}
                      </td>
                    </>
                  )}
                  <td>
                    {accountLabel(leg.account)}
                    <Details words={inWords} dimensions={leg.dimensions} />
                  </td>
                  <td className="num">{leg.debit === null ? '' : grouped(leg.debit)}</td>
                  <td className="num">{leg.credit === null ? '' : grouped(leg.credit)}</td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
      {journal.hasNextPage && (
        <Button
          block
          className="shelf-more"
          loading={journal.isFetchingNextPage}
          onClick={() => void journal.fetchNextPage()}
        >
          再取一些（已取 {entries.length}，共 {first.total} 笔）
        </Button>
      )}
    </>
  );
}

function Details({
  words,
  dimensions,
}: {
  readonly words: (dimensions: Dimensions) => readonly string[];
  readonly dimensions: Dimensions;
}) {
  const text = words(dimensions).join(' · ');
  return text === '' ? null : <div className="quiet">{text}</div>;
}
