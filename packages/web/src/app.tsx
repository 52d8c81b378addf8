/** The sign-in, and behind it the frame: name, navigation, who is signed in, and the page that the address names. */
import { Button, Result, Spin } from 'antd';
import { Suspense } from 'react';
import { Link, matchPath, Navigate, NavLink, Route, Routes, useLocation } from 'react-router';
import { PersonMenu } from './access/person-menu.tsx';
import { InitialPasswordPage, SignInPage } from './access/sign-in-page.tsx';
import { addressOf, pagesFor } from './pages.tsx';
import { SessionProvider, useMay, useSessionQuery } from './session.tsx';

export function App() {
  const session = useSessionQuery();
  if (session.isPending) return <Waiting />;
  if (session.isError) return <Unreachable message={session.error.message} retry={() => void session.refetch()} />;
  const { person } = session.data;
  if (person === null) return <SignInPage session={session.data} />;
  if (person.mustChangePassword) return <InitialPasswordPage session={session.data} />;
  return (
    <SessionProvider session={session.data}>
      <Frame />
    </SessionProvider>
  );
}

function Waiting() {
  return (
    <div className="centre">
      <Spin size="large" />
    </div>
  );
}

function Unreachable({ message, retry }: { readonly message: string; readonly retry: () => void }) {
  return (
    <Result
      status="warning"
      title="打不开明账"
      subTitle={message}
      extra={
        <Button type="primary" onClick={retry}>
          重试
        </Button>
      }
    />
  );
}

function Frame() {
  const groups = pagesFor(useMay());
  const { pathname } = useLocation();
  const current = groups.find(({ pages }) => pages.some(({ path }) => matchPath(path, pathname) !== null));
  const home = groups[0] === undefined ? null : addressOf(groups[0]);
  return (
    <div className="frame">
      <a className="skip" href="#main">
        跳到正文
      </a>
      <header className="bar">
        <Link to="/" className="brand">
          明账
        </Link>
        <nav aria-label="主导航">
          {groups.map((group) => (
            <Link
              key={group.label}
              to={addressOf(group)}
              className={group === current ? 'active' : ''}
              aria-current={group === current ? 'true' : undefined}
            >
              {group.label}
            </Link>
          ))}
          <a href="/api/docs">接口说明</a>
        </nav>
        <PersonMenu />
      </header>
      {current?.pages.some(({ label }) => label !== null) === true && (
        <nav className="sub-bar" aria-label={current.label}>
          {current.pages.map(({ path, label }) =>
            label === null ? null : (
              <NavLink key={path} to={path} className="sub-link">
                {label}
              </NavLink>
            ),
          )}
        </nav>
      )}
      <main id="main" className="page" tabIndex={-1}>
        <Suspense fallback={<Waiting />}>
          <Routes>
            <Route path="/" element={home === null ? <NothingToDo /> : <Navigate to={home} replace />} />
            {groups.flatMap(({ pages }) =>
              pages.map(({ path, component: Component }) => <Route key={path} path={path} element={<Component />} />),
            )}
            <Route path="*" element={<NoSuchPage />} />
          </Routes>
        </Suspense>
      </main>
    </div>
  );
}

function NothingToDo() {
  return (
    <Result
      status="info"
      title="您现在没有可用的页面"
      subTitle="您的角色还没有生效、已经到期，或已被收回。请找系统管理员授予角色。"
    />
  );
}

function NoSuchPage() {
  return (
    <Result
      status="404"
      title="打不开这个页面"
      subTitle="地址可能写错了，或您的角色没有这项权限。"
      extra={
        <Link to="/">
          <Button type="primary">回到首页</Button>
        </Link>
      }
    />
  );
}
