/** The shelf: upload, and the documents that are on it, newest first. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Empty, Input, Table } from 'antd';
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
        hint="部门决算公开、绩效自评报告的文本（.txt、.md），UTF-8 或 GBK 均可，可一次选多份，每份不超过 64 MB。"
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
      <Table<ListedDocument>
        rowKey="id"
        size="middle"
        loading={list.isPending}
        dataSource={shown}
        pagination={shown.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
        locale={{
          emptyText: (
            <Empty
              description={all.length === 0 ? '架上还没有文件。选择或拖入一份即可开始检查。' : '没有符合筛选的文件。'}
            />
          ),
        }}
        scroll={{ x: 900 }}
        columns={[
          {
            title: '文件',
            dataIndex: 'file',
            render: (_, row) => (
              <div>
                <Link to={`/documents/${row.id}`} className="shelf-file">
                  {row.file}
                </Link>
                {row.successorOf !== null && (
                  <div className="quiet">更正自：{names.get(row.successorOf) ?? '较早的一份文件'}</div>
                )}
              </div>
            ),
          },
          {
            title: '单位',
            width: 210,
            render: (_, row) => row.document.bureau ?? <span className="quiet">未识别</span>,
          },
          { title: '年度', width: 76, render: (_, row) => row.document.year ?? '—' },
          { title: '种类', width: 120, render: (_, row) => kindNames[row.document.kind] },
          {
            title: '发现',
            width: 250,
            render: (_, row) => (
              <span className="counts">
                {severities.map((severity) => (
                  <SeverityCount key={severity} severity={severity} count={row.findings[severity]} />
                ))}
              </span>
            ),
          },
          { title: '已搁置', width: 80, align: 'right', render: (_, row) => row.findings.setAside || '—' },
          {
            title: '成立 / 关系',
            width: 116,
            align: 'right',
            render: (_, row) => `${row.stats.held} / ${row.stats.relations}`,
          },
          { title: '上传时间', width: 150, render: (_, row) => timeInWords(row.storedAt) },
        ]}
      />
      {list.hasNextPage && (
        <Button block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          再取一些
        </Button>
      )}
    </div>
  );
}
