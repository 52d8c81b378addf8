/**
 * The pages of the department's books, in the order of the menu. To add one, append a line: it is a chunk of its own, loaded when
 * it is opened, so that the first page of the workbench does not grow with the office.
 */
import { type ComponentType, lazy } from 'react';
import { type ActionId } from '../session.tsx';

export interface OfficePage {
  /** Below /office; may end in `/:id`. */
  readonly path: string;
  readonly group: string;
  /** As the menu calls it; null for a page that is reached from another. */
  readonly label: string | null;
  readonly action: ActionId;
  readonly page: ComponentType;
}

function page(load: () => Promise<ComponentType>): ComponentType {
  return lazy(async () => ({ default: await load() }));
}

export const officePages: readonly OfficePage[] = [
  {
    path: 'vouchers',
    group: '账务',
    label: '凭证',
    action: 'voucher.read',
    page: page(async () => (await import('./vouchers/vouchers-page.tsx')).VouchersPage),
  },
  {
    path: 'vouchers/new',
    group: '账务',
    label: '填制凭证',
    action: 'voucher.make',
    page: page(async () => (await import('./vouchers/voucher-entry-page.tsx')).VoucherEntryPage),
  },
  {
    path: 'vouchers/:id/edit',
    group: '账务',
    label: null,
    action: 'voucher.make',
    page: page(async () => (await import('./vouchers/voucher-entry-page.tsx')).VoucherEntryPage),
  },
  {
    path: 'vouchers/:id',
    group: '账务',
    label: null,
    action: 'voucher.read',
    page: page(async () => (await import('./vouchers/voucher-page.tsx')).VoucherPage),
  },
  {
    path: 'balances',
    group: '账务',
    label: '科目余额表',
    action: 'voucher.read',
    page: page(async () => (await import('./books/balances-page.tsx')).BalancesPage),
  },
  {
    path: 'ledgers',
    group: '账务',
    label: '明细账',
    action: 'voucher.read',
    page: page(async () => (await import('./books/account-ledger-page.tsx')).AccountLedgerPage),
  },
  {
    path: 'journal',
    group: '账务',
    label: '序时账',
    action: 'voucher.read',
    page: page(async () => (await import('./books/journal-page.tsx')).JournalPage),
  },
  {
    path: 'periods',
    group: '账务',
    label: '期间',
    action: 'voucher.read',
    page: page(async () => (await import('./books/periods-page.tsx')).PeriodsPage),
  },
  {
    path: 'accounts',
    group: '账务',
    label: '科目',
    action: 'voucher.read',
    page: page(async () => (await import('./books/accounts-page.tsx')).AccountsPage),
  },
  {
    path: 'budget',
    group: '预算',
    label: '指标账',
    action: 'budget.read',
    page: page(async () => (await import('./budget/ledger-page.tsx')).LedgerPage),
  },
  {
    path: 'budget/documents',
    group: '预算',
    label: '指标文件',
    action: 'budget.read',
    page: page(async () => (await import('./budget/documents-page.tsx')).DocumentsPage),
  },
  {
    path: 'budget/payments',
    group: '预算',
    label: '国库支付',
    action: 'budget.read',
    page: page(async () => (await import('./budget/payments-page.tsx')).PaymentsPage),
  },
  {
    path: 'budget/reservations',
    group: '预算',
    label: '支付申请',
    action: 'budget.read',
    page: page(async () => (await import('./budget/reservations-page.tsx')).ReservationsPage),
  },
  {
    path: 'budget/imports',
    group: '预算',
    label: '导入',
    action: 'budget.read',
    page: page(async () => (await import('./budget/import-page.tsx')).ImportPage),
  },
  {
    path: 'budget/imports/:id',
    group: '预算',
    label: null,
    action: 'budget.read',
    page: page(async () => (await import('./budget/import-page.tsx')).ImportPage),
  },
  {
    path: 'budget/reconciliation',
    group: '预算',
    label: '支付对账',
    action: 'budget.read',
    page: page(async () => (await import('./budget/reconciliation-page.tsx')).ReconciliationPage),
  },
  {
    path: 'budget/document-reconciliation',
    group: '预算',
    label: '指标对账',
    action: 'budget.read',
    page: page(async () => (await import('./budget/document-reconciliation-page.tsx')).DocumentReconciliationPage),
  },
  {
    path: 'budget/execution',
    group: '预算',
    label: '预算执行',
    action: 'budget.read',
    page: page(async () => (await import('./budget/execution-page.tsx')).ExecutionPage),
  },
  {
    path: 'budget/projects',
    group: '预算',
    label: '项目库',
    action: 'budget.read',
    page: page(async () => (await import('./budget/projects-page.tsx')).ProjectsPage),
  },
  {
    path: 'staff',
    group: '人员和工资',
    label: '编制和人员',
    action: 'register.read',
    page: page(async () => (await import('./staff/staff-page.tsx')).StaffPage),
  },
  {
    path: 'payroll/items',
    group: '人员和工资',
    label: '工资项目',
    action: 'payroll.read',
    page: page(async () => (await import('./payroll/items-page.tsx')).PayrollItemsPage),
  },
  {
    path: 'payroll',
    group: '人员和工资',
    label: '工资发放',
    action: 'payroll.read',
    page: page(async () => (await import('./payroll/runs-page.tsx')).PayrollRunsPage),
  },
  {
    path: 'parameters',
    group: '人员和工资',
    label: '缴费比例和参数',
    action: 'payroll.read',
    page: page(async () => (await import('./payroll/parameters-page.tsx')).ParametersPage),
  },
  {
    path: 'assets',
    group: '资产',
    label: '资产卡片',
    action: 'asset.read',
    page: page(async () => (await import('./assets/assets-page.tsx')).AssetsPage),
  },
  {
    path: 'assets/depreciation',
    group: '资产',
    label: '折旧',
    action: 'asset.read',
    page: page(async () => (await import('./assets/depreciation-page.tsx')).DepreciationPage),
  },
  {
    path: 'assets/stock-takings',
    group: '资产',
    label: '盘点',
    action: 'asset.read',
    page: page(async () => (await import('./assets/stock-taking-page.tsx')).StockTakingPage),
  },
  {
    path: 'receptions',
    group: '台账',
    label: '公务接待',
    action: 'register.read',
    page: page(async () => (await import('./registers/register-pages.tsx')).ReceptionsPage),
  },
  {
    path: 'trips',
    group: '台账',
    label: '因公出国（境）',
    action: 'register.read',
    page: page(async () => (await import('./registers/register-pages.tsx')).TripsPage),
  },
  {
    path: 'vehicle-costs',
    group: '台账',
    label: '公务用车运行',
    action: 'register.read',
    page: page(async () => (await import('./registers/register-pages.tsx')).VehicleCostsPage),
  },
  {
    path: 'events',
    group: '台账',
    label: '会议、培训和活动',
    action: 'register.read',
    page: page(async () => (await import('./registers/register-pages.tsx')).EventsPage),
  },
  {
    path: 'procurement',
    group: '台账',
    label: '政府采购',
    action: 'register.read',
    page: page(async () => (await import('./procurement/procurement-page.tsx')).ProcurementPage),
  },
  {
    path: 'reconciliation',
    group: '台账',
    label: '台账核对',
    action: 'register.read',
    page: page(async () => (await import('./registers/reconciliation-page.tsx')).ReconciliationPage),
  },
  {
    path: 'statements',
    group: '决算和指标',
    label: '决算报表',
    action: 'statement.read',
    page: page(async () => (await import('./statements/statements-page.tsx')).StatementsPage),
  },
  {
    path: 'statements/approved',
    group: '决算和指标',
    label: '财决核对',
    action: 'statement.read',
    page: page(async () => (await import('./approved/approved-page.tsx')).ApprovedPage),
  },
  {
    path: 'figures',
    group: '决算和指标',
    label: '指标',
    action: 'figure.read',
    page: page(async () => (await import('./figures/figures-page.tsx')).FiguresPage),
  },
  {
    path: 'figures/declarations',
    group: '决算和指标',
    label: '指标填报',
    action: 'figure.read',
    page: page(async () => (await import('./figures/declarations-page.tsx')).DeclarationsPage),
  },
  {
    path: 'performance',
    group: '绩效',
    label: '绩效目标和自评',
    action: 'performance.read',
    page: page(async () => (await import('./performance/performance-page.tsx')).PerformancePage),
  },
  {
    path: 'performance/forms',
    group: '绩效',
    label: '绩效表和报告',
    action: 'performance.read',
    page: page(async () => (await import('./performance/forms-page.tsx')).PerformanceFormsPage),
  },
  {
    path: 'publications',
    group: '决算公开',
    label: '决算公开',
    action: 'publication.read',
    page: page(async () => (await import('./publications/publications-page.tsx')).PublicationsPage),
  },
  {
    path: 'publications/:id',
    group: '决算公开',
    label: null,
    action: 'publication.read',
    page: page(async () => (await import('./publications/publication-page.tsx')).PublicationPage),
  },
  {
    path: 'publication-texts',
    group: '决算公开',
    label: '部门文字',
    action: 'publication.read',
    page: page(async () => (await import('./publications/texts-page.tsx')).PublicationTextsPage),
  },
];
