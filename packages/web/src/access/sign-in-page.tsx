/** The way in. The address stays as it is, so that whoever followed a link is there after signing in. */
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { changePassword, getSession, signIn, signOut } from '../api.ts';
import { Field } from '../field.tsx';
import { type Session, useNewSession } from '../session.tsx';
import { useTitle } from '../use-title.ts';

export function SignInPage({ session }: { readonly session: Session }) {
  useTitle('登录');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const take = useNewSession();
  const entry = useMutation({
    mutationFn: () => signIn(name, password),
    onSuccess: take,
    onError: () => setPassword(''),
  });
  return (
    <Door title="登录">
      {!session.peopleExist && (
        <Alert
          type="warning"
          showIcon
          title="系统里还没有人员，谁也不能登录"
          description={
            <>
              请在运行明账的机器上添加第一位系统管理员：
              <code className="door-command">
                npx mingzhang people add --name 姓名 --sign-in 登录名 --role administrator
              </code>
            </>
          }
        />
      )}
      {session.notice !== null && entry.isIdle && <Alert type="info" showIcon title={session.notice} />}
      {entry.isError && <Alert type="error" showIcon title={entry.error.message} role="alert" />}
      <form
        className="door-form"
        onSubmit={(event) => {
          event.preventDefault();
          entry.mutate();
        }}
      >
        <Field label="登录名">
          {(id) => (
            <Input
              id={id}
              autoFocus
              required
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label="口令">
          {(id) => (
            <Input.Password
              id={id}
              required
              autoComplete="current-password"
              maxLength={1000}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Button type="primary" htmlType="submit" block loading={entry.isPending}>
          登录
        </Button>
      </form>
    </Door>
  );
}

/** Where an initial password has to be changed before anything else. */
export function InitialPasswordPage({ session }: { readonly session: Session }) {
  useTitle('修改初始口令');
  const take = useNewSession();
  return (
    <Door title="修改初始口令">
      <Alert
        type="info"
        showIcon
        title={`${session.person?.name ?? ''}，您还在用别人告诉您的初始口令。请先换成只有您自己知道的口令。`}
      />
      <PasswordForm onDone={async () => take(await getSession())} />
      <Button
        type="link"
        onClick={async () => {
          await signOut();
          take(await getSession());
        }}
      >
        退出
      </Button>
    </Door>
  );
}

/** Changes one's own password. */
export function PasswordForm({ onDone }: { readonly onDone: () => unknown }) {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const change = useMutation({ mutationFn: () => changePassword(current, password), onSuccess: onDone });
  const differ = again !== '' && again !== password;
  return (
    <form
      className="door-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (again === password) change.mutate();
      }}
    >
      {change.isError && <Alert type="error" showIcon title={change.error.message} role="alert" />}
      <Field label="原口令">
        {(id) => (
          <Input.Password
            id={id}
            required
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        )}
      </Field>
      <Field label="新口令" hint="至少 10 个字符，大写、小写、数字、符号中至少三种；16 个字符以上的不限种类。">
        {(id) => (
          <Input.Password
            id={id}
            required
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <Field label="再输一遍新口令" hint={differ ? <span className="bad">两遍新口令不一样。</span> : undefined}>
        {(id) => (
          <Input.Password
            id={id}
            required
            autoComplete="new-password"
            status={differ ? 'error' : ''}
            value={again}
            onChange={(event) => setAgain(event.target.value)}
          />
        )}
      </Field>
      <Button type="primary" htmlType="submit" block loading={change.isPending} disabled={differ}>
        修改口令
      </Button>
    </form>
  );
}

function Door({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main className="door">
      <div className="door-card">
        <div className="door-brand">
          明账<span>部门账簿 · 决算公开 · 检查</span>
        </div>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
