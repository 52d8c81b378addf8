/** One person: roles, password, identity number, where they are signed in, and shutting them out. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Popconfirm, Result, Spin } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link, useParams } from 'react-router';
import {
  addRole,
  endRole,
  endSession,
  listPeople,
  listSessions,
  resetPassword,
  setDisabled,
  setIdentity,
  unmaskIdentity,
} from '../api.ts';
import { Identity } from '../identity.tsx';
import { useMay, useSession } from '../session.tsx';
import { useTitle } from '../use-title.ts';
import { dayOf, timeInWords } from '../words.ts';
import { GrantFields, newGrant } from './grant-fields.tsx';
import { InitialPassword } from './initial-password.tsx';
import { type Grant, type People, type Person, peopleKey, placeOf, stateInWords } from './people-page.tsx';
import { SessionList } from './session-list.tsx';

export function PersonPage() {
  const { id = '' } = useParams();
  const queries = useQueryClient();
  const list = useQuery({ queryKey: peopleKey, queryFn: listPeople });
  const person = list.data?.people.find((one) => one.id === id);
  useTitle(person?.name ?? '人员');
  if (list.isPending) return <Spin className="centre" />;
  if (list.data === undefined || person === undefined) {
    return (
      <Result
        status="warning"
        title="打不开这位人员"
        subTitle={list.error?.message ?? '没有这位人员，地址可能写错了。'}
        extra={
          <Link to="/people">
            <Button type="primary">回到人员列表</Button>
          </Link>
        }
      />
    );
  }
  const refresh = (): void => void queries.invalidateQueries({ queryKey: peopleKey });
  return <PersonView key={id} person={person} people={list.data} onChanged={refresh} />;
}

interface PersonViewProps {
  readonly person: Person;
  readonly people: People;
  readonly onChanged: () => void;
}

function PersonView({ person, people, onChanged }: PersonViewProps) {
  const may = useMay();
  const { person: self } = useSession();
  const own = self?.id === person.id;
  const manages = may('people.manage') && !own;
  return (
    <div className="shelf">
      <div className="shelf-head">
        <h1>
          <Link to="/people">人员</Link> / {person.name}{' '}
          <span className="quiet">
            {person.signIn} · {stateInWords(person)} · {timeInWords(person.addedAt)} 添加
          </span>
        </h1>
        {may('audit-trail.read') && <Link to={`/audit-trail?person=${person.id}`}>查看其操作</Link>}
      </div>
      {own && may('people.manage') && (
        <Alert type="info" showIcon title="这是您自己的账号：角色、停用、重置口令须由另一位系统管理员办理。" />
      )}
      <div className="person-detail">
        <Section title="角色">
          <Roles person={person} people={people} manages={manages} onChanged={onChanged} />
        </Section>
        <Section title="身份证号">
          <Identity
            masked={person.identity}
            record={may('people.manage') ? (number) => setIdentity(person.id, number).then(() => []) : null}
            show={may('pii.unmask') ? (reason) => unmaskIdentity(person.id, reason) : null}
            onChanged={onChanged}
          />
        </Section>
        <Section title="登录">
          <Sessions person={person} manages={may('people.manage')} onChanged={onChanged} />
        </Section>
        {manages && (
          <Section title="账号">
            <Account person={person} onChanged={onChanged} />
          </Section>
        )}
      </div>
    </div>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="person-section">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

interface PartProps {
  readonly person: Person;
  readonly manages: boolean;
  readonly onChanged: () => void;
}

/** Runs a command and says what came of it. */
function useCommand(onChanged: () => void) {
  const { message } = App.useApp();
  return useMutation({
    mutationFn: ({ work }: { readonly work: () => Promise<unknown>; readonly done: string }) => work(),
    onSuccess: (_answer, { done }) => {
      message.success(done);
      onChanged();
    },
  });
}

function Roles({ person, people, manages, onChanged }: PartProps & { readonly people: People }) {
  const [grant, setGrant] = useState(() => newGrant(dayOf(new Date())));
  const command = useCommand(onChanged);
  const nameOf = ({ role }: Grant): string => people.roles.find(({ id }) => id === role)?.name ?? role;
  return (
    <>
      {command.isError && <Alert type="error" showIcon title={command.error.message} role="alert" />}
      <ul className="plain-list">
        {person.grants.map((held) => (
          <li key={held.id} className="person-line">
            <span>
              {nameOf(held)}
              {placeOf(held, people)}{' '}
              <span className="quiet">
                {held.from} 起{held.to === null ? '，长期有效' : `至 ${held.to}`}
              </span>
            </span>
            {manages && (
              <Popconfirm
                title={`收回${person.name}的“${nameOf(held)}”？即时生效，现有的登录随即结束。`}
                okText="收回"
                onConfirm={() => command.mutate({ work: () => endRole(person.id, held.id), done: '角色已收回' })}
              >
                <Button size="small">收回</Button>
              </Popconfirm>
            )}
          </li>
        ))}
        {person.grants.length === 0 && <li className="quiet">没有角色，登录后什么也做不了。</li>}
      </ul>
      {manages && (
        <form
          className="grant-form"
          onSubmit={(event) => {
            event.preventDefault();
            command.mutate({ work: () => addRole(person.id, grant), done: '角色已授予' });
          }}
        >
          <GrantFields grant={grant} people={people} onChange={setGrant} />
          <Button htmlType="submit" disabled={grant.role === ''} loading={command.isPending}>
            授予角色
          </Button>
        </form>
      )}
    </>
  );
}

function Sessions({ person, manages, onChanged }: PartProps) {
  const list = useQuery({ queryKey: ['sessions', person.id], queryFn: () => listSessions(person.id) });
  const command = useCommand(() => {
    onChanged();
    void list.refetch();
  });
  const end = (id: string): void => command.mutate({ work: () => endSession(person.id, id), done: '登录已结束' });
  return (
    <>
      {(list.isError || command.isError) && (
        <Alert type="error" showIcon title={(list.error ?? command.error)?.message ?? ''} role="alert" />
      )}
      {list.data !== undefined && <SessionList sessions={list.data} end={manages ? end : null} />}
    </>
  );
}

function Account({ person, onChanged }: Omit<PartProps, 'manages'>) {
  const command = useCommand(onChanged);
  const reset = useMutation({ mutationFn: () => resetPassword(person.id), onSuccess: onChanged });
  const out = person.disabledAt !== null;
  return (
    <>
      {(command.isError || reset.isError) && (
        <Alert type="error" showIcon title={(command.error ?? reset.error)?.message ?? ''} role="alert" />
      )}
      {reset.isSuccess && <InitialPassword signIn={person.signIn} password={reset.data.password} />}
      <div className="aside-buttons">
        <Popconfirm
          title={`重置${person.name}的口令？原口令作废，现有的登录随即结束，锁定也一并解除。`}
          okText="重置"
          onConfirm={() => reset.mutate()}
        >
          <Button loading={reset.isPending}>重置口令</Button>
        </Popconfirm>
        <Popconfirm
          title={out ? `恢复${person.name}的账号？` : `停用${person.name}的账号？现有的登录随即结束，不能再登录。`}
          okText={out ? '恢复' : '停用'}
          onConfirm={() =>
            command.mutate({ work: () => setDisabled(person.id, !out), done: out ? '账号已恢复' : '账号已停用' })
          }
        >
          <Button danger={!out} loading={command.isPending}>
            {out ? '恢复账号' : '停用账号'}
          </Button>
        </Popconfirm>
      </div>
    </>
  );
}
