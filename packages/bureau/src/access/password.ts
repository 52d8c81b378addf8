/**
 * Passwords are kept as scrypt hashes with their parameters, so that a stolen table costs its thief about a tenth of a second
 * of one core and 32 MB for every guess, and so that both can be raised later: a hash says what it was made with.
 *
 *     scrypt$32768$8$1$<salt>$<hash>      salt and hash in base64url
 */
import { randomBytes, randomInt, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { type Refused, refuse } from './refusals.ts';
import { accessRules } from './rules.ts';

interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** 2^15 × 8 × 128 bytes are 32 MB; 100 ms on the two-core machine that the benchmarks name. */
const cost: Cost = { N: 32_768, r: 8, p: 1 };
const hashBytes = 32;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** A hash that no password has, of today's cost: comparing with it takes as long as with a real one. */
export const nobody = `scrypt$${cost.N}$${cost.r}$${cost.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** Compares in constant time. `stored` null – no such person – takes the same time and is false. */
export async function passwordMatches(password: string, stored: string | null): Promise<boolean> {
  const [kind, N, r, p, salt, hash] = (stored ?? nobody).split('$');
  if (kind !== 'scrypt' || salt === undefined || hash === undefined) throw new Error('a stored password is malformed');
  const expected = Buffer.from(hash, 'base64url');
  const given = await derive(password, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) });
  return timingSafeEqual(given, expected) && stored !== null;
}

/** True if the hash was made with other parameters than today's; then it is made anew when the password is next known. */
export function isOutdated(stored: string): boolean {
  return !stored.startsWith(`scrypt$${cost.N}$${cost.r}$${cost.p}$`);
}

function derive(password: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> {
  // The same characters typed on another keyboard may come in another composition.
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, hashBytes, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

interface NewPassword {
  readonly password: string;
  readonly name: string;
  readonly signIn: string;
}

/** Null: the password may be used. */
export function decidePassword({ password, name, signIn }: NewPassword): Refused | null {
  const length = [...password].length;
  const { passwordLengthMin, passwordLengthMax, passwordLengthFree } = accessRules;
  if (length < passwordLengthMin) {
    return refuse('password-too-short', `口令只有 ${length} 个字符，至少要 ${passwordLengthMin} 个。`);
  }
  if (length > passwordLengthMax) {
    return refuse('password-too-long', `口令有 ${length} 个字符，最多 ${passwordLengthMax} 个。`);
  }
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length;
  const different = new Set(password).size;
  if (different < 6 || (kinds < 3 && length < passwordLengthFree)) {
    return refuse(
      'password-too-simple',
      `口令太容易猜。请用至少 6 个不同的字符，并且大写字母、小写字母、数字、其他符号中至少三种；${passwordLengthFree} 个字符以上的不限种类。`,
    );
  }
  const plain = password.toLowerCase();
  if (plain.includes(signIn.toLowerCase()) || plain.includes(name.toLowerCase())) {
    return refuse('password-holds-name', '口令里有您的登录名或姓名，容易被猜到。请换一个。');
  }
  return null;
}

/** A password to begin with, told once and changed at the first sign-in: `k7mq-2vxt-hw9r-c4np`. */
export function initialPassword(): string {
  // Without characters that are mistaken for each other on paper.
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = (): string => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}
