/** The sign-in, and behind it the frame: name, navigation, who is signed in, and the page that the address names. */
import { Button, Result, Spin } from 'antd';
import { lazy, Suspense } from 'react';
import { Link, NavLink, Route, Routes } from 'react-router';
import { PersonMenu } from './access/person-menu.tsx';
import { InitialPasswordPage, SignInPage } from './access/sign-in-page.tsx';
import { ChecksPage } from './checks/checks-page.tsx';
import { DocumentPage } from './document/document-page.tsx';
import { officePages } from './office/routes.tsx';
import { SessionProvider, useMay, useSessionQuery } from './session.tsx';
import { ShelfPage } from './shelf/shelf-page.tsx';

const OfficeFrame = lazy(async () => ({ default: (await import('./office/office-frame.tsx')).OfficeFrame }));

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
  const may = useMay();
  return (
    <div className="frame">
      <a className="skip" href="#main">
        跳到正文
      </a>
      <header className="bar">
        <Link to="/" className="brand">
          明账<span>决算公开检查</span>
        </Link>
        <nav aria-label="主导航">
          {may('document.read') && (
            <NavLink to="/" end>
              文件
            </NavLink>
          )}
          <NavLink to="/checks">检查清单</NavLink>
          {officePages.some(({ action }) => may(action)) && <NavLink to="/office">部门账务</NavLink>}
          <a href="/api/docs">接口说明</a>
        </nav>
        <PersonMenu />
      </header>
      <main id="main" className="page" tabIndex={-1}>
        <Routes>
          <Route path="/" element={<ShelfPage />} />
          <Route path="/documents/:id" element={<DocumentPage />} />
          <Route path="/checks" element={<ChecksPage />} />
          <Route
            path="/office/*"
            element={
              <Suspense fallback={<Waiting />}>
                <OfficeFrame />
              </Suspense>
            }
          />
          <Route
            path="*"
            element={
              <Result
                status="404"
                title="没有这个页面"
                subTitle="地址可能写错了。请回到文件列表。"
                extra={
                  <Link to="/">
                    <Button type="primary">回到文件列表</Button>
                  </Link>
                }
              />
            }
          />
        </Routes>
      </main>
    </div>
  );
}
