/** What is done regularly while the server runs: the trail is sealed, and what is over and forgotten is tidied away. */
import { sealSome, sealTrail, tidySessions } from '@mingzhang/bureau';
import { type Database } from '@mingzhang/store';
import { type Kysely } from 'kysely';

const sealEvery = 2_000;
/** Between two steps where more waits: desks are busy then. */
const sealNextAfter = 150;
const tidyEvery = 600_000;

/** Starts; the function returned stops, after sealing once more. */
export function keepHouse(db: Kysely<Database>): () => Promise<void> {
  const sealing = repeat(async () => {
    const step = await attempt(() => sealSome(db));
    return step?.more === true ? sealNextAfter : sealEvery;
  }, sealEvery);
  const tidying = repeat(async () => {
    await attempt(() => tidySessions(db, new Date()));
    return tidyEvery;
  }, tidyEvery);
  return async () => {
    await tidying();
    await sealing();
    await attempt(() => sealTrail(db));
  };
}

/** Again and again, never twice at once: the work says after how many milliseconds. The function returned stops. */
function repeat(work: () => Promise<number>, first: number): () => Promise<void> {
  let stopped = false;
  let under: Promise<void> = Promise.resolve();
  let timer = setTimeout(again, first).unref();
  function again(): void {
    under = work().then((next) => {
      if (!stopped) timer = setTimeout(again, next).unref();
    });
  }
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await under;
  };
}

/** A database that is away for a while is asked again next time. */
async function attempt<Result>(work: () => Promise<Result>): Promise<Result | null> {
  try {
    return await work();
  } catch {
    // Nothing depends on this round; what keeps failing shows as an unsealed tail.
    return null;
  }
}
