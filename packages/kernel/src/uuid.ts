/**
 * UUID of version 7 (RFC 9562): 48 bits of milliseconds, then randomness, so that ids stand in the order they were made. Time and
 * randomness are given.
 *
 *     uuid7(1_704_067_200_000, ten bytes of zero) → '018cc251-f400-7000-8000-000000000000'
 */
export function uuid7(milliseconds: number, random: Uint8Array): string {
  if (!Number.isSafeInteger(milliseconds) || milliseconds < 0 || random.length !== 10) {
    throw new Error('a UUID of version 7 takes milliseconds and ten random bytes');
  }
  const hex = (bytes: Iterable<number>): string =>
    [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const time = milliseconds.toString(16).padStart(12, '0');
  const [a = 0, b = 0, c = 0, d = 0, ...rest] = random;
  const version = hex([0x70 | (a & 0x0f), b]);
  const variant = hex([0x80 | (c & 0x3f), d]);
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${hex(rest)}`;
}
