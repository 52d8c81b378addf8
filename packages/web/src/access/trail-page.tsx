/** The trail: who did what to what and when, and whether its chain of seals is whole. */
import { SafetyCertificateOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Alert, Button, Empty, Input, Select, Spin, Typography } from 'antd';
import { useSearchParams } from 'react-router';
import { listTrail, proveTrail } from '../api.ts';
import { useTitle } from '../use-title.ts';
import { type Schemas, timeInWords } from '../words.ts';
import { detailInWords, subjectInWords } from './trail-words.ts';

type TrailAction = Schemas['TrailAction'];

export function TrailPage() {
  useTitle('操作留痕');
  const [query, setQuery] = useSearchParams();
  const set = (name: string, value: string | undefined): void => {
    const changed = new URLSearchParams(query);
    if (value === undefined || value === '') changed.delete(name);
    else changed.set(name, value);
    setQuery(changed, { replace: true });
  };
  const list = useInfiniteQuery({
    queryKey: ['trail', query.toString()],
    queryFn: ({ pageParam }) => listTrail(query, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (previous) => previous,
  });
  const [first] = list.data?.pages ?? [];
  const entries = list.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <div className="shelf">
      <div className="shelf-head">
        <h1>操作留痕</h1>
      </div>
      {first !== undefined && <Seals state={first.state} />}
      <div className="trail-filter">
        <Select
          aria-label="人员"
          placeholder="全部人员"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={query.get('person') ?? undefined}
          onChange={(value) => set('person', value)}
          options={(first?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Select
          aria-label="事项"
          placeholder="全部事项"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={query.get('action') ?? undefined}
          onChange={(value) => set('action', value)}
          options={(first?.actions ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Input
          aria-label="起始日"
          type="date"
          value={query.get('from') ?? ''}
          onChange={(event) => set('from', event.target.value)}
        />
        <span>至</span>
        <Input
          aria-label="截止日"
          type="date"
          value={query.get('to') ?? ''}
          onChange={(event) => set('to', event.target.value)}
        />
        <Input.Search
          allowClear
          aria-label="对象"
          placeholder="对象，如 voucher:0198…"
          defaultValue={query.get('subject') ?? ''}
          onSearch={(value) => set('subject', value.trim())}
        />
      </div>
      {list.isError && (
        <Alert
          type="error"
          showIcon
          title={list.error.message}
          action={<Button onClick={() => void list.refetch()}>重试</Button>}
        />
      )}
      {list.isPending && <Spin />}
      {list.isSuccess && entries.length === 0 && <Empty description="没有符合筛选的留痕。" />}
      {entries.length > 0 && (
        <table className="shelf-table trail-table" aria-label="操作留痕">
          <thead className="shelf-columns">
            <tr>
              <th scope="col">时间</th>
              <th scope="col">人员</th>
              <th scope="col">事项</th>
              <th scope="col">对象</th>
              <th scope="col">内容</th>
              <th scope="col" className="num">
                封存号
              </th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <TrailRow
                key={`${entry.person.id}${entry.id}`}
                entry={entry}
                onSubject={() => set('subject', entry.subject)}
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

const sealsHelp =
  '每条留痕记下后不再改动，每隔几秒依次封存，各条的散列值含前一条的。改动、删除、插入、调换都会断链。' +
  '把链尾抄存在系统以外，日后链上找得到它，就能证明其前各条没有被截去。';

function Seals({ state }: { readonly state: Schemas['TrailState'] }) {
  const proof = useMutation({ mutationFn: proveTrail });
  return (
    <section className="seals" aria-label="封存">
      <div className="seals-line">
        <span>
          已封存 <strong>{state.sealed}</strong> 条，未封存 <strong>{state.unsealed}</strong> 条
        </span>
        {state.head !== null && (
          <span className="seals-head">
            链尾{' '}
            <Typography.Text copyable={{ text: `${state.sealed}:${state.head}`, tooltips: ['复制', '已复制'] }}>
              <code>
                {state.sealed}:{state.head.slice(0, 16)}…
              </code>
            </Typography.Text>
          </span>
        )}
        <Button
          icon={<SafetyCertificateOutlined aria-hidden />}
          loading={proof.isPending}
          onClick={() => proof.mutate()}
        >
          核对封存链
        </Button>
      </div>
      <p className="quiet">{sealsHelp}</p>
      {proof.isError && <Alert type="error" showIcon title={proof.error.message} />}
      {proof.isSuccess &&
        (proof.data.failures.length === 0 ? (
          <Alert
            type="success"
            showIcon
            title={`封存链完整：核对了 ${proof.data.sealed} 条；另有 ${proof.data.unsealed} 条尚未封存。`}
          />
        ) : (
          <Alert
            type="error"
            showIcon
            title={`封存链有 ${proof.data.failures.length} 处不成立。请立即告知监督人员，并保存数据库的备份。`}
            description={
              <ul>
                {proof.data.failures.map((failure) => (
                  <li key={failure}>{failure}</li>
                ))}
              </ul>
            }
          />
        ))}
    </section>
  );
}

function TrailRow({ entry, onSubject }: { readonly entry: TrailAction; readonly onSubject: () => void }) {
  const subject = subjectInWords(entry.subject);
  return (
    <tr>
      <td className="trail-time">{timeInWords(entry.at, true)}</td>
      <td>{entry.person.name === '' ? <span className="quiet">未知</span> : entry.person.name}</td>
      <td>{entry.actionName}</td>
      <td>
        {entry.subject !== '' && (
          <button type="button" className="trail-subject" onClick={onSubject} title="只看这个对象">
            {subject.kind}{' '}
            <code>{subject.id.length > 13 ? `${subject.id.slice(0, 8)}…${subject.id.slice(-4)}` : subject.id}</code>
          </button>
        )}
      </td>
      <td>
        {detailInWords(entry.detail).map(({ name, value }) => (
          <span key={name} className="trail-detail">
            <span className="quiet">{name}</span> {value}
          </span>
        ))}
      </td>
      <td className="num">{entry.sequence ?? <span className="quiet">未封存</span>}</td>
    </tr>
  );
}
