/** The Chromium that the browser tests drive: the system's, or the one inside `@sparticuz/chromium`. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export interface Chromium {
  readonly path: string;
  readonly args: readonly string[];
}

const systemPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** No sandbox, since tests may run as root; nothing that talks to the network by itself. */
const quietArgs = ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--no-first-run'];

/** Null if no Chromium starts on this machine. Unpacks the bundled one into the temporary directory on first use. */
export async function findChromium(): Promise<Chromium | null> {
  const path = systemPaths.find((candidate) => existsSync(candidate) && starts(candidate));
  if (path !== undefined) return { path, args: quietArgs };
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  try {
    const { default: bundled } = await import('@sparticuz/chromium');
    const bundledPath = await bundled.executablePath();
    return starts(bundledPath) ? { path: bundledPath, args: [...bundled.args, ...quietArgs] } : null;
  } catch {
    return null;
  }
}

function starts(path: string): boolean {
  return spawnSync(path, ['--version', '--no-sandbox'], { stdio: 'ignore' }).status === 0;
}
