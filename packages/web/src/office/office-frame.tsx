/** The department's books: a menu at the side, and the page that the address names. */
import { Result, Spin } from 'antd';
import { Suspense, useEffect, useRef } from 'react';
import { Navigate, NavLink, Route, Routes, useLocation, useSearchParams } from 'react-router';
import { useMay } from '../session.tsx';
import { type OfficePage, officePages } from './routes.tsx';
import './office.css';

export function OfficeFrame() {
  const may = useMay();
  const [search] = useSearchParams();
  const allowed = officePages.filter(({ action }) => may(action));
  // Department, unit and year stay chosen from page to page.
  const stays = ['department', 'unit', 'year'];
  const kept = new URLSearchParams([...search].filter(([name]) => stays.includes(name))).toString();
  const groups = Map.groupBy(
    allowed.filter(({ label }) => label !== null),
    ({ group }) => group,
  );
  // The menu is longer than the window: where one is must be in sight.
  const menu = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    const frame = menu.current;
    const here = pathname === '' ? null : frame?.querySelector<HTMLElement>('[aria-current=page]');
    if (frame == null || here == null) return;
    // Not scrollIntoView: that moves the page too, and its title under the bar.
    const [top, bottom] = [here.offsetTop, here.offsetTop + here.offsetHeight];
    if (top < frame.scrollTop) frame.scrollTop = top;
    else if (bottom > frame.scrollTop + frame.clientHeight) frame.scrollTop = bottom - frame.clientHeight;
  }, [pathname]);
  return (
    <div className="office">
      <nav className="office-menu" aria-label="部门账务" ref={menu}>
        {[...groups].map(([group, pages]) => (
          <section key={group} aria-label={group}>
            <h2>{group}</h2>
            {pages.map(({ path, label }) => (
              <NavLink key={path} to={{ pathname: `/office/${path}`, search: kept }} end={hasPagesBelow(path)}>
                {label}
              </NavLink>
            ))}
          </section>
        ))}
      </nav>
      <div className="office-page">
        <Suspense fallback={<Spin className="centre" />}>
          <Routes>
            {officePages.map((page) => (
              <Route key={page.path} path={page.path} element={<Guarded page={page} />} />
            ))}
            <Route path="*" element={<Start pages={allowed} search={kept} />} />
          </Routes>
        </Suspense>
      </div>
    </div>
  );
}

/** True if the menu has pages below this one: then it is not the page that is open when one of them is. */
function hasPagesBelow(path: string): boolean {
  return officePages.some((page) => page.label !== null && page.path.startsWith(`${path}/`));
}

function Guarded({ page: { page: Page, action, label } }: { readonly page: OfficePage }) {
  if (useMay()(action)) return <Page />;
  return (
    <Result
      status="403"
      title="没有权限"
      subTitle={`您没有查看“${label ?? '这一页'}”的权限。如工作需要，请找系统管理员授予相应角色。`}
    />
  );
}

function Start({ pages: [first], search }: { readonly pages: readonly OfficePage[]; readonly search: string }) {
  if (first !== undefined) return <Navigate to={{ pathname: `/office/${first.path}`, search }} replace />;
  return (
    <Result
      status="403"
      title="没有权限"
      subTitle="部门账务只对部门财务人员、局领导和审计人员开放。如工作需要，请找系统管理员授予相应角色。"
    />
  );
}
