/**
 * Every page of the workbench, in the groups of the navigation. A page that is added here has its place in the navigation – for
 * whoever may use it – and its address; the server hands out the workbench for `workbenchAddresses` (server/src/app.ts).
 */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { officePages } from './office/routes.tsx';
import { type ActionId } from './session.tsx';

export interface Page {
  readonly path: string;
  /** Null: a page that others lead to, without a place of its own in the navigation. */
  readonly label: string | null;
  /** One of these somebody must be permitted to do to see it; null: nothing. */
  readonly action: ActionId | readonly ActionId[] | null;
  readonly component: LazyExoticComponent<ComponentType>;
}

export interface PageGroup {
  readonly label: string;
  readonly pages: readonly Page[];
}

/** The page is fetched when it is first opened, so that nobody waits for pages they do not open. */
function page<Name extends string>(
  load: () => Promise<Readonly<Record<Name, ComponentType>>>,
  name: Name,
): LazyExoticComponent<ComponentType> {
  return lazy(async () => ({ default: (await load())[name] }));
}

export const pageGroups: readonly PageGroup[] = [
  {
    label: '部门账务',
    pages: [
      {
        path: '/office/*',
        // It has a menu of its own at the side.
        label: null,
        action: officePages.map(({ action }) => action),
        component: page(() => import('./office/office-frame.tsx'), 'OfficeFrame'),
      },
    ],
  },
  {
    label: '决算检查',
    pages: [
      {
        path: '/documents',
        label: '文件',
        action: 'document.read',
        component: page(() => import('./shelf/shelf-page.tsx'), 'ShelfPage'),
      },
      {
        path: '/documents/:id',
        label: null,
        action: 'document.read',
        component: page(() => import('./document/document-page.tsx'), 'DocumentPage'),
      },
      {
        path: '/checks',
        label: '检查清单',
        action: null,
        component: page(() => import('./checks/checks-page.tsx'), 'ChecksPage'),
      },
    ],
  },
  {
    label: '政策与待遇',
    pages: [
      {
        path: '/policy/parameters',
        label: '政策参数',
        action: 'policy.read',
        component: page(() => import('./policy/parameters-page.tsx'), 'ParametersPage'),
      },
      {
        path: '/policy/trial',
        label: '待遇试算',
        action: 'policy.try',
        component: page(() => import('./policy/trial-page.tsx'), 'TrialPage'),
      },
    ],
  },
  {
    label: '参保与征缴',
    pages: [
      {
        path: '/insurance/registry',
        label: '参保登记',
        action: 'insured.read',
        component: page(() => import('./insurance/registry-page.tsx'), 'RegistryPage'),
      },
      {
        path: '/insurance/registry/:id',
        label: null,
        action: 'insured.read',
        component: page(() => import('./insurance/registry-page.tsx'), 'RegistryPage'),
      },
      {
        path: '/insurance/enrolment',
        label: '参保缴费',
        action: 'enrolment.read',
        component: page(() => import('./insurance/enrolment-page.tsx'), 'EnrolmentPage'),
      },
      {
        path: '/insurance/contributions',
        label: '征缴对账',
        action: 'enrolment.read',
        component: page(() => import('./insurance/contributions-page.tsx'), 'ContributionsPage'),
      },
      {
        path: '/insurance/subsidies',
        label: '资助参保',
        action: 'enrolment.read',
        component: page(() => import('./insurance/subsidies-page.tsx'), 'SubsidiesPage'),
      },
      {
        path: '/insurance/accounts',
        label: '个人账户划入',
        action: 'enrolment.read',
        component: page(() => import('./insurance/accounts-page.tsx'), 'AccountsPage'),
      },
      {
        path: '/insurance/lists',
        label: '救助身份名单',
        action: 'insured.read',
        component: page(() => import('./insurance/lists-page.tsx'), 'ListsPage'),
      },
      {
        path: '/insurance/lists/:id',
        label: null,
        action: 'insured.read',
        component: page(() => import('./insurance/lists-page.tsx'), 'ListsPage'),
      },
      {
        path: '/insurance/employers',
        label: '参保单位',
        action: 'insured.read',
        component: page(() => import('./insurance/employers-page.tsx'), 'EmployersPage'),
      },
    ],
  },
  {
    label: '待遇与结算',
    pages: [
      {
        path: '/insurance/overview',
        label: '基金运行总览',
        action: 'overview.read',
        component: page(() => import('./insurance/overview-page.tsx'), 'OverviewPage'),
      },
      {
        path: '/insurance/settlement',
        label: '待遇结算',
        action: 'settlement.read',
        component: page(() => import('./insurance/settlement-page.tsx'), 'SettlementPage'),
      },
      {
        path: '/insurance/claims',
        label: '零星报销',
        action: 'claim.read',
        component: page(() => import('./insurance/claims-page.tsx'), 'ClaimsPage'),
      },
      {
        path: '/insurance/entitlements',
        label: '门诊待遇资格',
        action: 'insured.read',
        component: page(() => import('./insurance/entitlements-page.tsx'), 'EntitlementsPage'),
      },
      {
        path: '/insurance/remote-care',
        label: '异地就医清算',
        action: 'remote-statement.read',
        component: page(() => import('./insurance/remote-care-page.tsx'), 'RemoteCarePage'),
      },
      {
        path: '/insurance/catalogue',
        label: '医保目录',
        action: 'catalogue.read',
        component: page(() => import('./insurance/catalogue-page.tsx'), 'CataloguePage'),
      },
      {
        path: '/insurance/catalogue/imports/:id',
        label: null,
        action: 'catalogue.read',
        component: page(() => import('./insurance/catalogue-import-page.tsx'), 'CatalogueImportPage'),
      },
      {
        path: '/insurance/assistance',
        label: '医疗救助',
        action: 'assistance.read',
        component: page(() => import('./insurance/assistance-page.tsx'), 'AssistancePage'),
      },
      {
        path: '/insurance/warnings',
        label: '高额费用预警',
        action: 'assistance.read',
        component: page(() => import('./insurance/warnings-page.tsx'), 'WarningsPage'),
      },
      {
        path: '/insurance/rerun',
        label: '追溯重算',
        action: 'rerun.read',
        component: page(() => import('./insurance/rerun-page.tsx'), 'RerunPage'),
      },
      {
        path: '/insurance/institutions',
        label: '定点医药机构',
        action: 'insured.read',
        component: page(() => import('./insurance/institutions-page.tsx'), 'InstitutionsPage'),
      },
    ],
  },
  {
    label: '基金财务',
    pages: [
      {
        path: '/treasury/accounts',
        label: '账户与收付',
        action: 'treasury.read',
        component: page(() => import('./treasury/accounts-page.tsx'), 'AccountsPage'),
      },
      {
        path: '/treasury/batches',
        label: '支付批次',
        action: 'treasury.read',
        component: page(() => import('./treasury/batches-page.tsx'), 'BatchesPage'),
      },
      {
        path: '/treasury/matching',
        label: '对账',
        action: 'treasury.read',
        component: page(() => import('./treasury/matching-page.tsx'), 'MatchingPage'),
      },
      {
        path: '/treasury/subsidies',
        label: '财政补助',
        action: 'treasury.read',
        component: page(() => import('./treasury/subsidies-page.tsx'), 'SubsidiesPage'),
      },
      {
        path: '/treasury/meeting',
        label: '两套账相接',
        action: 'treasury.read',
        component: page(() => import('./treasury/meeting-page.tsx'), 'MeetingPage'),
      },
      {
        path: '/treasury/budget',
        label: '预算和执行',
        action: 'treasury.read',
        component: page(() => import('./treasury/budget-page.tsx'), 'FundBudgetPage'),
      },
      {
        path: '/treasury/statements',
        label: '报表和结账',
        action: 'treasury.read',
        component: page(() => import('./treasury/statements-page.tsx'), 'FundStatementsPage'),
      },
    ],
  },
  {
    label: '系统管理',
    pages: [
      {
        path: '/people',
        label: '人员和角色',
        action: 'people.read',
        component: page(() => import('./access/people-page.tsx'), 'PeoplePage'),
      },
      {
        path: '/people/:id',
        label: null,
        action: 'people.read',
        component: page(() => import('./access/person-page.tsx'), 'PersonPage'),
      },
      {
        path: '/audit-trail',
        label: '操作留痕',
        action: 'audit-trail.read',
        component: page(() => import('./access/trail-page.tsx'), 'TrailPage'),
      },
    ],
  },
];

/** The groups with the pages that somebody may open; groups of which nothing but what is open to all is left are left out. */
export function pagesFor(may: (action: ActionId) => boolean): readonly PageGroup[] {
  const opens = ({ action }: Page): boolean => action === null || [action].flat().some(may);
  return pageGroups
    .map(({ label, pages }) => ({ label, pages: pages.filter(opens) }))
    .filter(({ pages }) => pages.some(({ action }) => action !== null));
}

/** Where a group's entry leads: its first page. */
export function addressOf({ pages }: PageGroup): string {
  const [first] = pages;
  return (pages.find(({ label }) => label !== null) ?? first)?.path.replace('/*', '') ?? '/';
}
