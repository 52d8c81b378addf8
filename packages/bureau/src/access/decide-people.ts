/** Adding people, giving and taking roles. Pure: what is known is given, the day too. */
import { type DateText, isDate } from '@mingzhang/kernel';
import { type Grant, holdsOn } from './decide.ts';
import { type Refused, refuse } from './refusals.ts';
import { isRole, type RoleId, roleIds, roles } from './roles.ts';

/**
 * Roles whose holder has no other: whoever gives out roles does no business with them, and whoever looks on as an auditor has
 * made nothing of what they look at.
 */
const standAlone: readonly RoleId[] = ['administrator', 'auditor'];

export interface PersonDraft {
  readonly name: string;
  readonly signIn: string;
  /** True if somebody has this sign-in name already. */
  readonly taken: boolean;
}

/** The name and sign-in name as they will be kept, or why they cannot be. */
export function decidePerson({
  name,
  signIn,
  taken,
}: PersonDraft): { readonly name: string; readonly signIn: string } | Refused {
  const kept = name.replace(/[\p{Cc}\p{Cf}]/gu, '').trim();
  if (kept === '' || [...kept].length > 50) {
    return refuse('person-name-missing', '没有写姓名，或姓名超过 50 字，没有添加。请写真实姓名，凭证和留痕上都用它。');
  }
  const lower = signIn.trim().toLowerCase();
  if (!/^[a-z0-9][a-z0-9._-]{1,31}$/.test(lower)) {
    return refuse(
      'sign-in-malformed',
      `登录名“${signIn.trim().slice(0, 40)}”不符合要求，没有添加。请用 2 至 32 个字母、数字、点、横线或下划线，以字母或数字开头。`,
    );
  }
  if (taken) return refuse('sign-in-taken', `登录名“${lower}”已经有人用了，没有添加。请换一个，如加上数字。`);
  return { name: kept, signIn: lower };
}

export interface GrantDraft {
  readonly role: string;
  readonly department: string | null;
  readonly unit: string | null;
  readonly from: string;
  readonly to: string | null;
}

/** A department with its units, as far as a grant needs to know it. */
export interface PlaceFacts {
  readonly department: string;
  readonly units: readonly string[];
}

interface GrantFacts {
  /** The person's grants that have not been taken away. */
  readonly held: readonly Grant[];
  readonly places: readonly PlaceFacts[];
}

/** The grant that the draft makes, or why it cannot be given. */
export function decideGrant(draft: GrantDraft, { held, places }: GrantFacts): Grant | Refused {
  const { role, department, unit, from, to } = draft;
  if (!isRole(role)) {
    return refuse(
      'role-unknown',
      `没有“${role.slice(0, 40)}”这个角色。可以是：${roleIds.map((id) => `${id}（${roles[id]}）`).join('、')}。`,
    );
  }
  const place = places.find((candidate) => candidate.department === department);
  if (department !== null && place === undefined) {
    return refuse(
      'department-unknown',
      `没有编号为“${department.slice(0, 40)}”的部门，角色没有授予。请从列出的部门中选择。`,
    );
  }
  if (unit !== null && place?.units.includes(unit) !== true) {
    return refuse(
      'unit-unknown',
      `所选部门没有编号为“${unit.slice(0, 40)}”的单位，角色没有授予。请从该部门的单位中选择。`,
    );
  }
  if (!isDate(from) || (to !== null && !isDate(to))) {
    return refuse(
      'grant-day-malformed',
      `“${!isDate(from) ? from.slice(0, 20) : to?.slice(0, 20)}”不是日期，角色没有授予。日期写作 2024-01-31。`,
    );
  }
  if (to !== null && to < from) {
    return refuse(
      'grant-span-reversed',
      `截止日 ${to} 早于起始日 ${from}，角色没有授予。请改正日期，长期有效的不填截止日。`,
    );
  }
  const grant: Grant = { role, department, unit, from, to };
  const meets = held.filter((other) => overlap(other, grant));
  const clash = meets.find(
    (other) => other.role !== role && (standAlone.includes(role) || standAlone.includes(other.role)),
  );
  if (clash !== undefined) {
    const alone = standAlone.includes(role) ? role : clash.role;
    return refuse(
      'roles-incompatible',
      `“${roles[role]}”与已有的“${roles[clash.role]}”不能由一人兼任：${roles[alone]}不经办也不复核业务。请由另一人担任。`,
    );
  }
  const same = meets.find((other) => other.role === role && other.department === department && other.unit === unit);
  if (same !== undefined) {
    return refuse(
      'grant-repeated',
      `同一范围内已有“${roles[role]}”，自 ${same.from} 起${same.to === null ? '长期有效' : `至 ${same.to}`}，不必再授予。`,
    );
  }
  return grant;
}

function overlap(a: Pick<Grant, 'from' | 'to'>, b: Pick<Grant, 'from' | 'to'>): boolean {
  return (a.to === null || b.from <= a.to) && (b.to === null || a.from <= b.to);
}

interface Administrator {
  readonly person: string;
  readonly grants: readonly Grant[];
}

/** Null: the change leaves somebody who can manage people. `all` are those who are not shut out. */
export function decideLastAdministrator(
  all: readonly Administrator[],
  after: readonly Administrator[],
  on: DateText,
): Refused | null {
  const able = (list: readonly Administrator[]): boolean =>
    list.some(({ grants }) =>
      grants.some((grant) => grant.role === 'administrator' && grant.to === null && holdsOn(grant, on)),
    );
  if (!able(all) || able(after)) return null;
  return refuse(
    'last-administrator',
    '这是最后一位长期有效的系统管理员，停用或收回角色后就没有人能管理人员了，没有执行。请先授予另一人系统管理员。',
  );
}

/** Null: it is somebody else's account. */
export function decideOther(actor: string, person: string): Refused | null {
  if (actor !== person) return null;
  return refuse(
    'change-of-oneself',
    '不能给自己授予或收回角色、重置口令或停用自己，没有执行。请由另一位系统管理员办理。',
  );
}
