/** Where the key for identity numbers is: MINGZHANG_KEY, or a file in the data directory that a first start makes. */
import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Database } from '@mingzhang/store';
import { type Kysely } from 'kysely';
import { type IdentityKey, identityKey, secretBytes } from './identity.ts';
import { type Refused, refuse } from './refusals.ts';

interface KeySource {
  readonly dataDirectory: string;
  /** The value of MINGZHANG_KEY: 32 bytes in base64. */
  readonly value?: string | undefined;
}

/** `data/keys/identity.key`: base64, for its owner's eyes only. */
export function keyFileIn(dataDirectory: string): string {
  return join(dataDirectory, 'keys', 'identity.key');
}

/** The key; a new one where there is neither a value nor a file. Two first starts at once get the same. */
export async function openIdentityKey({ dataDirectory, value }: KeySource): Promise<IdentityKey | Refused> {
  if (value !== undefined && value !== '') return keyOf(value, 'MINGZHANG_KEY');
  const file = keyFileIn(dataDirectory);
  return keyOf((await readIfThere(file)) ?? (await makeKeyFile(file)), file);
}

function keyOf(text: string, where: string): IdentityKey | Refused {
  const secret = Buffer.from(text.trim(), 'base64');
  if (secret.length === secretBytes && secret.toString('base64') === text.trim()) return identityKey(secret);
  return refuse(
    'key-malformed',
    `${where} 里的密钥不是 32 字节的 base64 文本，不能启动。请还原原来的密钥；密钥改动一个字符，身份证号就读不出来。`,
  );
}

async function makeKeyFile(file: string): Promise<string> {
  await mkdir(join(file, '..'), { recursive: true, mode: 0o700 });
  const mine = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(mine, `${randomBytes(secretBytes).toString('base64')}\n`, { mode: 0o600, flush: true });
  try {
    // A link appears whole or not at all, and only if nobody was quicker.
    await link(mine, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(mine, { force: true });
  }
  return readFile(file, 'utf8');
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** True if every number in the database was encrypted with this key. */
export async function keyFits(db: Kysely<Database>, key: IdentityKey): Promise<boolean> {
  const used = await db.selectFrom('access_key').select('id').execute();
  return used.every(({ id }) => id === key.id);
}
