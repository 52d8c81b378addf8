/** Office files are zips; ours are the same byte for byte whenever they are written: no time of writing, parts in order. */
import { unzipSync, type Zippable, zipSync } from 'fflate';

/** The earliest time that a zip can name, in whatever time zone: its parts are read by local time. */
const still = new Date(1980, 0, 1);

/** Packs the parts again; `change` may give a part another text. */
export function stillZip(
  bytes: Uint8Array,
  change: (path: string, text: string) => string = (_, text) => text,
): Uint8Array {
  const parts = unzipSync(bytes);
  const paths = Object.keys(parts).sort();
  // Readers look for the list of content types first.
  const first = '[Content_Types].xml';
  const ordered = paths.includes(first) ? [first, ...paths.filter((path) => path !== first)] : paths;
  const packed: Zippable = {};
  for (const path of ordered) {
    const part = parts[path] ?? new Uint8Array();
    const isText = /\.(?:xml|rels)$/.test(path);
    packed[path] = isText ? new TextEncoder().encode(change(path, new TextDecoder().decode(part))) : part;
  }
  return zipSync(packed, { level: 6, mtime: still });
}
