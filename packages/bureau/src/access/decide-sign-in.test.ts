import { describe, expect, test } from 'vitest';
import { decideAddress, decideAttempt, decideSession, decideSignIn, type Failures } from './decide-sign-in.ts';

const at = new Date('2024-06-03T01:00:00Z');
const minutes = (count: number): Date => new Date(at.getTime() + count * 60_000);
const idOf = (outcome: { readonly refusal?: { readonly id: string } } | null): string =>
  outcome?.refusal?.id ?? 'admitted';

describe('failures are counted, and the fifth locks', () => {
  test.each`
    known                                                               | answer              | why
    ${null}                                                             | ${1}                | ${'the first'}
    ${{ failures: 1, failedAt: minutes(-1), lockedUntil: null }}        | ${2}                | ${'the second'}
    ${{ failures: 4, failedAt: minutes(-15), lockedUntil: null }}       | ${5}                | ${'the fifth within a quarter of an hour'}
    ${{ failures: 4, failedAt: minutes(-15.1), lockedUntil: null }}     | ${1}                | ${'the others are forgotten'}
    ${{ failures: 5, failedAt: minutes(-14), lockedUntil: minutes(1) }} | ${'sign-in-locked'} | ${'still locked'}
    ${{ failures: 5, failedAt: minutes(-15), lockedUntil: at }}         | ${1}                | ${'the lock is over'}
  `('$why: $answer', ({ known, answer }) => {
    const outcome = decideAttempt(known, at);
    expect('refusal' in outcome ? outcome.refusal.id : outcome.failures).toBe(answer);
    if (answer === 5) expect('refusal' in outcome ? null : outcome.lockedUntil).toEqual(minutes(15));
  });

  test('the answer says how long it stays locked', () => {
    const outcome = decideAttempt({ failures: 5, failedAt: minutes(-9.5), lockedUntil: minutes(5.5) }, at);
    expect('refusal' in outcome && outcome.refusal.message).toContain('还要等 6 分钟');
  });
});

describe('who comes in', () => {
  const person = { disabled: false, demonstration: false };
  const failures: Failures = { failures: 1, failedAt: at, lockedUntil: null };
  test.each`
    person                                      | matches  | exposed  | answer
    ${person}                                   | ${true}  | ${true}  | ${'admitted'}
    ${person}                                   | ${false} | ${false} | ${'sign-in-failed'}
    ${null}                                     | ${false} | ${false} | ${'sign-in-failed'}
    ${{ disabled: true, demonstration: false }} | ${true}  | ${false} | ${'person-disabled'}
    ${{ disabled: true, demonstration: false }} | ${false} | ${false} | ${'sign-in-failed'}
    ${{ disabled: true, demonstration: true }}  | ${true}  | ${true}  | ${'person-disabled'}
    ${{ disabled: false, demonstration: true }} | ${true}  | ${false} | ${'admitted'}
    ${{ disabled: false, demonstration: true }} | ${true}  | ${true}  | ${'demonstration-local-only'}
  `(
    '$person with the right password $matches, exposed $exposed: $answer',
    ({ person: who, matches, exposed, answer }) => {
      expect(idOf(decideSignIn({ person: who, passwordMatches: matches, failures, exposed }))).toBe(answer);
    },
  );

  test('nobody learns whether there is such a person', () => {
    const wrong = decideSignIn({ person, passwordMatches: false, failures, exposed: false });
    expect(decideSignIn({ person: null, passwordMatches: false, failures, exposed: false })).toEqual(wrong);
  });

  test.each`
    count | said
    ${2}  | ${/再试。$/}
    ${3}  | ${/再错 2 次将锁定 15 分钟。$/}
    ${5}  | ${/已锁定 15 分钟。$/}
  `('after $count failures: $said', ({ count, said }) => {
    const given = { person, passwordMatches: false, failures: { ...failures, failures: count }, exposed: false };
    expect(decideSignIn(given)?.refusal.message).toMatch(said);
  });
});

test.each`
  count | minutesAgo | answer
  ${29} | ${1}       | ${'admitted'}
  ${30} | ${1}       | ${'sign-in-address-waits'}
  ${30} | ${10}      | ${'admitted'}
`('an address with $count failures $minutesAgo minutes ago: $answer', ({ count, minutesAgo, answer }) => {
  const failedAt = Array.from({ length: count }, () => minutes(-minutesAgo));
  expect(idOf(decideAddress(failedAt, at))).toBe(answer);
});

test.each`
  started | seen     | answer
  ${0}    | ${0}     | ${'admitted'}
  ${-700} | ${-30}   | ${'admitted'}
  ${-700} | ${-30.1} | ${'session-expired'}
  ${-720} | ${-1}    | ${'admitted'}
  ${-721} | ${-1}    | ${'session-expired'}
`('a session begun $started and used $seen minutes from now: $answer', ({ started, seen, answer }) => {
  expect(idOf(decideSession({ startedAt: minutes(started), seenAt: minutes(seen) }, at))).toBe(answer);
});
