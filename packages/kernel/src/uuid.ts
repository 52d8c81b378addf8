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
  const byte = (index: number): string => hexadecimal[random[index] ?? 0] ?? '';
  const time = milliseconds.toString(16).padStart(12, '0');
  const version = `${hexadecimal[0x70 | ((random[0] ?? 0) & 0x0f)]}${byte(1)}`;
  const variant = `${hexadecimal[0x80 | ((random[2] ?? 0) & 0x3f)]}${byte(3)}`;
  const rest = `${byte(4)}${byte(5)}${byte(6)}${byte(7)}${byte(8)}${byte(9)}`;
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${rest}`;
}

/** True for a UUID of version 7 in lower case, the form in which whoever submits something names it. */
export function isUuid7(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text);
}

/** '00' to 'ff': ids are made by the million. */
const hexadecimal = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));
