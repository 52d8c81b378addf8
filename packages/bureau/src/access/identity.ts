/**
 * Personal identity numbers at rest: encrypted with SM4, authenticated with SM3, and found again by a blind index, so that a copy of
 * the database without the key tells nobody's number.
 *
 *     version (1) · key id (8) · nonce (16) · SM4-CTR of the number (18) · HMAC-SM3 of all before (32)
 *
 * Node has no SM4-GCM; counter mode, then a MAC over the ciphertext, is the same construction in two steps.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { type Database } from '@mingzhang/store';
import { type Transaction } from 'kysely';
import { identityProblem, maskIdentity, normalIdentity } from './identity-number.ts';
import { type Refused, refuse } from './refusals.ts';

/** Made by `identityKey` from 32 secret bytes. */
export interface IdentityKey {
  /** Tells keys from each other and nothing about them; 16 hexadecimal digits. */
  readonly id: string;
  readonly cipher: KeyObject;
  readonly authentication: KeyObject;
  readonly index: KeyObject;
}

export const secretBytes = 32;
const [versionEnd, idEnd, nonceEnd, macBytes] = [1, 9, 25, 32];
const version = 1;
const numberLength = 18;
const sealedBytes = nonceEnd + numberLength + macBytes;

export function identityKey(secret: Uint8Array): IdentityKey {
  if (secret.length !== secretBytes) throw new Error(`a key has ${secretBytes} bytes`);
  const derive = (purpose: string, bytes: number): Buffer =>
    Buffer.from(hkdfSync('sm3', secret, new Uint8Array(0), `mingzhang identity ${purpose}`, bytes));
  return {
    id: derive('id', 8).toString('hex'),
    // Prepared once: Node takes three times as long to use a key that comes as bytes.
    cipher: createSecretKey(derive('cipher', 16)),
    authentication: createSecretKey(derive('authentication', 32)),
    index: createSecretKey(derive('index', 32)),
  };
}

export interface KeptIdentity {
  readonly sealed: Buffer;
  /** The same for the same number; unique where one human being may appear once. */
  readonly index: Buffer;
}

/**
 * Encrypts a valid number. Outside this folder use `keepIdentity`, which also notes the key as used.
 */
export function encryptIdentity(key: IdentityKey, number: string): Buffer {
  const head = Buffer.concat([Buffer.from([version]), Buffer.from(key.id, 'hex'), randomBytes(nonceEnd - idEnd)]);
  const cipher = createCipheriv('sm4-ctr', key.cipher, head.subarray(idEnd, nonceEnd));
  const body = Buffer.concat([head, cipher.update(normalIdentity(number), 'ascii'), cipher.final()]);
  return Buffer.concat([body, createHmac('sm3', key.authentication).update(body).digest()]);
}

/** The number; refused with key-missing where it was encrypted with another key. Throws where it was tampered with. */
export function decryptIdentity(key: IdentityKey, sealed: Uint8Array): string | Refused {
  const bytes = Buffer.from(sealed);
  if (bytes.length < nonceEnd + macBytes || bytes[0] !== version) throw new Error('an encrypted number is malformed');
  if (bytes.subarray(versionEnd, idEnd).toString('hex') !== key.id) return keyMissing(key.id);
  const body = bytes.subarray(0, -macBytes);
  const mac = createHmac('sm3', key.authentication).update(body).digest();
  if (!timingSafeEqual(mac, bytes.subarray(-macBytes))) throw new Error('an encrypted number has been changed');
  const cipher = createDecipheriv('sm4-ctr', key.cipher, body.subarray(idEnd, nonceEnd));
  return Buffer.concat([cipher.update(body.subarray(nonceEnd)), cipher.final()]).toString('ascii');
}

/** Where the parts of an encrypted number lie, for those who look at many in the database. */
export const sealedLayout = { bytes: sealedBytes, version, keyFrom: versionEnd, keyBytes: idEnd - versionEnd } as const;

/** The id of the key that a number was encrypted with; null where the bytes are no encrypted number. */
export function sealedKeyId(sealed: Uint8Array): string | null {
  if (sealed.length !== sealedBytes || sealed[0] !== version) return null;
  return Buffer.from(sealed.subarray(versionEnd, idEnd)).toString('hex');
}

/** As it is shown; `（缺少密钥）` where it cannot be read. */
export function maskedIdentity(key: IdentityKey, sealed: Uint8Array): string {
  const number = decryptIdentity(key, sealed);
  return typeof number === 'string' ? maskIdentity(number) : '（缺少密钥）';
}

/** What a number is looked up by. */
export function identityIndex(key: IdentityKey, number: string): Buffer {
  return createHmac('sm3', key.index).update(normalIdentity(number)).digest();
}

/** Null: it is a number that can exist. */
export function decideIdentity(number: string): Refused | null {
  switch (identityProblem(number)) {
    case 'malformed':
    case 'no-such-day':
      return refuse('identity-malformed', '身份证号不是 18 位，或其中的出生日期不存在，没有保存。请对照证件重新输入。');
    case 'check-digit-wrong':
      return refuse(
        'identity-check-digit-wrong',
        '身份证号的最后一位校验不符，多半是输错了某一位，没有保存。请对照证件逐位核对。',
      );
    case null:
      return null;
  }
}

/** Encrypts a number to be written in this transaction, and notes that the database depends on the key. */
export async function keepIdentity(
  trx: Transaction<Database>,
  key: IdentityKey,
  number: string,
  at: Date,
): Promise<KeptIdentity | Refused> {
  const kept = await keepIdentities(trx, key, [number], at);
  return 'refusal' in kept ? kept : (kept[0] as KeptIdentity);
}

/** The same for many at once, in their order; the first that cannot be is the answer for all. */
export async function keepIdentities(
  trx: Transaction<Database>,
  key: IdentityKey,
  numbers: readonly string[],
  at: Date,
): Promise<readonly KeptIdentity[] | Refused> {
  for (const number of numbers) {
    const refused = decideIdentity(number);
    if (refused !== null) return refused;
  }
  const used = await trx.selectFrom('access_key').select('id').execute();
  if (used.some(({ id }) => id !== key.id)) return keyMissing(key.id);
  await trx
    .insertInto('access_key')
    .values({ id: key.id, used_from: at })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  return numbers.map((number) => ({ sealed: encryptIdentity(key, number), index: identityIndex(key, number) }));
}

function keyMissing(id: string): Refused {
  return refuse(
    'key-missing',
    `库里的身份证号是用另一把密钥加密的（现在的密钥编号 ${id.slice(0, 8)}），读不出来。请把原来的密钥文件放回数据目录的 keys/identity.key，或设 MINGZHANG_KEY，再重新启动。`,
  );
}
