/**
 * Short secrets at rest that are no identity numbers – a person's bank account: the same SM4 in counter mode and the same MAC, with a
 * version of its own and a body as long as the text.
 *
 *     version (2) · key id (8) · nonce (16) · SM4-CTR of the text · HMAC-SM3 of all before (32)
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type IdentityKey } from './identity.ts';

const [versionEnd, idEnd, nonceEnd, macBytes] = [1, 9, 25, 32];
const version = 2;

export function sealText(key: IdentityKey, text: string): Buffer {
  const head = Buffer.concat([Buffer.from([version]), Buffer.from(key.id, 'hex'), randomBytes(nonceEnd - idEnd)]);
  const cipher = createCipheriv('sm4-ctr', key.cipher, head.subarray(idEnd, nonceEnd));
  const body = Buffer.concat([head, cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([body, createHmac('sm3', key.authentication).update(body).digest()]);
}

/** The text; null where it was sealed with another key. Throws where it was tampered with. */
export function openText(key: IdentityKey, sealed: Uint8Array): string | null {
  const bytes = Buffer.from(sealed);
  if (bytes.length < nonceEnd + macBytes || bytes[0] !== version) throw new Error('a sealed text is malformed');
  if (bytes.subarray(versionEnd, idEnd).toString('hex') !== key.id) return null;
  const body = bytes.subarray(0, -macBytes);
  const mac = createHmac('sm3', key.authentication).update(body).digest();
  if (!timingSafeEqual(mac, bytes.subarray(-macBytes))) throw new Error('a sealed text has been changed');
  const cipher = createDecipheriv('sm4-ctr', key.cipher, body.subarray(idEnd, nonceEnd));
  return Buffer.concat([cipher.update(body.subarray(nonceEnd)), cipher.final()]).toString('utf8');
}

/** The last four characters of a bank account: enough to recognise it by. */
export function maskedAccount(key: IdentityKey, sealed: Uint8Array): string {
  const account = openText(key, sealed);
  return account === null ? '（缺少密钥）' : `****${account.slice(-4)}`;
}
