/**
 * What kind of file some bytes are, by what they hold: what the sender calls it is not believed, because a browser would run a page
 * that came back under the name of a picture.
 */
const signatures: readonly (readonly [readonly number[], string])[] = [
  [[0x25, 0x50, 0x44, 0x46, 0x2d], 'application/pdf'],
  [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 'image/png'],
  [[0xff, 0xd8, 0xff], 'image/jpeg'],
];

/** Packed formats of office papers and electronic invoices; told apart by their names only, and never shown by a browser. */
const packed: Readonly<Record<string, string>> = {
  ofd: 'application/ofd',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** `application/octet-stream` for whatever it does not know. */
export function mediaTypeOf(bytes: Uint8Array, name: string): string {
  const known = signatures.find(([signature]) => signature.every((byte, index) => bytes[index] === byte));
  if (known !== undefined) return known[1];
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
  const extension = /\.([a-z]{3,4})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return (isZip ? packed[extension] : undefined) ?? 'application/octet-stream';
}

/** True if a browser may show it within our pages' origin; everything else is only saved. */
export function isShownSafely(mediaType: string): boolean {
  return ['application/pdf', 'image/png', 'image/jpeg'].includes(mediaType);
}
