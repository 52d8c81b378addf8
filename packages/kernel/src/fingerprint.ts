/**
 * A short stable fingerprint of text (two 32-bit FNV-1a style hashes, 16 hex digits). It names findings, it protects
 * nothing.
 */
export function fingerprint(...texts: readonly string[]): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (const text of texts) {
    for (let index = 0; index <= text.length; index += 1) {
      // The end of each text counts, so that ('ab', 'c') differs from ('a', 'bc').
      const code = index === text.length ? 0xffff : text.charCodeAt(index);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b ^ (code + 0x9e37), 0x85ebca6b);
      b ^= b >>> 13;
    }
  }
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0');
}
