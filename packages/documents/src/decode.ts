/**
 * Bytes to text. Published disclosures come as UTF-8, sometimes as GBK or UTF-16; everything else is refused with a
 * sentence that says what to do.
 */

export type TextEncoding = 'UTF-8' | 'GB18030' | 'UTF-16LE' | 'UTF-16BE';

export type Decoded =
  | { readonly ok: true; readonly text: string; readonly encoding: TextEncoding }
  | { readonly ok: false; readonly error: string };

/** Signatures of files that are not text, with what to tell the person. */
const signatures: readonly { readonly bytes: readonly number[]; readonly what: string }[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'PDF 文件' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: 'Word、Excel 或压缩包文件' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: '旧版 Word 或 Excel 文件' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: 'PNG 图片' },
  { bytes: [0xff, 0xd8, 0xff], what: 'JPEG 图片' },
  { bytes: [0x52, 0x61, 0x72, 0x21], what: 'RAR 压缩包' },
];

const advice = '请把公开文本另存为 UTF-8 编码的纯文本（.txt）或 Markdown（.md）后再试。';

const binaryError = `文件里是二进制数据，不是可读的文本。${advice}`;

/** Decodes a file's bytes; never throws. */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes.length === 0) return { ok: false, error: '文件是空的，没有任何内容。请确认选对了文件。' };
  for (const { bytes: start, what } of signatures) {
    if (start.every((byte, index) => bytes[index] === byte)) {
      return { ok: false, error: `这不是文本，而是${what}，目前只能读取文本。${advice}` };
    }
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs(bytes, 'utf-16le', 'UTF-16LE');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeAs(bytes, 'utf-16be', 'UTF-16BE');
  const guessed = guessUtf16(bytes);
  if (guessed !== null) {
    const decoded =
      guessed === 'UTF-16LE' ? decodeAs(bytes, 'utf-16le', guessed) : decodeAs(bytes, 'utf-16be', guessed);
    // Zeros at every other byte are found in other data too; what comes out must then read as text.
    return decoded.ok && hasControls(decoded.text) ? { ok: false, error: binaryError } : decoded;
  }
  if (looksBinary(bytes)) return { ok: false, error: binaryError };
  try {
    return finish(new TextDecoder('utf-8', { fatal: true }).decode(bytes), 'UTF-8');
  } catch {
    return decodeAs(bytes, 'gb18030', 'GB18030');
  }
}

function decodeAs(bytes: Uint8Array, label: string, encoding: 'GB18030' | 'UTF-16LE' | 'UTF-16BE'): Decoded {
  try {
    return finish(new TextDecoder(label, { fatal: true }).decode(bytes), encoding);
  } catch {
    return { ok: false, error: `文件的文字编码无法识别（既不是 UTF-8，也不是 GBK 或 UTF-16）。${advice}` };
  }
}

function finish(decoded: string, encoding: TextEncoding): Decoded {
  const text = decoded.startsWith('\ufeff') ? decoded.slice(1) : decoded;
  if (text.trim() === '') return { ok: false, error: '文件里只有空白，没有文字。请确认选对了文件。' };
  return { ok: true, text, encoding };
}

/** UTF-16 without a mark: every other byte of Latin digits and tabs is zero. */
function guessUtf16(bytes: Uint8Array): 'UTF-16LE' | 'UTF-16BE' | null {
  const sample = Math.min(bytes.length, 4096) & ~1;
  if (sample < 4) return null;
  let zeroEven = 0;
  let zeroOdd = 0;
  for (let index = 0; index < sample; index += 2) {
    if (bytes[index] === 0) zeroEven += 1;
    if (bytes[index + 1] === 0) zeroOdd += 1;
  }
  const pairs = sample / 2;
  // 一 and 开 end in a zero byte too, so the other half need not be free of them.
  if (zeroOdd > pairs * 0.1 && zeroEven * 4 < zeroOdd) return 'UTF-16LE';
  if (zeroEven > pairs * 0.1 && zeroOdd * 4 < zeroEven) return 'UTF-16BE';
  return null;
}

/** A control character that no text holds, among the first. */
function hasControls(text: string): boolean {
  const sample = Math.min(text.length, 32_768);
  for (let index = 0; index < sample; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 9) return true;
  }
  return false;
}

function looksBinary(bytes: Uint8Array): boolean {
  const sample = Math.min(bytes.length, 65_536);
  let odd = 0;
  for (let index = 0; index < sample; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte === 0) return true;
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 27) odd += 1;
  }
  return odd > sample * 0.02;
}
