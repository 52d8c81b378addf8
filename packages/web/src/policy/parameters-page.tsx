/** 政策参数: what is in force in a place on a day, on what it rests, what is only a draft, and what changes next. */
import { Alert, Button, Input, Select, Spin } from 'antd';
import { useId } from 'react';
import { useSearchParams } from 'react-router';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { useTitle } from '../use-title.ts';
import { dayOf } from '../words.ts';
import { ParameterDetail } from './parameter-detail.tsx';
import { type ParameterState, type PolicyParameter, stateNames, states, useAreas, useParameters } from './policy.ts';
import '../office/office.css';
import './policy.css';

export function ParametersPage() {
  useTitle('政策参数');
  const [search, setSearch] = useSearchParams();
  const areas = useAreas();
  const area = search.get('area') ?? defaultArea(areas.data?.areas ?? []);
  const day = search.get('day') ?? dayOf(new Date());
  const topic = search.get('topic') ?? '';
  const state = (search.get('state') ?? '') as ParameterState | '';
  const words = search.get('search') ?? '';
  const list = useParameters(area, day);
  const set = (name: string, value: string): void =>
    setSearch(
      (before) => {
        if (value === '') before.delete(name);
        else before.set(name, value);
        return before;
      },
      { replace: true },
    );
  const ids = { area: useId(), day: useId(), topic: useId(), state: useId() };
  if (areas.isPending) return <Spin className="centre" />;
  if (areas.isError) return <Alert type="error" showIcon title={areas.error.message} />;
  const topics = areas.data.topics;
  return (
    <div className="office">
      <div className="office-page policy">
        <div className="office-head">
          <h1>政策参数</h1>
          <label htmlFor={ids.area}>地区</label>
          <Select
            id={ids.area}
            className="policy-area"
            value={area}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(value: string) => set('area', value)}
            options={areas.data.areas.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <label htmlFor={ids.day}>日期</label>
          <Input
            id={ids.day}
            type="date"
            className="policy-day"
            value={day}
            onChange={(event) => set('day', event.target.value)}
          />
          <label htmlFor={ids.topic}>主题</label>
          <Select
            id={ids.topic}
            className="policy-topic"
            value={topic}
            onChange={(value: string) => set('topic', value)}
            options={[{ value: '', label: '全部' }, ...topics.map(({ id, name }) => ({ value: id, label: name }))]}
          />
          <Input.Search
            allowClear
            aria-label="搜索参数"
            placeholder="名称、文件"
            className="policy-search"
            value={words}
            onChange={(event) => set('search', event.target.value)}
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
        {list.isSuccess && (
          <>
            <fieldset className="policy-states" aria-label="状态">
              <StateButton pressed={state === ''} onClick={() => set('state', '')}>
                全部 {sum(Object.values(list.data.counts))}
              </StateButton>
              {states.map((one) => (
                <StateButton key={one} pressed={state === one} onClick={() => set('state', state === one ? '' : one)}>
                  {stateNames[one]} {list.data.counts[one] ?? 0}
                </StateButton>
              ))}
            </fieldset>
            <p className="quiet">
              草稿和数值未知的参数不参与计算，须由一人对照文件录入、另一人确认；未涵盖的日期没有规定可用，也不用相近的数代替。
              {list.data.missing.length > 0 && `${list.data.areaName}没有录入：${list.data.missing.join('、')}。`}
            </p>
            <Topics
              topics={topics}
              shown={list.data.parameters.filter(
                (one) =>
                  (topic === '' || one.topic === topic) &&
                  (state === '' || one.state === state) &&
                  mentions(one, words.trim().toLowerCase()),
              )}
            />
          </>
        )}
      </div>
    </div>
  );
}

/** A place that has rules of its own below the country. */
function defaultArea(areas: readonly { readonly id: string }[]): string {
  return areas.find(({ id }) => id !== 'national')?.id ?? '';
}

function sum(counts: readonly number[]): number {
  return counts.reduce((so, count) => so + count, 0);
}

function mentions({ key, name, current, history }: PolicyParameter, words: string): boolean {
  const row = current ?? history.at(-1);
  return (
    words === '' ||
    [key, name, row?.instrument, row?.article].some((text) => text?.toLowerCase().includes(words) === true)
  );
}

interface StateButtonProps {
  readonly pressed: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

function StateButton({ pressed, onClick, children }: StateButtonProps) {
  return (
    <button type="button" aria-pressed={pressed} onClick={onClick}>
      {children}
    </button>
  );
}

interface TopicsProps {
  readonly topics: readonly { readonly id: string; readonly name: string }[];
  readonly shown: readonly PolicyParameter[];
}

function Topics({ topics, shown }: TopicsProps) {
  const byTopic = Map.groupBy(shown, ({ topic }) => topic);
  if (shown.length === 0) return <p>没有符合条件的参数。</p>;
  return topics
    .filter(({ id }) => byTopic.has(id))
    .map(({ id, name }) => (
      <section key={id} aria-label={name}>
        <h2>{name}</h2>
        <LedgerTable
          label={name}
          rows={byTopic.get(id) ?? []}
          rowKey={({ key }) => key}
          empty=""
          columns={[
            { title: '参数', cell: (one) => one.name },
            {
              title: '数值',
              num: true,
              cell: (one) => (
                <span className={one.state === 'draft' ? 'policy-draft' : ''}>{one.current?.printed ?? '—'}</span>
              ),
            },
            { title: '状态', cell: (one) => <StateMark parameter={one} /> },
            {
              title: '起止',
              cell: ({ current }) =>
                current === null ? '—' : `${current.from}${current.to === null ? '起' : `至${current.to}`}`,
            },
            {
              title: '文件',
              cell: ({ current }) =>
                current === null ? '—' : `${current.instrument ?? '依据待核'}${current.article ?? ''}`,
            },
            { title: '等级', cell: ({ current }) => gradeOf(current?.grade) },
            { title: '下次变化', cell: ({ next }) => (next === null ? '—' : nextInWords(next)) },
          ]}
          detail={(one) => <ParameterDetail parameter={one} />}
        />
      </section>
    ));
}

function gradeOf(grade: string | undefined): string {
  if (grade === undefined) return '—';
  return grade === 'none' ? '无' : grade;
}

function nextInWords({ day, printed, state }: NonNullable<PolicyParameter['next']>): string {
  if (state === 'not-covered') return `${day}起未涵盖`;
  return `${day}起${printed ?? '数值未知'}${state === 'draft' ? '（草稿）' : ''}`;
}

const marks: Readonly<Record<ParameterState, string>> = {
  'in-force': 'state',
  confirmed: 'state state-approved',
  draft: 'state state-drafted',
  unknown: 'state state-drafted',
  'not-covered': 'state state-rejected',
};

function StateMark({ parameter: { state, entries, current } }: { readonly parameter: PolicyParameter }) {
  const waiting = entries.filter((one) => one.state === 'waiting' && one.from === current?.from).length;
  return (
    <>
      <span className={marks[state]}>{stateNames[state]}</span>
      {waiting > 0 && <span className="state state-drafted">待确认{waiting}</span>}
    </>
  );
}
