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
  document: '文件',
  department: '部门',
  voucher: '凭证',
};

/** `voucher:0198…` as kind and id. */
export function subjectInWords(subject: string): { readonly kind: string; readonly id: string } {
  const at = subject.indexOf(':');
  if (at === -1) return { kind: '', id: subject };
  const kind = subject.slice(0, at);
  return { kind: subjects[kind] ?? kind, id: subject.slice(at + 1) };
}
