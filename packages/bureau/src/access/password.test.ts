import { scryptSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { decidePassword, hashPassword, initialPassword, isOutdated, nobody, passwordMatches } from './password.ts';

test('a password matches its own hash and no other', async () => {
  const hash = await hashPassword('青禾-Qinghe-01');
  expect(hash).toMatch(/^scrypt\$32768\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
  expect(await passwordMatches('青禾-Qinghe-01', hash)).toBe(true);
  expect(await passwordMatches('青禾-qinghe-01', hash)).toBe(false);
  expect(isOutdated(hash)).toBe(false);
});

test('characters typed in another composition are the same password', async () => {
  expect(await passwordMatches('Cafe\u0301-0123456', await hashPassword('Café-0123456'))).toBe(true);
});

test('a hash made with other parameters still matches, and is known to be old', async () => {
  const salt = Buffer.alloc(16, 7);
  const hash = scryptSync('old password', salt, 32, { N: 1024, r: 8, p: 1 });
  const stored = `scrypt$1024$8$1$${salt.toString('base64url')}$${hash.toString('base64url')}`;
  expect(await passwordMatches('old password', stored)).toBe(true);
  expect(isOutdated(stored)).toBe(true);
});

test('somebody unknown costs a guess as much as somebody known, and never gets in', async () => {
  // What a comparison costs stands in the hash; a clock would tell what else the machine does.
  const costOf = (hash: string): string => hash.split('$').slice(0, 4).join('$');
  expect(costOf(nobody)).toBe(costOf(await hashPassword('Mingzhang-0')));
  expect(costOf(nobody)).toBe('scrypt$32768$8$1');
  expect(await passwordMatches('guess', nobody)).toBe(false);
  expect(await passwordMatches('guess', null)).toBe(false);
});

test.each`
  password                    | answer
  ${'Ab3-efghij'}             | ${null}
  ${'abcdefghijklmnop'}       | ${null}
  ${'一二三四五六七八九十Aa'} | ${null}
  ${'Ab3-efghi'}              | ${'password-too-short'}
  ${'Ab3-'.repeat(51)}        | ${'password-too-long'}
  ${'abcdefghij'}             | ${'password-too-simple'}
  ${'abcdefgh12'}             | ${'password-too-simple'}
  ${'Aa1-Aa1-Aa1-Aa1-Aa1'}    | ${'password-too-simple'}
  ${'KuaiJi-2024-xyz'}        | ${'password-holds-name'}
  ${'林知微-Abcdef-1'}        | ${'password-holds-name'}
`('the password $password: $answer', ({ password, answer }) => {
  expect(decidePassword({ password, name: '林知微', signIn: 'kuaiji' })?.refusal.id ?? null).toBe(answer);
});

test('an initial password would be accepted, and is another each time', () => {
  const made = Array.from({ length: 100 }, initialPassword);
  expect(new Set(made).size).toBe(100);
  for (const password of made) expect(decidePassword({ password, name: '林知微', signIn: 'kuaiji' })).toBeNull();
});
