/** The shelf: upload, and the documents that are on it, newest first. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Empty, Input, Spin } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { listDocuments } from '../api.ts';
import { SeverityCount } from '../severity.tsx';
import { useTitle } from '../use-title.ts';
import { kindNames, type ListedDocument, severities, timeInWords } from '../words.ts';
import { Upload } from './upload.tsx';

export function ShelfPage() {
  useTitle('文件');
  const [search, setSearch] = useState('');
  const queries = useQueryClient();
  const list = useInfiniteQuery({
    queryKey: ['documents'],
    queryFn: ({ pageParam }) => listDocuments(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const all = list.data?.pages.flatMap((page) => page.documents) ?? [];
  const names = new Map(all.map((row) => [row.id, row.file]));
  const words = search.trim().toLowerCase();
  const shown = all.filter((row) =>
    [row.file, row.document.bureau, row.document.area, String(row.document.year)].some((text) =>
      text?.toLowerCase().includes(words),
    ),
  );

  return (
    <div className="shelf">
      <h1>文件</h1>
      <Upload
        successorOf={null}
        several
        hint="部门决算公开、绩效自评报告：Word（.docx）、Excel（.xlsx、.xls）、网页（.html）、带文字的 PDF、纯文本（.txt、.md）均可，可一次选多份，每份不超过 64 MB。"
        onStored={() => void queries.invalidateQueries({ queryKey: ['documents'] })}
      />
      {list.isError && (
        <Alert
          type="error"
          showIcon
          title={list.error.message}
          action={<Button onClick={() => void list.refetch()}>重试</Button>}
        />
      )}
      <div className="shelf-head">
        <h2>
          架上的文件{' '}
          <span className="quiet">
            {all.length === 0 ? '' : `${all.length}${list.hasNextPage ? ' 份以上' : ' 份'}`}
          </span>
        </h2>
        <Input.Search
          allowClear
          placeholder="按文件名、单位或年度筛选"
          aria-label="筛选文件"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className="shelf-search"
        />
      </div>
      {list.isPending && <Spin />}
      {list.isSuccess && shown.length === 0 && (
        <Empty
          description={all.length === 0 ? '架上还没有文件。选择或拖入一份即可开始检查。' : '没有符合筛选的文件。'}
        />
      )}
      {shown.length > 0 && (
        <table className="shelf-table" aria-label="架上的文件">
          <thead className="shelf-columns">
            <tr>
              <th scope="col">文件</th>
              <th scope="col">单位</th>
              <th scope="col">年度</th>
              <th scope="col">种类</th>
              <th scope="col">发现</th>
              <th scope="col" className="num">
                已搁置
              </th>
              <th scope="col" className="num">
                成立 / 关系
              </th>
              <th scope="col">上传时间</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <ShelfRow
                key={row.id}
                row={row}
                predecessor={row.successorOf === null ? null : (names.get(row.successorOf) ?? '较早的一份文件')}
              />
            ))}
          </tbody>
        </table>
      )}
      {list.hasNextPage && (
        <Button
          block
          className="shelf-more"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          再取一些
        </Button>
      )}
    </div>
  );
}

function ShelfRow({ row, predecessor }: { readonly row: ListedDocument; readonly predecessor: string | null }) {
  return (
    <tr>
      <td>
        <Link to={`/documents/${row.id}`} className="shelf-file">
          {row.file}
        </Link>
        {predecessor !== null && <div className="quiet">更正自：{predecessor}</div>}
      </td>
      <td>{row.document.bureau ?? <span className="quiet">未识别</span>}</td>
      <td>{row.document.year ?? '—'}</td>
      <td>{kindNames[row.document.kind]}</td>
      <td>
        <span className="counts">
          {severities.map((severity) => (
            <SeverityCount key={severity} severity={severity} count={row.findings[severity]} />
          ))}
        </span>
      </td>
      <td className="num">{row.findings.setAside || '—'}</td>
      <td className="num">
        {row.stats.held} / {row.stats.relations}
      </td>
      <td>{timeInWords(row.storedAt)}</td>
    </tr>
  );
}
