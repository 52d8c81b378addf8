/** What the tests need of a machine. A machine that lacks something is told so by name; nothing is skipped in silence. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { findPostgresBinaries } from '@mingzhang/store/test-server';
import { findChromium } from './chromium.ts';

/** The real documents that some tests read lie in a folder `shared` beside the checkout. */
export const sharedDirectory = join(import.meta.dirname, '..', '..', 'shared');

/** The reason why database tests cannot run here, or null. */
export function missingForDatabase(): string | null {
  return findPostgresBinaries() === null ? `no bundled PostgreSQL for ${process.platform}-${process.arch}` : null;
}

/** The reason why browser tests cannot run here, or null. */
export async function missingForBrowser(): Promise<string | null> {
  if (missingForDatabase() !== null) return missingForDatabase();
  return (await findChromium()) === null ? 'no Chromium that starts: install it, e.g. apt-get install chromium' : null;
}

/** LibreOffice's program, which makes files for the readers to read; null where it is not installed. */
export function findLibreOffice(): string | null {
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => [join(folder, 'soffice'), join(folder, 'libreoffice')])
    .find((path) => existsSync(path));
  return found ?? null;
}

/** The reason why tests on real documents are skipped, or null. */
export function missingSharedDocuments(): string | null {
  return existsSync(sharedDirectory) ? null : 'no folder "shared" with real documents beside the checkout';
}
