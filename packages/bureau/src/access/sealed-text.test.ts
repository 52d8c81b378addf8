import { expect, test } from 'vitest';
import { identityKey } from './identity.ts';
import { maskedAccount, openText, sealText } from './sealed-text.ts';

const key = identityKey(Buffer.alloc(32, 7));
const account = '6230580000012345678';

test('a text is read again with its key only, and never as it was written', () => {
  const sealed = sealText(key, account);
  expect(openText(key, sealed)).toBe(account);
  expect(sealed.includes(Buffer.from(account))).toBe(false);
  expect(openText(identityKey(Buffer.alloc(32, 8)), sealed)).toBeNull();
  expect(sealText(key, account).equals(sealed)).toBe(false);
  expect(maskedAccount(key, sealed)).toBe('****5678');
  expect(maskedAccount(identityKey(Buffer.alloc(32, 8)), sealed)).toBe('（缺少密钥）');
});

test('what was changed is not read', () => {
  const sealed = sealText(key, account);
  sealed[30] = (sealed[30] ?? 0) ^ 1;
  expect(() => openText(key, sealed)).toThrow('has been changed');
  expect(() => openText(key, sealed.subarray(0, 20))).toThrow('malformed');
});
