/** The frame: name, navigation, and the page that the address names. */
import { Button, Result } from 'antd';
import { Link, NavLink, Route, Routes } from 'react-router';
import { ChecksPage } from './checks/checks-page.tsx';
import { DocumentPage } from './document/document-page.tsx';
import { ShelfPage } from './shelf/shelf-page.tsx';

export function App() {
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
          <NavLink to="/" end>
            文件
          </NavLink>
          <NavLink to="/checks">检查清单</NavLink>
          <a href="/api/docs">接口说明</a>
        </nav>
      </header>
      <main id="main" className="page" tabIndex={-1}>
        <Routes>
          <Route path="/" element={<ShelfPage />} />
          <Route path="/documents/:id" element={<DocumentPage />} />
          <Route path="/checks" element={<ChecksPage />} />
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
