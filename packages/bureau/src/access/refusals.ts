/**
 * Everything that access refuses: a closed list, in groups by what was asked for, within a group in order of precedence – of
 * several that hold, the first is the answer. `docs/reference/refusals-access.md` lists the same ids in the same order, and a
 * test holds the two together.
 */

/** Coming in. */
const signInRefusals = {
  'sign-in-address-waits': '这个地址登录失败过多',
  'sign-in-locked': '登录名已暂时锁定',
  'sign-in-failed': '登录名或口令不对',
  'person-disabled': '人员已停用',
  'demonstration-local-only': '示范人员只能在本机登录',
} as const;

/** Being in, and doing something. */
const sessionRefusals = {
  'sign-in-required': '尚未登录',
  'session-expired': '登录已过期',
  'password-change-required': '须先修改初始口令',
  'action-not-permitted': '没有这项权限',
  'checker-is-maker': '复核人就是经办人',
} as const;

/** Choosing a password. */
const passwordRefusals = {
  'password-current-wrong': '原口令不对',
  'password-too-short': '口令太短',
  'password-too-long': '口令太长',
  'password-too-simple': '口令太简单',
  'password-holds-name': '口令里有登录名或姓名',
  'password-unchanged': '新口令与原口令相同',
} as const;

/** Adding people and giving them roles. */
const peopleRefusals = {
  'person-not-found': '没有这位人员',
  'person-name-missing': '没有写姓名',
  'sign-in-malformed': '登录名不符合要求',
  'sign-in-taken': '登录名已被使用',
  'role-unknown': '没有这个角色',
  'role-missing': '没有给角色',
  'department-unknown': '没有这个部门',
  'unit-unknown': '部门没有这个单位',
  'grant-day-malformed': '角色的起止日期不对',
  'grant-span-reversed': '角色的截止日早于起始日',
  'roles-incompatible': '这些角色不能由一人兼任',
  'grant-repeated': '已经有这个角色',
  'grant-not-found': '没有这项角色',
  'change-of-oneself': '不能改自己的账号',
  'last-administrator': '这是最后一位系统管理员',
  'session-not-found': '没有这次登录',
} as const;

/** Personal identity numbers. */
const identityRefusals = {
  'identity-malformed': '身份证号格式不对',
  'identity-check-digit-wrong': '身份证号校验位不对',
  'identity-taken': '身份证号已登记在别人名下',
  'identity-missing': '没有登记身份证号',
  'reason-too-short': '理由太短',
  'reason-too-long': '理由太长',
} as const;

/** Starting, with keys and for others than this machine. */
const startRefusals = {
  'key-malformed': '密钥不符合要求',
  'key-missing': '缺少解密用的密钥',
  'origin-malformed': '对外地址不符合要求',
  'origin-missing': '没有写对外地址',
  'administrator-missing': '还没有系统管理员',
} as const;

/** Every refusal with its short Chinese name, in the order of the page. */
export const accessRefusals = {
  ...signInRefusals,
  ...sessionRefusals,
  ...passwordRefusals,
  ...peopleRefusals,
  ...identityRefusals,
  ...startRefusals,
} as const;

export type AccessRefusalId = keyof typeof accessRefusals;

export interface AccessRefusal {
  readonly id: AccessRefusalId;
  /** Chinese, for the person at the desk: what happened, with the values, and what to do. */
  readonly message: string;
}

export interface Refused {
  readonly refusal: AccessRefusal;
}

export function refuse(id: AccessRefusalId, message: string): Refused {
  return { refusal: { id, message } };
}
