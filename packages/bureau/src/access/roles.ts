/**
 * Roles, actions, and which role may do what – as data. To add an action, add one line to `actions`; the table on
 * `docs/reference/permissions.md` is held to it by a test.
 *
 * Whoever makes a thing and whoever checks it are two people whatever their roles; that is `decideChecking`, not this table.
 */

export const roles = {
  'desk-clerk': '经办',
  reviewer: '业务复核',
  'fund-accountant': '基金会计',
  'department-accountant': '部门会计',
  'department-reviewer': '部门财务复核',
  'supervision-officer': '基金监管',
  'publication-officer': '公开经办',
  director: '局领导',
  administrator: '系统管理员',
  auditor: '审计',
} as const;

export type RoleId = keyof typeof roles;

export const roleIds = Object.keys(roles) as readonly RoleId[];

/** Everybody who works with the bureau's own matters, and those who look on. */
const business: readonly RoleId[] = [
  'desk-clerk',
  'reviewer',
  'fund-accountant',
  'department-accountant',
  'department-reviewer',
  'supervision-officer',
  'publication-officer',
  'director',
];
const readers: readonly RoleId[] = [...business, 'auditor'];
const departmentReaders: readonly RoleId[] = ['department-accountant', 'department-reviewer', 'director', 'auditor'];

/** Everybody who works with insured persons, and those who look on. */
const insuranceReaders: readonly RoleId[] = [
  'desk-clerk',
  'reviewer',
  'fund-accountant',
  'supervision-officer',
  'director',
  'auditor',
];

interface ActionMeta {
  readonly name: string;
  readonly roles: readonly RoleId[];
}

export const actions = {
  'people.read': { name: '查看人员', roles: ['administrator', 'director', 'auditor'] },
  'people.manage': { name: '管理人员和角色', roles: ['administrator'] },
  'audit-trail.read': { name: '查看操作留痕', roles: ['administrator', 'director', 'auditor'] },
  'pii.unmask': {
    name: '显示完整身份证号',
    roles: ['reviewer', 'department-reviewer', 'supervision-officer', 'administrator'],
  },
  'document.read': { name: '查看文件和检查结果', roles: readers },
  'document.upload': { name: '上传文件', roles: business },
  'document.set-aside': { name: '搁置发现', roles: ['department-reviewer', 'publication-officer', 'director'] },
  'account-set.manage': { name: '设置账套和科目', roles: ['department-accountant'] },
  'voucher.read': { name: '查看凭证和账簿', roles: [...departmentReaders, 'fund-accountant', 'reviewer'] },
  'voucher.make': { name: '编制凭证', roles: ['department-accountant', 'fund-accountant'] },
  'voucher.check': { name: '复核凭证', roles: ['department-reviewer', 'reviewer'] },
  'voucher.book': { name: '凭证记账', roles: ['department-accountant', 'fund-accountant'] },
  'period.open': { name: '打开会计期间', roles: ['department-accountant', 'fund-accountant'] },
  'period.close': { name: '年末结转和结账', roles: ['department-reviewer', 'reviewer'] },
  'budget.read': { name: '查看预算', roles: departmentReaders },
  'budget.import': { name: '导入和编制预算', roles: ['department-accountant'] },
  'budget.check': { name: '复核预算', roles: ['department-reviewer'] },
  'payroll.read': { name: '查看工资', roles: ['department-accountant', 'department-reviewer', 'auditor'] },
  'payroll.make': { name: '编制工资', roles: ['department-accountant'] },
  'payroll.check': { name: '复核工资', roles: ['department-reviewer'] },
  'asset.read': { name: '查看资产', roles: departmentReaders },
  'asset.make': { name: '登记资产', roles: ['department-accountant'] },
  'asset.check': { name: '复核资产', roles: ['department-reviewer'] },
  'register.read': { name: '查看台账', roles: readers },
  'register.write': { name: '登记台账', roles: ['desk-clerk', 'department-accountant', 'publication-officer'] },
  'register.check': { name: '复核台账', roles: ['reviewer', 'department-reviewer'] },
  'figure.read': { name: '查看指标', roles: readers },
  'figure.declare': { name: '填报指标', roles: business.filter((role) => role !== 'director') },
  'figure.check': { name: '复核填报的指标', roles: ['reviewer', 'department-reviewer', 'director'] },
  'statement.read': { name: '查看报表', roles: readers },
  'statement.compile': { name: '编制报表', roles: ['department-accountant', 'publication-officer'] },
  'publication.read': { name: '查看决算公开', roles: readers },
  'publication.make': { name: '编制决算公开', roles: ['department-accountant', 'publication-officer'] },
  'publication.check': { name: '决算公开保密审查', roles: ['department-reviewer', 'reviewer'] },
  'publication.approve': { name: '审签决算公开', roles: ['director'] },
  'publication.publish': { name: '公开和归档', roles: ['publication-officer'] },
  'performance.read': { name: '查看绩效', roles: readers },
  'performance.make': {
    name: '编制绩效目标和自评',
    roles: ['desk-clerk', 'department-accountant', 'supervision-officer'],
  },
  'performance.check': { name: '复核绩效目标和自评', roles: ['reviewer', 'department-reviewer'] },
  'performance.decide': { name: '部门评价和结果应用', roles: ['department-reviewer', 'director'] },
  'policy.read': { name: '查看政策参数', roles: readers },
  'policy.enter': { name: '录入政策参数', roles: ['desk-clerk', 'fund-accountant'] },
  'policy.confirm': { name: '确认政策参数', roles: ['reviewer', 'director'] },
  'policy.try': { name: '试算待遇和缴费', roles: business },
  'insured.read': { name: '查看参保人员', roles: insuranceReaders },
  'insured.write': { name: '登记参保人员', roles: ['desk-clerk'] },
  'enrolment.read': { name: '查看参保和征缴', roles: insuranceReaders },
  'enrolment.make': { name: '办理参保、停保和转移', roles: ['desk-clerk'] },
  'enrolment.check': { name: '复核资助参保和转移', roles: ['reviewer'] },
  'contribution.make': { name: '上传和处理征收文件', roles: ['desk-clerk', 'fund-accountant'] },
  'contribution.check': { name: '确认征收文件和退费', roles: ['reviewer'] },
  'insured.confirm': { name: '确认救助身份名单', roles: ['reviewer'] },
  'settlement.read': { name: '查看待遇结算', roles: insuranceReaders },
  'settlement.make': { name: '办理待遇结算', roles: ['desk-clerk'] },
  'settlement.cancel': { name: '撤销待遇结算', roles: ['reviewer'] },
  'settlement.adjust': { name: '补差入账', roles: ['reviewer'] },
  'claim.read': { name: '查看零星报销', roles: insuranceReaders },
  'claim.make': { name: '受理零星报销', roles: ['desk-clerk'] },
  'claim.review': { name: '复核零星报销', roles: ['reviewer'] },
  'rerun.read': { name: '查看追溯重算', roles: insuranceReaders },
  'rerun.make': { name: '追溯重算试算', roles: ['desk-clerk'] },
  'rerun.book': { name: '追溯重算入账', roles: ['reviewer'] },
  'assistance.read': { name: '查看医疗救助和预警', roles: insuranceReaders },
  'assistance.make': { name: '受理救助申请、登记救助资金', roles: ['desk-clerk'] },
  'assistance.review': { name: '审核救助申请、复核救助资金', roles: ['reviewer'] },
  'warning.push': { name: '推送高额费用预警', roles: ['desk-clerk'] },
  'filing.write': { name: '办理异地就医备案', roles: ['desk-clerk'] },
  'remote-statement.read': { name: '查看异地就医清算单', roles: insuranceReaders },
  'remote-statement.write': { name: '登记异地就医清算单', roles: ['desk-clerk', 'fund-accountant'] },
  'entitlement.write': { name: '认定门诊慢特病和两病资格', roles: ['desk-clerk'] },
  'entitlement.check': { name: '复核门诊慢特病和两病资格', roles: ['reviewer'] },
  'catalogue.read': { name: '查看医保目录', roles: insuranceReaders },
  'catalogue.write': { name: '导入医保目录', roles: ['desk-clerk'] },
  'catalogue.confirm': { name: '确认医保目录', roles: ['reviewer'] },
  'overview.read': { name: '查看基金运行总览', roles: insuranceReaders },
  'treasury.read': {
    name: '查看基金财务',
    roles: [...insuranceReaders, 'department-accountant', 'department-reviewer'],
  },
  'treasury.make': { name: '办理基金收付、批次和对账', roles: ['fund-accountant'] },
  'treasury.check': { name: '复核基金收付、批次和对账', roles: ['reviewer'] },
} as const satisfies Record<string, ActionMeta>;

export type ActionId = keyof typeof actions;

export const actionIds = Object.keys(actions) as readonly ActionId[];

export function isRole(word: string): word is RoleId {
  return Object.hasOwn(roles, word);
}
