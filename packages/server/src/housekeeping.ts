/** What is done regularly while the server runs: the trail is sealed, and what is over and forgotten is tidied away. */
import { sealTrail, tidySessions } from '@mingzhang/bureau';
import { type Database } from '@mingzhang/store';
import { type Kysely } from 'kysely';

const sealEvery = 10_000;
const tidyEvery = 600_000;

/** Starts; the function returned stops, after sealing once more. */
export function keepHouse(db: Kysely<Database>): () => Promise<void> {
  const sealing = repeat(sealEvery, () => sealTrail(db));
  const tidying = repeat(tidyEvery, () => tidySessions(db, new Date()));
  return async () => {
    await tidying.stop();
    await sealing.stop();
    await attempt(() => sealTrail(db));
  };
}

/** Again and again, never twice at once. */
function repeat(milliseconds: number, work: () => Promise<unknown>): { stop(): Promise<void> } {
  let under: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    under = under.then(() => attempt(work));
  }, milliseconds);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await under;
    },
  };
}

/** A database that is away for a while is asked again next time. */
async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch {
    // Nothing depends on this round; what keeps failing shows as an unsealed tail.
  }
}
