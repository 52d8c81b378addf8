/**
 * The list of what was planted, encrypted: whoever checks the county works without it, and what they found is held against it later. The
 * key is made when the list is written and shown once; it is nowhere in the database or the list.
 *
 *     { "sealed": "mingzhang-county", "nonce": …, "tag": …, "data": … }     AES-256-GCM, base64
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { type Planted } from './faults.ts';

export interface SealedContent {
  readonly people: number;
  readonly seed: number;
  readonly years: string;
  readonly planted: readonly Planted[];
}

const mark = 'mingzhang-county';
const keyBytes = 32;
const nonceBytes = 12;

/** Writes the list and gives its key, in base64. */
export function sealList(file: string, content: SealedContent): string {
  const key = randomBytes(keyBytes);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const data = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
  const sealed = { sealed: mark, nonce: nonce.toString('base64'), tag: cipher.getAuthTag().toString('base64') };
  writeFileSync(file, `${JSON.stringify({ ...sealed, data: data.toString('base64') })}\n`, { mode: 0o600 });
  return key.toString('base64');
}

/** The list, or null where the key does not open it or the file is no such list. */
export function openSealedList(file: string, key: string): SealedContent | null {
  try {
    const { sealed, nonce, tag, data } = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
    if (sealed !== mark) return null;
    const secret = Buffer.from(key.trim(), 'base64');
    const decipher = createDecipheriv('aes-256-gcm', secret, Buffer.from(nonce ?? '', 'base64'));
    decipher.setAuthTag(Buffer.from(tag ?? '', 'base64'));
    const text = Buffer.concat([decipher.update(Buffer.from(data ?? '', 'base64')), decipher.final()]);
    return JSON.parse(text.toString('utf8')) as SealedContent;
  } catch {
    return null;
  }
}
