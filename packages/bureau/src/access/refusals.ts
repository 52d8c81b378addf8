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

/** Every refusal with its short Chinese name, in the order of the page. */
export const accessRefusals = { ...signInRefusals, ...sessionRefusals, ...passwordRefusals } as const;

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
