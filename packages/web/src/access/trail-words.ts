/** What the details of the trail are called on the screen. A word that is not here is shown as it was recorded. */

const names: Readonly<Record<string, string>> = {
  address: '地址',
  refused: '拒绝原因',
  locked: '锁定至',
  person: '人员',
  change: '变动',
  name: '姓名',
  signIn: '登录名',
  role: '角色',
  roles: '角色',
  from: '来自',
  reason: '理由',
  file: '文件',
  sha256: '散列值',
  successorOf: '更正自',
  finding: '发现',
  takenBack: '撤销',
  today: '当日',
  withdrawn: '撤回理由',
  undone: '撤销',
  revised: '改动过',
  approve: '同意',
  state: '状态',
  step: '步骤',
  year: '年度',
  month: '月份',
  date: '日期',
  number: '编号',
  kind: '种类',
  total: '合计（分）',
  vouchers: '凭证',
  record: '记录',
  asset: '资产',
  figure: '指标',
  coordinates: '口径',
  value: '数值',
  key: '参数',
  area: '地区',
  document: '核对的文件',
  abolished: '撤销自',
};

const values: Readonly<Record<string, string>> = {
  added: '添加',
  'role-added': '授予角色',
  'role-ended': '收回角色',
  disabled: '停用',
  enabled: '恢复',
  'password-reset': '重置口令',
  'identity-recorded': '登记身份证号',
  terminal: '终端',
  'year-end': '年末结转',
  true: '是',
  false: '否',
};

export interface DetailWord {
  readonly name: string;
  readonly value: string;
}

/** The details that say something, in the order in which they were recorded. */
export function detailInWords(
  detail: Readonly<Record<string, string | number | boolean | null>>,
): readonly DetailWord[] {
  return Object.entries(detail).flatMap(([key, value]) =>
    value === null || value === '' || value === false
      ? []
      : [{ name: names[key] ?? key, value: valueInWords(String(value)) }],
  );
}

/** A hash is told from another by its beginning. */
function valueInWords(value: string): string {
  return values[value] ?? (/^[0-9a-f]{64}$/.test(value) ? `${value.slice(0, 16)}…` : value);
}

const subjects: Readonly<Record<string, string>> = {
  person: '人员',
  session: '登录',
  department: '部门',
  unit: '单位',
  voucher: '凭证',
  declaration: '填报的指标',
  document: '文件',
  payroll: '工资表',
  parameter: '参数',
  'policy-parameter': '政策参数',
  asset: '资产',
  'stock-taking': '盘点',
  disposal: '资产处置',
  staff: '单位人员',
  posts: '编制',
  office: '内设机构',
  record: '台账',
  tie: '台账与凭证',
  'procurement-payment': '采购付款',
};

/** `voucher:0198…` as kind and id. */
export function subjectInWords(subject: string): { readonly kind: string; readonly id: string } {
  const at = subject.indexOf(':');
  if (at === -1) return { kind: '', id: subject };
  const kind = subject.slice(0, at);
  return { kind: subjects[kind] ?? kind, id: subject.slice(at + 1) };
}
