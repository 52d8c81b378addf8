import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { keyFileIn, openIdentityKey } from './key-file.ts';

const root = mkdtempSync(join(tmpdir(), 'mingzhang-key-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a first start makes a key for its owner only; every later start finds it', async () => {
  const dataDirectory = join(root, 'first');
  const keys = await Promise.all(Array.from({ length: 4 }, () => openIdentityKey({ dataDirectory })));
  const [first] = keys;
  expect(keys.every((key) => 'id' in key && first !== undefined && 'id' in first && key.id === first.id)).toBe(true);
  expect(statSync(keyFileIn(dataDirectory)).mode & 0o777).toBe(0o600);
  expect(await openIdentityKey({ dataDirectory })).toEqual(first);
});

test('a value of the environment goes before the file', async () => {
  const dataDirectory = join(root, 'second');
  const value = Buffer.alloc(32, 3).toString('base64');
  const key = await openIdentityKey({ dataDirectory, value });
  expect(() => readFileSync(keyFileIn(dataDirectory))).toThrow();
  expect(await openIdentityKey({ dataDirectory, value: '' })).not.toEqual(key);
});

test.each(['', 'short', Buffer.alloc(31).toString('base64'), `${Buffer.alloc(32).toString('base64')}x`])(
  'a file with %j is no key',
  async (text) => {
    const dataDirectory = join(root, 'third');
    await openIdentityKey({ dataDirectory });
    writeFileSync(keyFileIn(dataDirectory), text);
    expect(await openIdentityKey({ dataDirectory })).toMatchObject({ refusal: { id: 'key-malformed' } });
  },
);
