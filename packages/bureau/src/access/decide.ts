/** Who may do what, and who may check whom. Pure: the day and the facts are given. */
import { type DateText } from '@mingzhang/kernel';
import { type Refused, refuse } from './refusals.ts';
import { type ActionId, actions, type RoleId } from './roles.ts';

/** A role, where it holds and from when to when; both days belong to it. */
export interface Grant {
  readonly role: RoleId;
  /** Null: the whole bureau. */
  readonly department: string | null;
  /** Null: every unit of the department. */
  readonly unit: string | null;
  readonly from: DateText;
  readonly to: DateText | null;
}

/** Where something is done. Without a place the question is whether it may be done anywhere. */
export interface Place {
  readonly department: string;
  /** Left out: in the department as a whole, for which a role in one of its units is not enough. */
  readonly unit?: string;
}

/** True if one of the grants that hold on the day lets the action be done at the place. */
export function permits(grants: readonly Grant[], action: ActionId, on: DateText, place?: Place): boolean {
  const allowed: readonly RoleId[] = actions[action].roles;
  return grants.some(
    (grant) => allowed.includes(grant.role) && holdsOn(grant, on) && (place === undefined || covers(grant, place)),
  );
}

/** True from the first to the last day. */
export function holdsOn({ from, to }: Pick<Grant, 'from' | 'to'>, on: DateText): boolean {
  return from <= on && (to === null || on <= to);
}

function covers({ department, unit }: Grant, place: Place): boolean {
  if (department === null) return true;
  return department === place.department && (unit === null || unit === place.unit);
}

interface Pair {
  /** The ids of the people. */
  readonly maker: string;
  readonly checker: string;
  /** What is checked, for the sentence: 凭证 记-12. */
  readonly what: string;
}

/**
 * The second pair of eyes: money and publication pass two people (《会计法》不相容职务相互分离), and no role makes one person two.
 * Every duty asks here. Null: they are two.
 */
export function decideChecking({ maker, checker, what }: Pair): Refused | null {
  if (maker !== checker) return null;
  return refuse('checker-is-maker', `${what}是您本人经办的，不能由您复核。请交给另一位有复核权限的人。`);
}
