/**
 * The parts of a zipped file (.docx, .xlsx), unpacked one by one when asked for. Sizes are known from the directory before
 * anything is unpacked, and unpacking stops at what the directory says, so a small file cannot fill the memory.
 */
import { type UnzipFileInfo, unzipSync } from 'fflate';
import { FileProblem } from './problem.ts';

export interface Archive {
  /** Names of the parts in it, as written. */
  readonly names: readonly string[];
  /** The bytes of a part; null where there is none of the name. */
  part(name: string): Uint8Array | null;
}

/** What all parts that are read may unpack to together. */
const unpackedLimit = 256 * 1024 * 1024;
/** What one part of XML may unpack to: hundreds of pages of tables stay far below. */
const partLimit = 64 * 1024 * 1024;
const partsLimit = 20_000;
/** Text in XML packs to a fiftieth at best; more than this is made to burst. */
const ratioLimit = 400;
const ratioFrom = 8 * 1024 * 1024;

const damaged = '文件已损坏或不完整（压缩包打不开）。请重新下载或重新另存一份后再试。';
const bursting =
  '文件解开后大得异常（可能是压缩炸弹），为安全起见没有读取。请确认文件来源，用 Word、Excel 或 WPS 打开后另存一份再试。';

/** Opens a zip; throws FileProblem for one that is damaged or made to burst. */
export function openArchive(bytes: Uint8Array): Archive {
  const entries = new Map<string, UnzipFileInfo>();
  let unpacked = 0;
  attempt(() =>
    unzipSync(bytes, {
      filter: (entry) => {
        if (entries.size >= partsLimit) throw new FileProblem(bursting);
        const { name, size, originalSize } = entry;
        entries.set(name, entry);
        unpacked += originalSize;
        if (unpacked > unpackedLimit || (originalSize > ratioFrom && originalSize > size * ratioLimit))
          throw new FileProblem(bursting);
        return false;
      },
    }),
  );
  return {
    names: [...entries.keys()],
    part(name) {
      const entry = entries.get(name);
      if (entry === undefined) return null;
      if (entry.originalSize > partLimit) throw new FileProblem(bursting);
      let seen = false;
      const parts = attempt(() =>
        unzipSync(bytes, {
          filter: (candidate) => {
            // Of two parts with one name the last is the one that the directory was read for.
            if (seen || candidate.name !== name) return false;
            seen = true;
            return true;
          },
        }),
      );
      return parts[name] ?? null;
    },
  };
}

function attempt<T>(unpack: () => T): T {
  try {
    return unpack();
  } catch (error) {
    if (error instanceof FileProblem) throw error;
    throw new FileProblem(damaged);
  }
}
