/** Posts, people and offices of a unit as they stand at the end of the year that is shown, or today. */
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Spin } from 'antd';
import { useState } from 'react';
import { postJson, putJson } from '../../api.ts';
import { Identity } from '../../identity.tsx';
import { useMay } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { type Schemas } from '../../words.ts';
import { enter, query, useRegister } from '../entry/ask.ts';
import { cutOff } from '../entry/cut-off.ts';
import { LedgerTable } from '../entry/ledger-table.tsx';
import { ReasonAction } from '../entry/reason-action.tsx';
import { type FieldSpec, RecordForm } from '../entry/record-form.tsx';
import { newId } from '../new-id.ts';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';

type Person = Schemas['StaffPerson'];
type Post = Schemas['Post'];
type EventKind = Schemas['StaffEventKind'];

interface Staff {
  readonly day: string;
  readonly people: readonly Person[];
  readonly approved: Readonly<Record<Post, number>>;
  readonly inPost: Readonly<Record<Post, number>>;
  readonly counts: Readonly<Record<'inPost' | 'publicWelfare' | 'retired' | 'retiredCadre' | 'sectionHeads', number>>;
  readonly posts: readonly { id: string; post: Post; from: string; count: number; document: string }[];
  readonly offices: readonly {
    id: string;
    name: string;
    from: string;
    document: string;
    abolishedFrom: string | null;
  }[];
}

const postNames: Readonly<Record<Post, string>> = {
  administrative: '行政编制',
  'civil-service': '参公事业编制',
  institution: '事业编制',
  workman: '工勤编制',
};

const rankNames: Readonly<Record<Schemas['StaffRank'], string>> = {
  'section-chief': '正科',
  'deputy-section-chief': '副科',
  other: '科员及其他',
};

const standingNames: Readonly<Record<Schemas['Standing'], string>> = {
  'in-post': '在职',
  'public-welfare': '公益性岗位',
  retired: '退休',
  'retired-cadre': '离休',
  gone: '已离开',
};

const eventNames: Readonly<Record<EventKind, string>> = {
  joined: '录用',
  'transferred-in': '调入',
  'public-welfare': '到公益性岗位',
  'took-over-cadre': '接收离休干部',
  'took-over-retired': '接收退休人员',
  changed: '编制或职务变动',
  'transferred-out': '调出',
  retired: '退休',
  left: '辞职、解聘等离开',
  died: '去世',
};

const first: readonly EventKind[] = [
  'joined',
  'transferred-in',
  'public-welfare',
  'took-over-cadre',
  'took-over-retired',
];

const options = (names: Readonly<Record<string, string>>, only?: readonly string[]) =>
  Object.entries(names)
    .filter(([value]) => only === undefined || only.includes(value))
    .map(([value, label]) => ({ value, label }));

type Entering = 'person' | 'posts' | 'office' | null;

export function StaffPage() {
  useTitle('编制和人员');
  const may = useMay();
  const [entering, setEntering] = useState<Entering>(null);
  const buttons = [
    ['person', '登记人员'],
    ['posts', '登记核定编制'],
    ['office', '登记内设机构'],
  ] as const;
  return (
    <UnitYearPage
      title="编制和人员"
      tools={() =>
        may('register.write') &&
        buttons.map(([which, label], index) => (
          <Button
            key={which}
            type={index === 0 ? 'primary' : 'default'}
            disabled={entering !== null}
            onClick={() => setEntering(which)}
          >
            {label}
          </Button>
        ))
      }
    >
      {(chosen) => <StaffOfYear {...chosen} entering={entering} onDone={() => setEntering(null)} />}
    </UnitYearPage>
  );
}

function StaffOfYear({ unit, year, entering, onDone }: UnitYear & { entering: Entering; onDone: () => void }) {
  const answer = useRegister<Staff>(`staff?${query({ unit, day: cutOff(year) })}`);
  if (answer.isPending) return <Spin />;
  if (answer.isError) return <Alert type="error" showIcon title={answer.error.message} />;
  const { day, people, approved, inPost, counts, posts, offices } = answer.data;
  const total = (of: Readonly<Record<Post, number>>): number => Object.values(of).reduce((sum, one) => sum + one, 0);
  return (
    <>
      {entering === 'person' && <PersonForm unit={unit} onDone={onDone} />}
      {entering === 'posts' && <PostsForm unit={unit} onDone={onDone} />}
      {entering === 'office' && <OfficeForm unit={unit} onDone={onDone} />}
      <p className="quiet">截至{day}</p>
      <table className="ledger staff-counts" aria-label="编制与实有人数">
        <thead>
          <tr>
            <th scope="col">编制类别</th>
            <th scope="col" className="num">
              核定编制
            </th>
            <th scope="col" className="num">
              在职
            </th>
            <th scope="col" className="num">
              空编（超编为负）
            </th>
          </tr>
        </thead>
        <tbody>
          {(Object.keys(postNames) as Post[]).map((post) => (
            <tr key={post}>
              <td>{postNames[post]}</td>
              <td className="num">{approved[post]}</td>
              <td className="num">{inPost[post]}</td>
              <td className={approved[post] < inPost[post] ? 'num bad' : 'num'}>{approved[post] - inPost[post]}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>合计</td>
            <td className="num">{total(approved)}</td>
            <td className="num">{total(inPost)}</td>
            <td className="num">{total(approved) - total(inPost)}</td>
          </tr>
        </tfoot>
      </table>
      <p>
        在职{counts.inPost}人（其中科级{counts.sectionHeads}人），离休{counts.retiredCadre}人，退休{counts.retired}
        人，公益性岗位{counts.publicWelfare}人。
      </p>
      <h2>人员</h2>
      <LedgerTable
        label="人员"
        rows={people}
        rowKey={({ id }) => id}
        empty="还没有登记人员。"
        columns={[
          { title: '姓名', cell: ({ name }) => name },
          { title: '状态', cell: ({ standing }) => (standing === null ? '—' : standingNames[standing]) },
          { title: '编制', cell: ({ post }) => (post === null ? '—' : postNames[post]) },
          { title: '职务层次', cell: ({ rank }) => (rank === null ? '—' : rankNames[rank]) },
          { title: '起于', cell: ({ since }) => since ?? '—' },
          { title: '身份证号', cell: ({ identity }) => identity ?? '未登记' },
        ]}
        detail={(person) => <PersonDetail unit={unit} person={person} />}
      />
      <h2>核定编制</h2>
      <LedgerTable
        label="核定编制"
        rows={posts}
        rowKey={({ id }) => id}
        empty="还没有登记核定编制。"
        columns={[
          { title: '起用日期', cell: ({ from }) => from },
          { title: '编制类别', cell: ({ post }) => postNames[post] },
          { title: '核定后总数', num: true, cell: ({ count }) => count },
          { title: '文号', cell: ({ document }) => document },
          {
            title: '操作',
            cell: ({ id }) => <Withdraw act={(reason) => enter(`staff/posts/${id}/withdrawal`, { unit, reason })} />,
          },
        ]}
      />
      <h2>内设机构</h2>
      <LedgerTable
        label="内设机构"
        rows={offices}
        rowKey={({ id }) => id}
        empty="还没有登记内设机构。"
        columns={[
          { title: '名称', cell: ({ name }) => name },
          { title: '设立', cell: ({ from }) => from },
          { title: '文号', cell: ({ document }) => document },
          { title: '撤销', cell: ({ abolishedFrom }) => abolishedFrom ?? '—' },
          {
            title: '操作',
            cell: ({ id, abolishedFrom }) => abolishedFrom === null && <Abolish unit={unit} id={id} />,
          },
        ]}
      />
    </>
  );
}

function Withdraw({ act }: { readonly act: (reason: string) => Promise<unknown> }) {
  return useMay()('register.write') ? (
    <ReasonAction label="撤回" ask="撤回理由" said="已撤回。" danger act={act} />
  ) : null;
}

function Abolish({ unit, id }: { readonly unit: string; readonly id: string }) {
  return useMay()('register.write') ? (
    <ReasonAction
      label="登记撤销"
      ask="撤销日期，如2024-09-01"
      said="已登记撤销。"
      act={(from) => enter(`staff/offices/${id}/abolition`, { unit, from })}
    />
  ) : null;
}

function PersonDetail({ unit, person }: { readonly unit: string; readonly person: Person }) {
  const may = useMay();
  const [changing, setChanging] = useState(false);
  const { id, name, identity, events } = person;
  const queries = useQueryClient();
  return (
    <>
      <table className="ledger" aria-label={`${name}的变动`}>
        <thead>
          <tr>
            <th scope="col">日期</th>
            <th scope="col">变动</th>
            <th scope="col">编制</th>
            <th scope="col">职务层次</th>
            <th scope="col">文号</th>
            <th scope="col" aria-label="操作" />
          </tr>
        </thead>
        <tbody>
          {events.map((event, index) => (
            <tr key={event.id}>
              <td>{event.date}</td>
              <td>{eventNames[event.kind]}</td>
              <td>{event.post === null ? '—' : postNames[event.post]}</td>
              <td>{event.rank === null ? '—' : rankNames[event.rank]}</td>
              <td>{event.document}</td>
              <td>
                {index === events.length - 1 && (
                  <Withdraw act={(reason) => enter(`staff/${id}/events/${event.id}/withdrawal`, { unit, reason })} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {may('register.write') &&
        (changing ? (
          <RecordForm
            title={`登记${name}的变动`}
            fields={(values) => eventFields(String(values.kind ?? ''))}
            send={(event, values) =>
              enter('staff/events', {
                unit,
                id: event,
                person: id,
                name: null,
                date: values.text('date'),
                kind: values.text('kind'),
                post: values.given('post'),
                rank: values.given('rank'),
                document: values.text('document'),
              })
            }
            onDone={() => setChanging(false)}
          />
        ) : (
          <div className="record-actions">
            <Button size="small" onClick={() => setChanging(true)}>
              登记变动
            </Button>
          </div>
        ))}
      <section className="staff-identity" aria-label={`${name}的身份证号`}>
        <h3>身份证号</h3>
        <Identity
          masked={identity}
          record={
            may('register.write')
              ? async (number) => {
                  const path = `/api/office/staff/${id}/identity`;
                  const { warnings } = await putJson<Schemas['Recorded']>(path, { unit, number });
                  return warnings;
                }
              : null
          }
          show={
            may('pii.unmask') ? (reason) => postJson(`/api/office/staff/${id}/identity/unmask`, { unit, reason }) : null
          }
          onChanged={() => void queries.invalidateQueries({ queryKey: ['office-registers'] })}
        />
      </section>
    </>
  );
}

function eventFields(kind: string, only?: readonly EventKind[]): readonly FieldSpec[] {
  const intoPost = kind === 'joined' || kind === 'transferred-in' || kind === 'changed';
  return [
    { kind: 'choice', name: 'kind', label: '变动', options: options(eventNames, only) },
    { kind: 'date', name: 'date', label: '日期' },
    ...(intoPost
      ? ([
          {
            kind: 'choice',
            name: 'post',
            label: '占用编制',
            options: options(postNames),
            ...(kind === 'changed' ? { optional: true } : {}),
          },
          { kind: 'choice', name: 'rank', label: '职务层次', options: options(rankNames), optional: true },
        ] as const)
      : []),
    { kind: 'text', name: 'document', label: '文号', optional: true },
  ];
}

function PersonForm({ unit, onDone }: { readonly unit: string; readonly onDone: () => void }) {
  const [person] = useState(newId);
  return (
    <RecordForm
      title="登记人员"
      fields={(values) => [
        { kind: 'text', name: 'name', label: '姓名' },
        ...eventFields(String(values.kind ?? ''), first),
      ]}
      initial={{ kind: 'joined' }}
      send={(id, values) =>
        enter('staff/events', {
          unit,
          id,
          person,
          name: values.text('name'),
          date: values.text('date'),
          kind: values.text('kind'),
          post: values.given('post'),
          rank: values.given('rank'),
          document: values.text('document'),
        })
      }
      onDone={onDone}
    />
  );
}

function PostsForm({ unit, onDone }: { readonly unit: string; readonly onDone: () => void }) {
  return (
    <RecordForm
      title="登记核定编制"
      fields={() => [
        { kind: 'choice', name: 'post', label: '编制类别', options: options(postNames) },
        { kind: 'count', name: 'count', label: '核定后总数', hint: '这一类编制从起用日起的总数，不是增减数' },
        { kind: 'date', name: 'from', label: '起用日期' },
        { kind: 'text', name: 'document', label: '文号' },
      ]}
      send={(id, values) =>
        enter('staff/posts', {
          unit,
          id,
          post: values.text('post'),
          count: values.count('count'),
          from: values.text('from'),
          document: values.text('document'),
        })
      }
      onDone={onDone}
    />
  );
}

function OfficeForm({ unit, onDone }: { readonly unit: string; readonly onDone: () => void }) {
  return (
    <RecordForm
      title="登记内设机构"
      fields={() => [
        { kind: 'text', name: 'name', label: '名称' },
        { kind: 'date', name: 'from', label: '设立日期' },
        { kind: 'text', name: 'document', label: '文号' },
      ]}
      send={(id, values) =>
        enter('staff/offices', {
          unit,
          id,
          name: values.text('name'),
          from: values.text('from'),
          document: values.text('document'),
        })
      }
      onDone={onDone}
    />
  );
}
