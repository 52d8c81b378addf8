/** People: who can sign in, in which roles, where and until when – and everything an administrator does about it. */
import { PlusOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input, Spin } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { listPeople } from '../api.ts';
import { Dialog } from '../dialog.tsx';
import { useMay } from '../session.tsx';
import { useTitle } from '../use-title.ts';
import { type Schemas, timeInWords } from '../words.ts';
import { AddPerson } from './add-person.tsx';

export type Person = Schemas['Person'];
export type People = Schemas['People'];
export type Grant = Schemas['Grant'];

export const peopleKey = ['people'] as const;

export function PeoplePage() {
  useTitle('人员和角色');
  const may = useMay();
  const queries = useQueryClient();
  const [search, setSearch] = useState('');
  const [adding, setAdding] = useState(false);
  const list = useQuery({ queryKey: peopleKey, queryFn: listPeople });
  const people = list.data?.people ?? [];
  const words = search.trim().toLowerCase();
  const shown = people.filter((person) =>
    [person.name, person.signIn].some((text) => text.toLowerCase().includes(words)),
  );
  const refresh = (): void => void queries.invalidateQueries({ queryKey: peopleKey });
  return (
    <div className="shelf">
      <div className="shelf-head">
        <h1>
          人员和角色 <span className="quiet">{list.data === undefined ? '' : `${people.length} 人`}</span>
        </h1>
        <Input.Search
          allowClear
          placeholder="按姓名或登录名筛选"
          aria-label="筛选人员"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className="shelf-search"
        />
        {may('people.manage') && (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
            添加人员
          </Button>
        )}
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
      {list.data !== undefined && (
        <table className="shelf-table" aria-label="人员">
          <thead className="shelf-columns">
            <tr>
              <th scope="col">姓名</th>
              <th scope="col">登录名</th>
              <th scope="col">角色</th>
              <th scope="col">身份证号</th>
              <th scope="col">状态</th>
              <th scope="col" className="num">
                登录处数
              </th>
              <th scope="col">最近使用</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={one.id} className={one.disabledAt === null ? '' : 'person-disabled'}>
                <td>
                  <Link to={`/people/${one.id}`} className="shelf-file">
                    {one.name}
                  </Link>
                </td>
                <td>{one.signIn}</td>
                <td>
                  {one.grants.map((grant) => (
                    <GrantTag key={grant.id} grant={grant} people={list.data} />
                  ))}
                  {one.grants.length === 0 && <span className="quiet">没有角色</span>}
                </td>
                <td className="identity">{one.identity ?? <span className="quiet">未登记</span>}</td>
                <td>{stateInWords(one)}</td>
                <td className="num">{one.sessions || '—'}</td>
                <td>{one.lastSeenAt === null ? '—' : timeInWords(one.lastSeenAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Dialog title="添加人员" open={adding} onClose={() => setAdding(false)}>
        {list.data !== undefined && <AddPerson people={list.data} onAdded={refresh} onClose={() => setAdding(false)} />}
      </Dialog>
    </div>
  );
}

export function stateInWords(person: Person): string {
  if (person.disabledAt !== null) return '已停用';
  const locked = person.lockedUntil !== null && new Date(person.lockedUntil) > new Date();
  const states = [
    locked ? '已锁定' : '',
    person.mustChangePassword ? '初始口令' : '',
    person.demonstration ? '示范' : '',
  ];
  return states.filter((state) => state !== '').join('、') || '正常';
}

/** A role with where and until when, short where it is simple. */
export function GrantTag({ grant, people }: { readonly grant: Grant; readonly people: People }) {
  return (
    <span className="tag grant" title={`${grant.from} 起${grant.to === null ? '，长期有效' : `至 ${grant.to}`}`}>
      {people.roles.find(({ id }) => id === grant.role)?.name}
      {placeOf(grant, people)}
      {grant.to !== null && ` 至 ${grant.to}`}
    </span>
  );
}

export function placeOf({ department, unit }: Pick<Grant, 'department' | 'unit'>, { departments }: People): string {
  if (department === null) return '';
  const place = departments.find(({ id }) => id === department);
  const name = unit === null ? place?.name : place?.units.find(({ id }) => id === unit)?.name;
  return `（${name ?? unit ?? department}）`;
}
