/** Seals the trail every few seconds while the server runs, and once more when it stops. */
import { sealTrail } from '@mingzhang/bureau';
import { type Database } from '@mingzhang/store';
import { type Kysely } from 'kysely';

const pause = 10_000;

/** Starts; the function returned stops. A database that is away for a while is tried again. */
export function sealRegularly(db: Kysely<Database>): () => Promise<void> {
  let under: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    under = under.then(() => sealTrail(db)).catch(() => {});
  }, pause);
  timer.unref();
  return async () => {
    clearInterval(timer);
    under = under.then(() => sealTrail(db)).catch(() => {});
    await under;
  };
}
