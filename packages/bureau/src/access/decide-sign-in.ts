/**
 * Coming in: when a name is locked, when an address has to wait, who is let in, and when a session is over. Pure.
 *
 *     5 failures within 15 minutes → locked for 15 minutes, whether there is such a name or not
 */

import { type Refused, refuse } from './refusals.ts';
import { accessRules } from './rules.ts';

const minute = 60_000;

/** What is known of a name that somebody has tried to sign in with. */
export interface Failures {
  readonly failures: number;
  readonly failedAt: Date;
  readonly lockedUntil: Date | null;
}

/**
 * Counts an attempt before its password is looked at, so that many at once are no more than one after another; whoever gets in
 * is forgiven. A refusal means that the password must not be looked at.
 */
export function decideAttempt(known: Failures | null, at: Date): Failures | Refused {
  if (known?.lockedUntil != null && known.lockedUntil > at) return locked(known.lockedUntil, at);
  const forgotten =
    known === null ||
    known.lockedUntil !== null ||
    at.getTime() - known.failedAt.getTime() > accessRules.lockMinutes * minute;
  const failures = forgotten ? 1 : known.failures + 1;
  const lockedUntil =
    failures >= accessRules.failuresUntilLock ? new Date(at.getTime() + accessRules.lockMinutes * minute) : null;
  return { failures, failedAt: at, lockedUntil };
}

function locked(until: Date, at: Date): Refused {
  const minutes = Math.max(1, Math.ceil((until.getTime() - at.getTime()) / minute));
  return refuse(
    'sign-in-locked',
    `这个登录名连续 ${accessRules.failuresUntilLock} 次登录失败，已暂时锁定，还要等 ${minutes} 分钟。忘记口令请找系统管理员重置。`,
  );
}

interface SignInFacts {
  /** Null where there is no such person. */
  readonly person: { readonly disabled: boolean; readonly demonstration: boolean } | null;
  readonly passwordMatches: boolean;
  /** This attempt included. */
  readonly failures: Failures;
  /** True if the server can be reached from other machines. */
  readonly exposed: boolean;
}

/** Null: let in. What is wrong with a person is said only to who knows the password. */
export function decideSignIn({ person, passwordMatches, failures, exposed }: SignInFacts): Refused | null {
  if (person === null || !passwordMatches) {
    const left = accessRules.failuresUntilLock - failures.failures;
    const warning =
      left <= 0
        ? `已锁定 ${accessRules.lockMinutes} 分钟。`
        : left <= 2
          ? `再错 ${left} 次将锁定 ${accessRules.lockMinutes} 分钟。`
          : '';
    return refuse('sign-in-failed', `登录名或口令不对，没有登录。请核对大小写后再试。${warning}`);
  }
  if (person.disabled) return refuse('person-disabled', '您的账号已停用，没有登录。如有疑问请找系统管理员。');
  if (person.demonstration && exposed) {
    return refuse(
      'demonstration-local-only',
      '示范人员的口令是公开的，系统对其他机器开放时不能用来登录。请用您自己的登录名。',
    );
  }
  return null;
}

/** Null: the address may try. `failedAt` are its failures, in any order. */
export function decideAddress(failedAt: readonly Date[], at: Date): Refused | null {
  const since = at.getTime() - accessRules.addressWindowMinutes * minute;
  const recent = failedAt.filter((failed) => failed.getTime() > since);
  if (recent.length < accessRules.addressFailuresUntilWait) return null;
  return refuse(
    'sign-in-address-waits',
    `从您的地址登录失败已有 ${recent.length} 次，暂不接受登录。请过 ${accessRules.addressWindowMinutes} 分钟再试。`,
  );
}

/** Null: the session goes on. */
export function decideSession(session: { readonly startedAt: Date; readonly seenAt: Date }, at: Date): Refused | null {
  const idle = at.getTime() - session.seenAt.getTime() > accessRules.idleMinutes * minute;
  const old = at.getTime() - session.startedAt.getTime() > accessRules.sessionHours * 60 * minute;
  if (!idle && !old) return null;
  const why = idle ? `超过 ${accessRules.idleMinutes} 分钟没有操作` : `登录已满 ${accessRules.sessionHours} 小时`;
  return refuse('session-expired', `${why}，登录已过期，这次没有执行。请重新登录。`);
}
